"""Days that differ, time off and closures: what they take from the free times, and who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from smoothschedule.core.api import App
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.unit_of_work import VISITOR, Work
from smoothschedule.scheduling.models import Location, Resource
from smoothschedule.scheduling.operations.closures import add_closure, remove_closure
from smoothschedule.scheduling.operations.day_overrides import remove_override, set_override
from smoothschedule.scheduling.operations.holds import hold
from smoothschedule.scheduling.operations.time_off import enter_time_off, remove_time_off
from smoothschedule.scheduling.queries.exceptions import affected
from smoothschedule.scheduling.queries.offered import slots_for_visitors, visitors_question
from smoothschedule.scheduling.queries.working_times import working_times
from smoothschedule.scheduling.refusals import ClosedThen, OutsideHours
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.scheduling.world import NEW_YORK, World, at
from tests.web import Browser, check_problem, signed_in

DAY = at("00:00"), at("00:00", 5)
MONDAY = date(2026, 5, 4)


def starts(world: World, within: tuple[datetime, datetime] = DAY, **more: Any) -> list[str]:
    """The times that visitors are offered, by the clock in New York."""
    with world.work(VISITOR) as work:
        items = slots_for_visitors(work, world.cut, within, **more)["items"]
    return [slot.starts_at.astimezone(NEW_YORK).strftime("%H:%M") for slot in items]


def override(world: World, day: date, *windows: tuple[int, int], staff: int = 0) -> Any:
    """The first of the staff works by these hours on that day."""
    with world.work() as work:
        person = work.get(Resource, world.staff[staff])
        rows = [{"opens_minute": a * 60, "closes_minute": b * 60} for a, b in windows]
        return set_override(work, person, day, rows).id


def away(world: World, start: datetime, end: datetime, *, staff: int = 0) -> Any:
    with world.work() as work:
        details = {"resource_id": world.staff[staff], "reason": "dentist"}
        return enter_time_off(work, starts_at=start, ends_at=end, **details).id


def close(world: World, first: date, last: date, *, yearly: bool = False) -> Any:
    with world.work() as work:
        return add_closure(
            work,
            location_id=world.location_id,
            name="Holiday",
            starts_on=first,
            ends_on=last,
            repeats_yearly=yearly,
        ).id


def test_a_day_that_differs_replaces_the_weekday_for_one_person(world: World) -> None:
    override(world, MONDAY, (12, 14), (18, 20))
    first, second = world.staff
    assert starts(world, resource_id=first) == ["12:00", "13:00", "18:00", "19:00"]
    assert len(starts(world, resource_id=second)) == 8
    tuesday = at("00:00", 5), at("00:00", 6)
    assert len(starts(world, tuesday, resource_id=first)) == 8


def test_an_override_can_open_a_sunday_and_close_a_monday(world: World) -> None:
    override(world, date(2026, 5, 10), (10, 12))
    override(world, MONDAY)
    first = world.staff[0]
    assert starts(world, resource_id=first) == []
    assert starts(world, (at("00:00", 10), at("00:00", 11)), resource_id=first) == [
        "10:00",
        "11:00",
    ]


def test_a_second_override_of_a_day_replaces_the_first_and_removing_it_brings_the_week_back(
    world: World,
) -> None:
    override(world, MONDAY, (12, 14))
    last = override(world, MONDAY, (9, 10))
    first = world.staff[0]
    assert starts(world, resource_id=first) == ["09:00"]
    with world.work() as work:
        remove_override(work, work.get(Resource, first), last)
    assert len(starts(world, resource_id=first)) == 8
    with world.work() as work:
        assert work.get(Resource, first).version == 5
    assert world.events()[-1] == "ResourceChanged"


def test_a_night_that_is_split_at_midnight_is_worked_through(world: World) -> None:
    override(world, MONDAY, (22, 24))
    override(world, date(2026, 5, 5), (0, 2))
    night = at("21:00"), at("03:00", 5)
    assert starts(world, night, resource_id=world.staff[0]) == ["22:00", "23:00", "00:00", "01:00"]
    with world.work(VISITOR) as work:
        question = visitors_question(work, world.color, resource_id=world.staff[0])
        held, _ = hold(work, question, at("23:00"))
        assert held.ends_at == at("00:30", 5)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        # The clock goes from 2:00 to 3:00; from 2:00 to 4:00 is one hour of work.
        (date(2027, 3, 14), ["03:00"]),
        # The hour from 1:00 happens twice; from 1:00 to 3:00 are three hours of work.
        (date(2026, 11, 1), ["01:00", "01:00", "02:00"]),
    ],
)
def test_an_override_is_right_on_the_days_when_the_clock_changes(
    world: World, day: date, expected: list[str]
) -> None:
    window = (2, 4) if day.month == 3 else (1, 3)
    override(world, day, window)
    begins = datetime.combine(day, datetime.min.time(), NEW_YORK)
    asked = begins, begins + timedelta(hours=12)
    assert starts(world, asked, resource_id=world.staff[0]) == expected


def test_time_off_takes_what_it_touches_and_gives_it_back(world: World) -> None:
    entered = away(world, at("10:30"), at("12:00"))
    first = world.staff[0]
    assert starts(world, resource_id=first)[:3] == ["09:00", "12:00", "13:00"]
    with pytest.raises(OutsideHours) as refused:
        world.hold("10:00", resource_id=first)
    assert refused.value.extra["alternatives"]
    world.confirm(world.hold("10:00"))
    with world.work() as work:
        remove_time_off(work, entered)
    assert "10:00" in starts(world, resource_id=first)
    told = [name for name in world.events() if name.startswith("TimeOff")]
    assert told == ["TimeOffEntered", "TimeOffRemoved"]


def test_time_off_that_began_months_ago_still_counts(world: World) -> None:
    away(world, at("09:00") - timedelta(days=300), at("11:00"))
    assert starts(world, resource_id=world.staff[0])[0] == "11:00"


def test_appointments_inside_time_off_stay_and_are_named_beforehand(world: World) -> None:
    first, second = world.staff
    inside = world.book("10:00", resources=[first])
    world.book("10:00", resources=[second])
    world.book("15:00", resources=[first])
    world.hold("11:00", resource_id=first)
    with world.work() as work:
        found = affected(work, (at("10:30"), at("12:00")), resource_id=first)
        assert (found["count"], [each.id for each in found["items"]]) == (1, [inside])
        at_place = affected(work, DAY, location_id=world.location_id)
        assert at_place["count"] == 3
        assert affected(work, DAY, location_id=world.room)["count"] == 0
    with world.work(world.colleague(second)) as work:
        assert affected(work, DAY, location_id=world.location_id)["count"] == 1
    away(world, at("10:30"), at("12:00"))
    assert world.appointment(inside).state == "confirmed"


def test_a_closure_closes_everybody_there_and_says_so(world: World) -> None:
    closed = close(world, MONDAY, MONDAY)
    assert starts(world) == []
    assert len(starts(world, (at("00:00", 5), at("00:00", 6)))) == 8
    for book in (lambda: world.hold("10:00"), lambda: world.book("10:00")):
        with pytest.raises(ClosedThen) as refused:
            book()
        first = refused.value.extra["alternatives"][0]
        assert first["starts_at"] == wire(at("09:00", 5))
    with world.work() as work:
        remove_closure(work, closed)
    assert len(starts(world)) == 8


def test_a_closure_of_another_location_is_not_ours(world: World) -> None:
    world.change(Resource, world.staff[1], location_id=_london(world))
    close(world, MONDAY, MONDAY)
    assert starts(world, resource_id=world.staff[0]) == []
    assert starts(world, resource_id=world.staff[1])


def _london(world: World) -> Any:
    with world.work() as work:
        place = Location(name="London", time_zone="Europe/London")
        work.session.add(place)
        work.session.flush()
        work.record(Tag.DEMO_SEEDED, "location", place.id)
        return place.id


def test_a_yearly_closure_holds_next_year_too(world: World) -> None:
    close(world, date(2025, 5, 4), date(2025, 5, 4), yearly=True)
    close(world, date(2025, 5, 5), date(2025, 5, 5))
    assert starts(world) == []
    assert len(starts(world, (at("00:00", 5), at("00:00", 6)))) == 8


CHANGES: dict[str, Callable[[Work, World], object]] = {
    "time off": lambda work, world: enter_time_off(
        work,
        resource_id=world.staff[0],
        starts_at=at("10:00"),
        ends_at=at("11:00"),
        reason="",
    ),
    "override": lambda work, world: set_override(
        work, work.get(Resource, world.staff[0]), MONDAY, []
    ),
    "closure": lambda work, world: add_closure(
        work,
        location_id=world.location_id,
        name="Holiday",
        starts_on=MONDAY,
        ends_on=MONDAY,
        repeats_yearly=False,
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_hours_are_not_taken_away_while_somebody_is_being_booked(world: World, change: str) -> None:
    with world.work(VISITOR) as booking:
        hold(booking, visitors_question(booking, world.cut), at("10:00"))
        with world.work() as work:
            work.session.execute(text("SET LOCAL lock_timeout = '100ms'"))
            with pytest.raises(OperationalError) as refused:
                CHANGES[change](work, world)
            work.session.rollback()
    assert refused.value.orig.sqlstate == "55P03"  # type: ignore[union-attr]


def test_a_booking_that_waited_for_a_change_of_hours_goes_by_the_new_ones(world: World) -> None:
    with world.work(VISITOR) as booking:
        question = visitors_question(booking, world.cut)
        override(world, MONDAY)
        override(world, MONDAY, staff=1)
        with pytest.raises(OutsideHours):
            hold(booking, question, at("10:00"))
        booking.session.rollback()


def test_working_times_are_what_is_left_and_say_what_is_missing(world: World) -> None:
    first, second = world.staff
    away(world, at("10:00"), at("11:00"))
    close(world, date(2026, 5, 5), date(2026, 5, 5))
    with world.work() as work:
        found = working_times(work, (at("00:00"), at("00:00", 6)))
        by_resource = {each["resource_id"]: each["windows"] for each in found["items"]}
        spans = [(each["starts_at"], each["ends_at"]) for each in by_resource[first]]
        assert spans == [(at("09:00"), at("10:00")), (at("11:00"), at("17:00"))]
        assert len(by_resource[second]) == 1
        named = {(e["resource_id"], e["kind"], e["label"]) for e in found["away"]}
    assert (first, "time_off", "dentist") in named
    assert (second, "closure", "Holiday") in named
    assert len(named) == 4
    with world.work(world.colleague(second)) as work:
        found = working_times(work, (at("00:00"), at("00:00", 6)))
    assert {each["resource_id"] for each in (*found["items"], *found["away"])} == {second}
    with world.work(world.colleague(None)) as work:
        assert working_times(work, DAY) == {"items": [], "away": []}


def _entry(business: Business, **more: Any) -> dict[str, Any]:
    span = {"starts_at": wire(soon(2)), "ends_at": wire(soon(3))}
    return {"resource_id": str(business.staff_id), **span, "reason": "holiday", **more}


def opened(app: App, business: Business) -> Browser:
    """A browser of staff whom the owner lets enter their own time off."""
    owner = signed_in(app, business)
    body = {"opened": {"TENANT_STAFF": ["take_time_off"]}, "customers_may_register": True}
    version = owner.get("/rights").json["version"]
    changed = owner.call("PUT", "/rights", body, version=version)
    assert changed.status_code == 200, changed.get_data(as_text=True)
    return signed_in(app, business, business.people[Role.TENANT_STAFF])


def test_staff_enter_their_own_time_off_once_the_owner_lets_them(
    app: App, business: Business
) -> None:
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    check_problem(staff.post("/time-off", _entry(business)), 403, "not-allowed")
    staff = opened(app, business)
    made = staff.post("/time-off", _entry(business))
    assert made.status_code == 201
    assert made.json["created_by_id"] == str(business.people[Role.TENANT_STAFF].id)
    rooms = _entry(business, resource_id=str(business.room_id))
    check_problem(staff.post("/time-off", rooms), 403, "not-allowed")
    of_room = signed_in(app, business).post("/time-off", rooms).json["id"]
    assert [each["id"] for each in staff.get("/time-off").json["items"]] == [made.json["id"]]
    check_problem(staff.call("DELETE", f"/time-off/{of_room}"), 403, "not-allowed")
    assert staff.call("DELETE", f"/time-off/{made.json['id']}").status_code == 204
    check_problem(staff.call("DELETE", f"/time-off/{made.json['id']}"), 404, "not-found")


def test_a_reason_stays_out_of_the_audit(app: App, business: Business, admin: Any) -> None:
    signed_in(app, business).post("/time-off", _entry(business, reason="a private operation"))
    told = admin.execute("SELECT changes::text FROM audit_events WHERE tag = 'time_off.entered'")
    [(changes,)] = told.fetchall()
    assert "time_off" in changes
    assert "private operation" not in changes


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"ends_at": wire(soon(2))}, "ends_at"),
        ({"ends_at": wire(soon(400))}, "ends_at"),
        ({"starts_at": "0001-01-01T00:00:00Z"}, "starts_at"),
        ({"ends_at": "9999-12-31T23:59:59Z"}, "ends_at"),
        ({"reason": "x" * 201}, "reason"),
    ],
)
def test_time_off_is_a_stretch_of_a_year_at_most(
    app: App, business: Business, change: dict[str, str], field: str
) -> None:
    refused = signed_in(app, business).post("/time-off", _entry(business, **change))
    assert field in check_problem(refused, 422, "malformed")["errors"]["json"]


@pytest.mark.parametrize(
    "windows",
    [
        [{"opens": "09:00", "closes": "13:00"}, {"opens": "12:00", "closes": "18:00"}],
        [{"opens": "22:00", "closes": "02:00"}],
        [{"opens": "09:00", "closes": "25:00"}],
        [{"opens": "09:00", "closes": "09:00"}],
    ],
)
def test_windows_of_a_day_are_in_order_and_do_not_overlap(
    app: App, business: Business, windows: list[dict[str, str]]
) -> None:
    owner, path = signed_in(app, business), f"/resources/{business.staff_id}"
    version = owner.get(path).json["version"]
    body = {"on_day": "2026-12-24", "windows": windows}
    refused = owner.call("PUT", f"{path}/overrides", body, version=version)
    check_problem(refused, 422, "malformed")


@pytest.mark.parametrize(
    "days",
    [
        {"starts_on": "2026-12-26", "ends_on": "2026-12-25"},
        {"starts_on": "2026-01-01", "ends_on": "2027-01-02"},
        {"starts_on": "0001-01-01", "ends_on": "0001-01-02"},
        {"starts_on": "9999-12-30", "ends_on": "9999-12-31"},
        {"starts_on": "2026-02-29", "ends_on": "2026-03-01"},
    ],
)
def test_a_closure_has_real_days_in_order_and_a_year_at_most(
    app: App, business: Business, days: dict[str, str]
) -> None:
    body = {"location_id": str(business.location_id), "name": "Holiday", **days}
    check_problem(signed_in(app, business).post("/closures", body), 422, "malformed")


def test_removing_asks_for_the_right_and_the_right_business(
    app: App, business: Business, rival: Business
) -> None:
    owner, staff = (
        signed_in(app, business, business.people[role])
        for role in (Role.TENANT_OWNER, Role.TENANT_STAFF)
    )
    theirs = signed_in(app, rival)
    path = f"/resources/{business.staff_id}"
    version = owner.get(path).json["version"]
    day = {"on_day": "2026-12-24", "windows": []}
    made = owner.call("PUT", f"{path}/overrides", day, version=version).json
    body = {"location_id": str(business.location_id), "name": "Holiday"}
    closed = owner.post("/closures", {**body, "starts_on": "2026-12-25", "ends_on": "2026-12-25"})
    entered = owner.post("/time-off", _entry(business))
    for where in (
        f"{path}/overrides/{made['id']}",
        f"/closures/{closed.json['id']}",
        f"/time-off/{entered.json['id']}",
    ):
        check_problem(staff.call("DELETE", where, version=version + 1), 403, "not-allowed")
        check_problem(theirs.call("DELETE", where, version=version + 1), 404, "not-found")
        assert owner.call("DELETE", where, version=version + 1).status_code == 204
    room = f"/resources/{business.room_id}/overrides/{made['id']}"
    version = owner.get(f"/resources/{business.room_id}").json["version"]
    check_problem(owner.call("DELETE", room, version=version), 404, "not-found")
