"""Calendars kept elsewhere, on the wire."""

from __future__ import annotations

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, Text


class BusySourceSchema(Schema):
    """`problem` says in words why the last reading failed; what was read before still holds.
    `skipped` entries made no sense and block nothing."""

    id = ma.fields.UUID(required=True)
    resource_id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    host = ma.fields.String(required=True)
    read_at = Moment(required=True, allow_none=True)
    checked_at = Moment(required=True, allow_none=True)
    problem = ma.fields.String(required=True, allow_none=True)
    skipped = ma.fields.Integer(required=True)
    busy_ahead = ma.fields.Integer(required=True)


class BusySourceListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(BusySourceSchema), required=True)


class NewBusySourceSchema(Schema):
    name = Text(min=1, max=80, required=True)
    url = Text(min=8, max=2000, required=True)
