"""The console: roles take somebody's place from its list of people, and come back."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Locator, Page, expect

from smoothschedule.core.db import new_id
from tests.factories import make_business
from tests.journeys.conftest import Site, Visitor, findings, looks

NAMES = {"superuser": "Sam Superuser", "support": "Sunny Support", "sales": "Sol Sales"}
LEND = """async (body) => {
  const { csrf_token } = await (await fetch("/api/v1/me")).json();
  const headers = { "Content-Type": "application/json", "X-CSRF-Token": csrf_token };
  const sent = { method: "POST", headers, body: JSON.stringify(body) };
  return (await fetch("/api/v1/platform/grants", sent)).status;
}"""


@pytest.fixture(scope="module")
def real(site: Site) -> str:
    """Name of a business that is no demo."""
    made = make_business(site.install.runtime, "northwind")
    with psycopg.connect(site.install.admin_url, autocommit=True) as admin:
        _add_domain(admin, "northwind", "book.northwind.example", finding="found")
        _add_domain(admin, "bella", "termine.bella-salon.example", finding="missing")
    return f"{made.mark} House"


def _add_domain(admin: psycopg.Connection, subdomain: str, host: str, *, finding: str) -> None:
    admin.execute(
        "INSERT INTO tenant_domains (id, tenant_id, host, txt_token, finding, checked_at,"
        " is_pointed_here, failures, verified_at, route53_zone_id) SELECT %s, id, %s, 'proof', %s,"
        " now(), %s, %s, CASE WHEN %s THEN now() END, CASE WHEN %s THEN 'Z08NORTH' END"
        " FROM tenants WHERE subdomain = %s",
        [new_id(), host, finding, *_facts(finding == "found"), subdomain],
    )


def _facts(is_found: bool) -> list[object]:
    return [is_found, 0 if is_found else 2, is_found, is_found]


def banner(page: Page) -> Locator:
    """Where both identities stand, in the console and in the application."""
    return page.get_by_role("region", name="Visit", exact=True)


def lend(page: Page, site: Site) -> None:
    """Support is lent something at Bella Salon."""
    with psycopg.connect(site.install.admin_url) as admin:
        found = admin.execute(
            "SELECT t.id, p.id FROM tenants t, platform_users p"
            " WHERE t.subdomain = 'bella' AND p.email = 'support@demo.example'"
        ).fetchone()
    assert found
    body = {
        "tenant_id": str(found[0]),
        "grantee_id": str(found[1]),
        "action": "edit_services",
        "reason": "Ticket 4713",
        "duration_minutes": 30,
    }
    assert page.evaluate(LEND, body) == 201


def ask(page: Page, site: Site) -> Locator:
    """The dialog that asks how and why to be in Stella's place, filled in but for the way."""
    page.goto(site.url("platform", "/admin/users/"))
    page.get_by_label("Search", exact=True).fill("stella")
    page.get_by_label("Business address").fill("bella")
    page.get_by_role("button", name="Show").click()
    page.get_by_role("button", name="Masquerade Stella Staff").click()
    dialog = page.get_by_role("dialog", name="Be in Stella Staff’s place?")
    dialog.get_by_label("Reason").fill("Ticket 4714")
    return dialog


def choose_and_begin(page: Page, dialog: Locator, *, mode: str) -> None:
    """The form is sent, and the business's own pages are there."""
    dialog.get_by_label("To do what").select_option(mode)
    dialog.get_by_role("button", name="Begin").click()
    expect(banner(page)).to_contain_text("Stella Staff", timeout=15_000)
    expect(page).to_have_url(re.compile(r"//bella\..*/app"))


@pytest.mark.parametrize(
    ("role", "mode", "words"),
    [
        ("superuser", "Look and act", "may act"),
        ("support", "Only look", "view only"),
        ("sales", "Look and act", "may act"),
    ],
)
def test_each_role_takes_a_place_from_the_list_and_comes_back(
    site: Site, visitor: Callable[..., Visitor], pictures: Path, role: str, mode: str, words: str
) -> None:
    staff = visitor()
    staff.come_as(site, "platform", role)
    page = staff.page
    dialog = ask(page, site)
    page.screenshot(path=pictures / f"console-dialog-{role}.png")
    choose_and_begin(page, dialog, mode=mode)
    shown = banner(page)
    expect(shown).to_contain_text(f"You are Stella Staff, really {NAMES[role]} (SmoothSchedule")
    expect(shown).to_contain_text("Bella Salon")
    expect(shown).to_contain_text(words)
    page.screenshot(path=pictures / f"console-inside-{role}.png")

    shown.get_by_role("button", name="Stop").click()
    expect(page).to_have_url(re.compile(r"//platform\..*/admin/users/\?"), timeout=15_000)
    expect(banner(page)).to_have_count(0)
    page.goto(site.url("platform", "/admin/visits/?search=4714"))
    expect(banner(page)).to_have_count(0)
    row = page.get_by_role("row").filter(has_text=NAMES[role]).first
    expect(row).to_contain_text("staff@demo.example")
    expect(row).to_contain_text("Released")


