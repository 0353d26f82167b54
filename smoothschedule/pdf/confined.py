"""Preflight and marking in a process of their own, with limits of time and memory.

A file from outside may be made to exhaust whoever reads it. The child knows nothing but the
bytes: no settings, no connections, an empty environment.
"""

import base64
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from smoothschedule.pdf.geometry import Area, Box, Frame
from smoothschedule.pdf.marks import (
    MOST_BYTES,
    Align,
    ImageMark,
    Mark,
    Offered,
    Place,
    Prepared,
    TextMark,
    TickMark,
)
from smoothschedule.pdf.refusals import Code, Refused

CHILD: Final = "smoothschedule.pdf.confined_child"
# PDFium and the allocators end a process that gets no more memory by these.
EXHAUSTED: Final = {signal.SIGXCPU, signal.SIGKILL, signal.SIGABRT, signal.SIGTRAP, signal.SIGILL}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may use up before it is refused as too large."""

    cpu_seconds: int = 60
    wall_seconds: int = 90
    memory_bytes: int = 1_500_000_000


def prepare(data: bytes, *, password: str | None = None, limits: Limits = Limits()) -> Prepared:
    """`preparing.prepare` out of harm's way. Raises Refused."""
    answer, body = _asked({"act": "prepare", "password": password}, data, limits)
    frames = tuple(_frame(each) for each in answer["frames"])
    form = tuple(_offered(each) for each in answer["form"])
    return Prepared(body, frames, answer["is_changed"], form)


def prepare_and_stamp(
    data: bytes, marks: Sequence[Mark], *, password: str | None = None, limits: Limits = Limits()
) -> bytes:
    """A file from outside with marks, each seen to change its box and nothing else.

    Raises Refused for a file that cannot be marked honestly, or a mark that cannot be drawn.
    """
    words = {"act": "stamp", "password": password, "marks": marks_as_json(marks)}
    return _asked(words, data, limits)[1]


def framed(words: dict[str, Any], body: bytes) -> bytes:
    """One message: a line of JSON, then bytes to the end."""
    return json.dumps(words).encode() + b"\n" + body


def unframed(message: bytes) -> tuple[dict[str, Any], bytes]:
    """What `framed` put together."""
    line, _, body = message.partition(b"\n")
    return json.loads(line), body


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


def _asked(words: dict[str, Any], data: bytes, limits: Limits) -> tuple[dict[str, Any], bytes]:
    if len(data) > MOST_BYTES:
        raise Refused(Code.TOO_LARGE, f"{len(data)} bytes")
    try:
        child = subprocess.run(
            [sys.executable, "-m", CHILD, str(limits.cpu_seconds), str(limits.memory_bytes)],
            input=framed(words, data),
            capture_output=True,
            env={"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            timeout=limits.wall_seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(Code.TOO_LARGE, f"more than {limits.wall_seconds} seconds") from error
    if child.returncode:
        raise Refused(_code_of(child.returncode), child.stderr.decode(errors="replace")[-500:])
    answer, body = unframed(child.stdout)
    if "code" in answer:
        raise Refused(Code(answer["code"]), answer["detail"])
    return answer, body


def _code_of(status: int) -> Code:
    """What a child's end says about the file."""
    return Code.TOO_LARGE if -status in EXHAUSTED else Code.MALFORMED
