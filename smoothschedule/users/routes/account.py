"""HTTP of one's own account: sign in and out, and who one is."""

from __future__ import annotations

from typing import Any

from flask import g, request
from flask_login import current_user

from smoothschedule.core.api import (
    PLATFORM,
    TENANT,
    Blueprint,
    current_security_log,
    current_settings,
    current_work,
)
from smoothschedule.core.etags import require_match
from smoothschedule.core.tokens import csrf_token
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.routes.business import tenant_document
from smoothschedule.users import accounts, second_factor, sessions, throttle
from smoothschedule.users.models import Visit
from smoothschedule.users.rules import EndReason, VisitMode
from smoothschedule.users.schemas.account import (
    HandoverSchema,
    MePatchSchema,
    MeSchema,
    SignInSchema,
)
from smoothschedule.users.visits import ending
from smoothschedule.users.visits.refusals import VisitOver
from smoothschedule.users.visits.telling import tell_end, way_back

account = Blueprint(
    "account",
    __name__,
    url_prefix="/api/v1",
    description="Signing in and one's own account",
    hosts=frozenset({TENANT, PLATFORM}),
)


def start_session(work: Work, person: accounts.Person) -> None:
    """This browser is signed in from the answer on, under a session id it never had before."""
    if current_user.is_authenticated:
        end_session(work, current_user)
    g.new_session_token = sessions.open_session_for(
        work, person, ip_address=request.remote_addr, user_agent=request.headers.get("User-Agent")
    )


def end_session(work: Work, person: sessions.SignedIn) -> None:
    """This browser's session is over, and the visit that it is on."""
    if person.visit is None:
        sessions.revoke(work, person.session_id, user_id=person.account.id)
        return
    ended = ending.end(work, person.visit.id, EndReason.SESSION_ENDED)
    if ended is None:
        raise VisitOver(person.visit, EndReason.SESSION_ENDED)
    if ending.is_here(work, ended):
        sessions.revoke(work, ended.actor_session_id, user_id=ended.actor_id)
    tell_end(current_security_log(), ended, ip_address=request.remote_addr)


def me(
    work: Work,
    person: accounts.Person | sessions.Staff,
    session_token: str,
    visit: Visit | None = None,
) -> dict[str, Any]:
    """The person as MeSchema shows them; the actor must be known."""
    settings, actor = current_settings(), work.actor
    return {
        "user": {
            "id": person.id,
            "name": person.name,
            "email": person.email,
            "role": person.role,
            "resource_id": actor.resource_id,
            "version": person.version,
        },
        "tenant": tenant_document(g.tenant) if work.context.tenant_id else None,
        "permissions": sorted(actor.permissions),
        "csrf_token": csrf_token(settings.secret_key, session_token),
        "realtime": {"url": settings.realtime_url(request.host)},
        "second_factor": {
            "is_on": second_factor.is_on(work, person.id),
            "is_required": is_second_factor_required(work),
        },
        "visit": visit_document(visit) if visit else None,
    }


def visit_document(visit: Visit) -> dict[str, Any]:
    """The visit as MeVisitSchema shows it to whoever is on it."""
    return {
        "id": visit.id,
        "kind": visit.kind,
        "mode": visit.mode,
        "reason": visit.reason,
        "actor": {
            "name": visit.actor_name,
            "email": visit.actor_email,
            "role": visit.actor_role,
        },
        "expires_at": visit.expires_at,
        "can_write": visit.mode == VisitMode.ACT,
        "return_url": way_back(current_settings(), visit),
    }


def is_second_factor_required(work: Work) -> bool:
    """Whether accounts of this place can do nothing without one."""
    return work.context.tenant_id is None and current_settings().requires_platform_second_factor


def welcome(work: Work, person: accounts.Person) -> dict[str, Any]:
    """A session is opened for the person and their Me is the answer."""
    start_session(work, person)
    work.session.flush()
    work.actor = g.actor_of(work, person)
    return me(work, person, g.new_session_token)


@account.endpoint("POST", "/auth/sign-in", "signIn")
@account.even_when_looking
@account.public
@throttle.guesses_of_account
@throttle.guesses_of_address
@throttle.codes_of_account
@account.arguments(SignInSchema)
@account.response(200, MeSchema)
def sign_in(body: dict[str, Any]) -> dict[str, Any]:
    """Sign in on this host; the answer sets the session cookie.

    After the right password of an account with a second factor, `code` is asked for by the
    problem `second-factor-required`.
    """
    work, secret_key = current_work(), current_settings().secret_key
    person = accounts.check_password(work, body["email"], body["password"])
    second_factor.check_at_sign_in(work, person, body["code"], secret_key=secret_key)
    return welcome(work, person)


@account.endpoint("POST", "/auth/sign-out", "signOut")
@account.even_when_looking
@account.requires("use_account", without_second_factor=True)
@account.response(204)
def sign_out() -> None:
    """End this session and close its sockets."""
    end_session(current_work(), current_user)
    g.new_session_token = ""


@account.endpoint("GET", "/me", "getMe")
@account.requires("use_account", without_second_factor=True)
@account.response(200, MeSchema)
def get_me() -> dict[str, Any]:
    """Who is signed in here, and what they may do."""
    return me(current_work(), current_user.account, g.caller.session_token, current_user.visit)


@account.endpoint("PATCH", "/me", "updateMe")
@account.requires("use_account", in_person=True)
@account.matches
@account.arguments(MePatchSchema)
@account.response(200, MeSchema)
def update_me(body: dict[str, Any]) -> dict[str, Any]:
    """Change one's own name; address and password have their own ways."""
    work = current_work()
    person = accounts.rename(work, require_match(current_user.account), body["name"])
    return me(work, person, g.caller.session_token)


@account.endpoint("POST", "/auth/handover", "redeemHandover")
@account.even_when_looking
@account.public
@throttle.guesses_of_address
@account.arguments(HandoverSchema)
@account.response(200, MeSchema)
def redeem_handover(body: dict[str, Any]) -> dict[str, Any]:
    """Sign in by the single-use secret that sign-up gave."""
    work = current_work()
    return welcome(work, accounts.use_link(work, body["token"], purpose="handover"))
