"""Messages are sent; no transaction is open while another server thinks."""

from __future__ import annotations

import time
from contextlib import suppress
from typing import Any, Final
from uuid import UUID

import structlog
from redis.exceptions import RedisError
from sqlalchemy import select

from smoothschedule.core import metrics
from smoothschedule.core.jobs import job
from smoothschedule.core.outbound import Limits, OutboundError, log_name
from smoothschedule.users.letters import place_of, send, work_of
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role
from smoothschedule.webhooks.composing import READER
from smoothschedule.webhooks.models import Webhook
from smoothschedule.webhooks.operations import sending
from smoothschedule.webhooks.operations.sending import Answer, Letter
from smoothschedule.webhooks.rules import PAUSE_SECONDS, Trouble, excerpt, trouble_of

log = structlog.get_logger()
#: A receiver that has more to do than take the message does it afterwards.
LIMITS: Final = Limits(bytes=4_000, seconds=10)
SWITCHED_OFF: Final = """Hello {name},

{place} sends messages to {host} when something happens ("{webhook}"), but they do not arrive
any more: {why} So we switched that webhook off; nothing is sent there for now.

When the other program listens again, switch it on here and send again what it missed:

{url}
"""
WHY: Final = {
    "failures": "several in a row came to nothing, each tried for about a day.",
    "gone": "the other side says that nobody listens there any more.",
}


@job
def send_webhook(runtime: Any, tenant_id: UUID, *, delivery_id: str) -> None:
    """The message was sent once more, if it is due, and it is known what came of it."""
    id, key = UUID(delivery_id), runtime.settings.secret_key
    with runtime.units.tenant(tenant_id, actor=READER) as work:
        letter = sending.begin_try(work, id, secret_key=key)
    if letter is None:
        return
    answer = _paused(runtime, letter) or _posted(runtime, letter)
    outcome = answer.trouble or trouble_of(answer.status or 0) or "delivered"
    metrics.WEBHOOK_SECONDS.labels(str(outcome)).observe(answer.milliseconds / 1000)
    with runtime.units.tenant(tenant_id) as work:
        sending.end_try(work, id, answer)


def _paused(runtime: Any, letter: Letter) -> Answer | None:
    """What comes of a try that is left out, since the receiver did not answer a moment ago."""
    with suppress(RedisError):  # while it is away everything is tried
        if letter.may_wait and runtime.redis.exists(_pause_of(letter)):
            return Answer(0, trouble=Trouble.PAUSED, retry_after=str(PAUSE_SECONDS))
    return None


def _pause_of(letter: Letter) -> str:
    return f"webhook-pause:{letter.webhook_id}"


def _posted(runtime: Any, letter: Letter) -> Answer:
    began = time.monotonic()
    try:
        said = runtime.outbound.post(letter.url, letter.body, LIMITS, headers=letter.headers)
    except OutboundError as error:
        log.info("webhook.not_sent", to=log_name(letter.url), why=error.code)
        # Whoever knows the name may be who does not answer.
        if error.code == Trouble.SLOW or _since(began) >= LIMITS.seconds * 1000:
            with suppress(RedisError):
                runtime.redis.set(_pause_of(letter), 1, ex=PAUSE_SECONDS)
        return Answer(_since(began), trouble=Trouble(error.code))
    log.info("webhook.sent", to=log_name(letter.url), status=said.status)
    return Answer(
        _since(began),
        status=said.status,
        excerpt=excerpt(said.body),
        retry_after=said.headers.get("retry-after"),
    )


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)


@job
def mail_webhook_switched_off(runtime: Any, tenant_id: UUID, *, webhook_id: str) -> None:
    """The owner knows that another program hears nothing any more, and what to do."""
    with work_of(runtime, tenant_id) as work:
        found = work.session.get(Webhook, (tenant_id, UUID(webhook_id)))
        if found is None or found.off_because is None:  # removed or switched on meanwhile
            return
        owners = list(work.session.scalars(select(User).where(User.role == Role.TENANT_OWNER)))
        place, host = place_of(runtime, work)
    why = WHY[found.off_because]
    url = runtime.settings.url_of(host, "/app/settings/webhooks")
    for owner in owners:
        text = SWITCHED_OFF.format(
            name=owner.name, place=place, host=found.host, webhook=found.name, why=why, url=url
        )
        subject = f"Messages to {found.host} do not arrive"
        send(runtime, tenant_id, to=owner.email, subject=subject, text=text)
