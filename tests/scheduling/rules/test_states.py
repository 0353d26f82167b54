"""The arrows of an appointment's life, as the product's description draws them."""

from datetime import UTC, datetime, timedelta

import pytest

from smoothschedule.scheduling.rules.states import (
    ATTENDED,
    BLOCKING_STATES,
    CALLED_OFF,
    MOVABLE,
    STEPS,
    Act,
    State,
    is_too_early,
    step_back,
)

START = datetime(2026, 5, 4, 14, tzinfo=UTC)
ENDS = {State.EXPIRED, State.REJECTED, State.CANCELLED, State.NO_SHOW}


def test_nothing_leads_out_of_an_end() -> None:
    assert not [act for act, step in STEPS.items() if step.before & (ENDS | {State.COMPLETED})]


def test_no_step_leads_to_where_it_came_from() -> None:
    assert not [act for act, step in STEPS.items() if step.after in step.before]


def test_every_state_but_a_hold_can_be_reached_by_steps_or_by_time() -> None:
    reached = {step.after for step in STEPS.values()}
    assert set(State) - reached == {State.HOLD, State.PENDING, State.EXPIRED}


def test_what_ended_occupies_nothing_and_everything_else_does() -> None:
    assert set(State) - ENDS == BLOCKING_STATES


def test_whatever_can_be_moved_occupies_its_time() -> None:
    assert MOVABLE <= BLOCKING_STATES
    assert not MOVABLE & (CALLED_OFF | {State.COMPLETED, State.IN_PROGRESS})


def test_what_is_taken_back_without_a_record_stands_again() -> None:
    assert {step_back(state) for state in ATTENDED | CALLED_OFF} == {
        State.CONFIRMED,
        State.PENDING,
    }


@pytest.mark.parametrize(
    ("act", "hours_before", "is_early"),
    [
        (Act.CHECK_IN, 13, True),
        (Act.CHECK_IN, 12, False),
        (Act.START, 12.01, True),
        (Act.NO_SHOW, 0.01, True),
        (Act.NO_SHOW, 0, False),
        (Act.CANCEL, 10_000, False),
    ],
)
def test_some_acts_wait_until_the_appointment_is_near(
    act: Act, hours_before: float, is_early: bool
) -> None:
    assert is_too_early(act, START, now=START - timedelta(hours=hours_before)) is is_early
