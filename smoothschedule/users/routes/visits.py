"""HTTP of visits at a business and on both ends of one: start, arrive, stop, come back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g, request
from flask_login import current_user

from smoothschedule.core.api import (
    Blueprint,
    current_security_log,
    current_settings,
    current_work,
)
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.pagination import page
from smoothschedule.core.problems import Problem
from smoothschedule.core.unit_of_work import Work
from smoothschedule.users import directory, sessions, throttle
from smoothschedule.users.models import PlatformUser, User, Visit
from smoothschedule.users.routes.account import account, end_session, me
from smoothschedule.users.rules import EndReason, VisitMode
from smoothschedule.users.schemas.account import MeSchema
from smoothschedule.users.schemas.visits import (
    MasqueradeSchema,
    VisitArgs,
    VisitItemSchema,
    VisitPage,
    VisitTokenSchema,
    VisitWaySchema,
)
from smoothschedule.users.visits import ending, starting
from smoothschedule.users.visits.listing import visit_item, visits
from smoothschedule.users.visits.refusals import NoVisit
from smoothschedule.users.visits.telling import tell_end, tell_start, way_back

at_business = Blueprint(
    "visits", __name__, url_prefix="/api/v1", description="Visits of and in the business"
)


def attempt(reason: str) -> starting.Attempt:
    """Whoever asks, as the one who wants to visit."""
    key = g.knocker["session_key"]
    return starting.Attempt(current_user.account, current_user.session_id, key, reason)


def begin(begun: starting.Begun) -> starting.Begun:
    """The browser has its new session, and the start is on record."""
    g.new_session_token = begun.session_token
    for visit in begun.ended:
        tell_end(current_security_log(), visit, **knocker())
    tell_start(current_security_log(), begun.visit, **knocker())
    return begun


def knocker() -> dict[str, Any]:
    """Address and request of whoever knocked, for the logs."""
    return {"ip_address": request.remote_addr, "request_id": g.request_id}


def tell_masquerade_denied(work: Work, problem: Problem) -> None:
    """The refused attempt is in masquerade.log, and in the audit when it is somebody's."""
    body = request.get_json(silent=True)
    asked = body if isinstance(body, dict) else {}
    target = _target(work, asked)
    denial = problem.extra.get("reason") or problem.slug
    current_security_log().masquerade(
        "HIJACK_DENIED",
        hijacker_email=g.knocker.get("email"),
        hijacked_email=target.email if target else None,
        session_key=g.knocker["session_key"],
        tenant_id=_uuid(asked.get("tenant_id")) or work.context.tenant_id,
        reason=denial,
        **knocker(),
    )
    if work.actor.id is not None:
        tenant_id = getattr(target, "tenant_id", None)
        id = target.id if target else None
        work.record(Tag.MASQUERADE_DENIED, "user", id, tenant_id=tenant_id, reason=denial)


def _target(work: Work, asked: dict[str, Any]) -> User | PlatformUser | None:
    user_id, tenant_id = _uuid(asked.get("user_id")), _uuid(asked.get("tenant_id"))
    if user_id is None:
        return None
    if work.context.tenant_id is not None:
        return work.session.get(User, (work.context.tenant_id, user_id))
    if tenant_id is not None:
        return directory.person(work, tenant_id, user_id)
    return work.session.get(PlatformUser, user_id)


def _uuid(value: Any) -> UUID | None:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        return None


@at_business.endpoint("POST", "/masquerades", "startMasquerade")
@at_business.tells_refusals(tell_masquerade_denied)
@at_business.requires("masquerade", in_person=True)
@at_business.arguments(MasqueradeSchema)
@at_business.response(200, MeSchema)
def start_masquerade(body: dict[str, Any]) -> dict[str, Any]:
    """Be in a colleague's place from now on; the answer sets the session cookie."""
    work = current_work()
    begun = begin(
        starting.masquerade_here(
            work,
            attempt(body["reason"]),
            work.session.get(User, (g.tenant.id, body["user_id"])),
            mode=VisitMode(body["mode"]),
            tenant=g.tenant,
        )
    )
    return _me_on(work, begun)


def _me_on(work: Work, begun: starting.Begun) -> dict[str, Any]:
    """Whoever is on the visit that begins, as they are from the next request on."""
    work.session.flush()
    token = begun.session_token
    person = sessions.signed_in(work, sessions.id_of(work, token))
    assert person is not None
    work.actor = g.actor_of(work, person.account, person.visit)
    return me(work, person.account, token, person.visit)


