"""Services that ask for a contract, from the booking to the signature and past the deadline."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from functools import partial
from typing import Any

import psycopg
import pytest

from smoothschedule.contracts.jobs.required import (
    clear_required_signature,
    make_required_contract,
)
from smoothschedule.contracts.operations import ahead
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.world import BOTH, ask_for_contract, sent, sent_to_both
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox
from tests.web import Browser, check_problem, signed_in

Asks = Callable[..., dict[str, Any]]


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def asks(owner: Browser, business: Business) -> Asks:
    """The business's service asks for a contract by this policy."""
    return partial(ask_for_contract, owner, business)


def booked(owner: Browser, business: Business, *, days: int = 3) -> dict[str, Any]:
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(days)),
        "customer_id": str(business.customer_id),
    }
    answer = owner.post("/appointments", body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.json
    return document


def contracts_of(owner: Browser, appointment: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = owner.get(f"/contracts?appointment_id={appointment['id']}").json[
        "items"
    ]
    return found


def state_of(owner: Browser, appointment: dict[str, Any]) -> str:
    return str(owner.get(f"/appointments/{appointment['id']}").json["state"])


def waits_for_signature(owner: Browser, appointment: dict[str, Any]) -> set[bool]:
    """As its own document says it, the list and the calendar."""
    within = f"from={wire(soon(0))}&to={wire(soon(10))}"
    documents = [
        owner.get(f"/appointments/{appointment['id']}").json,
        *owner.get("/appointments?limit=100").json["items"],
        *owner.get(f"/calendar?{within}").json["items"],
    ]
    found = [each for each in documents if each["id"] == appointment["id"]]
    assert len(found) == 3
    return {each["waits_for_signature"] for each in found}


def all_have_signed(admin: psycopg.Connection, contract: dict[str, Any]) -> None:
    """As signing leaves a contract; what follows is what is tested here."""
    admin.execute(
        "UPDATE contract_signers SET state = 'signed', signed_at = now() WHERE contract_id = %s",
        [contract["id"]],
    )
    admin.execute("UPDATE contracts SET state = 'sealing' WHERE id = %s", [contract["id"]])


def test_booking_the_service_asks_the_customer_to_sign(
    owner: Browser, business: Business, mailbox: Mailbox, asks: Asks
) -> None:
    asks("warn")
    made = booked(owner, business)
    assert made["state"] == "confirmed"
    mailbox.deliver()
    (contract,) = contracts_of(owner, made)
    assert (contract["state"], contract["policy"]) == ("sent", "warn")
    assert contract["customer_id"] == str(business.customer_id)
    customer = business.people[Role.CUSTOMER]
    assert [m for m in mailbox.to(customer.email) if "asks you to sign" in str(m["Subject"])]
    assert "appointment" not in str(contract["end_reason"])


def test_the_contract_is_made_once_whatever_runs_twice(
    owner: Browser, business: Business, mailbox: Mailbox, asks: Asks, runtime: Runtime
) -> None:
    asks("warn")
    made = booked(owner, business)
    mailbox.deliver()
    for _ in range(2):
        make_required_contract(runtime, business.id, appointment_id=made["id"])
    assert len(contracts_of(owner, made)) == 1


def test_a_contract_that_the_team_is_at_is_sent_the_next_time(
    owner: Browser,
    business: Business,
    asks: Asks,
    runtime: Runtime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asks("warn")
    made = booked(owner, business)
    with monkeypatch.context() as patch:
        patch.setattr(ahead, "MOST_TRIES", 0)
        with pytest.raises(ahead.ChangedMeanwhile):
            make_required_contract(runtime, business.id, appointment_id=made["id"])
    assert [each["state"] for each in contracts_of(owner, made)] == ["draft"]
    make_required_contract(runtime, business.id, appointment_id=made["id"])
    assert [each["state"] for each in contracts_of(owner, made)] == ["sent"]


def test_a_blocking_contract_keeps_the_booking_waiting_until_it_is_signed(
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    asks: Asks,
    admin: psycopg.Connection,
    runtime: Runtime,
) -> None:
    asks("block")
    made = booked(owner, business)
    assert made["state"] == "pending"
    mailbox.deliver()
    (contract,) = contracts_of(owner, made)
    clear_required_signature(runtime, business.id, contract_id=contract["id"])
    assert state_of(owner, made) == "pending"
    assert waits_for_signature(owner, made) == {True}
    all_have_signed(admin, contract)
    for _ in range(2):
        clear_required_signature(runtime, business.id, contract_id=contract["id"])
    assert state_of(owner, made) == "confirmed"
    assert waits_for_signature(owner, made) == {False}


def test_what_the_team_has_to_answer_besides_waits_for_more_than_a_signature(
    owner: Browser, business: Business, mailbox: Mailbox, asks: Asks, admin: psycopg.Connection
) -> None:
    asks("block")
    admin.execute(
        "UPDATE services SET requires_approval = true WHERE id = %s", [business.service_id]
    )
    made = booked(owner, business)
    mailbox.deliver()
    assert contracts_of(owner, made)[0]["state"] == "sent"
    assert waits_for_signature(owner, made) == {False}


def test_a_contract_that_nobody_can_sign_leaves_the_answer_to_the_team(
    owner: Browser, business: Business, mailbox: Mailbox, asks: Asks, admin: psycopg.Connection
) -> None:
    asks("block")
    made = booked(owner, business)
    mailbox.deliver()
    for state in ("declined", "voided", "expired"):
        admin.execute("UPDATE contracts SET state = %s", [state])
        assert waits_for_signature(owner, made) == {False}


def test_a_booking_waits_for_what_is_sent_again_and_no_longer_for_the_former(
    owner: Browser, business: Business, mailbox: Mailbox, asks: Asks, runtime: Runtime
) -> None:
    asks("block")
    made = booked(owner, business)
    mailbox.deliver()
    (former,) = contracts_of(owner, made)
    owner.post(f"/contracts/{former['id']}/void", {"reason": "Wrong"})
    begun = owner.post(f"/contracts/{former['id']}/again").json

    def policies() -> dict[str, str | None]:
        return {each["state"]: each["policy"] for each in contracts_of(owner, made)}

    assert policies() == {"voided": None, "draft": "block"}
    make_required_contract(runtime, business.id, appointment_id=made["id"])
    assert policies() == {"voided": None, "draft": "block"}  # it is sent when somebody says so
    assert owner.call("DELETE", f"/contracts/{begun['id']}").status_code == 204
    assert policies() == {"voided": "block"}


def test_who_signs_besides_is_whoever_serves_or_the_owner(
    owner: Browser, business: Business, mailbox: Mailbox, asks: Asks
) -> None:
    asks("warn", BOTH)
    made = booked(owner, business)
    mailbox.deliver()
    (contract,) = contracts_of(owner, made)
    second = next(each for each in contract["signers"] if each["role_key"] == "boss")
    assert second["user_id"] == str(business.people[Role.TENANT_STAFF].id)


def test_an_appointment_that_is_off_needs_no_signature(
    owner: Browser, business: Business, mailbox: Mailbox, asks: Asks
) -> None:
    asks("warn")
    made = booked(owner, business)
    mailbox.deliver()
    path = f"/appointments/{made['id']}"
    version = owner.get(path).json["version"]
    assert owner.post(f"{path}/cancel", {}, version=version).status_code == 200
    mailbox.deliver()
    (contract,) = contracts_of(owner, made)
    assert contract["state"] == "voided"
    version = owner.get(path).json["version"]
    assert owner.post(f"{path}/restore", version=version).status_code == 200
    mailbox.deliver()
    assert sorted(each["state"] for each in contracts_of(owner, made)) == ["sent", "voided"]


def test_one_that_is_called_off_while_its_contract_is_made_needs_no_signature(
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    asks: Asks,
    runtime: Runtime,
    admin: psycopg.Connection,
) -> None:
    asks("warn")
    made = booked(owner, business)
    mailbox.relay.empty()
    others = f"hashtextextended('{business.id}:contract-number', 0)"
    with ThreadPoolExecutor(1) as pool:
        admin.execute(f"SELECT pg_advisory_lock({others})")
        making = pool.submit(
            make_required_contract, runtime, business.id, appointment_id=made["id"]
        )
        wait([making], timeout=0.5)
        off = owner.post(f"/appointments/{made['id']}/cancel", {}, version=made["version"])
        mailbox.relay.empty()
        admin.execute(f"SELECT pg_advisory_unlock({others})")
        assert off.status_code == 200, "it waits for no document"
        with pytest.raises(ahead.ChangedMeanwhile):
            making.result()
    mailbox.deliver()
    assert contracts_of(owner, made) == []


def test_an_unsigned_appointment_is_called_off_at_the_deadline_and_a_signed_one_is_not(
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    asks: Asks,
    admin: psycopg.Connection,
) -> None:
    asks("cancel", deadline_hours=24)
    unsigned, signed = booked(owner, business), booked(owner, business, days=4)
    mailbox.deliver()
    (late,) = contracts_of(owner, unsigned)
    (done,) = contracts_of(owner, signed)
    assert late["deadline_at"] == wire(soon(2))
    all_have_signed(admin, done)
    assert state_of(owner, unsigned) == "confirmed"
    admin.execute("UPDATE contracts SET deadline_at = now()")
    admin.execute("UPDATE jobs SET due_at = now() WHERE name = 'cancel_unsigned_appointment'")
    mailbox.relay.resend_lost_jobs()
    mailbox.deliver()
    assert state_of(owner, unsigned) == "cancelled"
    assert state_of(owner, signed) == "confirmed"
    (ended,) = contracts_of(owner, unsigned)
    assert (ended["state"], ended["end_reason"]) == (
        "voided",
        "The contract was not signed in time.",
    )


def test_the_deadline_follows_an_appointment_that_is_moved(
    owner: Browser, business: Business, mailbox: Mailbox, asks: Asks
) -> None:
    asks("cancel", deadline_hours=24)
    made = booked(owner, business)
    mailbox.deliver()
    path = f"/appointments/{made['id']}"
    version = owner.get(path).json["version"]
    moved = owner.post(f"{path}/move", {"starts_at": wire(soon(6))}, version=version)
    assert moved.status_code == 200, moved.get_data(as_text=True)
    mailbox.deliver()
    (contract,) = contracts_of(owner, made)
    assert contract["deadline_at"] == wire(soon(5))


def test_the_deadline_moves_with_the_booking_while_a_draft_has_it_and_comes_back(
    owner: Browser, business: Business, mailbox: Mailbox, asks: Asks, admin: psycopg.Connection
) -> None:
    asks("cancel", deadline_hours=24)
    made = booked(owner, business)
    mailbox.deliver()
    (former,) = contracts_of(owner, made)
    owner.post(f"/contracts/{former['id']}/void", {"reason": "Wrong"})
    begun = owner.post(f"/contracts/{former['id']}/again").json
    path = f"/appointments/{made['id']}"
    version = owner.get(path).json["version"]
    owner.post(f"{path}/move", {"starts_at": wire(soon(6))}, version=version)
    mailbox.deliver()
    assert owner.call("DELETE", f"/contracts/{begun['id']}").status_code == 204
    planned = admin.execute(
        "SELECT count(*) FROM jobs WHERE name = 'cancel_unsigned_appointment'"
        " AND due_at = %s AND args ->> 'contract_id' = %s",
        [wire(soon(5)), former["id"]],
    ).fetchone()
    assert planned == (1,)


def test_a_service_without_a_contract_asks_for_none(
    owner: Browser, business: Business, mailbox: Mailbox, asks: Asks
) -> None:
    path = f"/services/{business.service_id}/contract"
    check_problem(owner.get(path), 404, "not-found")
    version = asks("block")["version"]
    assert owner.get(path).json["policy"] == "block"
    assert owner.call("DELETE", path, version=version).status_code == 204
    check_problem(owner.call("DELETE", path, version=version), 404, "not-found")
    made = booked(owner, business)
    mailbox.deliver()
    assert (made["state"], contracts_of(owner, made)) == ("confirmed", [])


def test_a_customer_without_an_address_is_booked_all_the_same(
    owner: Browser, business: Business, mailbox: Mailbox, asks: Asks
) -> None:
    asks("warn")
    walk_in = owner.post("/customers", {"name": "Walk In", "phone": "+49 30 99"}).json["id"]
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(3)),
        "customer_id": walk_in,
    }
    made = owner.post("/appointments", body).json
    mailbox.deliver()
    assert contracts_of(owner, made) == []


def test_customers_find_their_own_contracts_and_open_them(
    app: App, owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    contract = sent_to_both(owner, business)
    mailbox.deliver()
    inside = signed_in(app, business, business.people[Role.CUSTOMER])
    (mine,) = inside.get("/my/contracts").json["items"]
    assert (mine["id"], mine["signer_state"], mine["can_sign"]) == (
        contract["id"],
        "notified",
        True,
    )
    opened = inside.post(f"/my/contracts/{contract['id']}/open").json["url"]
    (mail,) = mailbox.to(business.people[Role.CUSTOMER].email)
    assert opened.rpartition("/")[2] in mail.as_string().replace("=\n", "")
    other = [{"role_key": "client", "name": "Olga", "email": "olga@out.example"}]
    theirs = sent(owner, business, signers=other)
    check_problem(inside.post(f"/my/contracts/{theirs['id']}/open"), 404, "not-found")
    check_problem(owner.get("/my/contracts"), 403, "not-allowed")
