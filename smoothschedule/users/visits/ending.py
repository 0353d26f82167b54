"""The end of visits, and the way back."""

from __future__ import annotations

from typing import cast
from uuid import UUID

from sqlalchemy import or_, select, update

from smoothschedule.core.audit import PLATFORM_ID, Realm
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.unit_of_work import Work
from smoothschedule.users import sessions
from smoothschedule.users.events import SessionEnded
from smoothschedule.users.models import PlatformUser, SignInSession, User, Visit
from smoothschedule.users.realms import realm_of
from smoothschedule.users.rules import EndReason, VisitKind

ENDED = {VisitKind.MASQUERADE: Tag.MASQUERADE_ENDED, VisitKind.ENTRY: Tag.ENTRY_ENDED}


def end(work: Work, visit_id: UUID, reason: EndReason) -> Visit | None:
    """The visit is over, and so are its sessions here; None when it was over already.

    Emits SessionEnded for each. Of several who end one visit at once, one is answered.
    """
    visit = work.session.scalar(
        update(Visit)
        .where(Visit.id == visit_id, Visit.ended_at.is_(None))
        .values(ended_at=work.now, end_reason=reason)
        .returning(Visit)
        # It may be over already, and then nothing was changed that could be told.
        .execution_options(populate_existing=True, unjournaled=True)
    )
    if visit is None:
        return None
    work.record(
        ENDED[VisitKind(visit.kind)], "visit", visit.id, tenant_id=_owner(visit), reason=reason
    )
    close_sessions(work, visit)
    return visit


def close_sessions(work: Work, visit: Visit) -> None:
    """No browser is on this visit any more; what only the business may end, its sweeper ends."""
    if visit.tenant_id != (work.context.tenant_id or PLATFORM_ID):
        return
    table = realm_of(work).session
    ended = work.session.scalars(
        update(table)
        .where(table.visit_id == visit.id, table.revoked_at.is_(None))
        .values(revoked_at=work.now)
        .returning(table.id)
        .execution_options(unjournaled=True)  # the events below tell, if a session was open
    ).all()
    for session_id in ended:
        work.emit(SessionEnded(session_id), visit_id=str(visit.id))


def is_here(work: Work, visit: Visit) -> bool:
    """Whether whoever is on the visit started it on this very host."""
    own = Realm.TENANT if work.context.tenant_id else Realm.PLATFORM
    return visit.actor_realm == own


def back_to_oneself(work: Work, visit: Visit) -> str | None:
    """A fresh session of whoever started the visit here; its secret, or None if theirs is over."""
    table, account = realm_of(work).session, realm_of(work).account
    found = work.session.execute(
        select(table, account)
        .join(account, account.id == table.user_id)
        .where(
            table.id == visit.actor_session_id,
            table.user_id == visit.actor_id,
            table.revoked_at.is_(None),
            table.expires_at > work.now,
            account.is_active,
        )
        .with_for_update(of=table)
    ).one_or_none()
    if found is None:
        return None
    session, _ = cast("tuple[SignInSession, User | PlatformUser]", found)
    return _renewed(work, session)


def renew(work: Work, session_id: UUID) -> str:
    """The session goes on under another id; returns its new secret."""
    return _renewed(work, work.get(realm_of(work).session, session_id))


def _renewed(work: Work, session: SignInSession) -> str:
    row, token = sessions.renew(work, session)
    work.record(Tag.SESSION_RENEWED, "user", row.user_id)
    return token


def open_visits_of(work: Work, actor_id: UUID) -> list[Visit]:
    """The visits that this person has not left, redeemed or still to be redeemed."""
    return list(
        work.session.scalars(
            select(Visit).where(Visit.actor_id == actor_id, Visit.ended_at.is_(None))
        )
    )


def close_stale(work: Work) -> list[Visit]:
    """Visits whose time or whose hand-over's time is up are over; returns those it ended.

    Sessions of visits that the platform ended are over too.
    """
    stale = select(Visit.id).where(
        Visit.ended_at.is_(None),
        or_(
            Visit.expires_at <= work.now,
            Visit.redeemed_at.is_(None) & (Visit.handover_until <= work.now),
        ),
    )
    found = [end(work, id, EndReason.EXPIRED) for id in work.session.scalars(stale).all()]
    _close_left_open(work)
    return [visit for visit in found if visit is not None]


def _close_left_open(work: Work) -> None:
    table = realm_of(work).session
    left = (
        select(Visit)
        .join(table, table.visit_id == Visit.id)
        .where(Visit.ended_at.is_not(None), table.revoked_at.is_(None))
        .distinct()
    )
    for visit in work.session.scalars(left).all():
        close_sessions(work, visit)


def _owner(visit: Visit) -> UUID | None:
    return None if visit.tenant_id == PLATFORM_ID else visit.tenant_id
