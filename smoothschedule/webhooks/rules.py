"""How a message is signed, when it is tried again, and why it may come to nothing.

Messages have the form of Standard Webhooks (standardwebhooks.com), so that receivers check them
with a library. Values in, values out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
from collections.abc import Mapping, Sequence
from datetime import timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

#: How a secret begins, so that people and scanners know what they found.
SECRET_MARK: Final = "whsec_"  # noqa: S105 - no secret
SECRET_BYTES: Final = 32
#: Waits before the second and each later try: eight tries over a bit more than a day.
WAITS: Final[Sequence[timedelta]] = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=5),
    timedelta(hours=8),
    timedelta(hours=10),
)
MOST_TRIES: Final = len(WAITS) + 1
#: A receiver may ask for more time than that, but not for ever.
LONGEST_ASKED: Final = timedelta(days=1)
#: After so many messages in a row that came to nothing the address is switched off.
FAILURES_UNTIL_OFF: Final = 3
GONE: Final = 410
LONGEST_EXCERPT: Final = 1_000
#: So long nothing more is sent to a receiver that did not answer: each try holds a worker, which
#: other businesses wait for.
PAUSE_SECONDS: Final = 60


class Trouble(StrEnum):
    """Why a message did not arrive."""

    ADDRESS = "address"
    NAME = "name"
    PRIVATE = "private"
    UNREACHABLE = "unreachable"
    SLOW = "slow"
    PAUSED = "paused"
    REDIRECT = "redirect"
    STATUS = "status"
    GONE = "gone"
    SEALED = "sealed"
    OFF = "off"


TROUBLES: Final[Mapping[Trouble, str]] = {
    Trouble.ADDRESS: "This is no address that messages can be sent to.",
    Trouble.NAME: "There is no server of this name.",
    Trouble.PRIVATE: "The address leads into a private network, where we do not send.",
    Trouble.UNREACHABLE: "The server could not be reached, or its certificate is not in order.",
    Trouble.SLOW: "The server took too long to answer.",
    Trouble.PAUSED: "The server had just taken too long for another message, so this one waits.",
    Trouble.REDIRECT: "The server points to another address. Enter that one instead.",
    Trouble.STATUS: "The server answered that it did not take the message.",
    Trouble.GONE: "The server says that nobody listens there any more.",
    Trouble.SEALED: "The signing secret can no longer be opened. Please make a new one.",
    Trouble.OFF: "The webhook was switched off before the message could be sent.",
}


def message_id(delivery_id: UUID) -> str:
    """What receivers tell messages apart by; the same at every try."""
    return f"msg_{delivery_id.hex}"


def secret_text(key: bytes) -> str:
    """A secret as people copy it."""
    return SECRET_MARK + base64.b64encode(key).decode()


def signature(secret: str, *, message: str, timestamp: int, body: bytes) -> str:
    """The `v1` signature of one message; raises ValueError for what is no secret of ours."""
    if not secret.startswith(SECRET_MARK):
        raise ValueError("A signing secret begins with whsec_.")
    try:
        key = base64.b64decode(secret.removeprefix(SECRET_MARK), validate=True)
    except binascii.Error as error:
        raise ValueError("A signing secret is base64.") from error
    signed = f"{message}.{timestamp}.".encode() + body
    return "v1," + base64.b64encode(hmac.digest(key, signed, hashlib.sha256)).decode()


def headers_of(
    secrets: Sequence[str], *, message: str, timestamp: int, body: bytes
) -> dict[str, str]:
    """What goes with the body: one signature for each secret that still counts."""
    signed = [signature(s, message=message, timestamp=timestamp, body=body) for s in secrets]
    return {
        "Content-Type": "application/json",
        "webhook-id": message,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": " ".join(signed),
    }


def has_safe_scheme(url: str, *, is_production: bool) -> bool:
    """Only https keeps what is sent from others; development may do without."""
    schemes = ("https://",) if is_production else ("https://", "http://")
    return url.lower().startswith(schemes)


def trouble_of(status: int) -> Trouble | None:
    """What an answer means: only 2xx takes the message."""
    if 200 <= status < 300:
        return None
    if 300 <= status < 400:
        return Trouble.REDIRECT
    return Trouble.GONE if status == GONE else Trouble.STATUS


def wait_after(tries: int, message: UUID, *, asked_seconds: str | None = None) -> timedelta | None:
    """How long until the next try after so many; None when there is none.

    Up to a tenth longer, another for each message, so that what failed together does not come
    back together. `asked_seconds` is a Retry-After in seconds.
    """
    if tries >= MOST_TRIES:
        return None
    spread = 1 + (message.int % 1_000) / 10_000
    wait = WAITS[tries - 1] * spread
    if asked_seconds is not None and asked_seconds.isdecimal() and len(asked_seconds) < 9:
        wait = max(wait, min(timedelta(seconds=int(asked_seconds)), LONGEST_ASKED))
    return wait


def excerpt(body: bytes) -> str:
    """The beginning of an answer, as text that can be stored and shown."""
    text = body[: 4 * LONGEST_EXCERPT].decode("utf-8", "replace")
    shown = "".join(char for char in text if char.isprintable() or char in "\n\t")
    return shown[:LONGEST_EXCERPT]
