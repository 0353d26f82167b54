"""Signed-in browsers: opened, recognised, kept alive and revoked, all on the server."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID

import structlog
from flask_login import UserMixin
from sqlalchemy import (
    ColumnElement,
    DateTime,
    ScalarSelect,
    Select,
    bindparam,
    func,
    inspect,
    or_,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError, TimeoutError as PoolTimeout

from smoothschedule.config import Settings
from smoothschedule.core.audit import PLATFORM_ID, Realm as Side
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Context, new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import UnitsOfWork, Work
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.events import SessionEnded
from smoothschedule.users.models import (
    PlatformSession,
    PlatformUser,
    SignInSession,
    User,
    UserSession,
    Visit,
)
from smoothschedule.users.realms import Realm, realm_of
from smoothschedule.users.visits.refusals import VisitOver
from smoothschedule.users.visits.standing import why_over

log = structlog.get_logger()
LASTS = timedelta(days=30)
IDLE = timedelta(days=7)
TOUCH_EVERY = timedelta(minutes=5)


def session_cookie_name(settings: Settings) -> str:
    """`__Host-` makes browsers insist on a host-only, secure cookie; plain http cannot have it."""
    return "__Host-smooth_session" if settings.uses_https else "smooth_session"


@dataclass(frozen=True, slots=True)
class Staff:
    """Platform staff inside a business: themselves, with no account there."""

    id: UUID
    email: str
    name: str
    role: str
    realm: str = Side.PLATFORM
    version: int = 1


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """A person as Flask-Login's current_user: the account and the session it came by.

    On a visit the account is the one in whose place they are, or their own during an entry.
    """

    account: User | PlatformUser | Staff
    session_id: UUID
    is_stale: bool
    visit: Visit | None = None
    #: What was asked about them along with the session.
    facts: tuple[Any, ...] = ()

    def get_id(self) -> str:
        return str(self.account.id)


def open_session_for(
    work: Work, account: User | PlatformUser, *, ip_address: str | None, user_agent: str | None
) -> str:
    """A new session of this account exists; returns its secret, which is kept nowhere."""
    _, token = begin(
        work,
        user_id=account.id,
        expires_at=work.now + LASTS,
        ip_address=ip_address,
        user_agent=user_agent,
    )
    # Without a new version: whoever signs in twice at once changed nothing that others look at.
    table = type(account)
    work.session.execute(
        update(table)
        .where(table.id == account.id)
        .values(last_sign_in_at=work.now)
        .execution_options(unjournaled=True)
    )
    work.record(Tag.SIGNED_IN, "user", account.id)
    return token


def begin(
    work: Work, *, expires_at: datetime, user_agent: str | None = None, **columns: Any
) -> tuple[SignInSession, str]:
    """A new session and its secret, which is kept nowhere."""
    token = new_token()
    row = realm_of(work).session(
        id=new_id(),
        token_hash=token_hash(token),
        expires_at=expires_at,
        user_agent=(user_agent or "")[:300] or None,
        **columns,
    )
    work.session.add(row)
    return row, token


def id_of(work: Work, token: str) -> UUID:
    """The session of this secret."""
    table = realm_of(work).session
    return work.session.scalars(select(table.id).where(table.token_hash == token_hash(token))).one()


def renew(work: Work, session: SignInSession) -> tuple[SignInSession, str]:
    """The session goes on under another id and another secret; the old ones open nothing.

    Emits SessionEnded for the old id.
    """
    kept = {
        column.key: getattr(session, column.key)
        for column in inspect(type(session)).column_attrs
        if column.key not in _OF_ONE_SESSION
    }
    row, token = begin(work, **kept)
    session.revoked_at = work.now
    work.session.flush()
    work.emit(SessionEnded(session.id), is_renewed=True)
    return row, token


_OF_ONE_SESSION = {"tenant_id", "id", "token_hash", "created_at", "last_seen_at", "revoked_at"}


def signed_in(work: Work, session_id: UUID) -> SignedIn | None:
    """The active person of a session that is neither revoked, expired nor long idle.

    Raises VisitOver for a session whose visit is over.
    """
    values = {"session_id": session_id, "now": work.now}
    row = work.session.execute(_holding(realm_of(work)), values).one_or_none()
    return None if row is None else _person(work, row)


def business_and_person(
    work: Work, session_id: UUID, *, also: tuple[ScalarSelect[Any], ...]
) -> tuple[Tenant, Callable[[], SignedIn | None]]:
    """The business, the clock, and who `signed_in` would find, by one statement.

    `also` are constants that it asks besides; their answers are the person's `facts`. Whether a
    visit still stands is asked with the call. Raises NotFound for no business.
    """
    values = {"session_id": session_id, "tenant_id": work.context.tenant_id}
    row = work.session.execute(_with_business(also), values).one_or_none()
    if row is None:
        raise NotFound
    tenant, now, *person = row
    work.tell_time(now)
    return tenant, lambda: None if person[0] is None else _person(work, person)


def _person(work: Work, row: Sequence[Any]) -> SignedIn | None:
    id, visit_id, last_seen_at, revoked_at, account, *rest = row
    is_stale, facts = work.now - last_seen_at > TOUCH_EVERY, tuple(rest)
    if visit_id is None:
        if account is None or not account.is_active:
            return None
        return SignedIn(account, id, is_stale=is_stale, facts=facts)
    visit = _standing(work, visit_id, account, is_revoked=revoked_at is not None)
    person = account or Staff(visit.actor_id, visit.actor_email, visit.actor_name, visit.actor_role)
    return SignedIn(person, id, is_stale=is_stale, visit=visit, facts=facts)


def _known_of(table: type[UserSession] | type[PlatformSession]) -> tuple[Any, ...]:
    """What `_person` reads of a session: every request asks, and for no more than that."""
    return table.id, table.visit_id, table.last_seen_at, table.revoked_at


@cache
def _holding(realm: Realm) -> Any:
    """Put together once: it is asked again and again."""
    table, account = realm.session, realm.account
    now = bindparam("now", type_=DateTime(timezone=True))
    query = (
        select(*_known_of(table), account)
        .select_from(table)
        .outerjoin(account, account.id == table.user_id)
    )
    return query.where(table.id == bindparam("session_id"), _holds(table, now))


@cache
def _with_business(also: tuple[ScalarSelect[Any], ...]) -> Select[Any]:
    table, account, now = UserSession, User, func.transaction_timestamp()
    is_it = (table.tenant_id == Tenant.id) & (table.id == bindparam("session_id"))
    return (
        select(Tenant, now, *_known_of(table), account, *also)
        .select_from(Tenant)
        .outerjoin(table, is_it & _holds(table, now))
        .outerjoin(account, account.id == table.user_id)
        .where(Tenant.id == bindparam("tenant_id"))
    )


def _holds(table: type[UserSession] | type[PlatformSession], now: Any) -> ColumnElement[bool]:
    """Neither revoked, expired nor long idle; of a visit its own rules say whether it stands."""
    holds = (
        table.revoked_at.is_(None) & (table.expires_at > now) & (table.last_seen_at > now - IDLE)
    )
    return or_(table.visit_id.is_not(None), holds)


def _standing(
    work: Work, visit_id: UUID, target: User | PlatformUser | None, *, is_revoked: bool
) -> Visit:
    """The visit that a session is on; raises VisitOver."""
    place = work.context.tenant_id or PLATFORM_ID
    visit = work.session.get_one(Visit, (place, visit_id))
    reason = why_over(work, visit, target, is_revoked=is_revoked)
    if reason is not None:
        raise VisitOver(visit, reason)
    return visit


def touch(units: UnitsOfWork, work: Work, person: SignedIn) -> None:
    """The session counts as seen now; written every few minutes, in its own transaction.

    The request has been committed by then, so a failure here is logged and does not undo it.
    """
    if not person.is_stale:
        return
    try:
        with units.open(Context(tenant_id=work.context.tenant_id)) as own:
            table = realm_of(own).session
            own.session.execute(
                update(table)
                .where(table.id == person.session_id)
                .values(last_seen_at=own.now)
                .execution_options(unjournaled=True)
            )
    except (DBAPIError, PoolTimeout) as error:
        log.warning("session.not_touched", error=type(error).__name__)


def sessions_of(work: Work, user_id: UUID) -> list[SignInSession]:
    """The person's open sessions, latest first."""
    table = realm_of(work).session
    return list(
        work.session.scalars(
            select(table)
            .where(
                table.user_id == user_id,
                table.visit_id.is_(None),
                table.revoked_at.is_(None),
                table.expires_at > work.now,
            )
            .order_by(table.last_seen_at.desc())
            .limit(100)
        )
    )


