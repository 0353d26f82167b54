"""How a visit starts: decided, written down, and, across hosts, handed over by a secret."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from smoothschedule.core.audit import PLATFORM_ID
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant
from smoothschedule.users import sessions
from smoothschedule.users.events import VisitBegan
from smoothschedule.users.models import PlatformUser, SignInSession, User, Visit
from smoothschedule.users.realms import realm_of
from smoothschedule.users.rules import (
    EndReason,
    MasqueradeDenial,
    Person,
    Role,
    VisitKind,
    VisitMode,
    entry_mode,
    masquerade_denial,
)
from smoothschedule.users.visits.ending import end, open_visits_of
from smoothschedule.users.visits.refusals import (
    EntryRefused,
    EntrySuspended,
    HandoverRefused,
    MasqueradeRefused,
    VisitOpen,
)
from smoothschedule.users.visits.standing import why_actor_gone

LASTS = timedelta(minutes=60)
HANDOVER_LASTS = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Who wants to visit, from which session, and why."""

    account: User | PlatformUser
    session_id: UUID
    session_key: str
    reason: str


@dataclass(frozen=True, slots=True)
class Begun:
    """A visit that begins."""

    visit: Visit
    #: The new secret of this browser's session.
    session_token: str
    #: What the browser takes to the other host.
    handover_token: str | None = None
    #: Earlier visits of the same person that turned out to be over; nobody has told of them yet.
    ended: tuple[Visit, ...] = ()


def as_person(account: User | PlatformUser, tenant: Tenant | None) -> Person:
    """The account as masquerades are decided on."""
    return Person(
        Role(account.role),
        id=account.id,
        tenant_id=tenant.id if tenant else None,
        is_temporary=account.is_temporary,
        is_active=account.is_active,
        is_suspended=tenant.is_suspended if tenant else False,
    )


def masquerade_here(
    work: Work,
    attempt: Attempt,
    target: User | PlatformUser | None,
    *,
    mode: VisitMode,
    tenant: Tenant | None,
) -> Begun:
    """This browser is in the target's place from now on, on this very host.

    The actor's own session sleeps until they come back. Raises MasqueradeRefused, VisitOpen.
    """
    _decide(attempt, target, tenant, actor_tenant=tenant)
    assert target is not None
    ended = _end_stale(work, attempt.account)
    own, _ = _renewed(work, attempt)  # Nobody holds the new secret: this session sleeps.
    visit = _visit(work, attempt, own, tenant, kind=VisitKind.MASQUERADE, mode=mode, target=target)
    visit.redeemed_at = work.now
    work.session.flush()
    _, token = sessions.begin(
        work,
        user_id=target.id,
        visit_id=visit.id,
        expires_at=visit.expires_at,
        ip_address=own.ip_address,
        user_agent=own.user_agent,
    )
    return Begun(visit, token, ended=ended)


def masquerade_there(
    work: Work, attempt: Attempt, target: User | None, *, mode: VisitMode, tenant: Tenant | None
) -> Begun:
    """The browser may be in the target's place on the business's host, within 30 seconds.

    Raises MasqueradeRefused, VisitOpen.
    """
    _decide(attempt, target, tenant)
    return _handed_over(work, attempt, tenant, kind=VisitKind.MASQUERADE, mode=mode, target=target)


def enter(work: Work, attempt: Attempt, tenant: Tenant) -> Begun:
    """The browser may be inside the business as who they are, within 30 seconds.

    Raises EntryRefused, EntrySuspended, VisitOpen.
    """
    mode = entry_mode(Role(attempt.account.role), is_temporary=tenant.is_temporary)
    if mode is None:
        raise EntryRefused
    if tenant.is_suspended:
        raise EntrySuspended
    return _handed_over(work, attempt, tenant, kind=VisitKind.ENTRY, mode=mode, target=None)


