"""The headline: somebody books in one browser, and the business sees it in another, live."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from dateutil.parser import parse
from playwright.sync_api import Page, ViewportSize, expect

from tests.journeys.conftest import DESKTOP, PHONE, Site, Visitor

SERVICE = "Men's cut"


def hold_a_time(page: Page, site: Site, host: str) -> str:
    """The visitor picks the service, its last free day and time on show; returns that day, ISO.

    The first time may be too near by the moment it is chosen.
    """
    page.goto(site.url(host))
    page.get_by_role("button", name=re.compile(f"^{SERVICE}")).click()
    page.get_by_role("button", name=re.compile(r", \d+ free times?$")).last.click()
    page.get_by_role("button", name=re.compile(r"^\d+:\d\d [AP]M E[SD]T$")).last.click()
    day = page.get_by_text(re.compile(r"^\w+day, \w+ \d+, \d{4}$")).first.inner_text()
    return parse(day).date().isoformat()


def give_details(page: Page, name: str) -> None:
    """The visitor fills in who they are and books."""
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail").fill("vera@example.com")
    page.get_by_role("button", name=re.compile(r"^Book ")).click()
    expect(page.get_by_role("heading", name="You are booked")).to_be_visible()


def test_a_booking_appears_on_the_schedule_live_and_on_no_other(
    site: Site, visitor: Callable[..., Visitor], pictures: Path
) -> None:
    timeline, agenda, rival = visitor(), visitor(dark=True), visitor(zone="Europe/Berlin")
    guest = visitor(viewport=PHONE)
    timeline.sign_in(site, "bella", "owner")
    agenda.come_as(site, "bella", "manager")
    rival.come_as(site, "kiez", "owner")
    day = hold_a_time(guest.page, site, "bella")
    timeline.page.goto(site.url("bella", f"/app/schedule?day={day}"))
    agenda.page.goto(site.url("bella", f"/app/schedule?day={day}&show=agenda"))
    rival.page.goto(site.url("kiez", f"/app/schedule?day={day}&show=agenda"))
    for window in (timeline, agenda, rival):
        expect(window.page.get_by_text(re.compile(r"^\d+ appointments?$")).first).to_be_visible()
        expect(window.page.get_by_text("Vera Visitor")).to_have_count(0)

    give_details(guest.page, "Vera Visitor")
    guest.page.screenshot(path=pictures / "booked-phone.png")

    bar = timeline.page.get_by_role("button", name=re.compile(f"^Vera Visitor, {SERVICE}"))
    expect(bar.first).to_be_visible()
    expect(agenda.page.get_by_text("Vera Visitor").first).to_be_visible()
    timeline.page.screenshot(path=pictures / "live-timeline.png")
    agenda.page.screenshot(path=pictures / "live-agenda-dark.png")
    expect(rival.page.get_by_text("Vera Visitor")).to_have_count(0)


PLACES = """() => ["h1", "p", "li"].flatMap((name) => {
  const found = [...document.querySelectorAll(`#root ${name}`)];
  return (name === "li" ? found : found.slice(0, 1))
    .map((each) => each.getBoundingClientRect())
    .map(({ x, y, width, height }) => [x, y, width, height].map(Math.round));
})"""


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_nothing_moves_when_the_script_takes_over(
    site: Site, window: Visitor, viewport: ViewportSize
) -> None:
    page = window.page
    page.set_viewport_size(viewport)
    page.route("**/*.js", lambda script: script.abort())
    page.goto(site.url("bella"))
    served = page.evaluate(PLACES)
    page.unroute("**/*.js")
    page.goto(site.url("bella"))
    expect(page.get_by_role("button", name=re.compile(f"^{SERVICE}"))).to_be_visible()
    assert page.evaluate(PLACES) == served
