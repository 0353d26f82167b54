"""Templates as they are shown."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.models import ContractTemplate
from smoothschedule.contracts.operations.templates import gaps_in
from smoothschedule.core.finding import words_in
from smoothschedule.core.pagination import page
from smoothschedule.core.unit_of_work import Work


def templates(
    work: Work, *, limit: int, after: str | None, q: str = "", archived: bool = False
) -> dict[str, Any]:
    """A page of templates by name; `q` begins the name or a word in it."""
    query = select(ContractTemplate).where(ContractTemplate.is_archived.is_(archived))
    if q:
        query = query.where(words_in(ContractTemplate.search_name, q))
    order = (ContractTemplate.search_name, ContractTemplate.id)
    found = page(work.session, query, order, limit=limit, after=after)
    return {**found, "items": [template_document(each) for each in found["items"]]}


def template(work: Work, template_id: UUID) -> ContractTemplate:
    """The template; raises NotFound."""
    return work.get(ContractTemplate, template_id)


def template_document(found: ContractTemplate) -> dict[str, Any]:
    """The template with how far its file is and what is still to be done."""
    gaps = gaps_in(found)
    same = (
        "id",
        "name",
        "description",
        "kind",
        "roles",
        "fields",
        "body",
        "settings",
        "frames",
        "is_archived",
        "version",
        "created_at",
        "updated_at",
    )
    return {
        **{name: getattr(found, name) for name in same},
        "preflight": {
            "state": found.preflight_state,
            "progress": found.preflight_progress,
            "file_name": found.upload_name,
            "code": found.preflight_code,
            "sentence": found.preflight_sentence,
        },
        "has_document": found.pdf_path is not None,
        "is_ready": not gaps and not found.is_archived,
        "gaps": gaps,
    }
