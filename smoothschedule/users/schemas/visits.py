"""Shapes of visits on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Moment, PageArgs, Schema, Text, page_of
from smoothschedule.users.rules import EndReason, VisitKind, VisitMode

ONE_OF = ma.validate.OneOf
STATES = ("open", "ended")


class Reason(Text):
    """Why, in words that the business will read."""

    def __init__(self) -> None:
        super().__init__(min=1, max=300, required=True)


class MasqueradeSchema(Schema):
    user_id = ma.fields.UUID(required=True)
    mode = ma.fields.String(required=True, validate=ONE_OF([str(mode) for mode in VisitMode]))
    reason = Reason()


class PlatformMasqueradeSchema(MasqueradeSchema):
    #: None: the person is staff of the platform.
    tenant_id = ma.fields.UUID(required=True, allow_none=True)


class EntrySchema(Schema):
    tenant_id = ma.fields.UUID(required=True)
    reason = Reason()


class VisitTokenSchema(Schema):
    token = Text(min=20, max=100, required=True)


class VisitWaySchema(Schema):
    url = Text(required=True)


class VisitPartySchema(Schema):
    id = ma.fields.UUID(required=True)
    role = Text(required=True)
    email = Text(required=True)


class VisitingSchema(VisitPartySchema):
    realm = Text(required=True)
    name = Text(required=True)


class VisitItemSchema(Schema):
    id = ma.fields.UUID(required=True)
    tenant_id = ma.fields.UUID(required=True, allow_none=True)
    kind = ma.fields.String(required=True, validate=ONE_OF([str(kind) for kind in VisitKind]))
    mode = ma.fields.String(required=True, validate=ONE_OF([str(mode) for mode in VisitMode]))
    reason = Text(required=True)
    actor = ma.fields.Nested(VisitingSchema, required=True)
    target = ma.fields.Nested(VisitPartySchema, required=True, allow_none=True)
    is_open = ma.fields.Boolean(required=True)
    seconds_left = ma.fields.Integer(required=True)
    created_at = Moment(required=True)
    expires_at = Moment(required=True)
    ended_at = Moment(required=True, allow_none=True)
    end_reason = ma.fields.String(
        required=True, allow_none=True, validate=ONE_OF([str(reason) for reason in EndReason])
    )


class VisitArgs(PageArgs):
    state = ma.fields.String(load_default=None, validate=ONE_OF(STATES))


VisitPage = page_of(VisitItemSchema, "VisitList")
