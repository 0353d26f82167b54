"""What was lost, what happened twice, and which promise was broken: values in, values out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.chaos.ledger import Promise, Trouble

#: A client may hear of trouble a moment after everything is back.
GRACE_SECONDS = 2.0
#: What a client may meet while something is down: an honest no, or a line that was cut.
HONEST = frozenset({"refused", "cut", "503"})


@dataclass(frozen=True, slots=True)
class Window:
    """Something was down from `began` until `back`."""

    name: str
    began: float
    back: float

    def holds(self, moment: float) -> bool:
        return self.began <= moment <= self.back + GRACE_SECONDS


@dataclass(frozen=True, slots=True)
class Contract:
    """What became of a contract that somebody signed. `verdict`: what its seal says."""

    state: str
    path: str | None
    verdict: str


@dataclass(slots=True)
class Evidence:
    """What is there once everything is quiet."""

    #: Address of a guest -> appointments of theirs.
    bookings: Counter[str] = field(default_factory=Counter)
    overlaps: int = 0
    contracts: dict[str, Contract] = field(default_factory=dict)
    #: Message-ID -> copies that were sent.
    mails: Counter[str] = field(default_factory=Counter)
    #: Address -> Message-IDs that went there.
    mailed: dict[str, set[str]] = field(default_factory=dict)
    #: Jobs by name and state, those that are done apart.
    open_jobs: Counter[str] = field(default_factory=Counter)
    untold_events: int = 0


@dataclass(frozen=True, slots=True)
class Count:
    """Of the promises made in one stretch of time."""

    promises: int
    lost: int
    twice: int
    mails_twice: int


def lost(promise: Promise, evidence: Evidence) -> str | None:
    """What is missing of what was promised, if anything."""
    if promise.kind == "booking" and not evidence.bookings[promise.person]:
        return f"the booking of {promise.person} is gone"
    if promise.kind == "signing":
        found = evidence.contracts.get(promise.subject)
        if found is None or found.state != "completed" or found.path is None:
            state = found.state if found else "gone"
            return f"contract {promise.subject} was signed and is {state}"
        if found.verdict != "unchanged":
            return f"the seal of contract {promise.subject} is {found.verdict}"
    if not evidence.mailed.get(promise.person):
        return f"{promise.person} never got a mail"
    return None


def twice(promise: Promise, evidence: Evidence) -> str | None:
    """What is there more often than it was promised, if anything."""
    if promise.kind == "booking" and evidence.bookings[promise.person] > 1:
        return f"{promise.person} has {evidence.bookings[promise.person]} bookings for one key"
    return None


def mails_twice(promise: Promise, evidence: Evidence) -> int:
    """How many of this promise's mails went out a second time, which is allowed."""
    ids = evidence.mailed.get(promise.person, set())
    return sum(evidence.mails[id] > 1 for id in ids)


def counted(promises: Iterable[Promise], evidence: Evidence) -> Count:
    """How these promises were kept."""
    these = set_of(promises)
    return Count(
        len(these),
        sum(lost(each, evidence) is not None for each in these),
        sum(twice(each, evidence) is not None for each in these),
        sum(mails_twice(each, evidence) for each in these),
    )


def set_of(promises: Iterable[Promise]) -> list[Promise]:
    """Each promise once, though its client asked again."""
    return list({(each.kind, each.key): each for each in promises}.values())


def untimely(troubles: Iterable[Trouble], windows: Sequence[Window]) -> list[Trouble]:
    """Troubles that nothing excuses: of a kind that never may be, or while nothing was down."""
    return [
        each
        for each in troubles
        if each.what not in HONEST or not any(window.holds(each.moment) for window in windows)
    ]


def keys_with_two_answers(promises: Iterable[Promise]) -> list[str]:
    """Idempotency keys that led to more than one thing."""
    seen: dict[str, str] = {}
    return [
        each.key for each in promises if seen.setdefault(each.key, each.subject) != each.subject
    ]


def shared_files(contracts: Mapping[str, Contract]) -> list[str]:
    """Sealed files that two contracts claim."""
    paths = Counter(each.path for each in contracts.values() if each.path is not None)
    return [path for path, count in paths.items() if count > 1]


def broken(
    promises: Sequence[Promise],
    evidence: Evidence,
    troubles: Iterable[Trouble],
    windows: Sequence[Window],
) -> list[str]:
    """Every promise of the product that was not kept, in plain words; empty when all were."""
    each_once = set_of(promises)
    found = [said for each in each_once for said in (lost(each, evidence),) if said]
    found += [said for each in each_once for said in (twice(each, evidence),) if said]
    known = {each.person for each in promises if each.kind == "booking"}
    found += [
        f"{person} has a booking that nobody was told of"
        for person in evidence.bookings
        if person not in known
    ]
    found += [f"key {key} led to two things" for key in keys_with_two_answers(promises)]
    if evidence.overlaps:
        found.append(f"{evidence.overlaps} pairs of bookings overlap")
    found += [f"two contracts claim {path}" for path in shared_files(evidence.contracts)]
    found += [f"mail {id} went out {n} times" for id, n in evidence.mails.items() if n > 2]
    found += [f"{count} jobs are {name}" for name, count in evidence.open_jobs.items()]
    if evidence.untold_events:
        found.append(f"{evidence.untold_events} events wait in the outbox")
    found += [
        f"a client met {each.what} on {each.path} at {each.moment:.1f} s"
        for each in untimely(troubles, windows)
    ]
    return found
