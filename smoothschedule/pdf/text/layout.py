"""Lines of text in a box: broken where the script allows, as large as fits."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from smoothschedule.pdf.text.shaping import Line, cleaned, shaped
from smoothschedule.pdf.text.typefaces import EM

LEADING: Final = 1.25
# One line is preferred to several while it is at least this share of their size.
ONE_LINE_SHARE: Final = 0.6
STEPS: Final = 12
#: Share of a box's shorter side that stays free around a text.
MARGIN: Final = 0.06
# A word, or one ideograph, with the spaces after it.
BREAKABLE: Final = re.compile(
    r"[\u2e80-\u303f\u3040-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]\s*|"
    r"[^\s\u2e80-\u303f\u3040-\ua4cf\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]+\s*|\s+"
)
NEVER_FIRST: Final = frozenset("、。，．）」』】〉》！？：；ー々")


@dataclass(frozen=True, slots=True)
class Block:
    """Lines with their size; measures in the unit of the size."""

    lines: tuple[Line, ...]
    size: float

    @property
    def width(self) -> float:
        """Of the longest line."""
        return max((line.width for line in self.lines), default=0) * self.size / EM

    @property
    def height(self) -> float:
        """From the top of the first line to the bottom of the last."""
        return height_of(self)

    @property
    def ascent(self) -> float:
        """Of the tallest font in the first line."""
        runs = self.lines[0].runs if self.lines else ()
        return max((run.face.ascent for run in runs), default=EM) * self.size / EM

    @property
    def leading(self) -> float:
        """From one baseline to the next."""
        tallest = max(
            (run.face.ascent - run.face.descent for line in self.lines for run in line.runs),
            default=EM,
        )
        return max(LEADING, tallest / EM) * self.size


def height_of(block: Block) -> float:
    """From the top of the first line to the bottom of the last."""
    runs = block.lines[-1].runs if block.lines else ()
    descent = min((run.face.descent for run in runs), default=0) * block.size / EM
    return block.ascent + (len(block.lines) - 1) * block.leading - descent


def within(width: float, height: float) -> tuple[float, float]:
    """Width and height that a text may take in a box of that size."""
    margin = MARGIN * min(width, height)
    return width - 2 * margin, height - 2 * margin


@lru_cache(maxsize=512)
def fitted(
    text: str, width: float, height: float, *, largest: float | None = None, least: float = 0
) -> Block:
    """The text as large as the box allows, at most `largest`; never below `least` where the text
    fits at that size (`fits`).

    Never refused for its length: however small it gets, it is there. Whoever wants it
    legible asks `fits` first. Raises Refused for what no font draws.
    """
    drawn = cleaned(text)
    most = height if largest is None else min(height, largest)
    least = min(least, most)
    best = _largest_wrapped(drawn, width, height, sizes=(least, most))
    if best is not None and (len(best.lines) < 2 or "\n" in drawn):
        return best
    line = shaped(" ".join(drawn.split("\n")))
    alone = Block((line,), min(most, width * EM / max(line.width, 1)))
    if best is None:
        return alone
    wanted = max(best.size * ONE_LINE_SHARE, min(least, best.size))
    return alone if alone.height <= height and alone.size >= wanted else best


def fits(text: str, width: float, height: float, size: float) -> bool:
    """Whether the text, broken into lines, has room at that size. Raises Refused for what no
    font draws.
    """
    return _block_if_fits(cleaned(text), width, height, size) is not None


def letters_with_room(text: str, width: float, height: float, size: float) -> int:
    """How many of the text's letters, as it is drawn, have room at that size; about, where the
    last of them begin a word. Raises Refused for what no font draws.
    """
    drawn = cleaned(text)
    block, ends = _filled(drawn, width, height, size)
    if not ends or ends[-1] == len(drawn):
        return ends[-1] if ends else 0
    # The word that has no room as a whole may begin in the last line all the same.
    start = ends[-2] if len(ends) > 1 else 0
    start += len(ends) > 1 and drawn[start] == "\n"
    head = head_of(drawn[start:].partition("\n")[0], width * EM / size)
    longer = Block((*block.lines[:-1], shaped(head.rstrip())), size)
    has_room = longer.height <= height and longer.width <= width
    return max(ends[-1], start + len(head)) if has_room else ends[-1]


def one_line_size(text: str, height: float) -> float:
    """The size at which a single line of these letters is as tall as that."""
    line = Block((shaped(" ".join(cleaned(text).split("\n"))),), 1.0)
    return height / max(line.height, 1 / EM)


def wrapped(text: str, width: float, size: float) -> Block:
    """The text at a size, broken to a width. Raises Refused for what no font draws."""
    lines = (line for line, _ in _lines(cleaned(text), width * EM / size))
    return Block(tuple(lines), size)


def _largest_wrapped(
    text: str, width: float, height: float, *, sizes: tuple[float, float]
) -> Block | None:
    """The text at the largest size that fits, by halving: between these two where it fits at the
    smaller, else below it.
    """
    least, high = sizes
    best = _block_if_fits(text, width, height, high)
    if best is not None:
        return best
    best = _block_if_fits(text, width, height, least) if least else None
    low, high = (0.0, least or high) if best is None else (least, high)
    for _ in range(STEPS):
        middle = (low + high) / 2
        block = _block_if_fits(text, width, height, middle)
        if block is None:
            high = middle
        else:
            low, best = middle, block
    return best


def _block_if_fits(text: str, width: float, height: float, size: float) -> Block | None:
    block, ends = _filled(text, width, height, size)
    return block if ends and ends[-1] == len(text) else None


def _filled(text: str, width: float, height: float, size: float) -> tuple[Block, list[int]]:
    """The first lines of the text that have room, and where in it each of them ends: the last at
    its end where all have. Nothing is measured of those that have none.
    """
    block = Block((), size)
    ends: list[int] = []
    for line, end in _lines(text, width * EM / size):
        longer = Block((*block.lines, line), size)
        if longer.height > height or line.width * size / EM > width:
            return block, ends
        block = longer
        ends.append(end)
    return block, [*ends[:-1], len(text)]


def _lines(text: str, reach: float) -> Iterator[tuple[Line, int]]:
    """Each line, and where in the text it ends; spaces at its end are the line's."""
    start = 0
    for paragraph in text.split("\n"):
        for line, end in _broken(paragraph, reach):
            yield line, start + end
        start += len(paragraph) + 1


