"""The JSON form of slot problems and series, read into the values the rules take.

Fields that the form does not know are passed over (a case also carries its name and its
expected answer); null is the same as not given. Anything else that cannot be read raises
FormError with one line that names the field.
"""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, TypeVar

from smoothschedule.scheduling.rules.problem import (
    Busy,
    Grid,
    Interval,
    Problem,
    Requirement,
    ResourceCalendar,
    ServiceRules,
    Window,
)
from smoothschedule.scheduling.rules.recurrence import Series
from smoothschedule.scheduling.rules.states import BLOCKING_STATES, State
from smoothschedule.scheduling.rules.wall_clock import (
    minute_of_day,
    next_utc_second,
    utc_second,
    zone_named,
)

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTE: Final = 60

T = TypeVar("T")
Choice = TypeVar("Choice", bound=StrEnum)


class FormError(ValueError):
    """A case is not in the form; the message says where and what was expected."""


class Combine(StrEnum):
    """Whether one of the resources is enough or all are needed at once."""

    ANY = "any"
    ALL = "all"


class Fields:
    """A JSON object that knows where it stands, so that what is wrong in it can be named."""

    def __init__(self, values: object, path: str) -> None:
        if not isinstance(values, dict):
            raise FormError(f"{path}: an object is expected")
        self.path = path
        self.values: dict[str, Any] = {
            name: value for name, value in values.items() if value is not None
        }

    def get(self, name: str, kind: type[T]) -> T | None:
        """The value if it is given; FormError when it is not of that kind."""
        value = self.values.get(name)
        if value is None:
            return None
        if not isinstance(value, kind) or isinstance(value, bool):
            raise FormError(f"{self.path}.{name}: {_KINDS[kind]} is expected")
        return value

    def need(self, name: str, kind: type[T]) -> T:
        """The value, which must be there."""
        value = self.get(name, kind)
        if value is None:
            raise FormError(f"{self.path}.{name}: {_KINDS[kind]} is missing")
        return value

    def read(self, name: str, reader: Callable[[str], T]) -> T:
        """The text of that name as `reader` understands it."""
        return self._understood(self.need(name, str), reader, name)

    def choice(self, name: str, default: Choice) -> Choice:
        """One of the words of an enumeration."""
        words = {word.value: word for word in type(default)}
        text = _or(self.get(name, str), default.value)
        if text not in words:
            raise FormError(f"{self.path}.{name}: {text!r} is none of {', '.join(words)}")
        return words[text]

    def label(self, name: str) -> str | None:
        """A name of something, text or number."""
        value = self.values.get(name)
        return str(value) if isinstance(value, int) else self.get(name, str)

    def seconds(self, name: str, default: int = 0) -> int:
        """A length given in minutes."""
        minutes = self.get(name, int)
        return default if minutes is None else minutes * MINUTE

    def objects(self, name: str) -> Iterator["Fields"]:
        """The objects of a list, none when it is not given."""
        for at, value in enumerate(self.get(name, list) or ()):
            yield Fields(value, f"{self.path}.{name}[{at}]")

    def texts(self, name: str, reader: Callable[[str], T]) -> tuple[T, ...]:
        """The texts of a list as `reader` understands them."""
        return tuple(
            self._understood(text, reader, f"{name}[{at}]")
            for at, text in enumerate(self.get(name, list) or ())
        )

    def _understood(self, text: object, reader: Callable[[str], T], name: str) -> T:
        if not isinstance(text, str):
            raise FormError(f"{self.path}.{name}: a text is expected")
        try:
            return reader(text)
        except (ValueError, OverflowError) as error:
            raise FormError(f"{self.path}.{name}: {error}") from error


_KINDS: Final[dict[type, str]] = {
    int: "a whole number",
    str: "a text",
    list: "a list",
    dict: "an object",
}


