"""The mail with six digits."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.contracts.jobs.mailing import digits, leave, written
from smoothschedule.contracts.jobs.wordings import CODE
from smoothschedule.contracts.models import ContractSigner, SignerCode
from smoothschedule.contracts.operations.codes import LASTS, digits_of
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.jobs import job


@job
def mail_signer_code(runtime: Any, tenant_id: UUID, *, code_id: str) -> None:
    """The signer has the code in their mailbox, unless it no longer holds."""
    with runtime.units.tenant(tenant_id) as work:
        found = work.get(SignerCode, UUID(code_id))
        if found.sent_at is not None or found.used_at is not None or found.expires_at <= work.now:
            return
        signer = work.get(ContractSigner, found.signer_id)
        code = digits_of(found.code_nonce, runtime.settings.secret_key)
        message = written(
            work,
            runtime,
            CODE,
            to=(signer.name, signer.email),
            id=f"code-{found.id}",
            code=digits(code),
            minutes=str(int(LASTS.total_seconds() // 60)),
        )
    leave(runtime, message, mail="signer_code")
    with runtime.units.tenant(tenant_id) as work:
        sent = work.get(SignerCode, UUID(code_id))
        sent.sent_at = work.now
        work.record(Tag.SIGNER_CODE_ASKED, "signer", sent.signer_id, is_mailed=True)
