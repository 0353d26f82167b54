"""Pages as PDFium shows them, to see whether a change did what it should and nothing else."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.refusals import Code, Refused

LONGEST_SIDE: Final = 900
LARGEST_SCALE: Final = 2.0
# Edges of glyphs move by parts of a pixel when the same thing is drawn in another way.
BLUR_RADIUS: Final = 1.2
TOLERANCE: Final = 36
# Pixels around a mark that its own edges may touch.
FRINGE: Final = 3
REFUSALS: Final = {
    pdfium_raw.FPDF_ERR_PASSWORD: Code.PASSWORD_REQUIRED,
    pdfium_raw.FPDF_ERR_SECURITY: Code.UNSUPPORTED_FILTER,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """Where two pages differ, in fractions of the page."""

    left: float
    top: float
    right: float
    bottom: float


@contextmanager
def opened(data: bytes, password: str | None = None) -> Iterator[pdfium.PdfDocument]:
    """The file in PDFium, with its form fields. Raises Refused for what it cannot open."""
    _forget_last_error()
    try:
        document = pdfium.PdfDocument(data, password=password)
        document.init_forms()
    except pdfium.PdfiumError as error:
        code = REFUSALS.get(getattr(error, "err_code", None), Code.MALFORMED)
        raise Refused(code, str(error)) from error
    try:
        yield document
    finally:
        document.close()


def _forget_last_error() -> None:
    """Leaves "no PDF" as PDFium's last error, whatever file was refused before.

    PDFium sets none where it refuses a document without pages, so that one would be told the
    reason of the file before it: that it needs a password, say.
    """
    pdfium_raw.FPDF_LoadMemDocument(b"", 0, None)


def picture_of_page(document: pdfium.PdfDocument, index: int) -> Image.Image:
    """A page with its annotations, in grey, small enough for any size of page."""
    try:
        page = document[index]
    except pdfium.PdfiumError as error:
        raise Refused(Code.MALFORMED, f"page {index}: {error}") from error
    try:
        longest = max(page.get_size())
        scale = min(LARGEST_SCALE, LONGEST_SIDE / longest) if longest > 0 else 1
        bitmap = page.render(scale=scale, rev_byteorder=True)
        return bitmap.to_pil().convert("RGB")
    except (pdfium.PdfiumError, ValueError) as error:
        raise Refused(Code.MALFORMED, f"page {index}: {error}") from error
    finally:
        page.close()


def difference(
    before: Image.Image, after: Image.Image, *, except_in: Iterable[Area] = ()
) -> Difference | None:
    """Where the pages differ outside the areas; None where they look alike."""
    if before.size != after.size:
        return Difference(0, 0, 1, 1)
    soft = ImageFilter.BoxBlur(BLUR_RADIUS)
    changed = ImageChops.difference(before.filter(soft), after.filter(soft))
    draw = ImageDraw.Draw(changed)
    width, height = before.size
    for area in except_in:
        draw.rectangle(
            (
                area.x * width - FRINGE,
                area.y * height - FRINGE,
                (area.x + area.width) * width + FRINGE,
                (area.y + area.height) * height + FRINGE,
            ),
            fill=0,
        )
    peaks = max_channel(changed).point(lambda value: 255 if value > TOLERANCE else 0)
    found = peaks.getbbox()
    if found is None:
        return None
    left, top, right, bottom = found
    return Difference(left / width, top / height, right / width, bottom / height)


def max_channel(image: Image.Image) -> Image.Image:
    """The largest of the three channels at each pixel."""
    red, green, blue = image.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def check_unchanged(
    before: bytes,
    after: bytes,
    *,
    pages: Iterable[int],
    password: str | None = None,
    areas: dict[int, list[Area]] | None = None,
) -> None:
    """Raises Refused when a page shows something else than before, except in its areas."""
    with opened(before, password) as old, opened(after) as new:
        if len(old) != len(new):
            raise Refused(Code.MALFORMED, f"{len(old)} pages became {len(new)}")
        for index in pages:
            found = difference(
                picture_of_page(old, index),
                picture_of_page(new, index),
                except_in=(areas or {}).get(index, ()),
            )
            if found is not None:
                raise Refused(Code.MALFORMED, f"page {index} would change at {found}")
