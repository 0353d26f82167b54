"""What is a customer's when a merge is taken back."""

from __future__ import annotations

from typing import Any

from hypothesis import given, strategies as st

from smoothschedule.scheduling.rules.customer_details import unmerged

DETAILS = st.fixed_dictionaries(
    {
        "name": st.sampled_from(["Ann", "Anna", "Bob"]),
        "email": st.sampled_from([None, "a@x.example", "b@x.example"]),
        "tags": st.lists(st.sampled_from(["vip", "new", "old"]), unique=True),
    }
)


@given(before=DETAILS, after=DETAILS)
def test_who_was_not_changed_since_is_as_before(
    before: dict[str, Any], after: dict[str, Any]
) -> None:
    after["tags"] = list(dict.fromkeys([*before["tags"], *after["tags"]]))
    assert unmerged(before, after, after) == before


@given(before=DETAILS, after=DETAILS, now=DETAILS)
def test_what_was_changed_since_stays(
    before: dict[str, Any], after: dict[str, Any], now: dict[str, Any]
) -> None:
    back = unmerged(before, after, now)
    for name in ("name", "email"):
        assert back[name] == (before[name] if now[name] == after[name] else now[name])
    came = set(after["tags"]) - set(before["tags"])
    assert back["tags"] == [tag for tag in now["tags"] if tag not in came]
