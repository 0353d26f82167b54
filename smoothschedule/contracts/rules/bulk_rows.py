"""People in a table of somebody's own: which column is what, and who in it can be written to."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field as _field
from typing import Any, Final

import marshmallow as ma

from smoothschedule.contracts.rules.fields import CHOICES, Field, FieldType
from smoothschedule.contracts.rules.values import value_refusal
from smoothschedule.core.schemas import Email, Text
from smoothschedule.scheduling.rules.customer_columns import Target, guessed_columns

#: What a column may be, besides a field of the template ("field:<id>").
PERSON: Final = (Target.NAME, Target.FIRST_NAME, Target.LAST_NAME, Target.EMAIL)
#: Fields whose value a table can bring.
WRITTEN: Final = CHOICES | {FieldType.TEXT, FieldType.NUMBER, FieldType.DATE, FieldType.CHECKBOX}
_YES: Final = frozenset({"yes", "y", "true", "1", "x", "ja", "si", "oui"})
_NO: Final = frozenset({"no", "n", "false", "0", "nein", "non"})


@dataclass(frozen=True, slots=True)
class Person:
    """One row of the table, by its number in spreadsheets; `refusal` says what is wrong."""

    number: int
    name: str
    email: str
    values: dict[str, Any] = _field(default_factory=dict)
    refusal: str | None = None


def guessed(heads: Sequence[str], fields: Iterable[Field]) -> list[str | None]:
    """What each column seems to be, by its head; nothing twice."""
    own = {_plain(each.name): f"field:{each.id}" for each in fields if each.type in WRITTEN}
    found: list[str | None] = []
    for head, person in zip(heads, guessed_columns(heads), strict=True):
        target = person.value if person in PERSON else own.get(_plain(head))
        found.append(None if target in found else target)
    return found


def people_in(
    lines: Iterable[tuple[int, Sequence[str]]],
    targets: Sequence[str | None],
    fields: Mapping[str, Field],
) -> list[Person]:
    """Everybody in the numbered lines, with why somebody cannot be sent theirs."""
    found: list[Person] = []
    first_lines: dict[str, int] = {}
    for number, cells in lines:
        person = _person(number, dict(zip(targets, cells, strict=False)), fields)
        before = first_lines.setdefault(person.email, number)
        if person.refusal is None and before != number:
            told = f"This address stands in row {before} already."
            person = Person(number, person.name, person.email, refusal=told)
        found.append(person)
    return found


def _person(number: int, cells: Mapping[str | None, str], fields: Mapping[str, Field]) -> Person:
    parts = (cells.get(each, "") for each in ("first_name", "last_name"))
    name = cells.get("name") or " ".join(part for part in parts if part)
    email = cells.get("email", "").lower()
    if not name:
        return Person(number, name, email, refusal="There is no name.")
    if not email:
        return Person(number, name, email, refusal="There is no e-mail address.")
    try:
        name = Text(min=1, max=200).deserialize(name)
        email = Email().deserialize(email)
    except ma.ValidationError as error:
        return Person(number, name, email, refusal=str(error.messages[0]))
    values = {}
    for target, cell in cells.items():
        field = fields.get((target or "").removeprefix("field:"))
        if field is None or not cell:
            continue
        values[field.id] = value = _value(field, cell)
        if sentence := value_refusal(field, value):
            return Person(number, name, email, refusal=sentence)
    return Person(number, name, email, values)


def _value(field: Field, text: str) -> Any:
    """As the field keeps it, where the text can be read so; else the text, to be refused."""
    match field.type:
        case FieldType.NUMBER:
            return _number(text)
        case FieldType.DATE:
            return _day(text)
        case FieldType.CHECKBOX:
            plain = _plain(text)
            return True if plain in _YES else False if plain in _NO else text
        case FieldType.RADIO | FieldType.DROPDOWN:
            same = (each for each in field.options if _plain(each) == _plain(text))
            return next(same, text)
    return text


def _number(text: str) -> Any:
    """Only what reads alike everywhere: one comma or point, before one or two places."""
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    if re.fullmatch(r"-?\d+[.,]\d{1,2}", text):
        return float(text.replace(",", "."))
    return text


def _day(text: str) -> str:
    """As 2026-11-26 or 26.11.2026; anything else is read differently in different places."""
    parts = re.fullmatch(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", text)
    return f"{parts[3]}-{int(parts[2]):02}-{int(parts[1]):02}" if parts else text


def _plain(text: str) -> str:
    """Small letters and digits without accents, words apart by one space."""
    parted = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(each for each in parted if not unicodedata.combining(each))
    return " ".join(re.split(r"[\W_]+", bare)).strip()
