"""What follows later for businesses: the DNS is asked, records are written, old logos go.

No transaction is open while somebody else's server thinks.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib import import_module
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.db import Context
from smoothschedule.core.jobs import job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants import events
from smoothschedule.tenants.branding import logo_key
from smoothschedule.tenants.dns import check_host
from smoothschedule.tenants.domains import note_check
from smoothschedule.tenants.models import Tenant, TenantDomain
from smoothschedule.tenants.rules.dns import records_of

#: What DNS says of any business's domain is written down with these rights.
AS_PLATFORM: Final = Context(platform_role="PLATFORM_MANAGER")


@job
def check_domain(runtime: Any, _tenant_id: UUID | None, *, domain_id: str) -> None:
    """The DNS was asked about the domain, and the answer is written down."""
    with platform_work(runtime) as work:
        domain = work.session.get(TenantDomain, UUID(domain_id))
    if domain is None:
        return
    check = check_host(runtime.settings, domain.host, domain.txt_token)
    with platform_work(runtime) as work:
        note_check(work, domain.id, check)


@job
def write_domain_records(runtime: Any, _tenant_id: UUID | None, *, domain_id: str) -> None:
    """The domain's records stand in its Route53 zone."""
    settings = runtime.settings
    with platform_work(runtime) as work:
        domain = work.session.get(TenantDomain, UUID(domain_id))
    if domain is None or domain.route53_zone_id is None:
        return
    records = records_of(
        domain.host, domain.txt_token, edge_host=settings.edge_name, edge_addresses=()
    )
    # boto3 takes almost half a second to load, which only those pay who use it.
    driver = import_module("smoothschedule.tenants.route53")
    driver.write(settings, domain.route53_zone_id, records)
    with platform_work(runtime) as work:
        written = events.DomainRecordsWritten(domain.id, domain.tenant_id)
        work.emit(written, host=domain.host)


@job
def delete_logo(runtime: Any, tenant_id: UUID, *, logo_id: str) -> None:
    """The store keeps the former logo no more."""
    with runtime.units.tenant(tenant_id) as work:
        present = work.session.scalar(select(Tenant.logo_id))
    if present != UUID(logo_id):
        runtime.files.delete(logo_key(tenant_id, UUID(logo_id)))


def platform_work(runtime: Any) -> AbstractContextManager[Work]:
    """A unit of work above tenants that sees every business."""
    opened: AbstractContextManager[Work] = runtime.platform_units.open(AS_PLATFORM)
    return opened
