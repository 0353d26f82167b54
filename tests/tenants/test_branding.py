"""The logo: a picture and nothing else, kept per business, shown where its guests are."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any

import psycopg
import pytest
from PIL import Image
from werkzeug.test import TestResponse

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business, picture, soon, wire
from tests.mailbox import Mailbox, text_of
from tests.web import Browser, check_problem, signed_in, visitor

SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def upload(
    browser: Browser, content: bytes, *, kind: str = "image/png", version: int = 1
) -> TestResponse:
    return browser.call("PUT", "/tenant/logo", data=content, content_type=kind, version=version)


def bootstrap(browser: Browser, path: str = "/") -> dict[str, Any]:
    page = browser.page(path).get_data(as_text=True)
    found = re.search(r'id="bootstrap"[^>]*>(.*?)</script>', page)
    assert found is not None
    return dict(json.loads(found.group(1)))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_becomes_the_logo_that_visitors_see(
    app: App, business: Business, owner: Browser, kind: str
) -> None:
    answer = upload(owner, picture(kind), kind=f"image/{kind.lower()}")
    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    url = answer.json["logo_url"]
    guest = visitor(app, business)
    shown = guest.get(url)
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert shown.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert Image.open(BytesIO(shown.data)).size == (300, 120)
    assert guest.get("/public/business").json["logo_url"] == url
    for path in ("/", "/sign-in", "/app"):
        assert bootstrap(guest, path)["tenant"]["logo_url"] == url


def test_a_logo_is_drawn_anew_and_small(owner: Browser) -> None:
    exif = Image.Exif()
    exif[0x010E] = "where I live"
    content = picture("JPEG", size=(2000, 1000), exif=exif, comment=b"secret-comment")
    url = upload(owner, content, kind="image/jpeg").json["logo_url"]
    kept = owner.get(url).data
    assert Image.open(BytesIO(kept)).size == (512, 256)
    assert b"where I live" not in kept
    assert b"secret-comment" not in kept


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (SVG, "image/svg+xml"),
        (SVG, "image/png"),
        (b"GIF89a", "image/png"),
        (picture("GIF"), "image/png"),
        (picture("BMP"), "image/png"),
        (picture("PNG")[:60], "image/png"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 100, "image/png"),
        (b"<html>", "image/png"),
        (b"", "image/png"),
        (picture("PNG"), "text/html"),
        (picture("PNG"), "application/octet-stream"),
    ],
)
def test_what_is_no_such_picture_is_refused(owner: Browser, content: bytes, kind: str) -> None:
    check_problem(upload(owner, content, kind=kind), 422, "logo-refused")
    assert owner.get("/tenant").json["logo_url"] is None


def test_a_picture_of_too_many_pixels_is_refused(owner: Browser) -> None:
    content = picture("PNG", size=(9000, 9000))
    check_problem(upload(owner, content, kind="image/png"), 422, "logo-refused")
    assert owner.get("/tenant").json["logo_url"] is None


def test_more_than_a_megabyte_is_refused(owner: Browser) -> None:
    check_problem(upload(owner, picture() + b"\x00" * 1_000_001), 413, "too-large")


def test_a_new_logo_replaces_the_old_one_in_the_store_too(
    owner: Browser, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    first = upload(owner, picture()).json["logo_url"]
    second = upload(owner, picture(size=(10, 10)), version=2).json["logo_url"]
    check_problem(owner.get(first), 404, "not-found")
    keys = [f"tenants/{business.id}/logo/{url.rpartition('/')[2]}.png" for url in (first, second)]
    mailbox.deliver()
    assert [runtime.files.size(key) is not None for key in keys] == [False, True]
    after = owner.call("DELETE", "/tenant/logo", version=3)
    assert after.json["logo_url"] is None
    mailbox.deliver()
    assert runtime.files.size(keys[1]) is None
    check_problem(owner.get(second), 404, "not-found")


def test_a_logo_counts_in_the_storage_and_is_refused_beyond_it(
    app: App, business: Business, owner: Browser, admin: psycopg.Connection
) -> None:
    url = upload(owner, picture()).json["logo_url"]
    size = len(owner.get(url).data)
    uses = {use["limit"]: use["used"] for use in owner.get("/tenant/plan").json["uses"]}
    assert uses["storage_bytes"] == size
    admin.execute("UPDATE tenants SET plan = 'free', logo_bytes = 99999999")
    # One that takes no more room than the present one always fits.
    assert upload(owner, picture(), version=2).status_code == 200
    admin.execute("UPDATE tenants SET logo_bytes = 0")
    assert upload(owner, picture(), version=3).status_code == 200


def test_only_the_owner_changes_the_logo_and_with_the_version_in_hand(
    app: App, business: Business, owner: Browser
) -> None:
    for role in (Role.TENANT_MANAGER, Role.TENANT_STAFF, Role.CUSTOMER):
        other = signed_in(app, business, business.people[role])
        check_problem(upload(other, picture()), 403, "not-allowed")
    check_problem(upload(visitor(app, business), picture()), 401, "not-signed-in")
    check_problem(upload(owner, picture(), version=9), 412, "stale")


def test_a_logo_of_one_business_is_not_there_at_another(
    app: App, owner: Browser, rival: Business
) -> None:
    url = upload(owner, picture()).json["logo_url"]
    check_problem(visitor(app, rival).get(url), 404, "not-found")


def test_only_larger_plans_hide_our_name(
    app: App, business: Business, owner: Browser, admin: psycopg.Connection
) -> None:
    guest = visitor(app, business)
    assert guest.get("/public/business").json["shows_our_name"] is True
    assert owner.patch("/tenant", {"hides_our_name": True}, version=1).status_code == 200
    assert guest.get("/public/business").json["shows_our_name"] is False
    assert bootstrap(guest, "/sign-in")["tenant"]["shows_our_name"] is False
    # A smaller plan shows it again, whatever was chosen before.
    admin.execute("UPDATE tenants SET plan = 'professional'")
    assert guest.get("/public/business").json["shows_our_name"] is True
    refused = owner.patch("/tenant", {"hides_our_name": True}, version=2)
    check_problem(refused, 409, "not-in-plan")
    assert owner.patch("/tenant", {"hides_our_name": False}, version=2).status_code == 200


def book(app: App, business: Business, *, hour: int) -> None:
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(hour=hour)),
        "customer_id": str(business.customer_id),
    }
    assert signed_in(app, business).post("/appointments", body).status_code == 201


def test_mails_carry_the_logo_and_the_name_that_was_chosen(
    app: App, business: Business, owner: Browser, mailbox: Mailbox
) -> None:
    book(app, business, hour=10)
    url = upload(owner, picture()).json["logo_url"]
    owner.patch("/tenant", {"hides_our_name": True}, version=2)
    mailbox.deliver()
    (mail,) = mailbox.to(business.people[Role.CUSTOMER].email)
    html = mail.get_body(("html",))
    assert html is not None
    assert f'src="http://{business.host}:8000{url}" alt="Aurora House"' in html.get_content()
    assert str(mail["From"]).startswith("Aurora House <")
    owner.patch("/tenant", {"hides_our_name": False}, version=3)
    book(app, business, hour=14)
    mailbox.deliver()
    assert str(mailbox.mails()[-1]["From"]).startswith("SmoothSchedule <")


def test_letters_about_accounts_come_in_the_name_that_was_chosen(
    app: App, business: Business, owner: Browser, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    asked = {"email": business.owner.email}
    version = owner.get("/tenant").json["version"]
    owner.patch("/tenant", {"hides_our_name": True}, version=version)
    owner.post("/auth/password-reset", asked)
    (mail,) = mailbox.deliver()
    assert str(mail["From"]).startswith("Aurora House <")
    assert "SmoothSchedule" not in text_of(mail)
    admin.execute("UPDATE tenants SET plan = 'free', status = 'active', trial_ends_at = NULL")
    owner.post("/auth/password-reset", asked)
    assert str(mailbox.deliver()[-1]["From"]).startswith("SmoothSchedule <")
