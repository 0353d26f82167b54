"""Mail handed to an SMTP server."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from typing import Literal

from smoothschedule.mail.port import MailError, MailRefusedError

Encryption = Literal["none", "starttls", "tls"]
TIMEOUT_SECONDS = 20
PERMANENT = range(500, 600)


class SmtpMailer:
    """Opens one connection for each message, so that nothing is held between jobs."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        user: str | None = None,
        password: str | None = None,
        encryption: Encryption = "none",
        context: ssl.SSLContext | None = None,
    ) -> None:
        self.host = host
        self.port = port
        self._user = user
        self._password = password
        self._encryption = encryption
        self._context = context or ssl.create_default_context()

    def send(self, message: EmailMessage) -> None:
        """The server took the message for every recipient.

        Raises MailRefusedError on a permanent answer (5xx) about sender, recipients or
        message, MailError on everything that may be better next time.
        """
        try:
            with self._connection() as connection:
                refused = connection.send_message(message)
        except (smtplib.SMTPException, OSError) as error:
            raise self._explained(error) from error
        if refused:
            raise MailRefusedError(f"The mail server refused {', '.join(sorted(refused))}.")

    def _connection(self) -> smtplib.SMTP:
        if self._encryption == "tls":
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_SECONDS, context=self._context
            )
        else:
            connection = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
        try:
            if self._encryption == "starttls":
                connection.starttls(context=self._context)
            if self._user is not None:
                connection.login(self._user, self._password or "")
        except BaseException:
            connection.close()
            raise
        return connection

    def _explained(self, error: smtplib.SMTPException | OSError) -> MailError:
        where = f"{self.host}:{self.port}"
        if isinstance(error, smtplib.SMTPRecipientsRefused):
            codes = [code for code, _ in error.recipients.values()]
            names = ", ".join(sorted(error.recipients))
            if all(code in PERMANENT for code in codes):
                return MailRefusedError(f"The mail server {where} refused {names}.")
            return MailError(f"The mail server {where} does not take mail for {names} now.")
        if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPDataError):
            kind = MailRefusedError if error.smtp_code in PERMANENT else MailError
            return kind(f"The mail server {where} refused the message ({error.smtp_code}).")
        if isinstance(error, smtplib.SMTPAuthenticationError):
            return MailError(f"The mail server {where} did not accept the user and password.")
        return MailError(f"The mail server {where} cannot be used: {error}")
