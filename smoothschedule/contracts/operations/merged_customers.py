"""Contracts of a customer who turns out to be somebody else's record are that record's.

Names and addresses in a contract stay what they were when it was made: only the link moves.
"""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import delete, select, update

from smoothschedule.contracts.models import (
    BulkSendRow,
    Contract,
    ContractSigner,
    SavedSignature,
)
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.operations.customer_moves import moves, moves_as_it_is

moves_as_it_is(Contract.customer_id)
# A signer's version guards what they send: who is just signing is not to be stopped.
moves_as_it_is(ContractSigner.customer_id)
moves_as_it_is(BulkSendRow.customer_id)


@moves("saved_signatures.customer_id")
def _signatures(work: Work, from_id: UUID, to_id: UUID) -> int:
    """Of each kind one is remembered: that of whoever stays, if there is one."""
    theirs = SavedSignature.customer_id == from_id
    kept = select(SavedSignature.kind).where(SavedSignature.customer_id == to_id)
    gone = delete(SavedSignature).where(theirs, SavedSignature.kind.in_(kept.scalar_subquery()))
    work.session.execute(gone.execution_options(synchronize_session=False))
    statement = update(SavedSignature).where(theirs).values(customer_id=to_id)
    return len(work.session.scalars(statement.returning(SavedSignature.id)).all())
