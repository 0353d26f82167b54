"""The text of a template with what is known filled in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from smoothschedule.contracts.html.tree import (
    Block,
    Cell,
    Conditional,
    Inline,
    Items,
    Paragraph,
    Quote,
    Table,
    Text,
    Variable,
)
from smoothschedule.contracts.rules.prefill import Facts

#: Stands where something is not known; nothing is sent with it.
GAP = "……"


def filled(blocks: tuple[Block, ...], facts: Facts) -> tuple[Block, ...]:
    """The blocks that are there for these facts, variables as text; GAP for what is missing."""
    return tuple(_filled(blocks, facts))


def _filled(blocks: tuple[Block, ...], facts: Facts) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Paragraph():
                yield _paragraph(block, facts)
            case Table():
                yield Table(
                    tuple(tuple(_cell(cell, facts) for cell in row) for row in block.rows),
                    block.shares,
                )
            case Items():
                yield Items(tuple(filled(item, facts) for item in block.items), block.first)
            case Quote():
                yield Quote(filled(block.blocks, facts))
            case Conditional():
                if holds(block, facts):
                    yield from _filled(block.blocks, facts)
            case _:
                yield block


def holds(block: Conditional, facts: Facts) -> bool:
    """Whether the conditional part is there."""
    known = facts.words.get(block.variable, "").strip()
    if block.when == "equals":
        return known.casefold() == block.value.strip().casefold()
    return bool(known) == (block.when == "filled")


def needed(blocks: tuple[Block, ...], facts: Facts) -> Iterator[str]:
    """Names of the variables that are really shown for these facts, in reading order."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield from (part.name for part in block.parts if isinstance(part, Variable))
        for inner in _within(block, facts):
            yield from needed(inner, facts)


def _within(block: Block, facts: Facts) -> Iterable[tuple[Block, ...]]:
    """What the block holds, where it is there for these facts."""
    match block:
        case Items():
            return block.items
        case Quote():
            return (block.blocks,)
        case Conditional():
            return (block.blocks,) if holds(block, facts) else ()
        case Table():
            return [cell.blocks for row in block.rows for cell in row]
    return ()


def _paragraph(block: Paragraph, facts: Facts) -> Paragraph:
    parts = tuple(_part(part, facts) for part in block.parts)
    return Paragraph(parts, block.level, block.align)


def _cell(cell: Cell, facts: Facts) -> Cell:
    return Cell(tuple(_paragraph(each, facts) for each in cell.blocks), cell.is_head)


def _part(part: Inline, facts: Facts) -> Inline:
    if isinstance(part, Variable):
        return Text(facts.words.get(part.name) or GAP, part.style)
    return part