def test_sales_meets_demos_only_and_others_the_real_business_too(
    site: Site, visitor: Callable[..., Visitor], real: str
) -> None:
    lists = ("tenants", "users", "domains")
    for role, is_shown in (("support", True), ("sales", False)):
        staff = visitor()
        staff.come_as(site, "platform", role)
        for name in lists:
            staff.page.goto(site.url("platform", f"/admin/{name}/"))
            rows = staff.page.get_by_role("table")
            expect(rows).to_contain_text("Bella Salon")
            if is_shown:
                expect(rows).to_contain_text(real)
            else:
                expect(rows).not_to_contain_text(real)


def test_a_platform_manager_is_offered_nobodys_place(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    manager = visitor()
    manager.come_as(site, "platform", "platform-manager")
    manager.page.goto(site.url("platform", "/admin/users/"))
    expect(manager.page.get_by_role("table")).to_contain_text("Stella Staff")
    expect(manager.page.get_by_role("button", name=re.compile("Masquerade"))).to_have_count(0)


def test_a_platform_manager_enters_as_themselves_and_comes_back_to_the_list(
    site: Site, visitor: Callable[..., Visitor], pictures: Path
) -> None:
    manager = visitor()
    manager.come_as(site, "platform", "platform-manager")
    page = manager.page
    page.goto(site.url("platform", "/admin/tenants/?search=bella"))
    page.get_by_role("button", name="Enter Bella Salon").click()
    dialog = page.get_by_role("dialog", name="Enter Bella Salon?")
    dialog.get_by_label("Reason").fill("Ticket 4715")
    dialog.get_by_role("button", name="Enter").click()
    shown = banner(page)
    expect(shown).to_contain_text("You are inside Bella Salon as Petra Platform", timeout=15_000)
    page.screenshot(path=pictures / "console-inside-platform-manager.png")
    shown.get_by_role("button", name="Stop").click()
    expect(page).to_have_url(re.compile(r"/admin/tenants/\?search=bella"), timeout=15_000)


def test_what_a_form_refuses_stands_beside_its_field(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    manager = visitor()
    manager.come_as(site, "platform", "platform-manager")
    page = manager.page
    page.goto(site.url("platform", "/admin/tenants/?search=bella"))
    page.get_by_role("button", name="Plan Bella Salon").click()
    dialog = page.get_by_role("dialog", name="Change the plan of Bella Salon?")
    expect(dialog.get_by_role("combobox", name="Plan")).to_have_value("business")
    price = dialog.get_by_label("Price a month")
    price.fill("29,50")
    dialog.get_by_role("button", name="Change the plan").click()
    expect(price).to_have_accessible_error_message(re.compile("."))
    expect(price).to_be_focused()
    price.fill("79.00")
    dialog.get_by_role("button", name="Change the plan").click()
    expect(page.get_by_role("status")).to_contain_text("The business is on the plan.")


def test_a_demo_is_made_let_live_on_and_thrown_away(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    sales = visitor()
    sales.come_as(site, "platform", "sales")
    page = sales.page
    page.goto(site.url("platform", "/admin/demos/"))
    page.get_by_role("button", name="Make a demo").click()
    dialog = page.get_by_role("dialog", name="Make a demo business?")
    dialog.get_by_label("Kind").select_option("Clinic")
    dialog.get_by_label("Days it lives").fill("3")
    dialog.get_by_role("button", name="Make it").click()
    expect(page.get_by_role("status")).to_contain_text("is being made")
    address = page.get_by_role("link", name=re.compile("^clinic-"))
    for _ in range(20):
        if address.count():
            break
        page.wait_for_timeout(1_000)
        page.reload()
    row = page.get_by_role("row").filter(has=address)
    row.locator("summary").click()
    expect(row).to_contain_text("Password: ")
    row.get_by_role("button", name="Extend").click()
    dialog = page.get_by_role("dialog", name="Let Kiez Praxis live on?")
    dialog.get_by_label("Days it lives").fill("30")
    dialog.get_by_role("button", name="Let it live").click()
    expect(page.get_by_role("status")).to_contain_text("lives on")
    row.get_by_role("button", name="Throw away").click()
    page.get_by_role("dialog").get_by_role("button", name="Throw it away").click()
    expect(page.get_by_role("status")).to_contain_text("will be erased")
    expect(row.get_by_role("button")).to_have_count(0)


def test_axe_finds_nothing_in_the_console(
    site: Site, window: Visitor, pictures: Path, real: str
) -> None:
    window.sign_in(site, "platform", "superuser")
    page = window.page
    lend(page, site)
    for name in ("tenants", "domains", "demos", "users", "visits", "grants", "jobs", "audit"):
        page.goto(site.url("platform", f"/admin/{name}/"))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert findings(page) == [], name
        picture(page, pictures, name)
    dialog = ask(page, site)
    assert findings(page) == []
    picture(page, pictures, "users-dialog")
    choose_and_begin(page, dialog, mode="Only look")
    page.goto(site.url("platform", "/admin/visits/"))
    expect(banner(page)).to_contain_text("staff@demo.example")
    expect(banner(page)).to_contain_text("Sam Superuser")
    assert findings(page) == []
    picture(page, pictures, "banner")
    banner(page).get_by_role("button", name="Stop").click()
    expect(banner(page)).to_have_count(0)


def picture(page: Page, folder: Path, name: str) -> None:
    """It fits in every look, and is kept to be looked at."""
    for look in looks(page):
        assert page.evaluate("document.documentElement.scrollWidth") <= look.width, name
        page.screenshot(path=folder / f"console-{name}-{look}.png")
