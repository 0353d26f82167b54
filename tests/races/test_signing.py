"""The races about signing, a few rounds each; scripts/bench runs hundreds."""

from __future__ import annotations

import pytest

from benchmarks.signing_races import RACES, run_race
from benchmarks.stage import Stage

ROUNDS = 3


@pytest.mark.parametrize("name", RACES)
def test_the_race_has_one_outcome(stage: Stage, name: str) -> None:
    seen = run_race(stage, name, rounds=ROUNDS)
    assert seen["200"] >= ROUNDS
    assert not [kind for kind in seen if kind.startswith("5")]
