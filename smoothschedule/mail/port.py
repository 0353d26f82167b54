"""What the rest of the house knows of mail."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Protocol


class MailError(Exception):
    """A mail did not leave; trying again later may help."""


class MailRefusedError(MailError):
    """A mail will never leave as it is: the sender or every recipient was refused."""


class Mailer(Protocol):
    """Hands one message over to whoever delivers it."""

    def send(self, message: EmailMessage) -> None:
        """The message is in other hands, for all recipients of To, Cc and Bcc.

        Raises MailRefusedError when it never will be, MailError when it was not this time.
        """
