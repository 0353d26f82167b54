"""In another's place: the banner says who one is and really is, and one press leads back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error as PlaywrightError, Locator, Page, expect

from tests.journeys.conftest import CALL, DESKTOP, PHONE, Site, Visitor

LOOKS = pytest.mark.parametrize(
    ("viewport", "dark"),
    [(DESKTOP, False), (DESKTOP, True), (PHONE, False), (PHONE, True)],
    ids=["desktop-light", "desktop-dark", "phone-light", "phone-dark"],
)


def banner(page: Page) -> Locator:
    """Where both identities stand."""
    return page.get_by_role("region", name="Visit")


def view_as(page: Page, name: str, *, mode: str, reason: str) -> None:
    """The owner takes the place of one of the staff."""
    page.get_by_role("button", name=f"Actions for {name}").click()
    page.get_by_role("menuitem", name=f"View as {name}").click()
    start(page, mode=mode, reason=reason)


def start(page: Page, *, mode: str | None, reason: str) -> None:
    """The dialog is answered, and the banner stands."""
    dialog = page.get_by_role("dialog")
    if mode is not None:
        dialog.get_by_role("radio", name=mode).check()
    dialog.get_by_label("Reason").fill(reason)
    dialog.locator("button[type=submit]").click()
    expect(banner(page)).to_be_visible(timeout=15_000)


def add_customer(page: Page, site: Site, name: str) -> None:
    """The form for a new customer is sent."""
    page.goto(site.url("bella", "/app/customers"))
    page.get_by_role("button", name="New customer").first.click()
    form = page.get_by_role("dialog")
    form.get_by_label("Name").fill(name)
    form.locator("button[type=submit]").click()


def test_the_owner_looks_as_staff_acts_as_staff_and_is_oneself_again(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    owner = visitor()
    owner.come_as(site, "bella", "owner")
    page = owner.page

    page.goto(site.url("bella", "/app/team"))
    view_as(page, "Stella Staff", mode="Look only", reason="She cannot find her Monday")
    shown = banner(page)
    expect(shown).to_contain_text("You are Stella Staff, really Olivia Owner (owner)")
    expect(shown).to_contain_text("Bella Salon")
    expect(shown).to_contain_text("view only")
    expect(shown.get_by_role("timer")).to_contain_text(re.compile(r"^(59|60) min left$"))
    expect(page.get_by_role("link", name="Settings")).to_have_count(0)

    page.goto(site.url("bella", "/app/customers"))
    expect(page.get_by_role("heading", name="Customers")).to_be_visible()
    expect(page.get_by_role("button", name="New customer")).to_have_count(0)
    with pytest.raises(PlaywrightError, match=r"403 .*view-only"):
        page.evaluate(CALL, ["POST", "/customers", {"name": "Nobody Written"}])
    owner.complaints.clear()
    page.goto(site.url("bella", "/app/customers?q=Nobody"))
    expect(page.get_by_text("Nobody matches “Nobody”.")).to_be_visible()

    page.get_by_role("button", name="Stop").click()
    expect(banner(page)).to_have_count(0)
    page.goto(site.url("bella", "/app/team"))
    view_as(page, "Stella Staff", mode="Act", reason="She is ill")
    expect(banner(page)).to_contain_text("may act")
    add_customer(page, site, "Walter Written")
    expect(page.get_by_text("Walter Written").first).to_be_visible()

    stop_and_go_back(page)

    page.goto(site.url("bella", "/app/activity"))
    told = page.get_by_text(
        re.compile("Olivia Owner as Stella Staff added the customer Walter Written")
    )
    expect(told.first).to_be_visible()


def test_another_tab_becomes_the_same_person_and_oneself_again(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    owner = visitor()
    owner.come_as(site, "bella", "owner")
    first, second = owner.page, owner.context.new_page()
    second.goto(site.url("bella", "/app/settings"))
    expect(second.get_by_role("heading", name="Settings")).to_be_visible()

    first.goto(site.url("bella", "/app/team"))
    view_as(first, "Stella Staff", mode="Look only", reason="two tabs")
    expect(banner(second)).to_be_visible(timeout=15_000)

    first.get_by_role("button", name="Stop").click()
    expect(banner(first)).to_have_count(0)
    expect(second.get_by_role("button", name=re.compile("Olivia Owner"))).to_be_visible(
        timeout=15_000
    )
    expect(banner(second)).to_have_count(0)


def test_the_owner_sees_who_is_inside_and_ends_it(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    support = visitor()
    support.sign_in(site, "platform", "support")
    support.page.get_by_role("button", name="Enter Bella Salon").click()
    start(support.page, mode=None, reason="Ticket 4711")
    expect(banner(support.page)).to_contain_text(
        "You are inside Bella Salon as Sunny Support (SmoothSchedule support)"
    )

    owner = visitor()
    owner.come_as(site, "bella", "owner")
    owner.page.goto(site.url("bella", "/app/activity"))
    inside = owner.page.get_by_role("region", name="Visits that are open now")
    expect(inside).to_contain_text("Sunny Support (SmoothSchedule support)")
    expect(inside).to_contain_text("Ticket 4711")
    inside.get_by_role("button", name="End the visit of Sunny Support now").click()
    expect(inside).to_have_count(0)

    page = support.page
    expect(page.get_by_role("heading", name="This visit is over")).to_be_visible(timeout=15_000)
    expect(page.get_by_text("The owner of the business ended it.")).to_be_visible()
    page.get_by_role("button", name="Go back").click()
    page.wait_for_url(re.compile(r"//platform\..*/app/"))
    expect(page.get_by_role("button", name=re.compile("Sunny Support"))).to_be_visible()


@pytest.mark.parametrize("role", ["superuser", "support", "sales"])
def test_platform_staff_take_a_place_and_come_back(
    site: Site, visitor: Callable[..., Visitor], pictures: Path, role: str
) -> None:
    staff = visitor()
    staff.come_as(site, "platform", role)
    page = staff.page
    page.goto(site.url("platform", "/app/users"))
    page.get_by_label("Search people").fill("staff@")
    page.get_by_role("button", name="Masquerade as staff@demo.example").first.click()
    start(page, mode="Look only", reason="Ticket 4712")
    expect(banner(page)).to_contain_text("You are Stella Staff, really ")
    expect(banner(page)).to_contain_text("SmoothSchedule " + role)
    page.screenshot(path=pictures / f"masquerade-{role}.png")
    page.get_by_role("button", name="Stop").click()
    page.wait_for_url(re.compile(r"//platform\..*/app/"))
    expect(banner(page)).to_have_count(0)


def test_a_dead_hand_over_link_says_so_and_leads_back(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    page = visitor().page
    page.goto(site.url("bella", "/visit?token=" + "x" * 43))
    expect(page.get_by_role("heading", name="This link leads nowhere any more")).to_be_visible()
    back = page.get_by_role("link", name="Back to the platform")
    expect(back).to_have_attribute("href", site.url("platform", "/app"))


@LOOKS
def test_the_banner_covers_nothing(
    site: Site,
    visitor: Callable[..., Visitor],
    pictures: Path,
    viewport: dict[str, int],
    dark: bool,
) -> None:
    owner = visitor(viewport=viewport, dark=dark)
    owner.come_as(site, "bella", "owner")
    page = owner.page
    page.goto(site.url("bella", "/app/team"))
    view_as(page, "Stella Staff", mode="Act", reason="She is ill")
    bar, main = banner(page).bounding_box(), page.locator("main").bounding_box()
    assert bar
    assert main
    assert bar["y"] == 0
    assert bar["x"] == 0
    assert bar["width"] == viewport["width"]
    assert main["y"] >= bar["height"]
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    look = f"{viewport['width']}-{'dark' if dark else 'light'}"
    page.screenshot(path=pictures / f"masquerade-{look}.png")
    page.get_by_role("button", name="Stop").click()
    expect(banner(page)).to_have_count(0)


def stop_and_go_back(page: Page) -> None:
    """The visit is over, and the back button leads to nobody else's page."""
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("button", name=re.compile("Olivia Owner"))).to_be_visible()
    expect(banner(page)).to_have_count(0)
    # Going back while the owner's own page still loads would be going back from nowhere.
    page.wait_for_load_state("networkidle")
    page.go_back()
    expect(page.get_by_role("button", name=re.compile("Olivia Owner"))).to_be_visible()
    expect(banner(page)).to_have_count(0)
