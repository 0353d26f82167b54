"""The fonts that ship with the product, opened once."""

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files
from typing import Final

import uharfbuzz as hb

EM: Final = 1000


@dataclass(frozen=True, eq=False)
class Typeface:
    """One font file. Measures are in thousandths of the size."""

    name: str

    @cached_property
    def face(self) -> hb.Face:
        """The file as HarfBuzz sees it."""
        with as_file(files("smoothschedule.pdf") / "fonts" / f"{self.name}.ttf") as path:
            return hb.Face(hb.Blob(path.read_bytes()))

    @cached_property
    def font(self) -> hb.Font:
        """The face, scaled to EM."""
        font = hb.Font(self.face)
        font.scale = (EM, EM)
        return font

    @cached_property
    def letters(self) -> frozenset[int]:
        """Every code point it can draw."""
        return frozenset(self.face.unicodes)

    @cached_property
    def ascent(self) -> int:
        """Above the baseline."""
        return int(self.font.get_font_extents("ltr").ascender)

    @cached_property
    def descent(self) -> int:
        """Below the baseline, negative."""
        return int(self.font.get_font_extents("ltr").descender)


@cache
def typeface(name: str) -> Typeface:
    """The one of that name."""
    return Typeface(name)


PLAIN: Final = (
    "NotoSans-Regular",
    "NotoSansArabic-Regular",
    "NotoSansHebrew-Regular",
    "NotoSansThai-Regular",
)
CHINESE: Final = "NotoSansSC-Regular"
JAPANESE: Final = "NotoSansJP-Regular"
KOREAN: Final = "NotoSansKR-Regular"
KANA: Final = range(0x3040, 0x3100)
HANGUL: Final = (range(0x1100, 0x1200), range(0x3130, 0x3190), range(0xAC00, 0xD7A4))
FIRST_IDEOGRAPH: Final = 0x2E80


def candidates(text: str) -> tuple[str, ...]:
    """Names of the fonts to try for a text, in order.

    Han characters look different in Japan and Korea: kana or hangul beside them tells which.
    """
    points = {ord(character) for character in text}
    if not any(point >= FIRST_IDEOGRAPH for point in points):
        return (*PLAIN, CHINESE)
    if any(point in KANA for point in points):
        return (*PLAIN, JAPANESE, CHINESE, KOREAN)
    if any(point in block for point in points for block in HANGUL):
        return (*PLAIN, KOREAN, CHINESE, JAPANESE)
    return (*PLAIN, CHINESE, JAPANESE, KOREAN)
