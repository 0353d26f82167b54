"""A second factor in a browser: set up on the desktop, asked for on the phone, given up again."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pyotp
from playwright.sync_api import Page, expect

from tests.journeys.conftest import PHONE, Site, Visitor

EMAIL = "staff@demo.example"


def test_a_second_factor_is_set_up_asked_for_and_replaced_by_a_recovery_code(
    site: Site, visitor: Callable[..., Visitor], pictures: Path
) -> None:
    desk = visitor()
    desk.sign_in(site, "kiez", "staff")
    totp, codes = set_up(desk.page, site, pictures)
    phone = visitor(viewport=PHONE, dark=True).page
    offer_password(phone, site)
    code = phone.get_by_label("Code from the app")
    expect(code).to_be_focused()
    code.fill("000 000")
    phone.get_by_role("button", name="Sign in").click()
    expect(phone.get_by_text("This code is not right, or it was used already.")).to_be_visible()
    phone.screenshot(path=pictures / "sign-in-code-phone-dark.png")
    code.fill(code_now(totp))
    phone.get_by_role("button", name="Sign in").click()
    phone.wait_for_url("**/app/**")

    other = visitor(viewport=PHONE).page
    offer_password(other, site)
    other.get_by_role("button", name="Lost the app? Use a recovery code").click()
    other.get_by_label("Recovery code").fill(codes[0])
    other.get_by_role("button", name="Sign in").click()
    other.wait_for_url("**/app/**")
    other.goto(site.url("kiez", "/app/account"))
    expect(other.get_by_text("9 recovery codes left")).to_be_visible()
    other.screenshot(path=pictures / "account-phone.png", full_page=True)
    turn_off(other, site, codes[1])
    other.screenshot(path=pictures / "account-off-phone.png", full_page=True)


def set_up(page: Page, site: Site, pictures: Path) -> tuple[pyotp.TOTP, list[str]]:
    """The person's second factor is on; returns their app and their recovery codes."""
    page.get_by_role("button", name="Stella Staff Staff").click()
    page.get_by_role("menuitem", name="Your account").click()
    page.get_by_role("button", name="Set up").click()
    page.get_by_label("Your password").fill(site.demo_password)
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_alt_text("QR code for your authenticator app")).to_be_visible()
    page.screenshot(path=pictures / "second-factor-set-up.png")
    shown = page.locator("[class*=secret]").inner_text()
    totp = pyotp.TOTP(shown.replace(" ", ""))
    page.get_by_label("Code from the app").fill(earlier_code(totp))
    page.get_by_role("button", name="Turn on").click()
    shown_codes = page.get_by_role("list", name="Recovery codes").get_by_role("listitem")
    expect(shown_codes).to_have_count(10)
    codes = shown_codes.all_inner_texts()
    page.screenshot(path=pictures / "recovery-codes.png")
    page.get_by_role("button", name="I have kept them").click()
    expect(page.get_by_text("10 recovery codes left")).to_be_visible()
    page.screenshot(path=pictures / "account.png", full_page=True)
    return totp, codes


def earlier_code(totp: pyotp.TOTP) -> str:
    """The code of the half minute before this one, so that the present one is still unused."""
    return totp.at(int(time.time()), counter_offset=-1)


def code_now(totp: pyotp.TOTP) -> str:
    """What the app shows now."""
    return totp.at(int(time.time()))


def offer_password(page: Page, site: Site) -> None:
    """Address and password are right, and the code is asked for."""
    page.goto(site.url("kiez", "/sign-in"))
    page.get_by_label("E-mail").fill(EMAIL)
    page.get_by_label("Password", exact=True).fill(site.demo_password)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()


def turn_off(page: Page, site: Site, code: str) -> None:
    page.get_by_role("button", name="Turn off").click()
    dialog = page.get_by_role("dialog", name="Turn off your second factor?")
    dialog.get_by_label("Your password").fill(site.demo_password)
    dialog.get_by_label("Code from the app").fill(code)
    dialog.get_by_role("button", name="Turn off").click()
    expect(page.get_by_role("button", name="Set up")).to_be_visible()
