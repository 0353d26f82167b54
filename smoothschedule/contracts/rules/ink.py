"""Signatures as pictures: whatever was sent, only pixels stay.

A picture is opened under limits, given a plain alpha of its strokes, cut to them and written
as a new PNG: no metadata, no second frame, no trailing bytes of the upload survive.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO
from typing import Final

from PIL import Image, ImageChops, ImageFilter, UnidentifiedImageError

MOST_BYTES: Final = 3_000_000
MOST_PIXELS: Final = 12_000_000
#: Sharper than any printer at the size of a signature.
LONGEST_SIDE: Final = 1_600
#: Ink is at least this much darker than the paper around it, in some channel.
LEAST_CONTRAST: Final = 23
#: Whatever is darker than this is no paper, however even it is.
DARKEST_PAPER: Final = 110
#: Paper is looked for on a picture this small, within this many pixels around: wider than any
#: stroke, narrower than the light of a lamp.
PAPER_SIDE: Final = 96
PAPER_AROUND: Final = 15
#: Less alpha than this is dust.
DUST: Final = 24
#: A dot is no signature: so many pixels of ink, and so long in one direction.
LEAST_INK: Final = 60
LEAST_SIDE: Final = 12
#: A picture that is nearly all ink is a photo or a black box.
MOST_COVERAGE: Final = 0.9
MARGIN: Final = 4


class Refusal(StrEnum):
    """Why a picture is no signature, in words for the person who sent it."""

    TOO_LARGE = "This picture is too large. Please choose one below 3 MB and 12 megapixels."
    UNREADABLE = "This is no PNG or JPEG picture that can be read."
    EMPTY = "There is almost nothing on it. Please sign with a longer stroke."
    SOLID = "This picture is one solid area. Please use dark ink on white or clear ground."


class NoInk(ValueError):
    """The picture is refused; `refusal` says why."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


@dataclass(frozen=True, slots=True)
class Ink:
    """A signature as a PNG of its own, cut to its strokes on clear ground."""

    png: bytes
    width_px: int
    height_px: int


def inked(data: bytes) -> Ink:
    """The strokes of a PNG or JPEG. Raises NoInk."""
    drawn = _strokes(_opened(data))
    box = drawn.getchannel("A").point(lambda alpha: 255 if alpha >= DUST else 0).getbbox()
    if box is None:
        raise NoInk(Refusal.EMPTY)
    cut = drawn.crop(_with_margin(box, drawn.size))
    _check_ink(cut.getchannel("A"))
    written = BytesIO()
    cut.save(written, "PNG", optimize=True)
    return Ink(written.getvalue(), cut.width, cut.height)


def _opened(data: bytes) -> Image.Image:
    """The first frame, upright pixels only, no larger than LONGEST_SIDE."""
    if len(data) > MOST_BYTES:
        raise NoInk(Refusal.TOO_LARGE)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(data), formats=("PNG", "JPEG")) as picture:
                if picture.width * picture.height > MOST_PIXELS:
                    raise NoInk(Refusal.TOO_LARGE)
                pixels = picture.convert("RGBA")
    except NoInk:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise NoInk(Refusal.TOO_LARGE) from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, EOFError) as error:
        raise NoInk(Refusal.UNREADABLE) from error
    pixels.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return pixels


def _strokes(pixels: Image.Image) -> Image.Image:
    """The ink alone: clear ground stays clear, paper becomes clear, also in a lamp's light.

    A pixel's alpha is what its darkest channel takes away from the paper around it, within the
    alpha that it had.
    """
    alpha = pixels.getchannel("A")
    red, green, blue, _ = Image.alpha_composite(
        Image.new("RGBA", pixels.size, "white"), pixels
    ).split()
    light = ImageChops.darker(ImageChops.darker(red, green), blue)
    shade = ImageChops.subtract(_paper_of(light), light)
    ink = shade.point(lambda dark: max(0, min(255, (dark - LEAST_CONTRAST) * 2)))
    pixels.putalpha(ImageChops.multiply(ink, alpha))
    # What cannot be seen must not be kept either: colours under clear pixels are dropped.
    blank = Image.new("RGBA", pixels.size, (0, 0, 0, 0))
    return Image.composite(pixels, blank, pixels.getchannel("A").point(lambda a: 255 if a else 0))


def _paper_of(light: Image.Image) -> Image.Image:
    """How bright the paper is at each pixel: a phone's picture of it is nowhere white."""
    side = max(light.size)
    small = tuple(max(1, round(each * PAPER_SIDE / side)) for each in light.size)
    found = light.resize((small[0], small[1]), Image.Resampling.BOX)
    found = found.filter(ImageFilter.MaxFilter(PAPER_AROUND))
    found = found.filter(ImageFilter.GaussianBlur(PAPER_AROUND / 3))
    return found.resize(light.size, Image.Resampling.BICUBIC).point(
        lambda bright: max(DARKEST_PAPER, bright)
    )


def _with_margin(
    box: tuple[int, int, int, int], size: tuple[int, int]
) -> tuple[int, int, int, int]:
    left, top, right, bottom = box
    return (
        max(0, left - MARGIN),
        max(0, top - MARGIN),
        min(size[0], right + MARGIN),
        min(size[1], bottom + MARGIN),
    )


def _check_ink(alpha: Image.Image) -> None:
    """Raises NoInk for a dot or for one solid area."""
    amount = sum(alpha.histogram()[DUST:])
    if amount < LEAST_INK or max(alpha.size) < LEAST_SIDE + 2 * MARGIN:
        raise NoInk(Refusal.EMPTY)
    if amount > MOST_COVERAGE * alpha.width * alpha.height:
        raise NoInk(Refusal.SOLID)
