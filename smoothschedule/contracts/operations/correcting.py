"""Somebody's link or address was wrong: they get a new one, or another takes their place."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from sqlalchemy import delete

from smoothschedule.contracts.events import ContractChanged, SignerAsked, SignerReplaced
from smoothschedule.contracts.models import Contract, ContractSigner, ContractValue
from smoothschedule.contracts.operations.ahead import Setting, locked_with_document
from smoothschedule.contracts.operations.asking import ask
from smoothschedule.contracts.operations.people import own_addresses, person_of
from smoothschedule.contracts.operations.recording import record_event
from smoothschedule.contracts.operations.renewing import refill_own, renew, setting_with
from smoothschedule.contracts.operations.signing_links import give_link
from smoothschedule.contracts.problems import NotAsked, NotOpen, SignerActed
from smoothschedule.contracts.queries.naming import can_renew, places_of
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.fields import FieldType, fields_of
from smoothschedule.contracts.rules.naming import formers
from smoothschedule.contracts.rules.states import ASKED, Party, SignerState
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage


def resend(work: Work, contract_id: UUID, signer_id: UUID, *, secret_key: str) -> Contract:
    """A new link is on its way by mail; the old one is dead.

    Locks the contract. Raises NotFound, NotOpen, SignerActed, NotAsked. Emits SignerAsked.
    """
    contract, signer = asked_signer(work, contract_id, signer_id)
    give_link(work, contract, signer, secret_key)
    signer.notified_at = None
    record_event(work, contract, "link_renewed", signer, by="mail")
    work.session.flush()
    work.emit(SignerAsked(signer.id, contract.id), is_again=True)
    return contract


def show_link(work: Work, contract_id: UUID, signer_id: UUID, *, secret_key: str) -> str:
    """The token of a new link, to be shown once; the old one is dead.

    Locks the contract. Raises NotFound, NotOpen, SignerActed, NotAsked.
    """
    contract, signer = asked_signer(work, contract_id, signer_id)
    token = give_link(work, contract, signer, secret_key)
    record_event(work, contract, "link_renewed", signer, by="hand")
    work.session.flush()
    work.record(Tag.LINK_MADE, "signer", signer.id, purpose="signing")
    return token


def correct(
    work: Work,
    contract_id: UUID,
    signer_id: UUID,
    *,
    files: Storage,
    secret_key: str,
    **wish: Any,
) -> Contract:
    """Somebody else, or the same person at another address, takes the signer's place; what was
    filled in by the former is gone, and their link is dead.

    The document follows while nobody has signed it; after that it names the former on, and the
    evidence says so. Locks the contract, once the document is set. Raises NotFound, NotOpen,
    SignerActed, ChangedMeanwhile, and ContractNotReady or TemplateFlawed where the document would
    not be whole. Emits SignerReplaced, SignerAsked when it is their turn, and DocumentRenewed for
    those who had opened it.
    """
    look = partial(_look, work, contract_id, signer_id, wish)
    (contract, signer, person), _, document = locked_with_document(
        work, contract_id, look, files=files
    )
    was_asked = signer.state in ASKED
    renews = can_renew(contract, signers_of(work, contract.id))
    heir = replace(work, contract, signer, person)
    places = places_of(work, contract, signer, heir)
    left = [each for each in places if not (renews and each.follows)]
    record_event(
        work,
        contract,
        "replaced",
        signer,
        by="sender",
        heir=_named(heir),
        still_named=0 if signer.name == heir.name else sum(each.count for each in left),
    )
    if document is not None:
        renew(work, contract, signer, heir, document=document, files=files)
    if was_asked:
        ask(work, contract, heir, secret_key=secret_key)
    work.session.flush()
    work.emit(ContractChanged(contract.id))
    return contract


def _look(
    work: Work, contract_id: UUID, signer_id: UUID, wish: dict[str, Any], *, lock: bool
) -> tuple[tuple[Contract, ContractSigner, dict[str, Any]], Setting | None]:
    """Contract, signer and whoever is to take their place, and what the document is set from
    where it follows; raises as `open_signer` and `person_of` do.
    """
    contract, signer = open_signer(work, contract_id, signer_id, lock=lock)
    everybody = signers_of(work, contract.id)
    known = [signer, *formers(signer, everybody)]
    person = _heir_of(work, known, person_of(work, wish))
    setting = None
    if can_renew(contract, everybody):
        setting = setting_with(work, contract, signer, ContractSigner(**person))
    return (contract, signer, person), setting


def _heir_of(work: Work, known: Sequence[ContractSigner], person: dict[str, Any]) -> dict[str, Any]:
    """The person; by another name at an address of one who has the place or had it, or at another
    address by the same name, it is that one, who stays the team's or the customer that they were.
    """
    if person["party"] != Party.EXTERNAL:
        return person
    kept = ("party", "user_id", "customer_id")
    for each in known:
        if person["name"] == each.name or person["email"] in own_addresses(work, each):
            return {**person, **{name: getattr(each, name) for name in kept}}
    return person


def replace(
    work: Work, contract: Contract, signer: ContractSigner, person: dict[str, Any]
) -> ContractSigner:
    """The person has the signer's role from now on and waits for their turn; in fields of their
    own they find nothing of the signer's.

    The contract is locked. Emits SignerReplaced.
    """
    heir = ContractSigner(
        id=new_id(),
        contract_id=contract.id,
        role_key=signer.role_key,
        kind=signer.kind,
        routing_order=signer.routing_order,
        requires_code=signer.requires_code,
        **person,
    )
    signer.state, signer.replaced_by_id = SignerState.REPLACED.value, heir.id
    work.session.flush()
    work.session.add(heir)
    _drop_answers(work, contract, signer)
    work.session.flush()
    refill_own(work, contract, signer, heir)
    work.emit(SignerReplaced(signer.id, contract.id))
    return heir


def _drop_answers(work: Work, contract: Contract, signer: ContractSigner) -> None:
    """What the signer has filled in is gone, and their name where they would sign with it."""
    own = {
        each.id
        for each in fields_of(contract.fields)
        if each.role == signer.role_key and each.type is FieldType.NAME
    }
    theirs = (ContractValue.signer_id == signer.id) | ContractValue.field_id.in_(own)
    work.session.execute(
        delete(ContractValue).where(ContractValue.contract_id == contract.id, theirs)
    )


def open_signer(
    work: Work, contract_id: UUID, signer_id: UUID, *, lock: bool = True
) -> tuple[Contract, ContractSigner]:
    """The contract, locked as a rule, and somebody of it who has still to act.

    Raises NotFound, NotOpen, SignerActed.
    """
    contract = work.get(Contract, contract_id, lock=lock)
    people = {each.id: each for each in signers_of(work, contract.id)}
    signer = people.get(signer_id)
    if signer is None:
        raise NotFound
    if not contract.is_open:
        raise NotOpen
    if signer.state not in ASKED | {SignerState.WAITING}:
        raise SignerActed
    return contract, signer


def asked_signer(work: Work, contract_id: UUID, signer_id: UUID) -> tuple[Contract, ContractSigner]:
    """As `open_signer`, of whoever's turn it is; raises NotAsked besides."""
    contract, signer = open_signer(work, contract_id, signer_id)
    if signer.state == SignerState.WAITING:
        raise NotAsked
    return contract, signer


def _named(signer: ContractSigner) -> dict[str, str]:
    return {"id": str(signer.id), "name": signer.name, "email": signer.email}
