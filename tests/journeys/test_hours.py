"""Hours and services: somebody takes a day off, the place closes, a visit gets longer."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Site, Visitor

SERVICE = "Men's cut"


def weekday_ahead(weekday: int) -> str:
    """The second next such day of the business, Monday being 0."""
    today = datetime.now(ZoneInfo("America/New_York")).date()
    return (today + timedelta(days=7 + (weekday - today.weekday()) % 7)).isoformat()


def take_the_day_off(page: Page, site: Site, day: str) -> str:
    """The first of the staff is away on that day; returns the name."""
    page.goto(site.url("bella", "/app/resources"))
    row = page.get_by_role("row").nth(1)
    name = row.get_by_role("button").inner_text().splitlines()[-1]
    row.get_by_role("button").click()
    page.get_by_role("tab", name="Time off").click()
    page.get_by_role("button", name="Enter time off").click()
    form = page.get_by_role("dialog", name=f"Time off for {name}")
    form.get_by_label("First day").fill(day)
    form.get_by_label("Reason").fill("Dentist")
    expect(form.get_by_label("Last day")).to_have_value(day)
    form.get_by_role("button", name="Enter time off").click()
    expect(page.get_by_role("button", name=re.compile("^Take back Dentist"))).to_be_visible()
    return name


def close_the_place(page: Page, site: Site, day: str) -> None:
    """The location is closed on that day."""
    page.goto(site.url("bella", "/app/locations"))
    page.get_by_role("button", name="Close for some days").click()
    form = page.get_by_role("dialog", name="Close for some days")
    form.get_by_label("What it is").fill("Stocktaking")
    form.get_by_role("combobox", name="Location").click()
    page.get_by_role("option", name="Downtown").click()
    form.get_by_label("First day").fill(day)
    form.get_by_role("button", name="Close these days").click()
    expect(page.get_by_role("row", name=re.compile("^Stocktaking"))).to_be_visible()


def test_time_off_and_a_closed_day_are_shaded_by_name_and_can_be_taken_back(
    site: Site, visitor: Callable[..., Visitor], pictures: Path
) -> None:
    window = visitor()
    page = window.page
    window.come_as(site, "bella", "owner")
    free, closed = weekday_ahead(3), weekday_ahead(4)
    name = take_the_day_off(page, site, free)
    page.screenshot(path=pictures / "time-off.png")
    page.goto(site.url("bella", f"/app/schedule?day={free}"))
    expect(page.locator(".ss_away_name", has_text="Dentist").first).to_be_visible()
    page.screenshot(path=pictures / "time-off-timeline.png")
    close_the_place(page, site, closed)
    page.screenshot(path=pictures / "closed-days.png")
    page.goto(site.url("bella", f"/app/schedule?day={closed}"))
    expect(page.locator(".ss_away_name", has_text="Stocktaking").first).to_be_visible()

    page.goto(site.url("bella", "/app/locations"))
    page.get_by_role("button", name=re.compile("^Remove Stocktaking")).click()
    expect(page.get_by_role("row", name=re.compile("^Stocktaking"))).to_have_count(0)
    page.goto(site.url("bella", "/app/resources"))
    page.get_by_role("button", name=name).click()
    page.get_by_role("tab", name="Time off").click()
    page.get_by_role("button", name=re.compile("^Take back Dentist")).click()
    expect(page.get_by_text(f"No time off is planned for {name}.")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("button", name=re.compile("^Take back Dentist"))).to_be_visible()


def test_what_is_offered_along_can_be_booked_along(
    site: Site, visitor: Callable[..., Visitor], pictures: Path
) -> None:
    window, guest = visitor(dark=True), visitor(viewport=PHONE)
    page = window.page
    window.come_as(site, "bella", "owner")
    page.goto(site.url("bella", "/app/services"))
    page.get_by_role("button", name=re.compile(f"^{SERVICE}")).click()
    form = page.get_by_role("dialog", name=f"Edit {SERVICE}")
    form.get_by_role("button", name="Something to book along").click()
    form.get_by_label("Add-on 1, name").fill("Hot towel")
    form.get_by_label("Add-on 1, extra minutes").fill("15")
    form.get_by_label("Add-on 1, price in USD").fill("7.5")
    form.get_by_role("button", name="Split into parts").click()
    form.get_by_label("Part 1, minutes").scroll_into_view_if_needed()
    page.screenshot(path=pictures / "service-form-dark.png")
    form.get_by_role("button", name="Remove part 1").click()
    form.get_by_role("button", name="Save").click()
    expect(form).to_have_count(0)

    guest.page.goto(site.url("bella"))
    guest.page.get_by_role("button", name=re.compile(f"^{SERVICE}")).click()
    guest.page.get_by_role("checkbox", name=re.compile("^Hot towel")).check()
    expect(guest.page.get_by_text("With Hot towel")).to_be_visible()
    guest.page.screenshot(path=pictures / "add-on-phone.png")
    guest.page.get_by_role("button", name=re.compile(r", \d+ free times?$")).last.click()
    guest.page.get_by_role("button", name=re.compile(r"^\d+:\d\d [AP]M E[SD]T$")).last.click()
    guest.page.get_by_label("Your name").fill("Tilda Towel")
    guest.page.get_by_label("E-mail").fill("tilda@example.com")
    guest.page.get_by_role("button", name=re.compile(r"^Book ")).click()
    expect(guest.page.get_by_role("heading", name="You are booked")).to_be_visible()
    expect(guest.page.get_by_text("With Hot towel")).to_be_visible()
