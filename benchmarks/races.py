"""The races about single bookings, over HTTP, as tests and benchmarks run them.

Each race is prepared once and run any number of rounds; a round has a day to itself and
raises Broken when what must be true afterwards is not.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, TypeAlias
from uuid import UUID

from benchmarks.http_client import Answer, HttpClient, together
from benchmarks.stage import Stage

Round: TypeAlias = Callable[[int], list[Answer]]
"""Runs the round of that number; returns every answer there was."""


class Broken(AssertionError):
    """A promise was not kept."""


def at(number: int, clock: str) -> str:
    """The moment HH:MM on the day of that round, in UTC; the first day is next week's."""
    day = datetime.now(UTC).date() + timedelta(days=7 + number)
    return f"{day}T{clock}:00Z"


def expect(condition: object, what: str, answers: Sequence[Answer] = ()) -> None:
    """Raises Broken unless the condition holds."""
    if not condition:
        seen = Counter((answer.status, answer.problem) for answer in answers)
        raise Broken(f"{what}; answers: {dict(seen)}")


def created(answers: Sequence[Answer]) -> list[Answer]:
    """Those that wrote something; every other must be a conflict and nothing else."""
    for answer in answers:
        expect(answer.status in (200, 201, 409, 412), f"unexpected {answer}", answers)
    return [answer for answer in answers if answer.status in (200, 201)]


def booking(client: HttpClient, service: UUID, starts_at: str, **more: Any) -> Answer:
    """Staff book somebody in."""
    body = {"service_id": str(service), "starts_at": starts_at, "customer": {"name": "Ann"}}
    return client.call("POST", "/appointments", {**body, **more})


def holding(client: HttpClient, service: UUID, starts_at: str) -> Answer:
    """A visitor takes a slot."""
    body = {"service_id": str(service), "starts_at": starts_at}
    return client.call("POST", "/public/holds", body)


def confirming(client: HttpClient, held: Answer) -> Answer:
    """A visitor books the slot that is held."""
    guest = {"name": "Vera Visitor", "email": f"{secrets.token_hex(6)}@guests.example"}
    return client.call("POST", "/public/bookings", {"hold_token": held.body["token"], **guest})


def acting(
    client: HttpClient, seen: Answer, name: str, body: dict[str, Any] | None = None
) -> Answer:
    """Something is done to the appointment as it was seen."""
    path = f"/appointments/{seen.body['id']}/{name}"
    return client.call("POST", path, body, headers={"If-Match": seen.etag})


def same_slot_stampede(stage: Stage) -> Round:
    """One staff member, one free slot, 16 clients: half hold it as visitors, half book it."""
    staff = stage.resource("staff", (9, 10))
    service = stage.service(60, ("staff", [staff]))

    def run(number: int) -> list[Answer]:
        start = at(number, "09:00")
        answers = together(
            [lambda: holding(stage.visitor(), service, start)] * 8
            + [lambda: booking(stage.colleague(), service, start)] * 8
        )
        won = created(answers)
        expect(len(won) == 1, "exactly one gets the slot", answers)
        if "token" in won[0].body:
            answers.append(confirming(stage.visitor(), won[0]))
            expect(answers[-1].status == 201, "the hold can be booked", answers)
        return answers

    return run


def overlap_with_different_lengths(stage: Stage) -> Round:
    """09:00-09:30, 09:15-10:00 and 09:00-10:00 of one person, four clients each."""
    staff = stage.resource("staff", (9, 12))
    wanted = [
        (stage.service(minutes, ("staff", [staff])), clock)
        for minutes, clock in ((30, "09:00"), (45, "09:15"), (60, "09:00"))
    ]

    def run(number: int) -> list[Answer]:
        answers = together(
            [
                partial(booking, stage.colleague(), service, at(number, clock))
                for service, clock in wanted * 4
            ]
        )
        expect(len(created(answers)) == 1, "exactly one is created", answers)
        return answers

    return run


def staff_and_room_in_opposite_order(stage: Stage) -> Round:
    """Two services need the same two things, named in opposite order; eight clients each."""
    staff, room = stage.resource("staff", (9, 10)), stage.resource("room", (0, 24))
    needs = ("staff", [staff]), ("room", [room])
    services = stage.service(60, *needs), stage.service(60, *reversed(needs))

    def run(number: int) -> list[Answer]:
        start = at(number, "09:00")
        answers = together(
            [partial(booking, stage.colleague(), service, start) for service in services * 8]
        )
        won = created(answers)
        expect(len(won) == 1, "exactly one is created", answers)
        expect(len(won[0].body["allocations"]) == 2, "it has both", answers)
        return answers

    return run


