"""Signing, waiting and reading answers: values in, values out."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from smoothschedule.event_handlers import ANNOUNCED, HANDLERS
from smoothschedule.webhooks.composing import _READERS
from smoothschedule.webhooks.rules import (
    LONGEST_ASKED,
    LONGEST_EXCERPT,
    MOST_TRIES,
    TROUBLES,
    WAITS,
    Trouble,
    excerpt,
    has_safe_scheme,
    secret_text,
    signature,
    trouble_of,
    wait_after,
)
from smoothschedule.webhooks.topics import TOPICS

MESSAGE = UUID(int=0)


def test_a_signature_is_that_of_the_standards_own_example() -> None:
    assert (
        signature(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
            message="msg_p5jXN8AQM9LWM0D4loKWxJek",
            timestamp=1614265330,
            body=b'{"test": 2432232314}',
        )
        == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


@pytest.mark.parametrize("secret", ["", "MfKQ9r8G", "whsec_not base64!"])
def test_what_is_no_secret_signs_nothing(secret: str) -> None:
    with pytest.raises(ValueError, match="signing secret"):
        signature(secret, message="m", timestamp=1, body=b"")


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=200), st.integers(0, 2**40))
def test_whatever_is_changed_the_signature_is_another(key: bytes, body: bytes, at: int) -> None:
    secret = secret_text(key)
    signed = signature(secret, message="msg_1", timestamp=at, body=body)
    assert signed == signature(secret, message="msg_1", timestamp=at, body=body)
    others = (
        signature(secret, message="msg_2", timestamp=at, body=body),
        signature(secret, message="msg_1", timestamp=at + 1, body=body),
        signature(secret, message="msg_1", timestamp=at, body=body + b"x"),
        signature(secret_text(key[::-1] + b"x"), message="msg_1", timestamp=at, body=body),
    )
    assert signed not in others


def test_eight_tries_take_a_bit_more_than_a_day() -> None:
    waits = [wait_after(tries, MESSAGE) for tries in range(1, MOST_TRIES + 1)]
    assert waits == [*WAITS, None]
    assert MOST_TRIES == 8
    assert timedelta(days=1) < sum(WAITS, timedelta()) < timedelta(days=1, hours=3)


@given(st.integers(1, MOST_TRIES - 1), st.uuids())
def test_messages_are_spread_by_a_tenth_at_most(tries: int, message: UUID) -> None:
    wait = wait_after(tries, message)
    assert wait is not None
    assert WAITS[tries - 1] <= wait <= WAITS[tries - 1] * 1.1


@pytest.mark.parametrize(
    ("asked", "waits"),
    [
        ("3600", timedelta(hours=1)),
        ("1", timedelta(seconds=5)),
        ("99999999", LONGEST_ASKED),
        ("999999999999", timedelta(seconds=5)),
        ("Wed, 21 Oct 2026 07:28:00 GMT", timedelta(seconds=5)),
        ("-5", timedelta(seconds=5)),
        ("", timedelta(seconds=5)),
    ],
)
def test_a_receiver_may_ask_for_more_time(asked: str, waits: timedelta) -> None:
    assert wait_after(1, MESSAGE, asked_seconds=asked) == waits


def test_only_a_2xx_takes_the_message() -> None:
    assert [trouble_of(status) for status in (200, 204, 299)] == [None, None, None]
    assert trouble_of(301) is Trouble.REDIRECT
    assert trouble_of(410) is Trouble.GONE
    assert {trouble_of(status) for status in (0, 199, 400, 404, 500, 503)} == {Trouble.STATUS}
    assert TROUBLES.keys() == set(Trouble)


@given(st.binary(max_size=9_000))
def test_an_excerpt_can_be_stored_and_shown(body: bytes) -> None:
    shown = excerpt(body)
    assert len(shown) <= LONGEST_EXCERPT
    assert "\x00" not in shown
    shown.encode()


def test_what_is_announced_can_be_chosen_and_can_be_told() -> None:
    assert {event.tag for event in ANNOUNCED} == set(TOPICS)
    assert ANNOUNCED.keys() <= HANDLERS.keys()
    for event, kind in ANNOUNCED.items():
        assert f"{kind}_id" in event.__dataclass_fields__, event
        assert kind in _READERS


@pytest.mark.parametrize(
    ("url", "in_production", "elsewhere"),
    [
        ("https://example.com/", True, True),
        ("HTTPS://example.com/", True, True),
        ("http://example.com/", False, True),
        ("httpsx://example.com/", False, False),
        ("ftp://example.com/", False, False),
        ("", False, False),
    ],
)
def test_production_sends_to_https_only(url: str, in_production: bool, elsewhere: bool) -> None:
    assert has_safe_scheme(url, is_production=True) is in_production
    assert has_safe_scheme(url, is_production=False) is elsewhere
