"""HTTP of permission grants, at a business and on the platform."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from flask import g
from flask_login import current_user

from smoothschedule.core.api import Blueprint, current_work, in_person_permissions
from smoothschedule.core.pagination import page
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant
from smoothschedule.users import grants
from smoothschedule.users.models import PermissionGrant
from smoothschedule.users.routes.platform_visits import at_platform
from smoothschedule.users.schemas.grants import (
    GrantArgs,
    GrantIdsSchema,
    GrantItemSchema,
    GrantPage,
    GrantSchema,
    PlatformGrantArgs,
    PlatformGrantSchema,
    RevokedSchema,
)

at_business = Blueprint(
    "grants", __name__, url_prefix="/api/v1", description="Permissions lent for a while"
)


def grant_item(grant: PermissionGrant, now: datetime) -> dict[str, Any]:
    """The grant as GrantItemSchema shows it."""
    names = "id tenant_id action reason created_at expires_at revoked_at".split()
    state = grant.state(now)
    left = int((grant.expires_at - now).total_seconds()) if state == "active" else 0
    parties = {
        party: {name: getattr(grant, f"{party}_{name}") for name in ("id", "realm", "email")}
        for party in ("grantor", "grantee")
    }
    own = {name: getattr(grant, name) for name in names}
    return own | parties | {"state": state, "seconds_left": left}


def _listed(work: Work, query: Any, args: dict[str, Any]) -> dict[str, Any]:
    found = page(work.session, query, [PermissionGrant.id], descending=True, **args)
    return found | {"items": [grant_item(grant, work.now) for grant in found["items"]]}


def _revoked(grant_id: UUID) -> dict[str, Any]:
    work = current_work()
    revoked = grants.revoke(work, [grant_id])
    return grant_item(grants.only_active(revoked, asked=grant_id), work.now)


@at_business.endpoint("GET", "/grants", "listGrants")
@at_business.requires("view_grants")
@at_business.arguments(GrantArgs, location="query")
@at_business.response(200, GrantPage)
def list_grants(args: dict[str, Any]) -> dict[str, Any]:
    """What is or was lent in the business, latest first."""
    work = current_work()
    return _listed(work, grants.matching(work, state=args.pop("state")), args)


@at_business.endpoint("POST", "/grants", "createGrant")
@at_business.requires("grant_permissions", in_person=True)
@at_business.arguments(GrantSchema)
@at_business.response(201, GrantItemSchema)
def create_grant(body: dict[str, Any]) -> dict[str, Any]:
    """Lend a permission to a colleague, or to platform staff who are inside now."""
    work, id = current_work(), body.pop("grantee_id")
    is_staff = body.pop("grantee_realm") == "platform"
    grantee = grants.visiting_staff(work, id) if is_staff else grants.colleague(work, id)
    made = grants.grant(
        work,
        current_user.account,
        grantee,
        tenant=g.tenant,
        personal=in_person_permissions(),
        **body,
    )
    return grant_item(made, work.now)


@at_business.endpoint("POST", "/grants/<uuid:grant_id>/revoke", "revokeGrant")
@at_business.requires("grant_permissions", in_person=True)
@at_business.response(200, GrantItemSchema)
def revoke_grant(grant_id: UUID) -> dict[str, Any]:
    """Take a permission back."""
    return _revoked(grant_id)


@at_business.endpoint("POST", "/grants/revoke", "revokeGrants")
@at_business.requires("grant_permissions", in_person=True)
@at_business.arguments(GrantIdsSchema)
@at_business.response(200, RevokedSchema)
def revoke_grants(body: dict[str, Any]) -> dict[str, Any]:
    """Take several permissions back, all or none; those that had ended do not count."""
    return {"revoked": len(grants.revoke(current_work(), body["ids"]))}


@at_platform.endpoint("GET", "/grants", "listPlatformGrants")
@at_platform.requires("view_own_grants")
@at_platform.arguments(PlatformGrantArgs, location="query")
@at_platform.response(200, GrantPage)
def list_platform_grants(args: dict[str, Any]) -> dict[str, Any]:
    """What is or was lent in every business, or in one, latest first; support sees its own."""
    work = current_work()
    query = grants.matching(work, state=args.pop("state"), tenant_id=args.pop("tenant_id"))
    if not work.actor.may("view_grants"):
        query = query.where(PermissionGrant.grantee_id == work.actor.id)
    return _listed(work, query, args)


@at_platform.endpoint("POST", "/grants", "createPlatformGrant")
@at_platform.requires("grant_permissions", in_person=True)
@at_platform.arguments(PlatformGrantSchema)
@at_platform.response(201, GrantItemSchema)
def create_platform_grant(body: dict[str, Any]) -> dict[str, Any]:
    """Lend a permission inside one business to somebody of support."""
    work = current_work()
    made = grants.grant(
        work,
        current_user.account,
        grants.support_person(work, body.pop("grantee_id")),
        tenant=work.get(Tenant, body.pop("tenant_id")),
        personal=in_person_permissions(),
        **body,
    )
    return grant_item(made, work.now)


@at_platform.endpoint("POST", "/grants/<uuid:grant_id>/revoke", "revokePlatformGrant")
@at_platform.requires("grant_permissions", in_person=True)
@at_platform.response(200, GrantItemSchema)
def revoke_platform_grant(grant_id: UUID) -> dict[str, Any]:
    """Take a permission back."""
    return _revoked(grant_id)


@at_platform.endpoint("POST", "/grants/revoke", "revokePlatformGrants")
@at_platform.requires("grant_permissions", in_person=True)
@at_platform.arguments(GrantIdsSchema)
@at_platform.response(200, RevokedSchema)
def revoke_platform_grants(body: dict[str, Any]) -> dict[str, Any]:
    """Take several permissions back, all or none; those that had ended do not count."""
    return {"revoked": len(grants.revoke(current_work(), body["ids"]))}