def _broken(paragraph: str, reach: float) -> Iterator[tuple[Line, int]]:
    """Lines that reach no further, in thousandths of the size, words kept whole if they fit."""
    whole = shaped(paragraph)
    if whole.width <= reach:
        yield whole, len(paragraph)
        return
    end = 0
    for part in _parts(paragraph, reach):
        end += len(part)
        if drawn := part.rstrip():
            yield shaped(drawn, is_right_to_left=whole.is_right_to_left), end


def _parts(paragraph: str, reach: float) -> Iterator[str]:
    """The paragraph in pieces of a line each, none lost."""
    current = ""
    for word in words_of(paragraph):
        if current and shaped((current + word).rstrip()).width <= reach:
            current += word
            continue
        if current:
            yield current
        current = word
        # What is left of a long word is not measured as a whole: it may be most of the text.
        while len(head := head_of(current.rstrip(), reach)) < len(current.rstrip()):
            yield head
            current = current[len(head) :]
    yield current


def words_of(paragraph: str) -> list[str]:
    """Where the paragraph may be broken: words, or ideographs, with the spaces after them."""
    words: list[str] = []
    for word in BREAKABLE.findall(paragraph):
        if words and word[0] in NEVER_FIRST:
            words[-1] += word
        else:
            words.append(word)
    return words


def head_of(word: str, reach: float) -> str:
    """As many letters of a word as fit, at least one, never parting a mark from its letter."""
    fit, over = 1, 2
    while over <= len(word) and shaped(word[:over]).width <= reach:
        fit, over = over, over * 2
    over = min(over, len(word) + 1)
    while over - fit > 1:
        middle = (fit + over) // 2
        if shaped(word[:middle]).width <= reach:
            fit = middle
        else:
            over = middle
    end = fit
    while end > 1 and _is_mark(word, end):
        end -= 1
    while _is_mark(word, end):
        end += 1
    return word[:end]


def _is_mark(word: str, at: int) -> bool:
    return at < len(word) and unicodedata.category(word[at]).startswith("M")
