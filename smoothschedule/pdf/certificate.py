"""The pages that say who signed, how they were verified, and what happened when.

They are drawn with the fonts and the text engine of the marks, so that a name in any script
stands there as it was signed, and appended in the same section.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from smoothschedule.pdf.canvas import Canvas, Studio
from smoothschedule.pdf.document import Document, dictionary_at, identity_of, reading
from smoothschedule.pdf.increment import (
    Increment,
    array,
    dictionary,
    entries_of,
    numbers,
    reference,
)
from smoothschedule.pdf.refusals import Code, Refused
from smoothschedule.pdf.text.layout import Block, wrapped

WIDTH: Final = 595.0
HEIGHT: Final = 842.0
MARGIN: Final = 56.0
LABEL_WIDTH: Final = 130.0
GAP: Final = 4.0
BODY: Final = 9.0
SMALL: Final = 7.5
NOTE: Final = 6.5
TITLE: Final = 20.0
HEADING: Final = 12.0
GREY: Final = 0.4


@dataclass(frozen=True, slots=True)
class Line:
    """A text with its label beside it; without one it takes the whole width. The note stands
    small and grey below the text.
    """

    label: str
    text: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading over lines."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Certificate:
    """What the pages say. `footer` stands at the foot of each, with the page's number."""

    title: str
    summary: tuple[Line, ...]
    sections: tuple[Section, ...]
    footer: str


def with_certificate(data: bytes, certificate: Certificate) -> bytes:
    """The document with the certificate as its last pages, in an appended section."""
    document = Document(data)
    increment = Increment(document)
    studio = Studio(increment)
    with reading():
        sheets = _sheets(certificate, studio)
        _append(document, increment, sheets)
        studio.fonts.finish()
        return increment.finish()


class _Writer:
    """Lays lines below each other and turns the page when it is full."""

    def __init__(self, studio: Studio, footer: str) -> None:
        self.studio = studio
        self.footer = footer
        self.sheets: list[Canvas] = []
        self._turn()

    @property
    def sheet(self) -> Canvas:
        """The page being written."""
        return self.sheets[-1]

    def _turn(self) -> None:
        self.sheets.append(Canvas(self.studio))
        self.y = HEIGHT - MARGIN
        foot = wrapped(f"{self.footer}  ·  {len(self.sheets)}", WIDTH - 2 * MARGIN, SMALL)
        self.sheet.block(foot, MARGIN, MARGIN - 12, width=WIDTH - 2 * MARGIN, grey=GREY)

    def need(self, height: float) -> None:
        """Turn the page unless that much is left."""
        if self.y - height < MARGIN:
            self._turn()

    def text(self, text: str, size: float, *, space: float) -> None:
        """A paragraph with space below."""
        block = wrapped(text, WIDTH - 2 * MARGIN, size)
        self.need(block.height + space)
        self.sheet.block(block, MARGIN, self.y, width=WIDTH - 2 * MARGIN)
        self.y -= block.height + space

    def labelled(self, line: Line) -> None:
        """A label in grey with its text beside it, its note below on the same page."""
        left = MARGIN + (LABEL_WIDTH + GAP if line.label else 0)
        width = WIDTH - MARGIN - left
        name = wrapped(line.label, LABEL_WIDTH, BODY)
        note = wrapped(line.note, width, NOTE) if line.note else None
        below = note.height if note else 0
        for at, part in enumerate(_parts(wrapped(line.text, width, BODY))):
            height = max(part.height, name.height if at == 0 else 0)
            self.need(height + below + GAP)
            if at == 0:
                self.sheet.block(name, MARGIN, self.y, width=LABEL_WIDTH, grey=GREY)
            self.sheet.block(part, left, self.y, width=width)
            self.y -= height + GAP
        if note is not None:
            self.sheet.block(note, left, self.y + GAP, width=width, grey=GREY)
            self.y -= note.height

    def heading(self, text: str) -> None:
        """What begins here, below a line across, but at the top of a page without one; never
        parted from its first lines.
        """
        above = self.y
        self.need(6 * GAP + HEADING + 4 * BODY)
        if self.y == above:
            self.y -= GAP
            self.sheet.rule(MARGIN, self.y, width=WIDTH - 2 * MARGIN)
            self.y -= 2 * GAP
        self.text(text, HEADING, space=GAP)


def _sheets(certificate: Certificate, studio: Studio) -> list[Canvas]:
    writer = _Writer(studio, certificate.footer)
    writer.text(certificate.title, TITLE, space=2 * GAP)
    for line in certificate.summary:
        writer.labelled(line)
    for section in certificate.sections:
        writer.heading(section.heading)
        for line in section.lines:
            writer.labelled(line)
    return writer.sheets


def _parts(block: Block) -> Iterable[Block]:
    """A long text in pieces that fit on a page."""
    most = 40
    for at in range(0, max(1, len(block.lines)), most):
        yield Block(block.lines[at : at + most], block.size)


def _append(document: Document, increment: Increment, sheets: Sequence[Canvas]) -> None:
    """The sheets become pages after the last: the old tree and they hang on a new root."""
    root = identity_of(document.catalog.get("/Pages"))
    old = dictionary_at(document.catalog, "/Pages")
    if root is None or old is None:
        raise Refused(Code.MALFORMED, "the page tree is no object of its own")
    top = increment.reserve()
    box = array([numbers((0, 0, WIDTH, HEIGHT))])
    added = [
        increment.add(
            dictionary(
                {
                    "/Type": b"/Page",
                    "/Parent": reference(top),
                    "/MediaBox": box,
                    "/Resources": sheet.resources(),
                    "/Contents": reference(increment.add_stream(sheet.content)),
                }
            )
        )
        for sheet in sheets
    ]
    count = len(document.pages) + len(added)
    kids = array([reference(*root), *map(reference, added)])
    increment.put(
        top,
        dictionary({"/Type": b"/Pages", "/Count": b"%d" % count, "/Kids": kids}),
    )
    increment.put(root[0], dictionary(entries_of(old) | {"/Parent": reference(top)}), root[1])
    number, generation = document.catalog_identity
    catalog = entries_of(document.catalog) | {"/Pages": reference(top)}
    increment.put(number, dictionary(catalog), generation)
