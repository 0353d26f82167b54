"""Whose turn it is."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, strategies as st

from smoothschedule.contracts.rules.routing import due, is_finished, is_turn_of, turn


@dataclass
class Signer:
    routing_order: int
    kind: str = "signer"
    state: str = "waiting"


SIGNERS = st.lists(
    st.builds(
        Signer,
        st.integers(1, 4),
        st.sampled_from(["signer", "approver", "viewer", "cc"]),
        st.sampled_from(["waiting", "waiting", "replaced"]),
    ),
    max_size=7,
)


@given(SIGNERS)
def test_everybody_who_acts_is_asked_once_and_in_order(signers: list[Signer]) -> None:
    asked: list[Signer] = []
    while batch := due(signers):
        for signer in batch:
            assert signer not in [each for each in asked if each is signer]
            asked.append(signer)
            signer.state = "notified"
        acting = [each for each in batch if each.kind in ("signer", "approver")]
        assert all(is_turn_of(each, signers) for each in acting)
        for signer in acting:
            signer.state = "signed"
    acted = [each for each in signers if each.kind in ("signer", "approver")]
    taking_part = [each for each in acted if each.state != "replaced"]
    assert [each.state for each in taking_part] == ["signed"] * len(taking_part)
    orders = [each.routing_order for each in asked if each.kind in ("signer", "approver")]
    assert orders == sorted(orders)
    assert is_finished(signers) == bool(taking_part)
    assert turn(signers) is None
    assert all(each.kind != "cc" for each in asked)


def test_equal_numbers_act_together_and_larger_ones_wait() -> None:
    first, second, third = Signer(1), Signer(1, "approver"), Signer(2)
    everybody = [first, second, third]
    assert due(everybody) == [first, second]
    first.state = "signed"
    second.state = "viewed"
    assert due(everybody) == []
    assert not is_turn_of(third, everybody)
    second.state = "signed"
    assert due(everybody) == [third]


def test_whoever_comes_in_anothers_place_is_asked_instead() -> None:
    gone, heir, last = Signer(1, state="replaced"), Signer(1), Signer(2)
    assert due([gone, heir, last]) == [heir]
    heir.state = "signed"
    assert due([gone, heir, last]) == [last]


def test_nobody_is_finished_when_nobody_signs() -> None:
    assert not is_finished([Signer(1, "viewer")])
    assert not is_finished([])
