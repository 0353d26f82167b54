"""Files of the disk store, behind signed links that expire. With S3 the links point there."""

from __future__ import annotations

from typing import BinaryIO, cast

from flask import Blueprint, Response, current_app, request, send_file

from smoothschedule.core.problems import BadRequest, NotFound, Over
from smoothschedule.storage.disk import DiskStorage, ExpiredLinkError, InvalidLinkError, Permit
from smoothschedule.storage.port import FileMissingError, InvalidKeyError

files = Blueprint("files", __name__, url_prefix="/files")
MAX_UPLOAD_BYTES = 50_000_000
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
    """The body is kept under the key that the link names."""
    store = _store()
    permit = _permit(store, key, "PUT")
    if request.mimetype != permit.content_type:
        raise BadRequest("The file is not of the type that this link is for.")
    request.max_content_length = MAX_UPLOAD_BYTES
    store.put(key, cast("BinaryIO", request.stream), content_type=permit.content_type)
    return "", 204
