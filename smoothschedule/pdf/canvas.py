"""Draws on a sheet: content in sheet coordinates and the resources it needs.

Origin bottom left, y up, in units of the sheet.
"""

from smoothschedule.pdf.geometry import Box
from smoothschedule.pdf.images import Picture, embedded, picture_of
from smoothschedule.pdf.increment import (
    Increment,
    dictionary,
    hex_text,
    number,
    numbers,
    reference,
)
from smoothschedule.pdf.marks import Align
from smoothschedule.pdf.text.embedding import FontBook, shown
from smoothschedule.pdf.text.layout import Block, fitted, within
from smoothschedule.pdf.text.shaping import Line
from smoothschedule.pdf.text.typefaces import EM

# Width of the outline of bold letters, and how far italic ones lean, as shares of the size.
BOLDER = 0.03
SLANT = 0.21


class Studio:
    """What the drawings of one increment share: fonts, and each picture once."""

    def __init__(self, increment: Increment) -> None:
        self.increment = increment
        self.fonts = FontBook(increment)
        self._pictures: dict[bytes, tuple[Picture, int]] = {}

    def picture(self, file: bytes) -> tuple[Picture, int]:
        """The picture in a PNG or JPEG file and its object, the same one each time."""
        if file not in self._pictures:
            picture = picture_of(file)
            self._pictures[file] = (picture, embedded(self.increment, picture))
        return self._pictures[file]


class Canvas:
    """One drawing."""

    def __init__(self, studio: Studio) -> None:
        self._studio = studio
        self._parts: list[bytes] = []
        self._fonts: dict[str, bytes] = {}
        self._pictures: dict[str, bytes] = {}

    @property
    def content(self) -> bytes:
        """The operators so far."""
        return b"\n".join(self._parts)

    def resources(self) -> bytes:
        """What the content names."""
        entries = {}
        if self._fonts:
            entries["/Font"] = dictionary(self._fonts)
        if self._pictures:
            entries["/XObject"] = dictionary(self._pictures)
        return dictionary(entries)

    def text(
        self,
        text: str,
        box: Box,
        *,
        largest: float | None = None,
        least: float = 0,
        align: Align = Align.START,
    ) -> None:
        """Text as large as the box allows, in the middle of its height, nothing outside it."""
        width, height = within(box.width, box.height)
        margin = (box.width - width) / 2
        block = fitted(text, width, height, largest=largest, least=least)
        if not block.lines or not any(line.runs for line in block.lines):
            return
        self._parts.append(b"q %s re W n" % _rectangle(box))
        top = box.top - (box.height - block.height) / 2
        self.block(block, box.left + margin, top, width=width, align=align)
        self._parts.append(b"Q")

    def block(
        self,
        block: Block,
        left: float,
        top: float,
        *,
        width: float,
        align: Align = Align.START,
        grey: float = 0,
    ) -> None:
        """Lines below each other from `top`, each standing in the width as `align` says."""
        baseline = top - block.ascent
        for line in block.lines:
            free = width - line.width * block.size / EM
            share = _share(align, is_right_to_left=line.is_right_to_left)
            self.line(line, left + free * share, baseline, size=block.size, grey=grey)
            baseline -= block.leading

    def picture(self, file: bytes, box: Box) -> None:
        """The picture of a PNG or JPEG file, whole, as large as the box allows, in its middle."""
        picture, number_ = self._studio.picture(file)
        scale = min(box.width / picture.width, box.height / picture.height)
        width, height = picture.width * scale, picture.height * scale
        left = box.left + (box.width - width) / 2
        bottom = box.bottom + (box.height - height) / 2
        name = f"/Im{number_}"
        self._pictures[name] = reference(number_)
        matrix = numbers((width, 0, 0, height, left, bottom))
        self._parts.append(b"q %s cm %s Do Q" % (matrix, name.encode()))

    def tick(self, box: Box) -> None:
        """A check mark in the middle of the box."""
        side = min(box.width, box.height)
        left = box.left + (box.width - side) / 2
        bottom = box.bottom + (box.height - side) / 2
        points = [(0.2, 0.5), (0.42, 0.25), (0.8, 0.78)]
        path = [numbers((left + x * side, bottom + y * side)) for x, y in points]
        self._parts.append(b"q 0 G %s w 1 J 1 j %s m %s l %s l S Q" % (number(side * 0.1), *path))

    def rule(self, left: float, y: float, *, width: float, grey: float = 0.8) -> None:
        """A thin horizontal line."""
        ends = (numbers((left, y)), numbers((left + width, y)))
        self._parts.append(b"q %s G 0.6 w %s m %s l S Q" % (number(grey), *ends))

    def frame(self, box: Box, *, grey: float = 0.6) -> None:
        """The outline of a box."""
        self._parts.append(b"q %s G 0.6 w %s re S Q" % (number(grey), _rectangle(box)))

    def line(
        self,
        line: Line,
        left: float,
        baseline: float,
        *,
        size: float,
        grey: float = 0,
        is_bold: bool = False,
        is_italic: bool = False,
    ) -> None:
        """A line of text from a point on. We ship one weight of each font: bold letters are
        drawn with an outline, italic ones slanted.
        """
        if not line.runs:
            return
        self._studio.fonts.note(line)
        slant = SLANT if is_italic else 0
        parts = [
            b"/Span << /ActualText %s >> BDC" % hex_text(line.text),
            b"q BT %s g %s Tm" % (number(grey), numbers((1, 0, slant, 1, left, baseline))),
        ]
        if is_bold:
            parts.append(b"%s G 2 Tr %s w" % (number(grey), number(size * BOLDER)))
        for run in line.runs:
            name = self._studio.fonts.name_of(run.face)
            self._fonts[name] = self._studio.fonts.resource(run.face)
            parts.append(b"%s %s Tf" % (name.encode(), number(size)))
            parts.append(shown(run, size))
        self._parts.append(b" ".join([*parts, b"ET Q EMC"]))


def _rectangle(box: Box) -> bytes:
    return numbers((box.left, box.bottom, box.width, box.height))


def _share(align: Align, *, is_right_to_left: bool) -> float:
    """How much of the free width goes to the left of a line."""
    if align is Align.CENTER:
        return 0.5
    return float((align is Align.END) != is_right_to_left)