def arrive(work: Work, token: str, *, ip_address: str | None, user_agent: str | None) -> Begun:
    """The visit that the secret hands over has begun here; raises HandoverRefused.

    Emits VisitBegan.
    """
    visit = work.session.scalar(
        update(Visit)
        .where(
            Visit.token_hash == token_hash(token),
            Visit.redeemed_at.is_(None),
            Visit.ended_at.is_(None),
            Visit.handover_until > work.now,
        )
        .values(redeemed_at=work.now)
        .returning(Visit)
    )
    if visit is None or why_actor_gone(work, visit):
        raise HandoverRefused
    _, secret = sessions.begin(
        work,
        user_id=visit.target_id,
        visit_id=visit.id,
        expires_at=visit.expires_at,
        ip_address=ip_address,
        user_agent=user_agent,
    )
    work.emit(VisitBegan(visit.id))
    return Begun(visit, secret)


def _decide(
    attempt: Attempt,
    target: User | PlatformUser | None,
    tenant: Tenant | None,
    *,
    actor_tenant: Tenant | None = None,
) -> None:
    whom = as_person(target, tenant) if target else None
    denial: MasqueradeDenial | None = masquerade_denial(
        as_person(attempt.account, actor_tenant), whom
    )
    if denial is not None:
        raise MasqueradeRefused(denial)


def _handed_over(work: Work, attempt: Attempt, tenant: Tenant | None, **more: Any) -> Begun:
    ended = _end_stale(work, attempt.account)
    own, token = _renewed(work, attempt)
    handover = new_token()
    visit = _visit(work, attempt, own, tenant, **more)
    visit.token_hash = token_hash(handover)
    visit.handover_until = work.now + HANDOVER_LASTS
    work.session.flush()
    return Begun(visit, token, handover, ended)


def _renewed(work: Work, attempt: Attempt) -> tuple[SignInSession, str]:
    """The actor's session goes on under a new id and secret."""
    return sessions.renew(work, work.get(realm_of(work).session, attempt.session_id))


def _end_stale(work: Work, account: User | PlatformUser) -> tuple[Visit, ...]:
    """The person has no other visit open; returns those that this ended.

    Of several tabs that start at once one wins; raises VisitOpen for the others.
    """
    work.session.execute(
        select(type(account).id).where(type(account).id == account.id).with_for_update()
    )
    ended = []
    for visit in open_visits_of(work, account.id):
        is_late = visit.expires_at <= work.now or _was_never_taken(work, visit)
        reason = EndReason.EXPIRED if is_late else why_actor_gone(work, visit)
        if reason is None:
            raise VisitOpen(visit)
        ended.append(end(work, visit.id, reason))
    return tuple(visit for visit in ended if visit is not None)


def _was_never_taken(work: Work, visit: Visit) -> bool:
    until = visit.handover_until
    return visit.redeemed_at is None and until is not None and until <= work.now


def _visit(
    work: Work,
    attempt: Attempt,
    own: SignInSession,
    tenant: Tenant | None,
    *,
    kind: VisitKind,
    mode: VisitMode,
    target: User | PlatformUser | None,
) -> Visit:
    actor = attempt.account
    visit = Visit(
        id=new_id(),
        tenant_id=tenant.id if tenant else PLATFORM_ID,
        kind=kind,
        mode=mode,
        reason=attempt.reason,
        actor_realm=actor.realm,
        actor_id=actor.id,
        actor_role=actor.role,
        actor_email=actor.email,
        actor_name=actor.name,
        actor_session_id=own.id,
        session_key=attempt.session_key,
        target_id=target.id if target else None,
        target_role=target.role if target else None,
        target_email=target.email if target else None,
        expires_at=work.now + LASTS,
        is_temporary=tenant.is_temporary if tenant else False,
    )
    work.session.add(visit)
    tag = Tag.MASQUERADE_STARTED if kind is VisitKind.MASQUERADE else Tag.ENTRY_STARTED
    of_tenant = tenant.id if tenant else None
    work.record(tag, "visit", visit.id, tenant_id=of_tenant, mode=mode, target_id=_text(target))
    return visit


def _text(target: User | PlatformUser | None) -> str | None:
    return str(target.id) if target else None
