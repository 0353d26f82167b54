"""Letters become glyphs: a font for each, an order for the eye, a shape by HarfBuzz."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Final

import uharfbuzz as hb
from bidi.algorithm import (
    explicit_embed_and_overrides,
    get_base_level,
    get_embedding_levels,
    get_empty_storage,
    resolve_implicit_levels,
    resolve_neutral_types,
    resolve_weak_types,
)

from smoothschedule.pdf.refusals import Code, Refused
from smoothschedule.pdf.text.typefaces import Typeface, candidates, typeface

# They order text and are not drawn; the order is worked out without them.
ORDERING: Final = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)
# They draw nothing by themselves; a font need not know them.
INVISIBLE: Final = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufe0e\ufe0f\ufeff")
# Control characters, surrogates, private and unassigned code points.
MEANINGLESS: Final = frozenset({"Cc", "Cs", "Co", "Cn"})
LONGEST_TEXT: Final = 20_000


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph. Offsets and advance in thousandths of the size; `text` is what it stands for."""

    number: int
    advance: int
    x_offset: int
    y_offset: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Glyphs of one font, left to right."""

    face: Typeface
    glyphs: tuple[Glyph, ...]

    @property
    def width(self) -> int:
        """In thousandths of the size."""
        return sum(glyph.advance for glyph in self.glyphs)


@dataclass(frozen=True, slots=True)
class Line:
    """Runs as the eye meets them, left to right. Measures in thousandths of the size."""

    text: str
    runs: tuple[Run, ...]
    is_right_to_left: bool

    @property
    def width(self) -> int:
        """How far it reaches."""
        return sum(run.width for run in self.runs)


def cleaned(text: str) -> str:
    """The text as it is drawn: composed, one kind of line end, tabs as spaces.

    Raises Refused for text that no shipped font can draw.
    """
    if len(text) > LONGEST_TEXT:
        raise Refused(Code.TEXT_UNSUPPORTED, f"{len(text)} characters")
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(each for each in lines.replace("\t", " ") if each not in ORDERING)
    shaped(" ".join(kept.split("\n")))
    return kept


@lru_cache(maxsize=2048)
def shaped(text: str, *, is_right_to_left: bool | None = None) -> Line:
    """One line of text. Raises Refused for a character that no shipped font can draw.

    `is_right_to_left`: of the paragraph that the line belongs to, None to go by the line.
    """
    base = get_base_level(text) if is_right_to_left is None else int(is_right_to_left)
    pieces = list(_pieces(text, _levels(text, base)))
    runs = tuple(_run(piece) for piece in _for_the_eye(pieces))
    return Line(text, runs, is_right_to_left=bool(base % 2))


def undrawable(text: str) -> str:
    """The characters of a text that no shipped font can draw, each once."""
    names = candidates(text)
    missing = (
        each
        for each in dict.fromkeys(unicodedata.normalize("NFC", text))
        if each not in "\r\n\t"
        and each not in ORDERING
        and not any(_draws(typeface(name), each) for name in names)
    )
    return "".join(missing)


@dataclass(frozen=True, slots=True)
class _Piece:
    """Neighbours in the text that share font, direction and script."""

    text: str
    face: Typeface
    level: int


def _levels(text: str, base: int) -> list[int]:
    """The embedding level of each character by the Unicode bidirectional algorithm."""
    neutral = [unicodedata.bidirectional(each) == "BN" for each in text]
    storage = get_empty_storage()
    storage["base_level"] = base
    storage["base_dir"] = "LR"[base]
    visible = "".join(each for each, is_out in zip(text, neutral, strict=True) if not is_out)
    get_embedding_levels(visible, storage)
    explicit_embed_and_overrides(storage)
    resolve_weak_types(storage)
    resolve_neutral_types(storage, False)
    resolve_implicit_levels(storage, False)
    found = iter(character["level"] for character in storage["chars"])
    levels: list[int] = []
    for is_out in neutral:
        before = levels[-1] if levels else base
        levels.append(before if is_out else next(found, before))
    return levels


def _pieces(text: str, levels: list[int]) -> Iterator[_Piece]:
    faces = _faces(text)
    marked = zip(text, faces, levels, strict=True)
    for (face, level), group in groupby(marked, key=lambda each: each[1:]):
        yield _Piece("".join(each[0] for each in group), face, level)


def _faces(text: str) -> list[Typeface]:
    """A font for each character; what is no letter stays with its neighbour where it can."""
    names = candidates(text)
    faces: list[Typeface] = []
    for at, character in enumerate(text):
        before = faces[-1] if faces else None
        if before is not None and _stays(character) and _draws(before, character):
            faces.append(before)
            continue
        found = next((each for each in map(typeface, names) if _draws(each, character)), None)
        if found is None:
            raise Refused(Code.TEXT_UNSUPPORTED, f"U+{ord(character):04X} at {at}")
        faces.append(found)
    return faces


def _stays(character: str) -> bool:
    return not unicodedata.category(character).startswith("L")


def _draws(face: Typeface, character: str) -> bool:
    if character in INVISIBLE:
        return True
    is_meant = unicodedata.category(character) not in MEANINGLESS
    return is_meant and ord(character) in face.letters


def _for_the_eye(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces from left to right: rule L2, on pieces of one level each."""
    ordered = list(pieces)
    levels = {piece.level for piece in pieces}
    lowest_odd = min((level for level in levels if level % 2), default=1)
    for level in range(max(levels, default=0), lowest_odd - 1, -1):
        turned: list[_Piece] = []
        for is_above, group in groupby(ordered, key=lambda piece: piece.level >= level):
            some = list(group)
            turned.extend(reversed(some) if is_above else some)
        ordered = turned
    return ordered


def _run(piece: _Piece) -> Run:
    buffer = hb.Buffer()
    buffer.add_str(piece.text)
    buffer.guess_segment_properties()
    buffer.direction = "rtl" if piece.level % 2 else "ltr"
    hb.shape(piece.face.font, buffer)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    if any(info.codepoint == 0 for info in infos):
        raise Refused(Code.TEXT_UNSUPPORTED, f"no glyph in {piece.face.name}: {piece.text!a}")
    texts = _texts([info.cluster for info in infos], piece.text)
    glyphs = (
        Glyph(info.codepoint, where.x_advance, where.x_offset, where.y_offset, text)
        for info, where, text in zip(infos, positions, texts, strict=True)
    )
    return Run(piece.face, tuple(glyphs))


def _texts(clusters: list[int], text: str) -> list[str]:
    """What each glyph stands for: the first of a cluster for all of it, the others nothing."""
    begins = sorted(set(clusters))
    ends = dict(zip(begins, [*begins[1:], len(text)], strict=True))
    told: set[int] = set()
    texts = []
    for cluster in clusters:
        texts.append("" if cluster in told else text[cluster : ends[cluster]])
        told.add(cluster)
    return texts
