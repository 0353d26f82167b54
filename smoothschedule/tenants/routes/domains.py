"""HTTP of a business's own domains."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core import throttle
from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.tenants import domains as operations
from smoothschedule.tenants.schemas.domains import (
    DomainListSchema,
    DomainSchema,
    NewDomainSchema,
)

domains = Blueprint(
    "domains", __name__, url_prefix="/api/v1/domains", description="Domains of the business"
)


@domains.endpoint("GET", "", "listDomains")
@domains.requires("edit_domains")
@domains.response(200, DomainListSchema)
def list_domains() -> dict[str, Any]:
    """The business's domains with the DNS records that each needs."""
    settings = current_settings()
    found = operations.claims(current_work())
    return {"items": [operations.document(each, settings) for each in found]}


@domains.endpoint("POST", "", "addDomain")
@domains.requires("edit_domains")
@domains.idempotent
@domains.arguments(NewDomainSchema)
@domains.response(201, DomainSchema)
def add_domain(body: dict[str, Any]) -> dict[str, Any]:
    """Claim a host; it leads to the business once its DNS shows that it is theirs."""
    settings = current_settings()
    return operations.document(operations.add(current_work(), settings=settings, **body), settings)


@domains.endpoint("POST", "/<uuid:domain_id>/check", "checkDomain")
@domains.requires("edit_domains")
@throttle.checks_of_business
@domains.response(202, DomainSchema)
def check_domain(domain_id: UUID) -> dict[str, Any]:
    """Ask the DNS now; `checked_at` changes when the answer is there.

    Within 20 seconds of the last check or question nothing new is asked.
    """
    work = current_work()
    found = operations.claim(work, domain_id)
    operations.ask_for_check(work, found)
    return operations.document(found, current_settings())


@domains.endpoint("DELETE", "/<uuid:domain_id>", "removeDomain")
@domains.requires("edit_domains")
@domains.response(204)
def remove_domain(domain_id: UUID) -> None:
    """Give the host up; visitors reach the business on its other hosts."""
    work = current_work()
    operations.remove(work, operations.claim(work, domain_id))
