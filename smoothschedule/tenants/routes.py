"""HTTP of businesses: their own settings, and the platform's list of them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g

from smoothschedule.core.api import PLATFORM, Blueprint, current_settings, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.core.pagination import page
from smoothschedule.tenants import settings as operations
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.schemas import (
    PlatformTenantArgs,
    PlatformTenantPage,
    PlatformTenantSchema,
    SuspendSchema,
    TenantPatchSchema,
    TenantSchema,
)

tenant = Blueprint("tenant", __name__, url_prefix="/api/v1", description="The business itself")
platform = Blueprint(
    "platform",
    __name__,
    url_prefix="/api/v1/platform",
    description="Businesses as platform staff see them",
    hosts=frozenset({PLATFORM}),
)
blueprints = [tenant, platform]


def tenant_document(found: Tenant) -> dict[str, Any]:
    """The tenant as TenantSchema shows it, with the host people reach it on."""
    names = TenantSchema().fields.keys() - {"host"}
    host = current_settings().subdomain_host(found.subdomain)
    return {name: getattr(found, name) for name in names} | {"host": host}


def platform_document(found: Tenant) -> dict[str, Any]:
    """The tenant as PlatformTenantSchema shows it."""
    names = PlatformTenantSchema().fields.keys() - {"url"}
    settings = current_settings()
    url = settings.url_of(settings.subdomain_host(found.subdomain))
    return {name: getattr(found, name) for name in names} | {"url": url}


@tenant.endpoint("GET", "/tenant", "getTenant")
@tenant.requires("view_tenant")
@tenant.response(200, TenantSchema)
def get_tenant() -> dict[str, Any]:
    """The business this host belongs to."""
    return tenant_document(tagged(g.tenant))


@tenant.endpoint("PATCH", "/tenant", "updateTenant")
@tenant.requires("edit_tenant")
@tenant.matches
@tenant.arguments(TenantPatchSchema)
@tenant.response(200, TenantSchema)
def update_tenant(changes: dict[str, Any]) -> dict[str, Any]:
    """Change name, zone, locale, currency or colour."""
    found = require_match(g.tenant)
    return tenant_document(tagged(operations.change(current_work(), found, **changes)))


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


@platform.endpoint("POST", "/tenants/<uuid:tenant_id>/suspend", "suspendTenant")
@platform.requires("edit_tenants")
@platform.matches
@platform.arguments(SuspendSchema)
@platform.response(200, PlatformTenantSchema)
def suspend_tenant(body: dict[str, Any], tenant_id: UUID) -> dict[str, Any]:
    """Close the business to everybody, with a reason; nothing is deleted."""
    work = current_work()
    found = require_match(work.get(Tenant, tenant_id))
    return platform_document(tagged(operations.suspend(work, found, **body)))


@platform.endpoint("POST", "/tenants/<uuid:tenant_id>/activate", "activateTenant")
@platform.requires("edit_tenants")
@platform.matches
@platform.response(200, PlatformTenantSchema)
def activate_tenant(tenant_id: UUID) -> dict[str, Any]:
    """Open a suspended business again."""
    work = current_work()
    found = require_match(work.get(Tenant, tenant_id))
    return platform_document(tagged(operations.activate(work, found)))
