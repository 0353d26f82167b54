"""The races about seats of classes, over HTTP, as tests and benchmarks run them."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from benchmarks.http_client import Answer, together
from benchmarks.races import Round, acting, at, booking, confirming, created, expect, holding
from benchmarks.stage import Stage

SEATS = 5


def class_capacity(stage: Stage) -> Round:
    """A class with five seats, empty; 20 clients take one each, half of them as visitors."""
    service = _class(stage)

    def run(number: int) -> list[Answer]:
        start = at(number, "09:00")
        answers = together(
            [lambda: holding(stage.visitor(), service, start)] * 10
            + [lambda: booking(stage.colleague(), service, start)] * 10
        )
        won = created(answers)
        expect(len(won) == SEATS, "exactly five get a seat", answers)
        lost = [answer for answer in answers if answer.status == 409]
        expect(len(lost) == 15, "fifteen hear that it is full", answers)
        held = [answer for answer in won if "token" in answer.body]
        answers += together([partial(confirming, stage.visitor(), each) for each in held])
        created(answers)
        expect(_counted(stage, service, start) == (1, SEATS), "five participants of one", answers)
        return answers

    return run


def join_against_leaving(stage: Stage) -> Round:
    """The only participant calls off while four others come: nobody comes to nothing."""
    service = _class(stage)

    def run(number: int) -> list[Answer]:
        start = at(number, "09:00")
        first = booking(stage.owner, service, start)
        expect(first.status == 201, "somebody comes", [first])
        answers = together(
            [lambda: acting(stage.colleague(), first, "cancel", {})]
            + [lambda: booking(stage.colleague(), service, start)] * 4
        )
        expect(len(created(answers)) == 5, "all of it happens", answers)
        expect(_counted(stage, service, start) == (1, 4), "four come to one session", answers)
        return [first, *answers]

    return run


def join_against_moving(stage: Stage) -> Round:
    """The session moves while four join it: each comes to where a session really is."""
    service = _class(stage)

    def run(number: int) -> list[Answer]:
        start, later = at(number, "09:00"), at(number, "10:00")
        first = booking(stage.owner, service, start)
        session = stage.owner.call("GET", f"/appointments/{first.body['session_id']}")
        answers = together(
            [lambda: acting(stage.colleague(), session, "move", {"starts_at": later})]
            + [lambda: booking(stage.colleague(), service, start)] * 4
        )
        created(answers)
        expect(answers[0].status == 200, "the session moves", answers)
        here, there = (_counted(stage, service, clock) for clock in (start, later))
        came = sum(answer.status == 201 for answer in answers[1:])
        expect(here[1] + there[1] == 1 + came, "nobody is lost", answers)
        expect(there[0] == 1 and here[0] == (1 if here[1] else 0), "no session is empty", answers)
        return [first, session, *answers]

    return run


def _class(stage: Stage) -> UUID:
    staff = stage.resource("staff", (9, 12))
    return stage.service(60, ("staff", [staff]), capacity=SEATS)


def _counted(stage: Stage, service: UUID, start: str) -> tuple[int, int]:
    """Sessions that stand then, and who comes to them."""
    counted = [
        stage.scalar(
            "SELECT count(*) FROM appointments WHERE service_id = :id AND starts_at = :start"
            f" AND is_blocking AND {kind}",
            id=service,
            start=start,
        )
        for kind in ("is_session", "session_id IS NOT NULL")
    ]
    return counted[0], counted[1]
