"""A mail as plain text and HTML, made of a wording and the values of its variables."""

from __future__ import annotations

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from markupsafe import Markup, escape

from smoothschedule.config import Settings
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.headers import one_line
from smoothschedule.scheduling.mails.texts import Wording
from smoothschedule.scheduling.mails.values import Value, Values
from smoothschedule.scheduling.rules.templating import filled_in, paragraphs, pieces
from smoothschedule.tenants.branding import logo_url, sender_of
from smoothschedule.tenants.models import Tenant

_templates = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    autoescape=select_autoescape(["html"]),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_NONE = Value.of(None)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Whose mail it is: how it looks, whom it comes from, and the host its links lead to."""

    business: str
    color: str
    logo: str | None
    sender: str
    host: str

    @classmethod
    def of(cls, work: Work, tenant: Tenant, settings: Settings) -> Letterhead:
        host, path = settings.subdomain_host(tenant.subdomain), logo_url(tenant)
        return cls(
            business=one_line(tenant.name),
            color=tenant.brand_color,
            logo=settings.url_of(host, path) if path else None,
            sender=sender_of(work, tenant, settings),
            host=host,
        )


@dataclass(frozen=True, slots=True)
class Letter:
    """What the reader sees."""

    subject: str
    text: str
    html: str


def letter(wording: Wording, values: Values, head: Letterhead) -> Letter:
    """The wording with its values; paragraphs whose variables have none are left out."""
    plain = {name: value.text for name, value in values.items()}
    kept = paragraphs(wording.body, lambda name: bool(plain.get(name)))
    html = _templates.get_template("mail.html").render(
        blocks=[_block(each, values) for each in kept],
        place=head.business,
        color=head.color,
        logo=head.logo,
    )
    return Letter(
        subject=one_line(filled_in(wording.subject, plain)),
        text="\n\n".join(filled_in(each, plain) for each in kept) + "\n",
        html=html,
    )


def addressed(
    written: Letter, head: Letterhead, *, name: str, email: str, message_id: str
) -> EmailMessage:
    """The letter as a message; `message_id` is the same for each attempt to send it, so that a
    mailbox recognises a repeat."""
    message = EmailMessage()
    message["To"] = Address(one_line(name), addr_spec=email)
    message["From"] = head.sender
    message["Subject"] = written.subject
    message["Date"] = formatdate()
    message["Message-ID"] = f"<{message_id}@{head.host}>"
    message.set_content(written.text)
    message.add_alternative(written.html, subtype="html")
    return message


def _block(paragraph: str, values: Values) -> Markup:
    cut = list(pieces(paragraph.strip()))
    named = [name for _, name in cut if name]
    if len(named) == 1 and not any(text.strip() for text, _ in cut):
        alone = values[named[0]]
        if alone.is_block:
            return alone.html
    inner = Markup("").join(_lines(text) + values.get(name or "", _NONE).html for text, name in cut)
    return Markup("<p>{}</p>").format(inner)


def _lines(text: str) -> Markup:
    return Markup("<br>").join(escape(line) for line in text.split("\n"))
