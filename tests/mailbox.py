"""The mails that the real jobs have sent, and what the relay has told, step by step."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from uuid import UUID

from smoothschedule import job_queue
from smoothschedule.outbox_relay import Relay
from smoothschedule.runtime import Runtime


class Mailbox:
    """Mails as files of one folder."""

    def __init__(self, runtime: Runtime, folder: Path) -> None:
        self.runtime = runtime
        self.folder = folder
        self.relay = Relay(runtime)

    def deliver(self) -> list[EmailMessage]:
        """The outbox is empty and each queued job has run, with what followed from it; returns
        every mail there is."""
        queue = self.relay.queue
        while self.relay.empty() or not queue.is_empty():
            while not queue.is_empty():
                queued = queue.fetch_job(str(queue.pop_job_id()))
                assert queued is not None
                tenant_id, row_id = queued.args
                job_queue.run(self.runtime, UUID(tenant_id) if tenant_id else None, UUID(row_id))
        return self.mails()

    def to(self, address: str) -> list[EmailMessage]:
        """The mails to this address, first first."""
        return [mail for mail in self.mails() if address in str(mail["To"])]

    def mails(self) -> list[EmailMessage]:
        """Every mail, first first."""
        return mails_in(self.folder)


def mails_in(folder: Path) -> list[EmailMessage]:
    """The mails that are files of this folder, first first."""
    parser = BytesParser(_class=EmailMessage, policy=policy.default)
    return [parser.parsebytes(path.read_bytes()) for path in sorted(folder.glob("*.eml"))]


def text_of(mail: EmailMessage) -> str:
    """What its reader reads."""
    part = mail.get_body(("plain",))
    assert part is not None
    text: str = part.get_content()
    return text


def link_token(mail: EmailMessage) -> str:
    """The secret in the mail's link."""
    found = re.search(r"\?token=([\w-]+)", text_of(mail))
    assert found is not None, text_of(mail)
    return found.group(1)
