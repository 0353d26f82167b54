"""The fields and roles of a template: their shape, and what cannot be.

Boxes are (page, x, y, w, h): pages from 0, fractions 0..1 of the displayed page from its top
left. The same JSON stands in templates, contracts and answers; here it is read into values.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field as _field
from enum import StrEnum
from typing import Any, Final

ROUNDING: Final = 1e-6
MOST_FIELDS: Final = 500
MOST_ROLES: Final = 20


class FieldType(StrEnum):
    SIGNATURE = "signature"
    INITIALS = "initials"
    NAME = "name"
    EMAIL = "email"
    DATE_SIGNED = "date_signed"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    CHECKBOX = "checkbox"
    RADIO = "radio"
    DROPDOWN = "dropdown"
    ATTACHMENT = "attachment"
    NOTE = "note"


#: Drawn with ink, from a picture.
INKED: Final = frozenset({FieldType.SIGNATURE, FieldType.INITIALS})
#: Only whoever signs puts these in, or the server itself.
NEVER_BEFOREHAND: Final = INKED | {FieldType.ATTACHMENT, FieldType.DATE_SIGNED}
CHOICES: Final = frozenset({FieldType.RADIO, FieldType.DROPDOWN})
#: What stands there is text.
TEXTUAL: Final = frozenset({FieldType.TEXT, FieldType.NAME, FieldType.EMAIL, FieldType.NOTE})


class Pattern(StrEnum):
    """What a text has to look like. No patterns of one's own: they can be made to never end."""

    NONE = "none"
    EMAIL = "email"
    PHONE = "phone"
    POSTCODE = "postcode"
    DIGITS = "digits"
    LETTERS = "letters"


class When(StrEnum):
    """How a condition looks at the other field."""

    FILLED = "filled"
    EMPTY = "empty"
    EQUALS = "equals"
    NOT_EQUALS = "not_equals"


@dataclass(frozen=True, slots=True)
class Box:
    """Where something stands; `option` says which of a radio's. `room`: width and height on
    paper in points, where the pages are known.
    """

    page: int
    x: float
    y: float
    w: float
    h: float
    option: str | None = None
    room: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """The field is only there while the other field is so."""

    field: str
    when: When
    value: Any = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `box` is None in a written template: its place is known once it is set."""

    id: str
    type: FieldType
    role: str | None
    label: str
    box: Box | None = None
    boxes: tuple[Box, ...] = ()
    is_required: bool = False
    options: tuple[str, ...] = ()
    validation: Mapping[str, Any] = _field(default_factory=dict)
    condition: Condition | None = None
    default: Any = None
    prefill: str | None = None
    font_size_pt: float | None = None
    align: str = "start"

    @property
    def page(self) -> int:
        """The first page it stands on."""
        places = [box.page for box in (*((self.box,) if self.box else ()), *self.boxes)]
        return min(places, default=0)

    @property
    def name(self) -> str:
        """What to call it to people."""
        return self.label or self.type.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Role:
    """Somebody who takes part, before it is known who."""

    key: str
    name: str
    party: str
    kind: str
    routing_order: int


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a template, and with which of its fields."""

    field_id: str | None
    sentence: str


#: Pages as they stand in JSON: `width_pt` and `height_pt` of each.
Frames = Sequence[Mapping[str, Any]]


def field_of(json: Mapping[str, Any], frames: Frames = ()) -> Field:
    """The field as it stands in JSON of our shape, on pages of these sizes."""
    condition = json.get("condition")
    has_box = json.get("x") is not None
    return Field(
        id=json["id"],
        type=FieldType(json["type"]),
        role=json.get("role"),
        label=json.get("label") or "",
        box=_box_of(json, frames) if has_box else None,
        boxes=tuple(_box_of(each, frames) for each in json.get("boxes") or ()),
        is_required=bool(json.get("is_required")),
        options=tuple(json.get("options") or ()),
        validation=json.get("validation") or {},
        condition=(
            Condition(condition["field"], When(condition["is"]), condition.get("value"))
            if condition
            else None
        ),
        default=json.get("default"),
        prefill=json.get("prefill"),
        font_size_pt=json.get("font_size_pt"),
        align=json.get("align") or "start",
    )


def fields_of(json: Iterable[Mapping[str, Any]], frames: Frames = ()) -> tuple[Field, ...]:
    """All of them, in their order."""
    return tuple(field_of(each, frames) for each in json)


def roles_of(json: Iterable[Mapping[str, Any]]) -> tuple[Role, ...]:
    """The roles as they stand in JSON of our shape."""
    names = ("key", "name", "party", "kind", "routing_order")
    return tuple(Role(**{name: each[name] for name in names}) for each in json)


def _box_of(json: Mapping[str, Any], frames: Frames) -> Box:
    page, w, h = json.get("page") or 0, json["w"], json["h"]
    frame = frames[page] if 0 <= page < len(frames) else None
    room = (w * frame["width_pt"], h * frame["height_pt"]) if frame else None
    return Box(page, json["x"], json["y"], w, h, json.get("option"), room)


