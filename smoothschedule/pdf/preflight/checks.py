"""What cannot be signed honestly, told from what can."""

from typing import Final

from pypdf.generic import DictionaryObject, StreamObject

from smoothschedule.pdf.document import (
    Document,
    dictionaries_at,
    dictionary_at,
    entry,
    identity_of,
    legible,
    name_at,
    number_in,
    resolved,
)
from smoothschedule.pdf.page_writing import (
    IMAGE_FILTERS,
    TEXT_FILTERS,
    check_filters,
    decoded,
)
from smoothschedule.pdf.preflight.form_fields import terminal_fields
from smoothschedule.pdf.refusals import Code, Refused

NO_CHANGES: Final = 1


def check_form(document: Document) -> None:
    """Raises Refused for an Adobe-only form and for a document signed already."""
    form = dictionary_at(document.catalog, "/AcroForm")
    if form is None:
        return
    fields = list(terminal_fields(form))
    is_adobe_only = bool(entry(document.catalog, "/NeedsRendering"))
    if entry(form, "/XFA") is not None and (is_adobe_only or not fields):
        raise Refused(Code.XFA_DYNAMIC)
    signatures = [
        field.value
        for field in fields
        if field.kind == "/Sig" and isinstance(field.value, DictionaryObject)
    ]
    if any(_forbids_changes(signature) for signature in signatures):
        raise Refused(Code.CERTIFIED_NO_CHANGES)
    if signatures:
        raise Refused(Code.SIGNED, f"{len(signatures)} signatures")


def check_streams(document: Document) -> None:
    """Raises Refused when a page draws something that cannot be unpacked."""
    seen: set[tuple[int, int]] = set()
    for page in document.pages:
        for stream in page.contents():
            decoded(stream)
        resources = legible(page.raw("/Resources"))
        if isinstance(resources, DictionaryObject):
            _check_objects(resources, seen)


def _check_objects(resources: DictionaryObject, seen: set[tuple[int, int]]) -> None:
    """The images and forms, and the forms of forms."""
    waiting = [resources]
    while waiting:
        objects = dictionary_at(waiting.pop(), "/XObject")
        for raw in () if objects is None else objects.values():
            identity = identity_of(raw)
            stream = None if identity in seen else resolved(raw)
            if identity is not None:
                seen.add(identity)
            if not isinstance(stream, StreamObject):
                continue
            is_form = name_at(stream, "/Subtype") == "/Form"
            check_filters(stream, TEXT_FILTERS if is_form else IMAGE_FILTERS)
            below = dictionary_at(stream, "/Resources")
            if is_form and below is not None:
                waiting.append(below)


def _forbids_changes(signature: DictionaryObject) -> bool:
    """Whether a certification allows nothing at all afterwards."""
    for each in dictionaries_at(signature, "/Reference"):
        if name_at(each, "/TransformMethod") == "/DocMDP":
            parameters = dictionary_at(each, "/TransformParams")
            if parameters is not None and number_in(parameters.get("/P")) == NO_CHANGES:
                return True
    return False
