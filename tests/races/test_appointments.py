"""The races about appointments, a few rounds each; scripts/bench runs hundreds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.all_races import RACES, run_race
from benchmarks.stage import Stage

ROUNDS = 3


@pytest.mark.parametrize("name", RACES)
def test_the_race_ends_as_promised(stage: Stage, name: str) -> None:
    seen = run_race(stage, name, rounds=ROUNDS)
    assert seen["201"] >= ROUNDS
    assert not [kind for kind in seen if kind.startswith("5")]


def test_every_case_is_raced() -> None:
    cases = Path(__file__).parents[1] / "cases" / "concurrency.json"
    assert {case["name"] for case in json.loads(cases.read_text())} <= RACES.keys()
