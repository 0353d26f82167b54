"""Plans change: guests move and cancel by their link, and two people want the same time."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Site, Visitor
from tests.journeys.test_first_booking import give_details, hold_a_time

TIME = re.compile(r"^\d+:\d\d [AP]M E[SD]T$")


def manage_page(page: Page) -> None:
    """The guest follows the link that shows and changes the booking."""
    page.get_by_role("link", name="Move or cancel this booking").click()
    expect(page.get_by_role("button", name=re.compile("^Cancel"))).to_be_visible()


def test_a_guest_cancels_and_the_team_sees_it_live(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    guest, team = visitor(viewport=PHONE), visitor()
    day = hold_a_time(guest.page, site, "bella")
    give_details(guest.page, "Cora Canceller")
    team.come_as(site, "bella", "manager")
    team.page.goto(site.url("bella", f"/app/schedule?day={day}&show=agenda"))
    row = team.page.get_by_role("row").filter(has_text="Cora Canceller")
    expect(row).to_have_count(1)

    manage_page(guest.page)
    guest.page.get_by_role("button", name=re.compile("^Cancel")).click()
    guest.page.get_by_role("button", name=re.compile("^(Yes, c|C)ancel")).last.click()
    expect(
        guest.page.get_by_text(re.compile("is cancelled|was cancelled|Cancelled")).first
    ).to_be_visible()
    expect(row).to_have_count(0)


def test_a_guest_moves_to_another_time(site: Site, visitor: Callable[..., Visitor]) -> None:
    guest = visitor(viewport=PHONE)
    hold_a_time(guest.page, site, "bella")
    give_details(guest.page, "Mona Mover")
    manage_page(guest.page)
    page, facts = (
        guest.page,
        guest.page.get_by_role("listitem").filter(has_text=re.compile(r"\d:\d\d")),
    )
    before = facts.first.text_content() or ""
    page.get_by_role("button", name="Move to another time").click()
    expect(page.get_by_role("heading", name="Move your booking")).to_be_visible()
    page.get_by_role("button", name=TIME).first.click()
    expect(page.get_by_role("button", name="Move to another time")).to_be_visible()
    expect(facts.first).to_be_visible()
    assert facts.first.text_content() != before


def test_a_time_somebody_else_took_is_answered_with_others(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    """Both look at the same list; the slower one is offered other times and can book one."""
    quick, slow = visitor(viewport=PHONE), visitor(viewport=PHONE)
    slow.context.route("**/socket.io/**", lambda route: route.abort())
    for window in (quick, slow):
        window.page.goto(site.url("kiez"))
        window.page.get_by_role("button", name=re.compile("^Physiotherapy")).click()
        window.page.get_by_role("radio").nth(1).check(force=True)
        window.page.get_by_role("button", name=re.compile(r", \d+ free times?$")).first.click()
    wanted = quick.page.get_by_role("button", name=re.compile(r"\d+:\d\d .*GMT|CES?T")).first
    label = wanted.inner_text()
    same = slow.page.get_by_role("button", name=label.replace("\n", " ")).first
    expect(same).to_be_visible()
    # The slower one's list gets no newer: a question for free times is left unanswered.
    slow.context.route(re.compile(r"/slots\?"), lambda route: None)
    wanted.click()
    expect(quick.page.get_by_label("Your name")).to_be_visible()
    same.click()
    expect(
        slow.page.get_by_text(re.compile("taken|just booked|no longer free")).first
    ).to_be_visible()
