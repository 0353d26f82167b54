"""People who book and sign all the time, until they are asked to leave."""

from __future__ import annotations

import itertools
import random
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg

from benchmarks.chaos.ledger import Ledger, Promise
from benchmarks.chaos.patient import NoAnswer, Patient
from benchmarks.chaos.town import Town
from benchmarks.paper import Asked, Paper, seen_in, signature
from benchmarks.signing_races import send

VISITORS, SIGNERS = 4, 1
VISITOR_PAUSE_SECONDS, SIGNER_PAUSE_SECONDS = 0.5, 1.2
#: More work than this waits only while something is down: then nobody new comes, so that a slow
#: machine is measured by how it recovers and not by how long its queue is.
MOST_WAITING = 12
WAITING = (
    "SELECT (SELECT count(*) FROM jobs WHERE state = 'queued')"
    " + (SELECT count(*) FROM outbox_events WHERE handled_at IS NULL)"
)
#: So many try for each slot.
RIVALS = 2
MINUTES = 30


@dataclass(slots=True)
class Load:
    """What people want: slots of one service, and contracts that wait for their signatures."""

    town: Town
    ledger: Ledger
    service: UUID
    papers: deque[tuple[str, Paper]] = field(default_factory=deque)
    stopping: threading.Event = field(default_factory=threading.Event)
    waiting: int = 0
    _slots: Iterator[int] = field(default_factory=itertools.count)

    def patient(self) -> Patient:
        town = self.town
        return Patient(town.ports, town.stage.host, self.ledger, town.clock)

    def prepare(self, count: int) -> None:
        """So many contracts more wait, each for one signer with an address of their own."""
        for _ in range(count):
            email = f"{secrets.token_hex(8)}@signers.example"
            paper = send(self.town.stage, Asked("ann", "Ann Signer", email))
            self.papers.append((email, paper))

    def next_start(self) -> str:
        """A slot that others are after, too."""
        at = next(self._slots) // RIVALS
        midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
        return f"{midnight + timedelta(days=7, minutes=MINUTES * at):%Y-%m-%dT%H:%M:00Z}"

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """They come and go until the block ends; then everybody has finished."""
        threads = [
            threading.Thread(target=self._again_and_again, args=(act, pause), daemon=True)
            for act, pause, count in (
                (self._somebody_books, VISITOR_PAUSE_SECONDS, VISITORS),
                (self._somebody_signs, SIGNER_PAUSE_SECONDS, SIGNERS),
            )
            for _ in range(count)
        ]
        threads.append(threading.Thread(target=self._watch, daemon=True))
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self.stopping.set()
        # Whoever waits for an answer gets one, unless the run was broken off.
        for thread in threads:
            thread.join()

    def _watch(self) -> None:
        """Knows how much work waits; nothing while PostgreSQL is away."""
        while not self.stopping.wait(0.5):
            try:
                ((count,),) = self.town.sql(WAITING)
            except psycopg.OperationalError:
                count = 0
            self.waiting = int(count)

    def _again_and_again(self, act: Callable[[], object], pause: float) -> None:
        while not self.stopping.is_set():
            if self.waiting > MOST_WAITING:
                self.stopping.wait(pause)
                continue
            try:
                act()
            except NoAnswer as error:
                self.ledger.complain(str(error))
            except Exception as error:  # noqa: BLE001 - told, not hidden in a thread
                self.ledger.complain(f"a client broke down: {type(error).__name__}: {error}")
            self.stopping.wait(random.uniform(0.5, 1.5) * pause)

    def _somebody_books(self) -> None:
        book(self, self.next_start())

    def _somebody_signs(self) -> None:
        try:
            email, paper = self.papers.popleft()
        except IndexError:
            return
        sign(self, email, paper)


def book(load: Load, start: str, *, service: UUID | None = None) -> Promise | None:
    """Somebody took the slot and booked it, and some of them asked once more; None when others
    were faster. Raises NoAnswer."""
    ledger, patient, key = load.ledger, load.patient(), secrets.token_hex(8)
    person = f"{key}@guests.example"
    ledger.begin("bookings")
    try:
        wanted = {"service_id": str(service or load.service), "starts_at": start}
        held = patient.ask("POST", "/public/holds", wanted, key=f"hold-{key}")
        if held.status != 201:
            ledger.refuse(held.problem)
            return None
        guest = {"hold_token": held.body["token"], "name": "Vera Visitor", "email": person}
        answers = []
        for _ in range(random.choice((1, 1, 2))):
            booked = patient.ask("POST", "/public/bookings", guest, key=key)
            if booked.status != 201:
                ledger.complain(f"a hold could not be booked: {booked.status} {booked.problem}")
                return None
            subject = str(booked.body["manage_token"])
            moment = load.town.clock()
            answers.append(Promise("booking", key, person, subject, moment, patient.tries))
    finally:
        ledger.end("bookings")
    for answer in answers:
        ledger.promise(answer)
    return answers[0]


def sign(
    load: Load, email: str, paper: Paper, *, before_last: Callable[[], None] = lambda: None
) -> Promise | None:
    """Somebody agreed, drew, and signed, `before_last` happened first. Raises NoAnswer."""
    ledger, patient, key = load.ledger, load.patient(), secrets.token_hex(8)
    root = f"/signing/{paper.tokens['ann']}"
    ink = {"kind": "signature", "how": "drawn", "png": signature()}
    ledger.begin("signings")
    try:
        agreed = patient.ask("POST", f"{root}/consent", {"version": "2026-11", "language": "en"})
        image = patient.ask("POST", f"{root}/images", ink) if agreed.status == 200 else agreed
        if image.status != 201:
            ledger.complain(f"a signer was turned away: {image.status} {image.problem}")
            return None
        value = {"value": {"image_id": image.body["id"]}}
        patient.ask("PUT", f"{root}/values/sign_ann", value)
        seen = seen_in(patient.ask("GET", root).body)
        before_last()
        done = patient.ask("POST", f"{root}/finish", seen, key=key)
        if done.status != 200:
            ledger.complain(f"a signer could not finish: {done.status} {done.problem}")
            return None
    finally:
        ledger.end("signings")
    promise = Promise("signing", key, email, str(paper.id), load.town.clock(), patient.tries)
    ledger.promise(promise)
    return promise
