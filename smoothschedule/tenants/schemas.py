"""Shapes of businesses on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Moment, PageArgs, Schema, Text, Zone, page_of

HEX_COLOR = ma.validate.Regexp(r"^#[0-9a-fA-F]{6}$", error="A colour looks like #4263eb.")
LOCALE = ma.validate.Regexp(r"^[a-z]{2,3}(-[A-Z]{2})?$", error="A locale looks like en or en-GB.")
CURRENCY = ma.validate.Regexp(r"^[A-Z]{3}$", error="A currency looks like USD.")


class TenantSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = Text(required=True)
    subdomain = Text(required=True)
    time_zone = Text(required=True)
    locale = Text(required=True)
    currency = Text(required=True)
    brand_color = Text(required=True)
    plan = Text(required=True)
    status = Text(required=True)
    is_temporary = ma.fields.Boolean(required=True)
    notify_of_visits = ma.fields.Boolean(required=True)
    version = ma.fields.Integer(required=True)
    host = Text(required=True)


class TenantPatchSchema(Schema):
    name = Text(min=1, max=100)
    time_zone = Zone()
    locale = Text(min=2, max=6, validate=LOCALE)
    currency = Text(min=3, max=3, validate=CURRENCY)
    brand_color = Text(min=7, max=7, validate=HEX_COLOR)
    notify_of_visits = ma.fields.Boolean()


class PlatformTenantSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = Text(required=True)
    subdomain = Text(required=True)
    status = Text(required=True)
    status_reason = Text(required=True, allow_none=True)
    plan = Text(required=True)
    is_temporary = ma.fields.Boolean(required=True)
    created_at = Moment(required=True)
    url = Text(required=True)
    version = ma.fields.Integer(required=True)


class PlatformTenantArgs(PageArgs):
    q = Text(max=100, load_default=None)


class SuspendSchema(Schema):
    reason = Text(min=1, max=300, required=True)


PlatformTenantPage = page_of(PlatformTenantSchema, "PlatformTenantList")
