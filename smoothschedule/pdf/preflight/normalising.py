"""A document made ready for marks: forms take no more input, odd trees become plain."""

from typing import Final

from pypdf.generic import DictionaryObject

from smoothschedule.pdf.document import Document, Page, dictionary_at, entry, identity_of
from smoothschedule.pdf.increment import (
    Increment,
    array,
    dictionary,
    entries_of,
    reference,
    written,
)
from smoothschedule.pdf.preflight.form_fields import Field, terminal_fields
from smoothschedule.pdf.refusals import Code, Refused

# Usage rights, and what makes readers run something.
DROPPED: Final = frozenset({"/Perms", "/NeedsRendering", "/AA"})
READ_ONLY: Final = 1


def needs_appearances(document: Document) -> bool:
    """Whether the form leaves it to the reader to draw its values."""
    form = dictionary_at(document.catalog, "/AcroForm")
    return form is not None and bool(entry(form, "/NeedAppearances"))


def with_plain_tree(document: Document) -> Document:
    """Each page is an object of its own and reached once, so that it can change alone."""
    identities = [page.identity for page in document.pages]
    if None not in identities and len(set(identities)) == len(identities):
        return document
    increment = Increment(document)
    root = document.catalog.get("/Pages")
    identity = identity_of(root)
    if identity is None:
        raise Refused(Code.MALFORMED, "the page tree is no object of its own")
    kids = [reference(increment.add(_own_page(page, parent=identity))) for page in document.pages]
    increment.put(
        identity[0],
        dictionary({"/Type": b"/Pages", "/Count": b"%d" % len(kids), "/Kids": array(kids)}),
        identity[1],
    )
    return Document(increment.finish())


def with_frozen_form(document: Document, *, is_drawn: bool) -> Document:
    """Fields keep their looks and take no more input; nothing runs when the file is opened.

    `is_drawn`: each field has an appearance, so no reader has to make one.
    """
    increment = Increment(document)
    catalog = {
        key: value for key, value in entries_of(document.catalog).items() if key not in DROPPED
    }
    form = dictionary_at(document.catalog, "/AcroForm")
    if form is not None:
        kept = {key: value for key, value in entries_of(form).items() if key != "/XFA"}
        if is_drawn:
            kept.pop("/NeedAppearances", None)
        catalog["/AcroForm"] = dictionary(kept)
        for field in terminal_fields(form):
            _freeze(field, increment)
    if form is None and len(catalog) == len(document.catalog):
        return document
    number, generation = document.catalog_identity
    increment.put(number, dictionary(catalog), generation)
    return Document(increment.finish())


def _freeze(field: Field, increment: Increment) -> None:
    identity = identity_of(field.dictionary.indirect_reference)
    if identity is not None:
        entries = entries_of(field.dictionary)
        entries["/Ff"] = b"%d" % (field.flags | READ_ONLY)
        increment.put(identity[0], dictionary(entries), identity[1])


def _own_page(page: Page, *, parent: tuple[int, int]) -> bytes:
    source: DictionaryObject = page.dictionary
    inherited = {key: written(value) for key, value in page.inherited.items()}
    return dictionary({**inherited, **entries_of(source), "/Parent": reference(*parent)})
