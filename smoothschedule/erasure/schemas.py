"""Erasure on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, Text
from smoothschedule.erasure.models import STATES
from smoothschedule.erasure.rules.fates import Becomes
from smoothschedule.erasure.rules.reasons import CHOICES

OBSTACLES = ("works-here", "import-underway")


class ErasureLineSchema(Schema):
    """A kind of thing known of the customer, and what becomes of it; no count where there is
    nothing to count.
    """

    key = ma.fields.String(required=True)
    becomes = ma.fields.String(required=True, validate=ma.validate.OneOf(tuple(map(str, Becomes))))
    what = ma.fields.String(required=True)
    why = ma.fields.String(required=True)
    count = ma.fields.Integer(required=True, allow_none=True)


class ErasurePreviewSchema(Schema):
    lines = ma.fields.List(ma.fields.Nested(ErasureLineSchema), required=True)
    not_found = ma.fields.String(required=True)
    obstacle = ma.fields.String(
        required=True, allow_none=True, validate=ma.validate.OneOf(OBSTACLES)
    )


class ErasureWishSchema(Schema):
    """Why, and the customer's name, typed."""

    because = ma.fields.String(required=True, validate=ma.validate.OneOf(tuple(map(str, CHOICES))))
    confirmation = Text(min=1, max=200, required=True)


class ErasureRequestSchema(Schema):
    id = ma.fields.UUID(required=True)
    customer_id = ma.fields.UUID(required=True)
    customer_name = ma.fields.String(required=True)
    created_at = Moment(required=True)


class ErasureRequestListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(ErasureRequestSchema), required=True)


class ErasureAnswerSchema(Schema):
    answer = Text(min=1, max=1000, required=True)


class OwnErasureRequestSchema(Schema):
    """One's own latest request; `answer` says why not, when it was declined."""

    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    answer = ma.fields.String(required=True, allow_none=True)
    created_at = Moment(required=True)


class OwnErasureSchema(Schema):
    request = ma.fields.Nested(OwnErasureRequestSchema, required=True, allow_none=True)
