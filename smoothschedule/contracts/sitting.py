"""A signer at their contract, let in by the secret of a link.

Whoever changes something takes `at_the_table`: the contract's row is locked first, then the
signer's, always in this order; then the link is looked at again, because it may have been
taken away meanwhile.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any, Final, Literal
from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.models import Contract, ContractSigner, SignerHandover
from smoothschedule.contracts.rules.fields import Field, fields_of
from smoothschedule.contracts.rules.gate import Passage, Reason, Standing, passage
from smoothschedule.contracts.rules.states import SignerState
from smoothschedule.core.problems import Clash, NotFound
from smoothschedule.core.tokens import token_hash
from smoothschedule.core.unit_of_work import Work

#: How long an entered code opens the contract; the link alone does not after that.
VERIFIED_FOR: Final = timedelta(minutes=60)
LONGEST_TOKEN: Final = 100
Lock = Literal["none", "share", "update"]


class UnknownLink(NotFound):
    """Wrong, rotated, expired and foreign links are one and the same."""

    slug = "unknown-link"
    title = "This link does not work (any more). Ask whoever sent it for a new one."


class Refused(Clash):
    """The gate is shut; the slug says why."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(_SENTENCES[reason])
        self.slug = reason.replace("_", "-")


_SENTENCES: Final = {
    Reason.NOT_YOUR_TURN: "It is not your turn yet. You will get a mail when it is.",
    Reason.ALREADY_SIGNED: "You have signed this already.",
    Reason.DECLINED: "This contract was declined, so nobody can sign it any more.",
    Reason.VOIDED: "The sender took this contract back.",
    Reason.EXPIRED: "The time to sign this contract is over.",
    Reason.COMPLETED: "Everybody has signed this contract.",
    Reason.VERIFICATION_REQUIRED: "Please enter the code that we mail to you first.",
    Reason.VIEW_ONLY: "You can read this contract; nothing is asked of you.",
}


@dataclass
class Sitting:
    """One signer with their contract, at this moment of the database's clock.

    `host_user_id` is who handed over the device, when they sign in person.
    """

    work: Work
    contract: Contract
    signer: ContractSigner
    host_user_id: UUID | None = None

    @property
    def is_in_person(self) -> bool:
        return self.host_user_id is not None

    @property
    def needs_code(self) -> bool:
        """Whether a mailed code is asked for: whoever is there in person is seen."""
        return self.signer.requires_code and not self.is_in_person

    @property
    def is_verified(self) -> bool:
        if not self.needs_code:
            return True
        entered = self.signer.code_verified_at
        return entered is not None and entered > self.work.now - VERIFIED_FOR

    @property
    def passage(self) -> Passage:
        """What the gate says now."""
        return passage(
            Standing(
                contract_state=self.contract.state,
                contract_expires_at=self.contract.expires_at,
                signer_state=self.signer.state,
                signer_kind=self.signer.kind,
                is_verified=self.is_verified,
                now=self.work.now,
                is_in_person=self.is_in_person,
            )
        )

    @cached_property
    def fields(self) -> tuple[Field, ...]:
        """The contract's fields, as they were fixed when it was sent."""
        return fields_of(self.contract.fields, self.contract.frames)

    def require_gate(self) -> None:
        """They may act now; raises Refused."""
        reason = self.passage.reason
        if reason is not None:
            raise Refused(reason)

    def everybody(self) -> Sequence[ContractSigner]:
        """All signers of the contract, by their order; replaced ones too."""
        query = (
            select(ContractSigner)
            .where(ContractSigner.contract_id == self.contract.id)
            .order_by(ContractSigner.routing_order, ContractSigner.id)
        )
        return self.work.session.scalars(query).all()


def sitting_of(work: Work, token: str, *, lock: Lock = "none") -> Sitting:
    """Who sits there with this token of a link; raises UnknownLink.

    `lock`: "share" lets others sign meanwhile but nothing end the contract; "update" is alone
    with it. Either is alone with the signer.
    """
    found = _found(work, token)
    if lock == "none":
        return found
    contract = _again(work, Contract, found.contract.id, is_shared=lock == "share")
    signer = _again(work, ContractSigner, found.signer.id)
    once_more = _found(work, token)
    if once_more.signer.id != found.signer.id:
        raise UnknownLink
    return Sitting(work, contract, signer, once_more.host_user_id)


def _again(work: Work, model: type[Any], id: UUID, *, is_shared: bool = False) -> Any:
    """The row as it is once it is locked."""
    query = select(model).where(model.id == id).with_for_update(read=is_shared)
    return work.session.scalars(query.execution_options(populate_existing=True)).one()


def _found(work: Work, token: str) -> Sitting:
    hashed = token_hash(token if len(token) <= LONGEST_TOKEN else "")
    by_mail = select(Contract, ContractSigner).where(
        ContractSigner.token_hash == hashed, ContractSigner.token_expires_at > work.now
    )
    in_person = (
        select(Contract, ContractSigner, SignerHandover.host_user_id)
        .join(SignerHandover, SignerHandover.signer_id == ContractSigner.id)
        .where(SignerHandover.token_hash == hashed, SignerHandover.expires_at > work.now)
    )
    for query in (by_mail, in_person):
        whose = query.join(Contract, Contract.id == ContractSigner.contract_id)
        row = work.session.execute(
            whose.where(ContractSigner.state != SignerState.REPLACED)
        ).one_or_none()
        if row is not None:
            return Sitting(work, *row)
    raise UnknownLink
