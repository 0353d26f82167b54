"""Another program hears what happens: signed, once for each event, tried again, and given up."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_network
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.outbound import Outbound
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from smoothschedule.webhooks import jobs
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox, text_of
from tests.web import Browser, check_problem, signed_in, visitor
from tests.webhooks.receiver import Receiver, listening

BOOKED = ["appointment.booked", "appointment.cancelled"]


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def receiver(runtime: Runtime) -> Iterator[Receiver]:
    """A program on this machine, which messages may reach here although it is a private one."""
    runtime.__dict__["outbound"] = Outbound([ip_network("127.0.0.0/8")])
    with listening() as found:
        yield found
    del runtime.__dict__["outbound"]


def add(browser: Browser, url: str, topics: list[str] = BOOKED) -> dict[str, Any]:
    answer = browser.post("/webhooks", {"name": "Books", "url": url, "topics": topics})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.json
    return document


def book(browser: Browser, business: Business, days: int = 3) -> str:
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(days)),
        "customer_id": str(business.customer_id),
    }
    answer = browser.post("/appointments", body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return str(answer.json["id"])


def messages(browser: Browser, hook: dict[str, Any], **query: str) -> list[dict[str, Any]]:
    answer = browser.get(f"/webhooks/{hook['id']}/deliveries", query_string=query)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def state_of(browser: Browser, hook: dict[str, Any]) -> dict[str, Any]:
    (found,) = [h for h in browser.get("/webhooks").json["items"] if h["id"] == hook["id"]]
    document: dict[str, Any] = found
    return document


def try_again(mailbox: Mailbox, admin: psycopg.Connection) -> None:
    """The waiting messages' next moment has come."""
    admin.execute("UPDATE webhook_deliveries SET next_try_at = now() WHERE state = 'waiting'")
    admin.execute("UPDATE jobs SET due_at = now(), sent_at = NULL WHERE state = 'queued'")
    mailbox.relay.resend_lost_jobs()
    mailbox.deliver()


def test_a_booking_is_told_once_signed_and_as_the_api_shows_it(
    owner: Browser, business: Business, mailbox: Mailbox, receiver: Receiver
) -> None:
    hook = add(owner, receiver.url)
    other = add(owner, receiver.url, ["contract.sent"])
    id = book(owner, business)
    mailbox.deliver()
    (heard,) = receiver.heard
    assert heard.is_signed_with(hook["secret"])
    assert not heard.is_signed_with(other["secret"])
    assert heard.headers["content-type"] == "application/json"
    said = heard.message
    assert (said["type"], said["api_version"]) == ("appointment.booked", "v1")
    assert (said["kind"], said["id"]) == ("appointment", id)
    assert said["tenant_id"] == str(business.id)
    assert said["data"] == owner.get(f"/appointments/{id}").json
    (message,) = messages(owner, hook)
    assert message["message_id"] == heard.headers["webhook-id"]
    assert (message["state"], message["status"], message["tries"]) == ("delivered", 200, 1)
    assert (message["response"], message["body"]) == ("thanks", heard.body.decode())
    assert messages(owner, other) == []
    assert state_of(owner, hook)["delivered_at"] is not None


def test_customers_and_contracts_are_told_too(
    owner: Browser, business: Business, mailbox: Mailbox, receiver: Receiver
) -> None:
    add(owner, receiver.url, ["customer.changed", "series.booked"])
    added = owner.post("/customers", {"name": "Vera", "email": "vera@example.com"})
    weekly = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(3)),
        "rule": "FREQ=WEEKLY;COUNT=2",
        "customer_id": str(business.customer_id),
    }
    assert owner.post("/series", weekly).status_code == 201
    mailbox.deliver()
    told = {heard.message["type"]: heard.message["data"] for heard in receiver.heard}
    assert told["customer.changed"]["email"] == "vera@example.com"
    assert told["customer.changed"]["id"] == added.json["id"]
    assert len(told["series.booked"]["items"]) == 2


def test_what_is_not_taken_is_tried_again_with_the_same_body_and_id(
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    receiver: Receiver,
    admin: psycopg.Connection,
) -> None:
    hook = add(owner, receiver.url)
    receiver.answer = (503, {"Retry-After": "3600"}, b"later \x00please")
    id = book(owner, business)
    mailbox.deliver()
    (message,) = messages(owner, hook, state="waiting")
    assert (message["status"], message["response"]) == (503, "later please")
    assert message["problem"] == "The server answered that it did not take the message."
    waits = admin.execute(
        "SELECT d.next_try_at - now() > interval '59 minutes' AND j.due_at = d.next_try_at"
        " FROM webhook_deliveries d JOIN jobs j ON j.args->>'delivery_id' = d.id::text"
        " WHERE j.state = 'queued'"
    ).fetchone()
    assert waits == (True,)
    # What changes meanwhile is another message's to tell.
    assert owner.post(f"/appointments/{id}/cancel", {}, version=1).status_code == 200
    receiver.answer = (200, {}, b"")
    try_again(mailbox, admin)
    bodies = [h.body for h in receiver.heard if h.message["type"] == "appointment.booked"]
    assert len(bodies) == 2
    assert len(set(bodies)) == 1
    assert len({h.headers["webhook-id"] for h in receiver.heard}) == 2
    assert {m["state"] for m in messages(owner, hook)} == {"delivered"}


