"""The fault run counts honestly: what is lost, what is there twice, what nothing excuses."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from benchmarks.chaos import counting
from benchmarks.chaos.counting import Contract, Evidence, Window
from benchmarks.chaos.ledger import Promise, Trouble
from benchmarks.chaos.table import Row, lines_of

BOOKED = Promise("booking", "key-1", "ann@guests.example", "token-1", 10.0)
SIGNED = Promise("signing", "key-2", "ben@signers.example", "contract-1", 20.0)
SEALED = Contract("completed", "t/sealed/1.pdf", "unchanged")


def kept(**changed: object) -> Evidence:
    """Evidence that both promises were kept, with these differences."""
    evidence = Evidence(
        bookings=Counter({BOOKED.person: 1}),
        contracts={SIGNED.subject: SEALED},
        mails=Counter({"<1>": 1, "<2>": 2}),
        mailed={BOOKED.person: {"<1>"}, SIGNED.person: {"<2>"}},
    )
    return replace(evidence, **changed)  # type: ignore[arg-type]


def told(evidence: Evidence, *troubles: Trouble) -> list[str]:
    windows = [Window("a fault", 30.0, 40.0)]
    return counting.broken([BOOKED, BOOKED, SIGNED], evidence, troubles, windows)


def test_nothing_is_told_when_every_promise_was_kept() -> None:
    assert told(kept()) == []


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (kept(bookings=Counter()), "the booking of ann@guests.example is gone"),
        (kept(bookings=Counter({BOOKED.person: 2})), "has 2 bookings for one key"),
        (kept(bookings=Counter({BOOKED.person: 1, "x@y.z": 1})), "nobody was told of"),
        (kept(contracts={}), "contract-1 was signed and is gone"),
        (kept(contracts={SIGNED.subject: replace(SEALED, state="sealing")}), "is sealing"),
        (kept(contracts={SIGNED.subject: replace(SEALED, verdict="broken")}), "is broken"),
        (kept(contracts={SIGNED.subject: SEALED, "other": SEALED}), "two contracts claim"),
        (kept(mailed={BOOKED.person: {"<1>"}}), "ben@signers.example never got a mail"),
        (kept(mails=Counter({"<1>": 3})), "mail <1> went out 3 times"),
        (kept(overlaps=1), "1 pairs of bookings overlap"),
        (kept(open_jobs=Counter({"send_mail failed": 4})), "4 jobs are send_mail failed"),
        (kept(untold_events=2), "2 events wait in the outbox"),
    ],
)
def test_each_broken_promise_is_told(evidence: Evidence, said: str) -> None:
    assert any(said in line for line in told(evidence)), told(evidence)


@pytest.mark.parametrize(
    ("moment", "what", "is_excused"),
    [
        (35.0, "503", True),
        (35.0, "refused", True),
        (41.0, "cut", True),
        (29.9, "503", False),
        (43.0, "cut", False),
        (35.0, "500 internal", False),
        (35.0, "late", False),
    ],
)
def test_trouble_is_excused_only_if_honest_and_while_something_is_down(
    moment: float, what: str, is_excused: bool
) -> None:
    assert (told(kept(), Trouble(moment, what, "/public/holds")) == []) is is_excused


def test_one_key_with_two_answers_is_found() -> None:
    other = replace(BOOKED, subject="token-2")
    assert counting.keys_with_two_answers([BOOKED, BOOKED, other]) == ["key-1"]


def test_a_stretch_of_time_counts_its_own_promises() -> None:
    count = counting.counted([BOOKED, SIGNED], kept(bookings=Counter()))
    assert (count.promises, count.lost, count.twice, count.mails_twice) == (2, 1, 0, 1)
    assert lines_of([Row("a fault", "work went on", 1.25, count)])[-1] == (
        "| a fault | work went on | 1.2 s | 2 | 1 | 0 (1 mails) |"
    )
    assert "| not done |" in lines_of([Row("a fault", "no root", None, count)])[-1]
