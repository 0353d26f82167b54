"""The link by which somebody fetches their copy of a finished contract."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.operations.signing_links import give_link, token_of
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.unit_of_work import Work

KEPT_FOR: Final = timedelta(days=180)


def link_for_copy(work: Work, contract: Contract, signer: ContractSigner, secret_key: str) -> str:
    """The token of a link that works for half a year: the signer's own where they have one."""
    token = token_of(signer, secret_key) or give_link(work, contract, signer, secret_key)
    signer.token_expires_at = (contract.completed_at or work.now) + KEPT_FOR
    work.session.flush()
    work.record(Tag.LINK_MADE, "signer", signer.id, purpose="copy")
    return token
