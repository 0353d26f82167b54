"""Signed-in browsers: opened, recognised, kept alive and revoked, all on the server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import cast
from uuid import UUID

import structlog
from flask_login import UserMixin
from sqlalchemy import select, update
from sqlalchemy.exc import DBAPIError, TimeoutError as PoolTimeout

from smoothschedule.config import Settings
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Context
from smoothschedule.core.problems import NotFound
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import UnitsOfWork, Work
from smoothschedule.users.events import SessionEnded
from smoothschedule.users.models import PlatformUser, SignInSession, User
from smoothschedule.users.realms import realm_of

log = structlog.get_logger()
LASTS = timedelta(days=30)
IDLE = timedelta(days=7)
TOUCH_EVERY = timedelta(minutes=5)


def session_cookie_name(settings: Settings) -> str:
    """`__Host-` makes browsers insist on a host-only, secure cookie; plain http cannot have it."""
    return "__Host-smooth_session" if settings.uses_https else "smooth_session"


@dataclass(frozen=True)
class SignedIn(UserMixin):
    """A person as Flask-Login's current_user: the account and the session it came by."""

    account: User | PlatformUser
    session_id: UUID
    is_stale: bool

    def get_id(self) -> str:
        return str(self.account.id)


def open_session_for(
    work: Work, account: User | PlatformUser, *, ip_address: str | None, user_agent: str | None
) -> str:
    """A new session of this account exists; returns its secret, which is kept nowhere."""
    token = new_token()
    row = realm_of(work).session(
        user_id=account.id,
        token_hash=token_hash(token),
        expires_at=work.now + LASTS,
        ip_address=ip_address,
        user_agent=(user_agent or "")[:300] or None,
    )
    account.last_sign_in_at = work.now
    work.session.add(row)
    work.record(Tag.SIGNED_IN, "user", account.id)
    return token


def signed_in(work: Work, session_id: UUID) -> SignedIn | None:
    """The active person of a session that is neither revoked, expired nor long idle."""
    realm = realm_of(work)
    row = work.session.execute(
        select(realm.session, realm.account)
        .join(realm.account, realm.account.id == realm.session.user_id)
        .where(
            realm.session.id == session_id,
            realm.session.revoked_at.is_(None),
            realm.session.expires_at > work.now,
            realm.session.last_seen_at > work.now - IDLE,
            realm.account.is_active,
        )
    ).one_or_none()
    if row is None:
        return None
    session, account = cast("tuple[SignInSession, User | PlatformUser]", row)
    return SignedIn(account, session.id, is_stale=work.now - session.last_seen_at > TOUCH_EVERY)


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
