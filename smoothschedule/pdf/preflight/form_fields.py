"""The fields of a form, each with what its ancestors say for it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from pypdf.generic import DictionaryObject, PdfObject

from smoothschedule.pdf.document import dictionaries_at, entry, identity_of, name_at, number_in
from smoothschedule.pdf.refusals import Code, Refused

MOST_FIELDS: Final = 20_000
DEEPEST_FIELD: Final = 50


@dataclass(frozen=True, slots=True)
class Field:
    """A field that holds a value. `kind` is /Tx, /Btn, /Ch, /Sig or empty, `faces` its widgets."""

    name: str
    kind: str
    flags: int
    value: PdfObject | None
    dictionary: DictionaryObject
    faces: tuple[DictionaryObject, ...]


@dataclass(frozen=True, slots=True)
class _Above:
    """What a field inherits."""

    name: str = ""
    kind: str = ""
    flags: int = 0
    value: PdfObject | None = None
    depth: int = 0


def terminal_fields(form: DictionaryObject) -> Iterator[Field]:
    """In the order of the form. Raises Refused for a cycle, or for too many."""
    waiting = [(node, _Above()) for node in reversed(dictionaries_at(form, "/Fields"))]
    seen: set[tuple[int, int]] = set()
    while waiting:
        node, above = waiting.pop()
        identity = identity_of(node.indirect_reference)
        if identity in seen or above.depth > DEEPEST_FIELD or len(seen) > MOST_FIELDS:
            raise Refused(Code.MALFORMED, "the form has a cycle or is too large")
        if identity is not None:
            seen.add(identity)
        merged = _merged(above, node)
        kids = dictionaries_at(node, "/Kids")
        below = [kid for kid in kids if "/T" in kid]
        waiting.extend((kid, merged) for kid in reversed(below))
        if not below:
            faces = tuple(kids or [node])
            yield Field(merged.name, merged.kind, merged.flags, merged.value, node, faces)


def _merged(above: _Above, node: DictionaryObject) -> _Above:
    own_name, flags = entry(node, "/T"), number_in(node.get("/Ff"))
    name = ".".join(part for part in (above.name, str(own_name or "")) if part)
    return _Above(
        name=name,
        kind=name_at(node, "/FT") or above.kind,
        flags=above.flags if flags is None else int(flags),
        value=entry(node, "/V") if "/V" in node else above.value,
        depth=above.depth + 1,
    )
