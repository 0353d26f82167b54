"""The text of a template with what is known filled in."""

from __future__ import annotations

from collections.abc import Iterator

from smoothschedule.contracts.html.tree import (
    Block,
    Conditional,
    Inline,
    Items,
    Paragraph,
    Quote,
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
                parts = tuple(_part(part, facts) for part in block.parts)
                yield Paragraph(parts, block.level, block.align)
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
        match block:
            case Paragraph():
                yield from (part.name for part in block.parts if isinstance(part, Variable))
            case Items():
                for item in block.items:
                    yield from needed(item, facts)
            case Quote():
                yield from needed(block.blocks, facts)
            case Conditional():
                if holds(block, facts):
                    yield from needed(block.blocks, facts)


def _part(part: Inline, facts: Facts) -> Inline:
    if isinstance(part, Variable):
        return Text(facts.words.get(part.name) or GAP, part.style)
    return part
