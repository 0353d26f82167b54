"""What a file that somebody dropped turned out to be."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Verdict(StrEnum):
    """What a file is. `unclear` says nothing about it: checking it failed on our side."""

    UNCHANGED = "unchanged"
    ADDED_TO = "added_to"
    BROKEN = "broken"
    FOREIGN = "foreign"
    UNSEALED = "unsealed"
    UNREADABLE = "unreadable"
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class Verified:
    """What the file is and, for a seal of ours, when it was made by its own word.

    `timestamped_at` is the word of a time stamp server. `sealed_bytes`: how much of the file
    the seal covers from its beginning. `reason`: what stands in the seal as its reason, read
    from those bytes alone. `trouble`: for the log, what kept us from an ordinary verdict.
    """

    verdict: Verdict
    sealed_at: datetime | None = None
    timestamped_at: datetime | None = None
    sealed_bytes: int = 0
    reason: str | None = None
    trouble: str | None = None
