"""The second factor: an authenticator app, and recovery codes for when it is lost."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast
from uuid import UUID

import structlog
from sqlalchemy import Select, bindparam, delete, func, or_, select, update

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.ciphers import Cipher, Unreadable
from smoothschedule.core.db import new_id
from smoothschedule.core.problems import Clash, Problem
from smoothschedule.core.tokens import token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.users import totp
from smoothschedule.users.events import (
    RecoveryCodeUsed,
    SecondFactorDisabled,
    SecondFactorEnabled,
)
from smoothschedule.users.models import PlatformSecondFactor, PlatformUser, SecondFactor, User
from smoothschedule.users.realms import realm_of
from smoothschedule.users.sessions import revoke_all

log = structlog.get_logger()
RECOVERY_CODES = 10
#: Without what looks alike: 0 and o, 1, i and l.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
CODE_LETTERS, GROUP = 16, 4
Person = User | PlatformUser
Factor = SecondFactor | PlatformSecondFactor


class SecondFactorRequired(Problem):
    """The password was right, so this counts as no wrong guess."""

    slug, status = "second-factor-required", 401
    title = "Please enter the code that your authenticator app shows."


class WrongCode(Problem):
    slug, status, security_action = "wrong-code", 401, "CODE_REFUSED"
    title = "This code is not right, or it was used already."

    def __init__(self, email: str) -> None:
        super().__init__(errors={"json": {"code": [self.title]}})
        self.logged["email"] = email


class SecondFactorOn(Clash):
    slug = "second-factor-on"
    title = "Your second factor is on already. Turn it off before you set up another."


class SecondFactorOff(Clash):
    slug = "second-factor-off"
    title = "There is no second factor to confirm or change. Set one up first."


@dataclass(frozen=True, slots=True)
class State:
    """Whether the second factor is on, since when, and how many recovery codes are left."""

    confirmed_at: datetime | None
    codes_left: int


def state_of(work: Work, user_id: UUID) -> State:
    """The person's second factor as their account page shows it."""
    found = _confirmed(work, user_id)
    if found is None:
        return State(None, 0)
    codes = realm_of(work).recovery_code
    left = work.session.scalar(
        select(func.count()).where(codes.user_id == user_id, codes.used_at.is_(None))
    )
    return State(found.confirmed_at, left or 0)


def is_on(work: Work, user_id: UUID) -> bool:
    """Whether this person signs in with a code."""
    asked = _confirmed_at(realm_of(work).second_factor)
    return work.session.scalar(asked, {"user_id": user_id}) is not None


@cache
def _confirmed_at(table: type[SecondFactor] | type[PlatformSecondFactor]) -> Select[Any]:
    return select(table.confirmed_at).where(table.user_id == bindparam("user_id"))


def begin(work: Work, person: Person, *, secret_key: str) -> str:
    """A new secret waits to be confirmed by a code of it; returns it. Raises SecondFactorOn."""
    found = _factor(work, person.id, lock=True)
    if found is not None and found.confirmed_at is not None:
        raise SecondFactorOn
    secret = totp.new_secret()
    sealed = _cipher(secret_key).seal(secret.encode())
    if found is None:
        work.session.add(realm_of(work).second_factor(user_id=person.id, secret=sealed))
    else:
        found.secret = sealed
    work.session.flush()
    work.record(Tag.SECOND_FACTOR_STARTED, "user", person.id)
    return secret


def confirm(
    work: Work, person: Person, code: str, *, secret_key: str, session_id: UUID
) -> list[str]:
    """The second factor is on; returns recovery codes, which are kept nowhere.

    Sessions from before, which came in without a code, end; this one stays. Raises
    SecondFactorOff, SecondFactorOn or WrongCode. Emits SecondFactorEnabled.
    """
    found = _factor(work, person.id, lock=True)
    if found is None:
        raise SecondFactorOff
    if found.confirmed_at is not None:
        raise SecondFactorOn
    step = _matching_step(work, found, code, secret_key)
    if step is None:
        raise WrongCode(person.email)
    found.confirmed_at, found.last_step = work.now, step
    codes = _new_codes(work, person.id)
    revoke_all(work, person.id, but=session_id)
    work.emit(SecondFactorEnabled(person.id))
    return codes


def check_at_sign_in(work: Work, person: Person, code: str | None, *, secret_key: str) -> None:
    """The person may come in: they have no second factor, or the code is right.

    Raises SecondFactorRequired without a code, else as `use`.
    """
    if not is_on(work, person.id):
        return
    if not code:
        raise SecondFactorRequired
    use(work, person, code, secret_key=secret_key)


