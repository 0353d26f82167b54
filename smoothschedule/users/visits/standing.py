"""Whether a visit still stands: asked at each of its requests, by the database's clock."""

from __future__ import annotations

from sqlalchemy import select, text

from smoothschedule.core.audit import Realm
from smoothschedule.core.unit_of_work import Work
from smoothschedule.users.models import PlatformUser, User, UserSession, Visit
from smoothschedule.users.rules import EndReason, VisitKind

STAFF_STANDS = text("SELECT lookup.platform_actor_stands(:session, :staff, :role)")


def why_over(
    work: Work, visit: Visit, target: User | PlatformUser | None, *, is_revoked: bool
) -> EndReason | None:
    """Why this visit is over; None while it stands.

    `target` is whose place it is, as they are now; `is_revoked`: the session on it was ended.
    """
    if visit.end_reason is not None:
        return EndReason(visit.end_reason)
    if visit.expires_at <= work.now:
        return EndReason.EXPIRED
    if is_revoked:
        return EndReason.SESSION_ENDED
    if visit.kind == VisitKind.MASQUERADE:
        if target is None or not target.is_active:
            return EndReason.TARGET_GONE
        if target.role != visit.target_role:
            return EndReason.ROLE_CHANGED
    return why_actor_gone(work, visit)


def why_actor_gone(work: Work, visit: Visit) -> EndReason | None:
    """Why whoever started the visit may not be on it any more; None while they may."""
    if visit.actor_realm == Realm.PLATFORM:
        values = {
            "session": visit.actor_session_id,
            "staff": visit.actor_id,
            "role": visit.actor_role,
        }
        stands = work.session.scalar(STAFF_STANDS, values)
        return None if stands else EndReason.ACTOR_GONE
    row = work.session.execute(
        select(User.is_active, User.role, UserSession.revoked_at, UserSession.expires_at)
        .join(UserSession, UserSession.user_id == User.id)
        .where(User.id == visit.actor_id, UserSession.id == visit.actor_session_id)
    ).one_or_none()
    if row is None or not row.is_active:
        return EndReason.ACTOR_GONE
    if row.role != visit.actor_role:
        return EndReason.ROLE_CHANGED
    is_over = row.revoked_at is not None or row.expires_at <= work.now
    return EndReason.SESSION_ENDED if is_over else None
