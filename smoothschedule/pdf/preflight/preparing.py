"""The one door for PDFs from outside.

To be called where time and memory are limited (`smoothschedule.pdf.confined`): a file may be
made to exhaust whoever reads it.
"""

from typing import Final

from smoothschedule.pdf.document import Document, reading
from smoothschedule.pdf.geometry import Frame
from smoothschedule.pdf.marks import MOST_BYTES, Prepared
from smoothschedule.pdf.preflight.checks import check_form, check_streams
from smoothschedule.pdf.preflight.normalising import (
    needs_appearances,
    with_frozen_form,
    with_plain_tree,
)
from smoothschedule.pdf.preflight.offered import offered
from smoothschedule.pdf.preflight.rewriting import rewritten
from smoothschedule.pdf.refusals import Code, Refused
from smoothschedule.pdf.rendering import check_unchanged, opened

# What another way of reading the same file may overcome.
CURABLE: Final = frozenset({Code.MALFORMED, Code.TOO_LARGE, Code.PASSWORD_REQUIRED})


def prepare(data: bytes, *, password: str | None = None) -> Prepared:
    """The document ready for marks. Raises Refused, with a code, for any other.

    It is taken as it is where that is to be trusted, and else written anew.
    """
    if len(data) > MOST_BYTES:
        raise Refused(Code.TOO_LARGE, f"{len(data)} bytes")
    with opened(data, password) as shown:
        count = len(shown)
    try:
        document = _as_it_is(data)
        frames = _checked(document, count)
    except Refused as refused:
        if refused.code not in CURABLE:
            raise
        with reading():
            document = _reread(rewritten(data, password=password))
        frames = _checked(document, count)
    with reading():
        document, is_drawn = _with_appearances(document)
        document = with_frozen_form(with_plain_tree(document), is_drawn=is_drawn)
    is_changed = document.data != data
    if is_changed:
        check_unchanged(data, document.data, pages=range(count), password=password)
    return Prepared(document.data, frames, is_changed, tuple(offered(data)))


def _as_it_is(data: bytes) -> Document:
    """The document if its structure is sound. Raises Refused."""
    document = Document(data)
    if document.is_encrypted:
        raise Refused(Code.PASSWORD_REQUIRED, "encrypted")
    with reading():
        if not document.has_sound_xref():
            raise Refused(Code.MALFORMED, "the cross-reference table is wrong")
    return document


def _checked(document: Document, count: int) -> tuple[Frame, ...]:
    """The frames of all pages, of which a reader shows `count`. Raises Refused."""
    with reading():
        if len(document.pages) != count:
            raise Refused(Code.MALFORMED, f"{len(document.pages)} pages, but {count} are shown")
        check_form(document)
        check_streams(document)
        return tuple(page.frame() for page in document.pages)


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


def _reread(data: bytes) -> Document:
    document = Document(data)
    if not document.has_sound_xref():
        raise Refused(Code.MALFORMED, "still damaged after it was written anew")
    return document
