"""`python -m smoothschedule.pdf.confined_child CPU_SECONDS MEMORY_BYTES`: preflight and marks."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from smoothschedule.pdf.confined import marks_from_json
from smoothschedule.pdf.confinement import Act, answer_one
from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.marks import Mark
from smoothschedule.pdf.overlay import stamp
from smoothschedule.pdf.preflight.preparing import prepare
from smoothschedule.pdf.rendering import check_unchanged

# Of longer documents only the marked pages are looked at afterwards.
MOST_COMPARED: Final = 40


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


ACTS: Final[Mapping[str, Act]] = {
    "prepare": _prepare,
    "stamp": _stamp,
}


def _areas(marks: list[Mark]) -> dict[int, list[Area]]:
    areas: dict[int, list[Area]] = {}
    for mark in marks:
        areas.setdefault(mark.page, []).append(mark.area)
    return areas


if __name__ == "__main__":
    answer_one(ACTS)