@at_business.endpoint("POST", "/auth/visit/redeem", "redeemVisit")
@at_business.even_when_looking
@at_business.public
@throttle.guesses_of_address
@at_business.arguments(VisitTokenSchema)
@at_business.response(200, MeSchema)
def redeem_visit(body: dict[str, Any]) -> dict[str, Any]:
    """Arrive from the platform's host by the single-use secret in the link."""
    work = current_work()
    if current_user.is_authenticated:
        end_session(work, current_user)
    begun = starting.arrive(
        work,
        body["token"],
        ip_address=request.remote_addr,
        user_agent=request.headers.get("User-Agent"),
    )
    g.new_session_token = begun.session_token
    return _me_on(work, begun)


@account.endpoint("POST", "/auth/visit/stop", "stopVisit")
@account.even_when_looking
@account.even_when_suspended
@account.requires("use_account")
@account.response(200, VisitWaySchema)
def stop_visit() -> dict[str, Any]:
    """End the visit that this browser is on; `url` is where one came from."""
    work, visit = current_work(), current_user.visit
    if visit is None:
        raise NoVisit
    return {"url": leave(work, visit, EndReason.RELEASED)}


@account.endpoint("POST", "/auth/visit/return", "returnFromVisit")
@account.even_when_looking
@account.public
@account.response(200, VisitWaySchema)
def return_from_visit() -> dict[str, Any]:
    """Come back from a visit that is over, to a session that goes on under another id."""
    work = current_work()
    if current_user.is_authenticated and current_user.visit is not None:
        return {"url": leave(work, current_user.visit, EndReason.RELEASED)}
    if "visit_over" in g:
        return {"url": leave(work, g.visit_over.visit, g.visit_over.reason)}
    if not current_user.is_authenticated:
        raise NoVisit
    _come_back(work)
    return {"url": "/app"}


def leave(work: Work, visit: Visit, reason: EndReason) -> str:
    """The visit is over and this browser is its owner's again; returns where to go."""
    ended = ending.end(work, visit.id, reason)
    if ended is not None:
        tell_end(current_security_log(), ended, **knocker())
    if not ending.is_here(work, visit):
        g.new_session_token = ""
        return way_back(current_settings(), visit)
    g.new_session_token = ending.back_to_oneself(work, visit) or ""
    return "/app" if g.new_session_token else "/sign-in"


def _come_back(work: Work) -> None:
    """Visits elsewhere that were left without a word are over; the session gets a new id."""
    for visit in ending.open_visits_of(work, current_user.account.id):
        ended = ending.end(work, visit.id, EndReason.RELEASED)
        if ended is not None:
            tell_end(current_security_log(), ended, **knocker())
    g.new_session_token = ending.renew(work, current_user.session_id)


@at_business.endpoint("GET", "/visits", "listVisits")
@at_business.requires("view_visits")
@at_business.arguments(VisitArgs, location="query")
@at_business.response(200, VisitPage)
def list_visits(args: dict[str, Any]) -> dict[str, Any]:
    """Who is or was in the business or in somebody's place, latest first."""
    work, state = current_work(), args.pop("state")
    query = visits(work, state).where(Visit.redeemed_at.is_not(None))
    found = page(work.session, query, [Visit.id], descending=True, **args)
    return found | {"items": [visit_item(visit, work.now) for visit in found["items"]]}


@at_business.endpoint("POST", "/visits/<uuid:visit_id>/end", "endVisit")
@at_business.requires("end_visits", in_person=True)
@at_business.response(200, VisitItemSchema)
def end_visit(visit_id: UUID) -> dict[str, Any]:
    """End somebody's visit at once; one that is over already stays as it is."""
    work = current_work()
    return end_by(work, work.get(Visit, visit_id), EndReason.ENDED_BY_OWNER)


def end_by(work: Work, visit: Visit, reason: EndReason) -> dict[str, Any]:
    """The visit is over, if it was not; as VisitItemSchema shows it."""
    ended = ending.end(work, visit.id, reason)
    if ended is not None:
        tell_end(current_security_log(), ended, **knocker())
    return visit_item(ended or visit, work.now)
