"""The JSON form of marks, and the files of `flask cases stamp`."""

import json
from pathlib import Path
from typing import Final

from smoothschedule.case_forms import Fields, FormError
from smoothschedule.pdf.confined import prepare_and_stamp
from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.marks import ImageMark, Mark, TextMark

SIDES: Final = ("x", "y", "w", "h")


def stamp_file(source: Path, marks: Path, target: Path) -> None:
    """The file of marks drawn on the source.

    Raises FormError for marks that are not in the form, Refused for a file that cannot be
    marked, OSError for one that cannot be read or written.
    """
    target.write_bytes(prepare_and_stamp(source.read_bytes(), read_marks(marks)))


def read_marks(path: Path) -> list[Mark]:
    """The marks of a file; the images that it names lie beside it."""
    try:
        given = json.loads(path.read_text("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise FormError(f"the marks are not JSON: {error}") from error
    if not isinstance(given, list):
        raise FormError("the marks are no list")
    return [_mark(Fields(each, f"mark {at}"), path.parent) for at, each in enumerate(given)]


def _mark(fields: Fields, folder: Path) -> Mark:
    page = fields.need("page", int)
    area = Area(*(_fraction(fields, name) for name in SIDES))
    text, image = fields.get("text", str), fields.get("image", str)
    if (text is None) == (image is None):
        raise FormError(f"{fields.path}: either a text or an image is expected")
    if image is not None:
        return ImageMark(page, area, (folder / image).read_bytes())
    return TextMark(page, area, text or "")


def _fraction(fields: Fields, name: str) -> float:
    value = fields.values.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise FormError(f"{fields.path}.{name}: a number is expected")
    return float(value)
