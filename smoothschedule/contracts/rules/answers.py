"""What stands in a contract's fields, seen by one signer, and what it says once it is signed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Final

from smoothschedule.contracts.rules.fields import Field, FieldType

#: The server alone says what stands there.
GIVEN: Final = frozenset({FieldType.EMAIL, FieldType.DATE_SIGNED, FieldType.NOTE})


def standing(
    fields: Sequence[Field],
    stored: Mapping[str, Any],
    *,
    role: str,
    person: tuple[str, str],
    signed_roles: Collection[str],
) -> dict[str, Any]:
    """Field id -> value, of what this signer may see.

    Their own, what was filled in beforehand (fields of nobody), and what those who have signed
    put in; never what somebody else is still writing. `person` is the signer's name and
    address, which stand in their own fields of that kind unless they wrote another name.
    """
    found: dict[str, Any] = {}
    for field in fields:
        is_settled = field.role is None or field.role in signed_roles
        if field.role != role and not is_settled:
            continue
        value = stored[field.id] if field.id in stored else _given(field, role, person)
        if value is not None:
            found[field.id] = value
    return found


def _given(field: Field, role: str, person: tuple[str, str]) -> Any:
    if field.role == role and field.type is FieldType.NAME:
        return person[0]
    if field.role == role and field.type is FieldType.EMAIL:
        return person[1]
    return field.default


def as_evidence(value: Any, pictures: Mapping[str, str]) -> Any:
    """The value as it stands in the chain of events; `pictures`: hashes of images and files.

    Numbers that are no whole ones become text: they have no one spelling everywhere.
    """
    if isinstance(value, dict):
        (id,) = value.values()
        return {"sha256": pictures[str(id)]}
    return repr(value) if isinstance(value, float) else value
