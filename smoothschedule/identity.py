"""How a caller's tenant and identity are learnt: from the host, then cookie or API token."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

import structlog
from flask import Request, current_app, g, request
from flask_login import LoginManager, current_user

from smoothschedule.access import admit
from smoothschedule.actors import actor_of, facts_about_user, only_looks
from smoothschedule.core.api import PLATFORM, SITE, TENANT, Access, only_on
from smoothschedule.core.db import Context, looked_up, new_id
from smoothschedule.core.problems import BadRequest, NotAllowed, NotFound, Problem
from smoothschedule.core.requests import SAFE, plain_host
from smoothschedule.core.shares import Shares
from smoothschedule.core.throttle import address_key, is_unknown_address
from smoothschedule.core.tokens import csrf_token, session_key, token_hash
from smoothschedule.core.unit_of_work import VISITOR, Actor, Work
from smoothschedule.rate_limits import class_of, take
from smoothschedule.runtime import Runtime
from smoothschedule.tenants.models import Tenant
from smoothschedule.users import api_tokens, second_factor, throttle
from smoothschedule.users.api_tokens import TokenRefused, bearer_of
from smoothschedule.users.models import ApiToken
from smoothschedule.users.sessions import (
    SignedIn,
    business_and_person,
    session_cookie_name,
    signed_in,
    touch,
)
from smoothschedule.users.visits import ending
from smoothschedule.users.visits.refusals import VisitOver
from smoothschedule.users.visits.telling import tell_end, way_back


class UnknownHost(NotFound):
    slug = "unknown-host"
    title = "There is no business at this address."


class TenantSuspended(Problem):
    slug, status = "tenant-suspended", 403
    title = "This business is suspended. Its data is safe; please contact SmoothSchedule."


class ForeignOrigin(NotAllowed):
    slug, security_action = "foreign-origin", "FOREIGN_ORIGIN"
    title = "This request came from another site and was refused."


class CsrfMissing(NotAllowed):
    slug, security_action = "csrf", "CSRF_MISSING"
    title = "This page is out of date. Load it again and repeat your change."


class TwoIdentities(BadRequest):
    slug = "two-identities"
    title = "Send either an API token or a session's cookie, not both."


class SecondFactorMissing(NotAllowed):
    slug = "second-factor-missing"
    title = "Set up your second factor first: staff of the platform need one."


@dataclass(frozen=True, slots=True)
class Caller:
    """Who knocked, by ids only, before any of their rows is read."""

    host: str
    host_kind: str
    tenant_id: UUID | None = None
    session_id: UUID | None = None
    user_id: UUID | None = None
    platform_role: str | None = None
    session_token: str | None = None
    #: It came with an API token; whether there is such a token says `token_id`.
    is_script: bool = False
    token_id: UUID | None = None


def host_kind(runtime: Runtime, host: str) -> str:
    """site, platform or tenant; says nothing about whether such a tenant exists."""
    settings = runtime.settings
    special = {settings.base_domain: SITE, settings.platform_host: PLATFORM}
    return special.get(host, TENANT)


TENANT_CALLER = (
    "SELECT tenant_id, session_id, user_id"
    " FROM lookup.tenant_of_host(%(host)s, %(base)s) AS tenant_id"
    " LEFT JOIN lookup.session_of(tenant_id, %(token)s) ON true"
    " WHERE tenant_id IS NOT NULL"
)
SCRIPT = (
    "SELECT tenant_id, token_id, user_id"
    " FROM lookup.tenant_of_host(%(host)s, %(base)s) AS tenant_id"
    " LEFT JOIN lookup.api_token_of(tenant_id, %(token)s) ON true"
    " WHERE tenant_id IS NOT NULL"
)
PLATFORM_CALLER = "SELECT session_id, user_id, role FROM lookup.platform_session_of(%(token)s)"


def who_knocks(runtime: Runtime, host: str, token: str | None) -> Caller:
    """The caller's tenant and session by one statement; raises UnknownHost."""
    kind = host_kind(runtime, host)
    if kind == SITE:
        return Caller(host, SITE)
    hashed = token_hash(token) if token else None
    if kind == PLATFORM:
        row = looked_up(runtime.platform_engine, PLATFORM_CALLER, {"token": hashed})
        if row is None:
            return Caller(host, PLATFORM)
        session_id, user_id, role = row
        return Caller(host, PLATFORM, None, session_id, user_id, role, session_token=token)
    values = {"host": host, "base": runtime.settings.base_domain, "token": hashed}
    row = looked_up(runtime.engine, TENANT_CALLER, values)
    if row is None:
        raise UnknownHost
    tenant_id, session_id, user_id = row
    return Caller(host, TENANT, tenant_id, session_id, user_id, session_token=token)


