"""The business itself, its plan and its policies on the wire."""

from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Moment, Schema, Text, Zone
from smoothschedule.tenants.models import PLANS, STATUSES
from smoothschedule.tenants.rules.origins import MOST_ORIGINS, NoOriginError, origin_of
from smoothschedule.tenants.rules.payment import PAYMENT_METHODS
from smoothschedule.tenants.rules.plans import Limit

HEX_COLOR = ma.validate.Regexp(r"^#[0-9a-fA-F]{6}$", error="A colour looks like #4263eb.")
LOCALE = ma.validate.Regexp(r"^[a-z]{2,3}(-[A-Z]{2})?$", error="A locale looks like en or en-GB.")
CURRENCY = ma.validate.Regexp(r"^[A-Z]{3}$", error="A currency looks like USD.")
ONE_OF_PLANS = ma.validate.OneOf(PLANS)
LIMITS = tuple(limit.value for limit in Limit)


class PaymentMethod(ma.fields.String):
    """One way to pay."""

    def __init__(self, **options: Any) -> None:
        super().__init__(validate=ma.validate.OneOf(PAYMENT_METHODS), **options)


class Origin(Text):
    """Where web pages come from, written as browsers do: `https://www.example.com`."""

    def _deserialize(self, *args: Any, **kwargs: Any) -> str:
        try:
            return origin_of(super()._deserialize(*args, **kwargs))
        except NoOriginError as error:
            raise ma.ValidationError(str(error)) from error


class TenantSchema(Schema):
    id = ma.fields.UUID(required=True)
    name = Text(required=True)
    subdomain = Text(required=True)
    time_zone = Text(required=True)
    locale = Text(required=True)
    currency = Text(required=True)
    brand_color = Text(required=True)
    plan = Text(required=True)
    status = ma.fields.String(required=True, validate=ma.validate.OneOf(STATUSES))
    is_temporary = ma.fields.Boolean(required=True)
    expires_at = Moment(required=True, allow_none=True)
    trial_ends_at = Moment(required=True, allow_none=True)
    hides_our_name = ma.fields.Boolean(required=True)
    cancellation_window_hours = ma.fields.Integer(required=True)
    late_fee_percent = ma.fields.Integer(required=True)
    staff_may_reschedule = ma.fields.Boolean(required=True)
    staff_may_approve = ma.fields.Boolean(required=True)
    payment_methods = ma.fields.List(PaymentMethod(), required=True)
    payment_method_required = ma.fields.Boolean(required=True)
    notify_of_visits = ma.fields.Boolean(required=True)
    quiet_from_minute = ma.fields.Integer(required=True)
    quiet_until_minute = ma.fields.Integer(required=True)
    waitlist_offer_minutes = ma.fields.Integer(required=True)
    widget_origins = ma.fields.List(Text(), required=True)
    erase_customers_after_months = ma.fields.Integer(required=True, allow_none=True)
    version = ma.fields.Integer(required=True)
    host = Text(required=True)
    logo_url = Text(required=True, allow_none=True)
    may_hide_our_name = ma.fields.Boolean(required=True)
    #: Whole days of the trial that are left; None when there is no trial.
    trial_days_left = ma.fields.Integer(required=True, allow_none=True)


class TenantPatchSchema(Schema):
    name = Text(min=1, max=100)
    time_zone = Zone()
    locale = Text(min=2, max=6, validate=LOCALE)
    currency = Text(min=3, max=3, validate=CURRENCY)
    brand_color = Text(min=7, max=7, validate=HEX_COLOR)
    hides_our_name = ma.fields.Boolean()
    cancellation_window_hours = ma.fields.Integer(
        strict=True, validate=ma.validate.Range(min=0, max=720)
    )
    late_fee_percent = ma.fields.Integer(strict=True, validate=ma.validate.Range(min=0, max=100))
    staff_may_reschedule = ma.fields.Boolean()
    staff_may_approve = ma.fields.Boolean()
    payment_methods = ma.fields.List(PaymentMethod())
    payment_method_required = ma.fields.Boolean()
    notify_of_visits = ma.fields.Boolean()
    quiet_from_minute = ma.fields.Integer(strict=True, validate=ma.validate.Range(min=0, max=1439))
    quiet_until_minute = ma.fields.Integer(strict=True, validate=ma.validate.Range(min=0, max=1439))
    waitlist_offer_minutes = ma.fields.Integer(
        strict=True, validate=ma.validate.Range(min=10, max=1440)
    )
    erase_customers_after_months = ma.fields.Integer(
        strict=True, allow_none=True, validate=ma.validate.Range(min=6, max=120)
    )
    widget_origins = ma.fields.List(Origin(max=255), validate=ma.validate.Length(max=MOST_ORIGINS))

    @ma.post_load
    def once_each(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        """What is named twice is one, as is an origin typed in two ways."""
        for name in {"widget_origins", "payment_methods"} & data.keys():
            data[name] = list(dict.fromkeys(data[name]))
        return data


class UseSchema(Schema):
    """How much of one limit is in use; `included` None is without limit."""

    limit = ma.fields.String(required=True, validate=ma.validate.OneOf(LIMITS))
    used = ma.fields.Integer(required=True)
    included = ma.fields.Integer(required=True, allow_none=True)


class TenantPlanSchema(Schema):
    """The plan booked, and the one whose limits hold (a trial includes more)."""

    plan = ma.fields.String(required=True, validate=ONE_OF_PLANS)
    title = ma.fields.String(required=True)
    plan_in_force = ma.fields.String(required=True, validate=ONE_OF_PLANS)
    title_in_force = ma.fields.String(required=True)
    price_minor = ma.fields.Integer(required=True)
    currency = ma.fields.String(required=True)
    may_hide_our_name = ma.fields.Boolean(required=True)
    status = ma.fields.String(required=True, validate=ma.validate.OneOf(STATUSES))
    trial_ends_at = Moment(required=True, allow_none=True)
    trial_days_left = ma.fields.Integer(required=True, allow_none=True)
    month_began_at = Moment(required=True)
    uses = ma.fields.List(ma.fields.Nested(UseSchema), required=True)
