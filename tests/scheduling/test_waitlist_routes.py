"""The waitlist over HTTP: from joining online to the booking, and who may keep the list."""

from __future__ import annotations

import re
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.db import new_id
from smoothschedule.core.effects import Message
from smoothschedule.event_handlers import HANDLERS
from smoothschedule.scheduling.events import WaitlistJoined
from smoothschedule.users.rules import Role
from tests.factories import Business
from tests.mailbox import Mailbox, text_of
from tests.scheduling.guests import booked
from tests.web import Browser, check_problem, signed_in, visitor

#: The day and the time of the one booking there is: 10:00 in Berlin.
WISH = {
    "from_day": "2031-03-03",
    "until_day": "2031-03-03",
    "from_minute": 600,
    "until_minute": 601,
}


@pytest.fixture
def guest(app: App, business: Business) -> Browser:
    return visitor(app, business)


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def joins(guest: Browser, business: Business, name: str = "Walt", **more: Any) -> Any:
    person = {"name": name, "email": f"{name.lower()}@guests.example"}
    body = {"service_id": str(business.service_id), **WISH, **person, **more}
    return guest.post("/public/waitlist", body)


def test_a_guest_waits_is_offered_what_somebody_cancels_and_takes_it(
    app: App, business: Business, guest: Browser, owner: Browser, mailbox: Mailbox
) -> None:
    manage = booked(app, business)
    assert joins(guest, business).status_code == 204
    mailbox.deliver()
    (mail,) = mailbox.to("walt@guests.example")
    assert mail["Subject"] == "You are on the waitlist: Aurora Cut"
    assert "you are number 1 on the waitlist" in text_of(mail)
    found = re.search(r"http://(\S+?)(:\d+)?(/w/(\S+))", text_of(mail))
    assert found is not None
    assert found.group(1) == business.host
    assert guest.page(found.group(3)).headers["Referrer-Policy"] == "no-referrer"
    path = f"/public/waitlist/{found.group(4)}"
    assert guest.get(path).json["place"] == 1
    check_problem(guest.post(f"{path}/accept", {}), 409, "offer-over")
    called_off = guest.post(f"/public/bookings/{manage}/cancel", {}, version=2)
    assert called_off.status_code == 200
    mailbox.deliver()
    offered = mailbox.to("walt@guests.example")[1]
    assert offered["Subject"] == (
        "A time is free for you: Aurora Cut, Monday, 3 March 2031, 10:00 to 10:30 (Europe/Berlin)"
    )
    assert "We keep it for you until" in text_of(offered)
    assert owner.get("/waitlist/summary").json == {"waiting": 0, "offered": 1}
    seen = guest.get(path).json
    assert (seen["offer"]["starts_at"], seen["manage_token"]) == ("2031-03-03T09:00:00Z", None)
    taken = guest.post(f"{path}/accept", {})
    assert (taken.status_code, taken.json["state"]) == (200, "confirmed")
    assert guest.get(f"/public/bookings/{taken.json['manage_token']}").status_code == 200
    assert guest.get(path).json["manage_token"] == taken.json["manage_token"]
    mailbox.deliver()
    last = mailbox.to("walt@guests.example")[-1]
    assert last["Subject"] == "Your appointment: Aurora Cut"


def test_an_offer_whose_time_is_up_is_over_before_anybody_sweeps(
    app: App, business: Business, guest: Browser, owner: Browser, admin: psycopg.Connection
) -> None:
    booked(app, business)
    joins(guest, business)
    entry = owner.get("/waitlist").json["items"][0]
    offer = {"starts_at": "2031-03-03T10:00:00Z"}
    owner.post(f"/waitlist/{entry['id']}/offer", offer, version=entry["version"])
    for table, column in (("appointments", "hold_expires_at"), ("waitlist_offers", "expires_at")):
        admin.execute(f"UPDATE {table} SET {column} = now() WHERE {column} IS NOT NULL")
    now = owner.get("/waitlist").json["items"][0]
    assert (now["state"], now["offer"]) == ("waiting", None)
    assert owner.get("/waitlist/summary").json == {"waiting": 1, "offered": 0}


