"""The one door for PDFs from outside.

To be called where time and memory are limited (`smoothschedule.pdf.confined`): a file may be
made to exhaust whoever reads it.
"""

from typing import Final

from smoothschedule.pdf.document import Document, reading
from smoothschedule.pdf.geometry import Frame
from smoothschedule.pdf.marks import MOST_BYTES, Prepared
from smoothschedule.pdf.overlay import with_room_for_marks
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
# Of longer documents, that nothing was changed in, so many pages are looked at, evenly spread.
MOST_TRIED: Final = 20


def prepare(data: bytes, *, password: str | None = None) -> Prepared:
    """The document ready for marks. Raises Refused, with a code, for any other.

    It is taken as it is where that is to be trusted, and else written anew. A page that would show
    something else as soon as it is marked is found here, not once somebody has signed.
    """
    if len(data) > MOST_BYTES:
        raise Refused(Code.TOO_LARGE, f"{len(data)} bytes")
    with opened(data, password) as shown:
        count = len(shown)
    try:
        return _prepared(_as_it_is(data), data, count, password)
    except Refused as refused:
        if refused.code not in CURABLE:
            raise
        with reading():
            document = _reread(rewritten(data, password=password))
        return _prepared(document, data, count, password)


def _prepared(document: Document, data: bytes, count: int, password: str | None) -> Prepared:
    """The document, read from `data` or what that was written anew as. Raises Refused where it
    cannot be marked, or does not look as `data` does.
    """
    frames = _checked(document, count)
    with reading():
        document, is_drawn = _with_appearances(document)
        document = with_frozen_form(with_plain_tree(document), is_drawn=is_drawn)
    is_changed = document.data != data
    pages = range(0, count, 1 if is_changed else 1 + (count - 1) // MOST_TRIED)
    marked = with_room_for_marks(document.data, pages)
    check_unchanged(data, marked, pages=pages, password=password)
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
