"""One try of one message: what is sent, and what its answer means. No I/O here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select, update

from smoothschedule.core import jobs
from smoothschedule.core.ciphers import Cipher, Unreadable
from smoothschedule.core.unit_of_work import Work
from smoothschedule.webhooks import events
from smoothschedule.webhooks.composing import body_of
from smoothschedule.webhooks.models import Webhook, WebhookDelivery
from smoothschedule.webhooks.operations.deliveries import sending
from smoothschedule.webhooks.operations.webhooks import PURPOSE
from smoothschedule.webhooks.rules import (
    FAILURES_UNTIL_OFF,
    MOST_TRIES,
    Trouble,
    headers_of,
    message_id,
    trouble_of,
    wait_after,
)
from smoothschedule.webhooks.topics import TEST

#: A try is over by then; one whose worker was lost may be made again.
ONE_TRY: Final = timedelta(minutes=1)
LOGGED_TRIES: Final = 20


@dataclass(frozen=True, slots=True)
class Letter:
    """What goes out, and where to."""

    url: str
    headers: dict[str, str]
    body: bytes
    webhook_id: UUID
    #: Whether another try follows if this one is left out.
    may_wait: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a try: a status, or the trouble that kept us from one."""

    milliseconds: int
    status: int | None = None
    trouble: Trouble | None = None
    excerpt: str = ""
    retry_after: str | None = None


def begin_try(work: Work, delivery_id: UUID, *, secret_key: str) -> Letter | None:
    """What is to be sent now; None when it is not due, was forgotten or came to nothing."""
    held = _held(work, delivery_id)
    if held is None or not _is_due(work, held[1]):
        return None
    webhook, delivery = held
    if not webhook.is_on and delivery.topic != TEST:
        _end(delivery, "failed", work, Answer(0, trouble=Trouble.OFF))
        return None
    try:
        secrets = _secrets_of(work, webhook, secret_key)
    except Unreadable:
        _give_up(work, delivery, webhook, Answer(0, trouble=Trouble.SEALED))
        return None
    if delivery.body is None:
        delivery.body = body_of(work, delivery)
    delivery.next_try_at = work.now + ONE_TRY
    body = delivery.body.encode()
    headers = headers_of(
        secrets, message=message_id(delivery.id), timestamp=int(work.now.timestamp()), body=body
    )
    may_wait = delivery.topic != TEST and delivery.tries + 1 < MOST_TRIES
    return Letter(webhook.url, headers, body, webhook.id, may_wait)


def end_try(work: Work, delivery_id: UUID, answer: Answer) -> None:
    """The answer is written down: taken, to be tried again, or given up.

    Emits WebhookSwitchedOff when this was one failure too many.
    """
    held = _held(work, delivery_id)
    if held is None:
        return
    webhook, delivery = held
    delivery.tries += 1
    trouble = answer.trouble or trouble_of(answer.status or 0)
    if trouble is None:
        _end(delivery, "delivered", work, answer)
        _note(work, webhook.id, failures=0, delivered_at=work.now)
        return
    wait = wait_after(delivery.tries, delivery.id, asked_seconds=answer.retry_after)
    if wait is None or trouble is Trouble.GONE or delivery.topic == TEST:
        _give_up(work, delivery, webhook, answer)
        return
    _log(delivery, work, answer)
    _note(work, webhook.id, failed_at=work.now)
    delivery.next_try_at = work.now + wait
    jobs.plan(work, sending(delivery), due_at=delivery.next_try_at, request_id=delivery.request_id)


def _held(work: Work, delivery_id: UUID) -> tuple[Webhook, WebhookDelivery] | None:
    """Both under lock, the webhook first as whoever removes it does; None when they are gone."""
    of_one = WebhookDelivery.id == delivery_id
    webhook_id = work.session.scalar(select(WebhookDelivery.webhook_id).where(of_one))
    own = work.context.tenant_id
    webhook = work.session.get(Webhook, (own, webhook_id), with_for_update=True)
    delivery = work.session.get(WebhookDelivery, (own, delivery_id), with_for_update=True)
    return (webhook, delivery) if webhook and delivery else None


def _is_due(work: Work, delivery: WebhookDelivery) -> bool:
    due_at = delivery.next_try_at
    return delivery.state == "waiting" and due_at is not None and due_at <= work.now


def _secrets_of(work: Work, webhook: Webhook, secret_key: str) -> list[str]:
    sealed = [webhook.sealed_secret]
    if webhook.former_until is not None and webhook.former_until > work.now:
        assert webhook.former_sealed_secret is not None
        sealed.append(webhook.former_sealed_secret)
    cipher = Cipher(secret_key, PURPOSE)
    return [cipher.open(each).decode() for each in sealed]


def _give_up(work: Work, delivery: WebhookDelivery, webhook: Webhook, answer: Answer) -> None:
    """It came to nothing for good, and so may the webhook. A test decides nothing."""
    _end(delivery, "failed", work, answer)
    if delivery.topic == TEST:
        _note(work, webhook.id, failed_at=work.now)
        return
    failures = min(webhook.failures + 1, 1_000)
    _note(work, webhook.id, failures=failures, failed_at=work.now)
    is_gone = answer.trouble is None and trouble_of(answer.status or 0) is Trouble.GONE
    if webhook.is_on and (is_gone or failures >= FAILURES_UNTIL_OFF):
        webhook.is_on = False
        webhook.off_because = "gone" if is_gone else "failures"
        work.session.flush()
        work.emit(events.WebhookSwitchedOff(webhook.id), host=webhook.host)


def _end(delivery: WebhookDelivery, state: str, work: Work, answer: Answer) -> None:
    _log(delivery, work, answer)
    delivery.state, delivery.next_try_at = state, None


def _log(delivery: WebhookDelivery, work: Work, answer: Answer) -> None:
    tried = {
        "at": work.now.isoformat(),
        "milliseconds": answer.milliseconds,
        "status": answer.status,
        "problem": answer.trouble or trouble_of(answer.status or 0),
    }
    delivery.log = [*delivery.log, tried][-LOGGED_TRIES:]
    delivery.response = answer.excerpt or None


def _note(work: Work, webhook_id: UUID, **values: Any) -> None:
    # How sending went is no act of anybody's, and must not make an edit stale.
    options = {"synchronize_session": False, "unjournaled": True}
    work.session.execute(
        update(Webhook)
        .where(Webhook.id == webhook_id)
        .values(**values)
        .execution_options(**options)
    )
