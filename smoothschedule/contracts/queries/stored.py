"""Which files of the store belong to a business's templates and contracts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.keys import content_key, draft_key, preview_key
from smoothschedule.contracts.models import (
    Contract,
    ContractAsset,
    ContractEvent,
    ContractFile,
    ContractTemplate,
    SignatureImage,
    TemplateVersion,
)
from smoothschedule.core.unit_of_work import Work

#: Columns that hold keys of the store.
PATHS: Final = (
    ContractTemplate.pdf_path,
    TemplateVersion.pdf_path,
    ContractAsset.path,
    Contract.original_pdf_path,
    Contract.sealed_pdf_path,
    SignatureImage.path,
    ContractFile.path,
)


def stored_keys(work: Work) -> Iterator[str]:
    """Every key, some perhaps twice; of drafts and previews also where nothing is kept."""
    for path in PATHS:
        yield from filter(None, work.session.scalars(select(path)))
    yield from former_documents(work)
    for tenant_id, id in work.session.execute(select(Contract.tenant_id, Contract.id)):
        yield draft_key(tenant_id, id)
    query = select(ContractTemplate.tenant_id, ContractTemplate.id)
    for tenant_id, id in work.session.execute(query):
        yield preview_key(tenant_id, id)


def former_documents(work: Work, contract_id: UUID | None = None) -> Iterator[str]:
    """What was sent at first and written anew since, of one contract or of all: kept, because
    somebody may have read it.
    """
    query = select(ContractEvent.tenant_id, ContractEvent.details["former_sha256"].astext)
    query = query.where(
        ContractEvent.kind == "document_renewed",
        ContractEvent.details["former_sha256"] != ContractEvent.details["document_sha256"],
    )
    if contract_id is not None:
        query = query.where(ContractEvent.contract_id == contract_id)
    for tenant_id, digest in work.session.execute(query):
        yield content_key(tenant_id, "documents", digest, "pdf")
