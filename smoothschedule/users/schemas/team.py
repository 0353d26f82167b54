"""Shapes of the people of a business on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, Text, page_of


class UserItemSchema(Schema):
    id = ma.fields.UUID(required=True)
    email = Text(required=True)
    name = Text(required=True)
    role = Text(required=True)
    is_active = ma.fields.Boolean(required=True)
    last_sign_in_at = Moment(required=True, allow_none=True)


UserPage = page_of(UserItemSchema, "UserList")
