"""HTTP of domains as platform staff see to them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core import throttle
from smoothschedule.core.api import PLATFORM, Blueprint, current_settings, current_work
from smoothschedule.tenants import domains as operations
from smoothschedule.tenants.models import TenantDomain
from smoothschedule.tenants.schemas.domains import PlatformDomainSchema, Route53Schema

platform_domains = Blueprint(
    "platform_domains",
    __name__,
    url_prefix="/api/v1/platform/domains",
    description="Businesses as platform staff see them",
    hosts=frozenset({PLATFORM}),
)


@platform_domains.endpoint("POST", "/<uuid:domain_id>/check", "checkPlatformDomain")
@platform_domains.requires("edit_tenants")
@throttle.checks_of_business
@platform_domains.response(202, PlatformDomainSchema)
def check_platform_domain(domain_id: UUID) -> TenantDomain:
    """Ask the DNS now."""
    work = current_work()
    found = work.get(TenantDomain, domain_id)
    operations.ask_for_check(work, found)
    return found


@platform_domains.endpoint("POST", "/<uuid:domain_id>/records", "writeDomainRecords")
@platform_domains.requires("edit_tenants")
@platform_domains.arguments(Route53Schema)
@platform_domains.response(202, PlatformDomainSchema)
def write_domain_records(body: dict[str, Any], domain_id: UUID) -> TenantDomain:
    """Write the domain's records in a Route53 zone that we keep, and check it then.

    Only platform staff may say so: whoever chooses the zone writes in somebody's DNS.
    """
    work = current_work()
    found = work.get(TenantDomain, domain_id)
    return operations.ask_for_records(work, found, settings=current_settings(), **body)
