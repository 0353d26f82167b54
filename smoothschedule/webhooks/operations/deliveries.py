"""Messages for webhooks are made: for what happened, for a test, and once more."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from smoothschedule.core.effects import Announcement
from smoothschedule.core.jobs import JobRequest
from smoothschedule.core.unit_of_work import Work
from smoothschedule.webhooks import events
from smoothschedule.webhooks.models import Webhook, WebhookDelivery
from smoothschedule.webhooks.problems import WebhookIsOff
from smoothschedule.webhooks.topics import TEST


def announce(
    work: Work, said: Announcement, *, occurred_at: datetime, request_id: str | None
) -> list[JobRequest]:
    """Each webhook that hears of the topic has a message waiting; returns the jobs that send
    them. In the transaction that takes the event off the outbox, so there is one of each."""
    query = select(Webhook.id, Webhook.topics).where(Webhook.is_on)
    hearing = [id for id, topics in work.session.execute(query) if said.topic in topics]
    made = [
        WebhookDelivery(
            webhook_id=id,
            topic=said.topic,
            subject_kind=said.kind,
            subject_id=said.id,
            occurred_at=occurred_at,
            next_try_at=work.now,
            request_id=request_id,
        )
        for id in hearing
    ]
    work.session.add_all(made)
    work.session.flush()
    return [sending(delivery) for delivery in made]


def sending(delivery: WebhookDelivery) -> JobRequest:
    """The job that tries to send it."""
    return JobRequest("send_webhook", {"delivery_id": str(delivery.id)})


def ask_test(work: Work, found: Webhook) -> WebhookDelivery:
    """A message that says nothing is on its way, also to one that is switched off. Emits
    WebhookTestAsked."""
    made = WebhookDelivery(
        webhook_id=found.id,
        topic=TEST,
        occurred_at=work.now,
        next_try_at=work.now,
        request_id=work.request_id,
    )
    work.session.add(made)
    work.session.flush()
    work.emit(events.WebhookTestAsked(found.id, made.id), host=found.host)
    return made


def ask_replay(work: Work, found: Webhook, delivery: WebhookDelivery) -> WebhookDelivery:
    """The message is sent again, under the same id and with all its tries before it.

    Raises WebhookIsOff. Emits WebhookReplayAsked.
    """
    if not found.is_on and delivery.topic != TEST:
        raise WebhookIsOff
    delivery.state, delivery.tries, delivery.next_try_at = "waiting", 0, work.now
    delivery.request_id = work.request_id
    work.session.flush()
    work.emit(events.WebhookReplayAsked(found.id, delivery.id), host=found.host)
    return delivery
