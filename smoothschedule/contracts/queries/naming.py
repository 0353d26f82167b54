"""What a contract's document says of one of its people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, or_, select

from smoothschedule.contracts.html.filling import needed
from smoothschedule.contracts.html.tree import blocks_of
from smoothschedule.contracts.models import (
    Contract,
    ContractEvent,
    ContractSigner,
    ContractValue,
    TemplateVersion,
)
from smoothschedule.contracts.rules.fields import fields_of
from smoothschedule.contracts.rules.naming import (
    Person,
    Place,
    facts_from,
    formers,
    heir_to_be,
    places_naming,
)
from smoothschedule.contracts.rules.states import SignerState
from smoothschedule.contracts.rules.wording import still_named
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Customer


def naming(
    work: Work, contract: Contract, signer: ContractSigner, everybody: Sequence[ContractSigner]
) -> dict[str, Any]:
    """Where the document names the signer, and whether it can be written anew for another."""
    opened = [
        each.name for each in everybody if each.state == SignerState.VIEWED and each.id != signer.id
    ]
    return {
        "name": signer.name,
        "can_renew": can_renew(contract, everybody),
        "signed": [each.name for each in everybody if each.state == SignerState.SIGNED],
        "opened": opened,
        "places": places_of(work, contract, signer),
    }


def can_renew(contract: Contract, everybody: Sequence[ContractSigner]) -> bool:
    """Nobody has signed what the document says now."""
    return bool(contract.facts) and all(each.state != SignerState.SIGNED for each in everybody)


def places_of(
    work: Work, contract: Contract, signer: ContractSigner, heir: ContractSigner | None = None
) -> list[Place]:
    """Where the document names this person, fields of their own left out: those follow them."""
    person, facts = person_in(work, signer), facts_from(contract.facts)
    version = work.get(TemplateVersion, contract.template_version_id)
    blocks = blocks_of(version.body) if version.kind == "html" else ()
    others = [each for each in fields_of(contract.fields) if each.role != signer.role_key]
    return places_naming(
        person,
        person_in(work, heir) if heir else heir_to_be(person),
        facts,
        shown=needed(blocks, facts),
        fields=others,
        values=filled_beforehand(work, contract),
        title=contract.title,
    )


def person_in(work: Work, signer: ContractSigner) -> Person:
    """The signer as the document knows them."""
    phone = None
    if signer.customer_id is not None:
        whose = Customer.id == signer.customer_id
        phone = work.session.scalar(select(Customer.phone).where(whose))
    return Person(signer.name, signer.email, phone or "", signer.party)


def filled_beforehand(work: Work, contract: Contract) -> dict[str, Any]:
    """Field id -> what the business put there."""
    query = select(ContractValue.field_id, ContractValue.value).where(
        ContractValue.contract_id == contract.id, ContractValue.saved_by == "prefill"
    )
    return dict(work.session.execute(query).all())


def in_place_of(
    work: Work, contract: Contract, signer: ContractSigner, everybody: Sequence[ContractSigner]
) -> list[dict[str, Any]]:
    """In whose place they sign, from the first to the last: those who let another sign, or whom
    the document names. `heir`: who had the place after them.
    """
    before = formers(signer, everybody)
    if not before:
        return []
    ids = [each.id for each in before]
    query = select(ContractEvent).where(
        ContractEvent.contract_id == contract.id,
        ContractEvent.signer_id.in_(ids),
        or_(ContractEvent.kind == "delegated", ContractEvent.kind == "replaced"),
    )
    acts = {each.signer_id: each for each in work.session.scalars(query)}
    steps = zip(before, [signer, *before], strict=False)
    return [
        {
            "name": former.name,
            "email": former.email,
            "heir": heir.name,
            "is_delegated": act.kind == "delegated",
            "reason": act.details.get("reason") or "",
            "is_named": still_named(act.details),
        }
        for former, heir in reversed(list(steps))
        if (act := acts.get(former.id)) is not None
        and (act.kind == "delegated" or still_named(act.details))
    ]


def edition_of(work: Work, contract: Contract) -> int:
    """Counts up whenever the document, or what was filled in beforehand, was written anew."""
    renewals = select(func.count()).where(
        ContractEvent.contract_id == contract.id, ContractEvent.kind == "document_renewed"
    )
    return work.session.scalar(renewals) or 0


def renewal_for(work: Work, contract: Contract, signer: ContractSigner) -> dict[str, Any] | None:
    """When the document was written anew after this signer had opened it, and whom it names."""
    query = (
        select(ContractEvent)
        .where(ContractEvent.contract_id == contract.id, ContractEvent.kind == "document_renewed")
        .order_by(ContractEvent.number.desc())
    )
    for event in work.session.scalars(query):
        if str(signer.id) in event.details.get("told", ()):
            return {"at": event.at, "name": event.details["heir"]["name"]}
    return None
