"""A calendar hears of it when what an appointment waits for was made or ended."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import psycopg
import pytest

from smoothschedule.contracts.operations.voiding import expire
from smoothschedule.core.api import App
from smoothschedule.core.effects import Message
from smoothschedule.event_handlers import effects_of
from smoothschedule.runtime import Runtime
from tests.contracts.desk import Signer
from tests.contracts.world import draft, link_of, sent
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox
from tests.web import Browser, signed_in, visitor


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def appointment_id(owner: Browser, business: Business) -> str:
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(3)),
        "customer_id": str(business.customer_id),
    }
    return str(owner.post("/appointments", body).json["id"])


def told(admin: psycopg.Connection) -> list[str | None]:
    """The appointments that the desk is told of because of contracts, since the last look."""
    rows = admin.execute(
        "SELECT name, payload FROM outbox_events"
        " WHERE name LIKE ANY ('{Contract%,Signer%}') ORDER BY id"
    ).fetchall()
    admin.execute("DELETE FROM outbox_events")
    return [
        effect.id
        for name, payload in rows
        for effect in effects_of(name, payload)
        if isinstance(effect, Message) and (effect.room, effect.name) == ("desk", "appointment")
    ]


def signer_in(app: App, business: Business, owner: Browser, mailbox: Mailbox) -> Signer:
    mailbox.deliver()
    customer = owner.get(f"/customers/{business.customer_id}").json
    return Signer(visitor(app, business), link_of(mailbox, customer["email"]))


def contract(owner: Browser, business: Business, appointment_id: str | None) -> dict[str, Any]:
    return sent(owner, business, appointment_id=appointment_id)


def test_a_draft_that_comes_and_goes(
    owner: Browser, business: Business, appointment_id: str, admin: psycopg.Connection
) -> None:
    begun = draft(owner, business, appointment_id=appointment_id)
    assert told(admin) == [appointment_id]
    assert owner.call("DELETE", f"/contracts/{begun['id']}").status_code == 204
    assert told(admin) == [appointment_id]


def test_one_that_is_withdrawn_and_begun_again(
    owner: Browser, business: Business, appointment_id: str, admin: psycopg.Connection
) -> None:
    path = f"/contracts/{contract(owner, business, appointment_id)['id']}"
    told(admin)
    assert owner.post(f"{path}/void", {"reason": "Wrong"}).status_code == 200
    assert told(admin) == [appointment_id]
    assert owner.post(f"{path}/again").status_code == 201
    assert told(admin) == [appointment_id]


def test_one_that_runs_out(
    owner: Browser,
    business: Business,
    appointment_id: str,
    admin: psycopg.Connection,
    runtime: Runtime,
) -> None:
    id = contract(owner, business, appointment_id)["id"]
    told(admin)
    admin.execute("UPDATE contracts SET expires_at = now()")
    with runtime.units.tenant(business.id) as work:
        assert expire(work, UUID(id))
    assert told(admin) == [appointment_id]


def test_one_that_is_declined(
    app: App,
    owner: Browser,
    business: Business,
    appointment_id: str,
    admin: psycopg.Connection,
    mailbox: Mailbox,
) -> None:
    contract(owner, business, appointment_id)
    signer = signer_in(app, business, owner, mailbox)
    told(admin)
    assert signer.post("/decline", {"reason": "No."}).status_code == 200
    assert told(admin) == [appointment_id]


@pytest.mark.parametrize("is_of_appointment", [True, False])
def test_one_that_is_signed_but_none_of_those_that_belong_to_no_appointment(
    app: App,
    owner: Browser,
    business: Business,
    appointment_id: str,
    admin: psycopg.Connection,
    mailbox: Mailbox,
    is_of_appointment: bool,
) -> None:
    told(admin)
    contract(owner, business, appointment_id if is_of_appointment else None)
    signer = signer_in(app, business, owner, mailbox).agree()
    assert told(admin) == ([appointment_id] if is_of_appointment else [])
    assert signer.save("agree", True).status_code == 200
    assert signer.save("sign", signer.ink()).status_code == 200
    assert told(admin) == []  # it waits as before
    assert signer.finish().status_code == 200
    assert told(admin) == ([appointment_id] if is_of_appointment else [])