def which_script_knocks(runtime: Runtime, host: str, token: str) -> Caller:
    """The caller by an API token, which only businesses have; raises UnknownHost, TokenRefused."""
    if host_kind(runtime, host) != TENANT:
        raise TokenRefused
    values = {"host": host, "base": runtime.settings.base_domain, "token": token_hash(token)}
    row = looked_up(runtime.engine, SCRIPT, values)
    if row is None:
        raise UnknownHost
    tenant_id, token_id, user_id = row
    return Caller(host, TENANT, tenant_id, user_id=user_id, is_script=True, token_id=token_id)


@contextmanager
def open_for(
    runtime: Runtime,
    caller: Caller,
    *,
    read_only: bool,
    request_id: str | None = None,
    ip_address: str | None = None,
) -> Iterator[Work]:
    """The caller's transaction. On the site host it is for a tenant yet to be made."""
    tenant_id = new_id() if caller.host_kind == SITE else caller.tenant_id
    context = Context(
        tenant_id=tenant_id,
        user_id=caller.user_id,
        platform_role=caller.platform_role,
        read_only=read_only,
    )
    with runtime.units_of(tenant_id).open(
        context, actor=VISITOR, request_id=request_id, ip_address=ip_address
    ) as work:
        yield work


def script_of(work: Work, caller: Caller) -> tuple[ApiToken, Actor]:
    """The API token, and the actor for whom it acts within its scopes; raises TokenRefused.

    What its maker may no longer do, it may not do either.
    """
    token, account = bearer_of(work, caller.token_id)
    actor = actor_of(work, account, within=token.scopes)
    return token, replace(actor, api_token_id=token.id)


def require_second_factor(runtime: Runtime, work: Work, user_id: UUID) -> None:
    """Whoever must have a second factor has one; raises SecondFactorMissing."""
    is_required = runtime.settings.requires_platform_second_factor
    if is_required and work.context.tenant_id is None and not second_factor.is_on(work, user_id):
        raise SecondFactorMissing


class Door:
    """Opens each request's unit of work: who is it, where, and may they."""

    def __init__(self, runtime: Runtime) -> None:
        self.runtime = runtime
        self.cookie = session_cookie_name(runtime.settings)
        self.shares = Shares(runtime.settings.redis_url)

    @contextmanager
    def open_work(self, access: Access) -> Iterator[Work]:
        try:
            with self._opened(access) as work:
                yield work
        except Problem as problem:
            # The request's transaction is rolled back by now: what stays has its own.
            self._afterwards(access, problem)
            raise

    @contextmanager
    def _opened(self, access: Access) -> Iterator[Work]:
        host = plain_host(request.host)
        kind = host_kind(self.runtime, host)
        g.is_our_address = kind != TENANT
        only_on(access, kind)
        caller = self._caller(host)
        g.caller, g.actor_of = caller, actor_of
        g.knocker = knocker_of(caller)
        self._count(caller, access)
        if not access.from_anywhere:
            refuse_foreign_origin(request)
        with open_for(
            self.runtime,
            caller,
            read_only=request.method in SAFE,
            request_id=g.request_id,
            ip_address=request.remote_addr,
        ) as work:
            g.work = work
            self._admit(work, caller, access)
            yield work
        if current_user.is_authenticated:
            touch(self.runtime.units_of(caller.tenant_id), work, current_user)
        if caller.is_script:
            api_tokens.touch(self.runtime.units, work, g.api_token)

    def _caller(self, host: str) -> Caller:
        """Whoever knocks by cookie or by API token; raises TwoIdentities for both at once."""
        cookie, token = request.cookies.get(self.cookie), token_sent(request)
        if token is None:
            return who_knocks(self.runtime, host, cookie)
        if cookie is not None:
            raise TwoIdentities
        return which_script_knocks(self.runtime, host, token)

    def _count(self, caller: Caller, access: Access) -> None:
        """Before any of their rows is read; raises TooManyRequests, BusinessBusy."""
        assert request.url_rule is not None
        kind = class_of(request.url_rule.endpoint, request.method, access)
        business = str(caller.tenant_id or caller.host_kind)
        per_minute = self.runtime.settings.shares_of(kind)
        take(self.shares, kind, per_minute=per_minute, caller=counted_as(caller), business=business)

    def _admit(self, work: Work, caller: Caller, access: Access) -> None:
        if caller.host_kind == TENANT:
            g.tenant = _business(work, caller)
            g.business_name = g.tenant.name  # also when the row cannot be read any more
            if g.tenant.is_suspended and not access.even_when_suspended:
                raise TenantSuspended
            structlog.contextvars.bind_contextvars(tenant_id=str(caller.tenant_id))
        # Each look through Flask-Login's proxy would ask anew who that is.
        person = current_user._get_current_object()  # noqa: SLF001 - how Flask says to look behind
        if person.is_authenticated:
            self._introduce(work, person, access)
            if request.method not in SAFE and access.permission is not None:
                require_csrf(request, caller)
        elif access.permission is not None and "visit_over" in g:
            raise g.visit_over
        if caller.is_script:
            throttle.count_use_of_token()
            g.api_token, work.actor = script_of(work, caller)
        admit(work.actor, access)
        if request.method not in SAFE and only_looks(work.actor, access, person):
            g.only_looks = True
            work.only_look()

    def _introduce(self, work: Work, person: SignedIn, access: Access) -> None:
        work.actor = actor_of(work, person.account, person.visit, facts=person.facts)
        g.knocker["email"] = person.visit.actor_email if person.visit else person.account.email
        structlog.contextvars.bind_contextvars(actor_id=str(work.actor.id))
        # On a visit it was asked for where the visit began.
        needs_factor = access.permission is not None and not access.without_second_factor
        if needs_factor and person.visit is None:
            require_second_factor(self.runtime, work, person.account.id)

    def _afterwards(self, access: Access, problem: Problem) -> None:
        """A visit that turned out to be over is ended; who wants to know of refusals does."""
        caller: Caller | None = g.get("caller")
        if caller is None or caller.host_kind == SITE:
            return
        if isinstance(problem, VisitOver):
            problem.extra["return_url"] = way_back(self.runtime.settings, problem.visit)
            with self._apart(caller) as own:
                ended = ending.end(own, problem.visit.id, problem.reason)
            if ended is not None:
                tell_end(self.runtime.security_log, ended, ip_address=request.remote_addr)
        if access.on_refusal is not None:
            with self._apart(caller) as own:
                access.on_refusal(own, problem)

    def _apart(self, caller: Caller) -> AbstractContextManager[Work]:
        actor = g.work.actor if "work" in g else VISITOR
        context = Context(
            tenant_id=caller.tenant_id,
            user_id=caller.user_id,
            platform_role=caller.platform_role,
        )
        return self.runtime.units_of(caller.tenant_id).open(
            context, actor=actor, request_id=g.request_id, ip_address=request.remote_addr
        )


