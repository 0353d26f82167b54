"""Businesses as platform staff see them on the wire."""

import marshmallow as ma

from smoothschedule.core.schemas import Moment, PageArgs, Schema, Text, page_of
from smoothschedule.tenants.models import STATUSES
from smoothschedule.tenants.schemas.business import CURRENCY, ONE_OF_PLANS, UseSchema
from smoothschedule.tenants.schemas.domains import PlatformDomainSchema


class PlatformTenantSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = Text(required=True)
    subdomain = Text(required=True)
    status = ma.fields.String(required=True, validate=ma.validate.OneOf(STATUSES))
    status_reason = Text(required=True, allow_none=True)
    trial_ends_at = Moment(required=True, allow_none=True)
    plan = ma.fields.String(required=True, validate=ONE_OF_PLANS)
    plan_price_minor = ma.fields.Integer(required=True)
    plan_currency = Text(required=True)
    is_temporary = ma.fields.Boolean(required=True)
    expires_at = Moment(required=True, allow_none=True)
    created_at = Moment(required=True)
    url = Text(required=True)
    version = ma.fields.Integer(required=True)


class PlatformTenantDetailSchema(PlatformTenantSchema):
    uses = ma.fields.List(ma.fields.Nested(UseSchema), required=True)
    domains = ma.fields.List(ma.fields.Nested(PlatformDomainSchema), required=True)


class PlatformTenantArgs(PageArgs):
    q = Text(max=100, load_default=None)


class SuspendSchema(Schema):
    reason = Text(min=1, max=300, required=True)


class PlanChangeSchema(Schema):
    """Without `price_minor` the list price is recorded."""

    plan = ma.fields.String(required=True, validate=ONE_OF_PLANS)
    price_minor = ma.fields.Integer(
        strict=True,
        allow_none=True,
        load_default=None,
        validate=ma.validate.Range(min=0, max=100_000_000),
    )
    currency = Text(min=3, max=3, validate=CURRENCY, load_default="USD")


class TrialSchema(Schema):
    ends_at = Moment(required=True)


PlatformTenantPage = page_of(PlatformTenantSchema, "PlatformTenantList")
