"""Why something about webhooks is refused."""

from __future__ import annotations

from typing import Final

from smoothschedule.core.problems import Clash, Malformed

MOST_WEBHOOKS: Final = 20


class TooManyWebhooks(Clash):
    slug = "too-many-webhooks"
    title = f"There are {MOST_WEBHOOKS} webhooks already. Remove one that is not used any more."


class WebhookIsOff(Clash):
    slug = "webhook-is-off"
    title = "This webhook is switched off. Switch it on, then send the message again."


class NoWebhookAddress(Malformed):
    slug = "no-webhook-address"
    title = "Messages cannot be sent to this address."
