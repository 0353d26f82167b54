"""A contract that came to nothing is begun anew, in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.models import (
    Contract,
    ContractSigner,
    ContractTemplate,
    TemplateVersion,
)
from smoothschedule.contracts.operations.drafts import (
    NEVER_BEFOREHAND,
    change_draft,
    draft_from,
)
from smoothschedule.contracts.operations.requirements import pass_on
from smoothschedule.contracts.operations.versions import version_of
from smoothschedule.contracts.problems import NotEnded
from smoothschedule.contracts.queries.contracts import visible
from smoothschedule.contracts.queries.naming import filled_beforehand
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.fields import fields_of, roles_of
from smoothschedule.contracts.rules.naming import facts_from
from smoothschedule.contracts.rules.prefill import prefilled
from smoothschedule.contracts.rules.routing import current
from smoothschedule.contracts.rules.states import ENDED
from smoothschedule.contracts.rules.values import value_refusal
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Customer
from smoothschedule.storage.port import Storage
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role


def draft_again(work: Work, contract_id: UUID, *, files: Storage) -> Contract:
    """A draft with the people, the order, the sender's own words and the times of this one, from
    the template as it is now. What an appointment waited for, it waits for in the new one. A draft
    that was begun so before and still waits is gone on with.

    Locks the former. Raises NotFound, NotEnded, TemplateArchived, TemplateNotReady. Emits
    ContractDrafted.
    """
    former = work.get(Contract, contract_id, lock=True)
    if former.state not in ENDED:
        raise NotEnded
    if (waiting := _draft_of(work, former)) is not None:
        return waiting
    then = work.get(TemplateVersion, former.template_version_id)
    version = version_of(work, work.get(ContractTemplate, then.template_id))
    people = current(signers_of(work, former.id))
    begun = draft_from(
        work,
        version,
        signers=_wishes(work, version, people),
        files=files,
        former_id=former.id,
        title=former.title,
        message=former.message,
        customer_id=former.customer_id,
        appointment_id=former.appointment_id,
        expires_in_days=former.expires_in_days,
        remind_every_days=former.remind_every_days,
    )
    pass_on(work, former, begun)
    if values := _own_words(work, former, begun):
        change_draft(work, begun, files=files, values=values)
    return begun


def _draft_of(work: Work, former: Contract) -> Contract | None:
    query = select(Contract).where(
        Contract.former_id == former.id, Contract.state == "draft", visible(work)
    )
    found: Contract | None = work.session.scalar(query.order_by(Contract.id.desc()).limit(1))
    return found


def _wishes(
    work: Work, version: TemplateVersion, people: Sequence[ContractSigner]
) -> list[dict[str, Any]]:
    roles = {role.key for role in roles_of(version.roles)}
    return [
        {
            "role_key": each.role_key,
            "routing_order": each.routing_order,
            "requires_code": each.requires_code,
            **_who(work, each),
        }
        for each in people
        if each.role_key in roles and not each.email.endswith(".invalid")
    ]


def _who(work: Work, signer: ContractSigner) -> dict[str, Any]:
    """As they are known now; by name and address where they are known no more."""
    if signer.user_id is not None:
        whose = (User.id == signer.user_id) & User.is_active & (User.role != Role.CUSTOMER)
        if work.session.scalar(select(User.id).where(whose)) is not None:
            return {"user_id": signer.user_id}
    if signer.customer_id is not None:
        known = select(Customer.id).where(Customer.id == signer.customer_id)
        if work.session.scalar(known) is not None:
            return {"customer_id": signer.customer_id, "email": signer.email}
    return {"name": signer.name, "email": signer.email}


def _own_words(work: Work, former: Contract, begun: Contract) -> dict[str, Any]:
    """What the sender had written into fields that are there still and take it still. Of what was
    filled in by itself nothing is, also where nobody kept from which facts.
    """
    by_itself = prefilled(fields_of(former.fields), facts_from(former.facts))
    fields = {each.id: each for each in fields_of(begun.fields, begun.frames)}
    return {
        id: value
        for id, value in filled_beforehand(work, former).items()
        if id in fields
        and fields[id].type not in NEVER_BEFOREHAND
        and value != by_itself.get(id)
        and (former.facts or not fields[id].prefill)
        and value_refusal(fields[id], value) is None
    }
