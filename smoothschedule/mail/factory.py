"""From the setting MAIL_URL to a mailer."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from smoothschedule.mail.folder import FolderMailer
from smoothschedule.mail.port import Mailer
from smoothschedule.mail.smtp import Encryption, SmtpMailer

DEFAULT_PORTS: dict[Encryption, int] = {"none": 25, "starttls": 587, "tls": 465}


def mailer_from(mail_url: str) -> Mailer:
    """The mailer that `folder:PATH` or `smtp://user:password@host:port?tls=…` names.

    Raises ValueError with a sentence that never repeats the password.
    """
    parts = urlsplit(mail_url)
    if parts.scheme == "folder" and parts.path:
        return FolderMailer(Path(unquote(parts.path)))
    if parts.scheme != "smtp" or not parts.hostname:
        raise ValueError("MAIL_URL must be folder:PATH or smtp://user:password@host:port")
    encryption = _encryption(parts.query)
    return SmtpMailer(
        parts.hostname,
        parts.port or DEFAULT_PORTS[encryption],
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        encryption=encryption,
    )


def _encryption(query: str) -> Encryption:
    match parse_qs(query).get("tls", ["none"])[-1]:
        case "none":
            return "none"
        case "starttls":
            return "starttls"
        case "tls":
            return "tls"
        case other:
            raise ValueError(f"MAIL_URL: tls must be starttls or tls, not {other!r}")
