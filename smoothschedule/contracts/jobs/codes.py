"""The mail with six digits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog

from smoothschedule.contracts.jobs.mailing import letter, own_tenant
from smoothschedule.contracts.models import ContractSigner, SignerCode
from smoothschedule.contracts.operations.codes import LASTS, digits_of
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.jobs import job
from smoothschedule.mail.port import MailRefusedError

log = structlog.get_logger()
TEXT = """Hello {name},

your code to open the contract from {place} is

    {code}

It works once, for {minutes} minutes. If you did not ask for it, you need not do anything: without
the link and this code nobody can open the contract.
"""


@job
def mail_signer_code(runtime: Any, tenant_id: UUID, *, code_id: str) -> None:
    """The signer has the code in their mailbox, unless it no longer holds."""
    with runtime.units.tenant(tenant_id) as work:
        found = work.get(SignerCode, UUID(code_id))
        if found.sent_at is not None or found.used_at is not None or found.expires_at <= work.now:
            return
        signer, place = work.get(ContractSigner, found.signer_id), own_tenant(work).name
        code = digits_of(found.code_nonce, runtime.settings.secret_key)
        minutes = int(LASTS.total_seconds() // 60)
        text = TEXT.format(name=signer.name, place=place, code=code, minutes=minutes)
        message = letter(work, runtime, to=signer.email, subject=f"Your code: {code}", text=text)
    try:
        runtime.mailer.send(message)
    except MailRefusedError:
        log.warning("mail.refused", mail="signer_code", signer_id=str(signer.id))
    with runtime.units.tenant(tenant_id) as work:
        sent = work.get(SignerCode, UUID(code_id))
        sent.sent_at = work.now
        work.record(Tag.SIGNER_CODE_ASKED, "signer", sent.signer_id, is_mailed=True)
