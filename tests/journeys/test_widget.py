"""A guest books within the business's own web site, and another site cannot show the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import FrameLocator, expect

from tests.journeys.conftest import PHONE, Site, Visitor

PAGE = """<!doctype html><html lang="en"><title>Bella</title><h1>Bella Salon</h1>
<script src="{script}"{more} async></script>"""


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder without a word."""

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def own_site(site: Site, tmp_path: Path) -> Iterator[str]:
    """The business's web site; returns its origin."""
    script = site.url("bella", "/widget.js")
    (tmp_path / "index.html").write_text(PAGE.format(script=script, more=""))
    button = ' data-look="button" data-label="Book a cut"'
    (tmp_path / "button.html").write_text(PAGE.format(script=script, more=button))
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


def let_in(owner: Visitor, site: Site, own_site: str) -> None:
    """The owner names the site, after an address that is none."""
    owner.come_as(site, "bella", "owner")
    page = owner.page
    page.goto(site.url("bella", "/app/settings/website"))
    page.get_by_label("Address of your site").fill("http://bella.example")
    page.get_by_role("button", name="Add site").click()
    expect(page.get_by_text("Pages have to come by https")).to_be_visible()
    page.get_by_label("Address of your site").fill(f"{own_site}/book")
    page.get_by_role("button", name="Add site").click()
    expect(page.get_by_role("button", name=f"Remove {own_site}")).to_be_visible()


def book_within(frame: FrameLocator) -> None:
    """The guest books as on the booking page itself.

    The last time on show: the first may be too near by the moment it is chosen.
    """
    frame.get_by_role("button", name=re.compile("^Men's cut")).click()
    frame.get_by_role("button", name=re.compile(r", \d+ free times?$")).last.click()
    frame.get_by_role("button", name=re.compile(r"^\d+:\d\d [AP]M E[SD]T$")).last.click()
    frame.get_by_label("Your name").fill("Wanda Website")
    frame.get_by_label("E-mail").fill("wanda@example.com")
    frame.get_by_role("button", name=re.compile(r"^Book ")).click()
    expect(frame.get_by_role("heading", name="You are booked")).to_be_visible()


def test_guests_book_within_the_site_that_the_owner_named_and_no_other(
    site: Site, visitor: Callable[..., Visitor], own_site: str, pictures: Path
) -> None:
    stranger, owner, guest = visitor(), visitor(), visitor(viewport=PHONE)
    with stranger.page.expect_console_message(lambda said: "frame-ancestors" in said.text):
        stranger.page.goto(own_site)
    stranger.complaints.clear()
    let_in(owner, site, own_site)
    owner.page.screenshot(path=pictures / "website-settings.png")

    guest.page.goto(own_site)
    frame = guest.page.frame_locator("iframe")
    book_within(frame)
    tall = frame.locator("body").evaluate("body => body.scrollHeight")
    expect(guest.page.locator("iframe")).to_have_css("height", f"{max(320, tall)}px")
    guest.page.screenshot(path=pictures / "widget-phone.png", full_page=True)
    with guest.context.expect_page() as opened:
        frame.get_by_role("link", name="Move or cancel this booking").click()
    expect(opened.value.get_by_text("Men's cut").first).to_be_visible()


def test_a_button_of_the_site_opens_the_booking_page_in_a_dialog(
    site: Site, visitor: Callable[..., Visitor], own_site: str, pictures: Path
) -> None:
    owner, guest = visitor(), visitor()
    let_in(owner, site, own_site)
    guest.page.goto(f"{own_site}/button.html")
    guest.page.get_by_role("button", name="Book a cut").click()
    dialog = guest.page.get_by_role("dialog", name="Book a cut")
    within = dialog.frame_locator("iframe")
    expect(within.get_by_role("button", name=re.compile("^Men's cut"))).to_be_visible()
    guest.page.screenshot(path=pictures / "widget-dialog.png")
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)
    expect(guest.page.get_by_role("button", name="Book a cut")).to_be_focused()
