"""The races about signing, over HTTP, as tests and benchmarks run them.

Each round has a contract of its own and ends in exactly one way, whoever was faster; it raises
Broken when what must be true afterwards is not.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from sqlalchemy import text

from benchmarks.http_client import Answer, HttpClient, together
from benchmarks.paper import Asked, Paper, box, seen_in, sent_contract, signature, to_sign
from benchmarks.races import expect
from benchmarks.stage import Stage
from smoothschedule.contracts.operations.sweeping import sweep

Round: TypeAlias = Callable[[Stage], list[Answer]]
"""Sends a contract and lets people at it; returns every answer there was."""

ANN = Asked("ann", "Ann First", "ann@signers.example")
BEN = Asked("ben", "Ben Second", "ben@signers.example")
SWEPT = Answer(200, {}, "")


class Seat:
    """A signer in a browser tab of their own, who has agreed and put down a signature."""

    def __init__(self, stage: Stage, token: str, field: str | None) -> None:
        self.client: HttpClient = stage.visitor()
        self.root = f"/signing/{token}"
        self.seen: dict[str, Any] = {}
        agreed = self.call("POST", "/consent", {"version": "2026-11", "language": "en"})
        expect(agreed.status == 200, "they agree", [agreed])
        if field is not None:
            ink = {"kind": "signature", "how": "drawn", "png": signature()}
            image = self.call("POST", "/images", ink)
            expect(image.status == 201, "they draw", [image])
            self.save(field, {"image_id": image.body["id"]})
        self.look()

    def call(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        return self.client.call(method, f"{self.root}{path}", body, headers=headers)

    def look(self) -> Seat:
        """They see the page as it is now."""
        self.seen = seen_in(self.call("GET", "").body)
        return self

    def save(self, field: str, value: Any) -> Answer:
        answer = self.call("PUT", f"/values/{field}", {"value": value})
        if answer.status == 200:
            self.seen["version"] = answer.body["version"]
        return answer

    def finish(self, **headers: str) -> Answer:
        return self.call("POST", "/finish", self.seen, **headers)

    def decline(self) -> Answer:
        return self.call("POST", "/decline", {"reason": "No."})


def send(stage: Stage, *people: Asked, **wish: Any) -> Paper:
    """A contract that these people are asked to sign."""
    runtime = stage.runtime
    with stage.work() as work:
        return sent_contract(
            work,
            files=runtime.files,
            secret_key=runtime.settings.secret_key,
            people=people,
            **wish,
        )


def seats(stage: Stage, paper: Paper) -> list[Seat]:
    """Everybody of the contract, ready to sign."""
    return [Seat(stage, token, f"sign_{key}") for key, token in paper.tokens.items()]


def state_of(stage: Stage, paper: Paper) -> str:
    return str(stage.scalar("SELECT state FROM contracts WHERE id = :id", id=paper.id))


def events(stage: Stage, paper: Paper) -> Counter[str]:
    """How often each kind of event stands in the contract's evidence, without any gap."""
    with stage.work() as work:
        query = text(
            "SELECT number, kind FROM contract_events WHERE contract_id = :id ORDER BY number"
        )
        rows = work.session.execute(query, {"id": paper.id}).all()
    expect([row.number for row in rows] == list(range(1, len(rows) + 1)), "the chain has no gap")
    return Counter(row.kind for row in rows)


def told(stage: Stage, name: str, contract_id: UUID) -> int:
    """How often the outbox tells this of the contract."""
    query = (
        "SELECT count(*) FROM outbox_events WHERE name = :name AND payload->>'contract_id' = :id"
    )
    return int(stage.scalar(query, name=name, id=str(contract_id)))


def one_way(answers: Sequence[Answer]) -> list[Answer]:
    """Those that did something; each other must be a refusal and nothing else."""
    for answer in answers:
        expect(answer.status in (200, 409, 412), f"unexpected {answer}", answers)
    return [answer for answer in answers if answer.status == 200]


def two_last_signers(stage: Stage) -> list[Answer]:
    """Both of two parallel signers finish at once: the contract is signed by all, once."""
    paper = send(stage, ANN, BEN)
    answers = together([seat.finish for seat in seats(stage, paper)])
    expect(len(one_way(answers)) == 2, "both sign", answers)
    expect(state_of(stage, paper) in ("sealing", "completed"), "it is being sealed", answers)
    seen = events(stage, paper)
    expect((seen["signed"], seen["signed_by_all"]) == (2, 1), "it is told once", answers)
    expect(told(stage, "ContractSigned", paper.id) == 1, "it is sealed once", answers)
    return answers


def sign_against_decline(stage: Stage) -> list[Answer]:
    """One signer finishes while the other declines: it is declined, and never sealed."""
    paper = send(stage, ANN, BEN)
    ann, ben = seats(stage, paper)
    answers = together([ann.finish, ben.decline])
    one_way(answers)
    expect(answers[1].status == 200, "nobody can be kept from declining", answers)
    expect(answers[0].problem in ("", "declined"), "the signer hears why", answers)
    expect(state_of(stage, paper) == "declined", "it came to nothing", answers)
    expect(told(stage, "ContractSigned", paper.id) == 0, "it is never sealed", answers)
    return answers


