"""HTTP of signing up: a new business and its owner."""

from __future__ import annotations

from typing import Any

from smoothschedule.core.api import SITE, Blueprint, current_settings, current_work
from smoothschedule.core.problems import Malformed
from smoothschedule.users import sign_up, throttle
from smoothschedule.users.schemas.sign_up import (
    SignedUpSchema,
    SignUpSchema,
    SubdomainArgs,
    SubdomainSchema,
)

site = Blueprint(
    "sign_up",
    __name__,
    url_prefix="/api/v1/sign-ups",
    description="A new business",
    hosts=frozenset({SITE}),
)


@site.endpoint("POST", "", "signUp")
@site.public
@throttle.asks_of_address
@site.arguments(SignUpSchema)
@site.response(201, SignedUpSchema)
def create_sign_up(body: dict[str, Any]) -> dict[str, str]:
    """Make a business and its owner; `url` signs the owner in on the business's own host."""
    subdomain = body["subdomain"] = body["subdomain"].lower()
    if reason := sign_up.refusal_of_subdomain(subdomain):
        raise Malformed(errors={"json": {"subdomain": [reason]}})
    token = sign_up.sign_up(current_work(), **body)
    settings = current_settings()
    host = settings.subdomain_host(subdomain)
    return {"url": settings.url_of(host, f"/welcome?token={token}")}


@site.endpoint("GET", "/subdomain", "checkSubdomain")
@site.public
@site.arguments(SubdomainArgs, location="query")
@site.response(200, SubdomainSchema)
def check_subdomain(args: dict[str, str]) -> dict[str, Any]:
    """Whether a new business may have this subdomain."""
    subdomain = args["value"].lower()
    reason = sign_up.refusal_of_subdomain(subdomain)
    if reason is None and sign_up.is_taken(current_work(), subdomain):
        reason = sign_up.SubdomainTaken.title
    return {"subdomain": subdomain, "available": reason is None, "reason": reason}
