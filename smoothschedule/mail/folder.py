"""Mail kept as `.eml` files, for development, tests and installs without an SMTP server."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from smoothschedule.mail.port import MailError


class FolderMailer:
    """Writes each message into one folder; names sort by the time of sending."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def send(self, message: EmailMessage) -> None:
        """A complete file holds the message: a reader never sees half of one."""
        name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%f}-{secrets.token_hex(4)}"
        part = self.folder / f".{name}.part"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(message.as_bytes(policy=SMTP))
            part.replace(self.folder / f"{name}.eml")
        except OSError as error:
            with suppress(OSError):
                part.unlink()
            raise MailError(f"The mail could not be written to {self.folder}: {error}") from error
