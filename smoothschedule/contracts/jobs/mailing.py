"""Letters about contracts: in the looks of the business, with links on its own host."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Any

import structlog
from markupsafe import Markup, escape

from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.operations.signing_links import path_of
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.headers import one_line
from smoothschedule.mail.port import MailRefusedError
from smoothschedule.scheduling.mails.texts import Wording
from smoothschedule.scheduling.mails.values import Value
from smoothschedule.scheduling.mails.writing import Letterhead, addressed, letter
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users.models import User

log = structlog.get_logger()


def written(
    work: Work,
    runtime: Any,
    wording: Wording,
    *,
    to: tuple[str, str],
    id: str,
    **words: str | Value | None,
) -> EmailMessage:
    """A mail that can leave once the transaction is over.

    `to`: name and address. `id` is the same at each attempt, so that a mailbox knows a repeat.
    """
    name, email = to
    head = Letterhead.of(work, own_tenant(work), runtime.settings)
    known = {"business": head.business, "name": name, **words}
    values = {
        each: value if isinstance(value, Value) else Value.of(value)
        for each, value in known.items()
    }
    return addressed(letter(wording, values, head), head, name=name, email=email, message_id=id)


def leave(runtime: Any, message: EmailMessage, *, mail: str) -> None:
    """The mail is on its way; an address that takes none is noted."""
    try:
        runtime.mailer.send(message)
    except MailRefusedError:
        log.warning("mail.refused", mail=mail)


def quoted(text: str) -> Value:
    """What somebody wrote, in its own lines."""
    lines = Markup("<br>").join(escape(line) for line in text.splitlines())
    html = Markup(
        '<blockquote style="margin:16px 0;padding-left:12px;border-left:3px solid #ced4da">'
        "{}</blockquote>"
    )
    return Value(text, html.format(lines), is_block=True)


def button(label: str, url: str) -> Value:
    """A link to press; its address stands in the plain text, and under it."""
    html = Markup(
        '<p style="margin:20px 0"><a href="{url}" style="display:inline-block;padding:11px 20px;'
        'border-radius:8px;background:#1a1b1e;color:#ffffff;font-weight:600;text-decoration:none">'
        '{label}</a></p><p style="font-size:13px;color:#5c5f66;word-break:break-all">{url}</p>'
    )
    return Value(f"{label}: {url}", html.format(url=url, label=label), is_block=True)


def digits(code: str) -> Value:
    """Six digits, to be read at a glance."""
    html = Markup('<p style="font-size:28px;letter-spacing:6px;font-weight:700">{}</p>')
    return Value(code, html.format(code), is_block=True)


def sender_of_contract(work: Work, contract: Contract) -> User | None:
    """Who of the business sent the contract; None where nobody in person did."""
    if contract.created_by_id is None:
        return None
    return work.get(User, contract.created_by_id)


def sender_name(work: Work, contract: Contract) -> str:
    """From whom the contract is, as its readers know them."""
    sender, business = sender_of_contract(work, contract), one_line(own_tenant(work).name)
    return business if sender is None else f"{one_line(sender.name)} of {business}"


def address_of(work: Work, runtime: Any, path: str) -> str:
    """Where a path of the business's own host is."""
    settings = runtime.settings
    return str(settings.url_of(settings.subdomain_host(own_tenant(work).subdomain), path))


def page_of(work: Work, runtime: Any, contract: Contract) -> str:
    """Where the team sees the contract."""
    return address_of(work, runtime, f"/app/contracts/{contract.id}")


def link_of(work: Work, runtime: Any, token: str) -> str:
    """The address of a signer's page."""
    return address_of(work, runtime, path_of(token))
