"""Links that work, links that do not, and that nobody learns which is which."""

from __future__ import annotations

import re
from pathlib import Path

import psycopg
import pytest
from flask import Flask

from benchmarks.paper import SAM, Asked, Paper, to_sign
from smoothschedule.contracts.models import Contract, ContractSigner
from smoothschedule.contracts.operations.signing_links import give_link
from smoothschedule.core.api import App
from smoothschedule.core.audit_tags import Tag
from smoothschedule.runtime import Runtime
from tests.contracts.desk import Signer, contract_of, sent
from tests.factories import Business
from tests.mailbox import Mailbox, text_of
from tests.web import check_problem, signed_in, visitor


def signer(app: Flask, business: Business, paper: Paper, key: str = "client") -> Signer:
    return Signer(visitor(app, business), paper.tokens[key])


def links_that_do_not_work(
    app: App, runtime: Runtime, business: Business, rival: Business, admin: psycopg.Connection
) -> dict[str, Signer]:
    """One link of each kind, each dead for another reason."""
    here = visitor(app, business)
    rotated = sent(runtime, business)
    with runtime.units.tenant(business.id) as work:
        contract = work.get(Contract, rotated.id)
        who = work.get(ContractSigner, rotated.signers["client"])
        give_link(work, contract, who, runtime.settings.secret_key)
        work.record(Tag.LINK_MADE, "signer", who.id)
    expired = sent(runtime, business)
    admin.execute(
        "UPDATE contract_signers SET token_expires_at = now() WHERE id = %s",
        [expired.signers["client"]],
    )
    given_away = sent(runtime, business)
    Signer(here, given_away.tokens["client"]).post(
        "/delegate", {"name": "Dee", "email": "dee@signers.example"}
    )
    return {
        "wrong": Signer(here, "f" * 64),
        "short": Signer(here, "x"),
        "endless": Signer(here, "x" * 5_000),
        "not ascii": Signer(here, "é" * 64),
        "rotated": Signer(here, rotated.tokens["client"]),
        "expired": Signer(here, expired.tokens["client"]),
        "given away": Signer(here, given_away.tokens["client"]),
        "of another business": Signer(here, sent(runtime, rival).tokens["client"]),
    }


def test_all_links_that_do_not_work_are_one_answer(
    app: App, runtime: Runtime, business: Business, rival: Business, admin: psycopg.Connection
) -> None:
    dead = links_that_do_not_work(app, runtime, business, rival, admin)
    answers = set()
    for link in dead.values():
        problem = check_problem(link.get(), 404, "unknown-link")
        del problem["request_id"]
        answers.add(str(problem))
        check_problem(link.post("/open"), 404, "unknown-link")
    assert len(answers) == 1


def test_whoever_guesses_links_is_slowed_down_and_others_are_not(
    app: App, runtime: Runtime, business: Business
) -> None:
    good = signer(app, business, sent(runtime, business))
    for _ in range(40):
        assert good.get().status_code == 200
    guesses = [Signer(good.browser, f"{n:064}").get().status_code for n in range(31)]
    assert guesses[:30] == [404] * 30
    assert guesses[30] == 429


def test_no_log_and_no_table_holds_the_secret(
    app: App,
    runtime: Runtime,
    business: Business,
    admin: psycopg.Connection,
    mailbox: Mailbox,
    capsys: pytest.CaptureFixture[str],
) -> None:
    who = [Asked("client", more={"requires_code": True})]
    paper = sent(runtime, business, people=who, fields=to_sign("client"))
    sam = signer(app, business, paper)
    sam.post("/code")
    (mail,) = (mailbox.deliver(), mailbox.to(SAM.email))[1]
    code = re.search(r"\b\d{6}\b", text_of(mail))
    assert code is not None
    sam.post("/code/check", {"code": "000000"})
    sam.post("/code/check", {"code": code.group()})
    sam.sign()
    sam.browser.page(f"/sign/s/{sam.token}")
    sam.browser.page(f"/sign/s/{sam.token}/nowhere")
    mailbox.deliver()
    said = capsys.readouterr()
    logs = "".join(path.read_text() for path in Path(runtime.settings.log_folder).glob("*.log"))
    rows = _all_rows(admin)
    for secret in (sam.token, code.group()):
        assert secret not in said.out + said.err + logs
        assert secret not in rows