def yes_and_no_of_one_person(stage: Stage) -> list[Answer]:
    """The only signer finishes in one tab and declines in the other: one of it counts."""
    paper = send(stage, ANN)
    (first,) = seats(stage, paper)
    answers = together([first.finish, first.decline])
    expect(len(one_way(answers)) == 1, "one of the two counts", answers)
    expected = ("sealing", "completed") if answers[0].status == 200 else ("declined",)
    expect(state_of(stage, paper) in expected, "the contract is what was said", answers)
    return answers


def void_against_sign(stage: Stage) -> list[Answer]:
    """The sender takes the contract back while the last signer finishes."""
    paper = send(stage, ANN)
    (ann,) = seats(stage, paper)
    path = f"/contracts/{paper.id}/void"
    answers = together(
        [ann.finish, lambda: stage.colleague().call("POST", path, {"reason": "A mistake."})]
    )
    expect(len(one_way(answers)) == 1, "one of the two counts", answers)
    expected = ("sealing", "completed") if answers[0].status == 200 else ("voided",)
    expect(state_of(stage, paper) in expected, "the contract is what was done", answers)
    return answers


def expire_against_sign(stage: Stage) -> list[Answer]:
    """The time to sign is over while the last signer finishes and the sweeper comes by."""
    paper = send(stage, ANN)
    (ann,) = seats(stage, paper)
    soon = secrets.choice((0.005, 0.02, 0.05))
    stage.scalar(
        "UPDATE contracts SET expires_at = clock_timestamp() + make_interval(secs => :soon)"
        " WHERE id = :id RETURNING 1",
        soon=soon,
        id=paper.id,
    )

    def swept() -> Answer:
        with stage.work() as work:
            sweep(work)
        return SWEPT

    answers = together([ann.finish, swept, swept])
    one_way(answers)
    swept()
    signed = answers[0].status == 200
    expect(signed or answers[0].problem == "expired", "the signer hears why", answers)
    with stage.work() as work:
        work.session.execute(text("SELECT pg_sleep(0.06)"))
    swept()
    expected = ("sealing", "completed") if signed else ("expired",)
    expect(state_of(stage, paper) in expected, "the contract is what the clock said", answers)
    seen = events(stage, paper)
    expect(seen["expired"] + seen["signed_by_all"] == 1, "it ended in one way", answers)
    return answers


def double_click(stage: Stage) -> list[Answer]:
    """Four times the same button, half of them with the same Idempotency-Key."""
    paper = send(stage, ANN)
    (ann,) = seats(stage, paper)
    key = {"Idempotency-Key": secrets.token_hex(16)}
    answers = together([lambda: ann.finish(**key)] * 2 + [ann.finish] * 2)
    won = one_way(answers)
    refused = {answer.problem for answer in answers if answer.status != 200}
    expect(refused <= {"already-signed"}, "the others hear that they have signed", answers)
    expect(len(won) in (1, 2), "one act, and its repetition", answers)
    expect(events(stage, paper)["signed"] == 1, "they signed once", answers)
    expect(told(stage, "ContractSigned", paper.id) == 1, "it is sealed once", answers)
    return answers


def two_tabs(stage: Stage) -> list[Answer]:
    """One tab changes a field and signs while the other signs what it saw before."""
    fields = [*to_sign("ann"), box("price", "text", "ann", at=3)]
    paper = send(stage, ANN, fields=fields)
    first = Seat(stage, paper.tokens["ann"], "sign_ann")
    first.save("price", "100")
    second = Seat(stage, paper.tokens["ann"], None)

    def changed_and_signed() -> Answer:
        saved = first.save("price", "1")
        return first.finish() if saved.status == 200 else saved

    answers = together([changed_and_signed, second.finish])
    expect(len(one_way(answers)) == 1, "one tab signs", answers)
    query = (
        "SELECT details->'values'->>'price' FROM contract_events"
        " WHERE contract_id = :id AND kind = 'signed'"
    )
    expected = "1" if answers[0].status == 200 else "100"
    expect(stage.scalar(query, id=paper.id) == expected, "what was seen was signed", answers)
    return answers


RACES: dict[str, Round] = {
    "two-last-signers": two_last_signers,
    "sign-against-decline": sign_against_decline,
    "yes-and-no-of-one-person": yes_and_no_of_one_person,
    "void-against-sign": void_against_sign,
    "expire-against-sign": expire_against_sign,
    "double-click": double_click,
    "two-tabs": two_tabs,
}


def run_race(stage: Stage, name: str, *, rounds: int) -> Counter[str]:
    """The race was run that often and every promise kept; counts answers by status and slug.

    Raises Broken.
    """
    seen = Counter[str]()
    for _ in range(rounds):
        for answer in RACES[name](stage):
            seen[f"{answer.status} {answer.problem}".strip()] += 1
    return seen
