"""An owner makes the booking page look like theirs and puts it on a domain of their own."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
from playwright.sync_api import Page, expect

from tests.factories import picture
from tests.journeys.conftest import PHONE, Site, Visitor

HOST = "book.kiez-praxis.example"


def brand(page: Page) -> str:
    """The colour that buttons of the page have."""
    script = "getComputedStyle(document.documentElement).getPropertyValue('--brand-fill')"
    return str(page.evaluate(script)).strip()


def test_a_new_colour_and_logo_reach_the_booking_page(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    guest = visitor(viewport=PHONE).page
    guest.goto(site.url("kiez"))
    before = brand(guest)
    owner = visitor()
    owner.come_as(site, "kiez", "owner")
    page = owner.page
    page.goto(site.url("kiez", "/app/settings/branding"))
    page.get_by_role("radio", name="Raspberry").click()
    expect(page.get_by_role("region", name="Preview of the booking page")).to_be_visible()
    page.get_by_role("button", name="Save branding").click()
    expect(page.get_by_text("Branding saved.")).to_be_visible()
    page.locator("input[type=file]").set_input_files(
        {"name": "logo.png", "mimeType": "image/png", "buffer": picture()}
    )
    expect(page.get_by_role("img", name="Logo of Kiez Praxis")).to_be_visible()

    guest.reload()
    logo = guest.locator("header img")
    expect(logo).to_be_visible()
    assert logo.evaluate("image => image.naturalWidth") == 300
    assert brand(guest) != before
    guest.goto(site.url("kiez", "/sign-in"))
    expect(guest.get_by_role("img", name="Kiez Praxis")).to_be_visible()


def let_time_pass(site: Site) -> None:
    """The last check was a minute ago: sooner, nothing is asked."""
    with psycopg.connect(site.install.admin_url) as admin:
        admin.execute("UPDATE tenant_domains SET checked_at = checked_at - interval '1 minute'")
        admin.execute("UPDATE audit_events SET created_at = created_at - interval '1 minute'")


def test_a_domain_is_added_proven_and_live(site: Site, visitor: Callable[..., Visitor]) -> None:
    owner = visitor()
    owner.come_as(site, "kiez", "owner")
    page = owner.page
    page.goto(site.url("kiez", "/app/settings/domains"))
    page.get_by_label("Domain", exact=True).fill("127.0.0.1")
    page.get_by_role("button", name="Add domain").click()
    expect(page.get_by_text("This is an address of a machine.")).to_be_visible()
    page.get_by_label("Domain", exact=True).fill(f"{HOST.upper()}.")
    page.get_by_role("button", name="Add domain").click()
    card = page.get_by_role("region", name=HOST)
    expect(card.get_by_text("Not verified")).to_be_visible()

    card.get_by_role("button", name=f"Check {HOST} now").click()
    expect(card.get_by_text("The DNS does not know that name yet.")).to_be_visible(timeout=20_000)

    proof = card.locator("code", has_text="smoothschedule-verification=").inner_text()
    site.zone.add(f"_smoothschedule.{HOST}", "TXT", proof)
    site.zone.add(HOST, "CNAME", "edge.smoothschedule.localhost")
    site.zone.add("edge.smoothschedule.localhost", "A", "192.0.2.7")
    let_time_pass(site)
    card.get_by_role("button", name=f"Check {HOST} now").click()
    expect(card.get_by_text("Guests can book here.")).to_be_visible(timeout=20_000)
    expect(card.get_by_text("Live", exact=True).first).to_be_visible()

    card.get_by_role("button", name=f"Remove {HOST}").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove domain").click()
    expect(page.get_by_text("You have no domain of your own here yet.")).to_be_visible()
