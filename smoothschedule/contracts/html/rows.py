"""A paragraph becomes rows: words of several looks and fields, broken to a width."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final

from smoothschedule.contracts.html.tree import Break, Paragraph, Spot, Style, Text
from smoothschedule.contracts.rules.fields import Field, FieldType
from smoothschedule.pdf.text.layout import LEADING, head_of, words_of
from smoothschedule.pdf.text.shaping import Line, shaped
from smoothschedule.pdf.text.typefaces import EM

#: Width and height of a field in a line of text.
EXTENTS: Final[dict[FieldType, tuple[float, float]]] = {
    FieldType.SIGNATURE: (190.0, 46.0),
    FieldType.INITIALS: (70.0, 34.0),
    FieldType.NAME: (170.0, 19.0),
    FieldType.EMAIL: (200.0, 19.0),
    FieldType.DATE_SIGNED: (90.0, 19.0),
    FieldType.TEXT: (170.0, 19.0),
    FieldType.NUMBER: (80.0, 19.0),
    FieldType.DATE: (90.0, 19.0),
    FieldType.CHECKBOX: (12.0, 12.0),
    FieldType.RADIO: (12.0, 12.0),
    FieldType.DROPDOWN: (150.0, 19.0),
    FieldType.ATTACHMENT: (150.0, 19.0),
    FieldType.NOTE: (170.0, 19.0),
}
#: Drawn as a box of its own; the others stand on a line.
BOXED: Final = frozenset({FieldType.CHECKBOX, FieldType.RADIO})


@dataclass(frozen=True, slots=True)
class Word:
    """Letters of one look, with the spaces after them."""

    text: str
    style: Style
    size: float
    base: bool

    @property
    def line(self) -> Line:
        return shaped(self.text, is_right_to_left=self.base)

    @property
    def width(self) -> float:
        return self.line.width * self.size / EM

    @property
    def ascent(self) -> float:
        return max((r.face.ascent for r in self.line.runs), default=0) * self.size / EM

    @property
    def descent(self) -> float:
        return -min((r.face.descent for r in self.line.runs), default=0) * self.size / EM


@dataclass(frozen=True, slots=True)
class Atom:
    """A field's place in the row; `drop` is how far it reaches below the baseline."""

    field_id: str
    option: str | None
    width: float
    height: float
    is_boxed: bool

    @property
    def drop(self) -> float:
        return 1.5 if self.is_boxed else 4.0

    @property
    def ascent(self) -> float:
        return self.height - self.drop

    @property
    def descent(self) -> float:
        return self.drop


Part = Word | Atom


@dataclass(frozen=True, slots=True)
class Row:
    """Parts beside each other in reading order."""

    parts: tuple[Part, ...]
    align: str
    size: float
    is_right_to_left: bool

    @property
    def ascent(self) -> float:
        return max([part.ascent for part in self.parts], default=self.size) + self._extra / 2

    @property
    def height(self) -> float:
        tallest = max([part.ascent for part in self.parts], default=self.size)
        deepest = max([part.descent for part in self.parts], default=0.0)
        return tallest + deepest + self._extra

    @property
    def _extra(self) -> float:
        """So that rows of plain text stand as far apart as in a mark; fields get some air."""
        tallest = max([part.ascent for part in self.parts], default=self.size)
        deepest = max([part.descent for part in self.parts], default=0.0)
        has_field = any(isinstance(part, Atom) for part in self.parts)
        return max(self.size * LEADING - tallest - deepest, 3.0 if has_field else 0.0)

    def placed(self, left: float, width: float) -> Iterator[tuple[Part, float]]:
        """Each part with where it begins, from left to right."""
        parts = _joined(self.parts)
        free = max(width - sum(part.width for part in parts), 0)
        is_at_the_end = (self.align == "end") != self.is_right_to_left
        x = left + (free / 2 if self.align == "center" else free if is_at_the_end else 0)
        for part in reversed(parts) if self.is_right_to_left else parts:
            yield part, x
            x += part.width


def rows_of(
    block: Paragraph, fields: Mapping[str, Field], *, size: float, width: float
) -> Iterator[Row]:
    """The paragraph's rows at that size, none wider than the width."""
    plain = " ".join(part.text for part in block.parts if isinstance(part, Text))
    base = shaped(plain[:200].replace("\n", " ")).is_right_to_left if plain.strip() else False
    current: list[Part] = []
    reach = 0.0
    for part in _parts(block, fields, size=size, base=base):
        if part is None:
            yield _row(current, block, size, base=base)
            current, reach = [], 0.0
            continue
        for piece in _fitting(part, width):
            if current and reach + _needs(piece) > width:
                yield _row(current, block, size, base=base)
                current, reach = [], 0.0
            current.append(piece)
            reach += piece.width
    if current:
        yield _row(current, block, size, base=base)


def _parts(
    block: Paragraph, fields: Mapping[str, Field], *, size: float, base: bool
) -> Iterator[Part | None]:
    """Words and fields in reading order; None is a break of the line."""
    for part in block.parts:
        match part:
            case Break():
                yield None
            case Spot():
                if part.field_id in fields:
                    yield from _field(fields[part.field_id], size=size, base=base)
            case Text():
                look = part.style
                if block.level:
                    look = Style(True, look.italic, look.underline)
                yield from _words(part.text, look, size=size, base=base)


def _words(text: str, look: Style, *, size: float, base: bool) -> Iterator[Part | None]:
    for at, line in enumerate(text.replace("\t", " ").split("\n")):
        if at:
            yield None
        for word in words_of(line):
            yield Word(word, look, size, base)


def _field(field: Field, *, size: float, base: bool) -> Iterator[Part]:
    width, height = EXTENTS[field.type]
    is_boxed = field.type in BOXED
    if field.type is not FieldType.RADIO:
        yield Atom(field.id, None, width, height, is_boxed)
        return
    for option in field.options:
        yield Atom(field.id, option, width, height, is_boxed)
        yield Word(f" {option}   ", Style(), size, base)


def _needs(part: Part) -> float:
    """The width without the spaces after it, which may hang over the edge."""
    if isinstance(part, Atom):
        return part.width
    return Word(part.text.rstrip(), part.style, part.size, part.base).width


def _fitting(part: Part, width: float) -> Iterator[Part]:
    """The part, or a word wider than the row in pieces that fit; a field gets narrower."""
    if isinstance(part, Atom):
        yield replace(part, width=min(part.width, width))
        return
    if part.width <= width:
        yield part
        return
    rest = part.text
    while rest and Word(rest.rstrip(), part.style, part.size, part.base).width > width:
        head = head_of(rest, width * EM / part.size)
        yield Word(head, part.style, part.size, part.base)
        rest = rest[len(head) :]
    if rest:
        yield Word(rest, part.style, part.size, part.base)


def _row(parts: Sequence[Part], block: Paragraph, size: float, *, base: bool) -> Row:
    kept = list(parts)
    if kept and isinstance(kept[-1], Word):
        last = kept[-1]
        kept[-1] = Word(last.text.rstrip(), last.style, last.size, last.base)
    return Row(tuple(kept), block.align, size, base)


def _joined(parts: Sequence[Part]) -> list[Part]:
    """Neighbouring words of one look as one, so that letters join and order as they should."""
    joined: list[Part] = []
    for style, group in groupby(parts, key=lambda part: getattr(part, "style", None)):
        some = list(group)
        first = some[0]
        if style is None or not isinstance(first, Word):
            joined.extend(some)
        else:
            text = "".join(part.text for part in some if isinstance(part, Word))
            joined.append(Word(text, first.style, first.size, first.base))
    return joined
