"""What a service asks whoever books it, and what may be answered, whoever answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import Any, Final
from uuid import UUID

from smoothschedule.scheduling.rules.days import day_in_words

MOST_QUESTIONS: Final = 20
MOST_OPTIONS: Final = 30
LONGEST_TEXT: Final = 2_000
LONGEST_OPTION: Final = 120
LARGEST_NUMBER: Final = 1e12
MOST_FILE_BYTES: Final = 10_000_000
FILE_TYPES: Final = ("pdf", "png", "jpg")


class Kind(StrEnum):
    """What a question is answered with."""

    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DATE = "date"
    FILE = "file"
    CONSENT = "consent"


#: The limits that each kind knows; others say nothing about it.
LIMITS: Final[Mapping[Kind, frozenset[str]]] = {
    Kind.TEXT: frozenset({"min_length", "max_length"}),
    Kind.CHOICE: frozenset({"is_multiple"}),
    Kind.NUMBER: frozenset({"min", "max", "is_whole"}),
    Kind.DATE: frozenset({"earliest", "latest"}),
    Kind.FILE: frozenset({"types", "most_bytes"}),
    Kind.CONSENT: frozenset(),
}


@dataclass(frozen=True, slots=True)
class IntakeQuestion:
    """One question as it is asked now; `limits` are those of its kind, and none where it has none.

    `min_length`, `max_length`; `is_multiple`; `min`, `max`, `is_whole`; `earliest`, `latest`
    (days as 2026-03-29); `types` of files, `most_bytes`.
    """

    id: UUID
    kind: Kind
    label: str
    help: str = ""
    is_required: bool = False
    options: tuple[str, ...] = ()
    limits: Mapping[str, Any] = field(default_factory=dict)


def flaw(kind: Kind, options: Sequence[str], limits: Mapping[str, Any]) -> tuple[str, str] | None:
    """What is wrong with a question itself, with the field that says it; None when it can be
    asked and answered."""
    if kind is Kind.CHOICE:
        if len(options) < 2:
            return "options", "Give at least two choices."
        if len({each.casefold() for each in options}) < len(options):
            return "options", "Each choice stands once."
    elif options:
        return "options", "Only a choice has options."
    strange = sorted(set(limits) - LIMITS[kind])
    if strange:
        return "limits", f"A question of this kind knows no {strange[0]}."
    for low, high in (("min_length", "max_length"), ("min", "max"), ("earliest", "latest")):
        least, most = limits.get(low), limits.get(high)
        if least is not None and most is not None and least > most:
            return "limits", "The least is more than the most."
    return None


def refusals(
    questions: Sequence[IntakeQuestion], answers: Mapping[UUID, Any], *, is_complete: bool
) -> dict[UUID, str]:
    """Why these answers do not do, one sentence for each question concerned.

    With `is_complete` what is required must be answered; without, it may wait.
    """
    found: dict[UUID, str] = {}
    for question in questions:
        value = answers.get(question.id)
        if not is_given(question, value):
            if is_complete and question.is_required:
                found[question.id] = _MISSING[question.kind]
        elif (told := _CHECKS[question.kind](question, value)) is not None:
            found[question.id] = told
    return found


def is_given(question: IntakeQuestion, value: Any) -> bool:
    """Something is answered at all; blanks, no choices and a consent not given are nothing."""
    if value is None or value is False:
        return question.kind is not Kind.CONSENT and value is False
    if isinstance(value, str):
        return bool(value.strip())
    return value != []


def cleaned(question: IntakeQuestion, value: Any) -> Any:
    """The answer as it is kept: trimmed, choices in the order they are offered. It was checked."""
    if question.kind is Kind.TEXT:
        return value.strip()
    if question.kind is Kind.CHOICE:
        chosen = set(_chosen(value))
        return [each for each in question.options if each in chosen]
    return value


def in_words(kind: Kind, value: Any) -> str:
    """A kept answer as one line of text; a file is named by whoever knows it."""
    if kind is Kind.CHOICE:
        return ", ".join(value)
    if kind is Kind.CONSENT:
        return "agreed"
    return f"{value:g}" if kind is Kind.NUMBER and isinstance(value, float) else str(value)


def _chosen(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_unstorable(char: str) -> bool:
    return (ord(char) < 32 and char not in "\n\t") or 0xD800 <= ord(char) < 0xE000


def _text(question: IntakeQuestion, value: Any) -> str | None:
    if not isinstance(value, str):
        return "Please write a text."
    text = value.strip()
    if any(
        (ord(each) < 32 and each not in "\n\t") or 0xD800 <= ord(each) < 0xE000 for each in text
    ):
        return "This holds characters that cannot be stored."
    least = question.limits.get("min_length") or 0
    most = question.limits.get("max_length") or LONGEST_TEXT
    if len(text) < least:
        return f"Please write at least {least} characters."
    return f"Please keep to {most} characters." if len(text) > most else None


def _choice(question: IntakeQuestion, value: Any) -> str | None:
    chosen = _chosen(value)
    if not all(isinstance(each, str) and each in question.options for each in chosen):
        return "Please choose from what is offered."
    if len(chosen) > 1 and not question.limits.get("is_multiple"):
        return "Please choose one only."
    return None


def _number(question: IntakeQuestion, value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        return "Please enter a number."
    if abs(value) > LARGEST_NUMBER:
        return "This number is too large."
    if question.limits.get("is_whole") and value != int(value):
        return "Please enter a whole number."
    least, most = question.limits.get("min"), question.limits.get("max")
    if least is not None and value < least:
        return f"Please enter {least:g} or more."
    return f"Please enter {most:g} or less." if most is not None and value > most else None


def _day(question: IntakeQuestion, value: Any) -> str | None:
    try:
        day = date.fromisoformat(value) if len(value) == len("2026-01-01") else None
    except (TypeError, ValueError):
        day = None
    if day is None:
        return "Please enter a date."
    first, last = question.limits.get("earliest"), question.limits.get("latest")
    if first and day < date.fromisoformat(first):
        return f"Please enter {day_in_words(date.fromisoformat(first))} or a later date."
    if last and day.isoformat() > last:
        return f"Please enter {day_in_words(date.fromisoformat(last))} or an earlier date."
    return None


def _file(_question: IntakeQuestion, value: Any) -> str | None:
    # Type and size were looked at when it was sent.
    return None if isinstance(value, UUID) else "Please choose the file again."


def _consent(_question: IntakeQuestion, value: Any) -> str | None:
    return None if value is True else "Please tick this, or leave it."


_CHECKS: Final[Mapping[Kind, Callable[[IntakeQuestion, Any], str | None]]] = {
    Kind.TEXT: _text,
    Kind.CHOICE: _choice,
    Kind.NUMBER: _number,
    Kind.DATE: _day,
    Kind.FILE: _file,
    Kind.CONSENT: _consent,
}
_MISSING: Final[Mapping[Kind, str]] = {
    Kind.TEXT: "Please answer this.",
    Kind.CHOICE: "Please choose.",
    Kind.NUMBER: "Please enter a number.",
    Kind.DATE: "Please enter a date.",
    Kind.FILE: "Please choose a file.",
    Kind.CONSENT: "Please agree to this to book.",
}