def revoke(work: Work, session_id: UUID, *, user_id: UUID) -> None:
    """The person's session is over and its sockets close; raises NotFound. Emits SessionEnded."""
    table = realm_of(work).session
    ended = work.session.scalar(
        update(table)
        .where(table.id == session_id, table.user_id == user_id, table.revoked_at.is_(None))
        .values(revoked_at=work.now)
        .returning(table.id)
    )
    if ended is None:
        raise NotFound
    work.emit(SessionEnded(ended))


def revoke_all(work: Work, user_id: UUID, *, but: UUID | None = None) -> int:
    """Every session of the person is over, except `but`; returns how many ended.

    Emits SessionEnded for each.
    """
    table = realm_of(work).session
    query = update(table).where(table.user_id == user_id, table.revoked_at.is_(None))
    if but is not None:
        query = query.where(table.id != but)
    ended = work.session.scalars(query.values(revoked_at=work.now).returning(table.id)).all()
    for session_id in ended:
        work.emit(SessionEnded(session_id))
    return len(ended)


def end_others(work: Work, user_id: UUID, *, session_id: UUID) -> int:
    """The person is signed in with this browser only; returns how many sessions ended."""
    ended = revoke_all(work, user_id, but=session_id)
    work.record(Tag.SESSION_ENDED, "user", user_id, others=ended)
    return ended
