"""Signing in, and coming back after a forgotten password."""

from __future__ import annotations

from datetime import timedelta
from typing import cast
from uuid import UUID

from sqlalchemy import select, update

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import Over, Problem
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant
from smoothschedule.users import passwords
from smoothschedule.users.events import PasswordChanged, PasswordResetRequested
from smoothschedule.users.models import PlatformUser, User
from smoothschedule.users.realms import realm_of
from smoothschedule.users.sessions import revoke_all

RESET_LASTS = timedelta(hours=1)
HANDOVER_LASTS = timedelta(minutes=5)
Person = User | PlatformUser


class WrongCredentials(Problem):
    slug, status = "wrong-credentials", 401
    title = "E-mail or password is wrong."
    security_action = "SIGN_IN_FAILED"

    def __init__(self, email: str) -> None:
        super().__init__()
        self.logged["email"] = email


class WrongPassword(Problem):
    slug, status, security_action = "wrong-password", 401, "PASSWORD_REFUSED"
    title = "This is not your password."

    def __init__(self, email: str) -> None:
        super().__init__(errors={"json": {"current_password": [self.title]}})
        self.logged["email"] = email


class LinkExpired(Over):
    slug, security_action = "link-expired", "LINK_REFUSED"
    title = "This link has expired or was used already. Please ask for a new one."


def person_with(work: Work, email: str) -> Person | None:
    """The active account of this address, if there is one."""
    account = realm_of(work).account
    query = select(account).where(account.email == email.lower(), account.is_active)
    return cast("Person | None", work.session.scalar(query))


def check_password(work: Work, email: str, password: str) -> Person:
    """The person who has this address and password; raises WrongCredentials for either."""
    person = person_with(work, email)
    if not passwords.is_right(person.password_hash if person else None, password):
        raise WrongCredentials(email)
    assert person is not None
    if passwords.needs_rehash(person.password_hash or ""):
        person.password_hash = passwords.hash_of(password)
    return person


def ask_for_reset(work: Work, email: str) -> None:
    """A mail is on its way if the account exists; nobody can tell. Emits PasswordResetRequested."""
    person = person_with(work, email)
    if person is not None:
        work.emit(PasswordResetRequested(person.id))


def new_link(work: Work, user_id: UUID, *, purpose: str, lasts: timedelta) -> str:
    """A single-use link secret of this person exists; returns it, only its hash is kept."""
    token = new_token()
    work.record(Tag.LINK_MADE, "user", user_id, purpose=purpose)
    work.session.add(
        realm_of(work).link(
            user_id=user_id,
            purpose=purpose,
            token_hash=token_hash(token),
            expires_at=work.now + lasts,
        )
    )
    return token


def use_link(work: Work, token: str, *, purpose: str) -> Person:
    """The link is used up; returns its person. Raises LinkExpired, whatever is wrong with it."""
    realm = realm_of(work)
    user_id = work.session.scalar(
        update(realm.link)
        .where(
            realm.link.token_hash == token_hash(token),
            realm.link.purpose == purpose,
            realm.link.used_at.is_(None),
            realm.link.expires_at > work.now,
        )
        .values(used_at=work.now)
        .returning(realm.link.user_id)
    )
    person = work.get(realm.account, user_id) if user_id else None
    if person is None or not person.is_active:
        raise LinkExpired
    return person


def reset_password(work: Work, token: str, password: str) -> None:
    """The password is the new one and every session is over. Raises LinkExpired, Malformed."""
    person = use_link(work, token, purpose="password_reset")
    _require_good(work, person, password)
    person.password_hash = passwords.hash_of(password)
    use_up_links(work, person.id)
    revoke_all(work, person.id)
    work.emit(PasswordChanged(person.id))


def change_password(
    work: Work, person: Person, *, current: str, password: str, session_id: UUID
) -> None:
    """The password is the new one, and every session but this one is over.

    Raises WrongPassword, Malformed. Emits PasswordChanged.
    """
    require_password(person, current)
    _require_good(work, person, password)
    person.password_hash = passwords.hash_of(password)
    use_up_links(work, person.id)
    revoke_all(work, person.id, but=session_id)
    work.emit(PasswordChanged(person.id))


def _require_good(work: Work, person: Person, password: str) -> None:
    tenant_id = work.context.tenant_id
    business = work.get(Tenant, tenant_id).name if tenant_id else ""
    passwords.require_good(password, email=person.email, name=person.name, business=business)


def require_password(person: Person, password: str) -> None:
    """Whoever sits at this session knows the person's password; raises WrongPassword."""
    if not passwords.is_right(person.password_hash, password):
        raise WrongPassword(person.email)


def rename(work: Work, person: Person, name: str) -> Person:
    """The person is called so from now on."""
    person.name = name
    work.session.flush()
    work.record(Tag.USER_CHANGED, "user", person.id)
    return person


def use_up_links(work: Work, user_id: UUID) -> None:
    """No older link in a mailbox can undo what the person did just now."""
    link = realm_of(work).link
    work.session.execute(
        update(link)
        .where(link.user_id == user_id, link.used_at.is_(None))
        .values(used_at=work.now)
        .execution_options(synchronize_session=False)
    )
    stop_email_changes(work, user_id)


def stop_email_changes(work: Work, user_id: UUID) -> bool:
    """No change of this person's address waits any more; returns whether one did."""
    table = realm_of(work).email_change
    stopped = work.session.scalars(
        update(table)
        .where(table.user_id == user_id, table.state == "waiting")
        .values(state="stopped")
        .returning(table.id)
    ).all()
    return bool(stopped)
