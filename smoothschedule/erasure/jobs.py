"""What follows when somebody is erased or asks for it: files go, people are told."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import exists, select

from smoothschedule.contracts.models import Contract, ContractFile, SignatureImage
from smoothschedule.core.jobs import job
from smoothschedule.core.unit_of_work import Work
from smoothschedule.erasure.models import ErasureRequest
from smoothschedule.scheduling.models import Customer, IntakeFile
from smoothschedule.users.letters import place_of, send
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

ASKED: Final = """Hello {owner},

{name} asks you to erase what you know about them at {place}. Look at what would go and
what you may keep, then erase it or tell them why not. The law gives you a month to answer.

{url}
"""
DECLINED: Final = """Hello {name},

you asked {place} to erase what it knows about you. It answers:

{answer}

If you do not agree, answer to {place}, or turn to the data protection authority.
"""
WHAT_NEEDS_FILES: Final = (SignatureImage.path, ContractFile.path, IntakeFile.path)


@job
def drop_erased_files(
    runtime: Any, tenant_id: UUID, *, keys: list[str], emptied_ids: list[str]
) -> None:
    """The files are gone, but those of the same content that somebody else's contract needs."""
    for key in keys:
        with runtime.units.tenant(tenant_id) as work:
            is_needed = _is_needed(work, key, [UUID(id) for id in emptied_ids])
        if not is_needed:
            runtime.files.delete(key)


def _is_needed(work: Work, key: str, emptied_ids: list[UUID]) -> bool:
    documents = exists().where(Contract.original_pdf_path == key, Contract.id.not_in(emptied_ids))
    found = [exists().where(path == key) for path in WHAT_NEEDS_FILES]
    return any(work.session.scalar(select(each)) for each in (documents, *found))


@job
def mail_erasure_asked(runtime: Any, tenant_id: UUID, *, request_id: str) -> None:
    """The owner knows that a customer asks to be erased."""
    with runtime.units.tenant(tenant_id) as work:
        found = work.get(ErasureRequest, UUID(request_id))
        if found.state != "open":
            return
        name = work.get(Customer, found.customer_id).name
        owner = work.session.scalars(select(User).where(User.role == Role.TENANT_OWNER)).one()
        place, host = place_of(runtime, work)
    url = runtime.settings.url_of(host, f"/app/customers?customer={found.customer_id}")
    text = ASKED.format(owner=owner.name, name=name, place=place, url=url)
    send(runtime, tenant_id, to=owner.email, subject=f"{name} asks to be erased", text=text)


@job
def mail_erasure_declined(runtime: Any, tenant_id: UUID, *, request_id: str) -> None:
    """The customer knows why their data stays."""
    with runtime.units.tenant(tenant_id) as work:
        found = work.get(ErasureRequest, UUID(request_id))
        customer = work.get(Customer, found.customer_id)
        account = work.get(User, customer.user_id) if customer.user_id else None
        email = account.email if account else customer.email
        place, _ = place_of(runtime, work)
    if found.answer is None or email is None:
        return
    text = DECLINED.format(name=customer.name, place=place, answer=found.answer)
    send(runtime, tenant_id, to=email, subject=f"Your data at {place}", text=text)
