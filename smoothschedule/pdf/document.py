"""A PDF as it lies in memory, read no further than asked.

The reader is strict: what is not as it should be is refused here, and preflight rewrites it.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from typing import Final

from pypdf import PdfReader
from pypdf.errors import FileNotDecryptedError, LimitReachedError, PdfReadError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NullObject,
    NumberObject,
    PdfObject,
    StreamObject,
)

from smoothschedule.pdf.geometry import Frame, frame_of
from smoothschedule.pdf.refusals import Code, Refused

MOST_PAGES: Final = 2_000
DEEPEST_TREE: Final = 100
LONGEST_CHAIN: Final = 8
INHERITABLE: Final = ("/Resources", "/MediaBox", "/CropBox", "/Rotate")
START_OF_XREF: Final = re.compile(rb"startxref\s+(\d+)")
TABLE: Final = re.compile(
    rb"\s*xref[ ]*(?:\r\n|\n|\r)(?P<first>\d+)[ ]\d+[ ]*(?:\r\n|\n|\r)"
    rb"(?:\d{10}[ ]\d{5}[ ][nf](?:\r\n|[ ]\n|[ ]\r)|\d+[ ]\d+[ ]*(?:\r\n|\n|\r))*\s*trailer\b"
)
EARLIER: Final = re.compile(rb"/Prev\s+(\d+)")
MOST_SECTIONS: Final = 1_000
LONGEST_TRAILER: Final = 4_096


@contextmanager
def reading() -> Iterator[None]:
    """Whatever broken input makes the reader raise becomes Refused."""
    try:
        yield
    except Refused:
        raise
    except FileNotDecryptedError as error:
        raise Refused(Code.PASSWORD_REQUIRED, str(error)) from error
    except (LimitReachedError, MemoryError) as error:
        raise Refused(Code.TOO_LARGE, str(error)) from error
    except Exception as error:
        # pypdf meets broken input with assertions, KeyError, ValueError and more.
        raise Refused(Code.MALFORMED, f"{type(error).__name__}: {error}") from error


def resolved(value: PdfObject | None) -> PdfObject | None:
    """What a reference leads to; None for null and for what is not there."""
    for _ in range(LONGEST_CHAIN):
        if not isinstance(value, IndirectObject):
            break
        try:
            value = value.get_object()
        except PdfReadError as error:
            if isinstance(error, FileNotDecryptedError | LimitReachedError):
                raise
            return None
    return None if isinstance(value, NullObject | IndirectObject) else value


def legible(value: PdfObject | None) -> PdfObject | None:
    """What a reference leads to, as `resolved` does; raises PdfReadError for what is there and
    cannot be read, which a page must not do without.
    """
    if isinstance(value, IndirectObject):
        reader, number = value.pdf, value.idnum
        if number in reader.xref.get(value.generation, {}) or number in reader.xref_objStm:
            value.get_object()
    return resolved(value)


def entry(dictionary: DictionaryObject, key: str) -> PdfObject | None:
    """The value of a key, resolved."""
    return resolved(dictionary.get(key))


def name_at(dictionary: DictionaryObject, key: str) -> str:
    """The name of a key with its slash, empty when it is no name."""
    value = entry(dictionary, key)
    return str(value) if isinstance(value, NameObject) else ""


def dictionary_at(dictionary: DictionaryObject, key: str) -> DictionaryObject | None:
    """The value of a key if it is a dictionary."""
    value = entry(dictionary, key)
    return value if isinstance(value, DictionaryObject) else None


def array_at(dictionary: DictionaryObject, key: str) -> list[PdfObject]:
    """The elements of the array of a key, as they stand; none when it is no array."""
    value = entry(dictionary, key)
    return list(value) if isinstance(value, ArrayObject) else []


def dictionaries_at(dictionary: DictionaryObject, key: str) -> list[DictionaryObject]:
    """The dictionaries in the array of a key."""
    values = (resolved(each) for each in array_at(dictionary, key))
    return [value for value in values if isinstance(value, DictionaryObject)]


def number_in(value: PdfObject | None) -> float | None:
    """The number, None for anything else."""
    found = resolved(value)
    return float(found) if isinstance(found, NumberObject | FloatObject) else None


def numbers_in(value: PdfObject | None) -> tuple[float, ...] | None:
    """The numbers of an array, None when it is none or holds something else."""
    found = resolved(value)
    if not isinstance(found, ArrayObject):
        return None
    numbers = [number_in(each) for each in found]
    kept = tuple(number for number in numbers if number is not None)
    return kept if len(kept) == len(numbers) else None


def identity_of(value: object) -> tuple[int, int] | None:
    """Number and generation of a reference, None for an object that stands in place."""
    return (value.idnum, value.generation) if isinstance(value, IndirectObject) else None


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `inherited` is what its ancestors say for it, as it stands there."""

    index: int
    identity: tuple[int, int] | None
    dictionary: DictionaryObject
    inherited: Mapping[str, PdfObject]

    def raw(self, key: str) -> PdfObject | None:
        """The entry as it stands, from the page or else its ancestors."""
        own: PdfObject | None = self.dictionary.get(key)
        if own is not None and not isinstance(own, NullObject):
            return own
        return self.inherited.get(key)

    def frame(self) -> Frame:
        """Box, rotation and unit. Raises Refused for a page that has no usable size."""
        rotate = self.raw("/Rotate")
        unit = self.raw("/UserUnit")
        return frame_of(
            numbers_in(self.raw("/MediaBox")),
            crop=numbers_in(self.raw("/CropBox")),
            rotate=0 if rotate is None else _number_or_refuse(rotate, "Rotate"),
            user_unit=1 if unit is None else _number_or_refuse(unit, "UserUnit"),
        )

    def contents(self) -> list[StreamObject]:
        """The content streams in order. Raises PdfReadError for one that cannot be read."""
        raw = self.dictionary.get("/Contents")
        found = resolved(raw)
        parts: list[PdfObject | None] = list(found) if isinstance(found, ArrayObject) else [raw]
        streams = map(legible, parts)
        return [stream for stream in streams if isinstance(stream, StreamObject)]


