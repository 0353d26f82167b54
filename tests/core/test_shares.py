"""Shares of the service are counted by name, in memory too while Redis is away."""

from __future__ import annotations

import pytest
from redis.exceptions import ConnectionError as Away

from smoothschedule.core.shares import ALONE_SECONDS, Shares

NOWHERE = "redis://127.0.0.1:1/0"


def test_a_share_is_used_up_and_says_how_long_to_wait() -> None:
    shares = Shares(NOWHERE)
    assert [shares.take(3, "read", "anna") for _ in range(3)] == [None] * 3
    wait = shares.take(3, "read", "anna")
    assert wait is not None
    assert 1 <= wait <= 60
    assert shares.take(3, "read", "ben") is None
    assert shares.take(3, "write", "anna") is None


def test_a_share_without_an_end_is_never_used_up() -> None:
    shares = Shares(NOWHERE)
    assert {shares.take(0, "read", "anna") for _ in range(50)} == {None}


def test_redis_is_left_alone_for_a_while_and_then_asked_again(
    redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    shares, clock = Shares(redis_url), [100.0]
    monkeypatch.setattr("smoothschedule.core.shares.time.monotonic", lambda: clock[0])
    assert shares.take(1, "read", "anna") is None
    asked: list[str] = []

    def away(*_: object) -> bool:
        asked.append("")
        raise Away

    with monkeypatch.context() as broken:
        broken.setattr(shares._together, "hit", away)
        # In memory the count begins anew, and it is a count all the same.
        assert shares.take(1, "read", "anna") is None
        assert shares.take(1, "read", "anna") is not None
        assert len(asked) == 1
    clock[0] += ALONE_SECONDS
    # Redis is back and still knows of the first.
    assert shares.take(1, "read", "anna") is not None
    assert shares.take(1, "read", "ben") is None
