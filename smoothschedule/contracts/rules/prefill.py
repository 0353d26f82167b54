"""What is filled in before anybody signs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field as _field
from datetime import date
from typing import Any

from smoothschedule.contracts.rules.fields import DAYS, INKED, PREFILLS, Field, FieldType


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of customer, staff, business, appointment and sender, by its name in
    PREFILLS: in words, and as a day where it is one.
    """

    words: Mapping[str, str] = _field(default_factory=dict)
    days: Mapping[str, date] = _field(default_factory=dict)


#: Names that a text may show: all but a signature.
VARIABLES = tuple(name for name in PREFILLS if name != "sender.signature")


def prefilled(fields: Sequence[Field], facts: Facts) -> dict[str, Any]:
    """Field id -> the value that stands there from the start; signatures are not among them."""
    found = {each.id: _value(each, facts) for each in fields if each.type not in INKED}
    return {id: value for id, value in found.items() if value not in (None, "")}


def missing_facts(names: Sequence[str], facts: Facts) -> list[str]:
    """Those of the names of which nothing is known, each once and in their order."""
    return [name for name in dict.fromkeys(names) if not facts.words.get(name)]


def _value(field: Field, facts: Facts) -> Any:
    if field.prefill is None:
        return field.default
    if field.type is FieldType.DATE and field.prefill in DAYS:
        day = facts.days.get(field.prefill)
        return day.isoformat() if day else field.default
    return facts.words.get(field.prefill) or field.default
