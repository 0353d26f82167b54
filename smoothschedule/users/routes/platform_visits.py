"""HTTP of platform staff: the directory, masquerades, entering businesses."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g, request
from flask_login import current_user

from smoothschedule.core.api import (
    PLATFORM,
    Blueprint,
    current_security_log,
    current_settings,
    current_work,
)
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.pagination import page
from smoothschedule.core.problems import NotFound, Problem
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant
from smoothschedule.users import directory
from smoothschedule.users.models import PlatformUser, User, Visit
from smoothschedule.users.routes.visits import (
    attempt,
    begin,
    end_by,
    knocker,
    tell_masquerade_denied,
)
from smoothschedule.users.rules import EndReason, MasqueradeDenial, VisitMode, masquerade_denial
from smoothschedule.users.schemas.grants import DirectoryArgs, DirectoryPage
from smoothschedule.users.schemas.visits import (
    EntrySchema,
    PlatformMasqueradeSchema,
    VisitArgs,
    VisitItemSchema,
    VisitPage,
    VisitWaySchema,
)
from smoothschedule.users.visits import starting
from smoothschedule.users.visits.listing import visit_item, visits
from smoothschedule.users.visits.refusals import WORDS, EntrySuspended, MasqueradeRefused

at_platform = Blueprint(
    "platform_visits",
    __name__,
    url_prefix="/api/v1/platform",
    description="Platform staff among businesses",
    hosts=frozenset({PLATFORM}),
)


@at_platform.endpoint("GET", "/users", "listPlatformUsers")
@at_platform.requires("view_accounts")
@at_platform.arguments(DirectoryArgs, location="query")
@at_platform.response(200, DirectoryPage)
def list_platform_users(args: dict[str, Any]) -> dict[str, Any]:
    """People of businesses by address, and whether one may be in their place."""
    work = current_work()
    query = directory.people(args.pop("q"), args.pop("tenant_id"))
    found = page(work.session, query, [User.email, User.id], **args)
    tenants = directory.tenants_of(work, found["items"])
    items = [_directory_item(user, tenants[user.tenant_id]) for user in found["items"]]
    return found | {"items": items}


def _directory_item(user: User, tenant: Tenant) -> dict[str, Any]:
    actor = starting.as_person(current_user.account, None)
    denial = masquerade_denial(actor, starting.as_person(user, tenant))
    names = "id tenant_id email name role is_active is_temporary last_sign_in_at".split()
    return {name: getattr(user, name) for name in names} | {
        "tenant_name": tenant.name,
        "masquerade": {"allowed": denial is None, "reason": WORDS[denial][1] if denial else None},
    }


@at_platform.endpoint("POST", "/masquerades", "startPlatformMasquerade")
@at_platform.tells_refusals(tell_masquerade_denied)
@at_platform.requires("masquerade", in_person=True)
@at_platform.arguments(PlatformMasqueradeSchema)
@at_platform.response(200, VisitWaySchema)
def start_platform_masquerade(body: dict[str, Any]) -> dict[str, str]:
    """Be in somebody's place; `url` leads there within 30 seconds, once."""
    work, mode = current_work(), VisitMode(body["mode"])
    wanted = attempt(body["reason"])
    if body["tenant_id"] is None:
        staff = work.session.get(PlatformUser, body["user_id"])
        begin(starting.masquerade_here(work, wanted, staff, mode=mode, tenant=None))
        return {"url": "/app"}
    tenant = work.session.get(Tenant, body["tenant_id"])
    if tenant is None:
        raise MasqueradeRefused(MasqueradeDenial.ABSENT)
    target = directory.person(work, tenant.id, body["user_id"])
    begun = begin(starting.masquerade_there(work, wanted, target, mode=mode, tenant=tenant))
    return {"url": _url(tenant, begun)}


def tell_entry_denied(work: Work, problem: Problem) -> None:
    """The refused attempt is in security.log, and in the audit when it is somebody's."""
    body = request.get_json(silent=True)
    asked = body.get("tenant_id") if isinstance(body, dict) else None
    is_closed = isinstance(problem, EntrySuspended)
    reason = MasqueradeDenial.SUSPENDED.value if is_closed else problem.slug
    current_security_log().security(
        "VISIT_DENIED",
        email=g.knocker.get("email"),
        session_key=g.knocker["session_key"],
        reason=reason,
        asked=str(asked)[:40] if asked else None,
        **knocker(),
    )
    if work.actor.id is not None:
        work.record(Tag.ENTRY_DENIED, reason=reason)


@at_platform.endpoint("POST", "/entries", "enterTenant")
@at_platform.tells_refusals(tell_entry_denied)
@at_platform.requires("enter_tenants", in_person=True)
@at_platform.arguments(EntrySchema)
@at_platform.response(200, VisitWaySchema)
def enter_tenant(body: dict[str, Any]) -> dict[str, str]:
    """Enter a business as oneself; `url` leads there within 30 seconds, once."""
    work = current_work()
    tenant = work.get(Tenant, body["tenant_id"])
    return {"url": _url(tenant, begin(starting.enter(work, attempt(body["reason"]), tenant)))}


def _url(tenant: Tenant, begun: starting.Begun) -> str:
    settings = current_settings()
    host = settings.subdomain_host(tenant.subdomain)
    return settings.url_of(host, f"/visit?token={begun.handover_token}")


@at_platform.endpoint("GET", "/visits", "listPlatformVisits")
@at_platform.requires("view_visits")
@at_platform.arguments(VisitArgs, location="query")
@at_platform.response(200, VisitPage)
def list_platform_visits(args: dict[str, Any]) -> dict[str, Any]:
    """One's own visits, latest first."""
    work, state = current_work(), args.pop("state")
    query = visits(work, state).where(Visit.actor_id == current_user.account.id)
    found = page(work.session, query, [Visit.id], descending=True, **args)
    return found | {"items": [visit_item(visit, work.now) for visit in found["items"]]}


@at_platform.endpoint("POST", "/visits/<uuid:visit_id>/end", "endPlatformVisit")
@at_platform.requires("view_visits", in_person=True)
@at_platform.response(200, VisitItemSchema)
def end_platform_visit(visit_id: UUID) -> dict[str, Any]:
    """End one's own visit from here, perhaps one that was left open in another tab."""
    return end_own_visit(current_work(), visit_id)


def end_own_visit(work: Work, visit_id: UUID) -> dict[str, Any]:
    """The visit of whoever asks is over; raises NotFound for anybody else's."""
    own = visits(work, None).where(Visit.id == visit_id, Visit.actor_id == current_user.account.id)
    # A business that was imported beside its former self has the same visits, all of them ended.
    visit = work.session.scalars(own.order_by(Visit.ended_at.nulls_first()).limit(1)).first()
    if visit is None:
        raise NotFound
    return end_by(work, visit, EndReason.RELEASED)