def test_strangers_learn_of_nobody_whether_they_wait(
    app: App, business: Business, guest: Browser, owner: Browser
) -> None:
    booked(app, business)
    answers = [joins(guest, business) for _ in range(2)]
    assert [(each.status_code, each.data) for each in answers] == [(204, b"")] * 2
    assert len(owner.get("/waitlist").json["items"]) == 1
    check_problem(guest.get("/public/waitlist/no-such-token"), 404, "not-found")


def test_a_customer_sees_and_leaves_the_list(app: App, business: Business, owner: Browser) -> None:
    booked(app, business)
    body = {"service_id": str(business.service_id), "customer_id": str(business.customer_id)}
    entry = owner.post("/waitlist", {**body, **WISH}).json
    customer = signed_in(app, business, business.people[Role.CUSTOMER])
    [mine] = customer.get("/my/waitlist").json["items"]
    assert (mine["id"], mine["place"]) == (entry["id"], 1)
    assert customer.get(f"/public/waitlist/{mine['path'].removeprefix('/w/')}").json["place"] == 1
    check_problem(customer.get("/waitlist"), 403, "not-allowed")
    assert customer.post(f"/my/waitlist/{entry['id']}/leave").status_code == 204
    assert customer.get("/my/waitlist").json["items"] == []
    check_problem(customer.post(f"/my/waitlist/{entry['id']}/leave"), 409, "not-waiting")


def test_a_customer_joins_the_list_and_hears_live_what_becomes_of_it(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    booked(app, business)
    customer = signed_in(app, business, business.people[Role.CUSTOMER])
    body = {"service_id": str(business.service_id), **WISH}
    joined = customer.post("/my/waitlist", body)
    assert (joined.status_code, joined.json["place"]) == (201, 1), joined.get_data(as_text=True)
    check_problem(customer.post("/my/waitlist", body), 409, "already-waiting")
    check_problem(customer.post("/my/waitlist", {**body, "name": "Bob"}), 422)
    check_problem(customer.post("/my/waitlist", {**body, "service_id": str(new_id())}), 404)
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    check_problem(staff.post("/my/waitlist", body), 403)
    told = admin.execute(
        "SELECT payload FROM outbox_events WHERE name = 'WaitlistJoined'"
    ).fetchone()
    assert told is not None
    heard = [make(told[0]) for make in HANDLERS[WaitlistJoined]]
    assert Message(f"customer:{business.customer_id}", "waitlist", joined.json["id"]) in heard


def test_nobody_leaves_the_list_for_somebody_else(
    app: App, business: Business, guest: Browser, owner: Browser
) -> None:
    booked(app, business)
    joins(guest, business)
    entry = owner.get("/waitlist").json["items"][0]
    customer = signed_in(app, business, business.people[Role.CUSTOMER])
    check_problem(customer.post(f"/my/waitlist/{entry['id']}/leave"), 404, "not-found")


def test_staff_keep_the_list_only_where_it_is_opened_to_them(app: App, business: Business) -> None:
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    check_problem(staff.get("/waitlist"), 403, "not-allowed")
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    assert manager.get("/waitlist").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"until_day": "2031-03-02"}, "until_day"),
        ({"until_day": "2031-05-30"}, "until_day"),
        ({"until_minute": 600}, "until_minute"),
        ({"email": "nobody"}, "email"),
        ({"from_day": "soon"}, "from_day"),
    ],
)
def test_a_wish_that_makes_no_sense_is_refused_beside_its_field(
    business: Business, guest: Browser, wrong: dict[str, Any], field: str
) -> None:
    problem = check_problem(joins(guest, business, **wrong), 422)
    assert field in problem["errors"]["json"]