def read_problem(case: Fields) -> Problem:
    """The problem of a slot case: `any` is one requirement, `all` one for each resource."""
    if case.get("resources", list) is None:
        resources = [case]
    else:
        # What a resource leaves out, the case says for all of them.
        resources = [
            Fields(case.values | each.values, each.path) for each in case.objects("resources")
        ]
    calendars = tuple(_calendar(each) for each in resources)
    # With no resource at all there is still a requirement, which nobody can meet.
    together = case.choice("combine", Combine.ANY) is Combine.ALL and calendars
    requirements = [(each,) for each in calendars] if together else [calendars]
    asked = Fields(case.need("query", dict), f"{case.path}.query")
    return Problem(
        service=_service(case),
        requirements=tuple(Requirement(candidates) for candidates in requirements),
        now=case.read("now", _second_after),
        start=asked.read("start", _second_after),
        end=asked.read("end", _second_after),
        moving=case.label("exclude_booking"),
    )


def read_series(case: Fields) -> Series:
    """The series of a recurrence case."""
    return Series(
        time_zone=case.need("timezone", str),
        first=case.read("dtstart_local", datetime.fromisoformat),
        rule=case.get("rrule", str),
        added=case.texts("rdates_local", datetime.fromisoformat),
        removed=case.texts("exdates_local", datetime.fromisoformat),
    )


def _service(case: Fields) -> ServiceRules:
    case.need("duration_min", int)
    duration = case.seconds("duration_min")
    return ServiceRules(
        duration=duration,
        step=case.seconds("step_min", duration),
        buffer_before=case.seconds("buffer_before_min"),
        buffer_after=case.seconds("buffer_after_min"),
        lead=case.seconds("min_notice_min"),
        horizon_days=case.get("horizon_days", int),
        grid=case.choice("alignment", Grid.WINDOW),
        service=case.label("service"),
        capacity=case.get("capacity", int),
        party_size=_or(case.get("party_size", int), 1),
    )


def _calendar(resource: Fields) -> ResourceCalendar:
    days = Fields(resource.get("weekly_hours", dict) or {}, f"{resource.path}.weekly_hours")
    dates = Fields(resource.get("date_overrides", dict) or {}, f"{resource.path}.date_overrides")
    bookings = (_booking(each) for each in resource.objects("busy"))
    return ResourceCalendar(
        id=resource.label("id") or resource.path,
        time_zone=resource.read("timezone", zone_named).key,
        weekly={_weekday(name, days): _windows(days, name) for name in days.values},
        overrides={_day(name, dates): _windows(dates, name) for name in dates.values},
        time_off=tuple(_interval(each) for each in resource.objects("time_off")),
        busy=tuple(each for each in bookings if each is not None),
        capacity=resource.get("capacity", int),
    )


def _booking(entry: Fields) -> Busy | None:
    """The booking if it blocks at all; one without a status does."""
    state = entry.choice("status", State.CONFIRMED)
    start, end = _interval(entry)
    if state not in BLOCKING_STATES:
        return None
    return Busy(
        start=start,
        end=end,
        buffer_before=entry.seconds("buffer_before_min"),
        buffer_after=entry.seconds("buffer_after_min"),
        booking=entry.label("id"),
        service=entry.label("service"),
        seats=_or(entry.get("seats", int), 1),
    )


def _interval(entry: Fields) -> Interval:
    """Whole seconds that hold all of the interval."""
    return entry.read("start", _second_before), entry.read("end", _second_after)


def _windows(days: Fields, name: str) -> tuple[Window, ...]:
    return tuple(_window(pair, days, name) for pair in days.need(name, list))


def _window(pair: object, days: Fields, name: str) -> Window:
    match pair:
        case [str(opens), str(closes)]:
            try:
                return Window(minute_of_day(opens), minute_of_day(closes))
            except ValueError as error:
                raise FormError(f"{days.path}.{name}: {error}") from error
        case _:
            raise FormError(f'{days.path}.{name}: a window is ["HH:MM", "HH:MM"]')


def _weekday(name: str, days: Fields) -> int:
    if name not in WEEKDAYS:
        raise FormError(f"{days.path}: {name!r} is none of {', '.join(WEEKDAYS)}")
    return WEEKDAYS.index(name)


def _day(name: str, dates: Fields) -> date:
    try:
        return date.fromisoformat(name)
    except ValueError as error:
        raise FormError(f"{dates.path}: {name!r} is no date") from error


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise FormError(f"{text!r} says no offset from UTC; write it with Z")
    return moment


def _second_before(text: str) -> int:
    return utc_second(_moment(text))


def _second_after(text: str) -> int:
    return next_utc_second(_moment(text))


def _or(value: T | None, default: T) -> T:
    return default if value is None else value
