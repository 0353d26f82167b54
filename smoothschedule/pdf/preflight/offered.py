"""The fields of an uploaded form, as places that somebody may want to have filled in.

Preparing a file takes its form away; what it asked for is told from the file as it came.
"""

from typing import Final

from pypdf.generic import ArrayObject, DictionaryObject, TextStringObject

from smoothschedule.pdf.document import (
    Document,
    array_at,
    dictionary_at,
    entry,
    identity_of,
    numbers_in,
    reading,
    resolved,
)
from smoothschedule.pdf.geometry import Area, Frame, box_of
from smoothschedule.pdf.marks import Offered, Place
from smoothschedule.pdf.preflight.form_fields import Field, terminal_fields
from smoothschedule.pdf.refusals import Refused

MOST_OFFERED: Final = 300
LONGEST_NAME: Final = 120
REQUIRED: Final = 1 << 1
RADIO: Final = 1 << 15
PUSH: Final = 1 << 16
COMBO: Final = 1 << 17
# A field on a line thinner than that is no place for anything, in units of user space.
THINNEST: Final = 2.0


def offered(data: bytes) -> list[Offered]:
    """The form's fields in its order; none for a file whose form cannot be read as it is."""
    try:
        document = Document(data)
        if document.is_encrypted:
            return []
        with reading():
            form = dictionary_at(document.catalog, "/AcroForm")
            if form is None:
                return []
            pages = _pages_of_widgets(document)
            made = (_offered(field, document, pages) for field in terminal_fields(form))
            return [each for each in made if each is not None][:MOST_OFFERED]
    except Refused:
        return []


def _pages_of_widgets(document: Document) -> dict[tuple[int, int], int]:
    found: dict[tuple[int, int], int] = {}
    for page in document.pages:
        for raw in array_at(page.dictionary, "/Annots"):
            identity = identity_of(raw)
            if identity is not None:
                found[identity] = page.index
    return found


def _offered(field: Field, document: Document, pages: dict[tuple[int, int], int]) -> Offered | None:
    kind = _kind(field)
    if kind is None:
        return None
    places = []
    for face in field.faces:
        page = pages.get(identity_of(face.indirect_reference) or (0, 0))
        area = None if page is None else _area(face, document.pages[page].frame())
        if page is not None and area is not None:
            places.append(Place(page, area, _state_of(face) if kind == "radio" else None))
    if not places:
        return None
    options = _choices(field) if kind == "dropdown" else ()
    if kind == "radio":
        options = tuple(dict.fromkeys(place.option for place in places if place.option))
    label = entry(field.dictionary, "/TU")
    name = str(label) if isinstance(label, TextStringObject) else field.name
    is_required = bool(field.flags & REQUIRED)
    return Offered(name[:LONGEST_NAME], kind, is_required, options, tuple(places))


def _kind(field: Field) -> str | None:
    if field.kind == "/Btn":
        if field.flags & PUSH:
            return None
        return "radio" if field.flags & RADIO else "checkbox"
    if field.kind == "/Ch":
        return "dropdown" if field.flags & COMBO else None
    return {"/Tx": "text", "/Sig": "signature"}.get(field.kind)


def _area(face: DictionaryObject, frame: Frame) -> Area | None:
    """The widget's rectangle as a part of the displayed page, as far as it lies on it."""
    box = box_of(numbers_in(face.get("/Rect")) or ())
    if box is None or min(box.width, box.height) < THINNEST:
        return None
    a, b, c, d, e, f = frame.matrix
    turned = a * d - b * c
    corners = [
        ((d * (x - e) - c * (y - f)) / turned, (a * (y - f) - b * (x - e)) / turned)
        for x, y in ((box.left, box.bottom), (box.right, box.top))
    ]
    width, height = frame.sheet_width, frame.sheet_height
    left, right = sorted(min(max(x / width, 0.0), 1.0) for x, _ in corners)
    low, high = sorted(min(max(1 - y / height, 0.0), 1.0) for _, y in corners)
    if left >= right or low >= high:
        return None
    return Area(left, low, right - left, high - low)


def _state_of(face: DictionaryObject) -> str | None:
    """What a radio's button stands for: the name of the look that is not off."""
    looks = dictionary_at(face, "/AP")
    normal = dictionary_at(looks, "/N") if looks is not None else None
    names = [str(key).removeprefix("/") for key in normal or () if str(key) != "/Off"]
    return names[0][:LONGEST_NAME] if names else None


def _choices(field: Field) -> tuple[str, ...]:
    found = []
    for raw in array_at(field.dictionary, "/Opt"):
        value = resolved(raw)
        if isinstance(value, ArrayObject) and value:
            value = resolved(value[-1])
        if isinstance(value, TextStringObject) and value.strip():
            found.append(str(value).strip()[:LONGEST_NAME])
    return tuple(dict.fromkeys(found))
