"""Signing on the business's own device: a link that works once, and leaves nothing behind."""

from __future__ import annotations

from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select, update

from smoothschedule.contracts.events import SignerHandedOver
from smoothschedule.contracts.models import Contract, ContractSigner, SignerHandover
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.rules.states import SignerState
from smoothschedule.contracts.sitting import Refused, Sitting, UnknownLink
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import Clash, NotFound
from smoothschedule.core.tokens import new_token, token_hash
from smoothschedule.core.unit_of_work import Work

OPENS_FOR: Final = timedelta(minutes=10)
#: Long enough to read and sign a contract while somebody waits.
SIGNS_FOR: Final = timedelta(minutes=60)


class OnlyTeam(Clash):
    slug = "host-needed"
    title = "Only somebody of the team can hand over a device: they vouch for who signs."


def hand_over(work: Work, contract_id: UUID, signer_id: UUID) -> tuple[str, SignerHandover]:
    """The signer may sign on a device of the business; returns the code of a link for it.

    The link works once, within minutes. The contract is locked. Raises NotFound, OnlyTeam,
    Refused when it is not their turn. Emits SignerHandedOver.
    """
    if work.actor.user_id is None:
        raise OnlyTeam
    contract = work.get(Contract, contract_id, lock=True)
    signer = work.get(ContractSigner, signer_id, lock=True)
    if signer.contract_id != contract.id:
        raise NotFound
    reason = Sitting(work, contract, signer, work.actor.user_id).passage.reason
    if reason is not None:
        raise Refused(reason)
    code = new_token()
    made = SignerHandover(
        signer_id=signer.id,
        host_user_id=work.actor.user_id,
        code_hash=token_hash(code),
        expires_at=work.now + OPENS_FOR,
    )
    work.session.add(made)
    work.session.flush()
    record_event(work, contract, "handed_over", signer)
    work.emit(SignerHandedOver(signer.id, contract.id))
    return code, made


def handed_to(work: Work, code: str) -> Sitting:
    """Who is to take the device, at which contract; nothing changes.

    Raises UnknownLink for a link that was used or is over, Refused when it is not their turn
    any more.
    """
    query = (
        select(Contract, ContractSigner, SignerHandover.host_user_id)
        .join(ContractSigner, ContractSigner.contract_id == Contract.id)
        .join(SignerHandover, SignerHandover.signer_id == ContractSigner.id)
        .where(_is_waiting(work, code))
    )
    row = work.session.execute(query).one_or_none()
    if row is None:
        raise UnknownLink
    sitting = Sitting(work, *row)
    sitting.require_gate()
    return sitting


def take_over(work: Work, code: str) -> str:
    """The device is in the signer's hands; returns the token that they sign with there.

    Of two who come with the same code, one gets in. Raises UnknownLink.
    """
    token = new_token()
    signer_id = work.session.scalar(
        update(SignerHandover)
        .where(_is_waiting(work, code))
        .values(used_at=work.now, token_hash=token_hash(token), expires_at=work.now + SIGNS_FOR)
        .returning(SignerHandover.signer_id)
        .execution_options(synchronize_session=False)
    )
    if signer_id is None:
        raise UnknownLink
    work.record(Tag.SIGNER_TOOK_OVER, "signer", signer_id)
    return token


def _is_waiting(work: Work, code: str) -> ColumnElement[bool]:
    """The code is right, unused and not too old, and nobody took the signer's place."""
    signs = select(ContractSigner.id).where(ContractSigner.state != SignerState.REPLACED)
    return and_(
        SignerHandover.signer_id.in_(signs),
        SignerHandover.code_hash == token_hash(code),
        SignerHandover.used_at.is_(None),
        SignerHandover.expires_at > work.now,
    )
