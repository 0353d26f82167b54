"""From the landing page to a booked stranger, and back into a forgotten account."""

from __future__ import annotations

import re
from collections.abc import Callable
from email import policy
from email.parser import BytesParser
from pathlib import Path
from time import monotonic, sleep

from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Site, Visitor

PASSWORD = "seven calm otters"


def mailed_link(site: Site, address: str, path: str) -> str:
    """The link with that path in the latest mail to the address, once it has arrived."""
    folder = Path(site.install.values["MAIL_URL"].removeprefix("folder:"))
    deadline = monotonic() + 20
    while monotonic() < deadline:
        for file in sorted(folder.glob("*.eml"), reverse=True):
            message = BytesParser(policy=policy.default).parsebytes(file.read_bytes())
            part = message.get_body(("plain",))
            found = re.search(rf"http\S+{path}\S+", part.get_content() if part else "")
            if message["To"] and address in message["To"] and found:
                return found.group()
        sleep(0.1)
    raise AssertionError(f"No mail with {path} came for {address}.")


def test_a_new_business_can_be_booked_at_once(site: Site, visitor: Callable[..., Visitor]) -> None:
    founder = visitor()
    page = founder.page
    page.goto(site.url(""))
    form = page.get_by_role("form", name="Sign up")
    form.get_by_label("Business").fill("Otter Yoga")
    form.get_by_label("Address").fill("bella")
    expect(form.get_by_text("belongs to another business")).to_be_visible()
    form.get_by_label("Address").fill("otter-yoga")
    form.get_by_label("Your name").fill("Otto Founder")
    form.get_by_label("E-mail").fill("otto@example.com")
    form.get_by_label("Password", exact=True).fill(PASSWORD)
    form.get_by_role("button", name="Create my business").click()
    page.wait_for_url("http://otter-yoga.smoothschedule.localhost:*/app/**")
    expect(page.get_by_text("Otter Yoga").first).to_be_visible()

    guest = visitor(viewport=PHONE)
    free = guest.page.get_by_role("button", name=re.compile(r", \d+ free times?$"))
    deadline = monotonic() + 20
    while not free.count() and monotonic() < deadline:
        guest.page.goto(site.url("otter-yoga"))
        guest.page.get_by_text("Otter Yoga").first.wait_for()
        guest.page.wait_for_load_state("networkidle")
    expect(free.first).to_be_visible()


def test_a_forgotten_password_is_replaced_by_mail(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    page = visitor(viewport=PHONE).page
    page.goto(site.url("kiez", "/sign-in"))
    page.get_by_role("link", name="Forgot your password?").click()
    # The sign-in page has an e-mail field too, and stays until this one has been fetched.
    expect(page.get_by_role("heading", name="Reset your password")).to_be_visible()
    page.get_by_label("E-mail").fill("manager@demo.example")
    page.get_by_role("button", name="Send the link").click()
    expect(page.get_by_role("status")).to_contain_text("is on its way")
    link = mailed_link(site, "manager@demo.example", "/reset-password")
    choose_password(page, link)
    page.get_by_role("link", name="Sign in").click()
    page.get_by_label("E-mail").fill("manager@demo.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/app/**")

    choose_password(page, link)
    expect(page.get_by_text("This link is over")).to_be_visible()


def choose_password(page: Page, link: str) -> None:
    """The link's page takes the new password."""
    page.goto(link)
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Save password").click()
