"""Contracts of a customer who turns out to be somebody else's record are that record's.

Names and addresses in a contract stay what they were when it was made: only the link moves.
"""

from __future__ import annotations

from smoothschedule.contracts.models import (
    BulkSendRow,
    Contract,
    ContractSigner,
    SavedSignature,
)
from smoothschedule.scheduling.operations.customer_moves import moves, one_for_each

moves(Contract.customer_id)
# A signer's version guards what they send: who is just signing is not to be stopped.
moves(ContractSigner.customer_id)
moves(BulkSendRow.customer_id)
# Of each kind one is remembered: that of whoever stays, if there is one.
moves(
    SavedSignature.customer_id,
    giving=one_for_each(SavedSignature.customer_id, SavedSignature.kind),
)