def flaws_of(
    roles: Sequence[Role], fields: Sequence[Field], *, pages: int | None, is_placed: bool
) -> list[Flaw]:
    """What may never be stored. `pages` is None while nothing is known of them; `is_placed`:
    fields stand on pages, as they do not in a written template.
    """
    keys = [role.key for role in roles]
    flaws = [Flaw(None, f"The role “{key}” is there twice.") for key in _twice(keys)]
    flaws += [Flaw(id, "Two fields have this id.") for id in _twice(each.id for each in fields)]
    if len(fields) > MOST_FIELDS:
        flaws.append(Flaw(None, f"A template has at most {MOST_FIELDS} fields."))
    by_id = {each.id: each for each in fields}
    kinds = {role.key: role.kind for role in roles}
    for each in fields:
        sentences = [
            _of_role(each, kinds),
            _of_place(each, pages=pages, is_placed=is_placed),
            _of_options(each),
            _of_validation(each),
            _of_condition(each, by_id),
            _of_prefill(each),
        ]
        flaws += [Flaw(each.id, sentence) for sentence in sentences if sentence]
    return flaws


def gaps_of(roles: Sequence[Role], fields: Sequence[Field]) -> list[Flaw]:
    """What has to be there before a contract is made from the template."""
    if not any(role.kind == "signer" for role in roles):
        return [Flaw(None, "Add at least one role that signs.")]
    signing = {each.role for each in fields if each.type is FieldType.SIGNATURE}
    return [
        Flaw(None, f"“{role.name}” has no field to sign in.")
        for role in roles
        if role.kind == "signer" and role.key not in signing
    ]


def _twice(values: Iterable[str]) -> list[str]:
    return sorted(value for value, count in Counter(values).items() if count > 1)


def _of_role(field: Field, kinds: Mapping[str, str]) -> str | None:
    if field.role is None:
        may_have_none = field.type is FieldType.NOTE or (
            field.prefill is not None or field.default is not None
        )
        return None if may_have_none else "Say who fills this in."
    if field.role not in kinds:
        return "Its role is not there any more."
    return None if kinds[field.role] == "signer" else "Only those who sign have fields."


def _of_place(field: Field, *, pages: int | None, is_placed: bool) -> str | None:
    places = [box for box in (field.box, *field.boxes) if box is not None]
    if not is_placed:
        return "Its place comes from the text." if places else None
    if not places:
        return "Say where it stands."
    if not all(map(_is_inside, places)):
        return "It does not lie within its page."
    if pages is not None and any(not 0 <= box.page < pages for box in places):
        return "Its page is not there."
    return None


def _is_inside(box: Box) -> bool:
    return (
        box.x >= -ROUNDING
        and box.y >= -ROUNDING
        and box.w > 0
        and box.h > 0
        and box.x + box.w <= 1 + ROUNDING
        and box.y + box.h <= 1 + ROUNDING
    )


def _of_options(field: Field) -> str | None:
    if field.type not in CHOICES:
        return "Only choices have options." if field.options or field.boxes else None
    if len(field.options) < 2:
        return "Give at least two options."
    if _twice(field.options):
        return "Two of its options are the same."
    boxed = [box.option for box in field.boxes]
    if field.boxes and sorted(map(str, boxed)) != sorted(field.options):
        return "Each of its options needs one place."
    return None


_PAIRS: Final = (("min", "max"), ("min_length", "max_length"), ("earliest", "latest"))
_VALIDATED: Final = {
    FieldType.NUMBER: {"min", "max"},
    FieldType.TEXT: {"min_length", "max_length", "pattern"},
    FieldType.DATE: {"earliest", "latest"},
}


def _of_validation(field: Field) -> str | None:
    given = {key for key, value in field.validation.items() if value not in (None, "none")}
    if given - _VALIDATED.get(field.type, set()):
        return "This kind of field cannot be checked so."
    for low, high in _PAIRS:
        least, most = field.validation.get(low), field.validation.get(high)
        if least is not None and most is not None and least > most:
            return "Its smallest value is larger than its largest."
    return None


def _of_condition(field: Field, by_id: Mapping[str, Field]) -> str | None:
    seen, at = {field.id}, field
    while at.condition is not None:
        other = by_id.get(at.condition.field)
        if other is None:
            return "It depends on a field that is not there."
        if other.id in seen:
            return "It depends on itself in a circle."
        seen.add(other.id)
        at = other
    needs_value = field.condition and field.condition.when in (When.EQUALS, When.NOT_EQUALS)
    if needs_value and field.condition is not None and field.condition.value is None:
        return "Say with which value it compares."
    return None


PREFILLS: Final = (
    "customer.name",
    "customer.email",
    "customer.phone",
    "staff.name",
    "business.name",
    "business.email",
    "business.phone",
    "appointment.service",
    "appointment.starts_at",
    "appointment.location",
    "appointment.price",
    "today",
    "sender.signature",
    "sender.name",
)
#: Facts that are days, so that a date field can take them.
DAYS: Final = frozenset({"appointment.starts_at", "today"})


def _of_prefill(field: Field) -> str | None:
    if field.prefill is None:
        return None
    if field.prefill not in PREFILLS:
        return "There is nothing of this name to fill in."
    if (field.prefill == "sender.signature") != (field.type in INKED):
        return "Only a signature can be filled in with a signature."
    if field.type is FieldType.DATE and field.prefill not in DAYS:
        return "Only a day can be filled in here."
    if field.type not in TEXTUAL | INKED | {FieldType.DATE}:
        return "This kind of field is never filled in beforehand."
    return None
