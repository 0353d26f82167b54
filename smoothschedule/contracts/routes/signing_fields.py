"""HTTP of what a signer fills in: values, signatures, files; and the document itself."""

from __future__ import annotations

from typing import Any, BinaryIO, Final
from uuid import UUID

from flask import Response, send_file

from smoothschedule.contracts.models import SignatureImage
from smoothschedule.contracts.operations import answering, inking, saved_signatures
from smoothschedule.contracts.queries.answers import values_of
from smoothschedule.contracts.queries.saved_signatures import remembered
from smoothschedule.contracts.queries.signing_view import progress_of, root_of
from smoothschedule.contracts.routes.signing import signing, sitting
from smoothschedule.contracts.rules.ink import MOST_BYTES
from smoothschedule.contracts.schemas.signing import (
    NewSignatureImageSchema,
    NewSigningFileSchema,
    NewSigningValueSchema,
    SignatureImageSchema,
    SigningDocumentArgs,
    SigningFileArgs,
    SigningFileSentSchema,
    SigningValueSchema,
)
from smoothschedule.contracts.sitting import Sitting
from smoothschedule.core.api import current_runtime, current_settings
from smoothschedule.core.problems import NotFound
from smoothschedule.core.requests import takes_body_of
from smoothschedule.core.scanning import scanned
from smoothschedule.storage.port import FileMissingError
from smoothschedule.users import throttle

#: A picture in base64, in JSON.
MOST_PICTURE_BODY: Final = MOST_BYTES * 4 // 3 + 10_000
#: A file among the parts of a form.
MOST_FILE_BODY: Final = inking.MOST_FILE_BYTES + 10_000
PDF: Final = "application/pdf"
PNG: Final = "image/png"


def binary(kind: str) -> dict[int, Any]:
    """How openapi.json says that the answer is a file."""
    schema = {"type": "string", "format": "binary"}
    return {200: {"description": "The file", "content": {kind: {"schema": schema}}}}


@signing.endpoint("PUT", "/<token>/values/<field_id>", "saveSigningValue")
@signing.in_person
@signing.public
@throttle.guessed_links
@signing.arguments(NewSigningValueSchema)
@signing.response(200, SigningValueSchema)
def save_signing_value(body: dict[str, Any], token: str, field_id: str) -> dict[str, Any]:
    """Keep what stands in one of the signer's own fields; null empties it."""
    found = sitting(token, lock="share")
    version = answering.save_value(found, field_id, body["value"], version=body["version"])
    values = values_of(found)
    return {
        "value": values.get(field_id),
        "version": version,
        "progress": progress_of(found, values),
    }


@signing.endpoint("POST", "/<token>/images", "createSignatureImage")
@signing.in_person
@signing.public
@throttle.guessed_links
@takes_body_of(MOST_PICTURE_BODY)
@signing.arguments(NewSignatureImageSchema)
@signing.response(201, SignatureImageSchema)
def create_signature_image(body: dict[str, Any], token: str) -> dict[str, Any]:
    """Put down a signature or initials; a field takes it by its id."""
    kind, how, secret_key = body["kind"], body["how"], current_settings().secret_key
    files = current_runtime().files
    if how == "remembered":
        found = sitting(token, lock="share")
        made = saved_signatures.put_down_again(found, kind=kind, secret_key=secret_key, files=files)
    else:
        _scan_for(token, body["png"])
        found = sitting(token, lock="share")
        made = inking.put_down(found, body["png"], kind=kind, how=how, files=files)
        if body["remember"]:
            saved_signatures.remember(found, made, _read(made.path), secret_key=secret_key)
    return _image(made, token)


@signing.endpoint("GET", "/<token>/images/<uuid:image_id>", "getSignatureImage")
@signing.public
@throttle.guessed_links
@signing.doc(responses=binary(PNG))
def get_signature_image(token: str, image_id: UUID) -> Response:
    """A signature of this contract, where the signer may see it."""
    found = _let_in(token)
    image = inking.image_of(found, image_id)
    if image is None or not _may_see(found, image):
        raise NotFound
    return Response(_read(image.path), mimetype=PNG)


@signing.endpoint("GET", "/<token>/remembered/<kind>", "getRemembered")
@signing.public
@throttle.guessed_links
@signing.doc(responses=binary(PNG))
def get_remembered(token: str, kind: str) -> Response:
    """The remembered signature or initials of this very person."""
    found = remembered(sitting(token), secret_key=current_settings().secret_key)
    if kind not in found:
        raise NotFound
    return Response(found[kind], mimetype=PNG)


@signing.endpoint("POST", "/<token>/files", "uploadSigningFile")
@signing.in_person
@signing.public
@throttle.guessed_links
@takes_body_of(MOST_FILE_BODY)
@signing.arguments(SigningFileArgs, location="query")
@signing.arguments(NewSigningFileSchema, location="files")
@signing.response(201, SigningFileSentSchema)
def upload_signing_file(args: dict[str, Any], parts: dict[str, Any], token: str) -> dict[str, Any]:
    """Attach a PDF, PNG or JPEG file to a field; the field takes it by its id."""
    sent = parts["file"]
    with sent.stream:
        content = sent.stream.read(inking.MOST_FILE_BYTES + 1)
    _scan_for(token, content)
    made = inking.attach(
        sitting(token, lock="share"),
        args["field_id"],
        content,
        name=sent.filename or "",
        files=current_runtime().files,
    )
    return {"id": made.id, "name": made.name, "size_bytes": made.size_bytes}


@signing.endpoint("GET", "/<token>/document", "getSigningDocument")
@signing.public
@throttle.guessed_links
@signing.arguments(SigningDocumentArgs, location="query")
@signing.doc(responses=binary(PDF))
def get_signing_document(args: dict[str, Any], token: str) -> Response:
    """The document: the sealed one once it is there, before that the one to be signed."""
    contract = _let_in(token).contract
    path = contract.sealed_pdf_path or contract.original_pdf_path
    if path is None:
        raise NotFound
    return sent_file(path, f"{contract.number}.pdf", is_attachment=args["download"])


def sent_file(path: str, name: str, *, is_attachment: bool) -> Response:
    """The stored PDF with its length, so that pages can show how far it has come."""
    try:
        file: BinaryIO = current_runtime().files.open(path)
    except FileMissingError:
        raise NotFound from None
    length = file.seek(0, 2)
    file.seek(0)
    response = send_file(file, mimetype=PDF, as_attachment=is_attachment, download_name=name)
    response.content_length = length
    return response


def _scan_for(token: str, content: bytes) -> None:
    """The scanner found nothing in it; only a link that works has it asked.

    To be called before the sitting is locked: others wait to sign meanwhile.
    """
    sitting(token)
    scanned(content)


def _let_in(token: str) -> Sitting:
    """Whoever may see what the contract holds; raises UnknownLink, Refused."""
    found = sitting(token)
    if not found.passage.shows_document:
        found.require_gate()
    return found


def _may_see(found: Sitting, image: SignatureImage) -> bool:
    """Their own, and those that stand in fields they may see."""
    if image.signer_id == found.signer.id:
        return True
    return {"image_id": str(image.id)} in values_of(found).values()


def _read(path: str) -> bytes:
    with current_runtime().files.open(path) as file:
        return bytes(file.read())


def _image(made: SignatureImage, token: str) -> dict[str, Any]:
    return {
        "id": made.id,
        "url": f"{root_of(token)}/images/{made.id}",
        "width_px": made.width_px,
        "height_px": made.height_px,
    }