def _all_rows(admin: psycopg.Connection) -> str:
    tables = admin.execute(
        "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
    ).fetchall()
    return "\n".join(
        str(row) for (table,) in tables for row in admin.execute(f"SELECT * FROM {table}")
    )


@pytest.fixture
def guarded(app: App, runtime: Runtime, business: Business) -> Signer:
    """A signer from whom a mailed code is asked."""
    who = [Asked("client", more={"requires_code": True})]
    return signer(app, business, sent(runtime, business, people=who, title="Secret terms"))


def mailed_code(mailbox: Mailbox) -> str:
    mailbox.deliver()
    found = re.search(r"\b\d{6}\b", text_of(mailbox.to(SAM.email)[-1]))
    assert found is not None
    return found.group()


def test_before_the_code_nothing_of_the_contract_is_seen(guarded: Signer) -> None:
    view = guarded.view()
    assert (view["can_sign"], view["reason"]) == (False, "verification_required")
    assert view["verification"] == {
        "is_required": True,
        "is_done": False,
        "email_hint": "s…m@signers.example",
    }
    assert "Secret terms" not in str(view)
    assert not view["fields"]
    assert not view["contract"]["pages"]
    check_problem(guarded.get("/document"), 409, "verification-required")
    body = {"version": "2026-11", "language": "en"}
    check_problem(guarded.post("/consent", body), 409, "verification-required")
    check_problem(guarded.post("/decline", {"reason": "no"}), 409, "verification-required")


def test_the_mailed_code_opens_the_contract_once(guarded: Signer, mailbox: Mailbox) -> None:
    assert guarded.post("/code").status_code == 202
    code = mailed_code(mailbox)
    assert guarded.post("/code/check", {"code": f" {code[:3]} {code[3:]} "}).json["can_sign"]
    assert guarded.view()["contract"]["title"] == "Secret terms"
    assert guarded.post("/code/check", {"code": "000000"}).status_code == 200