class Document:
    """A PDF with its pages in order."""

    def __init__(self, data: bytes) -> None:
        """Raises Refused for what cannot be read as it is."""
        self.data = data
        with reading():
            self.reader = PdfReader(BytesIO(data), strict=True)
            if resolved(self.reader.trailer.get("/Root")) is None:
                raise Refused(Code.MALFORMED, "no catalog")

    @property
    def trailer(self) -> DictionaryObject:
        """Of the newest section, completed by the older ones."""
        return self.reader.trailer

    @property
    def is_encrypted(self) -> bool:
        """Whether strings and streams are ciphered, be it with an empty password."""
        return "/Encrypt" in self.trailer

    @cached_property
    def catalog(self) -> DictionaryObject:
        """The root of everything."""
        with reading():
            root = resolved(self.trailer.get("/Root"))
        if not isinstance(root, DictionaryObject):
            raise Refused(Code.MALFORMED, "no catalog")
        return root

    @cached_property
    def catalog_identity(self) -> tuple[int, int]:
        """Where the catalog is written."""
        identity = identity_of(self.trailer.get("/Root"))
        if identity is None:
            raise Refused(Code.MALFORMED, "the catalog is no object of its own")
        return identity

    @cached_property
    def pages(self) -> list[Page]:
        """In reading order. Raises Refused for a tree with a cycle, or with too many pages."""
        with reading():
            pages = list(_leaves(self.catalog.get("/Pages")))
        if not pages:
            raise Refused(Code.MALFORMED, "no pages")
        return pages

    @cached_property
    def next_number(self) -> int:
        """The first object number that no section of the file uses."""
        used = [number for entries in self.reader.xref.values() for number in entries]
        size = number_in(self.trailer.get("/Size")) or 0
        return max(int(size), max([*used, *self.reader.xref_objStm], default=0) + 1)

    @cached_property
    def xref_offset(self) -> int:
        """Where the newest cross-reference section begins."""
        found = START_OF_XREF.findall(self.data)
        if not found:
            raise Refused(Code.MALFORMED, "no startxref")
        return int(found[-1])

    @property
    def has_xref_table(self) -> bool:
        """Whether the newest section is a table, not a stream."""
        return self.data[self.xref_offset : self.xref_offset + 6].lstrip().startswith(b"xref")

    def has_sound_xref(self) -> bool:
        """Whether tables have the form of tables, and offsets lead where they promise."""
        if not self._has_sound_tables():
            return False
        for generation, entries in self.reader.xref.items():
            for number, offset in entries.items():
                if offset and not self._stands_at(offset, number, generation):
                    return False
        return True

    def _has_sound_tables(self) -> bool:
        """Whether each table, newest to oldest, has lines of 20 bytes and the last begins at 0."""
        offset = self.xref_offset
        for _ in range(MOST_SECTIONS):
            found = TABLE.match(self.data, offset)
            if found is None:
                return self.data[offset : offset + 20].lstrip()[:1].isdigit()
            end = self.data.find(b"startxref", found.end(), found.end() + LONGEST_TRAILER)
            earlier = EARLIER.search(self.data, found.end(), max(end, found.end()))
            if earlier is None:
                return int(found["first"]) == 0
            offset = int(earlier[1])
        return False

    def _stands_at(self, offset: int, number: int, generation: int) -> bool:
        found = self.data[offset : offset + 40].split(None, 2)
        return (
            len(found) == 3
            and found[0] == b"%d" % number
            and found[1] == b"%d" % generation
            and found[2].startswith(b"obj")
        )


def _number_or_refuse(value: PdfObject, name: str) -> float:
    number = number_in(value)
    if number is None:
        raise Refused(Code.BAD_PAGE_BOX, f"{name} is no number")
    return number


def _leaves(root: PdfObject | None) -> Iterator[Page]:
    """Each page of the tree with what it inherits, first to last."""
    path: list[tuple[tuple[int, int] | None, Iterator[PdfObject], Mapping[str, PdfObject]]] = []
    path.append((None, iter([root] if root is not None else []), {}))
    count = 0
    while path:
        _, kids, inherited = path[-1]
        kid = next(kids, None)
        if kid is None:
            path.pop()
            continue
        node = resolved(kid)
        if not isinstance(node, DictionaryObject):
            continue
        identity = identity_of(kid)
        if "/Kids" not in node:
            if count == MOST_PAGES:
                raise Refused(Code.TOO_LARGE, f"more than {MOST_PAGES} pages")
            yield Page(count, identity, node, inherited)
            count += 1
            continue
        if identity is not None and any(identity == above for above, _, _ in path):
            raise Refused(Code.MALFORMED, "the page tree has a cycle")
        if len(path) > DEEPEST_TREE:
            raise Refused(Code.MALFORMED, "the page tree is too deep")
        own = {key: node.raw_get(key) for key in INHERITABLE if key in node}
        path.append((identity, iter(array_at(node, "/Kids")), {**inherited, **own}))
