"""A new e-mail address: it counts once the old mailbox and the new one have both agreed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from sqlalchemy import or_, select, update

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import Clash, NotFound
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.users.accounts import LinkExpired, Person, stop_email_changes, use_up_links
from smoothschedule.users.events import (
    EmailChanged,
    EmailChangeRequested,
    PasswordResetRequested,
)
from smoothschedule.users.models import ApiToken, EmailChange, PlatformEmailChange
from smoothschedule.users.realms import realm_of
from smoothschedule.users.sessions import revoke_all

CONFIRM_WITHIN = timedelta(hours=24)
UNDO_WITHIN = timedelta(days=7)
SIDES = ("old", "new", "undo")
Change = EmailChange | PlatformEmailChange


class SameEmail(Clash):
    slug = "same-email"
    title = "This is your address already."


class EmailTaken(Clash):
    slug = "email-taken"
    title = "This address belongs to another account here, so it cannot be yours as well."


@dataclass(frozen=True, slots=True)
class Link:
    """A change and the mailbox that its link was sent to: old, new, or old again to undo."""

    change: Change
    side: str

    @property
    def is_confirmed(self) -> bool:
        return getattr(self.change, f"{self.side}_confirmed_at", None) is not None


def ask(work: Work, person: Person, new_email: str) -> None:
    """Both mailboxes are asked; nobody learns here whether the new address is free.

    An earlier change that still waits is over. Raises SameEmail. Emits EmailChangeRequested.
    """
    if new_email == person.email:
        raise SameEmail
    work.get(realm_of(work).account, person.id, lock=True)
    stop_email_changes(work, person.id)
    change = realm_of(work).email_change(
        user_id=person.id,
        old_email=person.email,
        new_email=new_email,
        expires_at=work.now + CONFIRM_WITHIN,
    )
    work.session.add(change)
    work.session.flush()
    work.emit(EmailChangeRequested(change.id))


def waiting(work: Work, user_id: UUID) -> Change | None:
    """The person's change that still needs an answer."""
    table = realm_of(work).email_change
    query = select(table).where(
        table.user_id == user_id, table.state == "waiting", table.expires_at > work.now
    )
    return cast("Change | None", work.session.scalar(query))


def new_secret(work: Work, change: Change, *, side: str) -> str:
    """The mailbox of this side has a fresh link; returns its secret, only its hash is kept."""
    token = new_token()
    setattr(change, f"{side}_token_hash", token_hash(token))
    work.record(Tag.LINK_MADE, "user", change.user_id, purpose=f"email_change_{side}")
    return token


def link_of(work: Work, token: str) -> Link:
    """What this link is about; raises LinkExpired, whatever is wrong with it."""
    table, hashed = realm_of(work).email_change, token_hash(token)
    columns = [getattr(table, f"{side}_token_hash") for side in SIDES]
    query = select(table).where(or_(*(column == hashed for column in columns)))
    found: Any = work.session.scalar(query)
    if found is None:
        raise LinkExpired
    side = next(side for side in SIDES if getattr(found, f"{side}_token_hash") == hashed)
    return Link(found, side)


def confirm(work: Work, token: str) -> Link:
    """This mailbox agrees; when both do, the address is the new one. Emits EmailChanged.

    Of the links each works once. Raises LinkExpired, or EmailTaken when the last one agrees and
    the address has become somebody else's.
    """
    link = _usable(work, token)
    if link.side == "undo" or link.is_confirmed:
        raise LinkExpired
    setattr(link.change, f"{link.side}_confirmed_at", work.now)
    work.session.flush()
    work.record(Tag.EMAIL_CHANGE_CONFIRMED, "user", link.change.user_id, mailbox=link.side)
    if link.change.old_confirmed_at and link.change.new_confirmed_at:
        _carry_out(work, link.change)
    return link


def stop(work: Work, token: str) -> None:
    """The change will not happen. Raises LinkExpired."""
    link = _usable(work, token)
    if link.side == "undo":
        raise LinkExpired
    link.change.state = "stopped"
    work.record(Tag.EMAIL_CHANGE_STOPPED, "user", link.change.user_id, mailbox=link.side)


def cancel(work: Work, user_id: UUID) -> None:
    """The person takes their own change back; raises NotFound when none waits."""
    if not stop_email_changes(work, user_id):
        raise NotFound
    work.record(Tag.EMAIL_CHANGE_STOPPED, "user", user_id)


def undo(work: Work, token: str) -> None:
    """The old address is back, and whoever changed it (even twice) has no way in any more.

    Every session and API token is over and the password is void; a link to choose a new one is
    mailed to the old address. Raises LinkExpired or EmailTaken.
    """
    link = _locked(work, token)
    change, done_at = link.change, link.change.done_at
    is_late = done_at is None or done_at + UNDO_WITHIN < work.now
    if link.side != "undo" or change.state != "done" or is_late:
        raise LinkExpired
    person = _person_of(work, change)
    if person.email != change.old_email:
        _give_address(work, person, change.old_email)
    _mark_undone(work, change)
    person.password_hash = None
    use_up_links(work, person.id)
    revoke_all(work, person.id)
    if work.context.tenant_id is not None:
        work.session.execute(
            update(ApiToken)
            .where(ApiToken.created_by_id == person.id, ApiToken.revoked_at.is_(None))
            .values(revoked_at=work.now)
        )
    work.record(Tag.EMAIL_CHANGE_UNDONE, "user", person.id)
    work.emit(PasswordResetRequested(person.id))


def expires_at(change: Change) -> datetime:
    """Until when its links work."""
    return change.expires_at if change.done_at is None else change.done_at + UNDO_WITHIN


def _usable(work: Work, token: str) -> Link:
    link = _locked(work, token)
    if link.change.state != "waiting" or link.change.expires_at <= work.now:
        raise LinkExpired
    return link


def _locked(work: Work, token: str) -> Link:
    """The link, with its change locked: the two mailboxes answer one after the other."""
    link = link_of(work, token)
    work.session.refresh(link.change, with_for_update=True)
    return link


def _carry_out(work: Work, change: Change) -> None:
    person = _person_of(work, change)
    if not person.is_active or person.email != change.old_email:
        raise LinkExpired
    _give_address(work, person, change.new_email)
    change.state, change.done_at = "done", work.now
    use_up_links(work, person.id)
    work.emit(EmailChanged(change.id))


def _mark_undone(work: Work, change: Change) -> None:
    """This change and those that came after it: no link of theirs brings anything back."""
    table = realm_of(work).email_change
    work.session.execute(
        update(table)
        .where(
            table.user_id == change.user_id, table.state == "done", table.done_at >= change.done_at
        )
        .values(state="undone")
    )


def _give_address(work: Work, person: Person, email: str) -> None:
    account = realm_of(work).account
    if work.session.scalar(select(account.id).where(account.email == email)) is not None:
        raise EmailTaken
    person.email = email
    work.session.flush()


def _person_of(work: Work, change: Change) -> Person:
    return work.get(realm_of(work).account, change.user_id, lock=True)
