"""A customer's account: nobody's from now on, and nobody gets in with it."""

from __future__ import annotations

from typing import Final
from uuid import UUID

from sqlalchemy import delete, update

from smoothschedule.core.idempotency import IdempotencyKey
from smoothschedule.core.unit_of_work import Work
from smoothschedule.erasure.events import AccountErased
from smoothschedule.erasure.operations.person import NAME, Person
from smoothschedule.erasure.problems import WorksHere
from smoothschedule.people.models import Invitation
from smoothschedule.users.models import (
    EmailChange,
    RecoveryCode,
    SecondFactor,
    User,
    UserLink,
    UserSession,
    Visit,
)
from smoothschedule.users.rules import Role

#: What an account has, and loses with the person.
BELONGINGS: Final = (UserSession, UserLink, SecondFactor, RecoveryCode, EmailChange)


def account_to_erase(work: Work, user_id: UUID | None) -> User | None:
    """The customer's account, locked, if they have one; raises WorksHere for one of the team."""
    if user_id is None:
        return None
    account = work.get(User, user_id, lock=True)
    if account.role != Role.CUSTOMER:
        raise WorksHere
    return account


def erase_account(work: Work, person: Person, account: User | None) -> None:
    """Sessions, links and second factor are gone, name and address too. Emits AccountErased."""
    invited = Invitation.email.in_(person.emails), Invitation.role == Role.CUSTOMER
    person.counts["links"] += work.change(delete(Invitation).where(*invited))
    if account is None:
        return
    for table in BELONGINGS:
        work.change(delete(table).where(table.user_id == account.id))
    work.change(delete(IdempotencyKey).where(IdempotencyKey.caller == str(account.id)))
    seen = update(Visit).where(Visit.target_id == account.id)
    work.change(seen.values(target_email=None))
    account.name, account.email = NAME, f"{account.id}@erased.invalid"
    account.password_hash, account.last_sign_in_at = None, None
    account.is_active = False
    work.session.flush()
    person.counts["account"] += 1
    work.emit(AccountErased(account.id))
