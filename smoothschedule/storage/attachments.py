"""Files that people attach: what one is, and by which name it is kept."""

from __future__ import annotations

from typing import Final

#: What a file begins with says what it is; its name and its sender do not.
_BEGINNINGS: Final = {
    b"%PDF-": ("application/pdf", "pdf"),
    b"\x89PNG\r\n\x1a\n": ("image/png", "png"),
    b"\xff\xd8\xff": ("image/jpeg", "jpg"),
}


def kind_of(content: bytes) -> tuple[str, str] | None:
    """Content type and ending of a PDF, PNG or JPEG file; None for everything else."""
    return next((kind for begin, kind in _BEGINNINGS.items() if content.startswith(begin)), None)


def plain_name(name: str, ending: str) -> str:
    """The file's name without folders and control characters, ending as what it is."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem = "".join(each for each in last if each.isprintable()).strip(" .")[:100]
    right = (f".{ending}", ".jpeg") if ending == "jpg" else (f".{ending}",)
    if stem.lower().endswith(right) and stem.lower() not in right:
        return stem
    return f"{stem or 'file'}.{ending}"
