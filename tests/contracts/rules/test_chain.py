"""The chain of hashes over a contract's events."""

from __future__ import annotations

import copy
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from smoothschedule.contracts.rules.chain import canonical, first_break, next_link, reaches_its_end

CONTRACT = UUID("01990000-0000-7000-8000-000000000001")
OTHER = UUID("01990000-0000-7000-8000-000000000002")
AT = datetime(2026, 11, 26, 12, 0, 0, 123456, tzinfo=UTC)


def chain(count: int) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = []
    before = None
    for number in range(1, count + 1):
        record = {
            "contract_id": CONTRACT,
            "number": number,
            "kind": f"kind_{number}",
            "at": AT + timedelta(seconds=number),
            "signer_id": OTHER if number % 2 else None,
            "user_id": None,
            "ip": "192.0.2.1",
            "user_agent": "A browser",
            "details": {"name": f"Zoë {number}", "list": [number, None, True]},
        }
        link = next_link(before, record)
        records.append(record | {"prev_hash": before, "hash": link})
        before = link
    return records


def test_a_chain_as_it_was_written_is_whole() -> None:
    assert first_break(CONTRACT, []) is None
    assert first_break(CONTRACT, chain(7)) is None


@given(
    st.integers(0, 5),
    st.sampled_from(
        "contract_id number kind at signer_id user_id ip user_agent details prev_hash hash".split()
    ),
)
def test_no_part_of_any_event_can_be_altered(at: int, name: str) -> None:
    records = chain(6)
    altered: dict[str, Any] = {
        "contract_id": OTHER,
        "number": 99,
        "at": AT,
        "signer_id": CONTRACT,
        "user_id": OTHER,
        "details": {"name": "Zoe"},
    }
    records[at][name] = altered.get(name, "something else")
    assert first_break(CONTRACT, records) == at + 1


def test_what_could_not_be_hashed_is_a_break() -> None:
    records = chain(3)
    records[1]["details"] = {"half": 0.5}
    assert first_break(CONTRACT, records) == 2


def test_a_chain_ends_where_the_contract_says_and_one_that_was_sent_has_begun() -> None:
    records = chain(3)
    kept = {"count": 3, "last_hash": records[-1]["hash"], "is_sent": True}
    assert reaches_its_end(records, **kept)
    assert not reaches_its_end(records[:2], **kept)
    assert not reaches_its_end([], **kept | {"last_hash": None})
    assert not reaches_its_end([], count=0, last_hash=None, is_sent=True)
    assert reaches_its_end([], count=0, last_hash=None, is_sent=False)


@given(st.integers(0, 4))
def test_an_event_that_is_left_out_is_noticed(at: int) -> None:
    records = chain(6)
    del records[at]
    assert first_break(CONTRACT, records) == at + 1


@given(st.permutations(range(6)))
def test_the_order_cannot_be_changed(order: list[int]) -> None:
    records = chain(6)
    assert (first_break(CONTRACT, [records[n] for n in order]) is None) == (order == list(range(6)))


def test_an_event_altered_with_all_hashes_after_it_changes_the_last_one() -> None:
    """So the last hash, which stands in the sealed document, vouches for all before it."""
    records = chain(3)
    forged = copy.deepcopy(records)
    forged[0]["kind"] = "forged"
    before = None
    for record in forged:
        record["prev_hash"], record["hash"] = before, next_link(before, record)
        before = record["hash"]
    assert first_break(CONTRACT, forged) is None
    assert forged[-1]["hash"] != records[-1]["hash"]


def test_an_event_fits_no_other_contract() -> None:
    assert first_break(OTHER, chain(3)) == 1
    moved = [record | {"contract_id": OTHER} for record in chain(3)]
    assert first_break(OTHER, moved) == 1


def test_what_is_hashed_has_one_spelling() -> None:
    east = AT.astimezone(timezone(timedelta(hours=9)))
    assert canonical({"b": 1, "a": AT}) == canonical({"a": east, "b": 1})
    assert canonical({"a": "é"}) == b'{"a":"\xc3\xa9"}'
    assert canonical({"at": AT}) == b'{"at":"2026-11-26T12:00:00.123456Z"}'


@pytest.mark.parametrize("value", [1.5, float("nan"), {1, 2}, b"bytes"])
def test_what_has_no_one_spelling_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        canonical({"value": value})
