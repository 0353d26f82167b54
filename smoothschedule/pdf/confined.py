"""Preflight, marking and verifying in a process of their own, with limits of time and memory.

A file from outside may be made to exhaust whoever reads it.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from smoothschedule.pdf.confinement import Limits, asked
from smoothschedule.pdf.geometry import Area, Box, Frame
from smoothschedule.pdf.marks import (
    Align,
    ImageMark,
    Mark,
    Offered,
    Place,
    Prepared,
    TextMark,
    TickMark,
)
from smoothschedule.pdf.verdicts import Verdict, Verified

CHILD: Final = "smoothschedule.pdf.confined_child"
VERIFYING_CHILD: Final = "smoothschedule.pdf.verifying_child"
ORDINARY: Final = Limits()
#: A sealed document of the largest size we make is judged in a second.
LIMITS_OF_VERIFYING: Final = Limits(cpu_seconds=20, wall_seconds=30, memory_bytes=1_000_000_000)


def prepare(data: bytes, *, password: str | None = None, limits: Limits = ORDINARY) -> Prepared:
    """`preparing.prepare` out of harm's way. Raises Refused."""
    answer, body = asked(CHILD, {"act": "prepare", "password": password}, data, limits)
    frames = tuple(_frame(each) for each in answer["frames"])
    form = tuple(_offered(each) for each in answer["form"])
    return Prepared(body, frames, answer["is_changed"], form)


def prepare_and_stamp(
    data: bytes, marks: Sequence[Mark], *, password: str | None = None, limits: Limits = ORDINARY
) -> bytes:
    """A file from outside with marks, each seen to change its box and nothing else.

    Raises Refused for a file that cannot be marked honestly, or a mark that cannot be drawn.
    """
    words = {"act": "stamp", "password": password, "marks": marks_as_json(marks)}
    return asked(CHILD, words, data, limits)[1]


def verify(
    data: bytes, certificates: Iterable[bytes], *, limits: Limits = LIMITS_OF_VERIFYING
) -> Verified:
    """`verification.verify` out of harm's way. Raises Refused for what exhausts its reader."""
    known = [base64.b64encode(each).decode("ascii") for each in certificates]
    answer, _ = asked(VERIFYING_CHILD, {"act": "verify", "certificates": known}, data, limits)
    return Verified(
        Verdict(answer["verdict"]),
        sealed_at=_moment(answer["sealed_at"]),
        timestamped_at=_moment(answer["timestamped_at"]),
        sealed_bytes=answer["sealed_bytes"],
        reason=answer["reason"],
        trouble=answer["trouble"],
    )


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def marks_as_json(marks: Iterable[Mark]) -> list[dict[str, Any]]:
    """Marks as the child reads them."""
    return [_mark_as_json(mark) for mark in marks]


def marks_from_json(marks: Iterable[dict[str, Any]]) -> list[Mark]:
    """Marks as the parent wrote them."""
    return [_mark_from_json(each) for each in marks]


def _mark_as_json(mark: Mark) -> dict[str, Any]:
    words: dict[str, Any] = {"page": mark.page, "area": asdict(mark.area)}
    match mark:
        case TextMark():
            return {**words, "text": mark.text, "largest_pt": mark.largest_pt, "align": mark.align}
        case ImageMark():
            return {**words, "image": base64.b64encode(mark.image).decode("ascii")}
        case TickMark():
            return words


def _mark_from_json(words: dict[str, Any]) -> Mark:
    page, area = words["page"], Area(**words["area"])
    if "text" in words:
        return TextMark(page, area, words["text"], words["largest_pt"], Align(words["align"]))
    if "image" in words:
        return ImageMark(page, area, base64.b64decode(words["image"]))
    return TickMark(page, area)


def _offered(words: dict[str, Any]) -> Offered:
    places = (Place(each["page"], Area(**each["area"]), each["option"]) for each in words["places"])
    kept = {name: words[name] for name in ("name", "kind", "is_required")}
    return Offered(**kept, options=tuple(words["options"]), places=tuple(places))


def _frame(words: dict[str, Any]) -> Frame:
    return Frame(Box(**words["box"]), words["rotation"], words["user_unit"])
