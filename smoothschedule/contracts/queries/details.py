"""One contract in full: its fields and values, how each signer sees them, what happened."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, select

from smoothschedule.contracts.models import (
    Contract,
    ContractEvent,
    ContractSigner,
    ContractValue,
    TemplateVersion,
)
from smoothschedule.contracts.queries.contracts import contract_document, visible
from smoothschedule.contracts.queries.naming import in_place_of
from smoothschedule.contracts.queries.taken_over import left_out, stand_ins
from smoothschedule.contracts.rules.conditions import shown
from smoothschedule.contracts.rules.fields import fields_of
from smoothschedule.contracts.rules.states import ContractState, SignerState
from smoothschedule.contracts.rules.wording import event_sentence, stand_in_words
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.users.models import User


def contract_detail(work: Work, found: Contract) -> dict[str, Any]:
    """The contract with everything that the desk may see of it."""
    document, everybody = contract_document(work, found), found.signers
    before = {each.id: in_place_of(work, found, each, everybody) for each in everybody}
    return {
        **document,
        "signers": [
            {**each, "in_place_of": [stand_in_words(former) for former in before[each["id"]]]}
            for each in document["signers"]
        ],
        "former": _former(work, found),
        "successors": _related(work, Contract.former_id == found.id),
        "roles": found.template_version.roles,
        "fields": found.fields,
        "frames": found.frames,
        "values": values_shown(work, found),
    }


def _former(work: Work, found: Contract) -> dict[str, Any] | None:
    """The contract before, and while this is a draft what it has not from there, and whom it
    has in somebody's place.
    """
    if found.former_id is None:
        return None
    known = next(iter(_related(work, Contract.id == found.former_id)), None)
    if known is None:
        return None
    if found.state != ContractState.DRAFT:
        return {**known, "left_out": [], "stand_ins": []}
    former = work.get(Contract, found.former_id)
    told = left_out(work, former, found)
    return {**known, "left_out": told, "stand_ins": stand_ins(work, former)}


def _related(work: Work, which: ColumnElement[bool]) -> list[dict[str, Any]]:
    """Contracts before or after one, as far as the caller may know them."""
    query = (
        select(Contract.id, Contract.number, Contract.state, TemplateVersion.number)
        .join(Contract.template_version)
        .where(which, visible(work))
        .order_by(Contract.id)
    )
    names = ("id", "number", "state", "template_number")
    return [dict(zip(names, row, strict=True)) for row in work.session.execute(query)]


def values_shown(work: Work, found: Contract) -> dict[str, Any]:
    """What was filled in beforehand, and what those wrote who have signed."""
    query = (
        select(ContractValue.field_id, ContractValue.value, ContractSigner.state)
        .outerjoin(
            ContractSigner,
            (ContractSigner.tenant_id == ContractValue.tenant_id)
            & (ContractSigner.id == ContractValue.signer_id),
        )
        .where(ContractValue.contract_id == found.id)
    )
    rows = work.session.execute(query).all()
    return {id: value for id, value, state in rows if state in (None, SignerState.SIGNED)}


def preview(work: Work, found: Contract, signer_id: UUID) -> dict[str, Any]:
    """The fields as this signer sees them at first. Raises NotFound."""
    signer = next((each for each in found.signers if each.id == signer_id), None)
    if signer is None:
        raise NotFound
    values = values_shown(work, found)
    there = {each.id for each in shown(fields_of(found.fields), values)}
    fields = [
        {**each, "is_mine": each["role"] == signer.role_key}
        for each in found.fields
        if each["id"] in there
    ]
    return {"fields": fields, "values": values}


def events(work: Work, found: Contract) -> list[dict[str, Any]]:
    """What happened since it was sent, in order."""
    query = select(ContractEvent).where(ContractEvent.contract_id == found.id)
    rows = list(work.session.scalars(query.order_by(ContractEvent.number)))
    signers = {each.id: each.name for each in found.signers}
    ids = {row.user_id for row in rows if row.user_id}
    users = dict(work.session.execute(select(User.id, User.name).where(User.id.in_(ids))).all())
    told = []
    for row in rows:
        names, id = (signers, row.signer_id) if row.signer_id else (users, row.user_id)
        said = names.get(id, "SmoothSchedule") if id else "SmoothSchedule"
        sentence = event_sentence(row.kind, who=said, details=row.details)
        told.append(
            {
                **{c: getattr(row, c) for c in "number kind at signer_id user_id ip".split()},
                "name": said,
                "by": users.get(row.user_id) if row.user_id else None,
                "sentence": sentence,
            }
        )
    return told
