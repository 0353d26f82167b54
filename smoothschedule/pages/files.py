"""Files of the disk store, behind signed links that expire. With S3 the links point there."""

from __future__ import annotations

from typing import IO, BinaryIO, cast

from flask import Blueprint, Response, current_app, request, send_file

from smoothschedule.core.problems import BadRequest, NotFound, Over, TooLarge
from smoothschedule.storage.disk import DiskStorage, ExpiredLinkError, InvalidLinkError, Permit
from smoothschedule.storage.port import FileMissingError, InvalidKeyError

files = Blueprint("files", __name__, url_prefix="/files")
#: Pages of every business fetch from here. A link is all that opens a file: no cookie is
#: asked for, so it is no danger that any page may try.
FOR_ANY_PAGE = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, PUT",
    "Access-Control-Allow-Headers": "Content-Type, Range",
    "Access-Control-Expose-Headers": "Accept-Ranges, Content-Length, Content-Range",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}


class LinkOver(Over):
    slug = "link-expired"
    title = "This link has expired. Please ask for a new one."


def _store() -> DiskStorage:
    store = current_app.extensions["runtime"].files
    if not isinstance(store, DiskStorage):
        raise NotFound
    return store


def _permit(store: DiskStorage, key: str, method: str) -> Permit:
    """What the link allows, if it is ours, holds, and is for this method."""
    try:
        permit = store.permit(key, request.query_string.decode("ascii", "replace"))
    except ExpiredLinkError:
        raise LinkOver from None
    except (InvalidLinkError, InvalidKeyError):
        raise NotFound from None
    if permit.method != method:
        raise NotFound
    return permit


@files.after_request
def _may_be_fetched(response: Response) -> Response:
    response.headers.update(FOR_ANY_PAGE)
    return response


@files.get("/<path:key>")
def download(key: str) -> Response:
    """The file, to be saved; never shown inside a page of ours."""
    store = _store()
    permit = _permit(store, key, "GET")
    try:
        content = store.open(key)
    except FileMissingError:
        raise NotFound from None
    response = send_file(
        content,
        mimetype=permit.content_type,
        as_attachment=True,
        download_name=permit.filename or key.rsplit("/", 1)[-1],
    )
    response.headers["Cache-Control"] = "private, no-store"
    return response


@files.put("/<path:key>")
def upload(key: str) -> tuple[str, int]:
    """The body is kept under the key that the link names, if it is as the link says."""
    store = _store()
    permit = _permit(store, key, "PUT")
    if request.mimetype != permit.content_type:
        raise BadRequest("The file is not of the type that this link is for.")
    if (request.content_length or 0) > permit.size_bytes:
        raise TooLarge("The file is larger than this link is for.")
    request.max_content_length = permit.size_bytes + 1
    body = cast("BinaryIO", _Exactly(permit.size_bytes, request.stream))
    store.put(key, body, content_type=permit.content_type)
    return "", 204


class _Exactly:
    """Reads so many bytes; more or fewer are a refusal, whatever the headers say."""

    def __init__(self, size_bytes: int, stream: IO[bytes]) -> None:
        self._left, self._stream = size_bytes, stream

    def read(self, size: int = -1) -> bytes:
        part = self._stream.read(size)
        self._left -= len(part)
        if self._left < 0:
            raise TooLarge("The file is larger than this link is for.")
        if not part and self._left:
            raise BadRequest("The file did not arrive whole.")
        return part
