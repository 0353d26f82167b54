"""Texts with variables: `{{name}}` is replaced, and nothing else happens.

There are no conditions: a paragraph that names a variable without a value is left out. So
"Reason: {{reason}}" stands in the mail when there is a reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

_VARIABLE = re.compile(r"\{\{\s*([a-z_]+)\s*\}\}")
#: Two braces that enclose no variable: a slip of whoever wrote the text.
_BRACES = re.compile(r"\{\{|\}\}")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")


def names_in(text: str) -> set[str]:
    """The variables that the text names."""
    return set(_VARIABLE.findall(text))


def has_stray_braces(text: str) -> bool:
    """Whether something looks like a variable and is none."""
    return _BRACES.search(_VARIABLE.sub("", text)) is not None


def paragraphs(body: str, filled: Callable[[str], bool]) -> list[str]:
    """The paragraphs of the body whose variables all have a value."""
    every = _BLANK_LINE.split(body.strip())
    return [each for each in every if each and all(filled(name) for name in names_in(each))]


def pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """The text, cut at its variables: (plain text, the variable that follows it or None)."""
    parts = _VARIABLE.split(text)
    for at in range(0, len(parts), 2):
        yield parts[at], parts[at + 1] if at + 1 < len(parts) else None


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """The text with each variable's value in its place."""
    return "".join(plain + values.get(name or "", "") for plain, name in pieces(text))
