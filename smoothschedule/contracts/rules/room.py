"""Whether what is written has room in its place, large enough to be read on paper.

A field's box is what its author drew: text in it is broken into lines and made smaller, down to
SMALLEST_PT. What needs less than that is refused where it is written, and never drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final

from smoothschedule.contracts.rules.days import day_in
from smoothschedule.contracts.rules.fields import Box, Field, FieldType, Flaw
from smoothschedule.pdf.marks import SMALLEST_PT
from smoothschedule.pdf.text.layout import fits, letters_with_room, one_line_size, within

#: How large letters are at most where nothing else was asked for.
LARGEST_PT: Final = 12.0
#: What is measured here must still fit when it is drawn from fractions of a page.
ROUNDING: Final = 1.001
#: No day is longer than this one, in any of our languages.
LONG_DAY: Final = day_in("en-US", date(2028, 9, 30))
DAYS: Final = frozenset({FieldType.DATE, FieldType.DATE_SIGNED})
CUT: Final = "…"


def largest_of(field: Field) -> float:
    """How large letters in the field are at most, in points."""
    return field.font_size_pt or LARGEST_PT


def excess(field: Field, text: str) -> int:
    """How many letters are too many for the field's smallest place; 0 where it fits, or where
    nothing is known of the place.
    """
    return max((_excess(box, largest_of(field), text) for box in _places(field)), default=0)


def shortened(field: Field, text: str) -> str:
    """The text with its middle left out, as much as its place asks for: for names of files, that
    nobody signs by.
    """
    kept = len(text)
    while kept > 1 and excess(field, shorter := _cut(text, kept)):
        kept -= max(1, excess(field, shorter))
    return _cut(text, kept)


def tight_places(fields: Sequence[Field]) -> list[Flaw]:
    """Places with no room for what the author has put there: an option, or any day."""
    return [Flaw(field.id, told) for field in fields for told in _tight(field)]


def _tight(field: Field) -> Iterator[str]:
    if field.type in DAYS and excess(field, LONG_DAY):
        yield f"“{field.name}” on page {field.page + 1} has no room for a day. Make it wider."
    if field.type is FieldType.DROPDOWN or (field.options and not field.boxes):
        long = next((each for each in field.options if excess(field, each)), None)
        if long is not None:
            yield (
                f"“{field.name}” on page {field.page + 1} has no room for its option “{long}”."
                " Make it larger, or the option shorter."
            )


def _places(field: Field) -> tuple[Box, ...]:
    return (field.box,) if field.box is not None else field.boxes


def _excess(box: Box, largest: float, text: str) -> int:
    said = text.strip()
    if box.room is None or not said:
        return 0
    width, height = within(*box.room)
    # Whoever drew a box lower than that, or asked for smaller letters, wants them as they are.
    size = min(SMALLEST_PT, largest, one_line_size(said, height) / ROUNDING**2)
    if fits(said, width, height, size * ROUNDING):
        return 0
    return max(1, len(said) - letters_with_room(said, width, height, size * ROUNDING))


def _cut(text: str, kept: int) -> str:
    if kept >= len(text):
        return text
    tail = min(kept // 2, 8)
    return f"{text[: kept - tail]}{CUT}{text[len(text) - tail :]}"
