"""Putting down signatures and attaching files; what is kept is named by its content."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from smoothschedule.contracts.keys import Folder, content_key
from smoothschedule.contracts.models import ContractFile, SignatureImage
from smoothschedule.contracts.operations.answering import NotAnAnswer, own_field
from smoothschedule.contracts.operations.viewing import require_consent
from smoothschedule.contracts.rules.fields import FieldType
from smoothschedule.contracts.rules.ink import Ink, NoInk, inked
from smoothschedule.contracts.rules.values import named
from smoothschedule.contracts.sitting import Sitting
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import Malformed, TooFast, TooLarge
from smoothschedule.storage.attachments import kind_of, plain_name
from smoothschedule.storage.port import Storage

MOST_IMAGES: Final = 60
MOST_FILES: Final = 20
MOST_FILE_BYTES: Final = 10_000_000


class NoSignature(Malformed):
    """The picture is none; the title says why."""

    slug = "signature-refused"


class FileRefused(Malformed):
    slug = "file-refused"
    title = "Please choose a PDF, PNG or JPEG file of 10 MB at most."


def put_down(
    sitting: Sitting, picture: bytes, *, kind: str, how: str, files: Storage
) -> SignatureImage:
    """The strokes of the picture are the signer's signature, or initials, for this contract.

    The sitting is locked. Raises Refused, ConsentMissing, NoSignature, TooFast.
    """
    require_consent(sitting)
    try:
        return keep_ink(sitting, inked(picture), kind=kind, how=how, files=files)
    except NoInk as error:
        raise NoSignature(str(error)) from error


def keep_ink(sitting: Sitting, ink: Ink, *, kind: str, how: str, files: Storage) -> SignatureImage:
    """The ink is kept once for this signer, however often it is sent. Raises TooFast."""
    work, signer = sitting.work, sitting.signer
    sha256 = hashlib.sha256(ink.png).hexdigest()
    mine = select(SignatureImage).where(SignatureImage.signer_id == signer.id)
    same = work.session.scalar(
        mine.where(SignatureImage.sha256 == sha256, SignatureImage.kind == kind)
    )
    if same is not None:
        return same
    count = work.session.scalar(select(func.count()).select_from(mine.subquery())) or 0
    if count >= MOST_IMAGES:
        raise TooFast("You have tried many signatures. Please use one of them.")
    path = _key(sitting, "images", sha256, "png")
    made = SignatureImage(
        contract_id=sitting.contract.id,
        signer_id=signer.id,
        how=how,
        kind=kind,
        sha256=sha256,
        path=path,
        size_bytes=len(ink.png),
        width_px=ink.width_px,
        height_px=ink.height_px,
    )
    work.session.add(made)
    work.session.flush()
    files.put(path, BytesIO(ink.png), content_type="image/png")
    work.record(Tag.SIGNATURE_GIVEN, "signer", signer.id, how=how)
    return made


def attach(
    sitting: Sitting, field_id: str, content: bytes, *, name: str, files: Storage
) -> ContractFile:
    """The file is kept for the signer's own field, as it was sent, once however often it is.

    The sitting is locked. Raises Refused, ConsentMissing, NotFound, NotYourField, NotAnAnswer,
    FileRefused, TooLarge, TooFast.
    """
    require_consent(sitting)
    field = own_field(sitting, field_id)
    if field.type is not FieldType.ATTACHMENT:
        raise NotAnAnswer({field.id: [f"{named(field)} takes no file."]})
    if len(content) > MOST_FILE_BYTES:
        raise TooLarge(FileRefused.title)
    known = kind_of(content)
    if known is None:
        raise FileRefused
    content_type, ending = known
    sha256 = hashlib.sha256(content).hexdigest()
    what = {"field_id": field.id, "name": plain_name(name, ending), "sha256": sha256}
    mine = select(ContractFile).filter_by(signer_id=sitting.signer.id)
    if (same := sitting.work.session.scalar(mine.filter_by(**what).limit(1))) is not None:
        return same
    _refuse_many(sitting)
    made = ContractFile(
        contract_id=sitting.contract.id,
        signer_id=sitting.signer.id,
        **what,
        content_type=content_type,
        size_bytes=len(content),
        path=_key(sitting, "files", sha256, ending),
    )
    sitting.work.session.add(made)
    sitting.work.session.flush()
    files.put(made.path, BytesIO(content), content_type=content_type)
    sitting.work.record(Tag.FILE_ATTACHED, "signer", sitting.signer.id)
    return made


def image_of(sitting: Sitting, image_id: UUID) -> SignatureImage | None:
    """A signature of this contract, whoever's."""
    found = sitting.work.session.scalar(select(SignatureImage).where(SignatureImage.id == image_id))
    return found if found and found.contract_id == sitting.contract.id else None


def _refuse_many(sitting: Sitting) -> None:
    query = select(func.count()).where(ContractFile.signer_id == sitting.signer.id)
    if (sitting.work.session.scalar(query) or 0) >= MOST_FILES:
        raise TooFast("You have attached many files already.")


def _key(sitting: Sitting, folder: Folder, sha256: str, ending: str) -> str:
    return content_key(sitting.contract.tenant_id, folder, sha256, ending)
