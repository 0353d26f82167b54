"""The daily mail on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema


class AgendaSchema(Schema):
    """At which hour one is mailed one's day, by the clock where one works; None is never."""

    hour = ma.fields.Integer(
        required=True,
        allow_none=True,
        strict=True,
        validate=ma.validate.Range(min=0, max=23),
    )
    next_at = Moment(dump_only=True, allow_none=True, required=True)
