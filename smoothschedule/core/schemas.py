"""What may be said on the wire: schemas that refuse unknown fields, and their fields."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import available_timezones

import marshmallow as ma

EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
#: Marks that turn the text round which follows: phones put them around what is copied, and what
#: is printed would read otherwise than it was written. The order of scripts needs none of them.
_TURNS = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
LATEST = datetime(2200, 1, 1, tzinfo=UTC)
ZONES = frozenset(zone for zone in available_timezones() if "/" in zone or zone == "UTC")


class Schema(ma.Schema):
    """Unknown fields are refused, so a misspelt one is never silently lost."""

    class Meta:
        unknown = ma.RAISE

    def __deepcopy__(self, memo: object) -> Schema:
        # Nobody changes a schema once it is made. flask-smorest copies what is declared of a
        # route with each of its decorators: a tenth of the time that a process takes to start.
        return self


class Text(ma.fields.String):
    """A string without control characters and marks that turn text round, trimmed, of `min` to
    `max` characters."""

    def __init__(self, *, min: int = 0, max: int = 200, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.validators[:0] = [
            ma.validate.Length(min=min, error=_too_short(min)),
            ma.validate.Length(max=max, error=f"This is too long: {max} characters at most."),
        ]

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs).translate(_TURNS).strip()
        if any(
            (ord(char) < 32 and char not in "\n\t") or 0xD800 <= ord(char) < 0xE000 for char in text
        ):
            raise ma.ValidationError("This holds characters that cannot be stored.")
        # Zero-width and direction marks alone would be a name that nobody sees.
        return text if any(char.isprintable() for char in text) else ""


def _too_short(low: int) -> str:
    return "Please fill this in." if low == 1 else f"At least {low} characters, please."


def _is_plain(address: str) -> None:
    """Mail servers need an extension (SMTPUTF8) for others, which few have."""
    if not address.isascii():
        raise ma.ValidationError("Mail can only be sent to plain letters: a-z, 0-9 and signs.")


class Email(Text):
    """An e-mail address, lower-cased."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min=3, max=254, metadata={"format": "email"}, **kwargs)
        self.validators.append(ma.validate.Email(error="This is not an e-mail address."))
        self.validators.append(_is_plain)

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        return super()._deserialize(value, attr, data, **kwargs).lower()


class Moment(ma.fields.AwareDateTime):
    """An instant: RFC 3339, written in UTC with Z, between the years 2000 and 2200."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", default_timezone=None, **kwargs)

    def _serialize(self, value: datetime | None, *args: Any, **kwargs: Any) -> str | None:
        if value is None:
            return None
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")

    def _deserialize(self, value: Any, *args: Any, **kwargs: Any) -> datetime:
        moment = super()._deserialize(value, *args, **kwargs)
        try:
            moment = moment.astimezone(UTC)
        except OverflowError:
            moment = LATEST
        if not EARLIEST <= moment < LATEST:
            raise ma.ValidationError("The year must lie between 2000 and 2200.")
        return moment


class Zone(Text):
    """The IANA name of a time zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min=1, max=64, **kwargs)
        self.validators.append(_known_zone)


def _known_zone(value: str) -> None:
    # No list of choices: which zones there are depends on the machine, the contract must not.
    if value not in ZONES:
        raise ma.ValidationError("There is no time zone of this name.")


class PageArgs(Schema):
    """?limit=&after= of every list."""

    limit = ma.fields.Integer(load_default=50, validate=ma.validate.Range(min=1, max=100))
    after = Text(max=500, load_default=None, allow_none=True)


def page_of(item: type[ma.Schema], name: str) -> type[ma.Schema]:
    """The schema of one page of a list."""
    return Schema.from_dict(
        {
            "items": ma.fields.List(ma.fields.Nested(item), required=True),
            "next": ma.fields.String(required=True, allow_none=True),
        },
        name=name,
    )


class ProblemSchema(ma.Schema):
    """RFC 9457: clients switch on `type`, people read `title`."""

    class Meta:
        unknown = ma.INCLUDE

    type = ma.fields.String(required=True)
    title = ma.fields.String(required=True)
    status = ma.fields.Integer(required=True)
    request_id = ma.fields.String(required=True, allow_none=True)
    errors = ma.fields.Dict(keys=ma.fields.String())
    alternatives = ma.fields.List(ma.fields.Dict())
