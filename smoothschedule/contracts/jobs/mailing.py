"""Letters about contracts: in the name of the business, with links on its own host."""

from __future__ import annotations

from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any

from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.operations.signing_links import path_of
from smoothschedule.core.unit_of_work import Work
from smoothschedule.mail.headers import one_line
from smoothschedule.tenants.branding import sender_of
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User


def letter(work: Work, runtime: Any, *, to: str, subject: str, text: str) -> EmailMessage:
    """A mail that can leave once the transaction is over."""
    message = EmailMessage()
    message["From"] = sender_of(work, own_tenant(work), runtime.settings)
    message["To"] = to
    message["Subject"] = one_line(subject)
    message["Date"], message["Message-ID"] = formatdate(), make_msgid(domain="smoothschedule")
    message.set_content(text)
    return message


def sender_of_contract(work: Work, contract: Contract) -> User | None:
    """Who of the business sent the contract; None where nobody in person did."""
    if contract.created_by_id is None:
        return None
    return work.get(User, contract.created_by_id)


def own_tenant(work: Work) -> Tenant:
    """The business that the letter is from."""
    assert work.context.tenant_id is not None
    return work.get(Tenant, work.context.tenant_id)


def address_of(work: Work, runtime: Any, path: str) -> str:
    """Where a path of the business's own host is."""
    settings = runtime.settings
    return str(settings.url_of(settings.subdomain_host(own_tenant(work).subdomain), path))


def link_of(work: Work, runtime: Any, token: str) -> str:
    """The address of a signer's page."""
    return address_of(work, runtime, path_of(token))
