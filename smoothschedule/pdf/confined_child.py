"""`python -m smoothschedule.pdf.confined_child CPU_SECONDS MEMORY_BYTES`: one file, one answer.

Reads a message of `smoothschedule.pdf.confined` on standard input and writes one on standard
output. Its limits hold before the first byte is read.
"""

import logging
import resource
import sys
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Final

from smoothschedule.pdf.confined import framed, marks_from_json, unframed
from smoothschedule.pdf.document import reading
from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.marks import Mark
from smoothschedule.pdf.overlay import stamp
from smoothschedule.pdf.preflight.preparing import prepare
from smoothschedule.pdf.refusals import Refused
from smoothschedule.pdf.rendering import check_unchanged

# Of longer documents only the marked pages are looked at afterwards.
MOST_COMPARED: Final = 40


def main(cpu_seconds: int, memory_bytes: int) -> None:
    """Answer the one message."""
    _limit(resource.RLIMIT_CPU, cpu_seconds)
    _limit(resource.RLIMIT_AS, memory_bytes)
    _limit(resource.RLIMIT_CORE, 0)
    logging.disable(logging.CRITICAL)
    words, data = unframed(sys.stdin.buffer.read())
    try:
        with reading():
            answer, body = ACTS[words["act"]](words, data)
    except Refused as refused:
        answer, body = {"code": refused.code, "detail": refused.detail}, b""
    sys.stdout.buffer.write(framed(answer, body))


def _prepare(words: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    prepared = prepare(data, password=words["password"])
    frames = [asdict(frame) for frame in prepared.frames]
    form = [asdict(each) for each in prepared.form]
    return {"frames": frames, "is_changed": prepared.is_changed, "form": form}, prepared.data


def _stamp(words: dict[str, Any], data: bytes) -> tuple[dict[str, Any], bytes]:
    prepared = prepare(data, password=words["password"])
    marks = marks_from_json(words["marks"])
    marked = stamp(prepared.data, marks)
    areas = _areas(marks)
    count = len(prepared.frames)
    pages = range(count) if count <= MOST_COMPARED else sorted(areas)
    check_unchanged(prepared.data, marked, pages=pages, areas=areas)
    return {}, marked


ACTS: Final[dict[str, Callable[[dict[str, Any], bytes], tuple[dict[str, Any], bytes]]]] = {
    "prepare": _prepare,
    "stamp": _stamp,
}


def _areas(marks: list[Mark]) -> dict[int, list[Area]]:
    areas: dict[int, list[Area]] = {}
    for mark in marks:
        areas.setdefault(mark.page, []).append(mark.area)
    return areas


def _limit(what: int, most: int) -> None:
    """Lower the soft limit, and the hard one with it where the system lets us."""
    hard = resource.getrlimit(what)[1]
    allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(what, (allowed, allowed))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
