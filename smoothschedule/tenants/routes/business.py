"""HTTP of the business itself: its settings and its plan."""

from __future__ import annotations

from typing import Any

from flask import g

from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.tenants import settings as operations
from smoothschedule.tenants.branding import logo_url
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.plan_document import plan_document, trial_days_left
from smoothschedule.tenants.quotas import plan_of
from smoothschedule.tenants.schemas.business import (
    TenantPatchSchema,
    TenantPlanSchema,
    TenantSchema,
)

tenant = Blueprint("tenant", __name__, url_prefix="/api/v1", description="The business itself")


def tenant_document(found: Tenant) -> dict[str, Any]:
    """The tenant as TenantSchema shows it, with the host people reach it on."""
    work = current_work()
    derived = {
        "host": current_settings().subdomain_host(found.subdomain),
        "logo_url": logo_url(found),
        "may_hide_our_name": plan_of(work, found).may_hide_our_name,
        "trial_days_left": trial_days_left(work, found),
    }
    names = TenantSchema().fields.keys() - derived.keys()
    return {name: getattr(found, name) for name in names} | derived


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
    """Change what the business says about itself, and its policies."""
    found = require_match(g.tenant)
    return tenant_document(tagged(operations.change(current_work(), found, **changes)))


@tenant.endpoint("GET", "/tenant/plan", "getTenantPlan")
@tenant.requires("view_billing")
@tenant.response(200, TenantPlanSchema)
def get_tenant_plan() -> dict[str, Any]:
    """The plan, what it costs, what it includes and how much of that is in use."""
    return plan_document(current_work(), g.tenant)
