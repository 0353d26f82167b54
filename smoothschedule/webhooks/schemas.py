"""Webhooks and their messages on the wire."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from smoothschedule.core.schemas import Moment, PageArgs, Schema, Text, page_of
from smoothschedule.webhooks.models import OFF_BECAUSE, STATES
from smoothschedule.webhooks.topics import TOPICS

LONGEST_OVERLAP_HOURS = 168


def _topics(**options: Any) -> ma.fields.Field[Any]:
    return ma.fields.List(
        ma.fields.String(validate=ma.validate.OneOf(list(TOPICS))),
        validate=ma.validate.Length(min=1, max=len(TOPICS), error="Choose at least one."),
        **options,
    )


class WebhookMessageSchema(Schema):
    """What a webhook receives. `data` is the thing as its own route of the API shows it (a
    contract without `can`), or None when it is gone; `kind` and `id` name it."""

    type = ma.fields.String(required=True)
    api_version = ma.fields.String(required=True)
    timestamp = Moment(required=True)
    tenant_id = ma.fields.UUID(required=True)
    kind = ma.fields.String(required=True, allow_none=True)
    id = ma.fields.UUID(required=True, allow_none=True)
    data = ma.fields.Raw(required=True, allow_none=True)


class NewWebhookSchema(Schema):
    name = Text(min=1, max=60, required=True)
    url = Text(min=1, max=2000, required=True)
    topics = _topics(required=True)


class WebhookChangesSchema(Schema):
    name = Text(min=1, max=60)
    url = Text(min=1, max=2000)
    topics = _topics()
    is_on = ma.fields.Boolean()


class SecretExchangeSchema(Schema):
    """How long messages are signed with the former secret, too."""

    overlap_hours = ma.fields.Integer(
        strict=True,
        load_default=24,
        validate=ma.validate.Range(min=0, max=LONGEST_OVERLAP_HOURS, error="Up to a week, please."),
    )


class WebhookSchema(Schema):
    """Where messages go. `failures` counts messages in a row that came to nothing."""

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    url = ma.fields.String(required=True)
    topics = ma.fields.List(ma.fields.String(), required=True)
    is_on = ma.fields.Boolean(required=True)
    off_because = ma.fields.String(
        required=True, allow_none=True, validate=ma.validate.OneOf(OFF_BECAUSE)
    )
    failures = ma.fields.Integer(required=True)
    delivered_at = Moment(required=True, allow_none=True)
    failed_at = Moment(required=True, allow_none=True)
    former_secret_until = Moment(required=True, allow_none=True)
    version = ma.fields.Integer(required=True)
    created_at = Moment(required=True)


class WebhookWithSecretSchema(WebhookSchema):
    #: Shown this once.
    secret = ma.fields.String(required=True)


class TopicSchema(Schema):
    name = ma.fields.String(required=True)
    meaning = ma.fields.String(required=True)


class WebhookListSchema(Schema):
    items = ma.fields.List(ma.fields.Nested(WebhookSchema), required=True)
    #: What a webhook may hear of.
    topics = ma.fields.List(ma.fields.Nested(TopicSchema), required=True)
    next = ma.fields.String(required=True, allow_none=True)


class WebhookTrySchema(Schema):
    at = ma.fields.String(required=True, metadata={"format": "date-time"})
    milliseconds = ma.fields.Integer(required=True)
    status = ma.fields.Integer(required=True, allow_none=True)
    problem = ma.fields.String(required=True, allow_none=True)


class WebhookDeliverySchema(Schema):
    """One message; `status` and `problem` are those of its latest try."""

    id = ma.fields.UUID(required=True)
    message_id = ma.fields.String(required=True)
    topic = ma.fields.String(required=True)
    state = ma.fields.String(required=True, validate=ma.validate.OneOf(STATES))
    tries = ma.fields.Integer(required=True)
    occurred_at = Moment(required=True)
    next_try_at = Moment(required=True, allow_none=True)
    status = ma.fields.Integer(required=True, allow_none=True)
    problem = ma.fields.String(required=True, allow_none=True)
    #: What is sent, as text; None before the first try.
    body = ma.fields.String(required=True, allow_none=True)
    response = ma.fields.String(required=True, allow_none=True)
    log = ma.fields.List(ma.fields.Nested(WebhookTrySchema), required=True)


WebhookDeliveryListSchema = page_of(WebhookDeliverySchema, "WebhookDeliveryList")


class WebhookDeliveryListArgs(PageArgs):
    state = ma.fields.String(load_default=None, validate=ma.validate.OneOf(STATES))
