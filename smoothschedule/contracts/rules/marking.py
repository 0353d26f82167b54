"""A contract's fields as marks on its pages, all in one pass over the original."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from smoothschedule.contracts.rules.conditions import is_filled, shown
from smoothschedule.contracts.rules.days import day_in
from smoothschedule.contracts.rules.fields import INKED, Box, Field, FieldType
from smoothschedule.contracts.rules.room import DAYS, largest_of, shortened
from smoothschedule.contracts.rules.values import written
from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.marks import Align, ImageMark, Mark, TextMark, TickMark
from smoothschedule.pdf.text.shaping import undrawable


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the fields. `pictures`: image id -> PNG; `names`: file id -> name."""

    values: Mapping[str, Any]
    pictures: Mapping[str, bytes]
    names: Mapping[str, str]
    locale: str


def marks_of(fields: tuple[Field, ...], filled: Filled) -> list[Mark]:
    """One mark for each field that is there and filled; read-only texts show their own."""
    values = {
        each.id: filled.values.get(each.id, each.default if each.role is None else None)
        for each in fields
    }
    return [
        mark
        for field in shown(fields, values)
        if is_filled(field, values[field.id])
        for mark in _marks(field, values[field.id], filled)
    ]


def drawable(text: str) -> str:
    """The text with a question mark for each letter that none of our fonts draws."""
    composed = unicodedata.normalize("NFC", text)
    lost = set(undrawable(composed))
    return "".join("?" if each in lost else each for each in composed)


def _marks(field: Field, value: Any, filled: Filled) -> Iterator[Mark]:
    if field.type is FieldType.CHECKBOX:
        yield from (TickMark(box.page, _area(box)) for box in _boxes(field))
    elif field.type is FieldType.RADIO and field.boxes:
        chosen = (box for box in field.boxes if box.option == value)
        yield from (TickMark(box.page, _area(box)) for box in chosen)
    elif field.type in INKED:
        image = filled.pictures[value["image_id"]]
        yield from (ImageMark(box.page, _area(box), image) for box in _boxes(field))
    else:
        text = _text(field, value, filled)
        for box in _boxes(field):
            yield TextMark(box.page, _area(box), text, largest_of(field), Align(field.align))


def _text(field: Field, value: Any, filled: Filled) -> str:
    if field.type in DAYS:
        return day_in(filled.locale, date.fromisoformat(value))
    if field.type is FieldType.ATTACHMENT:
        return shortened(field, drawable(filled.names[value["file_id"]]))
    return written(value)


def _boxes(field: Field) -> Iterable[Box]:
    return (field.box,) if field.box is not None else field.boxes


def _area(box: Box) -> Area:
    """The box within its page: rounding must not put it a hair outside."""
    left, top = max(0.0, box.x), max(0.0, box.y)
    return Area(left, top, min(box.w, 1 - left), min(box.h, 1 - top))
