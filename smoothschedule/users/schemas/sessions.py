"""Shapes of signed-in browsers on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, Text, page_of


class SessionItemSchema(Schema):
    id = ma.fields.UUID(required=True)
    created_at = Moment(required=True)
    last_seen_at = Moment(required=True)
    ip_address = Text(required=True, allow_none=True)
    user_agent = Text(required=True, allow_none=True)
    is_current = ma.fields.Boolean(required=True)


class EndedSessionsSchema(Schema):
    ended = ma.fields.Integer(required=True)


SessionPage = page_of(SessionItemSchema, "SessionList")
