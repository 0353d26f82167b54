"""Saying no, and letting somebody else say it."""

from __future__ import annotations

from smoothschedule.contracts.events import ContractDeclined
from smoothschedule.contracts.models import ContractSigner
from smoothschedule.contracts.operations.asking import ask
from smoothschedule.contracts.operations.correcting import replace
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.queries.naming import places_of
from smoothschedule.contracts.rules.routing import current
from smoothschedule.contracts.rules.states import ACTING, ContractState, Party, SignerState
from smoothschedule.contracts.sitting import Sitting
from smoothschedule.core.problems import Clash


class SamePerson(Clash):
    slug = "same-person"
    title = "This is your own address. Give that of somebody else."


class TakesPart(Clash):
    slug = "takes-part"
    title = "Somebody with this address signs this contract already. Choose somebody else."


class HandedOver(Clash):
    slug = "signing-in-person"
    title = "You sign here in person, so nobody else can do it for you on this device."


def decline(sitting: Sitting, *, reason: str, user_agent: str | None) -> None:
    """The signer will not sign, and so the contract comes to nothing.

    The sitting is locked for update. Raises Refused. Emits ContractDeclined.
    """
    sitting.require_gate()
    work, contract, signer = sitting.work, sitting.contract, sitting.signer
    signer.state, signer.declined_at = SignerState.DECLINED, work.now
    signer.decline_reason = reason
    contract.state = ContractState.DECLINED
    contract.ended_at, contract.end_reason = work.now, reason
    record_event(work, contract, "declined", signer, user_agent=user_agent, reason=reason)
    work.emit(ContractDeclined(contract.id, signer.id, contract.appointment_id))


def delegate(
    sitting: Sitting,
    *,
    name: str,
    email: str,
    reason: str,
    secret_key: str,
    user_agent: str | None,
) -> ContractSigner:
    """Somebody else is asked to sign in this person's place, whose link no longer works.

    What they had filled in goes; the document names whom it named. That one person signs twice
    is for the sender to say, not for one of those who sign. The sitting is locked for update.
    Raises Refused, SamePerson, TakesPart, HandedOver. Emits SignerReplaced and SignerAsked.
    """
    sitting.require_gate()
    if sitting.is_in_person:
        raise HandedOver
    work, contract, signer = sitting.work, sitting.contract, sitting.signer
    if email == signer.email:
        raise SamePerson
    acting = [each for each in current(sitting.everybody()) if each.kind in ACTING]
    if email in {each.email for each in acting}:
        raise TakesPart
    party = {"party": Party.EXTERNAL.value, "name": name, "email": email}
    named = sum(each.count for each in places_of(work, contract, signer))
    other = replace(work, contract, signer, party)
    signer.link_nonce = signer.token_hash = signer.token_expires_at = None
    record_event(
        work,
        contract,
        "delegated",
        signer,
        user_agent=user_agent,
        reason=reason,
        to_signer_id=str(other.id),
        to_name=name,
        to_email=email,
        still_named=named,
    )
    ask(work, contract, other, secret_key=secret_key)
    return other
