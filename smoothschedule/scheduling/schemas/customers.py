"""Customers on the wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Email, Moment, PageArgs, Schema, Text, Zone, page_of
from smoothschedule.scheduling.models.customer import STATUSES

#: These would part one tag from the next in a file.
_PARTING = ",;"


class Tag(Text):
    """One word or a few that sort customers, in lower case."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min=1, max=40, **kwargs)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        tag = " ".join(super()._deserialize(value, attr, data, **kwargs).lower().split())
        if any(char in tag for char in _PARTING):
            raise ma.ValidationError("Please write a tag without commas and semicolons.")
        return tag


class Tags(ma.fields.List[str]):
    """The tags of a customer, each once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(Tag(), validate=ma.validate.Length(max=20), **kwargs)

    def _deserialize(self, *args: Any, **kwargs: Any) -> list[Any]:
        return list(dict.fromkeys(super()._deserialize(*args, **kwargs)))


class CustomerSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    email = ma.fields.String(required=True, allow_none=True)
    phone = ma.fields.String(required=True, allow_none=True)
    time_zone = ma.fields.String(required=True, allow_none=True)
    notes = ma.fields.String(required=True)
    tags = ma.fields.List(ma.fields.String(), required=True)
    status = ma.fields.String(required=True, validate=ma.validate.OneOf(STATUSES))
    erased_at = Moment(required=True, allow_none=True)
    version = ma.fields.Integer(required=True)
    created_at = Moment(required=True)


CustomerListSchema = page_of(CustomerSchema, "CustomerList")


class CustomerFiltersSchema(Schema):
    q = Text(max=100, load_default="")
    tag = Tag(load_default=None)
    status = ma.fields.String(load_default=None, validate=ma.validate.OneOf(STATUSES))


class CustomerListArgs(CustomerFiltersSchema, PageArgs):
    """A page of the customers that the filters let through."""


class CustomerChangesSchema(Schema):
    name = Text(min=1, max=120)
    email = Email(allow_none=True)
    phone = Text(min=1, max=40, allow_none=True)
    time_zone = Zone(allow_none=True)
    notes = Text(max=5000)
    tags = Tags()
    status = ma.fields.String(validate=ma.validate.OneOf(STATUSES))


class NewCustomerSchema(CustomerChangesSchema):
    name = Text(min=1, max=120, required=True)


_ONE_OF_TWO = ma.validate.OneOf(("this", "other"))


class KeptDetailsSchema(Schema):
    """Whose details stay, field by field: those of the customer in the path, or the other's."""

    name = ma.fields.String(load_default="this", validate=_ONE_OF_TWO)
    email = ma.fields.String(load_default="this", validate=_ONE_OF_TWO)
    phone = ma.fields.String(load_default="this", validate=_ONE_OF_TWO)
    notes = ma.fields.String(
        load_default="both", validate=ma.validate.OneOf(("this", "other", "both"))
    )


class CustomerMergeSchema(Schema):
    other_id = ma.fields.UUID(required=True)
    other_version = ma.fields.Integer(strict=True, required=True)
    keep = ma.fields.Nested(KeptDetailsSchema, load_default=dict)
    status = ma.fields.String(
        load_default=None, allow_none=True, validate=ma.validate.OneOf(STATUSES)
    )


class KeptMergeSchema(Schema):
    """Who was merged into the customer; `can_be_undone` unless another was merged since."""

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    email = ma.fields.String(required=True, allow_none=True)
    phone = ma.fields.String(required=True, allow_none=True)
    merged_at = Moment(required=True)
    until = Moment(required=True)
    can_be_undone = ma.fields.Boolean(required=True)


class CustomerMergeListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(KeptMergeSchema), required=True)


class UnmergedSchema(Schema):
    """The two customers that one was made of, the one who stayed first."""

    customer = ma.fields.Nested(CustomerSchema, required=True)
    other = ma.fields.Nested(CustomerSchema, required=True)


class CustomerTagSchema(Schema):
    tag = ma.fields.String(required=True)
    customers = ma.fields.Integer(required=True)


class CustomerTagListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(CustomerTagSchema), required=True)


class SpendSchema(Schema):
    currency = ma.fields.String(required=True)
    amount_minor = ma.fields.Integer(required=True)


class CustomerFiguresSchema(Schema):
    """What the appointments that the caller may see add up to."""

    visits = ma.fields.Integer(required=True)
    missed = ma.fields.Integer(required=True)
    cancelled = ma.fields.Integer(required=True)
    upcoming = ma.fields.Integer(required=True)
    last_visit_at = Moment(required=True, allow_none=True)
    spend = ma.fields.List(ma.fields.Nested(SpendSchema), required=True)
