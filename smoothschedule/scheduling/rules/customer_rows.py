"""From the cells of a file to what is said of a customer, and who in the file is who."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any, Final

from smoothschedule.scheduling.rules.customer_columns import Target
from smoothschedule.scheduling.rules.phones import digits

_ISO: Final = re.compile(r"(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?:[T ].*)?\Z")
_SHORT: Final = re.compile(r"(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4}|\d{2})\.?(?:[T ,].*)?\Z")
_EARLIEST: Final = date(1900, 1, 1)
_BLOCKED: Final = frozenset({"blocked", "gesperrt", "bloque", "bloqueado", "bloccato", "banned"})
MOST_TAGS: Final = 20
MOST_NOTES: Final = 5_000
_TAG_ENDS: Final = re.compile(r"[,;|\n]")


class DateOrder(StrEnum):
    """How days are written that do not begin with the year."""

    DAY_FIRST = "dmy"
    MONTH_FIRST = "mdy"


@dataclass(frozen=True, slots=True)
class Wish:
    """What one row says of a customer; `reason` why it cannot be taken over."""

    number: int
    cells: tuple[str, ...]
    values: Mapping[str, Any] = field(default_factory=dict)
    reason: str | None = None

    @property
    def email(self) -> str | None:
        found: str | None = self.values.get("email")
        return found

    @property
    def name_key(self) -> str:
        return str(self.values["name"]).lower()

    @property
    def phone_key(self) -> str:
        return digits(self.values.get("phone"))


@dataclass(frozen=True, slots=True)
class Shared:
    """A row with somebody else's address: an earlier row's, or a customer's if `row` is None."""

    number: int
    row: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """A customer who is there already."""

    id: Any
    version: int
    values: Mapping[str, Any]

    @property
    def name_key(self) -> str:
        return str(self.values["name"]).lower()


def said_in(
    cells: Sequence[str], columns: Sequence[Target | None], *, order: DateOrder, today: date
) -> dict[str, Any]:
    """What the cells say, by the fields of a customer; empty cells say nothing.

    `since` is a day. Raises ValueError with a sentence for a day that is none.
    """
    told = _told(cells, columns)
    names = [*told[Target.FIRST_NAME], *told[Target.LAST_NAME]]
    first = {target: said[0] for target, said in told.items() if said}
    found: dict[str, Any] = {
        "email": first.get(Target.EMAIL),
        "phone": first.get(Target.PHONE),
        "notes": "\n".join(told[Target.NOTES]),
        "tags": _tags(told[Target.TAGS]),
    }
    if status := first.get(Target.STATUS):
        found["status"] = "blocked" if status.lower() in _BLOCKED else "active"
    if since := first.get(Target.SINCE):
        found["since"] = day_in(since, order=order, today=today)
    name = " ".join(told[Target.NAME] or names)
    return {"name": name, **{key: value for key, value in found.items() if value}}


def _told(cells: Sequence[str], columns: Sequence[Target | None]) -> dict[Target, list[str]]:
    told: dict[Target, list[str]] = defaultdict(list)
    for target, cell in zip(columns, cells, strict=False):
        if target is not None and cell:
            told[target].append(cell)
    return told


def _tags(cells: Iterable[str]) -> list[str]:
    tags = (tag.strip() for cell in cells for tag in _TAG_ENDS.split(cell))
    return list(dict.fromkeys(tag for tag in tags if tag))


def day_in(text: str, *, order: DateOrder, today: date) -> date:
    """The day that is written there; raises ValueError with a sentence."""
    parts = _parts(text, order)
    try:
        day = date(*parts) if parts else None
    except ValueError:
        day = None
    if day is None or day < _EARLIEST:
        raise ValueError(f"“{text[:40]}” is no day.")
    if day > today:
        raise ValueError(f"{day.isoformat()} is still to come.")
    return day


def _parts(text: str, order: DateOrder) -> tuple[int, int, int] | None:
    if found := _ISO.match(text):
        year, month, day = map(int, found.groups())
        return year, month, day
    found = _SHORT.match(text)
    if found is None:
        return None
    first, second, year = map(int, found.groups())
    year += 2000 if len(found.group(3)) == 2 else 0
    return (year, first, second) if order is DateOrder.MONTH_FIRST else (year, second, first)


def guessed_order(cells: Iterable[str], *, otherwise: DateOrder) -> DateOrder:
    """Whether day or month comes first, if any of the days can only be read one way."""
    for cell in cells:
        found = _SHORT.match(cell)
        if found and int(found.group(1)) > 12:
            return DateOrder.DAY_FIRST
        if found and int(found.group(2)) > 12:
            return DateOrder.MONTH_FIRST
    return otherwise


class Crowd:
    """All rows of a file together: who is named twice, and who may be whom.

    An address may be shared by a family, so e-mail and name together tell people apart, within
    the file and among the customers alike; without an address name and phone do.
    """

    def __init__(self, wishes: Iterable[Wish]) -> None:
        self._first: dict[tuple[str, ...], int] = {}
        self._addresses: dict[str, int] = {}
        for wish in wishes:
            if wish.reason is None:
                self._first.setdefault(_key(wish), wish.number)
                if wish.email:
                    self._addresses.setdefault(wish.email, wish.number)

    def same_before(self, wish: Wish) -> int | None:
        """The number of an earlier row about the same person."""
        first = self._first[_key(wish)]
        return first if first != wish.number else None

    def known_as(self, wish: Wish, known: Sequence[Known]) -> Known | None:
        """Which of those with the row's address, or without one its name, the row is about."""
        if wish.email:
            return next((each for each in known if each.name_key == wish.name_key), None)
        same = (k for k in known if digits(k.values["phone"]) == wish.phone_key)
        return next((k for k in same if wish.phone_key or not k.values["email"]), None)

    def shared_by(self, wish: Wish, known: Sequence[Known]) -> Shared | None:
        """Who else has the address of a row about somebody new: an earlier row, or customers."""
        if not wish.email:
            return None
        first = self._addresses[wish.email]
        if first != wish.number:
            return Shared(wish.number, first)
        return Shared(wish.number, None) if known else None


def _key(wish: Wish) -> tuple[str, ...]:
    return (wish.email, wish.name_key) if wish.email else ("", wish.name_key, wish.phone_key)


def changed(known: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """What the row would change of a customer: what it says anew. Tags are added, notes are
    written below those there are."""
    new = {key: said[key] for key in ("name", "email", "phone", "status") if said.get(key)}
    if said.get("tags"):
        new["tags"] = list(dict.fromkeys([*known["tags"], *said["tags"]]))[:MOST_TAGS]
    if said.get("notes") and said["notes"] not in known["notes"]:
        new["notes"] = f"{known['notes']}\n{said['notes']}".strip()[:MOST_NOTES]
    return {key: value for key, value in new.items() if value != known[key]}
