"""Sets the blocks of a template on pages, and says where each field came to stand.

Measures are points; y counts from the bottom of the page up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from smoothschedule.contracts.html.rows import Atom, Row, rows_of
from smoothschedule.contracts.html.tables import (
    PADDING,
    Span,
    Stripe,
    fitting,
    height_of,
    spans_of,
    stripes_of,
)
from smoothschedule.contracts.html.tree import (
    Block,
    Items,
    Paragraph,
    Picture,
    Quote,
    Rule,
    Table,
)
from smoothschedule.contracts.rules.fields import Box as Place, Field
from smoothschedule.pdf.canvas import Canvas
from smoothschedule.pdf.geometry import Box
from smoothschedule.pdf.images import picture_of
from smoothschedule.pdf.pages import NewDocument
from smoothschedule.pdf.text.layout import wrapped
from smoothschedule.pdf.text.shaping import shaped

A4: Final = (595.0, 842.0)
LETTER: Final = (612.0, 792.0)
MARGIN: Final = 64.0
BODY: Final = 10.5
SIZES: Final = {0: BODY, 1: 18.0, 2: 14.0, 3: 12.0}
SPACE: Final = 7.0
BEFORE_HEADING: Final = 8.0
INDENT: Final = 20.0
#: What stays free within a field's line so that the mark does not touch the text above.
AIR: Final = 2.0
FOOT: Final = 7.5
MOST_PAGES: Final = 200


class TooLong(Exception):
    """The template fills more pages than anybody would sign."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file, the size of its pages, and the places of its fields: several for a radio."""

    data: bytes
    width: float
    height: float
    pages: int
    places: Mapping[str, tuple[Place, ...]]


def written(
    blocks: Sequence[Block],
    fields: Mapping[str, Field],
    *,
    title: str,
    pictures: Mapping[UUID, bytes],
    size: tuple[float, float] = A4,
) -> Written:
    """The blocks as a PDF. Raises pdf Refused for what cannot be drawn, TooLong."""
    setter = _Setter(NewDocument(*size, title=title), fields, pictures)
    setter.set(blocks, 0, 0)
    return setter.finish()


