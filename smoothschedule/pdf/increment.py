"""New and changed objects appended to a PDF, whose bytes stay an untouched prefix.

The section has the form of the file's newest one: a cross-reference table or a stream.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from io import BytesIO
from typing import Final

from pypdf.generic import ArrayObject, DictionaryObject, NameObject, PdfObject

from smoothschedule.pdf.document import Document, entry, resolved

COMPRESSION: Final = 6
DIGITS: Final = 5
OFFSET_BYTES: Final = 5


def written(value: PdfObject) -> bytes:
    """The object in the syntax of the file."""
    stream = BytesIO()
    value.write_to_stream(stream)
    return stream.getvalue()


def number(value: float) -> bytes:
    """A number without exponent and without useless digits."""
    text = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return b"0" if text in {"", "-0"} else text.encode()


def numbers(values: Iterable[float]) -> bytes:
    """Numbers with spaces between."""
    return b" ".join(number(value) for value in values)


def reference(number_: int, generation: int = 0) -> bytes:
    """Leads to an object."""
    return b"%d %d R" % (number_, generation)


@lru_cache(maxsize=1024)
def name(text: str) -> bytes:
    """A name with its slash; the same few stand on every page."""
    return written(NameObject(text))


def dictionary(entries: Mapping[str, bytes]) -> bytes:
    """A dictionary whose keys are names with their slash."""
    parts = (b"%s %s" % (name(key), value) for key, value in entries.items())
    return b"<< " + b"\n".join(parts) + b" >>"


def array(items: Iterable[bytes]) -> bytes:
    """An array of written objects."""
    return b"[" + b" ".join(items) + b"]"


def hex_text(text: str) -> bytes:
    """A text string that every reader takes for Unicode."""
    return b"<FEFF" + text.encode("utf-16-be").hex().upper().encode() + b">"


def entries_of(value: DictionaryObject) -> dict[str, bytes]:
    """The entries as they stand, ready for `dictionary`."""
    return {str(key): written(value.raw_get(key)) for key in value}


class Increment:
    """Collects objects; `finish` gives the whole file."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._next = document.next_number
        self._objects: dict[int, tuple[int, bytes]] = {}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was added or replaced."""
        return not self._objects

    def reserve(self) -> int:
        """A number for an object that is put later."""
        taken = self._next
        self._next += 1
        return taken

    def put(self, number_: int, body: bytes, generation: int = 0) -> None:
        """The object has this body from now on, whether it is new or from the file."""
        self._objects[number_] = (generation, body)

    def add(self, body: bytes) -> int:
        """A new object's number."""
        number_ = self.reserve()
        self.put(number_, body)
        return number_

    def add_stream(
        self, data: bytes, entries: Mapping[str, bytes] | None = None, *, at: int | None = None
    ) -> int:
        """A new stream's number; packed unless it names a filter of its own."""
        given = dict(entries or {})
        if "/Filter" not in given:
            packed = zlib.compress(data, COMPRESSION)
            if len(packed) < len(data):
                data = packed
                given["/Filter"] = b"/FlateDecode"
        given["/Length"] = b"%d" % len(data)
        number_ = self.reserve() if at is None else at
        self.put(number_, dictionary(given) + b"\nstream\n" + data + b"\nendstream")
        return number_

    def finish(self) -> bytes:
        """The file and its new section; the file itself when there is nothing new."""
        if not self._objects:
            return self.document.data
        parts = [self.document.data]
        if not self.document.data.endswith((b"\n", b"\r")):
            parts.append(b"\n")
        position = sum(map(len, parts))
        offsets: dict[int, int] = {}
        for number_, (generation, body) in sorted(self._objects.items()):
            offsets[number_] = position
            part = b"%d %d obj\n%s\nendobj\n" % (number_, generation, body)
            parts.append(part)
            position += len(part)
        section = self._table if self.document.has_xref_table else self._stream
        parts.append(section(offsets, position))
        parts.append(b"startxref\n%d\n%%%%EOF\n" % position)
        return b"".join(parts)

    def _table(self, offsets: dict[int, int], position: int) -> bytes:
        lines = [b"xref\n"]
        for first, last in runs(offsets):
            lines.append(b"%d %d\n" % (first, last - first + 1))
            lines.extend(
                b"%010d %05d n \n" % (offsets[at], self._objects[at][0])
                for at in range(first, last + 1)
            )
        trailer = dictionary({"/Size": b"%d" % self._next, **self._trailer()})
        return b"".join(lines) + b"trailer\n" + trailer + b"\n"

    def _stream(self, offsets: dict[int, int], position: int) -> bytes:
        own = self.reserve()
        offsets = {**offsets, own: position}
        generations = {at: generation for at, (generation, _) in self._objects.items()}
        rows = b"".join(
            b"\x01" + offsets[at].to_bytes(OFFSET_BYTES) + generations.get(at, 0).to_bytes(2)
            for at in sorted(offsets)
        )
        index = (b"%d %d" % (first, last - first + 1) for first, last in runs(offsets))
        data = zlib.compress(rows, COMPRESSION)
        body = dictionary(
            {
                "/Type": b"/XRef",
                "/Size": b"%d" % self._next,
                "/W": b"[1 %d 2]" % OFFSET_BYTES,
                "/Index": array(index),
                "/Filter": b"/FlateDecode",
                "/Length": b"%d" % len(data),
                **self._trailer(),
            }
        )
        return b"%d 0 obj\n%s\nstream\n%s\nendstream\nendobj\n" % (own, body, data)

    def _trailer(self) -> dict[str, bytes]:
        """What both forms of a section say; /ID keeps its first half and changes its second."""
        trailer = self.document.trailer
        kept = {key: written(trailer.raw_get(key)) for key in ("/Root", "/Info") if key in trailer}
        digest = hashlib.sha256()
        for number_, (_, body) in sorted(self._objects.items()):
            digest.update(b"%d " % number_ + body)
        changed = b"<%s>" % digest.hexdigest()[:32].encode()
        found = entry(trailer, "/ID")
        first = resolved(found[0]) if isinstance(found, ArrayObject) and found else None
        permanent = changed if first is None else written(first)
        return {
            **kept,
            "/Prev": b"%d" % self.document.xref_offset,
            "/ID": array([permanent, changed]),
        }


def runs(numbers_: Iterable[int]) -> Iterable[tuple[int, int]]:
    """First and last of each unbroken run, in order."""
    ordered = sorted(numbers_)
    first = last = ordered[0]
    for each in ordered[1:]:
        if each != last + 1:
            yield first, last
            first = each
        last = each
    yield first, last


UNSAFE_IN_NAMES: Final = re.compile(r"[^A-Za-z0-9]")


def name_unlike(taken: Iterable[str], wish: str) -> str:
    """A name with its slash that is none of those taken."""
    known = set(taken)
    plain = "/" + UNSAFE_IN_NAMES.sub("", wish)
    name = plain
    at = 0
    while name in known:
        at += 1
        name = f"{plain}{at}"
    return name
