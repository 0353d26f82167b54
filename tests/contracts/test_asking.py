"""Who is asked: reminded, sent a new link, replaced, and told that it is over."""

from __future__ import annotations

import re
from uuid import UUID, uuid4

import psycopg
import pytest

from smoothschedule.contracts.operations.reminding import remind_due
from smoothschedule.contracts.operations.voiding import expire
from smoothschedule.core.api import App
from smoothschedule.core.tokens import token_hash
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.world import (
    is_known,
    link_of,
    sent,
    sent_to_both,
    signer_of,
)
from tests.factories import Business
from tests.mailbox import Mailbox, text_of
from tests.web import Browser, check_problem, signed_in


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def test_a_mail_that_was_sent_is_not_sent_again(
    owner: Browser, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    sent(owner, business)
    mailbox.deliver()
    admin.execute(
        "UPDATE jobs SET state = 'queued', sent_at = NULL, lease_until = NULL, due_at = now()"
        " WHERE name = 'mail_signing_request'"
    )
    mailbox.relay.resend_lost_jobs()
    mailbox.deliver()
    assert len(mailbox.to(business.people[Role.CUSTOMER].email)) == 1


def test_reminding_mails_the_same_link_to_those_whose_turn_it_is(
    owner: Browser, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    contract = sent_to_both(owner, business)
    path = f"/contracts/{contract['id']}/remind"
    check_problem(owner.post(path, {}), 409, "reminded-already")  # the first mail is not out yet
    mailbox.deliver()
    check_problem(owner.post(path, {}), 409, "reminded-already")
    admin.execute(
        "UPDATE contract_signers SET notified_at = now() - interval '1 hour'"
        " WHERE notified_at IS NOT NULL"
    )
    boss = {"signer_id": signer_of(contract, "boss")["id"]}
    check_problem(owner.post(path, boss), 409, "signer-not-asked")
    check_problem(owner.post(path, {"signer_id": str(uuid4())}), 404, "not-found")
    reminded = owner.post(path, {})
    assert signer_of(reminded.json)["reminded_at"] is not None
    mailbox.deliver()
    first, second = mailbox.to(business.people[Role.CUSTOMER].email)
    assert str(second["Subject"]).startswith("Reminder")
    links = [re.search(r"/sign/s/([\w-]+)", text_of(mail)) for mail in (first, second)]
    assert links[0] is not None
    assert links[1] is not None
    assert links[0][1] == links[1][1]
    check_problem(owner.post(path, {}), 409, "reminded-already")


def test_every_few_days_people_are_reminded_by_themselves(
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    admin: psycopg.Connection,
    runtime: Runtime,
) -> None:
    sent(owner, business, remind_every_days=3)
    sent(owner, business)
    mailbox.deliver()

    def due() -> int:
        with runtime.units.tenant(business.id) as work:
            return remind_due(work)

    admin.execute("UPDATE contract_signers SET notified_at = now() - interval '71 hours'")
    assert due() == 0
    admin.execute("UPDATE contract_signers SET notified_at = now() - interval '73 hours'")
    assert due() == 1
    assert due() == 0
    admin.execute("UPDATE contract_signers SET reminded_at = now() - interval '73 hours'")
    admin.execute("UPDATE contracts SET expires_at = now() - interval '1 hour'")
    assert due() == 0


def test_a_resent_link_replaces_the_old_one(
    owner: Browser, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    contract = sent_to_both(owner, business)
    mailbox.deliver()
    address = business.people[Role.CUSTOMER].email
    old = link_of(mailbox, address)
    at = f"/contracts/{contract['id']}/signers"
    assert owner.post(f"{at}/{signer_of(contract)['id']}/resend").status_code == 200
    mailbox.deliver()
    new = link_of(mailbox, address)
    assert (is_known(admin, old), is_known(admin, new)) == (False, True)
    shown = owner.post(f"{at}/{signer_of(contract)['id']}/link").json["url"]
    assert shown.startswith(f"http://{business.host}")
    assert "/sign/s/" in shown
    assert is_known(admin, shown.rpartition("/")[2])
    assert not is_known(admin, new)
    waiting = signer_of(contract, "boss")["id"]
    for act in ("resend", "link"):
        check_problem(owner.post(f"{at}/{waiting}/{act}"), 409, "signer-not-asked")
        check_problem(owner.post(f"{at}/{uuid4()}/{act}"), 404, "not-found")


def test_somebody_else_takes_a_signers_place(
    owner: Browser, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    contract = sent_to_both(owner, business)
    mailbox.deliver()
    old = link_of(mailbox, business.people[Role.CUSTOMER].email)
    at = f"/contracts/{contract['id']}/signers"
    who = {"name": "Olga Other", "email": "olga@other.example"}
    changed = owner.patch(f"{at}/{signer_of(contract)['id']}", who).json
    heir = signer_of(changed)
    assert (heir["name"], heir["state"]) == ("Olga Other", "notified")
    mailbox.deliver()
    assert not is_known(admin, old) or admin.execute(
        "SELECT state FROM contract_signers WHERE token_hash = %s", [token_hash(old)]
    ).fetchone() == ("replaced",)
    assert is_known(admin, link_of(mailbox, "olga@other.example"))
    later = owner.patch(
        f"{at}/{signer_of(contract, 'boss')['id']}", {**who, "email": "b@x.example"}
    )
    assert signer_of(later.json, "boss")["state"] == "waiting"
    mailbox.deliver()
    assert mailbox.to("b@x.example") == []
    admin.execute(
        "UPDATE contract_signers SET state = 'signed', signed_at = now() WHERE id = %s",
        [heir["id"]],
    )
    check_problem(owner.patch(f"{at}/{heir['id']}", who), 409, "signer-acted")


def test_a_void_contract_is_over_for_everybody_and_they_hear_why(
    owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    contract = sent_to_both(owner, business)
    mailbox.deliver()
    path = f"/contracts/{contract['id']}"
    check_problem(owner.post(f"{path}/void", {"reason": ""}), 422, "malformed")
    ended = owner.post(f"{path}/void", {"reason": "Wrong price"}).json
    assert (ended["state"], ended["end_reason"]) == ("voided", "Wrong price")
    assert ended["ended_at"] is not None
    mailbox.deliver()
    assert "Wrong price" in text_of(mailbox.to(business.people[Role.CUSTOMER].email)[-1])
    assert mailbox.to(business.owner.email) == []  # it was never their turn
    check_problem(owner.post(f"{path}/void", {"reason": "x"}), 409, "contract-not-open")
    check_problem(owner.post(f"{path}/remind", {}), 409, "contract-not-open")
    id = signer_of(contract)["id"]
    check_problem(owner.post(f"{path}/signers/{id}/resend"), 409, "contract-not-open")
    assert [each["state"] for each in owner.get("/contracts?state=ended").json["items"]] == [
        "voided"
    ]


def test_a_contract_expires_once_and_not_too_early(
    owner: Browser, business: Business, runtime: Runtime, admin: psycopg.Connection
) -> None:
    id = UUID(sent(owner, business)["id"])

    def over() -> bool:
        with runtime.units.tenant(business.id) as work:
            return expire(work, id)

    assert not over()
    admin.execute("UPDATE contracts SET expires_at = now()")
    assert over()
    assert not over()
    seen = owner.get(f"/contracts/{id}").json
    assert (seen["state"], signer_of(seen)["state"]) == ("expired", "expired")
