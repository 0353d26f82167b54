"""What an editor's document may hold, read by an allow-list.

The editor sends JSON (tiptap's). What is not named here does not exist: there is no node for
scripts, styles, frames or addresses of pictures, and text is text, whatever braces or angle
brackets stand in it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from smoothschedule.contracts.rules.prefill import VARIABLES
from smoothschedule.pdf.text.shaping import undrawable

MOST_NODES: Final = 5_000
DEEPEST: Final = 12
LONGEST_TEXT: Final = 10_000
MOST_COLUMNS: Final = 8
#: Pixels of an editor's page.
WIDEST_COLUMN: Final = 2_000
IS: Final = ("filled", "empty", "equals")
LINKS: Final = ("https://", "http://", "mailto:")


class BodyRefused(Exception):
    """The document holds what a template may not, in a sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True, slots=True)
class Style:
    """How letters look."""

    bold: bool = False
    italic: bool = False
    underline: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    text: str
    style: Style = Style()


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    style: Style = Style()


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field stands."""

    field_id: str


@dataclass(frozen=True, slots=True)
class Break:
    """A new line within a paragraph."""


Inline = Text | Variable | Spot | Break


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`level` 0 is running text, 1 to 3 are headings."""

    parts: tuple[Inline, ...]
    level: int = 0
    align: str = "start"


@dataclass(frozen=True, slots=True)
class Items:
    """A list; each item is blocks."""

    items: tuple[tuple[Block, ...], ...]
    first: int | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the business's own, `share` of the width of the text wide."""

    asset_id: UUID
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Conditional:
    """Blocks that are only there while the variable is so."""

    variable: str
    when: str
    value: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; what stands in a head is bold."""

    blocks: tuple[Paragraph, ...]
    is_head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of as many cells each as there are `shares`: parts of the width, together 1."""

    rows: tuple[tuple[Cell, ...], ...]
    shares: tuple[float, ...]


Block = Paragraph | Items | Quote | Rule | Picture | Conditional | Table


def blocks_of(body: Mapping[str, Any] | None) -> tuple[Block, ...]:
    """The document's blocks; raises BodyRefused."""
    if not body:
        return ()
    if body.get("type") != "doc":
        raise BodyRefused("This is no document of the editor.")
    _refuse_too_much(body)
    return _blocks(body)


def spots_of(blocks: tuple[Block, ...]) -> list[str]:
    """The ids of the fields that stand in the text, in its order."""
    return [part.field_id for part in parts_of(blocks) if isinstance(part, Spot)]


def variables_of(blocks: tuple[Block, ...]) -> list[str]:
    """The names of the variables that the text shows, in its order."""
    return [part.name for part in parts_of(blocks) if isinstance(part, Variable)]


def assets_of(blocks: tuple[Block, ...]) -> set[UUID]:
    """The pictures that it shows."""
    return {each.asset_id for each in _walk(blocks) if isinstance(each, Picture)}


def parts_of(blocks: tuple[Block, ...]) -> Iterator[Inline]:
    """Everything within paragraphs, in reading order."""
    for block in _walk(blocks):
        if isinstance(block, Paragraph):
            yield from block.parts


def _walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        yield block
        match block:
            case Items():
                for item in block.items:
                    yield from _walk(item)
            case Quote() | Conditional():
                yield from _walk(block.blocks)
            case Table():
                yield from (each for row in block.rows for cell in row for each in cell.blocks)


def _refuse_too_much(body: Mapping[str, Any]) -> None:
    """Counts without recursion, so that a deep document exhausts nothing."""
    waiting, count = [(body, 0)], 0
    while waiting:
        node, depth = waiting.pop()
        count += 1
        if depth > DEEPEST or count > MOST_NODES:
            raise BodyRefused("This document is too long or too deeply nested.")
        waiting += [(child, depth + 1) for child in _children(node)]


