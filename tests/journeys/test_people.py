"""People come in: an invited manager on a phone, and a guest who makes an account."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from tests.journeys.conftest import PHONE, Site, Visitor
from tests.journeys.test_a_business_of_ones_own import mailed_link
from tests.journeys.test_first_booking import SERVICE, hold_a_time

PASSWORD = "a better staple battery"
NELL, VERA = "nell@people.example", "vera@people.example"


def test_an_invited_manager_accepts_on_a_phone_and_sees_the_schedule(
    site: Site, visitor: Callable[..., Visitor], pictures: Path
) -> None:
    owner = visitor()
    owner.come_as(site, "bella", "owner")
    page = owner.page
    page.goto(site.url("bella", "/app/team"))
    page.get_by_role("button", name="Invite", exact=True).click()
    form = page.get_by_role("dialog", name="Invite somebody")
    form.get_by_label("Name").fill("Nell Newman")
    form.get_by_label("E-mail").fill(NELL)
    form.get_by_role("combobox", name="Role").click()
    page.get_by_role("option", name="Manager").click()
    form.get_by_role("combobox", name="Calendar").click()
    page.get_by_role("option", name=re.compile("^A new one at")).first.click()
    page.screenshot(path=pictures / "invite.png")
    form.get_by_role("button", name="Send the invitation").click()
    expect(page.get_by_role("heading", name="Invited")).to_be_visible()
    expect(page.get_by_role("row", name=re.compile(NELL))).to_be_visible()
    page.screenshot(path=pictures / "team.png")

    phone = visitor(viewport=PHONE).page
    phone.goto(mailed_link(site, NELL, "/invitation"))
    expect(phone.get_by_role("heading", name="Welcome to Bella Salon")).to_be_visible()
    expect(phone.get_by_label("E-mail")).to_have_value(NELL)
    phone.get_by_label("Password", exact=True).fill(PASSWORD)
    phone.screenshot(path=pictures / "invitation-phone.png")
    phone.get_by_role("button", name="Join Bella Salon").click()
    phone.wait_for_url("**/app/today**")
    expect(phone.get_by_role("navigation", name="Main, on the phone")).to_be_visible()
    expect(phone.get_by_role("button", name=re.compile(r"[AP]M E[SD]T")).first).to_be_visible()

    # The owner's page hears of it by itself.
    expect(page.get_by_role("heading", name="Invited")).not_to_be_visible()
    row = page.get_by_role("row", name=re.compile(f"{NELL}.*Manager.*Nell Newman"))
    expect(row).to_be_visible()


def test_a_guest_makes_an_account_and_finds_the_booking(
    site: Site, visitor: Callable[..., Visitor], pictures: Path
) -> None:
    page = visitor(viewport=PHONE).page
    hold_a_time(page, site, "bella")
    page.get_by_label("Your name").fill("Vera Account")
    page.get_by_label("E-mail").fill(VERA)
    page.get_by_role("button", name=re.compile(r"^Book ")).click()
    page.get_by_role("link", name="Make an account").click()
    expect(page.get_by_label("Your name")).to_have_value("Vera Account")
    expect(page.get_by_label("E-mail")).to_have_value(VERA)
    page.screenshot(path=pictures / "register-phone.png")
    page.get_by_role("button", name="Send me the link").click()
    expect(page.get_by_role("status")).to_contain_text(VERA)
    page.goto(mailed_link(site, VERA, "/invitation"))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Open my account").click()
    page.wait_for_url("**/app/bookings**")
    expect(page.get_by_text(SERVICE).first).to_be_visible()


def test_what_an_owner_opens_counts_at_once(
    site: Site, visitor: Callable[..., Visitor], pictures: Path
) -> None:
    owner, staff = visitor(dark=True), visitor(viewport=PHONE)
    staff.come_as(site, "kiez", "staff")
    staff.page.goto(site.url("kiez", "/app/services"))
    expect(staff.page.get_by_role("heading", name="Services")).to_be_visible()
    expect(staff.page.get_by_role("button", name="New service")).to_have_count(0)
    owner.come_as(site, "kiez", "owner")
    owner.page.goto(site.url("kiez", "/app/team?tab=rights"))
    owner.page.get_by_role("switch", name=re.compile("^Add and change services")).click()
    expect(owner.page.get_by_text("Saved.")).to_be_visible()
    owner.page.screenshot(path=pictures / "rights-dark.png")
    expect(staff.page.get_by_role("button", name="New service")).to_be_visible()


def test_the_team_is_looked_after_on_a_phone_in_the_dark(
    site: Site, visitor: Callable[..., Visitor], pictures: Path
) -> None:
    owner = visitor(viewport=PHONE, dark=True)
    owner.come_as(site, "kiez", "owner")
    page = owner.page
    page.goto(site.url("kiez", "/app/team"))
    actions = page.get_by_role("button", name="Actions for Marco Manager")
    expect(actions).to_be_visible()
    page.screenshot(path=pictures / "team-phone-dark.png")
    actions.click()
    page.get_by_role("menuitem", name="Deactivate").click()
    question = page.get_by_role("dialog", name="Deactivate Marco Manager?")
    page.screenshot(path=pictures / "deactivate-phone-dark.png")
    question.get_by_role("button", name="Deactivate").click()
    row = page.get_by_role("row", name=re.compile("Marco Manager"))
    expect(row.get_by_text("Deactivated")).to_be_visible()
    actions.click()
    page.get_by_role("menuitem", name="Reactivate").click()
    expect(row.get_by_text("Deactivated")).not_to_be_visible()
