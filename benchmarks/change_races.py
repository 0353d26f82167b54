"""The races about what is booked already: taking back, swapping, overlapping on purpose."""

from __future__ import annotations

from functools import partial

from benchmarks.http_client import Answer, together
from benchmarks.races import Round, acting, at, booking, created, expect, holding
from benchmarks.stage import Stage

HALF = 8


def undo_cancel_into_taken_slot(stage: Stage) -> Round:
    """A is called off; eight take that back while eight others book the slot."""
    service = stage.service(60, ("staff", [stage.resource("staff", (9, 10))]))

    def run(number: int) -> list[Answer]:
        start = at(number, "09:00")
        a = booking(stage.owner, service, start)
        off = acting(stage.owner, a, "cancel", {})
        answers = together(
            [lambda: acting(stage.colleague(), off, "undo")] * HALF
            + [lambda: booking(stage.colleague(), service, start)] * HALF
        )
        won = created(answers)
        expect(len(won) == 1, "one of the sixteen has the slot", answers)
        if won[0].body["id"] == a.body["id"]:  # then it is called off once more, and B faster
            off = acting(stage.owner, won[0], "cancel", {})
            answers.append(booking(stage.owner, service, start))
            expect(answers[-1].status == 201, "B books the slot", answers)
        late = acting(stage.owner, off, "undo")
        expect(late.problem == "slot-taken", "taking back hears why not", [late])
        state = stage.owner.call("GET", f"/appointments/{a.body['id']}").body["state"]
        expect(state == "cancelled", "A stays called off")
        return [a, *answers, late]

    return run


def swap_two(stage: Stage) -> Round:
    """A at 09:00 and B at 10:00 are swapped by eight at once, while eight want either place."""
    service = stage.service(60, ("staff", [stage.resource("staff", (9, 11))]))

    def run(number: int) -> list[Answer]:
        clocks = at(number, "09:00"), at(number, "10:00")
        booked = [booking(stage.owner, service, clock) for clock in clocks]
        seen = [{"id": each.body["id"], "version": each.body["version"]} for each in booked]
        answers = together(
            [lambda: stage.colleague().call("POST", "/appointments/swap", {"appointments": seen})]
            * HALF
            + [
                partial(booking, stage.colleague(), service, clock)
                for clock in clocks * (HALF // 2)
            ]
        )
        expect(len(created(answers)) == 1, "they are swapped once", answers)
        expect(not created(answers[HALF:]), "nobody gets in between", answers)
        now = [
            stage.owner.call("GET", f"/appointments/{each.body['id']}").body["starts_at"]
            for each in booked
        ]
        expect(now == list(reversed(clocks)), "each is where the other was", answers)
        return [*booked, *answers]

    return run


def staff_may_override_customer_may_not(stage: Stage) -> Round:
    """A slot is taken: eight visitors hear so, eight of the staff book over it on purpose."""
    service = stage.service(60, ("staff", [stage.resource("staff", (9, 10))]))

    def run(number: int) -> list[Answer]:
        start = at(number, "09:00")
        first = booking(stage.owner, service, start)
        answers = together(
            [lambda: holding(stage.visitor(), service, start)] * HALF
            + [lambda: booking(stage.colleague(), service, start, overlap=True)] * HALF
        )
        expect(not created(answers[:HALF]), "no visitor gets it", answers)
        over = created(answers[HALF:])
        expect(len(over) == HALF, "all of the staff do", answers)
        flags = {row["is_overlap"] for each in over for row in each.body["allocations"]}
        expect(flags == {True}, "each is flagged", answers)
        return [first, *answers]

    return run
