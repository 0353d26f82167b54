"""Which fields are there, given what stands in the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from smoothschedule.contracts.rules.fields import Condition, Field, FieldType, When


def is_filled(field: Field, value: Any) -> bool:
    """Whether something stands in the field; a box is filled when it is ticked."""
    if value is None:
        return False
    if field.type is FieldType.CHECKBOX:
        return value is True
    return not isinstance(value, str) or bool(value.strip())


def shown(fields: Sequence[Field], values: Mapping[str, Any]) -> list[Field]:
    """The fields that are there, in their order; what is not there counts as empty.

    Conditions make no circle: `fields.flaws_of` refuses those.
    """
    by_id = {each.id: each for each in fields}
    known: dict[str, bool] = {}
    return [each for each in fields if _is_shown(each, by_id, values, known)]


def _is_shown(
    field: Field, by_id: Mapping[str, Field], values: Mapping[str, Any], known: dict[str, bool]
) -> bool:
    if field.id not in known:
        condition = field.condition
        other = by_id.get(condition.field) if condition else None
        if condition is None or other is None:
            known[field.id] = condition is None
        else:
            is_there = _is_shown(other, by_id, values, known)
            known[field.id] = _holds(condition, other, values.get(other.id) if is_there else None)
    return known[field.id]


def _holds(condition: Condition, other: Field, value: Any) -> bool:
    match condition.when:
        case When.FILLED:
            return is_filled(other, value)
        case When.EMPTY:
            return not is_filled(other, value)
        case When.EQUALS:
            return _is_same(other, value, condition.value)
        case When.NOT_EQUALS:
            return not _is_same(other, value, condition.value)


def _is_same(other: Field, value: Any, wanted: Any) -> bool:
    if other.type is FieldType.CHECKBOX:
        return (value is True) == (wanted in (True, "true"))
    if other.type is FieldType.NUMBER:
        return value is not None and _number(value) == _number(wanted)
    return value is not None and str(value).strip() == str(wanted).strip()


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
