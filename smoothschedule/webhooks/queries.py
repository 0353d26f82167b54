"""Webhooks and their messages, as their owner sees them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.pagination import page
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.webhooks.models import Webhook, WebhookDelivery
from smoothschedule.webhooks.rules import TROUBLES, Trouble, message_id


def webhooks(work: Work) -> list[Webhook]:
    """All of the business, oldest first."""
    query = select(Webhook).order_by(Webhook.id)
    return list(work.session.scalars(query.execution_options(populate_existing=True)))


def deliveries(
    work: Work, webhook: Webhook, *, limit: int, after: str | None, state: str | None
) -> dict[str, Any]:
    """A page of what was sent there, latest first."""
    query = select(WebhookDelivery).where(WebhookDelivery.webhook_id == webhook.id)
    if state is not None:
        query = query.where(WebhookDelivery.state == state)
    order = (WebhookDelivery.id,)
    found = page(work.session, query, order, limit=limit, after=after, descending=True)
    return {**found, "items": [delivery_document(each) for each in found["items"]]}


def delivery(work: Work, webhook_id: UUID, delivery_id: UUID) -> WebhookDelivery:
    """One message of this webhook; raises NotFound."""
    found = work.get(WebhookDelivery, delivery_id)
    if found.webhook_id != webhook_id:
        raise NotFound
    return found


def webhook_document(work: Work, found: Webhook) -> dict[str, Any]:
    """The webhook without its secrets."""
    names = (
        "id name url topics is_on off_because failures delivered_at failed_at version created_at"
    )
    overlaps = found.former_until is not None and found.former_until > work.now
    return {
        **{name: getattr(found, name) for name in names.split()},
        "former_secret_until": found.former_until if overlaps else None,
    }


def delivery_document(found: WebhookDelivery) -> dict[str, Any]:
    """One message, what was said in it, and how each try went."""
    names = "id topic state tries occurred_at next_try_at body response"
    tries = [{**each, "problem": _sentence(each["problem"])} for each in found.log]
    last = tries[-1] if tries else {}
    return {
        **{name: getattr(found, name) for name in names.split()},
        "message_id": message_id(found.id),
        "log": tries,
        "status": last.get("status"),
        "problem": last.get("problem"),
    }


def _sentence(code: str | None) -> str | None:
    return TROUBLES[Trouble(code)] if code else None
