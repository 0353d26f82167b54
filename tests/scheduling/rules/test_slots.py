"""The rules of free time, one by one."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from smoothschedule.scheduling.rules.problem import (
    Busy,
    Grid,
    Problem,
    RangeTooLongError,
    Refusal,
    Requirement,
    ResourceCalendar,
    Rule,
    ServiceRules,
    Slot,
    Window,
)
from smoothschedule.scheduling.rules.slots import (
    alternatives,
    answer,
    facts_needed,
    free_slots,
    refusal,
)

MINUTE, HOUR, DAY = 60, 3600, 86400
MONDAY = date(2026, 5, 4)
NINE_TO_FIVE = (Window(540, 1020),)
NEVER_CLOSED = {weekday: (Window(0, 1440),) for weekday in range(7)}


def at(text):
    return int(datetime.fromisoformat(f"{text}Z").timestamp())


def written(second):
    return datetime.fromtimestamp(second, UTC).strftime("%H:%M")


def calendar(name="ann", *, windows=NINE_TO_FIVE, time_zone="UTC", **facts):
    facts.setdefault("overrides", {MONDAY: windows})
    return ResourceCalendar(name, time_zone, **facts)


def problem(*requirements, duration=HOUR, step=HOUR, now="2026-05-01T00:00:00", **rules):
    rows = requirements or ((calendar(),),)
    return Problem(
        service=ServiceRules(duration, step, **rules),
        requirements=tuple(Requirement(tuple(row)) for row in rows),
        now=at(now),
        start=at("2026-05-04T00:00:00"),
        end=at("2026-05-05T00:00:00"),
    )


def starts(asked):
    return [written(slot.start) for slot in free_slots(asked)]


def test_a_split_day_has_a_grid_for_each_of_its_windows():
    split = calendar(windows=(Window(540, 630), Window(660, 750)))
    assert starts(problem([split], duration=HOUR, step=30 * MINUTE)) == [
        "09:00",
        "09:30",
        "11:00",
        "11:30",
    ]


def test_touching_windows_merge_for_fitting_and_keep_their_own_grids():
    touching = calendar(windows=(Window(540, 630), Window(630, 750)))
    assert starts(problem([touching])) == ["09:00", "10:00", "10:30", "11:30"]


def test_overlapping_windows_offer_each_start_once():
    twice = calendar(windows=(Window(540, 720), Window(600, 780)))
    assert starts(problem([twice])) == ["09:00", "10:00", "11:00", "12:00"]


def test_a_window_that_ends_before_it_starts_is_ignored():
    inverted = calendar(windows=(Window(1020, 540), Window(600, 600), Window(540, 600)))
    assert starts(problem([inverted])) == ["09:00"]


def test_a_window_inside_a_gap_moves_later_by_the_gap():
    # 02:00 to 03:00 does not exist in London on this night.
    night = date(2026, 3, 29)
    gap = calendar(time_zone="Europe/London", overrides={night: (Window(75, 105),)})
    asked = replace(
        problem([gap], duration=30 * MINUTE, step=30 * MINUTE, now="2026-03-01T00:00:00"),
        start=at("2026-03-28T00:00:00"),
        end=at("2026-03-30T00:00:00"),
    )
    assert [slot.start for slot in free_slots(asked)] == [at("2026-03-29T01:15:00")]


def test_a_window_that_a_gap_turns_around_is_ignored():
    night = date(2026, 3, 29)
    turned = calendar(time_zone="Europe/London", overrides={night: (Window(90, 125),)})
    asked = replace(
        problem([turned], duration=5 * MINUTE, step=5 * MINUTE, now="2026-03-01T00:00:00"),
        start=at("2026-03-28T00:00:00"),
        end=at("2026-03-30T00:00:00"),
    )
    assert free_slots(asked) == []


def test_time_off_is_not_buffered_and_does_not_shift_the_grid():
    away = calendar(time_off=((at("2026-05-04T10:10:00"), at("2026-05-04T10:20:00")),))
    found = starts(problem([away], buffer_before=HOUR, buffer_after=HOUR))
    assert found == ["09:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"]


def test_bookings_and_time_off_of_no_length_block_nothing():
    moment = at("2026-05-04T10:30:00")
    nothing = Busy(moment, moment, buffer_before=HOUR, buffer_after=HOUR)
    idle = calendar(busy=(nothing,), time_off=((moment, moment),))
    assert len(starts(problem([idle]))) == 8


def test_buffers_of_neighbours_add_up():
    booked = Busy(at("2026-05-04T09:00:00"), at("2026-05-04T10:00:00"), buffer_after=20 * MINUTE)
    busy = calendar(busy=(booked,))
    asked = problem([busy], step=10 * MINUTE, buffer_before=10 * MINUTE)
    assert starts(asked)[0] == "10:30"
    assert refusal(asked, at("2026-05-04T10:20:00")) == Refusal(Rule.BUFFER, 0)
    assert refusal(asked, at("2026-05-04T09:30:00")) == Refusal(Rule.SLOT_TAKEN, 0)


def test_buffers_may_lie_outside_working_time():
    assert starts(problem(buffer_before=3 * HOUR, buffer_after=3 * HOUR))[0] == "09:00"


def test_lead_time_counts_to_the_second():
    late = problem(now="2026-05-04T08:00:01", lead=HOUR)
    assert starts(late)[0] == "10:00"
    assert refusal(late, at("2026-05-04T09:00:00")) == Refusal(Rule.TOO_SOON)
    assert starts(replace(late, now=late.now - 1))[0] == "09:00"


def test_the_past_is_called_the_past():
    late = problem(now="2026-05-04T09:00:01", lead=HOUR)
    assert refusal(late, at("2026-05-04T09:00:00")) == Refusal(Rule.PAST_TIME)


def test_the_horizon_counts_the_local_days_of_each_resource():
    # 23:00 UTC on Sunday is Monday in Auckland and still Sunday in London's winter.
    window = {MONDAY: (Window(0, 120),), date(2026, 5, 3): (Window(1380, 1440),)}
    here = calendar("here", overrides=window)
    asked = problem([here], now="2026-05-03T10:00:00", horizon_days=0)
    asked = replace(asked, start=at("2026-05-03T00:00:00"))
    assert starts(asked) == ["23:00"]
    assert refusal(asked, at("2026-05-04T00:00:00")) == Refusal(Rule.TOO_FAR, 0)
    there = calendar("there", time_zone="Pacific/Auckland", overrides={MONDAY: (Window(0, 1440),)})
    assert starts(replace(asked, requirements=(Requirement((there,)),))) == []


def test_seats_are_counted_where_they_are_taken_at_once():
    nine, ten, eleven = (at(f"2026-05-04T{hour}:00:00") for hour in ("09", "10", "11"))
    classes = (
        Busy(nine, ten, service="yoga", seats=3),
        Busy(ten, eleven, service="yoga", seats=3),
    )
    room = calendar(windows=(Window(540, 720),), busy=classes)
    party = problem([room], duration=2 * HOUR, service="yoga", capacity=5, party_size=2)
    assert starts(party) == ["09:00", "10:00"]
    larger = replace(party, service=replace(party.service, party_size=3))
    assert starts(larger) == []
    assert refusal(larger, nine) == Refusal(Rule.CAPACITY, 0)
    other = replace(party, service=replace(party.service, service="pilates"))
    assert refusal(other, nine) == Refusal(Rule.SLOT_TAKEN, 0)


def test_a_party_larger_than_the_room_is_never_offered_a_time():
    assert starts(problem(capacity=2, party_size=3)) == []


def test_the_booking_being_moved_is_not_in_its_own_way():
    own = Busy(at("2026-05-04T09:00:00"), at("2026-05-04T17:00:00"), booking="b1")
    asked = problem([calendar(busy=(own,))])
    assert starts(asked) == []
    assert len(starts(replace(asked, moving="b1"))) == 8


def test_bookings_without_an_id_stay_in_the_way_of_a_new_booking():
    unnamed = Busy(at("2026-05-04T09:00:00"), at("2026-05-04T17:00:00"))
    assert starts(problem([calendar(busy=(unnamed,))])) == []


def test_either_of_two_each_on_their_own_grid():
    late = calendar("bea", windows=(Window(570, 690),))
    early = calendar("ann", windows=(Window(540, 660),))
    found = free_slots(problem([early, late]))
    assert [(written(slot.start), slot.candidates) for slot in found] == [
        ("09:00", (("ann",),)),
        ("09:30", (("bea",),)),
        ("10:00", (("ann",),)),
        ("10:30", (("bea",),)),
    ]


def test_the_windows_of_the_first_are_cut_by_the_others():
    room = calendar("room", windows=(Window(555, 640), Window(640, 1020)))
    found = free_slots(problem([calendar("ann", windows=(Window(540, 720),))], [room]))
    assert [written(slot.start) for slot in found] == ["09:15", "10:15"]
    assert found[0].candidates == (("ann",), ("room",))


def test_one_resource_cannot_fill_two_requirements():
    ann, bea = calendar("ann"), calendar("bea", windows=(Window(600, 720),))
    asked = problem([ann, bea], [ann, bea])
    assert starts(asked) == ["10:00", "11:00"]
    assert refusal(asked, at("2026-05-04T09:00:00")) == Refusal(Rule.RESOURCE_MISSING)


def test_a_requirement_without_candidates_is_named():
    asked = problem([calendar()], [])
    assert starts(asked) == []
    assert refusal(asked, at("2026-05-04T09:00:00")) == Refusal(Rule.RESOURCE_MISSING, 1)


def test_a_refusal_names_the_requirement_and_what_came_closest():
    away = calendar("bea", time_off=((at("2026-05-04T00:00:00"), at("2026-05-05T00:00:00")),))
    closed = calendar("cleo", windows=())
    asked = problem([calendar()], [closed, away])
    assert refusal(asked, at("2026-05-04T09:00:00")) == Refusal(Rule.TIME_OFF, 1)
    assert refusal(asked, at("2026-05-04T20:00:00")) == Refusal(Rule.OUTSIDE_HOURS, 0)


def test_an_answer_prefers_whoever_has_the_start_on_their_grid():
    ann, bea = calendar("ann"), calendar("bea", windows=(Window(570, 1020),))
    asked = problem([ann, bea])
    start = at("2026-05-04T09:30:00")
    assert answer(asked, start) == Slot(start, start + HOUR, (("bea",),))
    between = start + 10 * MINUTE
    assert answer(asked, between) == Slot(between, between + HOUR, (("ann", "bea"),))


def test_alternatives_are_the_nearest_and_the_earlier_of_two_as_near():
    asked = problem()
    found = alternatives(asked, at("2026-05-04T11:00:00"))
    assert [written(slot.start) for slot in found] == ["10:00", "12:00", "09:00"]
    assert len(alternatives(asked, at("2026-05-04T11:00:00"), count=1)) == 1


def test_an_optimized_grid_follows_free_ranges_over_midnight():
    overnight = {MONDAY: (Window(1380, 1440),), date(2026, 5, 5): (Window(0, 40),)}
    late = calendar(overrides=overnight)
    asked = problem([late], duration=30 * MINUTE, step=30 * MINUTE, grid=Grid.OPTIMIZED)
    assert starts(asked) == ["23:00", "23:30"]
    next_day = replace(asked, start=asked.end, end=asked.end + DAY)
    assert starts(next_day) == ["00:00"]


@pytest.mark.parametrize("days_ahead", [0, 1, 30, 900])
def test_a_business_that_never_closes_keeps_one_optimized_grid(days_ahead):
    always = calendar(weekly=NEVER_CLOSED, overrides={})
    asked = problem([always], grid=Grid.OPTIMIZED, now="2026-05-03T22:20:30")
    ahead = replace(asked, start=asked.start + days_ahead * DAY, end=asked.end + days_ahead * DAY)
    assert starts(ahead) == [f"{hour:02}:00" for hour in range(24)]


def test_a_booking_far_off_ends_the_free_range_of_a_business_that_never_closes():
    always = calendar(weekly=NEVER_CLOSED, overrides={})
    asked = problem([always], grid=Grid.OPTIMIZED, now="2026-05-03T22:25:00", step=40 * MINUTE)
    asked = replace(asked, start=asked.now)
    assert starts(asked)[0] == "22:40"
    # With ten minutes to spare before that booking, 22:40 would cost an appointment.
    end = asked.now + HOUR + 1000 * 40 * MINUTE + 10 * MINUTE
    booked = replace(always, busy=(Busy(end, end + HOUR),))
    assert starts(replace(asked, requirements=(Requirement((booked,)),)))[0] == "22:30"


def test_facts_needed_hold_all_that_decides():
    service = ServiceRules(HOUR, HOUR, buffer_before=5, buffer_after=7)
    assert facts_needed(service, (1000, 2000), now=0) == (995, 2000 + HOUR + 7)
    optimized = replace(service, grid=Grid.OPTIMIZED)
    start, end = facts_needed(optimized, (1000, 2000), now=100)
    assert start == 95
    assert end > 2000 + 7 * DAY


def test_no_more_than_five_years_are_looked_at():
    asked = replace(problem(), end=at("2036-05-04T00:00:00"))
    with pytest.raises(RangeTooLongError, match="days"):
        free_slots(asked)
    near = replace(asked, service=replace(asked.service, horizon_days=30))
    assert len(free_slots(near)) == 8


@pytest.mark.parametrize(
    "wrong",
    [
        {"duration": 0},
        {"step": 0},
        {"buffer_before": -1},
        {"lead": -1},
        {"horizon_days": -1},
        {"capacity": 0},
        {"party_size": 0},
    ],
)
def test_rules_that_make_no_sense_are_not_made(wrong):
    with pytest.raises(ValueError, match=r"."):
        ServiceRules(**{"duration": HOUR, "step": HOUR} | wrong)


def test_facts_that_make_no_sense_are_not_made():
    with pytest.raises(ValueError, match="window"):
        Window(0, 1441)
    with pytest.raises(ValueError, match="negative"):
        Busy(0, 1, buffer_after=-1)
    with pytest.raises(ValueError, match="before it starts"):
        replace(problem(), end=0)
    with pytest.raises(ValueError, match="years"):
        replace(problem(), end=10**15)
    with pytest.raises(ValueError, match="needs"):
        replace(problem(), requirements=())
