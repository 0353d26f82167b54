"""HTTP of webhooks. In person only: what is sent there goes on after any visit has ended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from smoothschedule.core.api import (
    Blueprint,
    View,
    current_runtime,
    current_settings,
    current_work,
)
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.core.outbound import OutboundError
from smoothschedule.users import throttle
from smoothschedule.webhooks import queries
from smoothschedule.webhooks.models import Webhook
from smoothschedule.webhooks.operations import deliveries, webhooks as operations
from smoothschedule.webhooks.permissions import MANAGE_WEBHOOKS
from smoothschedule.webhooks.problems import NoWebhookAddress
from smoothschedule.webhooks.rules import TROUBLES, Trouble, has_safe_scheme
from smoothschedule.webhooks.schemas import (
    NewWebhookSchema,
    SecretExchangeSchema,
    WebhookChangesSchema,
    WebhookDeliveryListArgs,
    WebhookDeliveryListSchema,
    WebhookDeliverySchema,
    WebhookListSchema,
    WebhookSchema,
    WebhookWithSecretSchema,
)
from smoothschedule.webhooks.topics import TOPICS

webhooks = Blueprint(
    "webhooks", __name__, url_prefix="/api/v1/webhooks", description="Messages to other programs"
)
blueprints = [webhooks]
ONE = "/<uuid:webhook_id>"
MESSAGES = f"{ONE}/deliveries"


def _owner_in_person(view: View) -> View:
    declared: Callable[[View], View] = webhooks.requires(MANAGE_WEBHOOKS, in_person=True)
    return declared(view)


@webhooks.endpoint("GET", "", "listWebhooks")
@_owner_in_person
@webhooks.response(200, WebhookListSchema)
def list_webhooks() -> dict[str, Any]:
    """Where messages go, and what they may be about."""
    work = current_work()
    items = [queries.webhook_document(work, found) for found in queries.webhooks(work)]
    topics = [{"name": name, "meaning": meaning} for name, meaning in TOPICS.items()]
    return {"items": items, "topics": topics, "next": None}


@webhooks.endpoint("POST", "", "addWebhook")
@_owner_in_person
@webhooks.idempotent
@webhooks.arguments(NewWebhookSchema)
@webhooks.response(201, WebhookWithSecretSchema)
def add_webhook(body: dict[str, Any]) -> dict[str, Any]:
    """Send messages about these topics to an address; `secret` is shown this once."""
    work = current_work()
    added, secret = operations.add(
        work, **body, host=_host_of(body["url"]), secret_key=current_settings().secret_key
    )
    return _shown(added) | {"secret": secret}


@webhooks.endpoint("PATCH", ONE, "changeWebhook")
@_owner_in_person
@webhooks.matches
@webhooks.arguments(WebhookChangesSchema)
@webhooks.response(200, WebhookSchema)
def change_webhook(body: dict[str, Any], webhook_id: UUID) -> dict[str, Any]:
    """Another address or other topics, or switch it on or off."""
    work = current_work()
    found = require_match(work.get(Webhook, webhook_id, lock=True))
    host = {"host": _host_of(body["url"])} if "url" in body else {}
    return _shown(operations.change(work, found, {**body, **host}))


@webhooks.endpoint("DELETE", ONE, "removeWebhook")
@_owner_in_person
@webhooks.response(204)
def remove_webhook(webhook_id: UUID) -> None:
    """Send nothing there any more, and forget what was sent."""
    operations.remove(current_work(), webhook_id)


@webhooks.endpoint("POST", f"{ONE}/secret", "exchangeWebhookSecret")
@_owner_in_person
@webhooks.matches
@webhooks.arguments(SecretExchangeSchema)
@webhooks.response(200, WebhookWithSecretSchema)
def exchange_secret(body: dict[str, Any], webhook_id: UUID) -> dict[str, Any]:
    """Sign with a new secret, shown this once; and with the former one for a while."""
    work = current_work()
    found = require_match(work.get(Webhook, webhook_id, lock=True))
    secret = operations.exchange_secret(
        work, found, secret_key=current_settings().secret_key, **body
    )
    return _shown(found) | {"secret": secret}


@webhooks.endpoint("POST", f"{ONE}/test", "testWebhook")
@_owner_in_person
@throttle.outside_readings_of_person
@webhooks.response(202, WebhookDeliverySchema)
def test_webhook(webhook_id: UUID) -> dict[str, Any]:
    """Send a message that says nothing, now and once."""
    work = current_work()
    return queries.delivery_document(deliveries.ask_test(work, work.get(Webhook, webhook_id)))


@webhooks.endpoint("GET", MESSAGES, "listWebhookDeliveries")
@_owner_in_person
@webhooks.arguments(WebhookDeliveryListArgs, location="query")
@webhooks.response(200, WebhookDeliveryListSchema)
def list_deliveries(args: dict[str, Any], webhook_id: UUID) -> dict[str, Any]:
    """What was sent there in the last thirty days, latest first, and what became of it."""
    work = current_work()
    return queries.deliveries(work, work.get(Webhook, webhook_id), **args)


@webhooks.endpoint("POST", f"{MESSAGES}/<uuid:delivery_id>/replay", "replayWebhookDelivery")
@_owner_in_person
@throttle.outside_readings_of_person
@webhooks.response(202, WebhookDeliverySchema)
def replay_delivery(webhook_id: UUID, delivery_id: UUID) -> dict[str, Any]:
    """Send a message again, under the same id, with as many tries as a new one has."""
    work = current_work()
    found = work.get(Webhook, webhook_id)
    message = queries.delivery(work, webhook_id, delivery_id)
    return queries.delivery_document(deliveries.ask_replay(work, found, message))


def _shown(found: Webhook) -> dict[str, Any]:
    return queries.webhook_document(current_work(), tagged(found))


def _host_of(url: str) -> str:
    """The host of an address that messages may go to; raises NoWebhookAddress."""
    is_production = current_settings().environment == "production"
    if not has_safe_scheme(url, is_production=is_production):
        raise _refused("The address must begin with https://.")
    try:
        return str(current_runtime().outbound.check(url))
    except OutboundError as error:
        raise _refused(TROUBLES[Trouble(error.code)]) from error


def _refused(sentence: str) -> NoWebhookAddress:
    return NoWebhookAddress(errors={"json": {"url": [sentence]}})