def _children(node: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    content = node.get("content") or []
    if not isinstance(content, list) or not all(isinstance(each, dict) for each in content):
        raise BodyRefused("This is no document of the editor.")
    return content


def _blocks(node: Mapping[str, Any]) -> tuple[Block, ...]:
    return tuple(_block(child) for child in _children(node))


def _block(node: Mapping[str, Any]) -> Block:
    read = _BLOCKS.get(str(node.get("type")))
    if read is None:
        raise BodyRefused(f"A template cannot hold “{_short(node.get('type'))}”.")
    return read(node)


def _attrs(node: Mapping[str, Any]) -> Mapping[str, Any]:
    attrs = node.get("attrs") or {}
    if not isinstance(attrs, dict):
        raise BodyRefused("This is no document of the editor.")
    return attrs


def _paragraph(node: Mapping[str, Any]) -> Paragraph:
    align = {"center": "center", "right": "end", "end": "end"}
    attrs = _attrs(node)
    parts = tuple(_inline(child) for child in _children(node))
    return Paragraph(parts, 0, align.get(str(attrs.get("textAlign")), "start"))


def _heading(node: Mapping[str, Any]) -> Paragraph:
    level = _attrs(node).get("level")
    if level not in (1, 2, 3):
        raise BodyRefused("Headings have the levels 1 to 3.")
    plain = _paragraph(node)
    return Paragraph(plain.parts, level, plain.align)


def _bullets(node: Mapping[str, Any]) -> Items:
    items = []
    for child in _children(node):
        if child.get("type") != "listItem":
            raise BodyRefused("A list holds items.")
        items.append(_blocks(child))
    return Items(tuple(items))


def _numbers(node: Mapping[str, Any]) -> Items:
    first = _attrs(node).get("start")
    is_number = isinstance(first, int) and not isinstance(first, bool) and 0 <= first < 10_000
    return Items(_bullets(node).items, first if is_number else 1)


def _picture(node: Mapping[str, Any]) -> Picture:
    attrs = _attrs(node)
    try:
        asset_id = UUID(str(attrs.get("asset_id")))
    except ValueError:
        raise BodyRefused("Pictures come from those uploaded here.") from None
    share = attrs.get("share")
    is_share = isinstance(share, int | float) and not isinstance(share, bool) and 0.05 <= share <= 1
    return Picture(asset_id, float(share) if is_share and share is not None else 1.0)


def _conditional(node: Mapping[str, Any]) -> Conditional:
    attrs = _attrs(node)
    name, when, value = attrs.get("variable"), attrs.get("is"), attrs.get("value")
    if name not in VARIABLES or when not in IS:
        raise BodyRefused("Say on what the conditional part depends.")
    return Conditional(name, when, str(value or "")[:500], _blocks(node))


def _table(node: Mapping[str, Any]) -> Table:
    rows = []
    for child in _children(node):
        if child.get("type") != "tableRow":
            raise BodyRefused("A table holds rows.")
        rows.append(tuple(_cell(each) for each in _children(child)))
    widths = {len(row) for row in rows}
    if len(widths) != 1 or not 0 < max(widths) <= MOST_COLUMNS:
        raise BodyRefused(f"A table has rows of 1 to {MOST_COLUMNS} cells, each of as many.")
    first = _children(_children(node)[0])
    return Table(tuple(rows), _shares([_attrs(cell).get("colwidth") for cell in first]))


def _cell(node: Mapping[str, Any]) -> Cell:
    kind, attrs = node.get("type"), _attrs(node)
    if kind not in ("tableCell", "tableHeader"):
        raise BodyRefused("A row of a table holds cells.")
    if any(attrs.get(name) not in (None, 1) for name in ("colspan", "rowspan")):
        raise BodyRefused("Cells of a table cannot be joined.")
    children = _children(node)
    if any(child.get("type") != "paragraph" for child in children):
        raise BodyRefused("A cell of a table holds paragraphs alone.")
    return Cell(tuple(_paragraph(child) for child in children), kind == "tableHeader")


def _shares(widths: list[Any]) -> tuple[float, ...]:
    """Of the width of the text; columns nobody has drawn wider or narrower are equal."""
    known = [each[0] if isinstance(each, list) and len(each) == 1 else None for each in widths]
    numbers = [each for each in known if isinstance(each, int) and 0 < each <= WIDEST_COLUMN]
    if len(numbers) < len(widths):
        return (1 / len(widths),) * len(widths)
    return tuple(each / sum(numbers) for each in numbers)


_BLOCKS: Final[dict[str, Callable[[Mapping[str, Any]], Block]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "bulletList": _bullets,
    "orderedList": _numbers,
    "blockquote": lambda node: Quote(_blocks(node)),
    "horizontalRule": lambda _node: Rule(),
    "image": _picture,
    "conditional": _conditional,
    "table": _table,
}


def _inline(node: Mapping[str, Any]) -> Inline:
    match node.get("type"):
        case "text":
            return _text(node)
        case "hardBreak":
            return Break()
        case "variable":
            name = _attrs(node).get("name")
            if name not in VARIABLES:
                raise BodyRefused(f"There is no variable “{_short(name)}”.")
            return Variable(name, _style(node))
        case "field":
            return Spot(_short(_attrs(node).get("id")))
    raise BodyRefused(f"A paragraph cannot hold “{_short(node.get('type'))}”.")


def _text(node: Mapping[str, Any]) -> Text:
    text = node.get("text")
    if not isinstance(text, str) or len(text) > LONGEST_TEXT:
        raise BodyRefused("A paragraph of this document is too long.")
    if lost := undrawable(text):
        raise BodyRefused(f"The text holds characters that we cannot print: {lost[:10]}")
    return Text(text, _style(node))


def _style(node: Mapping[str, Any]) -> Style:
    marks = node.get("marks") or []
    if not isinstance(marks, list) or not all(isinstance(mark, dict) for mark in marks):
        raise BodyRefused("This is no document of the editor.")
    kinds = {str(mark.get("type")) for mark in marks}
    if unknown := kinds - {"bold", "italic", "underline", "link"}:
        raise BodyRefused(f"Text cannot be “{_short(min(unknown))}”.")
    for mark in marks:
        if mark.get("type") == "link" and not _is_link(mark):
            raise BodyRefused("Links lead to web pages or mail addresses.")
    return Style("bold" in kinds, "italic" in kinds, bool({"underline", "link"} & kinds))


def _is_link(mark: Mapping[str, Any]) -> bool:
    return str(_attrs(mark).get("href", "")).lower().startswith(LINKS)


def _short(value: object) -> str:
    return str(value)[:40]
