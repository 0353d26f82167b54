"""Private calendar addresses on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema


class CalendarFeedSchema(Schema):
    """An address without its secret; `made_by` may read the calendar by it."""

    id = ma.fields.UUID(required=True)
    created_at = Moment(required=True)
    made_by = ma.fields.String(required=True)
    is_own = ma.fields.Boolean(required=True)


class CalendarFeedListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(CalendarFeedSchema), required=True)


class NewCalendarFeedSchema(Schema):
    """`url` is shown this once."""

    id = ma.fields.UUID(required=True)
    url = ma.fields.String(required=True)
