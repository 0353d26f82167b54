"""The document of a contract: the template's file, or its text with what is known set on pages."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.html.filling import filled, needed
from smoothschedule.contracts.html.setting import A4, LETTER, TooLong, Written, written
from smoothschedule.contracts.html.tree import Block, assets_of
from smoothschedule.contracts.keys import content_key
from smoothschedule.contracts.models import (
    Contract,
    ContractAsset,
    ContractTemplate,
    TemplateVersion,
)
from smoothschedule.contracts.operations.templates import blocks_in
from smoothschedule.contracts.operations.uploads import PDF
from smoothschedule.contracts.problems import TemplateFlawed
from smoothschedule.contracts.rules.fields import Box, fields_of
from smoothschedule.contracts.rules.prefill import Facts, missing_facts
from smoothschedule.core.unit_of_work import Work
from smoothschedule.pdf.refusals import Refused
from smoothschedule.storage.port import FileMissingError, Storage

#: Where people print on Letter paper.
LETTER_LOCALES: Final = frozenset({"en-US", "en-CA", "es-MX", "fr-CA"})


@dataclass(frozen=True, slots=True)
class Document:
    """`data` is None where the file is the template's own, kept under `path`."""

    frames: list[dict[str, Any]]
    fields: list[dict[str, Any]]
    missing: list[str]
    data: bytes | None = None
    path: str | None = None
    sha256: str | None = None


def document_of(
    work: Work,
    version: TemplateVersion | ContractTemplate,
    facts: Facts,
    *,
    title: str,
    locale: str,
    files: Storage,
) -> Document:
    """The document for these facts, its fields where they came to stand; `missing` names
    variables that nothing is known of. Raises TemplateFlawed for what cannot be set.
    """
    if version.kind == "pdf":
        return Document(
            version.frames, version.fields, [], path=version.pdf_path, sha256=version.pdf_sha256
        )
    blocks = blocks_in(version)
    there = filled(blocks, facts)
    made = _set(work, there, version.fields, title=title, locale=locale, files=files)
    frame = {"width_pt": made.width, "height_pt": made.height}
    return Document(
        frames=[frame] * made.pages,
        fields=_placed(version.fields, made.places),
        missing=missing_facts(list(needed(blocks, facts)), facts),
        data=made.data,
        sha256=hashlib.sha256(made.data).hexdigest(),
    )


def fix_document(contract: Contract, document: Document, *, files: Storage) -> None:
    """The contract's document and fields are these from now on."""
    contract.frames, contract.fields = document.frames, document.fields
    contract.original_pdf_path, contract.original_pdf_sha256 = document.path, document.sha256
    if document.data is not None and document.sha256 is not None:
        key = content_key(contract.tenant_id, "documents", document.sha256, "pdf")
        files.put(key, BytesIO(document.data), content_type=PDF)
        contract.original_pdf_path, contract.original_bytes = key, len(document.data)


def _set(
    work: Work,
    blocks: tuple[Block, ...],
    fields: list[dict[str, Any]],
    *,
    title: str,
    locale: str,
    files: Storage,
) -> Written:
    size = LETTER if locale in LETTER_LOCALES else A4
    known = {each.id: each for each in fields_of(fields)}
    pictures = _pictures(work, assets_of(blocks), files)
    try:
        return written(blocks, known, title=title, pictures=pictures, size=size)
    except TooLong as error:
        raise _unset("This text fills more pages than can be signed.") from error
    except Refused as refused:
        raise _unset(refused.sentence) from refused


def _unset(sentence: str) -> TemplateFlawed:
    return TemplateFlawed(sentence, errors={"json": {"body": [sentence]}})


def _pictures(work: Work, wanted: set[UUID], files: Storage) -> dict[UUID, bytes]:
    if not wanted:
        return {}
    query = select(ContractAsset.id, ContractAsset.path).where(ContractAsset.id.in_(wanted))
    found = {}
    for id, path in work.session.execute(query):
        try:
            with files.open(path) as file:
                found[id] = file.read()
        except FileMissingError:
            continue
    return found


def _placed(
    fields: list[dict[str, Any]], places: Mapping[str, tuple[Box, ...]]
) -> list[dict[str, Any]]:
    """The fields that are there, with their places; one twice in the text stands at the first."""
    placed = []
    for field in fields:
        found = places.get(field["id"])
        if not found:
            continue
        if field["type"] == "radio":
            boxes = {box.option: _box_json(box) for box in reversed(found)}
            placed.append({**field, "boxes": [boxes[option] for option in field["options"]]})
        else:
            place = _box_json(found[0])
            del place["option"]
            placed.append({**field, **place})
    return placed


def _box_json(box: Box) -> dict[str, Any]:
    sides = {name: round(getattr(box, name), 6) for name in ("x", "y", "w", "h")}
    return {"option": box.option, "page": box.page, **sides}
