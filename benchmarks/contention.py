"""Booking over HTTP while others book too: never an overlap, never a server error.

    python -m benchmarks.contention [--small]

Real gunicorn processes, commits that wait for the disk, 16 clients with connections of
their own that are let go together.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from time import perf_counter
from typing import Any
from uuid import UUID

from benchmarks.all_races import RACES, run_race
from benchmarks.figures import Report, p50, progress, run, spread
from benchmarks.http_client import Answer, together
from benchmarks.installation import installation
from benchmarks.stage import Stage, open_stage

CLIENTS = 16
#: Doubled up to all: what a processor bears tells what a machine of more of them would.
ON_ONE_SLOT = (2, 4, 8, CLIENTS)
HOURS = (0, 24)
#: Status, problem and seconds of one booking.
Outcome = tuple[int, str, float]


def measure(is_small: bool) -> Report:
    """Counts and times of hot and spread bookings, then rounds of every race."""
    rounds, race_rounds = (3, 2) if is_small else (100, 60)
    report = Report(f"Contention: {CLIENTS} clients book over HTTP")
    with installation(durable=True) as install:
        for process in ("web", "relay", "worker"):
            install.start(process)
        stage = open_stage(install.runtime, install.web_port, "contention")
        progress("one client alone, then some on one slot, then 16 on slots of their own")
        alone = _alone(stage, rounds)
        _tell(report, "1 client, nobody else", alone, alone)
        for clients in ON_ONE_SLOT:
            _tell(report, f"{clients} clients, one slot", _hot(stage, rounds, clients), alone)
        _tell(report, f"{CLIENTS} clients, slots of their own", _apart(stage, rounds), alone)
        # What no cleverness of booking can be faster than: they all ask who they are.
        _tell(report, f"{CLIENTS} clients, GET /me at once", _floor(stage, rounds), alone)
        report.add("pairs of bookings that overlap, by SQL", None, str(stage.overlaps()))
        for name in RACES:
            progress(f"race: {name}")
            _race(report, open_stage(install.runtime, install.web_port, name), name, race_rounds)
    return report


def _race(report: Report, stage: Stage, name: str, rounds: int) -> None:
    seen = run_race(stage, name, rounds=rounds)
    counts = ", ".join(f"{count} x {answer}" for answer, count in sorted(seen.items()))
    report.add(
        f"race {name}", None, f"{rounds} rounds, every promise kept, 0 overlaps; answers: {counts}"
    )


def _alone(stage: Stage, rounds: int) -> list[Outcome]:
    service = _service(stage, people=1)
    return [_book(stage, service, slot) for slot in _slots(rounds)]


def _hot(stage: Stage, rounds: int, clients: int) -> list[Outcome]:
    """All want the one slot of the round: one gets it, the others hear that it is taken."""
    service = _service(stage, people=1)
    found = []
    for slot in _slots(rounds):
        outcomes = _together([partial(_book, stage, service, slot)] * clients)
        created = sum(status == 201 for status, _, _ in outcomes)
        if created != 1:
            raise AssertionError(f"{created} bookings of one slot")
        found += outcomes
    return found


def _apart(stage: Stage, rounds: int) -> list[Outcome]:
    """Each wants a slot that nobody else wants, of one of four people."""
    services = [_service(stage, people=1) for _ in range(4)]
    slots = list(_slots(rounds * CLIENTS // len(services)))
    wanted = [(service, slot) for slot in slots for service in services]
    found = []
    for number in range(rounds):
        mine = wanted[number * CLIENTS : (number + 1) * CLIENTS]
        found += _together([partial(_book, stage, service, slot) for service, slot in mine])
    return found


def _floor(stage: Stage, rounds: int) -> list[Outcome]:
    """Nobody books: each asks for what nobody else changes."""
    asks = [partial(_call, stage, "GET", "/me")] * CLIENTS
    return [outcome for _ in range(rounds) for outcome in _together(asks)]


def _service(stage: Stage, *, people: int) -> UUID:
    staff = [stage.resource("staff", HOURS) for _ in range(people)]
    return stage.service(30, ("staff", staff))


def _slots(count: int) -> list[str]:
    """Moments half an hour apart, from tomorrow on."""
    first = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    first += timedelta(days=1)
    moments = (first + timedelta(minutes=30 * number) for number in range(count))
    return [moment.strftime("%Y-%m-%dT%H:%M:00Z") for moment in moments]


def _book(stage: Stage, service: UUID, slot: str) -> Outcome:
    body = {"service_id": str(service), "starts_at": slot, "customer": {"name": "Ann"}}
    return _call(stage, "POST", "/appointments", body)


def _call(stage: Stage, method: str, path: str, body: Any = None) -> Outcome:
    client = stage.colleague()
    began = perf_counter()
    answer = client.call(method, path, body)
    return answer.status, answer.problem, perf_counter() - began


def _together(acts: Sequence[Callable[[], Outcome]]) -> list[Outcome]:
    outcomes: list[Outcome] = []

    def run_one(act: Callable[[], Outcome]) -> Answer:
        outcomes.append(act())
        return Answer(outcomes[-1][0], None, "")

    together([partial(run_one, act) for act in acts])
    return outcomes


def _tell(report: Report, what: str, outcomes: Sequence[Outcome], alone: Sequence[Outcome]) -> None:
    seconds = [took for _, _, took in outcomes]
    seen = Counter(f"{status} {problem}".strip() for status, problem, _ in outcomes)
    errors = sum(status >= 500 for status, _, _ in outcomes)
    counts = ", ".join(f"{count} x {answer}" for answer, count in sorted(seen.items()))
    report.add(
        f"{what}: p50 / that of one alone",
        p50(seconds) / p50([took for _, _, took in alone]),
        f"{counts}, {errors} server errors; {spread(seconds)}",
    )


if __name__ == "__main__":
    run("contention", measure, __doc__)
