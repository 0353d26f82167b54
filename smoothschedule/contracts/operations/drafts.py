"""Contracts before they are sent: begun, changed, thrown away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import delete, func, select
from sqlalchemy.orm.attributes import flag_modified

from smoothschedule.contracts.events import ContractChanged, ContractDeleted, ContractDrafted
from smoothschedule.contracts.models import (
    Contract,
    ContractSigner,
    ContractTemplate,
    ContractValue,
    TemplateVersion,
)
from smoothschedule.contracts.operations.documents import document_of
from smoothschedule.contracts.operations.people import set_signers
from smoothschedule.contracts.operations.requirements import hand_back
from smoothschedule.contracts.operations.versions import version_of
from smoothschedule.contracts.problems import NotADraft, wrong
from smoothschedule.contracts.queries.facts import facts_of
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.contracts.rules.fields import NEVER_BEFOREHAND, Field, fields_of
from smoothschedule.contracts.rules.prefill import Facts, prefilled
from smoothschedule.contracts.rules.values import value_refusal
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.queries.appointments import appointment
from smoothschedule.scheduling.queries.customers import customer
from smoothschedule.storage.port import Storage
from smoothschedule.tenants.quotas import own_tenant


def draft(
    work: Work,
    *,
    template_id: UUID,
    signers: Sequence[dict[str, Any]],
    files: Storage,
    values: Mapping[str, Any] | None = None,
    title: str | None = None,
    customer_id: UUID | None = None,
    appointment_id: UUID | None = None,
    **details: Any,
) -> Contract:
    """A contract is begun, from the template as it is now; it may still be incomplete.

    What is known of people and appointment is filled in beforehand. Raises NotFound,
    TemplateArchived, TemplateNotReady, ContractNotReady. Emits ContractDrafted.
    """
    template = work.get(ContractTemplate, template_id)
    version = version_of(work, template)
    if customer_id is not None:
        customer(work, customer_id)
    if appointment_id is not None:
        customer_id = customer_id or appointment(work, appointment_id).customer_id
    return draft_from(
        work,
        version,
        signers=signers,
        files=files,
        values=values,
        title=title or template.name,
        customer_id=customer_id,
        appointment_id=appointment_id,
        **details,
    )


def draft_from(
    work: Work,
    version: TemplateVersion,
    *,
    signers: Sequence[dict[str, Any]],
    files: Storage,
    values: Mapping[str, Any] | None = None,
    **details: Any,
) -> Contract:
    """As `draft`, from a version that is there already; details are the contract's columns."""
    begun = begin(work, version, **details)
    people = set_signers(work, begun, version, signers)
    begun.customer_id = begun.customer_id or _first_customer(people)
    _lay_out(work, begun, version, facts_of(work, begun, people), files=files)
    _fill_in(work, begun, before={}, given=values or {})
    work.session.flush()
    work.emit(ContractDrafted(begun.id, begun.appointment_id))
    return begun


def begin(work: Work, version: TemplateVersion, **details: Any) -> Contract:
    """The row of a draft, with a number of its own."""
    tenant = own_tenant(work)
    days = version.settings.get("expires_in_days") or 30
    given = {name: value for name, value in details.items() if value is not None}
    row = {
        "expires_in_days": days,
        "remind_every_days": version.settings.get("remind_every_days"),
        "created_by_id": work.actor.user_id,
        **given,
    }
    begun = Contract(
        template_version_id=version.id,
        number=_next_number(work, tenant.id, tenant.time_zone),
        locale=tenant.locale,
        time_zone=tenant.time_zone,
        **row,
    )
    work.session.add(begun)
    work.session.flush()
    return begun


