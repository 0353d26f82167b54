"""Marks on the pages of a PDF, each drawn upright where the reader sees its box."""

from collections.abc import Iterable
from itertools import groupby

from smoothschedule.pdf.annotations import flattened, is_drawn_over
from smoothschedule.pdf.canvas import Canvas, Studio
from smoothschedule.pdf.document import Document, Page, reading
from smoothschedule.pdf.geometry import Box, Frame
from smoothschedule.pdf.increment import Increment, array, numbers, reference
from smoothschedule.pdf.marks import SMALLEST_PT, ImageMark, Mark, TextMark, TickMark
from smoothschedule.pdf.page_writing import Drawn, PageWriter
from smoothschedule.pdf.refusals import Code, Refused


def stamp(data: bytes, marks: Iterable[Mark]) -> bytes:
    """The file with every mark drawn, in an appended section.

    `data`: a file that preflight let through. Raises Refused for a mark on a page that is
    not there, a text that no font draws, an image that cannot be read.
    """
    document = Document(data)
    increment = Increment(document)
    studio = Studio(increment)
    pages = PageWriter(increment)
    ordered = sorted(marks, key=lambda mark: mark.page)
    with reading():
        for index, group in groupby(ordered, key=lambda mark: mark.page):
            if not 0 <= index < len(document.pages):
                raise Refused(Code.NO_SUCH_PAGE, f"page {index} of {len(document.pages)}")
            _mark(document.pages[index], list(group), studio=studio, pages=pages)
        studio.fonts.finish()
        return increment.finish()


def with_room_for_marks(data: bytes, pages: Iterable[int]) -> bytes:
    """The file with these pages written as `stamp` would, and nothing drawn on them."""
    document = Document(data)
    increment = Increment(document)
    studio, writer = Studio(increment), PageWriter(increment)
    with reading():
        for index in pages:
            _mark(document.pages[index], [], studio=studio, pages=writer)
        return increment.finish()


def _mark(page: Page, marks: list[Mark], *, studio: Studio, pages: PageWriter) -> None:
    frame = page.frame()
    boxes = [frame.in_user_space(mark.area) for mark in marks]
    # An annotation over a mark would hide it: it becomes part of the page beneath.
    covering = flattened(page, studio.increment, is_wanted=lambda each: is_drawn_over(each, boxes))
    own = Drawn(_form(frame, marks, studio=studio), frame.matrix)
    if covering is None:
        pages.rewrite(page, [own])
    else:
        pages.rewrite(page, [*covering.forms, own], {"/Annots": covering.annotations})


def _form(frame: Frame, marks: list[Mark], *, studio: Studio) -> bytes:
    """One form with all marks of a page, in sheet coordinates."""
    canvas = Canvas(studio)
    for mark in marks:
        _draw(canvas, mark, frame.on_sheet(mark.area), unit=frame.user_unit)
    number = studio.increment.add_stream(
        canvas.content,
        {
            "/Type": b"/XObject",
            "/Subtype": b"/Form",
            "/BBox": array([numbers((0, 0, frame.sheet_width, frame.sheet_height))]),
            "/Resources": canvas.resources(),
        },
    )
    return reference(number)


def _draw(canvas: Canvas, mark: Mark, box: Box, *, unit: float) -> None:
    match mark:
        case TextMark():
            largest = None if mark.largest_pt is None else mark.largest_pt / unit
            least = SMALLEST_PT / unit
            canvas.text(mark.text, box, largest=largest, least=least, align=mark.align)
        case ImageMark():
            canvas.picture(mark.image, box)
        case TickMark():
            canvas.tick(box)
