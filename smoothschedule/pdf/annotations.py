"""What annotations draw, taken over into the page so that it lies under what comes later."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from pypdf.generic import DictionaryObject, PdfObject, StreamObject

from smoothschedule.pdf.document import (
    Page,
    array_at,
    dictionary_at,
    entry,
    name_at,
    number_in,
    numbers_in,
    resolved,
)
from smoothschedule.pdf.geometry import Box, Matrix, box_of, transformed
from smoothschedule.pdf.increment import Increment, array, written
from smoothschedule.pdf.page_writing import Drawn, own_form

HIDDEN: Final = 1 << 1
NO_VIEW: Final = 1 << 5
# They draw nothing of their own, or only when opened.
UNDRAWN: Final = frozenset({"/Link", "/Popup"})
# Units of user space by which a field may stand out of a box that was made for it.
SLACK: Final = 2.0
IDENTITY: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Flattened:
    """What the page has to draw instead, and its remaining annotations as an entry."""

    forms: tuple[Drawn, ...]
    annotations: bytes | None


def flattened(
    page: Page, increment: Increment, *, is_wanted: Callable[[DictionaryObject], bool]
) -> Flattened | None:
    """The annotations wanted become forms; None when there are none."""
    kept: list[PdfObject] = []
    forms: list[Drawn] = []
    is_changed = False
    for raw in array_at(page.dictionary, "/Annots"):
        annotation = resolved(raw)
        if not isinstance(annotation, DictionaryObject) or not is_wanted(annotation):
            kept.append(raw)
            continue
        is_changed = True
        drawn = _drawn(annotation, increment)
        if drawn is not None:
            forms.append(drawn)
    if not is_changed:
        return None
    return Flattened(tuple(forms), array(map(written, kept)) if kept else None)


def is_drawn_over(annotation: DictionaryObject, boxes: list[Box]) -> bool:
    """Whether it would cover something drawn in one of the boxes of user space.

    A form field that is larger than what is drawn on it stays one, unless it is opaque.
    """
    kind = name_at(annotation, "/Subtype")
    rectangle = box_of(numbers_in(annotation.get("/Rect")) or ())
    if kind in UNDRAWN or rectangle is None or _appearance(annotation) is None:
        return False
    if kind == "/Widget" and not _has_background(annotation):
        return any(_holds(box, rectangle) for box in boxes)
    return any(rectangle.cut(box) is not None for box in boxes)


def _has_background(widget: DictionaryObject) -> bool:
    look = dictionary_at(widget, "/MK")
    return look is not None and bool(array_at(look, "/BG"))


def _holds(outer: Box, inner: Box) -> bool:
    return (
        outer.left - SLACK <= inner.left
        and outer.bottom - SLACK <= inner.bottom
        and inner.right <= outer.right + SLACK
        and inner.top <= outer.top + SLACK
    )


def _drawn(annotation: DictionaryObject, increment: Increment) -> Drawn | None:
    flags = number_in(annotation.get("/F")) or 0
    if int(flags) & (HIDDEN | NO_VIEW):
        return None
    appearance = _appearance(annotation)
    rectangle = box_of(numbers_in(annotation.get("/Rect")) or ())
    if appearance is None or rectangle is None:
        return None
    matrix = _matrix(appearance, rectangle)
    return None if matrix is None else Drawn(own_form(increment, appearance), matrix)


def _appearance(annotation: DictionaryObject) -> StreamObject | None:
    """The normal appearance in its present state."""
    appearances = dictionary_at(annotation, "/AP")
    normal = None if appearances is None else entry(appearances, "/N")
    if isinstance(normal, StreamObject):
        return normal
    if not isinstance(normal, DictionaryObject):
        return None
    state = name_at(annotation, "/AS") or name_at(annotation, "/V") or "/Off"
    found = entry(normal, state)
    return found if isinstance(found, StreamObject) else None


def _matrix(appearance: StreamObject, rectangle: Box) -> Matrix | None:
    """Maps the appearance's box, under its own matrix, onto the rectangle."""
    bounds = box_of(numbers_in(appearance.get("/BBox")) or ())
    if bounds is None:
        return None
    given = numbers_in(appearance.get("/Matrix")) or IDENTITY
    own: Matrix = given if len(given) == 6 else IDENTITY
    corners = [
        transformed(own, x, y)
        for x in (bounds.left, bounds.right)
        for y in (bounds.bottom, bounds.top)
    ]
    xs, ys = zip(*corners, strict=True)
    turned = box_of((min(xs), min(ys), max(xs), max(ys)))
    if turned is None:
        return None
    across, up = rectangle.width / turned.width, rectangle.height / turned.height
    return (
        across,
        0,
        0,
        up,
        rectangle.left - turned.left * across,
        rectangle.bottom - turned.bottom * up,
    )
