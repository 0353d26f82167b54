"""HTTP of contracts, as the desk works with them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.contracts.keys import draft_key
from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.operations import drafts, reminding, sending, voiding
from smoothschedule.contracts.operations.links import contract_link
from smoothschedule.contracts.operations.sending_again import draft_again
from smoothschedule.contracts.permissions import SEND_CONTRACTS, VIEW_CONTRACTS
from smoothschedule.contracts.queries import contracts as queries, details
from smoothschedule.contracts.schemas.contract import (
    ContractChangesSchema,
    ContractDetailSchema,
    ContractEventListSchema,
    ContractListArgs,
    ContractListSchema,
    ContractPreviewSchema,
    NewContractSchema,
    PreviewArgs,
    RemindSchema,
    VoidSchema,
)
from smoothschedule.contracts.schemas.template import DocumentLinkSchema
from smoothschedule.core.api import Blueprint, current_runtime, current_settings, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.core.unit_of_work import Work
from smoothschedule.users import throttle

contracts = Blueprint(
    "contracts", __name__, url_prefix="/api/v1/contracts", description="What people sign"
)


@contracts.endpoint("GET", "", "listContracts")
@contracts.requires(VIEW_CONTRACTS)
@contracts.arguments(ContractListArgs, location="query")
@contracts.response(200, ContractListSchema)
def list_contracts(args: dict[str, Any]) -> dict[str, Any]:
    """Contracts, newest first; `q` is words of a title or name, a number, or begins an address."""
    return queries.contracts(current_work(), **args)


@contracts.endpoint("POST", "", "createContract")
@contracts.requires(SEND_CONTRACTS)
@contracts.idempotent
@contracts.arguments(NewContractSchema)
@contracts.response(201, ContractDetailSchema)
def create_contract(body: dict[str, Any]) -> dict[str, Any]:
    """Begin a contract from a template; it may still lack people and values."""
    work = current_work()
    return shown(work, drafts.draft(work, files=current_runtime().files, **body).id)


@contracts.endpoint("GET", "/<uuid:contract_id>", "getContract")
@contracts.requires(VIEW_CONTRACTS)
@contracts.response(200, ContractDetailSchema)
def get_contract(contract_id: UUID) -> dict[str, Any]:
    """One contract with its fields, and the values of those who have signed."""
    return shown(current_work(), contract_id)


@contracts.endpoint("PATCH", "/<uuid:contract_id>", "updateContract")
@contracts.requires(SEND_CONTRACTS)
@contracts.matches
@contracts.arguments(ContractChangesSchema)
@contracts.response(200, ContractDetailSchema)
def update_contract(changes: dict[str, Any], contract_id: UUID) -> dict[str, Any]:
    """Change a draft; people and values are replaced whole."""
    work = current_work()
    found = require_match(of_caller(work, contract_id))
    drafts.change_draft(work, found, files=current_runtime().files, **changes)
    return shown(work, contract_id)


@contracts.endpoint("DELETE", "/<uuid:contract_id>", "deleteContract")
@contracts.requires(SEND_CONTRACTS)
@contracts.response(204)
def delete_contract(contract_id: UUID) -> None:
    """Throw a draft away."""
    work = current_work()
    found = of_caller(work, contract_id)
    key = draft_key(found.tenant_id, found.id)
    drafts.delete_draft(work, found)
    current_runtime().files.delete(key)


@contracts.endpoint("POST", "/<uuid:contract_id>/send", "sendContract")
@contracts.requires(SEND_CONTRACTS)
@contracts.idempotent
@contracts.response(200, ContractDetailSchema)
def send_contract(contract_id: UUID) -> dict[str, Any]:
    """Fix the document and ask whoever signs first."""
    work = current_work()
    of_caller(work, contract_id)
    key = current_settings().secret_key
    sending.send(work, contract_id, files=current_runtime().files, secret_key=key)
    return shown(work, contract_id)


@contracts.endpoint("POST", "/<uuid:contract_id>/again", "draftContractAgain")
@contracts.requires(SEND_CONTRACTS)
@contracts.idempotent
@contracts.response(201, ContractDetailSchema)
def draft_contract_again(contract_id: UUID) -> dict[str, Any]:
    """Begin anew what was voided, declined or has run out, from the template as it is now."""
    work = current_work()
    of_caller(work, contract_id)
    return shown(work, draft_again(work, contract_id, files=current_runtime().files).id)


@contracts.endpoint("POST", "/<uuid:contract_id>/remind", "remindSigners")
@contracts.requires(SEND_CONTRACTS)
@throttle.mails_by_person
@contracts.arguments(RemindSchema)
@contracts.response(200, ContractDetailSchema)
def remind_signers(body: dict[str, Any], contract_id: UUID) -> dict[str, Any]:
    """Mail once more to one signer, or to all whose turn it is."""
    work = current_work()
    of_caller(work, contract_id)
    reminding.remind(work, contract_id, **body)
    return shown(work, contract_id)


@contracts.endpoint("POST", "/<uuid:contract_id>/void", "voidContract")
@contracts.requires(SEND_CONTRACTS)
@contracts.arguments(VoidSchema)
@contracts.response(200, ContractDetailSchema)
def void_contract(body: dict[str, Any], contract_id: UUID) -> dict[str, Any]:
    """Take the contract back; nobody can sign it any more."""
    work = current_work()
    of_caller(work, contract_id)
    voiding.void(work, contract_id, **body)
    return shown(work, contract_id)


@contracts.endpoint("GET", "/<uuid:contract_id>/preview", "previewContract")
@contracts.requires(VIEW_CONTRACTS)
@contracts.arguments(PreviewArgs, location="query")
@contracts.response(200, ContractPreviewSchema)
def preview_contract(args: dict[str, Any], contract_id: UUID) -> dict[str, Any]:
    """The fields as one of those who sign sees them."""
    work = current_work()
    return details.preview(work, of_caller(work, contract_id), args["signer_id"])


@contracts.endpoint("GET", "/<uuid:contract_id>/document", "getContractDocument")
@contracts.requires(VIEW_CONTRACTS)
@contracts.response(200, DocumentLinkSchema)
def get_document(contract_id: UUID) -> dict[str, Any]:
    """Where the PDF can be fetched for a few minutes: sealed, as it is signed, or as a draft."""
    work = current_work()
    return contract_link(work, of_caller(work, contract_id), files=current_runtime().files)


@contracts.endpoint("GET", "/<uuid:contract_id>/events", "listContractEvents")
@contracts.requires(VIEW_CONTRACTS)
@contracts.response(200, ContractEventListSchema)
def list_events(contract_id: UUID) -> dict[str, Any]:
    """What happened since the contract was sent, in order."""
    work = current_work()
    return {"items": details.events(work, of_caller(work, contract_id))}


def of_caller(work: Work, contract_id: UUID) -> Contract:
    """A contract that the caller may know; raises NotFound."""
    return queries.contract(work, contract_id)


def shown(work: Work, contract_id: UUID) -> dict[str, Any]:
    """The contract as it is now, with its version as the answer's ETag."""
    work.session.flush()
    work.session.expire_all()
    return details.contract_detail(work, tagged(queries.contract(work, contract_id)))
