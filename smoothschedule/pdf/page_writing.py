"""Page dictionaries rewritten so that something is drawn after what the page drew before.

The old content is closed in by q and Q. Streams and resources that pages share stay as they
are: a page that changes gets a dictionary of its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from smoothschedule.pdf.content import ending_of, mended
from smoothschedule.pdf.document import Page, dictionary_at, name_at, resolved
from smoothschedule.pdf.geometry import Matrix
from smoothschedule.pdf.increment import (
    Increment,
    array,
    dictionary,
    entries_of,
    name_unlike,
    numbers,
    reference,
    written,
)
from smoothschedule.pdf.refusals import Code, Refused

FORM_NAME: Final = "Smooth"


@dataclass(frozen=True, slots=True)
class Drawn:
    """A form and the matrix that it is drawn under."""

    form: bytes
    matrix: Matrix = (1, 0, 0, 1, 0, 0)


class PageWriter:
    """Changes the pages of one increment."""

    def __init__(self, increment: Increment) -> None:
        self.increment = increment
        self._shared: dict[bytes, int] = {}

    def rewrite(
        self, page: Page, forms: Sequence[Drawn], changes: Mapping[str, bytes | None] | None = None
    ) -> None:
        """The page draws the forms on top, in order, and has these entries (None: not)."""
        if page.identity is None:
            raise Refused(Code.MALFORMED, f"page {page.index} is no object of its own")
        entries: dict[str, bytes | None] = dict(entries_of(page.dictionary))
        if forms:
            resources, calls = _with_forms(page, forms)
            entries["/Resources"] = resources
            entries["/Contents"] = self._contents(page, calls)
        entries |= changes or {}
        kept = {key: value for key, value in entries.items() if value is not None}
        number, generation = page.identity
        self.increment.put(number, dictionary(kept), generation)

    def _contents(self, page: Page, calls: bytes) -> bytes:
        parts = page.contents()
        content = b"\n".join(decoded(stream) for stream in parts)
        ending = ending_of(content)
        if ending.is_rewriting:
            middle = [reference(self.increment.add_stream(mended(content, ending)))]
        else:
            middle = [_referred(stream) for stream in parts]
        closing = b"\n%s\nQ\n%s" % (ending.closing, calls)
        return array([self._shared_stream(b"q\n"), *middle, self._shared_stream(closing)])

    def _shared_stream(self, data: bytes) -> bytes:
        """A stream that pages with the same words have in common."""
        if data not in self._shared:
            self._shared[data] = self.increment.add_stream(data)
        return reference(self._shared[data])


def _referred(stream: StreamObject) -> bytes:
    identity = stream.indirect_reference
    if identity is None:
        raise Refused(Code.MALFORMED, "a content stream is no object of its own")
    return reference(identity.idnum, identity.generation)


def decoded(stream: StreamObject) -> bytes:
    """What the stream holds. Raises Refused for a filter that holds no content."""
    check_filters(stream, TEXT_FILTERS)
    names = [FULL_NAMES.get(name, name) for name in filters_of(stream)]
    if names != filters_of(stream):
        stream[NameObject("/Filter")] = ArrayObject(map(NameObject, names))
    return bytes(stream.get_data())


TEXT_FILTERS: Final = frozenset(
    "/FlateDecode /Fl /LZWDecode /LZW /ASCII85Decode /A85 /ASCIIHexDecode /AHx "
    "/RunLengthDecode /RL".split()
)
FULL_NAMES: Final = {
    "/Fl": "/FlateDecode",
    "/LZW": "/LZWDecode",
    "/A85": "/ASCII85Decode",
    "/AHx": "/ASCIIHexDecode",
    "/RL": "/RunLengthDecode",
}
IMAGE_FILTERS: Final = TEXT_FILTERS | frozenset(
    "/CCITTFaxDecode /CCF /DCTDecode /DCT /JBIG2Decode /JPXDecode".split()
)


def filters_of(stream: StreamObject) -> list[str]:
    """The names of the filters, in order."""
    found = resolved(stream.get("/Filter"))
    names = found if isinstance(found, list) else [] if found is None else [found]
    return [str(resolved(name)) for name in names]


def check_filters(stream: StreamObject, known: Iterable[str]) -> None:
    """Raises Refused when the stream is packed in another way than these."""
    unknown = set(filters_of(stream)) - set(known)
    if unknown:
        raise Refused(Code.UNSUPPORTED_FILTER, ", ".join(sorted(unknown)))
    if "/F" in stream:
        raise Refused(Code.UNSUPPORTED_FILTER, "the stream lies in another file")


def _with_forms(page: Page, forms: Iterable[Drawn]) -> tuple[bytes, bytes]:
    """Resources of the page's own that name the forms, and the operators that draw them."""
    found = resolved(page.raw("/Resources"))
    resources = found if isinstance(found, DictionaryObject) else DictionaryObject()
    known = dictionary_at(resources, "/XObject")
    objects = {} if known is None else entries_of(known)
    calls = []
    for drawn in forms:
        name = name_unlike(objects, FORM_NAME)
        objects[name] = drawn.form
        calls.append(b"q %s cm %s Do Q" % (numbers(drawn.matrix), name.encode()))
    own = entries_of(resources) | {"/XObject": dictionary(objects)}
    return dictionary(own), b"\n".join(calls)


def own_form(increment: Increment, stream: StreamObject) -> bytes:
    """A reference to the stream as a form, copied if it does not say that it is one."""
    identity = stream.indirect_reference
    if identity is not None and name_at(stream, "/Subtype") == "/Form":
        return reference(identity.idnum, identity.generation)
    kept = {
        key: written(stream.raw_get(key))
        for key in stream
        if key not in {"/Filter", "/DecodeParms", "/Length"}
    }
    data = decoded(stream)
    return reference(
        increment.add_stream(data, {**kept, "/Type": b"/XObject", "/Subtype": b"/Form"})
    )
