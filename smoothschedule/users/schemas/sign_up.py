"""Shapes of signing up on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Email, Schema, Text, Zone
from smoothschedule.users.schemas.account import Password


class SignUpSchema(Schema):
    business_name = Text(min=1, max=100, required=True)
    subdomain = Text(min=1, max=63, required=True)
    time_zone = Zone(required=True)
    name = Text(min=1, max=100, required=True)
    email = Email(required=True)
    password = Password()


class SignedUpSchema(Schema):
    url = Text(required=True)


class SubdomainArgs(Schema):
    value = Text(max=100, required=True)


class SubdomainSchema(Schema):
    subdomain = Text(required=True)
    available = ma.fields.Boolean(required=True)
    reason = Text(required=True, allow_none=True)
