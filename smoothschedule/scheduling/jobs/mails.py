"""Mails to guests: each is one job, and its row says what became of it.

Jobs may run twice, but not at once: whoever runs one holds its lease. No transaction is open
while a mail server thinks.
"""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any
from uuid import UUID

import structlog

from smoothschedule.core.jobs import job
from smoothschedule.mail.port import MailRefusedError
from smoothschedule.scheduling.mails.composing import composed
from smoothschedule.scheduling.operations import mailing
from smoothschedule.scheduling.rules.mails import Failure

log = structlog.get_logger()


@job
def send_mail(runtime: Any, tenant_id: UUID, *, mail_id: str) -> None:
    """The guest has been written to, if what the mail says is still true."""
    id = UUID(mail_id)
    message = _begun(runtime, tenant_id, id)
    if message is None:
        return
    try:
        runtime.mailer.send(message)
    except MailRefusedError:
        log.warning("mail.refused", mail_id=mail_id)
        with runtime.units.tenant(tenant_id) as work:
            mailing.fail(work, id, for_good=True)
        return
    except Exception:
        with runtime.units.tenant(tenant_id) as work:
            mailing.fail(work, id, for_good=False)
        raise
    with runtime.units.tenant(tenant_id) as work:
        mailing.succeed(work, id)


def _begun(runtime: Any, tenant_id: UUID, mail_id: UUID) -> EmailMessage | None:
    with runtime.units.tenant(tenant_id) as work:
        mail = mailing.begin(work, mail_id)
        if mail is None:
            return None
        message = composed(work, mail, runtime.settings)
        if isinstance(message, Failure):
            mailing.drop(work, mail, message)
            return None
        return message
