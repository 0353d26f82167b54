"""Contract templates: made, changed, put away and taken out again."""

from __future__ import annotations

from typing import Any, Final

from smoothschedule.contracts.events import TemplateArchived, TemplateChanged, TemplateRestored
from smoothschedule.contracts.html.tree import Block, BodyRefused, blocks_of, spots_of
from smoothschedule.contracts.models import ContractTemplate, TemplateVersion
from smoothschedule.contracts.problems import TemplateFlawed, flawed
from smoothschedule.contracts.rules.fields import fields_of, flaws_of, gaps_of, roles_of
from smoothschedule.contracts.rules.room import tight_places
from smoothschedule.contracts.rules.values import default_flaws
from smoothschedule.core.unit_of_work import Work

CLIENT: Final = {
    "key": "client",
    "name": "Client",
    "party": "customer",
    "kind": "signer",
    "routing_order": 1,
}
SETTINGS: Final = {
    "expires_in_days": 30,
    "remind_every_days": None,
    "requires_code": False,
    "is_in_order": False,
}


def add_template(
    work: Work, *, name: str, kind: str, settings: dict[str, Any] | None = None, **content: Any
) -> ContractTemplate:
    """A template; without roles one customer signs. Raises TemplateFlawed. Emits
    TemplateChanged.
    """
    roles = content.pop("roles", None) or [CLIENT]
    added = ContractTemplate(
        name=name,
        kind=kind,
        roles=roles,
        settings=SETTINGS | (settings or {}),
        **{"fields": [], "frames": [], "form_fields": [], **content},
    )
    refuse_flaws(added)
    work.session.add(added)
    work.session.flush()
    work.emit(TemplateChanged(added.id))
    return added


def change_template(work: Work, template: ContractTemplate, **changes: Any) -> ContractTemplate:
    """The template is as said; lists are replaced whole. Raises TemplateFlawed. Emits
    TemplateChanged.
    """
    if "settings" in changes:
        changes["settings"] = SETTINGS | template.settings | changes["settings"]
    for name, value in changes.items():
        setattr(template, name, value)
    with work.session.no_autoflush:
        refuse_flaws(template)
    work.session.flush()
    work.emit(TemplateChanged(template.id))
    return template


def archive(work: Work, template: ContractTemplate) -> ContractTemplate:
    """No contract is made from it any more; those that were stay. Emits TemplateArchived."""
    if not template.is_archived:
        template.is_archived = True
        work.session.flush()
        work.emit(TemplateArchived(template.id))
    return template


def restore(work: Work, template: ContractTemplate) -> ContractTemplate:
    """Contracts can be made from it again. Emits TemplateRestored."""
    if template.is_archived:
        template.is_archived = False
        work.session.flush()
        work.emit(TemplateRestored(template.id))
    return template


def duplicate(work: Work, template: ContractTemplate) -> ContractTemplate:
    """A copy of the template with everything in it. Emits TemplateChanged."""
    copied = (
        "description",
        "kind",
        "roles",
        "fields",
        "body",
        "settings",
        "pdf_path",
        "pdf_sha256",
        "pdf_bytes",
        "frames",
        "form_fields",
    )
    twin = ContractTemplate(
        name=f"{template.name} (copy)"[:200],
        preflight_state="ready" if template.pdf_path else "none",
        preflight_progress=100 if template.pdf_path else 0,
        **{name: getattr(template, name) for name in copied},
    )
    work.session.add(twin)
    work.session.flush()
    work.emit(TemplateChanged(twin.id))
    return twin


def refuse_flaws(template: ContractTemplate) -> None:
    """Nothing in the template is impossible; raises TemplateFlawed."""
    if template.kind == "html":
        blocks_in(template)
    elif template.body:
        raise TemplateFlawed(errors={"json": {"body": ["Only written templates have a text."]}})
    fields = fields_of(template.fields, template.frames)
    roles = roles_of(template.roles)
    flaws = flaws_of(
        roles,
        fields,
        pages=len(template.frames) if template.pdf_path else None,
        is_placed=template.kind == "pdf",
    )
    if found := flaws + default_flaws(fields):
        raise flawed(found)


def blocks_in(template: ContractTemplate | TemplateVersion) -> tuple[Block, ...]:
    """What a written template says; raises TemplateFlawed."""
    try:
        return blocks_of(template.body)
    except BodyRefused as refused:
        errors = {"json": {"body": [refused.sentence]}}
        raise TemplateFlawed(refused.sentence, errors=errors) from refused


def gaps_in(template: ContractTemplate | TemplateVersion) -> list[str]:
    """What is still to be done before a contract is made from it, in sentences."""
    fields = fields_of(template.fields, template.frames)
    gaps = [gap.sentence for gap in gaps_of(roles_of(template.roles), fields)]
    gaps += [gap.sentence for gap in tight_places(fields)]
    if template.kind == "pdf":
        return gaps if template.pdf_path else ["Upload the PDF.", *gaps]
    spots = set(spots_of(blocks_in(template)))
    known = {each.id for each in fields}
    if spots - known:
        gaps.append("A field in the text is not set up.")
    absent = [each.name for each in fields if each.id not in spots]
    gaps += [f"“{name}” does not stand in the text." for name in absent]
    return gaps if template.body else ["Write the text.", *gaps]
