"""Roles and fields on the wire: one shape in templates, contracts and signing."""

from __future__ import annotations

from datetime import date
from typing import Any

import marshmallow as ma

from smoothschedule.contracts.rules.fields import PREFILLS, FieldType, Pattern, When
from smoothschedule.contracts.rules.states import Party, SignerKind
from smoothschedule.core.schemas import Schema, Text

KEY = ma.validate.Regexp(r"^[a-z0-9_-]{1,40}$", error="Small letters, digits, - and _, please.")
FRACTION = ma.validate.Range(min=-1, max=2)


def _share(**options: Any) -> ma.fields.Float:
    return ma.fields.Float(allow_nan=False, validate=FRACTION, **options)


def _one_of(values: Any) -> ma.validate.OneOf:
    return ma.validate.OneOf([str(value) for value in values])


class PlainValue(ma.fields.Raw):
    """Text, a number, yes or no: what a field may hold by itself."""

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str | int | float | bool):
            raise ma.ValidationError("This is no value of a field.")
        if isinstance(value, str) and len(value) > 2_000:
            raise ma.ValidationError("At most 2000 characters.")
        return value


class ContractRoleSchema(Schema):
    """Somebody who takes part, before it is known who."""

    key = Text(required=True, validate=KEY)
    name = Text(required=True, min=1, max=80)
    party = ma.fields.String(load_default=Party.CUSTOMER.value, validate=_one_of(Party))
    kind = ma.fields.String(load_default=SignerKind.SIGNER.value, validate=_one_of(SignerKind))
    routing_order = ma.fields.Integer(
        strict=True, load_default=1, validate=ma.validate.Range(min=1, max=100)
    )


class FieldBoxSchema(Schema):
    """The place of one option of a radio."""

    option = Text(required=True, min=1, max=200)
    page = ma.fields.Integer(required=True, strict=True, validate=ma.validate.Range(0, 1_999))
    x = _share(required=True)
    y = _share(required=True)
    w = _share(required=True)
    h = _share(required=True)


class Day(ma.fields.String):
    """A day as text: 2026-11-26."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        try:
            return date.fromisoformat(text).isoformat()
        except ValueError:
            raise ma.ValidationError("This is not a day.") from None


class FieldValidationSchema(Schema):
    min = ma.fields.Float(allow_nan=False, allow_none=True)
    max = ma.fields.Float(allow_nan=False, allow_none=True)
    min_length = ma.fields.Integer(allow_none=True, validate=ma.validate.Range(0, 2_000))
    max_length = ma.fields.Integer(allow_none=True, validate=ma.validate.Range(1, 2_000))
    pattern = ma.fields.String(allow_none=True, validate=_one_of(Pattern))
    earliest = Day(allow_none=True)
    latest = Day(allow_none=True)


class FieldConditionSchema(Schema):
    field = Text(required=True, validate=KEY)
    when = ma.fields.String(required=True, validate=_one_of(When), data_key="is", attribute="is")
    value = PlainValue(allow_none=True, load_default=None)


class ContractFieldSchema(Schema):
    """One field. In a written template it has no place; the contract gives it one."""

    id = Text(required=True, validate=KEY)
    type = ma.fields.String(required=True, validate=_one_of(FieldType))
    role = Text(allow_none=True, load_default=None, validate=KEY)
    label = Text(max=120, load_default="")
    page = ma.fields.Integer(
        strict=True, allow_none=True, load_default=None, validate=ma.validate.Range(0, 1_999)
    )
    x = _share(allow_none=True, load_default=None)
    y = _share(allow_none=True, load_default=None)
    w = _share(allow_none=True, load_default=None)
    h = _share(allow_none=True, load_default=None)
    is_required = ma.fields.Boolean(load_default=False)
    placeholder = Text(max=200, allow_none=True, load_default=None)
    options = ma.fields.List(
        Text(min=1, max=200),
        allow_none=True,
        load_default=None,
        validate=ma.validate.Length(max=60),
    )
    boxes = ma.fields.List(
        ma.fields.Nested(FieldBoxSchema),
        allow_none=True,
        load_default=None,
        validate=ma.validate.Length(max=60),
    )
    validation = ma.fields.Nested(FieldValidationSchema, allow_none=True, load_default=None)
    condition = ma.fields.Nested(FieldConditionSchema, allow_none=True, load_default=None)
    default = PlainValue(allow_none=True, load_default=None)
    prefill = ma.fields.String(allow_none=True, load_default=None, validate=_one_of(PREFILLS))
    font_size_pt = ma.fields.Float(
        allow_nan=False, allow_none=True, load_default=None, validate=ma.validate.Range(4, 72)
    )
    align = ma.fields.String(load_default="start", validate=_one_of(["start", "center", "end"]))

    @ma.validates_schema
    def _has_a_whole_box(self, data: dict[str, Any], **_: Any) -> None:
        sides = [data.get(name) is None for name in ("page", "x", "y", "w", "h")]
        if any(sides) and not all(sides):
            raise ma.ValidationError("A place has page, x, y, w and h.", "x")


class PageFrameSchema(Schema):
    """How large a page is as it is displayed, in points."""

    width_pt = ma.fields.Float(required=True)
    height_pt = ma.fields.Float(required=True)
