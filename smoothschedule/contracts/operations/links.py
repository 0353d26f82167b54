"""Addresses under which a contract's files can be fetched for a few minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any, Final

from smoothschedule.contracts.keys import draft_key, preview_key
from smoothschedule.contracts.models import Contract, ContractTemplate, TemplateVersion
from smoothschedule.contracts.operations.documents import document_of
from smoothschedule.contracts.operations.uploads import PDF
from smoothschedule.contracts.problems import DocumentGone
from smoothschedule.contracts.queries.facts import example_facts, facts_of
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.storage.port import Storage
from smoothschedule.tenants.quotas import own_tenant

LASTS: Final = timedelta(minutes=10)


def template_link(work: Work, template: ContractTemplate, *, files: Storage) -> dict[str, Any]:
    """Of the prepared file; raises NotFound while there is none."""
    if template.pdf_path is None:
        raise NotFound
    return _link(work, template.pdf_path, template.name, files=files)


def template_preview(work: Work, template: ContractTemplate, *, files: Storage) -> dict[str, Any]:
    """Of the template with an example filled in, with its pages and fields.

    Raises TemplateFlawed for what cannot be set, NotFound for a PDF that is not there yet.
    """
    document = document_of(
        work,
        template,
        example_facts(work),
        title=template.name,
        locale=own_tenant(work).locale,
        files=files,
    )
    key = document.path
    if document.data is not None:
        key = preview_key(template.tenant_id, template.id)
        files.put(key, BytesIO(document.data), content_type=PDF)
    if key is None:
        raise NotFound
    return {
        **_link(work, key, template.name, files=files),
        "missing": document.missing,
        "frames": document.frames,
        "fields": document.fields,
    }


def contract_link(work: Work, contract: Contract, *, files: Storage) -> dict[str, Any]:
    """Of the sealed contract, or of what is signed; of a draft as it would be sent now.

    Raises DocumentGone for what went when somebody was erased, or was lost.
    """
    key = contract.sealed_pdf_path or contract.original_pdf_path
    if key is not None and files.size(key) is None:
        raise DocumentGone
    if key is None:
        version = work.get(TemplateVersion, contract.template_version_id)
        facts = facts_of(work, contract, signers_of(work, contract.id))
        document = document_of(
            work, version, facts, title=contract.title, locale=contract.locale, files=files
        )
        key = document.path
        if document.data is not None:
            key = draft_key(contract.tenant_id, contract.id)
            files.put(key, BytesIO(document.data), content_type=PDF)
    if key is None:
        raise NotFound
    return _link(work, key, f"{contract.number} {contract.title}", files=files)


def _link(work: Work, key: str, name: str, *, files: Storage) -> dict[str, Any]:
    kept = "".join(each for each in name if each.isprintable() and each not in '/\\:*?"<>|')
    url = files.link(
        key,
        expires_seconds=int(LASTS.total_seconds()),
        filename=f"{kept.strip()[:100] or 'contract'}.pdf",
        content_type=PDF,
    )
    expires_at: datetime = work.now + LASTS
    return {"url": url, "expires_at": expires_at}
