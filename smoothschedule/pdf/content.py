"""What a content stream leaves open, so that drawing after it starts from a clean state."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

# Names are passed over by the look-behind: in `/q` no operator begins.
TOKEN: Final = re.compile(
    rb"""
      \((?:[^()\\]|\\.)*\)                                # a string without inner parentheses
    | \(                                                  # any other string
    | <(?![<])[^<>]*>?                                    # a hexadecimal string
    | %[^\r\n]*
    | (?:(?<=[\s\[\](){}<>])|\A)(?:q|Q|BT|ET|BMC|BDC|EMC|BI)(?![^\s\[\](){}<>/%])
    """,
    re.VERBOSE | re.DOTALL,
)
PARENTHESIS: Final = re.compile(rb"\\.|[()]", re.DOTALL)
IMAGE_DATA: Final = re.compile(rb"(?<=[\s>\])])ID\s")
IMAGE_END: Final = re.compile(rb"\sEI(?=\s|\Z)")
# Binary data may look like the end of an image; what follows the real one is text.
PLAIN: Final = re.compile(rb"[\s\x20-\x7e]{0,24}")
AFTER_IMAGE: Final = 24
SAVING: Final = {b"q": 1, b"Q": -1}
MARKING: Final = {b"BMC": 1, b"BDC": 1, b"EMC": -1}
TEXT: Final = {b"BT": True, b"ET": False}


@dataclass(frozen=True, slots=True)
class Ending:
    """How to leave a page's content behind.

    `closing` ends what is still open. `surplus` are the positions of `Q` that restore
    nothing: readers pass over them, but with a `q` put in front they would not.
    `cut` is where the content stops making sense, None when it does to the end.
    """

    closing: bytes
    surplus: tuple[int, ...] = ()
    cut: int | None = None

    @property
    def is_rewriting(self) -> bool:
        """Whether the content cannot stay as it is."""
        return bool(self.surplus) or self.cut is not None


def ending_of(content: bytes) -> Ending:
    """What has to follow the content, and what in it has to go."""
    saved = marked = 0
    is_text = False
    surplus = []
    cut = None
    for operator, at in _operators(content):
        if operator == b"Q" and not saved:
            surplus.append(at)
            continue
        saved += SAVING.get(operator, 0)
        marked = max(0, marked + MARKING.get(operator, 0))
        is_text = TEXT.get(operator, is_text)
        cut = at if not operator else None
    return Ending(_closing(saved, marked, is_text), tuple(surplus), cut)


def mended(content: bytes, ending: Ending) -> bytes:
    """The content without what an ending says has to go."""
    parts = []
    begin = 0
    for at in ending.surplus:
        parts.append(content[begin:at])
        begin = at + 1
    parts.append(content[begin : ending.cut])
    return b"".join(parts)


def _closing(saved: int, marked: int, is_text: bool) -> bytes:
    return b" ".join([b"ET"] * is_text + [b"EMC"] * marked + [b"Q"] * saved)


def _operators(content: bytes) -> Iterator[tuple[bytes, int]]:
    """The operators that open or close something; an empty one where the sense ends."""
    at = 0
    while found := TOKEN.search(content, at):
        token = found.group()
        begin, at = found.span()
        end: int | None = at
        if token == b"(":
            end = _string_end(content, at)
        elif token.startswith(b"<") and not token.endswith(b">"):
            end = None
        elif token == b"BI":
            end = _image_end(content, at)
        elif not token.startswith((b"(", b"<", b"%")):
            yield token, begin
        if end is None:
            yield b"", begin
            return
        at = end


def _string_end(content: bytes, at: int) -> int | None:
    """After the parenthesis that matches the one before `at`."""
    depth = 1
    for found in PARENTHESIS.finditer(content, at):
        if found.group() == b"(":
            depth += 1
        elif found.group() == b")":
            depth -= 1
            if not depth:
                return found.end()
    return None


def _image_end(content: bytes, at: int) -> int | None:
    """After the EI of the inline image whose BI stands before `at`."""
    data = IMAGE_DATA.search(content, at)
    if data is None:
        return None
    for found in IMAGE_END.finditer(content, data.end() - 1):
        following = content[found.end() : found.end() + AFTER_IMAGE]
        if PLAIN.fullmatch(following):
            return found.end()
    return None