def test_an_hour_later_the_code_is_asked_for_again(
    guarded: Signer, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    guarded.post("/code")
    guarded.post("/code/check", {"code": mailed_code(mailbox)})
    admin.execute("UPDATE contract_signers SET code_verified_at = now() - interval '61 minutes'")
    assert guarded.view()["reason"] == "verification_required"


def another(code: str) -> dict[str, str]:
    return {"code": f"{(int(code) + 1) % 1_000_000:06}"}


@pytest.mark.parametrize("why", ["old", "used", "none"])
def test_a_code_that_is_over_says_so(
    guarded: Signer, mailbox: Mailbox, admin: psycopg.Connection, why: str
) -> None:
    code = "123456"
    if why != "none":
        guarded.post("/code")
        code = mailed_code(mailbox)
    if why == "old":
        admin.execute("UPDATE signer_codes SET expires_at = now()")
    if why == "used":
        guarded.post("/code/check", {"code": code})
        admin.execute("UPDATE contract_signers SET code_verified_at = NULL")
    check_problem(guarded.post("/code/check", {"code": code}), 422, "code-over")
    assert guarded.view()["reason"] == "verification_required"


def test_a_wrong_code_says_how_often_one_may_still_try(guarded: Signer, mailbox: Mailbox) -> None:
    guarded.post("/code")
    code = mailed_code(mailbox)
    for left in (4, 3, 2, 1):
        problem = check_problem(guarded.post("/code/check", another(code)), 422, "wrong-code")
        assert problem["title"].endswith(f"Tries left: {left}.")
        assert problem["errors"]["json"]["code"] == [problem["title"]]
    check_problem(guarded.post("/code/check", another(code)), 422, "code-used-up")
    check_problem(guarded.post("/code/check", {"code": code}), 422, "code-used-up")
    assert guarded.view()["reason"] == "verification_required"


def test_a_new_code_makes_up_for_the_one_that_was_used_up(
    guarded: Signer, mailbox: Mailbox
) -> None:
    guarded.post("/code")
    first = mailed_code(mailbox)
    for _ in range(5):
        guarded.post("/code/check", another(first))
    guarded.post("/code")
    problem = check_problem(guarded.post("/code/check", {"code": first}), 422, "wrong-code")
    assert problem["title"].endswith("Tries left: 4.")
    assert guarded.post("/code/check", {"code": mailed_code(mailbox)}).json["can_sign"]


def test_five_codes_an_hour_are_mailed_and_no_more(guarded: Signer) -> None:
    for _ in range(5):
        assert guarded.post("/code").status_code == 202
    check_problem(guarded.post("/code"), 429, "too-many-attempts")


def test_nobody_is_mailed_a_code_that_nobody_wants(
    app: App, runtime: Runtime, business: Business
) -> None:
    check_problem(signer(app, business, sent(runtime, business)).post("/code"), 409)


def handed_over(app: Flask, business: Business, paper: Paper) -> str:
    """The code of the link that the owner has made."""
    path = f"/contracts/{paper.id}/signers/{paper.signers['client']}/in-person"
    answer = signed_in(app, business).post(path)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    root, _, code = answer.json["url"].rpartition("/")
    assert root == f"http://{business.host}/sign/h"
    return str(code)


def test_a_device_is_handed_over_once_and_nobody_is_signed_in_on_it_any_more(
    app: App, runtime: Runtime, business: Business
) -> None:
    paper = sent(runtime, business)
    device = signed_in(app, business)
    code = handed_over(app, business, paper)
    waiting = device.get(f"/signing/hand-over/{code}").json
    assert waiting == {
        "signer_name": SAM.name,
        "signer_kind": "signer",
        "contract_title": "Agreement",
    }
    taken = device.post("/signing/hand-over", {"code": code})
    assert taken.json["path"] == f"/sign/s/{taken.json['token']}"
    check_problem(device.get("/me"), 401, "not-signed-in")
    check_problem(device.get(f"/signing/hand-over/{code}"), 404, "unknown-link")
    check_problem(device.post("/signing/hand-over", {"code": code}), 404, "unknown-link")
    assert Signer(device, taken.json["token"]).sign().json["reason"] == "already_signed"
    with runtime.units.tenant(business.id) as work:
        who = work.get(ContractSigner, paper.signers["client"])
        assert (who.is_in_person, who.host_user_id) == (True, business.owner.id)


def test_a_device_that_is_given_back_shows_nothing_of_what_was_signed_on_it(
    app: App, runtime: Runtime, business: Business, mailbox: Mailbox
) -> None:
    paper = sent(runtime, business, title="Secret terms")
    device = visitor(app, business)
    code = handed_over(app, business, paper)
    token = device.post("/signing/hand-over", {"code": code}).json["token"]
    there = Signer(device, token)
    assert there.view()["contract"]["title"] == "Secret terms"
    signed = there.sign().json
    mailbox.deliver()
    for view in (signed, there.view()):
        assert view["reason"] in ("already_signed", "completed")
        assert "Secret terms" not in str(view)
        assert (view["values"], view["contract"]["pages"], view["others"]) == ({}, [], [])
        assert view["download"]["url"] is None
    check_problem(there.get("/document?download=true"), 409)
    assert signer(app, business, paper).view()["download"]["state"] != "none"


def test_a_device_tells_nobody_why_a_contract_was_taken_back(
    app: App, runtime: Runtime, business: Business
) -> None:
    paper = sent(runtime, business, title="Secret terms")
    device = visitor(app, business)
    code = handed_over(app, business, paper)
    token = device.post("/signing/hand-over", {"code": code}).json["token"]
    wish = {"reason": "He cannot pay"}
    assert signed_in(app, business).post(f"/contracts/{paper.id}/void", wish).status_code == 200
    for seat, told in ((Signer(device, token), None), (signer(app, business, paper), wish)):
        view = seat.view()
        assert view["reason"] == "voided"
        assert view["contract"]["title"] == (told and "Secret terms")
        assert view["contract"]["end_reason"] == (told and told["reason"])


def test_a_device_is_handed_over_to_nobody_whose_place_was_taken(
    app: App, runtime: Runtime, business: Business
) -> None:
    paper = sent(runtime, business)
    code = handed_over(app, business, paper)
    path = f"/contracts/{paper.id}/signers/{paper.signers['client']}"
    olga = {"name": "Olga Other", "email": "olga@other.example"}
    device = signed_in(app, business)
    assert device.patch(path, olga).status_code == 200
    check_problem(device.get(f"/signing/hand-over/{code}"), 404, "unknown-link")
    check_problem(device.post("/signing/hand-over", {"code": code}), 404, "unknown-link")
    assert device.get("/me").status_code == 200


def test_in_person_the_link_that_was_mailed_goes_on_working(
    app: App, runtime: Runtime, business: Business
) -> None:
    paper = sent(runtime, business)
    handed_over(app, business, paper)
    assert signer(app, business, paper).view()["can_sign"]


def test_in_person_no_code_is_asked_for_and_nothing_remembered(
    app: App, runtime: Runtime, business: Business
) -> None:
    who = Asked("client", more={"requires_code": True})
    paper = sent(runtime, business, people=[who])
    code = handed_over(app, business, paper)
    device = visitor(app, business)
    token = device.post("/signing/hand-over", {"code": code}).json["token"]
    view = Signer(device, token).view()
    assert view["can_sign"]
    assert view["signer"]["is_in_person"]
    assert not view["remembered"]["may_remember"]
    other = {"name": "Dee", "email": "dee@signers.example"}
    check_problem(Signer(device, token).post("/delegate", other), 409, "signing-in-person")


@pytest.mark.parametrize("column", ["expires_at"])
def test_a_hand_over_ends_by_the_clock(
    app: App, runtime: Runtime, business: Business, admin: psycopg.Connection, column: str
) -> None:
    paper = sent(runtime, business)
    late = handed_over(app, business, paper)
    admin.execute(f"UPDATE signer_handovers SET {column} = now()")
    device = visitor(app, business)
    check_problem(device.get(f"/signing/hand-over/{late}"), 404, "unknown-link")
    check_problem(device.post("/signing/hand-over", {"code": late}), 404, "unknown-link")
    token = device.post("/signing/hand-over", {"code": handed_over(app, business, paper)}).json[
        "token"
    ]
    admin.execute(f"UPDATE signer_handovers SET {column} = now()")
    check_problem(Signer(device, token).get(), 404, "unknown-link")


def test_a_device_is_handed_over_only_when_it_is_their_turn(
    app: App, runtime: Runtime, business: Business
) -> None:
    later = Asked("later", "La Ter", "later@signers.example", order=2)
    paper = sent(runtime, business, people=[SAM, later])
    code = handed_over(app, business, paper)
    first = signer(app, business, paper)
    assert first.post("/decline", {"reason": "no"}).status_code == 200
    check_problem(first.browser.get(f"/signing/hand-over/{code}"), 409, "declined")
    paper = sent(runtime, business, people=[SAM, later])
    path = f"/contracts/{paper.id}/signers/{paper.signers['later']}/in-person"
    check_problem(signed_in(app, business).post(path), 409, "not-your-turn")
    elsewhere = sent(runtime, business)
    mixed = f"/contracts/{elsewhere.id}/signers/{paper.signers['client']}/in-person"
    check_problem(signed_in(app, business).post(mixed), 404)
    assert contract_of(runtime, business, paper.id).state == "sent"