def counted_as(caller: Caller) -> str | None:
    """Whose share of the business's the request takes: a person's, or of an address; API tokens
    have a share of their own."""
    if caller.token_id is not None:
        return None
    if caller.user_id is not None:
        return str(caller.user_id)
    return None if is_unknown_address() else address_key()


def token_sent(incoming: Request) -> str | None:
    """The API token in the Authorization header; pages know nothing of such."""
    scheme, _, token = incoming.headers.get("Authorization", "").partition(" ")
    is_api = incoming.path.startswith("/api/")
    return token.strip() if is_api and scheme.lower() == "bearer" else None


def knocker_of(caller: Caller) -> dict[str, Any]:
    """Whoever knocked, as security.log tells of them."""
    token = caller.session_token if caller.session_id else None
    return {
        "tenant_id": caller.tenant_id,
        "session_key": session_key(token) if token else None,
    }


def _business(work: Work, caller: Caller) -> Tenant:
    """The business that is called; who calls is known by the same statement, if anybody is."""
    if caller.session_id is None:
        return work.get_and_now(Tenant, caller.tenant_id)  # type: ignore[arg-type]
    tenant, g.person = business_and_person(work, caller.session_id, also=facts_about_user())
    return tenant


def load_from_cookie(_request: Request) -> SignedIn | None:
    """Flask-Login's loader: the person whose session the cookie names, if it still holds."""
    caller: Caller | None = g.get("caller")
    if caller is None or caller.session_id is None or "work" not in g:
        return None
    try:
        return g.person() if "person" in g else signed_in(g.work, caller.session_id)
    except VisitOver as over:
        g.visit_over = over
        return None


def require_csrf(incoming: Request, caller: Caller) -> None:
    """The request comes from a page of this session; raises CsrfMissing."""
    expected = csrf_token(current_app.config["SECRET_KEY"], caller.session_token or "")
    # Scripts send it as a header, the console's forms as a field.
    given = incoming.headers.get("X-CSRF-Token") or incoming.form.get("csrf_token", "")
    if not hmac.compare_digest(expected.encode(), given.encode()):
        raise CsrfMissing


def refuse_foreign_origin(incoming: Request) -> None:
    """A changing request that names its origin names our own host; raises ForeignOrigin."""
    origin = incoming.headers.get("Origin")
    if incoming.method in SAFE or origin is None:
        return
    # Compared as text: an origin that is no URL at all is foreign too.
    if origin.lower().partition("://")[2] != incoming.host.lower():
        raise ForeignOrigin


login_manager = LoginManager()
login_manager.session_protection = None
login_manager.request_loader(load_from_cookie)