def test_one_that_does_not_answer_keeps_a_worker_once_a_minute_and_misses_nothing(
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    receiver: Receiver,
    runtime: Runtime,
    admin: psycopg.Connection,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(jobs, "LIMITS", replace(jobs.LIMITS, seconds=0.3))
    hook = add(owner, receiver.url)
    receiver.answers.clear()
    for days in (3, 4, 5):
        book(owner, business, days)
    mailbox.deliver()
    assert len(receiver.heard) == 1
    waiting = messages(owner, hook, state="waiting")
    assert sorted(message["problem"] for message in waiting) == [
        "The server had just taken too long for another message, so this one waits.",
        "The server had just taken too long for another message, so this one waits.",
        "The server took too long to answer.",
    ]
    soonest = admin.execute(
        "SELECT count(*) FROM webhook_deliveries WHERE next_try_at > now() + interval '50 seconds'"
    ).fetchone()
    assert soonest == (2,)
    receiver.answers.set()
    try_again(mailbox, admin)
    assert len(receiver.heard) == 1  # the minute is not over
    runtime.redis.delete(f"webhook-pause:{hook['id']}")
    try_again(mailbox, admin)
    assert len(receiver.heard) == 4
    assert {message["state"] for message in messages(owner, hook)} == {"delivered"}


def test_a_name_that_nobody_answers_for_in_time_keeps_a_worker_once_a_minute_too(
    owner: Browser, business: Business, mailbox: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    resolved = socket.getaddrinfo

    def resolve(host: Any, *rest: Any, **more: Any) -> Any:
        if host != "slow.example":
            return resolved(host, *rest, **more)
        asked.append(host)
        time.sleep(0.2)
        raise socket.gaierror("Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    monkeypatch.setattr(jobs, "LIMITS", replace(jobs.LIMITS, seconds=0.1))
    add(owner, "http://slow.example/")
    for days in (3, 4, 5):
        book(owner, business, days)
    mailbox.deliver()
    assert asked == ["slow.example"]


def test_a_redirect_is_not_followed(
    owner: Browser, business: Business, mailbox: Mailbox, receiver: Receiver
) -> None:
    hook = add(owner, receiver.url)
    receiver.answer = (307, {"Location": receiver.url}, b"")
    book(owner, business)
    mailbox.deliver()
    assert len(receiver.heard) == 1
    assert messages(owner, hook)[0]["problem"].startswith("The server points to another address.")


def test_a_private_address_is_not_reached(
    owner: Browser, business: Business, mailbox: Mailbox, receiver: Receiver, runtime: Runtime
) -> None:
    hook = add(owner, receiver.url.replace("127.0.0.1", "localhost"))
    runtime.__dict__["outbound"] = Outbound()
    book(owner, business)
    mailbox.deliver()
    assert receiver.heard == []
    assert "private network" in messages(owner, hook)[0]["problem"]
    refused = owner.post("/webhooks", {"name": "X", "url": receiver.url, "topics": BOOKED})
    problem = check_problem(refused, 422, "no-webhook-address")
    assert "private network" in problem["errors"]["json"]["url"][0]


def test_three_messages_that_come_to_nothing_switch_it_off_and_the_owner_is_told(
    owner: Browser,
    business: Business,
    mailbox: Mailbox,
    receiver: Receiver,
    admin: psycopg.Connection,
) -> None:
    hook = add(owner, receiver.url)
    receiver.answer = (500, {}, b"")
    for days in (3, 4, 5):
        book(owner, business, days)
    mailbox.deliver()
    # Seven tries each are behind them.
    admin.execute("UPDATE webhook_deliveries SET tries = 7")
    try_again(mailbox, admin)
    found = state_of(owner, hook)
    assert (found["is_on"], found["off_because"], found["failures"]) == (False, "failures", 3)
    (mail,) = [m for m in mailbox.to(business.owner.email) if "do not arrive" in m["Subject"]]
    assert "127.0.0.1" in text_of(mail)
    assert "key=1" not in text_of(mail)
    before = len(receiver.heard)
    book(owner, business, 6)
    mailbox.deliver()
    assert len(receiver.heard) == before
    (message, *_) = messages(owner, hook)
    replay = f"/webhooks/{hook['id']}/deliveries/{message['id']}/replay"
    check_problem(owner.post(replay), 409, "webhook-is-off")
    # Switched on again it begins anew, and what it missed can be sent again.
    path = f"/webhooks/{hook['id']}"
    on = owner.patch(path, {"is_on": True}, version=found["version"])
    assert (on.status_code, on.json["off_because"], on.json["failures"]) == (200, None, 0)
    receiver.answer = (200, {}, b"")
    assert owner.post(replay).status_code == 202
    mailbox.deliver()
    again = messages(owner, hook)[0]
    assert (again["state"], again["message_id"]) == ("delivered", message["message_id"])
    assert receiver.heard[-1].headers["webhook-id"] == message["message_id"]


def test_who_says_that_nobody_listens_is_believed_at_once(
    owner: Browser, business: Business, mailbox: Mailbox, receiver: Receiver
) -> None:
    hook = add(owner, receiver.url)
    receiver.answer = (410, {}, b"")
    book(owner, business)
    mailbox.deliver()
    found = state_of(owner, hook)
    assert (found["is_on"], found["off_because"]) == (False, "gone")
    assert messages(owner, hook)[0]["state"] == "failed"


def test_a_test_message_is_sent_once_and_decides_nothing(
    owner: Browser, mailbox: Mailbox, receiver: Receiver
) -> None:
    hook = add(owner, receiver.url)
    path = f"/webhooks/{hook['id']}"
    off = owner.patch(path, {"is_on": False}, version=hook["version"])
    assert off.json["off_because"] is None
    receiver.answer = (500, {}, b"no")
    assert owner.post(f"{path}/test").status_code == 202
    mailbox.deliver()
    (heard,) = receiver.heard
    assert heard.message["type"] == "webhook.test"
    assert heard.is_signed_with(hook["secret"])
    (message,) = messages(owner, hook)
    assert (message["state"], message["response"]) == ("failed", "no")
    assert state_of(owner, hook)["failures"] == 0


def test_a_new_secret_signs_beside_the_former_one_for_a_while(
    owner: Browser, mailbox: Mailbox, receiver: Receiver, admin: psycopg.Connection
) -> None:
    hook = add(owner, receiver.url)
    path = f"/webhooks/{hook['id']}"
    answer = owner.post(f"{path}/secret", {"overlap_hours": 1}, version=hook["version"])
    assert answer.status_code == 200
    assert answer.json["secret"] != hook["secret"]
    assert answer.json["former_secret_until"] is not None
    owner.post(f"{path}/test")
    mailbox.deliver()
    assert receiver.heard[-1].is_signed_with(hook["secret"])
    assert receiver.heard[-1].is_signed_with(answer.json["secret"])
    admin.execute("UPDATE webhooks SET former_until = now() - interval '1 second'")
    owner.post(f"{path}/test")
    mailbox.deliver()
    assert not receiver.heard[-1].is_signed_with(hook["secret"])
    assert receiver.heard[-1].is_signed_with(answer.json["secret"])
    assert state_of(owner, hook)["former_secret_until"] is None
    # The secret is shown once and stored sealed; neither it nor the address is in the audit.
    rows = admin.execute("SELECT w::text FROM webhooks w").fetchall()
    audit = admin.execute("SELECT a::text FROM audit_events a").fetchall()
    assert hook["secret"] not in str(rows)
    assert hook["secret"] not in str(audit)
    assert "key=1" not in str(audit)


def test_a_removed_webhook_hears_nothing_not_even_what_waited(
    owner: Browser, business: Business, mailbox: Mailbox, receiver: Receiver
) -> None:
    hook = add(owner, receiver.url)
    book(owner, business)
    mailbox.relay.empty()
    assert owner.call("DELETE", f"/webhooks/{hook['id']}").status_code == 204
    mailbox.deliver()
    assert receiver.heard == []
    check_problem(owner.get(f"/webhooks/{hook['id']}/deliveries"), 404)


@pytest.mark.parametrize(
    "body",
    [
        {"url": "ftp://example.com/"},
        {"url": "https://user:secret@example.com/"},
        {"url": "https://10.0.0.1/"},
        {"url": "javascript:alert(1)"},
        {"topics": []},
        {"topics": ["appointment.held"]},
        {"topics": ["webhook.test"]},
        {"name": ""},
        {"other": 1},
    ],
)
def test_what_cannot_be_a_webhook_is_refused(owner: Browser, body: dict[str, Any]) -> None:
    good = {"name": "Books", "url": "https://example.com/", "topics": BOOKED}
    check_problem(owner.post("/webhooks", {**good, **body}), 422)
    assert owner.get("/webhooks").json["items"] == []


def test_webhooks_are_the_owners_alone_and_in_person(app: App, business: Business) -> None:
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    check_problem(manager.get("/webhooks"), 403)
    check_problem(visitor(app, business).get("/webhooks"), 401)
    made = {"name": "Script", "scopes": ["view_setup"], "expires_in_days": 1}
    token = signed_in(app, business).post("/api-tokens", made).json["token"]
    carried = visitor(app, business).get("/webhooks", headers={"Authorization": f"Bearer {token}"})
    check_problem(carried, 403)
