"""What a contract that is sent again has from the one before it, and what it has not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from smoothschedule.contracts.models import (
    Contract,
    ContractSigner,
    ContractValue,
    TemplateVersion,
)
from smoothschedule.contracts.queries.naming import filled_beforehand, in_place_of
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.fields import NEVER_BEFOREHAND, Field, fields_of, roles_of
from smoothschedule.contracts.rules.naming import facts_from, without_circles
from smoothschedule.contracts.rules.prefill import prefilled
from smoothschedule.contracts.rules.routing import current
from smoothschedule.contracts.rules.states import Party
from smoothschedule.contracts.rules.values import value_refusal
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Customer
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role


def people_again(
    work: Work, version: TemplateVersion, people: Sequence[ContractSigner]
) -> list[dict[str, Any]]:
    """Those for whom the template has a role still, as signers of a draft are wished for."""
    roles = {role.key for role in roles_of(version.roles)}
    return [
        {
            "role_key": each.role_key,
            "routing_order": each.routing_order,
            "requires_code": each.requires_code,
            **_who(work, each),
        }
        for each in people
        if each.role_key in roles and not _is_erased(each)
    ]


def words_again(work: Work, former: Contract, begun: Contract) -> dict[str, Any]:
    """What the sender had written into fields that are there still and take it still. Of what was
    filled in by itself nothing is, also where nobody kept from which facts.
    """
    fields = {each.id: each for each in fields_of(begun.fields, begun.frames)}
    own = _own_words(work, former)
    return {id: value for id, value in own.items() if _why_not(former, fields, id, value) is None}


def left_out(work: Work, former: Contract, begun: Contract) -> list[str]:
    """Who and what of the former is not in the draft that was begun from it, or is otherwise."""
    return [
        *_people_left_out(work, former, begun),
        *_words_left_out(work, former, begun),
        *_answers_left_out(work, former),
    ]


def stand_ins(work: Work, former: Contract) -> list[dict[str, Any]]:
    """Who was in somebody else's place at last, and whom the former had asked first."""
    everybody = signers_of(work, former.id)
    found = []
    for each in current(everybody):
        steps = in_place_of(work, former, each, everybody)
        if left := without_circles(steps, name=each.name, email=each.email):
            asked = {"asked_name": left[0]["name"], "asked_email": left[0]["email"]}
            found.append({"role_key": each.role_key, "email": each.email, **asked})
    return found


def _who(work: Work, signer: ContractSigner) -> dict[str, Any]:
    """As they are known now; by name and address where they are known no more."""
    if signer.user_id is not None and _is_in_team(work, signer):
        return {"user_id": signer.user_id}
    if signer.customer_id is not None and _is_customer(work, signer):
        return {"customer_id": signer.customer_id, "email": signer.email}
    return {"name": signer.name, "email": signer.email}


def _is_in_team(work: Work, signer: ContractSigner) -> bool:
    whose = (User.id == signer.user_id) & User.is_active & (User.role != Role.CUSTOMER)
    return work.session.scalar(select(User.id).where(whose)) is not None


def _is_customer(work: Work, signer: ContractSigner) -> bool:
    known = select(Customer.id).where(Customer.id == signer.customer_id)
    return work.session.scalar(known) is not None


def _is_erased(signer: ContractSigner) -> bool:
    return signer.email.endswith(".invalid")


def _people_left_out(work: Work, former: Contract, begun: Contract) -> Iterator[str]:
    version = work.get(TemplateVersion, begun.template_version_id)
    roles = {role.key for role in roles_of(version.roles)}
    for each in current(signers_of(work, former.id)):
        if _is_erased(each):
            yield "Somebody whose record was erased."
        elif each.role_key not in roles:
            yield f"{each.name}: the template has no such role any more."
        elif each.party == Party.STAFF and not _is_in_team(work, each):
            yield f"{each.name} is no longer in the team, and is asked as somebody from outside."
        elif each.party == Party.CUSTOMER and not _is_customer(work, each):
            yield f"{each.name} is no longer a customer, and is asked as somebody from outside."


def _words_left_out(work: Work, former: Contract, begun: Contract) -> Iterator[str]:
    names = {each.id: each.name for each in fields_of(former.fields)}
    fields = {each.id: each for each in fields_of(begun.fields, begun.frames)}
    for id, value in _own_words(work, former).items():
        why = _why_not(former, fields, id, value)
        if why is not None:
            yield f"What you had filled in for “{names.get(id, id)}”: {why}"


def _answers_left_out(work: Work, former: Contract) -> Iterator[str]:
    names = {each.id: each.name for each in fields_of(former.fields)}
    query = (
        select(ContractSigner.name, ContractValue.field_id)
        .join(ContractSigner, ContractSigner.id == ContractValue.signer_id)
        .where(ContractValue.contract_id == former.id)
        .order_by(ContractSigner.routing_order, ContractSigner.id, ContractValue.id)
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for name, field_id in work.session.execute(query):
        found[name].append(f"“{names.get(field_id, field_id)}”")
    for name, said in found.items():
        yield f"What {name} had filled in: {', '.join(said)}."


def _own_words(work: Work, former: Contract) -> dict[str, Any]:
    """What the sender put there, of what people write: what came by itself comes so again."""
    then = {each.id: each for each in fields_of(former.fields)}
    by_itself = prefilled(tuple(then.values()), facts_from(former.facts))
    return {
        id: value
        for id, value in filled_beforehand(work, former).items()
        if value != by_itself.get(id) and (id not in then or then[id].type not in NEVER_BEFOREHAND)
    }


def _why_not(former: Contract, fields: dict[str, Field], id: str, value: Any) -> str | None:
    """Why the sender's word does not go over into the field; None where it does."""
    field = fields.get(id)
    if field is None:
        return "the template has no such field any more."
    if field.type in NEVER_BEFOREHAND:
        return "only whoever signs fills this in now."
    if field.prefill and not former.facts:
        return "it is filled in from what is known today."
    return value_refusal(field, value)
