"""HTTP of a contract's evidence, and of sealing it once more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.contracts.evidence import evidence_of
from smoothschedule.contracts.operations.sealing import retry
from smoothschedule.contracts.permissions import SEND_CONTRACTS, VIEW_CONTRACTS
from smoothschedule.contracts.queries.contracts import contract
from smoothschedule.contracts.schemas.evidence import EvidenceSchema
from smoothschedule.core.api import Blueprint, current_work

evidence = Blueprint("evidence", __name__, url_prefix="/api/v1", description="Contracts")


@evidence.endpoint("GET", "/contracts/<uuid:contract_id>/evidence", "getContractEvidence")
@evidence.requires(VIEW_CONTRACTS)
@evidence.response(200, EvidenceSchema)
def get_contract_evidence(contract_id: UUID) -> dict[str, Any]:
    """Who did what when, chained, as a document that stands without us."""
    work = current_work()
    return evidence_of(work, contract(work, contract_id))


@evidence.endpoint("POST", "/contracts/<uuid:contract_id>/retry-seal", "retrySeal")
@evidence.requires(SEND_CONTRACTS)
@evidence.response(202)
def retry_seal(contract_id: UUID) -> None:
    """Try once more to seal a document that could not be sealed."""
    work = current_work()
    retry(work, contract(work, contract_id).id)
