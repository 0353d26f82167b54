"""The team at work: a call is taken down, moved by keys, and a busy time springs back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from playwright.sync_api import FloatRect, Locator, Page, expect

from tests.journeys.conftest import Site, Visitor

FREE_TIME = re.compile(r"^\d+:\d\d [AP]M")
COUNT = re.compile(r"^\d+ appointments?$")


def day_ahead(days: int) -> str:
    """The date of the business so many days from now."""
    return (datetime.now(ZoneInfo("America/New_York")) + timedelta(days=days)).date().isoformat()


def schedule(page: Page, site: Site, day: str) -> None:
    """The schedule of that day stands on screen."""
    page.goto(site.url("bella", f"/app/schedule?day={day}"))
    expect(page.get_by_text(COUNT)).to_be_visible()
    expect(page.get_by_role("region", name="Schedule by staff and rooms")).to_be_visible()


def neighbours(page: Page, site: Site) -> tuple[FloatRect, FloatRect]:
    """Two bars in one row, of the first day ahead that has such."""
    for ahead in range(1, 8):
        schedule(page, site, day_ahead(ahead))
        bars = page.get_by_role("button", name=re.compile(", confirmed$"))
        boxes = [box for bar in bars.all() if (box := bar.bounding_box())]
        boxes.sort(key=lambda box: (box["y"], box["x"]))
        for one, two in pairwise(boxes):
            if abs(one["y"] - two["y"]) < 2:
                return one, two
    raise AssertionError("On no day of the coming week has anybody two appointments.")


def choose_a_time(dialog: Locator) -> None:
    """The first free time of the first day that has another to move to."""
    for _ in range(7):
        try:
            expect(dialog.get_by_role("button", name=FREE_TIME).nth(1)).to_be_visible(timeout=2_000)
            break
        except AssertionError:
            dialog.get_by_role("button", name="Day after").click()
    dialog.get_by_role("button", name=FREE_TIME).first.click()


def take_down(page: Page, name: str) -> None:
    """A new customer is booked from the form that the key c opens."""
    page.keyboard.press("c")
    form = page.get_by_role("dialog", name="New appointment")
    form.get_by_role("combobox", name="Service").click()
    page.get_by_role("option", name=re.compile("^Beard trim")).click()
    form.get_by_role("button", name="New", exact=True).click()
    form.get_by_label("New customer").fill(name)
    choose_a_time(form)
    form.get_by_role("button", name=re.compile("^Book ")).click()
    expect(page.get_by_text(f"{name} is booked for")).to_be_visible()
    expect(form).to_have_count(0)


def show_booked_day(page: Page, site: Site, name: str) -> Locator:
    """The day on which that customer comes, their bar on it."""
    for ahead in range(8):
        schedule(page, site, day_ahead(ahead))
        bar = page.get_by_role("button", name=re.compile(f"^{name},"))
        try:
            expect(bar).to_be_visible(timeout=1_500)
            return bar
        except AssertionError:
            continue
    raise AssertionError(f"{name} is on no day of the coming week.")


def test_a_call_is_taken_down_and_moved_by_keys(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    desk = visitor()
    page = desk.page
    desk.come_as(site, "bella", "manager")
    schedule(page, site, day_ahead(1))
    take_down(page, "Nora Newcomer")

    bar = show_booked_day(page, site, "Nora Newcomer")
    before = bar.inner_text().splitlines()[0]
    bar.focus()
    page.keyboard.press("m")
    dialog = page.get_by_role("dialog", name="Move Nora Newcomer")
    expect(dialog.get_by_role("button", name=FREE_TIME).last).to_be_visible()
    dialog.get_by_role("button", name=FREE_TIME).last.click()
    dialog.get_by_role("button", name=re.compile("^Move to ")).click()
    expect(page.get_by_text(re.compile("^Moved to "))).to_be_visible()
    expect(page.get_by_role("button", name=before)).to_have_count(0)
    expect(bar).to_be_visible()


def test_a_busy_time_springs_back_and_says_why(site: Site, visitor: Callable[..., Visitor]) -> None:
    desk = visitor()
    page = desk.page
    desk.come_as(site, "bella", "owner")
    here, there = neighbours(page, site)
    middle = here["y"] + here["height"] / 2
    # In the middle: at its ends a bar is drawn longer or shorter.
    grip = here["width"] / 2
    page.mouse.move(here["x"] + grip, middle)
    page.mouse.down()
    page.mouse.move(there["x"] + grip, middle, steps=12)
    page.mouse.up()
    reason = page.get_by_role("alert").filter(has_text="stays at")
    expect(reason).to_contain_text("already taken")
    expect(reason.get_by_role("button", name=re.compile("[AP]M E[SD]T")).first).to_be_visible()


def test_staff_see_their_own_row_alone(site: Site, visitor: Callable[..., Visitor]) -> None:
    desk = visitor()
    desk.come_as(site, "bella", "staff")
    desk.page.goto(site.url("bella", f"/app/schedule?day={day_ahead(1)}"))
    mine = desk.page.get_by_role("region", name="My schedule")
    expect(mine.get_by_text("Stella Staff").first).to_be_visible()
    expect(mine.get_by_text("Theo Lindqvist")).to_have_count(0)
    expect(desk.page.get_by_role("combobox", name="Location")).to_have_count(0)
