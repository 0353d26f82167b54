"""What happens to webhooks: past tense, ids only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class WebhookEvent(Event):
    """Something happened to a webhook."""

    webhook_id: UUID


@dataclass(frozen=True, slots=True)
class WebhookAdded(WebhookEvent):
    """Another program hears of some topics from now on."""

    tag = Tag.WEBHOOK_ADDED


@dataclass(frozen=True, slots=True)
class WebhookChanged(WebhookEvent):
    """It has another address or other topics, or was switched on or off."""

    tag = Tag.WEBHOOK_CHANGED


@dataclass(frozen=True, slots=True)
class WebhookRemoved(WebhookEvent):
    """It hears nothing any more, and what was sent to it is forgotten."""

    tag = Tag.WEBHOOK_REMOVED


@dataclass(frozen=True, slots=True)
class WebhookSecretChanged(WebhookEvent):
    """Its messages are signed with a new secret."""

    tag = Tag.WEBHOOK_SECRET_CHANGED


@dataclass(frozen=True, slots=True)
class WebhookSwitchedOff(WebhookEvent):
    """Too many messages came to nothing, or the other side said that nobody listens."""

    tag = Tag.WEBHOOK_SWITCHED_OFF


@dataclass(frozen=True, slots=True)
class WebhookTestAsked(WebhookEvent):
    """A message that says nothing is to be sent."""

    tag = Tag.WEBHOOK_TESTED

    delivery_id: UUID


@dataclass(frozen=True, slots=True)
class WebhookReplayAsked(WebhookEvent):
    """A message is to be sent again."""

    tag = Tag.WEBHOOK_REPLAYED

    delivery_id: UUID
