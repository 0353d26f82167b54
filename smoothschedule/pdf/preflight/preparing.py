"""The one door for PDFs from outside.

To be called where time and memory are limited (`smoothschedule.pdf.confined`): a file may be
made to exhaust whoever reads it.
"""

from smoothschedule.pdf.document import Document, reading
from smoothschedule.pdf.marks import MOST_BYTES, Prepared
from smoothschedule.pdf.preflight.checks import check_form, check_streams
from smoothschedule.pdf.preflight.normalising import (
    needs_appearances,
    with_frozen_form,
    with_plain_tree,
)
from smoothschedule.pdf.preflight.rewriting import rewritten
from smoothschedule.pdf.refusals import Code, Refused
from smoothschedule.pdf.rendering import check_unchanged, opened


def prepare(data: bytes, *, password: str | None = None) -> Prepared:
    """The document ready for marks. Raises Refused, with a code, for any other."""
    if len(data) > MOST_BYTES:
        raise Refused(Code.TOO_LARGE, f"{len(data)} bytes")
    with opened(data, password) as shown:
        count = len(shown)
    with reading():
        document = _readable(data, password)
        if len(document.pages) != count:
            raise Refused(Code.MALFORMED, f"{len(document.pages)} pages, but {count} are shown")
        check_form(document)
        check_streams(document)
        frames = tuple(page.frame() for page in document.pages)
        document, is_drawn = _with_appearances(document)
        document = with_frozen_form(with_plain_tree(document), is_drawn=is_drawn)
    is_changed = document.data != data
    if is_changed:
        check_unchanged(data, document.data, pages=range(count), password=password)
    return Prepared(document.data, frames, is_changed)


def _readable(data: bytes, password: str | None) -> Document:
    """The document as it is or, where that is not to be trusted, written anew."""
    try:
        document = Document(data)
        if not document.is_encrypted and document.has_sound_xref() and _is_whole(document):
            return document
    except Refused as refused:
        if refused.code not in {Code.MALFORMED, Code.PASSWORD_REQUIRED}:
            raise
    return _reread(rewritten(data, password=password))


def _with_appearances(document: Document) -> tuple[Document, bool]:
    """The document with a look for each field, and whether that could be had.

    Where writing it anew would change a page, the looks are left to the reader as before.
    """
    if not needs_appearances(document):
        return document, True
    try:
        drawn = _reread(rewritten(document.data, is_drawing_fields=True))
        check_unchanged(document.data, drawn.data, pages=range(len(document.pages)))
    except Refused:
        return document, False
    return drawn, True


def _is_whole(document: Document) -> bool:
    """Whether the pages can be reached."""
    return bool(document.pages)


def _reread(data: bytes) -> Document:
    document = Document(data)
    if not document.has_sound_xref():
        raise Refused(Code.MALFORMED, "still damaged after it was written anew")
    return document
