"""What is drawn on pages, and documents ready for it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from smoothschedule.pdf.geometry import Area, Frame

MOST_BYTES: Final = 50_000_000
#: Text that has room for it is never drawn smaller: below that nobody reads it on paper.
SMALLEST_PT: Final = 6.0


class Align(StrEnum):
    """Where a line stands in its box; start is the right side for Arabic and Hebrew."""

    START = "start"
    CENTER = "center"
    END = "end"


@dataclass(frozen=True, slots=True)
class TextMark:
    """Text in a box, as large as fits or at most `largest_pt` points on paper."""

    page: int
    area: Area
    text: str
    largest_pt: float | None = None
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class ImageMark:
    """A PNG or JPEG file, whole and undistorted in the middle of a box."""

    page: int
    area: Area
    image: bytes


@dataclass(frozen=True, slots=True)
class TickMark:
    """A check mark in the middle of a box."""

    page: int
    area: Area


Mark = TextMark | ImageMark | TickMark


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form's field stands; `option` says which of a radio's."""

    page: int
    area: Area
    option: str | None = None


@dataclass(frozen=True, slots=True)
class Offered:
    """A field of an uploaded form. `kind`: text, checkbox, radio, dropdown or signature."""

    name: str
    kind: str
    is_required: bool
    options: tuple[str, ...]
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document that can be marked. `data` is what was given where that was possible, `form`
    what its form asked for before it was flattened.
    """

    data: bytes
    frames: tuple[Frame, ...]
    is_changed: bool
    form: tuple[Offered, ...] = ()