def use(work: Work, person: Person, code: str, *, secret_key: str) -> None:
    """The code of the app, or a recovery code, was right and is used up.

    Of any number at once one succeeds. Raises WrongCode, or SecondFactorOff without a second
    factor. Emits RecoveryCodeUsed.
    """
    found = _confirmed(work, person.id)
    if found is None:
        raise SecondFactorOff
    typed = plain(code)
    if re.fullmatch(rf"\d{{{totp.DIGITS}}}", typed):
        step = _matching_step(work, found, typed, secret_key)
        if step is None or not _advance(work, found, step):
            raise WrongCode(person.email)
    elif not _spend(work, person.id, typed):
        raise WrongCode(person.email)


def renew_codes(work: Work, person: Person, code: str, *, secret_key: str) -> list[str]:
    """Ten new recovery codes replace all earlier ones. Raises as `use`."""
    use(work, person, code, secret_key=secret_key)
    codes = _new_codes(work, person.id)
    work.record(Tag.RECOVERY_CODES_RENEWED, "user", person.id)
    return codes


def turn_off(work: Work, person: Person, code: str, *, secret_key: str) -> None:
    """The person signs in by password alone. Raises as `use`. Emits SecondFactorDisabled."""
    use(work, person, code, secret_key=secret_key)
    remove(work, person)


def remove(work: Work, person: Person) -> None:
    """There is no second factor any more, confirmed or not. Emits SecondFactorDisabled."""
    realm = realm_of(work)
    for table in (realm.recovery_code, realm.second_factor):
        work.session.execute(delete(table).where(table.user_id == person.id))
    work.emit(SecondFactorDisabled(person.id))


def plain(code: str) -> str:
    """The code without the blanks and dashes that people read it in."""
    return re.sub(r"[\s-]", "", code).lower()


def shown(code: str) -> str:
    """A recovery code in groups of four letters."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def _cipher(secret_key: str) -> Cipher:
    return Cipher(secret_key, "second-factor")


def _factor(work: Work, user_id: UUID, *, lock: bool = False) -> Factor | None:
    """With `lock` nobody else sets this person's second factor up at the same time."""
    table = realm_of(work).second_factor
    if lock:
        work.get(realm_of(work).account, user_id, lock=True)
    return cast("Factor | None", work.session.scalar(select(table).where(table.user_id == user_id)))


def _confirmed(work: Work, user_id: UUID) -> Factor | None:
    found = _factor(work, user_id)
    return found if found is not None and found.confirmed_at is not None else None


def _matching_step(work: Work, found: Factor, code: str, secret_key: str) -> int | None:
    try:
        secret = _cipher(secret_key).open(found.secret).decode()
    except Unreadable:
        log.error("second_factor.unreadable", user_id=str(found.user_id))  # noqa: TRY400
        return None
    return totp.matching_step(secret, plain(code), now=work.now, after=found.last_step)


def _advance(work: Work, found: Factor, step: int) -> bool:
    """Whether no sign-in beside this one was quicker with the same code."""
    table = realm_of(work).second_factor
    won = work.session.scalar(
        update(table)
        .where(table.id == found.id, or_(table.last_step.is_(None), table.last_step < step))
        .values(last_step=step)
        .returning(table.id)
        .execution_options(synchronize_session=False, unjournaled=True)
    )
    return won is not None


def _spend(work: Work, user_id: UUID, code: str) -> bool:
    table = realm_of(work).recovery_code
    spent = work.session.scalar(
        update(table)
        .where(
            table.user_id == user_id,
            table.code_hash == token_hash(code),
            table.used_at.is_(None),
        )
        .values(used_at=work.now)
        .returning(table.id)
        .execution_options(synchronize_session=False)
    )
    if spent is not None:
        work.emit(RecoveryCodeUsed(user_id))
    return spent is not None


def _new_codes(work: Work, user_id: UUID) -> list[str]:
    table = realm_of(work).recovery_code
    work.session.execute(delete(table).where(table.user_id == user_id))
    codes = [
        "".join(secrets.choice(LETTERS) for _ in range(CODE_LETTERS)) for _ in range(RECOVERY_CODES)
    ]
    work.session.add_all(
        table(id=new_id(), user_id=user_id, code_hash=token_hash(code)) for code in codes
    )
    work.session.flush()
    return [shown(code) for code in codes]
