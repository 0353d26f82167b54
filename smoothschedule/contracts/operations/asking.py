"""Asking people to sign, in their turn."""

from __future__ import annotations

from collections.abc import Sequence

from smoothschedule.contracts.events import SignerAsked
from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.operations.signing_links import give_link
from smoothschedule.contracts.rules.routing import due
from smoothschedule.contracts.rules.states import SignerState
from smoothschedule.core.unit_of_work import Work


def ask_due(
    work: Work,
    contract: Contract,
    signers: Sequence[ContractSigner],
    *,
    secret_key: str,
    is_mailed: bool = True,
) -> None:
    """Everybody who waits and whose turn it is has a link, and a mail with it follows.

    `signers`: all of the contract, which is locked. Emits SignerAsked for each.
    """
    for signer in due(signers):
        ask(work, contract, signer, secret_key=secret_key, is_mailed=is_mailed)


def ask(
    work: Work,
    contract: Contract,
    signer: ContractSigner,
    *,
    secret_key: str,
    is_mailed: bool = True,
) -> str:
    """This person has a new link, also where they had one; returns its token.

    `notified_at` is empty until the mail has left: the job that sends it goes by that. People of
    a demo are not mailed. The contract is locked. Emits SignerAsked.
    """
    token = give_link(work, contract, signer, secret_key)
    if signer.state == SignerState.WAITING:
        signer.state = SignerState.NOTIFIED.value
    signer.notified_at = None if is_mailed else work.now
    record_event(work, contract, "asked", signer, email=signer.email)
    work.session.flush()
    work.emit(SignerAsked(signer.id, contract.id))
    return token
