"""Where the cells of a table stand, and the rows of words in each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Final

from smoothschedule.contracts.html.rows import Row, rows_of
from smoothschedule.contracts.html.tree import Cell, Inline, Table, Text
from smoothschedule.contracts.rules.fields import Field

#: Between the lines of a table and the words in it.
PADDING: Final = 4.0
BETWEEN: Final = 4.0


@dataclass(frozen=True, slots=True)
class Span:
    """A column: how far it begins from the left of the table, and its width."""

    left: float
    width: float

    @property
    def inner(self) -> float:
        return max(self.width - 2 * PADDING, 1.0)


@dataclass(frozen=True, slots=True)
class Stripe:
    """A row of words within a cell, with what stays free above it."""

    row: Row
    above: float

    @property
    def height(self) -> float:
        return self.row.height + self.above


def spans_of(table: Table, across: float) -> list[Span]:
    """The columns of a table that is so wide."""
    starts = accumulate(table.shares, initial=0.0)
    pairs = zip(starts, table.shares, strict=False)
    return [Span(start * across, share * across) for start, share in pairs]


def stripes_of(
    cell: Cell, fields: Mapping[str, Field], *, size: float, width: float
) -> list[Stripe]:
    """All rows of words of the cell."""
    return list(_stripes(cell, fields, size=size, width=width))


def height_of(stripes: Sequence[Stripe]) -> float:
    """How high they are below each other, without padding."""
    return sum(each.height for each in stripes)


def fitting(stripes: Sequence[Stripe], height: float) -> int:
    """How many of the first fit into so much height."""
    heights = accumulate(each.height for each in stripes)
    return sum(each <= height for each in heights)


def _stripes(
    cell: Cell, fields: Mapping[str, Field], *, size: float, width: float
) -> Iterator[Stripe]:
    for at, written in enumerate(cell.blocks):
        parts = tuple(map(_bold, written.parts)) if cell.is_head else written.parts
        rows = rows_of(replace(written, parts=parts), fields, size=size, width=width)
        for first, row in enumerate(rows):
            yield Stripe(row, BETWEEN if at and not first else 0.0)


def _bold(part: Inline) -> Inline:
    return replace(part, style=replace(part.style, bold=True)) if isinstance(part, Text) else part
