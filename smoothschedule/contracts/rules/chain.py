"""The chain of a contract's events: each names the hash of the one before.

Whoever alters, removes, adds or reorders an event breaks every hash after it, and the last
hash stands in the sealed document. Records are hashed as canonical JSON: keys sorted, no
spaces, text as UTF-8, moments in UTC to the microsecond.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

#: What is hashed of an event; `hash` itself is not among it.
HASHED: Final = (
    "contract_id",
    "number",
    "kind",
    "at",
    "signer_id",
    "user_id",
    "ip",
    "user_agent",
    "details",
    "prev_hash",
)


def next_link(prev_hash: str | None, record: Mapping[str, Any]) -> str:
    """The hash of an event that follows `prev_hash` (None: the first): 64 hexadecimal digits.

    `record`: every name of HASHED but prev_hash. Raises KeyError when one is missing.
    """
    whole = {**record, "prev_hash": prev_hash}
    return hashlib.sha256(canonical({name: whole[name] for name in HASHED})).hexdigest()


def canonical(value: Mapping[str, Any]) -> bytes:
    """The one way in which this value is written; raises TypeError for what is no JSON."""
    return json.dumps(
        _plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def first_break(contract_id: UUID, records: Iterable[Mapping[str, Any]]) -> int | None:
    """The number of the first event that does not fit, or None when the chain is whole.

    `records`: in order of their numbers, each with HASHED and `hash`. An event that is missing
    at the end does not show here, but by `reaches_its_end`.
    """
    before = None
    for expected, record in enumerate(records, start=1):
        is_next = record["number"] == expected and record["contract_id"] == contract_id
        if not is_next or record["prev_hash"] != before:
            return expected
        try:
            before = next_link(before, record)
        except TypeError:  # such a record was never hashed
            return expected
        if record["hash"] != before:
            return expected
    return None


def reaches_its_end(
    records: Sequence[Mapping[str, Any]], *, count: int, last_hash: str | None, is_sent: bool
) -> bool:
    """Whether no event is missing at the end, by what the contract itself keeps of its chain.

    Of a contract that was sent there is one at least, whatever it counts.
    """
    last = records[-1]["hash"] if records else None
    return len(records) == count and last == last_hash and (count > 0 or not is_sent)


def moment_text(at: datetime) -> str:
    """The one way in which a moment is written: in UTC, to the microsecond."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _plain(value: Any) -> Any:
    """Moments, ids and mappings as JSON has them; a float has no one spelling everywhere."""
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    raise TypeError(f"{type(value).__name__} cannot stand in an event.")
