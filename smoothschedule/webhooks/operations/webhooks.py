"""Webhooks are added, changed and removed, and their secrets exchanged."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import delete, func, select

from smoothschedule.core.ciphers import Cipher
from smoothschedule.core.unit_of_work import Work
from smoothschedule.webhooks import events
from smoothschedule.webhooks.models import Webhook, WebhookDelivery
from smoothschedule.webhooks.problems import MOST_WEBHOOKS, TooManyWebhooks
from smoothschedule.webhooks.rules import SECRET_BYTES, secret_text
from smoothschedule.webhooks.topics import TOPICS

PURPOSE: Final = "webhook"


def add(
    work: Work, *, name: str, url: str, host: str, topics: Iterable[str], secret_key: str
) -> tuple[Webhook, str]:
    """The address hears of the topics from now on; returns it and its secret, shown this once.

    Raises TooManyWebhooks. Emits WebhookAdded.
    """
    if (work.session.scalar(select(func.count(Webhook.id))) or 0) >= MOST_WEBHOOKS:
        raise TooManyWebhooks
    secret, sealed = _new_secret(secret_key)
    added = Webhook(name=name, url=url, host=host, topics=_sorted(topics), sealed_secret=sealed)
    work.session.add(added)
    work.session.flush()
    work.emit(events.WebhookAdded(added.id), host=host)
    return added, secret


def change(work: Work, found: Webhook, changes: dict[str, Any]) -> Webhook:
    """It has these values now. Switched on, it begins anew. Emits WebhookChanged."""
    if "topics" in changes:
        changes = {**changes, "topics": _sorted(changes["topics"])}
    if "is_on" in changes:
        changes = {**changes, "off_because": None}
    if changes.get("is_on") and not found.is_on:
        changes = {**changes, "failures": 0}
    for name, value in changes.items():
        setattr(found, name, value)
    work.session.flush()
    work.emit(events.WebhookChanged(found.id), host=found.host)
    return found


def exchange_secret(work: Work, found: Webhook, *, secret_key: str, overlap_hours: int) -> str:
    """Messages are signed with a new secret, and with the former one for so long too; returns
    the new one, shown this once. Emits WebhookSecretChanged."""
    secret, sealed = _new_secret(secret_key)
    keeps = overlap_hours > 0
    found.former_sealed_secret = found.sealed_secret if keeps else None
    found.former_until = work.now + timedelta(hours=overlap_hours) if keeps else None
    found.sealed_secret = sealed
    work.session.flush()
    work.emit(events.WebhookSecretChanged(found.id), host=found.host)
    return secret


def remove(work: Work, webhook_id: UUID) -> None:
    """Nothing is sent there any more, not even what waits. Emits WebhookRemoved."""
    found = work.get(Webhook, webhook_id, lock=True)
    work.session.execute(delete(WebhookDelivery).where(WebhookDelivery.webhook_id == found.id))
    work.session.delete(found)
    work.session.flush()
    work.emit(events.WebhookRemoved(webhook_id), host=found.host)


def _sorted(topics: Iterable[str]) -> list[str]:
    wanted = set(topics)
    return [topic for topic in TOPICS if topic in wanted]


def _new_secret(secret_key: str) -> tuple[str, bytes]:
    secret = secret_text(secrets.token_bytes(SECRET_BYTES))
    return secret, Cipher(secret_key, PURPOSE).seal(secret.encode())
