"""What people typed, fit to stand in a mail's headers."""

from __future__ import annotations


def one_line(text: str) -> str:
    """The words with single spaces: a header is one line, whatever was typed."""
    return " ".join(text.split())
