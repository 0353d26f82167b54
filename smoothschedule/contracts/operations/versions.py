"""Versions of templates: what contracts keep of the template they were made from."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import func, select

from smoothschedule.contracts.models import ContractTemplate, TemplateVersion
from smoothschedule.contracts.operations.templates import gaps_in
from smoothschedule.contracts.problems import TemplateArchived, TemplateNotReady
from smoothschedule.core.unit_of_work import Work

CONTENT = ("kind", "roles", "fields", "body", "settings", "pdf_path", "pdf_sha256", "frames")


def version_of(work: Work, template: ContractTemplate) -> TemplateVersion:
    """The version with what the template holds now, cut if there is none yet.

    The template is locked, so that two contracts made at once share one. Raises
    TemplateArchived, TemplateNotReady.
    """
    found = work.get(ContractTemplate, template.id, lock=True)
    if found.is_archived:
        raise TemplateArchived
    if gaps := gaps_in(found):
        raise TemplateNotReady(f"This template is not finished: {gaps[0]}", gaps=gaps)
    content = {name: getattr(found, name) for name in CONTENT}
    written = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    digest = hashlib.sha256(written).hexdigest()
    of_this = TemplateVersion.template_id == found.id
    known = work.session.scalar(
        select(TemplateVersion).where(of_this, TemplateVersion.content_sha256 == digest)
    )
    if known is not None:
        return known
    last = work.session.scalar(select(func.max(TemplateVersion.number)).where(of_this)) or 0
    cut = TemplateVersion(template_id=found.id, number=last + 1, content_sha256=digest, **content)
    work.session.add(cut)
    work.session.flush()
    return cut
