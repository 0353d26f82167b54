"""Contracts as far as the caller may know them."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, false, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from smoothschedule.contracts.models import Contract, ContractSigner, TemplateVersion
from smoothschedule.contracts.permissions import SEND_CONTRACTS
from smoothschedule.contracts.rules.fields import roles_of
from smoothschedule.contracts.rules.routing import current
from smoothschedule.contracts.rules.states import (
    ACTING,
    ASKED,
    ENDED,
    OPEN,
    ContractState,
    SignerState,
)
from smoothschedule.core.finding import address_by, has, words_in
from smoothschedule.core.pagination import page, within
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Allocation, Customer
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS

GROUPS: Final = {
    "open": (*OPEN, ContractState.SEALING, ContractState.SEAL_FAILED),
    "ended": tuple(ENDED),
}


def contracts(
    work: Work,
    *,
    limit: int,
    after: str | None,
    state: str | None = None,
    q: str = "",
    customer_id: UUID | None = None,
    appointment_id: UUID | None = None,
) -> dict[str, Any]:
    """A page of contracts, newest first.

    Of `q` each word is part of the title or of the name of somebody who signs, or was to; or it is
    part of the number, or begins an address or the domain of one.
    """
    chosen = select(Contract.id).where(visible(work))
    if state is not None:
        chosen = chosen.where(Contract.state.in_(GROUPS.get(state, (state,))))
    if customer_id is not None:
        chosen = chosen.where(
            or_(Contract.customer_id == customer_id, _takes_part(customer_id=customer_id))
        )
    if appointment_id is not None:
        chosen = chosen.where(Contract.appointment_id == appointment_id)
    if q:
        chosen = chosen.where(_found_by(q))
    # Which they are is known from an index alone; their rows are read then.
    order = (Contract.id,)
    chosen = within(chosen, order, limit=limit, after=after, descending=True)
    query = _with_people().where(Contract.id.in_(chosen))
    found = page(work.session, query, order, limit=limit, after=after, descending=True)
    names = _customer_names(work, found["items"])
    items = [contract_document(work, each, names) for each in found["items"]]
    return {**found, "items": items}


def contract(work: Work, contract_id: UUID) -> Contract:
    """The contract as it is now, with people; NotFound, also for one not to be known."""
    query = _with_people().where(Contract.id == contract_id, visible(work))
    found: Contract | None = work.session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound
    return found


def visible(work: Work) -> ColumnElement[bool]:
    """All contracts, or those that the caller made, signs, or has the appointment of."""
    actor = work.actor
    if actor.may(VIEW_ALL_CALENDARS):
        return true()
    if actor.user_id is None:
        return false()
    own = [Contract.created_by_id == actor.user_id, _takes_part(user_id=actor.user_id)]
    if actor.resource_id is not None:
        own.append(
            exists().where(
                Allocation.tenant_id == Contract.tenant_id,
                Allocation.appointment_id == Contract.appointment_id,
                Allocation.resource_id == actor.resource_id,
            )
        )
    return or_(*own)


def contract_document(
    work: Work, found: Contract, names: dict[UUID, str] | None = None
) -> dict[str, Any]:
    """The contract as lists show it."""
    if names is None:
        names = _customer_names(work, [found])
    version = found.template_version
    roles = {role.key: role.name for role in roles_of(version.roles)}
    people = current(found.signers)
    acting = [each for each in people if each.kind in ACTING]
    signed = [each for each in acting if each.state == SignerState.SIGNED]
    return {
        **_columns(found),
        "template": {
            "id": version.template_id,
            "name": version.template.name,
            "number": version.number,
        },
        "customer_name": names.get(found.customer_id) if found.customer_id else None,
        "signers": [signer_document(each, roles) for each in people],
        "progress": {"signed": len(signed), "total": len(acting)},
        "document_sha256": found.original_pdf_sha256,
        "has_sealed_pdf": found.sealed_pdf_path is not None,
        "can": _can(work, found, people),
    }


def signer_document(signer: ContractSigner, role_names: dict[str, str]) -> dict[str, Any]:
    """One of those who take part."""
    hidden = {"tenant_id", "link_nonce", "token_hash"}
    columns = [c.key for c in ContractSigner.__table__.columns if c.key not in hidden]
    own = {name: getattr(signer, name) for name in columns}
    return {**own, "role_name": role_names.get(signer.role_key, signer.role_key)}


def _columns(found: Contract) -> dict[str, Any]:
    names = (
        "id number title message state version customer_id appointment_id policy deadline_at"
        " expires_in_days remind_every_days created_at sent_at expires_at completed_at ended_at"
        " end_reason seal_error timestamp_state"
    )
    return {name: getattr(found, name) for name in names.split()}


def _can(work: Work, found: Contract, people: list[ContractSigner]) -> dict[str, bool]:
    may = work.actor.may(SEND_CONTRACTS)
    is_draft = found.state == ContractState.DRAFT
    is_asked = any(each.state in ASKED and each.kind in ACTING for each in people)
    return {
        "send": may and is_draft,
        "remind": may and found.is_open and is_asked,
        "void": may and found.is_open,
        "correct": may and found.is_open,
        "again": may and found.state in ENDED,
        "retry_seal": may and found.state == ContractState.SEAL_FAILED,
        "delete": may and is_draft,
    }


def _with_people() -> Select[Any]:
    return select(Contract).options(
        joinedload(Contract.template_version).joinedload(TemplateVersion.template),
        selectinload(Contract.signers),
    )


def _customer_names(work: Work, found: list[Contract]) -> dict[UUID, str]:
    ids = {each.customer_id for each in found if each.customer_id}
    query = select(Customer.id, Customer.name).where(Customer.id.in_(ids))
    return dict(work.session.execute(query).all()) if ids else {}


def _takes_part(**who: UUID) -> ColumnElement[bool]:
    own = [getattr(ContractSigner, name) == id for name, id in who.items()]
    return exists().where(
        ContractSigner.tenant_id == Contract.tenant_id,
        ContractSigner.contract_id == Contract.id,
        *own,
    )


def _found_by(q: str) -> ColumnElement[bool]:
    people = select(ContractSigner.contract_id).where(
        or_(words_in(ContractSigner.search_name, q), address_by(ContractSigner.email, q))
    )
    return or_(
        words_in(Contract.search_title, q),
        has(Contract.number, func.upper(q)),
        Contract.id.in_(people),
    )
