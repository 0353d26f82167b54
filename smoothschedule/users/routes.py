"""HTTP of people: sign in and out, sessions, forgotten passwords, sign-up, team."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import g, request
from flask_login import current_user
from sqlalchemy import select

from smoothschedule.core.api import (
    PLATFORM,
    SITE,
    TENANT,
    Blueprint,
    current_settings,
    current_work,
)
from smoothschedule.core.pagination import page
from smoothschedule.core.problems import Malformed
from smoothschedule.core.schemas import PageArgs
from smoothschedule.core.tokens import csrf_token
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.routes import tenant_document
from smoothschedule.users import accounts, sessions, sign_up, throttle
from smoothschedule.users.models import User
from smoothschedule.users.schemas import (
    HandoverSchema,
    MeSchema,
    PasswordResetConfirmSchema,
    PasswordResetSchema,
    SessionItemSchema,
    SessionPage,
    SignedUpSchema,
    SignInSchema,
    SignUpSchema,
    SubdomainArgs,
    SubdomainSchema,
    UserPage,
)

account = Blueprint(
    "account",
    __name__,
    url_prefix="/api/v1",
    description="Signing in and one's own account",
    hosts=frozenset({TENANT, PLATFORM}),
)
team = Blueprint("team", __name__, url_prefix="/api/v1", description="People of the business")
site = Blueprint(
    "sign_up",
    __name__,
    url_prefix="/api/v1/sign-ups",
    description="A new business",
    hosts=frozenset({SITE}),
)
blueprints = [account, team, site]


def start_session(work: Work, person: accounts.Person) -> None:
    """This browser is signed in from the answer on, under a session id it never had before."""
    if current_user.is_authenticated:
        sessions.revoke(work, current_user.session_id, user_id=current_user.account.id)
    g.new_session_token = sessions.open_session_for(
        work, person, ip_address=request.remote_addr, user_agent=request.headers.get("User-Agent")
    )


def me(work: Work, person: accounts.Person, session_token: str) -> dict[str, Any]:
    """The person as MeSchema shows them; the actor must be known."""
    settings, actor = current_settings(), work.actor
    return {
        "user": {
            "id": person.id,
            "name": person.name,
            "email": person.email,
            "role": person.role,
            "resource_id": actor.resource_id,
        },
        "tenant": tenant_document(g.tenant) if work.context.tenant_id else None,
        "permissions": sorted(actor.permissions),
        "csrf_token": csrf_token(settings.secret_key, session_token),
        "realtime": {"url": settings.realtime_url(request.host)},
    }


def welcome(work: Work, person: accounts.Person) -> dict[str, Any]:
    """A session is opened for the person and their Me is the answer."""
    start_session(work, person)
    work.actor = g.actor_of(work, person)
    return me(work, person, g.new_session_token)


@account.endpoint("POST", "/auth/sign-in", "signIn")
@account.public
@throttle.guesses_of_account
@throttle.guesses_of_address
@account.arguments(SignInSchema)
@account.response(200, MeSchema)
def sign_in(body: dict[str, Any]) -> dict[str, Any]:
    """Sign in on this host; the answer sets the session cookie."""
    work = current_work()
    return welcome(work, accounts.check_password(work, body["email"], body["password"]))


@account.endpoint("POST", "/auth/sign-out", "signOut")
@account.requires("use_account")
@account.response(204)
def sign_out() -> None:
    """End this session and close its sockets."""
    work = current_work()
    sessions.revoke(work, current_user.session_id, user_id=current_user.account.id)
    g.new_session_token = ""


@account.endpoint("GET", "/me", "getMe")
@account.requires("use_account")
@account.response(200, MeSchema)
def get_me() -> dict[str, Any]:
    """Who is signed in here, and what they may do."""
    return me(current_work(), current_user.account, g.caller.session_token)


@account.endpoint("GET", "/auth/sessions", "listSessions")
@account.requires("use_account")
@account.response(200, SessionPage)
def list_sessions() -> dict[str, Any]:
    """The browsers one is signed in with."""
    rows = sessions.sessions_of(current_work(), current_user.account.id)
    names = SessionItemSchema().fields.keys() - {"is_current"}
    items = [
        {name: getattr(row, name) for name in names}
        | {"is_current": row.id == current_user.session_id}
        for row in rows
    ]
    return {"items": items, "next": None}


@account.endpoint("DELETE", "/auth/sessions/<uuid:session_id>", "revokeSession")
@account.requires("use_account")
@account.response(204)
def revoke_session(session_id: UUID) -> None:
    """Sign another browser out."""
    sessions.revoke(current_work(), session_id, user_id=current_user.account.id)


@account.endpoint("POST", "/auth/password-reset", "requestPasswordReset")
@account.public
@throttle.mails_of_account
@throttle.asks_of_address
@account.arguments(PasswordResetSchema)
@account.response(202)
def request_password_reset(body: dict[str, Any]) -> None:
    """Mail a reset link, if there is such an account; the answer is the same either way."""
    accounts.ask_for_reset(current_work(), body["email"])


@account.endpoint("POST", "/auth/password-reset/confirm", "confirmPasswordReset")
@account.public
@throttle.guesses_of_address
@account.arguments(PasswordResetConfirmSchema)
@account.response(204)
def confirm_password_reset(body: dict[str, Any]) -> None:
    """Set a new password by a mailed link; every session ends."""
    accounts.reset_password(current_work(), body["token"], body["password"])


@account.endpoint("POST", "/auth/handover", "redeemHandover")
@account.public
@throttle.guesses_of_address
@account.arguments(HandoverSchema)
@account.response(200, MeSchema)
def redeem_handover(body: dict[str, Any]) -> dict[str, Any]:
    """Sign in by the single-use secret that sign-up gave."""
    work = current_work()
    return welcome(work, accounts.use_link(work, body["token"], purpose="handover"))


@team.endpoint("GET", "/users", "listUsers")
@team.requires("view_team")
@team.arguments(PageArgs, location="query")
@team.response(200, UserPage)
def list_users(args: dict[str, Any]) -> dict[str, Any]:
    """The people of this business, customers with an account included."""
    return page(current_work().session, select(User), [User.email], **args)


@site.endpoint("POST", "", "signUp")
@site.public
@throttle.asks_of_address
@site.arguments(SignUpSchema)
@site.response(201, SignedUpSchema)
def create_sign_up(body: dict[str, Any]) -> dict[str, str]:
    """Make a business and its owner; `url` signs the owner in on the business's own host."""
    subdomain = body["subdomain"] = body["subdomain"].lower()
    if reason := sign_up.refusal_of_subdomain(subdomain):
        raise Malformed(errors={"json": {"subdomain": [reason]}})
    token = sign_up.sign_up(current_work(), **body)
    settings = current_settings()
    host = settings.subdomain_host(subdomain)
    return {"url": settings.url_of(host, f"/welcome?token={token}")}


@site.endpoint("GET", "/subdomain", "checkSubdomain")
@site.public
@site.arguments(SubdomainArgs, location="query")
@site.response(200, SubdomainSchema)
def check_subdomain(args: dict[str, str]) -> dict[str, Any]:
    """Whether a new business may have this subdomain."""
    subdomain = args["value"].lower()
    reason = sign_up.refusal_of_subdomain(subdomain)
    if reason is None and sign_up.is_taken(current_work(), subdomain):
        reason = sign_up.SubdomainTaken.title
    return {"subdomain": subdomain, "available": reason is None, "reason": reason}
