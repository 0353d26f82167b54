"""What may stand in a field: one answer for what is saved, sent and finished, whichever kind
of template the contract was made from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import isfinite
from typing import Any, Final
from uuid import UUID

from smoothschedule.contracts.rules.conditions import is_filled, shown
from smoothschedule.contracts.rules.fields import INKED, Field, FieldType, Flaw, Pattern
from smoothschedule.contracts.rules.room import excess
from smoothschedule.pdf.text.shaping import undrawable

LONGEST_TEXT: Final = 2_000
LARGEST_NUMBER: Final = 1e15
_MEASURED: Final = frozenset({FieldType.TEXT, FieldType.NAME, FieldType.NUMBER, FieldType.NOTE})
#: Each is linear in the length of what it looks at.
_PATTERNS: Final[dict[str, tuple[re.Pattern[str], str]]] = {
    Pattern.EMAIL: (
        re.compile(r"[A-Za-z0-9._%+'-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63}){1,8}"),
        "must be an e-mail address",
    ),
    Pattern.PHONE: (re.compile(r"\+?[0-9 ()/.-]{5,30}"), "must be a phone number"),
    Pattern.POSTCODE: (re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{2,9}"), "must be a postcode"),
    Pattern.DIGITS: (re.compile(r"[0-9]+"), "may hold digits only"),
    Pattern.LETTERS: (re.compile(r"[^\W\d_]+(?:[ '’.-]+[^\W\d_]+)*\.?"), "may hold letters only"),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a field is not right, with its name and its page (from 0)."""

    field_id: str
    label: str
    page: int
    sentence: str


def refusals_of(fields: Sequence[Field], values: Mapping[str, Any], *, role: str) -> list[Refusal]:
    """What keeps whoever signs as `role` from finishing: what is missing, and what is wrong.

    Fields that their conditions hide ask for nothing; what stands in them does not count.
    """
    found = []
    for field in shown(fields, values):
        if field.role != role or field.type in (FieldType.NOTE, FieldType.DATE_SIGNED):
            continue
        value = values.get(field.id)
        sentence = value_refusal(field, value)
        if sentence is None and field.is_required and not is_filled(field, value):
            sentence = f"{named(field)} is missing."
        if sentence is not None:
            found.append(Refusal(field.id, field.name, field.page, sentence))
    return found


def missing_of(
    fields: Sequence[Field], values: Mapping[str, Any], *, role: str
) -> tuple[int, list[Field]]:
    """How many fields whoever signs as `role` has to fill in, and which of them are open."""
    required = [
        each
        for each in shown(fields, values)
        if each.role == role
        and each.is_required
        and each.type not in (FieldType.NOTE, FieldType.DATE_SIGNED)
    ]
    return len(required), [each for each in required if not is_filled(each, values.get(each.id))]


def value_refusal(field: Field, value: Any) -> str | None:
    """Why this value may not stand in the field, in a sentence; None when it may.

    Nothing at all (None, or an empty text) may always be saved.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    told = _CHECKS[field.type](field, value) or _of_room(field, value)
    return None if told is None else f"{named(field)} {told}."


def default_flaws(fields: Sequence[Field]) -> list[Flaw]:
    """Fields of a template whose own text could not stand there, or not be printed."""
    found = [(each.id, value_refusal(each, each.default)) for each in fields]
    found += [
        (each.id, f"{named(each)} has an option that we cannot print: {lost[:10]}.")
        for each in fields
        if (lost := undrawable("".join(each.options)))
    ]
    return [Flaw(id, sentence) for id, sentence in found if sentence]


def named(field: Field) -> str:
    """The field and where it is, to begin a sentence with."""
    return f"“{field.name}” on page {field.page + 1}"


def _of_room(field: Field, value: Any) -> str | None:
    """Whether it can be read where it stands. Nobody writes an address of their own, or chooses
    how long a day is: those are measured before a contract is sent.
    """
    if field.type not in _MEASURED:
        return None
    much = excess(field, written(value))
    return (
        f"does not fit its place in the document: shorten it by about {much} characters"
        if much
        else None
    )


def written(value: Any) -> str:
    """The value as the document has it, where it is words or a number."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return str(value).strip()


def _text(field: Field, value: Any) -> str | None:
    if not isinstance(value, str):
        return "must be text"
    if len(value) > LONGEST_TEXT:
        return f"is longer than {LONGEST_TEXT} characters"
    if any(ord(each) < 32 and each not in "\n\t" for each in value):
        return "holds characters that cannot be printed"
    if lost := undrawable(value):
        return f"holds characters that we cannot print: {lost[:10]}"
    return _of_rules(field.validation, value.strip())


def _of_rules(rules: Mapping[str, Any], value: str) -> str | None:
    least, most = rules.get("min_length"), rules.get("max_length")
    if least is not None and len(value) < least:
        return f"needs at least {least} characters"
    if most is not None and len(value) > most:
        return f"may have {most} characters at most"
    known = _PATTERNS.get(rules.get("pattern") or Pattern.NONE)
    return None if known is None or known[0].fullmatch(value) else known[1]


def _email(field: Field, value: Any) -> str | None:
    expression, told = _PATTERNS[Pattern.EMAIL]
    refused = _text(field, value)
    return refused or (None if expression.fullmatch(value.strip()) else told)


def _number(field: Field, value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "must be a number"
    if not isfinite(value) or abs(value) > LARGEST_NUMBER:
        return "is too large a number"
    least, most = field.validation.get("min"), field.validation.get("max")
    if least is not None and value < least:
        return f"must be at least {least:g}"
    return f"must be at most {most:g}" if most is not None and value > most else None


def _day(field: Field, value: Any) -> str | None:
    try:
        day = date.fromisoformat(value) if len(value) == len("2026-01-01") else None
    except (TypeError, ValueError):
        day = None
    if day is None:
        return "must be a day"
    first, last = field.validation.get("earliest"), field.validation.get("latest")
    if first and day < date.fromisoformat(first):
        return f"must be {first} or later"
    return f"must be {last} or earlier" if last and day > date.fromisoformat(last) else None


def _tick(_field: Field, value: Any) -> str | None:
    return None if isinstance(value, bool) else "is either ticked or not"


def _choice(field: Field, value: Any) -> str | None:
    is_one = isinstance(value, str) and value in field.options
    return None if is_one else "must be one of the options"


def _picture(_field: Field, value: Any) -> str | None:
    return None if _holds_id(value, "image_id") else "needs a signature"


def _file(_field: Field, value: Any) -> str | None:
    return None if _holds_id(value, "file_id") else "needs a file"


def _never(_field: Field, _value: Any) -> str | None:
    return "is not filled in by hand"


def _holds_id(value: Any, key: str) -> bool:
    if not isinstance(value, dict) or value.keys() != {key}:
        return False
    try:
        UUID(value[key])
    except (TypeError, ValueError, AttributeError):
        return False
    return True


_CHECKS: Final[dict[FieldType, Callable[[Field, Any], str | None]]] = {
    **dict.fromkeys(INKED, _picture),
    FieldType.NAME: _text,
    FieldType.EMAIL: _email,
    FieldType.DATE_SIGNED: _never,
    FieldType.TEXT: _text,
    FieldType.NUMBER: _number,
    FieldType.DATE: _day,
    FieldType.CHECKBOX: _tick,
    FieldType.RADIO: _choice,
    FieldType.DROPDOWN: _choice,
    FieldType.ATTACHMENT: _file,
    FieldType.NOTE: _text,
}