def two_pending_one_approval(stage: Stage) -> Round:
    """Two ask for a slot that needs approval; then the one request is approved twice at once."""
    staff = stage.resource("staff", (9, 10))
    service = stage.service(60, ("staff", [staff]), requires_approval=True)

    def run(number: int) -> list[Answer]:
        start = at(number, "09:00")
        answers = together([lambda: holding(stage.visitor(), service, start)] * 2)
        won = created(answers)
        expect(len(won) == 1, "one request for one slot", answers)
        answers.append(confirming(stage.visitor(), won[0]))
        expect(answers[-1].body["state"] == "pending", "it waits for approval", answers)
        query = "SELECT id FROM appointments WHERE service_id = :id AND state = 'pending'"
        request = stage.scalar(query, id=service)
        matching = {"If-Match": answers[-1].etag}
        approve = together(
            [
                lambda: stage.colleague().call(
                    "POST", f"/appointments/{request}/approve", headers=matching
                )
            ]
            * 2
        )
        expect(len(created(approve)) == 1, "it is confirmed once", approve)
        return answers + approve

    return run


def hold_expires(stage: Stage) -> Round:
    """A's hold has run out when A confirms it and two others ask for the slot."""
    staff = stage.resource("staff", (9, 10))
    service = stage.service(60, ("staff", [staff]))
    expire = (
        "UPDATE appointments SET hold_expires_at = now() - interval '1 second'"
        " WHERE state = 'hold' AND service_id = :id RETURNING id"
    )

    def run(number: int) -> list[Answer]:
        start = at(number, "09:00")
        held = holding(stage.visitor(), service, start)
        expect(held.status == 201, "A holds the slot", [held])
        expect(stage.scalar(expire, id=service), "the hold is there", [held])
        answers = together(
            [lambda: confirming(stage.visitor(), held)]
            + [lambda: booking(stage.colleague(), service, start)] * 2
        )
        expect(answers[0].problem == "hold-expired", "A hears that it was too late", answers)
        expect(len(created(answers)) == 1, "one of the others has the slot", answers)
        return answers

    return run


def reschedule_race(stage: Stage) -> Round:
    """A moves from 09:00 to 10:00 while B books 10:00."""
    staff = stage.resource("staff", (9, 11))
    service = stage.service(60, ("staff", [staff]))

    def run(number: int) -> list[Answer]:
        first, second = at(number, "09:00"), at(number, "10:00")
        a = booking(stage.owner, service, first)
        expect(a.status == 201, "A is booked", [a])
        answers = together(
            [
                lambda: acting(stage.colleague(), a, "move", {"starts_at": second}),
                lambda: booking(stage.colleague(), service, second),
            ]
        )
        expect(len(created(answers)) == 1, "one of them has 10:00", answers)
        now = stage.owner.call("GET", f"/appointments/{a.body['id']}").body["starts_at"]
        expect(now == (second if answers[0].status == 200 else first), "A is where it should be")
        again = booking(stage.owner, service, first)
        free = answers[0].status == 200
        expect(again.status == (201 if free else 409), "09:00 is free once A has left", [again])
        return [a, *answers, again]

    return run


def two_moves_cross(stage: Stage) -> Round:
    """A at 09:00 and B at 10:00 move onto each other at once: each waits for the other's row."""
    staff = stage.resource("staff", (9, 11))
    service = stage.service(60, ("staff", [staff]))

    def run(number: int) -> list[Answer]:
        clocks = at(number, "09:00"), at(number, "10:00")
        booked = [booking(stage.owner, service, clock) for clock in clocks]
        expect(all(each.status == 201 for each in booked), "both are booked", booked)
        answers = together(
            [
                partial(acting, stage.colleague(), each, "move", {"starts_at": clock})
                for each, clock in zip(booked, reversed(clocks), strict=True)
            ]
        )
        expect(not created(answers), "neither can have the other's place", answers)
        expect({each.problem for each in answers} == {"slot-taken"}, "both hear why", answers)
        return [*booked, *answers]

    return run


def retry_is_not_a_second_booking(stage: Stage) -> Round:
    """A client whose answers get lost sends the same request four times."""
    staff = stage.resource("staff", (9, 12))
    service = stage.service(60, ("staff", [staff]))

    def run(number: int) -> list[Answer]:
        start, key = at(number, "09:00"), secrets.token_hex(16)
        body = {"service_id": str(service), "starts_at": start, "customer": {"name": "Ann"}}
        answers = together(
            [
                lambda: stage.colleague().call(
                    "POST", "/appointments", body, headers={"Idempotency-Key": key}
                )
            ]
            * 4
        )
        ids = {answer.body.get("id") for answer in answers}
        expect(all(answer.status == 201 for answer in answers), "each is told it worked", answers)
        expect(len(ids) == 1, "it is one appointment", answers)
        return answers

    return run


def any_staff_two_clients_two_free(stage: Stage) -> Round:
    """Two free staff, two clients at once; then a third client."""
    staff = [stage.resource("staff", (9, 10)) for _ in range(2)]
    service = stage.service(60, ("staff", staff))

    def run(number: int) -> list[Answer]:
        start = at(number, "09:00")
        answers = together([lambda: booking(stage.colleague(), service, start)] * 2)
        taken = {answer.body["allocations"][0]["resource_id"] for answer in created(answers)}
        expect(taken == {str(id) for id in staff}, "both have somebody of their own", answers)
        third = booking(stage.owner, service, start)
        expect(third.problem == "slot-taken", "nobody is left for a third", [third])
        return [*answers, third]

    return run
