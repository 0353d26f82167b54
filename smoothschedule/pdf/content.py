"""What a content stream leaves open, so that drawing after it starts from a clean state."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

# Names are passed over by the look-behind: in `/q` no operator begins.
TOKEN: Final = re.compile(
    rb"""
      \((?:[^()\\]|\\.)*\)                                # a string without inner parentheses
    | \(                                                  # any other string
    | <<                                                  # a dictionary, whose values follow
    | <[^<>]*>?                                           # a hexadecimal string
    | %[^\r\n]*
    | (?:(?<=[\x00\s\[\](){}<>])|\A)(?:q|Q|BT|ET|BMC|BDC|EMC|BI)(?![^\x00\s\[\](){}<>/%])
    """,
    re.VERBOSE | re.DOTALL,
)
# The slower pattern, for content that is tricky.
TOKEN_OR_BRACKET: Final = re.compile(TOKEN.pattern + rb"|>>|[\[\]]", re.VERBOSE | re.DOTALL)
OPERATORS: Final = frozenset({b"q", b"Q", b"BT", b"ET", b"BMC", b"BDC", b"EMC"})
BRACKETS: Final = {b"[": 1, b"]": -1, b"<<": 1, b">>": -1}
PARENTHESIS: Final = re.compile(rb"\\.|[()]", re.DOTALL)
IMAGE_DATA: Final = re.compile(rb"(?<=[\s>\])])ID\s")
IMAGE_END: Final = re.compile(rb"\sEI(?=[\x00\s]|\Z)")
# Binary data may look like the end of an image; what follows the real one is text.
PLAIN: Final = re.compile(rb"[\x00\s\x20-\x7e]{0,24}")
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
    ending = None if _is_tricky(content) else _plain_ending(content)
    # Positions are worth finding only where something has to go.
    return _ending(_operators(content)) if ending is None or ending.is_rewriting else ending


def _plain_ending(content: bytes) -> Ending | None:
    """The ending of content without anything tricky, most have none; None for a string that has
    parentheses within."""
    found = TOKEN.findall(content)
    if b"(" in found:
        return None
    return _ending([(token, 0) for token in found if token in OPERATORS])


def _is_tricky(content: bytes) -> bool:
    """Whether tokens cannot be told apart one by one: images, uneven brackets, open ends."""
    if b"BI" in content or not _has_even_brackets(content):
        return True
    return content.count(b"(") != content.count(b")") or content.count(b"<") != content.count(b">")


def _ending(operators: Iterable[tuple[bytes, int]]) -> Ending:
    """What the operators leave open up to where the sense ends."""
    found = list(operators)
    cut = found.pop()[1] if found and not found[-1][0] else None
    saved = marked = 0
    is_text = False
    surplus = []
    for operator, at in found:
        if cut is not None and at > cut:
            break
        if operator == b"Q" and not saved:
            surplus.append(at)
            continue
        saved += SAVING.get(operator, 0)
        marked = max(0, marked + MARKING.get(operator, 0))
        is_text = TEXT.get(operator, is_text)
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
    opened: list[int] = []
    at: int | None = 0
    while at is not None and (found := TOKEN_OR_BRACKET.search(content, at)):
        token = found.group()
        at = _end_of(token, found.end(), content)
        if at is None:
            opened.append(found.start())
        elif token in BRACKETS:
            _track(opened, token, found.start())
        elif token in OPERATORS:
            yield token, found.start()
    if opened:
        yield b"", opened[0]


def _end_of(token: bytes, at: int, content: bytes) -> int | None:
    """Where what the token begins is over; None when it never is."""
    if token == b"(":
        return _string_end(content, at)
    if token == b"BI":
        return _image_end(content, at)
    is_open_string = token.startswith(b"<") and token != b"<<" and not token.endswith(b">")
    return None if is_open_string else at


def _has_even_brackets(content: bytes) -> bool:
    return all(
        content.count(opening) == content.count(closing)
        for opening, closing in ((b"[", b"]"), (b"<<", b">>"))
    )


def _track(opened: list[int], bracket: bytes, at: int) -> None:
    """Keep where the brackets stand that are open."""
    if BRACKETS[bracket] > 0:
        opened.append(at)
    elif opened:
        opened.pop()


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