class _Setter:
    """Lays rows below each other and turns the page when it is full."""

    def __init__(
        self, document: NewDocument, fields: Mapping[str, Field], pictures: Mapping[UUID, bytes]
    ) -> None:
        self.document = document
        self.fields = fields
        self.pictures = pictures
        self.width = document.frame.sheet_width
        self.height = document.frame.sheet_height
        self.places: dict[str, list[Place]] = {}
        self._turn()

    @property
    def sheet(self) -> Canvas:
        return self.document.sheets[-1]

    def finish(self) -> Written:
        total = len(self.document.sheets)
        for at, sheet in enumerate(self.document.sheets):
            foot = wrapped(f"{at + 1} / {total}", self.width, FOOT)
            sheet.block(foot, self.width - MARGIN - foot.width, MARGIN / 2, width=60, grey=0.4)
        places = {id: tuple(found) for id, found in self.places.items()}
        return Written(self.document.finish(), self.width, self.height, total, places)

    def set(self, blocks: Sequence[Block], left: float, right: float) -> None:
        """The blocks, with so much space beside them within the margins."""
        for block in blocks:
            match block:
                case Paragraph():
                    self._paragraph(block, left, right)
                case Items():
                    self._items(block, left, right)
                case Quote():
                    self.set(block.blocks, left + INDENT, right + INDENT)
                case Rule():
                    self._need(2 * SPACE)
                    self.y -= SPACE
                    across = self.width - 2 * MARGIN - left - right
                    self.sheet.rule(MARGIN + left, self.y, width=across, grey=0.6)
                    self.y -= SPACE
                case Picture():
                    self._picture(block, left, right)
                case Table():
                    self._table(block, left, right)

    def _turn(self) -> None:
        if len(self.document.sheets) >= MOST_PAGES:
            raise TooLong
        self.document.turn()
        self.y = self.height - MARGIN

    def _need(self, height: float) -> None:
        """Turn the page unless that much is left, or the page is empty already."""
        if self.y - height < MARGIN and self.y < self.height - MARGIN:
            self._turn()

    def _paragraph(
        self, block: Paragraph, left: float, right: float, *, marker: str | None = None
    ) -> None:
        size = SIZES[block.level]
        across = self.width - 2 * MARGIN - left - right
        rows = list(rows_of(block, self.fields, size=size, width=across))
        if block.level and self.y < self.height - MARGIN:
            self.y -= BEFORE_HEADING
        for at, row in enumerate(rows):
            # A heading is never parted from what it is over.
            self._need(row.height + (3 * BODY if block.level else 0))
            if marker and at == 0:
                self._marker(marker, row, left, right)
            self._row(row, MARGIN + left, across)
            self.y -= row.height
        self.y -= SPACE if rows else BODY

    def _marker(self, marker: str, row: Row, left: float, right: float) -> None:
        line = shaped(marker)
        reach = line.width * BODY / 1000
        at = MARGIN + left - reach - 5
        if row.is_right_to_left:
            at = self.width - MARGIN - right + 5
        self.sheet.line(line, at, self.y - row.ascent, size=BODY)

    def _row(self, row: Row, left: float, across: float) -> None:
        baseline = self.y - row.ascent
        for part, x in row.placed(left, across):
            if isinstance(part, Atom):
                self._field(part, x, baseline)
                continue
            style = part.style
            self.sheet.line(
                part.line,
                x,
                baseline,
                size=part.size,
                is_bold=style.bold,
                is_italic=style.italic,
            )
            if style.underline:
                self.sheet.rule(x, baseline - part.size * 0.12, width=part.width, grey=0)

    def _field(self, atom: Atom, x: float, baseline: float) -> None:
        bottom = baseline - atom.drop
        box = Box(x, bottom, x + atom.width, bottom + atom.height)
        if atom.is_boxed:
            self.sheet.frame(box)
        else:
            self.sheet.rule(box.left, box.bottom, width=box.width, grey=0.5)
        place = Place(
            page=len(self.document.sheets) - 1,
            x=box.left / self.width,
            y=1 - box.top / self.height,
            w=box.width / self.width,
            h=box.height / self.height,
            option=atom.option,
        )
        self.places.setdefault(atom.field_id, []).append(place)

    def _items(self, block: Items, left: float, right: float) -> None:
        for at, item in enumerate(block.items):
            marker = "•" if block.first is None else f"{block.first + at}."
            inner, rest = (left + INDENT, right), item
            if item and isinstance(item[0], Paragraph):
                first, rest = item[0], item[1:]
                if _leans_right(first):
                    inner = (left, right + INDENT)
                self._paragraph(first, *inner, marker=marker)
            self.set(rest, *inner)

    def _table(self, block: Table, left: float, right: float) -> None:
        """Row by row; one that fits on a page is never parted, a longer one goes on."""
        spans = spans_of(block, self.width - 2 * MARGIN - left - right)
        for cells in block.rows:
            waiting = [
                stripes_of(cell, self.fields, size=BODY, width=span.inner)
                for cell, span in zip(cells, spans, strict=True)
            ]
            self._need(max(BODY, *map(height_of, waiting)) + 2 * PADDING)
            self._cells(waiting, spans, MARGIN + left)
            while any(waiting):
                self._turn()
                self._cells(waiting, spans, MARGIN + left)
        self.y -= SPACE

    def _cells(self, waiting: list[list[Stripe]], spans: Sequence[Span], left: float) -> None:
        """As much of one row of cells as fits on this page; it waits no longer."""
        room = self.y - MARGIN - 2 * PADDING
        here = [each[: max(1, fitting(each, room))] for each in waiting]
        top, height = self.y, max(BODY, *map(height_of, here)) + 2 * PADDING
        for span, stripes in zip(spans, here, strict=True):
            x = left + span.left
            self.sheet.frame(Box(x, top - height, x + span.width, top))
            self.y = top - PADDING
            for stripe in stripes:
                self.y -= stripe.above
                self._row(stripe.row, x + PADDING, span.inner)
                self.y -= stripe.row.height
        self.y = top - height
        for each, done in zip(waiting, here, strict=True):
            del each[: len(done)]

    def _picture(self, block: Picture, left: float, right: float) -> None:
        file = self.pictures.get(block.asset_id)
        if file is None:
            return
        shown = picture_of(file)
        width = (self.width - 2 * MARGIN - left - right) * block.share
        height = width * shown.height / shown.width
        most = (self.height - 2 * MARGIN) * 0.9
        if height > most:
            width, height = width * most / height, most
        self._need(height)
        box = Box(MARGIN + left, self.y - height, MARGIN + left + width, self.y)
        self.sheet.picture(file, box)
        self.y -= height + SPACE


def _leans_right(block: Paragraph) -> bool:
    texts = "".join(_texts(block))
    return bool(texts.strip()) and shaped(texts[:200].replace("\n", " ")).is_right_to_left


def _texts(block: Paragraph) -> Iterator[str]:
    for part in block.parts:
        text = getattr(part, "text", None)
        if isinstance(text, str):
            yield text
