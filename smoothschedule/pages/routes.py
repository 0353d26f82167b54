"""Which document each host and path gets."""

from __future__ import annotations

from mimetypes import guess_type
from typing import Any

from flask import Blueprint, Response, g, redirect, request, send_from_directory
from markupsafe import escape
from werkzeug.wrappers import Response as AnyResponse

from smoothschedule.core.api import PLATFORM, SITE, TENANT, Access, current_settings, current_work
from smoothschedule.core.problems import NotFound
from smoothschedule.core.requests import plain_host
from smoothschedule.demo.development import sign_in_forms
from smoothschedule.pages.shell import document
from smoothschedule.scheduling.queries.public import business_document
from smoothschedule.tenants.branding import logo_url
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.settings import shows_our_name

pages = Blueprint("pages", __name__)
EVERYWHERE = Access(None, frozenset({TENANT, PLATFORM, SITE}))
#: Content codings that the build has made, best first, and the endings of their files.
CODINGS = {"br": ".br", "gzip": ".gz"}
#: ISO 4217: decimal digits of the currencies that do not have two.
DIGITS = {
    **dict.fromkeys("CLP ISK JPY KRW PYG UGX VND XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
#: A worker lives by its own answer's policy: pdf.js fetches fonts and runs decoders of ours.
ASSET_POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self';"
    " frame-ancestors 'none'"
)
PATHS_WITH_SECRETS = ("reset-password", "welcome", "invitation", "confirm-email", "visit")
#: Pages of the booking entry whose address is a secret: a booking, a place on the waitlist.
SECRET_HEADS = ("b", "w")
APP_PATHS = ("app", "sign-in", "register", *PATHS_WITH_SECRETS)


def _kind() -> str:
    host, settings = plain_host(request.host), current_settings()
    if host == settings.base_domain:
        return SITE
    return PLATFORM if host == settings.platform_host else TENANT


def _bootstrap(kind: str, **more: Any) -> dict[str, Any]:
    settings = current_settings()
    tenant = g.get("tenant")
    return {
        "environment": settings.environment,
        "host_kind": kind,
        "base_url": settings.url_of(settings.base_domain),
        "tenant": _branding(tenant) if tenant else None,
        "business": None,
        "demo_accounts": sign_in_forms(settings) if settings.is_development else None,
        **more,
    }


def _branding(tenant: Tenant) -> dict[str, Any]:
    """What pages know of the business before they have asked for anything."""
    names = (
        "name brand_color locale time_zone currency customers_may_register"
        " cancellation_window_hours late_fee_percent"
    )
    return {name: getattr(tenant, name) for name in names.split()} | {
        "logo_url": logo_url(tenant),
        "shows_our_name": shows_our_name(current_work(), tenant),
    }


def show(path: str = "") -> AnyResponse:
    """The landing page, the application, or the booking page."""
    kind, settings = _kind(), current_settings()
    head = path.split("/", 1)[0]
    if head in APP_PATHS and kind != SITE:
        title = g.tenant.name if kind == TENANT else "SmoothSchedule"
        response = document(settings, "app.html", bootstrap=_bootstrap(kind), title=title)
        if head in PATHS_WITH_SECRETS:
            response.headers["Referrer-Policy"] = "no-referrer"
        return response
    if kind == PLATFORM and not path:
        return redirect("/app")
    if kind == SITE and head in ("", "sign-up"):
        return document(settings, "site.html", bootstrap=_bootstrap(kind))
    if kind == TENANT and head in ("", "book", *SECRET_HEADS):
        return _booking(kind, shows_services=head not in SECRET_HEADS)
    if (kind == TENANT and head == "sign") or (kind in (TENANT, SITE) and path == "verify"):
        return _signing(kind)
    raise NotFound


def _signing(kind: str) -> Response:
    """The signer's page, and the one that verifies documents: their address may be a secret."""
    title = g.tenant.name if kind == TENANT else "SmoothSchedule"
    response = document(current_settings(), "signing.html", bootstrap=_bootstrap(kind), title=title)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _booking(kind: str, *, shows_services: bool) -> Response:
    work = current_work()
    business = business_document(work)
    is_customer = work.actor.customer_id is not None
    response = document(
        current_settings(),
        "booking.html",
        bootstrap=_bootstrap(kind, business=business, is_customer=is_customer),
        title=f"Book at {business['name']}",
        server=_services_html(business) if shows_services else "",
        # What a link with a secret opens is shown on its own, so that no page can steer its clicks.
        framed_by=g.tenant.widget_origins if shows_services else (),
    )
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _services_html(business: dict[str, Any]) -> str:
    """What can be booked, readable before any script has run, in the words that replace it."""
    hint = (
        "Choose a service to see free times."
        if business["services"]
        else "There is nothing to book online just now. Please contact the business."
    )
    rows = "".join(_service_html(each, business["currency"]) for each in business["services"])
    return f"<main><h1>{escape(business['name'])}</h1><p>{hint}</p><ul>{rows}</ul></main>"


def _service_html(service: dict[str, Any], currency: str) -> str:
    text = f"<em>{escape(service['description'])}</em>" if service["description"] else ""
    return (
        f"<li><strong>{escape(service['name'])}</strong>"
        f" <b>{_price(service['price_minor'], currency)}</b> {text}"
        f" <span>{service['duration_minutes']} min</span></li>"
    )


def _price(minor: int, currency: str) -> str:
    digits = DIGITS.get(currency, 2)
    return f"{minor / 10**digits:.{digits}f} {escape(currency)}" if minor else ""


show.access = EVERYWHERE  # type: ignore[attr-defined]
pages.add_url_rule("/", "show", show)
pages.add_url_rule("/<path:path>", "show", show)


@pages.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """A built file, compressed where the browser takes it; its name holds its hash, so it
    may be kept for ever."""
    folder = (current_settings().frontend_folder / "assets").absolute()
    coding = request.accept_encodings.best_match(CODINGS)
    twin = f"{name}{CODINGS[coding]}" if coding else name
    is_packed = coding is not None and (folder / twin).is_file()
    response = send_from_directory(folder, twin if is_packed else name)
    if is_packed:
        response.headers["Content-Encoding"] = coding
        response.headers["Content-Type"] = guess_type(name)[0] or "application/octet-stream"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    response.headers["Content-Security-Policy"] = ASSET_POLICY
    return response


@pages.get("/widget.js")
def widget() -> Response:
    """The script by which a business's own web site shows its booking page."""
    response = send_from_directory(current_settings().frontend_folder.absolute(), "widget.js")
    response.headers["Cache-Control"] = "public, max-age=3600"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


@pages.get("/favicon.svg")
@pages.get("/favicon.ico")
def favicon() -> Response:
    """The mark of SmoothSchedule."""
    return send_from_directory(current_settings().frontend_folder.absolute(), "favicon.svg")