def change_draft(
    work: Work,
    contract: Contract,
    *,
    files: Storage,
    signers: Sequence[dict[str, Any]] | None = None,
    values: Mapping[str, Any] | None = None,
    **changes: Any,
) -> Contract:
    """The draft is as said; people are replaced whole. What was filled in beforehand follows
    them, what the sender wrote stays. Raises NotADraft, ContractNotReady. Emits ContractChanged.
    """
    if contract.state != "draft":
        raise NotADraft
    version = work.get(TemplateVersion, contract.template_version_id)
    before = prefilled(
        fields_of(contract.fields), facts_of(work, contract, signers_of(work, contract.id))
    )
    for name, value in changes.items():
        setattr(contract, name, value)
    if signers is not None:
        people = set_signers(work, contract, version, signers)
        contract.customer_id = contract.customer_id or _first_customer(people)
    people = signers_of(work, contract.id)
    _lay_out(work, contract, version, facts_of(work, contract, people), files=files)
    _fill_in(work, contract, before=before, given=values)
    flag_modified(contract, "title")  # counts the version up where only people changed
    work.session.flush()
    work.emit(ContractChanged(contract.id))
    return contract


def delete_draft(work: Work, contract: Contract) -> None:
    """Nothing of the draft is left. Raises NotADraft. Emits ContractDeleted, and ContractChanged
    for a former that is waited for again.
    """
    if contract.state != "draft":
        raise NotADraft
    for table in (ContractValue, ContractSigner):
        work.session.execute(delete(table).where(table.contract_id == contract.id))
    work.session.delete(contract)
    work.session.flush()
    hand_back(work, contract)
    work.emit(ContractDeleted(contract.id, contract.appointment_id), number=contract.number)


def values_of(work: Work, contract_id: UUID) -> dict[str, Any]:
    """What stands in the contract's fields now."""
    query = select(ContractValue.field_id, ContractValue.value)
    return dict(work.session.execute(query.where(ContractValue.contract_id == contract_id)).all())


def _first_customer(people: Sequence[ContractSigner]) -> UUID | None:
    return next((each.customer_id for each in people if each.customer_id), None)


def _lay_out(
    work: Work, contract: Contract, version: TemplateVersion, facts: Facts, *, files: Storage
) -> None:
    """Fields stand where they will; the file itself is made when somebody looks or sends."""
    document = document_of(
        work, version, facts, title=contract.title, locale=contract.locale, files=files
    )
    contract.frames, contract.fields = document.frames, document.fields


def _fill_in(
    work: Work, contract: Contract, *, before: Mapping[str, Any], given: Mapping[str, Any] | None
) -> None:
    """Values that were filled in for the former people are those for the present ones."""
    fields = {each.id: each for each in fields_of(contract.fields, contract.frames)}
    if given is not None:
        _refuse_wrong(fields, given)
    people = signers_of(work, contract.id)
    known = prefilled(list(fields.values()), facts_of(work, contract, people))
    kept = dict(given) if given is not None else values_of(work, contract.id)
    wanted = {
        id: known.get(id) if kept.get(id) in (None, before.get(id)) else kept[id] for id in fields
    }
    work.session.execute(delete(ContractValue).where(ContractValue.contract_id == contract.id))
    work.session.add_all(
        ContractValue(
            contract_id=contract.id,
            field_id=id,
            value=value,
            saved_by="prefill",
            saved_at=work.now,
        )
        for id, value in wanted.items()
        if value is not None
    )


def _refuse_wrong(fields: Mapping[str, Field], given: Mapping[str, Any]) -> None:
    errors: dict[str, list[str]] = {}
    for id, value in given.items():
        field = fields.get(id)
        if field is None:
            errors[id] = ["This field is not there."]
        elif value is not None and field.type in NEVER_BEFOREHAND:
            errors[id] = ["Only whoever signs fills this in."]
        elif sentence := value_refusal(field, value):
            errors[id] = [sentence]
    if errors:
        raise wrong(values=errors)


def _next_number(work: Work, tenant_id: UUID, zone: str) -> str:
    """The next of the business's year, one at a time."""
    key = func.hashtextextended(f"{tenant_id}:contract-number", 0)
    work.session.execute(select(func.pg_advisory_xact_lock(key)))
    start = f"C-{work.now.astimezone(ZoneInfo(zone)).year}-"
    query = (
        select(Contract.number)
        .where(Contract.number.op("^@")(start))
        .order_by(func.length(Contract.number).desc(), Contract.number.desc())
        .limit(1)
    )
    last = work.session.scalar(query)
    return f"{start}{int(last.removeprefix(start)) + 1 if last else 1:04}"
