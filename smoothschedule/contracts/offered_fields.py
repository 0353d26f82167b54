"""The fields of an uploaded form in the shape of ours, to be taken over into the template."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from smoothschedule.pdf.marks import Offered, Place
from smoothschedule.pdf.text.shaping import undrawable


def fields_from(form: Iterable[Offered]) -> list[dict[str, Any]]:
    """One for each that can be one of ours; nobody fills it in yet."""
    return list(_fields(form))


def _fields(form: Iterable[Offered]) -> Iterator[dict[str, Any]]:
    for at, each in enumerate(form):
        options = [option for option in each.options if not undrawable(option)]
        if each.kind in ("radio", "dropdown") and len(options) < 2:
            continue
        field = {
            "id": f"form_{at}",
            "type": each.kind,
            "role": None,
            "label": " ".join(each.name.split()),
            "is_required": each.is_required,
            "options": options or None,
            "boxes": None,
        }
        if each.kind == "radio":
            known = {p.option: _box(p) for p in reversed(each.places) if p.option in options}
            yield field | {"boxes": [known[option] for option in options]}
        else:
            place = _box(each.places[0])
            del place["option"]
            yield field | place


def _box(place: Place) -> dict[str, Any]:
    sides = {
        "x": place.area.x,
        "y": place.area.y,
        "w": place.area.width,
        "h": place.area.height,
    }
    rounded = {name: round(side, 6) for name, side in sides.items()}
    return {"option": place.option, "page": place.page, **rounded}
