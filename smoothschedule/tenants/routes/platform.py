"""HTTP of businesses as platform staff see them; sales sees demo businesses only."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import (
    PLATFORM,
    Blueprint,
    current_runtime,
    current_settings,
    current_work,
)
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.core.pagination import page
from smoothschedule.tenants import settings as operations
from smoothschedule.tenants.domains import domains_of
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.plan_document import uses_inside
from smoothschedule.tenants.schemas.platform import (
    PlanChangeSchema,
    PlatformTenantArgs,
    PlatformTenantDetailSchema,
    PlatformTenantPage,
    PlatformTenantSchema,
    SuspendSchema,
    TrialSchema,
)

platform = Blueprint(
    "platform",
    __name__,
    url_prefix="/api/v1/platform",
    description="Businesses as platform staff see them",
    hosts=frozenset({PLATFORM}),
)


def platform_document(found: Tenant) -> dict[str, Any]:
    """The tenant as PlatformTenantSchema shows it."""
    names = PlatformTenantSchema().fields.keys() - {"url"}
    settings = current_settings()
    url = settings.url_of(settings.subdomain_host(found.subdomain))
    return {name: getattr(found, name) for name in names} | {"url": url}


def _of_version(tenant_id: UUID) -> Tenant:
    return require_match(current_work().get(Tenant, tenant_id))


@platform.endpoint("GET", "/tenants", "listPlatformTenants")
@platform.requires("view_tenants")
@platform.arguments(PlatformTenantArgs, location="query")
@platform.response(200, PlatformTenantPage)
def list_tenants(args: dict[str, Any]) -> dict[str, Any]:
    """Businesses by name or subdomain; sales sees demo businesses only."""
    found = page(
        current_work().session,
        operations.matching(args["q"]),
        [Tenant.subdomain],
        limit=args["limit"],
        after=args["after"],
    )
    return found | {"items": [platform_document(item) for item in found["items"]]}


@platform.endpoint("GET", "/tenants/<uuid:tenant_id>", "getPlatformTenant")
@platform.requires("view_tenants")
@platform.response(200, PlatformTenantDetailSchema)
def get_platform_tenant(tenant_id: UUID) -> dict[str, Any]:
    """One business with its use and its domains: how much there is, nothing of what it is."""
    work = current_work()
    found = tagged(work.get(Tenant, tenant_id))
    counted = uses_inside(current_runtime().units, found.id)
    return platform_document(found) | {"uses": counted, "domains": domains_of(work, found.id)}


@platform.endpoint("POST", "/tenants/<uuid:tenant_id>/suspend", "suspendTenant")
@platform.requires("edit_tenants")
@platform.matches
@platform.arguments(SuspendSchema)
@platform.response(200, PlatformTenantSchema)
def suspend_tenant(body: dict[str, Any], tenant_id: UUID) -> dict[str, Any]:
    """Close the business to everybody, with a reason; nothing is deleted."""
    found = operations.suspend(current_work(), _of_version(tenant_id), **body)
    return platform_document(tagged(found))


@platform.endpoint("POST", "/tenants/<uuid:tenant_id>/activate", "activateTenant")
@platform.requires("edit_tenants")
@platform.matches
@platform.response(200, PlatformTenantSchema)
def activate_tenant(tenant_id: UUID) -> dict[str, Any]:
    """Open a suspended business again, or end a trial for good."""
    return platform_document(tagged(operations.activate(current_work(), _of_version(tenant_id))))


@platform.endpoint("POST", "/tenants/<uuid:tenant_id>/trial", "extendTrial")
@platform.requires("change_plans")
@platform.matches
@platform.arguments(TrialSchema)
@platform.response(200, PlatformTenantSchema)
def extend_trial(body: dict[str, Any], tenant_id: UUID) -> dict[str, Any]:
    """Let a trial end on another day."""
    found = operations.extend_trial(current_work(), _of_version(tenant_id), **body)
    return platform_document(tagged(found))


@platform.endpoint("POST", "/tenants/<uuid:tenant_id>/plan", "changePlan")
@platform.requires("change_plans")
@platform.matches
@platform.arguments(PlanChangeSchema)
@platform.response(200, PlatformTenantSchema)
def change_plan(body: dict[str, Any], tenant_id: UUID) -> dict[str, Any]:
    """Put the business on another plan and record its price; no money moves."""
    found = operations.change_plan(current_work(), _of_version(tenant_id), **body)
    return platform_document(tagged(found))
