"""The file of a template: uploaded straight to the store, then prepared by a job."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Any, Final
from uuid import UUID

from smoothschedule.contracts.events import TemplateCheckAsked, TemplateChecked
from smoothschedule.contracts.keys import content_key
from smoothschedule.contracts.models import ContractTemplate
from smoothschedule.contracts.operations.quotas import require_room
from smoothschedule.contracts.problems import WrongKind
from smoothschedule.core.ciphers import Cipher
from smoothschedule.core.problems import TooLarge
from smoothschedule.core.unit_of_work import Work
from smoothschedule.pdf.geometry import Frame
from smoothschedule.pdf.marks import MOST_BYTES, Prepared
from smoothschedule.pdf.refusals import Refused
from smoothschedule.storage.port import Storage
from smoothschedule.uploads import operations as uploads
from smoothschedule.uploads.models import Purpose
from smoothschedule.uploads.operations import Ticket

PDF: Final = "application/pdf"
PASSWORD_PURPOSE: Final = "contract-upload-password"  # noqa: S105 - a purpose, no secret
ASKED, READ = 10, 40


def begin_upload(
    work: Work, template: ContractTemplate, *, file_name: str, size_bytes: int, files: Storage
) -> Ticket:
    """An address that takes the PDF, and what to call it afterwards.

    Raises WrongKind, TooLarge, QuotaReached, ManyUploads.
    """
    if template.kind != "pdf":
        raise WrongKind
    if size_bytes > MOST_BYTES:
        raise TooLarge(f"A PDF can have {MOST_BYTES // 1_000_000} MB at most.")
    require_room(work, size_bytes)
    return uploads.begin_upload(
        work,
        Purpose.TEMPLATE,
        file_name=file_name,
        size_bytes=size_bytes,
        content_type=PDF,
        files=files,
        subject_id=template.id,
    )


def ask_check(
    work: Work,
    template: ContractTemplate,
    *,
    upload_id: UUID,
    password: str | None,
    files: Storage,
    cipher: Cipher,
) -> ContractTemplate:
    """A job prepares what was uploaded; one that is at it or done with it already stays so.

    Raises WrongKind, NotFound, NothingUploaded, ArrivedOtherwise. Emits TemplateCheckAsked.
    """
    if template.kind != "pdf":
        raise WrongKind
    upload = uploads.own_upload(work, upload_id, Purpose.TEMPLATE, subject_id=template.id)
    work.session.refresh(template)  # whoever had the upload locked may have asked for the same
    if template.upload_path == upload.key and template.preflight_state in ("checking", "ready"):
        return template
    uploads.require_arrived(upload, files)
    uploads.note_taken(work, upload)
    template.upload_path, template.upload_name = upload.key, upload.file_name
    template.upload_password = cipher.seal(password.encode()) if password else None
    _stands(template, "checking", ASKED)
    work.session.flush()
    work.emit(TemplateCheckAsked(template.id))
    return template


def take_prepared(
    work: Work,
    template: ContractTemplate,
    prepared: Prepared,
    *,
    form_fields: list[dict[str, Any]],
    files: Storage,
) -> None:
    """The prepared file is the template's. What stood on pages that are gone is on the last.

    Emits TemplateChecked.
    """
    digest = hashlib.sha256(prepared.data).hexdigest()
    key = content_key(template.tenant_id, "documents", digest, "pdf")
    files.put(key, BytesIO(prepared.data), content_type=PDF)
    template.pdf_path, template.pdf_sha256 = key, digest
    template.pdf_bytes = len(prepared.data)
    template.frames = [frame_json(frame) for frame in prepared.frames]
    template.form_fields = form_fields
    template.fields = [_kept(field, len(prepared.frames) - 1) for field in template.fields]
    template.upload_password = None
    _stands(template, "ready", 100)
    work.session.flush()
    work.emit(TemplateChecked(template.id))


def refuse_upload(work: Work, template: ContractTemplate, refused: Refused) -> None:
    """The file before it stays; what is wrong with this one is said. Emits TemplateChecked."""
    template.upload_password = None
    _stands(template, "refused", 100)
    template.preflight_code, template.preflight_sentence = refused.code.value, refused.sentence
    work.session.flush()
    work.emit(TemplateChecked(template.id), code=refused.code.value)


def frame_json(frame: Frame) -> dict[str, float]:
    """The displayed page's size in points on paper."""
    return {
        "width_pt": round(frame.sheet_width * frame.user_unit, 3),
        "height_pt": round(frame.sheet_height * frame.user_unit, 3),
    }


def _stands(template: ContractTemplate, state: str, progress: int) -> None:
    template.preflight_state, template.preflight_progress = state, progress
    template.preflight_code = template.preflight_sentence = None


def _kept(field: dict[str, Any], last: int) -> dict[str, Any]:
    moved = {**field}
    if field.get("page") is not None:
        moved["page"] = min(field["page"], last)
    if field.get("boxes"):
        moved["boxes"] = [{**box, "page": min(box["page"], last)} for box in field["boxes"]]
    return moved
