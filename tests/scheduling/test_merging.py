"""Two records of one customer become one: nothing is lost, whoever books meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Actor, Work
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.jobs.customer_merges import forget_customer_merge
from smoothschedule.scheduling.operations.merging import Wish, merge
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.locks import waits
from tests.web import Browser, check_problem, signed_in, visitor

SEES_ALL = Actor(permissions=frozenset({VIEW_ALL_CALENDARS}))


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def add(browser: Browser, name: str, **details: Any) -> str:
    answer = browser.post("/customers", {"name": name, **details})
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return str(answer.json["id"])


def book(browser: Browser, business: Business, customer_id: str, *, days: int) -> Any:
    wish = {"service_id": str(business.service_id), "starts_at": wire(soon(days))}
    return browser.post("/appointments", {**wish, "customer_id": customer_id})


def ask(browser: Browser, stays: str, goes: str, **more: Any) -> Any:
    body = {"other_id": goes, "other_version": 1, **more}
    return browser.post(f"/customers/{stays}/merge", body, version=1)


def undo_last(browser: Browser, customer_id: str) -> Any:
    merge_id = browser.get(f"/customers/{customer_id}/merges").json["items"][0]["id"]
    version = browser.get(f"/customers/{customer_id}").json["version"]
    return browser.post(f"/customers/{customer_id}/merges/{merge_id}/undo", version=version)


def test_the_one_who_stays_has_everything_and_the_details_that_were_chosen(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    stays = add(owner, "Ann", email="ann@x.example", notes="tall", tags=["vip"])
    goes = add(owner, "Ann Archer", email="a@x.example", phone="1", notes="loud", tags=["new"])
    first = book(owner, business, goes, days=3).json["id"]
    weekly = {"service_id": str(business.service_id), "starts_at": wire(soon(4))}
    series = owner.post("/series", {**weekly, "rule": "FREQ=WEEKLY;COUNT=2", "customer_id": goes})
    assert series.status_code == 201
    keep = {"name": "other", "email": "other", "phone": "other", "notes": "both"}
    answer = ask(owner, stays, goes, keep=keep)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    said = {name: answer.json[name] for name in ("id", "name", "email", "phone", "notes", "tags")}
    assert said == {
        "id": stays,
        "name": "Ann Archer",
        "email": "a@x.example",
        "phone": "1",
        "notes": "tall\n\nloud",
        "tags": ["vip", "new"],
    }
    assert answer.headers["ETag"] == '"2"'
    assert owner.get(f"/customers/{stays}/figures").json["upcoming"] == 3
    moved = owner.get(f"/appointments/{first}").json
    assert (moved["customer"]["id"], moved["version"]) == (stays, 2)
    check_problem(owner.get(f"/customers/{goes}"), 404)
    row = admin.execute("SELECT details FROM audit_events WHERE tag = 'customer.merged'").fetchone()
    assert row is not None
    assert row[0] == {"merged_id": goes, "moved": {"appointments": 3, "appointment_series": 1}}


def test_a_merge_taken_back_gives_each_what_was_theirs(owner: Browser, business: Business) -> None:
    stays = add(owner, "Ann", email="ann@x.example", notes="tall", tags=["vip"])
    goes = add(owner, "Ann Archer", email="a@x.example", notes="loud", tags=["new"])
    first = book(owner, business, goes, days=3).json["id"]
    keep = {"name": "other", "email": "other", "notes": "both"}
    assert ask(owner, stays, goes, keep=keep).status_code == 200
    (merge_id,) = (each["id"] for each in owner.get(f"/customers/{stays}/merges").json["items"])
    later = book(owner, business, stays, days=5).json["id"]
    undone = owner.post(f"/customers/{stays}/merges/{merge_id}/undo", version=2)
    assert undone.status_code == 200, undone.get_data(as_text=True)
    both = undone.json["customer"], undone.json["other"]
    assert [(each["id"], each["name"], each["email"], each["notes"]) for each in both] == [
        (stays, "Ann", "ann@x.example", "tall"),
        (goes, "Ann Archer", "a@x.example", "loud"),
    ]
    assert [each["tags"] for each in both] == [["vip"], ["new"]]
    # What came since is of the one who was there.
    whose = {id: owner.get(f"/appointments/{id}").json["customer"]["id"] for id in (first, later)}
    assert whose == {first: goes, later: stays}
    assert owner.get(f"/customers/{goes}/figures").json["upcoming"] == 1
    assert owner.get(f"/customers/{stays}/merges").json["items"] == []
    again = owner.post(f"/customers/{stays}/merges/{merge_id}/undo", version=3)
    check_problem(again, 404)


def test_who_is_back_is_known_by_a_version_that_nobody_saw(owner: Browser) -> None:
    """So that what somebody still has open of them, or an import, is refused as before."""
    stays, goes = add(owner, "Ann"), add(owner, "Ann Archer")
    assert owner.patch(f"/customers/{goes}", {"notes": "tall"}, version=1).status_code == 200
    assert ask(owner, stays, goes, other_version=2).status_code == 200
    assert undo_last(owner, stays).status_code == 200
    for seen in (1, 2):
        late = owner.patch(f"/customers/{goes}", {"notes": "short"}, version=seen)
        check_problem(late, 412, "stale")
    assert owner.patch(f"/customers/{goes}", {"notes": "short"}, version=3).status_code == 200


def test_the_history_goes_on_with_that_of_the_record_that_is_gone(owner: Browser) -> None:
    stays, goes = add(owner, "Ann"), add(owner, "Ann Archer")
    before = len(owner.get(f"/customers/{goes}/history").json["items"])
    assert ask(owner, stays, goes).status_code == 200
    told = [each["sentence"] for each in owner.get(f"/customers/{stays}/history").json["items"]]
    assert len(told) == 2 + before
    assert told[0].endswith("merged another record of the same person into the customer Ann")
    assert undo_last(owner, stays).status_code == 200
    told = [each["sentence"] for each in owner.get(f"/customers/{stays}/history").json["items"]]
    assert len(told) == 3
    assert told[0].endswith("took back the merge of another record into the customer Ann")


def test_an_account_and_a_private_address_go_along(
    app: App, owner: Browser, business: Business
) -> None:
    customer = str(business.customer_id)
    person = signed_in(app, business, business.people[Role.CUSTOMER])
    assert person.post("/my/feeds").status_code == 201
    stays = add(owner, "Ann")
    version = owner.get(f"/customers/{customer}").json["version"]
    body = {"other_id": customer, "other_version": version, "keep": {"email": "other"}}
    assert owner.post(f"/customers/{stays}/merge", body, version=1).status_code == 200
    assert book(owner, business, stays, days=3).status_code == 201
    assert len(person.get("/my/appointments").json["items"]) == 1
    assert undo_last(owner, stays).status_code == 200
    assert person.get("/my/appointments").json["items"] == []
    (feed,) = person.get("/my/feeds").json["items"]
    assert feed


def test_what_both_had_is_had_by_both_again(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    """A private address and a remembered signature, of which the one who stays keeps theirs."""
    stays, goes = add(owner, "Ann"), add(owner, "Ann Archer")
    for id in (stays, goes):
        values = [business.id, id, business.owner.id, id.encode()]
        admin.execute(
            "INSERT INTO calendar_feeds (tenant_id, id, customer_id, user_id, token_hash)"
            " VALUES (%s, gen_random_uuid(), %s, %s, %s)",
            values,
        )
        admin.execute(
            "INSERT INTO saved_signatures (tenant_id, id, customer_id, kind, how, ciphertext)"
            " VALUES (%s, gen_random_uuid(), %s, 'signature', 'drawn', %s)",
            [business.id, id, id.encode()],
        )
    query = (
        "SELECT customer_id::text, token_hash, f.id, created_at FROM calendar_feeds f"
        " UNION ALL SELECT customer_id::text, ciphertext, id, created_at FROM saved_signatures"
        " ORDER BY 3"
    )
    before = admin.execute(query).fetchall()
    assert ask(owner, stays, goes).status_code == 200
    assert {row[0] for row in admin.execute(query)} == {stays}
    assert undo_last(owner, stays).status_code == 200
    assert admin.execute(query).fetchall() == before


def test_a_merge_is_not_taken_back_where_somebody_built_on_it(
    owner: Browser, business: Business, runtime: Runtime, admin: psycopg.Connection
) -> None:
    stays, goes, third = (add(owner, name, email="a@x.example") for name in ("Ann", "Bob", "Cid"))
    assert ask(owner, stays, goes).status_code == 200
    (merge,) = owner.get(f"/customers/{stays}/merges").json["items"]
    path = f"/customers/{stays}/merges/{merge['id']}/undo"
    check_problem(owner.post(path), 428)
    check_problem(owner.post(path, version=1), 412, "stale")
    new = add(owner, "Bob", email="a@x.example")
    check_problem(owner.post(path, version=2), 409, "customer-known")
    body = {"other_id": third, "other_version": 1}
    assert owner.post(f"/customers/{stays}/merge", body, version=2).status_code == 200
    check_problem(owner.post(path, version=3), 409, "merged-since")
    # Merged with yet another, it goes along, and comes back with what it was merged into.
    other = add(owner, "Dan")
    body = {"other_id": stays, "other_version": 3}
    assert owner.post(f"/customers/{other}/merge", body, version=1).status_code == 200
    check_problem(owner.post(path, version=3), 404)
    for customer_id in (other, stays):
        assert undo_last(owner, customer_id).status_code == 200
    assert owner.patch(f"/customers/{new}", {"name": "Bobby"}, version=1).status_code == 200
    assert undo_last(owner, stays).status_code == 200
    assert owner.get(f"/customers/{goes}").json["name"] == "Bob"


def test_after_a_month_a_merge_stands_even_if_no_job_has_run(
    owner: Browser, admin: psycopg.Connection
) -> None:
    stays, goes = add(owner, "Ann"), add(owner, "Ann Archer")
    assert ask(owner, stays, goes).status_code == 200
    (merge,) = owner.get(f"/customers/{stays}/merges").json["items"]
    aged = "UPDATE customer_merges SET created_at = now() - make_interval(days => %s)"
    for days, count in ((29, 1), (30, 0)):
        admin.execute(aged, [days])
        assert len(owner.get(f"/customers/{stays}/merges").json["items"]) == count
    check_problem(owner.post(f"/customers/{stays}/merges/{merge['id']}/undo", version=2), 404)


def test_after_a_month_or_an_erasure_a_merge_stands(
    owner: Browser, business: Business, runtime: Runtime, admin: psycopg.Connection
) -> None:
    stays, goes = add(owner, "Ann"), add(owner, "Ann Archer")
    assert ask(owner, stays, goes).status_code == 200
    (merge,) = owner.get(f"/customers/{stays}/merges").json["items"]
    forget_customer_merge(runtime, business.id, customer_merge_id=merge["id"])
    check_problem(owner.post(f"/customers/{stays}/merges/{merge['id']}/undo", version=2), 404)
    body = {"other_id": add(owner, "Anne"), "other_version": 1}
    assert owner.post(f"/customers/{stays}/merge", body, version=2).status_code == 200
    said = {"because": "asked", "confirmation": "Ann"}
    erased = owner.post(f"/customers/{stays}/erase", said, version=3)
    assert erased.status_code == 200, erased.get_data(as_text=True)
    assert admin.execute("SELECT count(*) FROM customer_merges").fetchone() == (0,)


def test_what_nobody_may_decide_for_them_is_refused(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    stays, goes = add(owner, "Ann"), add(owner, "Ann Archer")
    check_problem(ask(owner, stays, stays), 409, "same-person")
    check_problem(ask(owner, stays, str(new_id())), 404)
    check_problem(ask(owner, stays, goes, other_version=7), 412, "stale")
    check_problem(ask(owner, stays, goes, keep={"tags": "this"}), 422)
    answer = owner.post(f"/customers/{stays}/merge", {"other_id": goes, "other_version": 1})
    check_problem(answer, 428)
    blocked = add(owner, "Ann Blocked", status="blocked")
    check_problem(ask(owner, stays, blocked), 409, "one-is-blocked")
    assert ask(owner, stays, blocked, status="blocked").json["status"] == "blocked"
    account = business.people[Role.CUSTOMER].id
    manager = business.people[Role.TENANT_MANAGER].id
    admin.execute("UPDATE customers SET user_id = %s WHERE id = %s", [manager, goes])
    row = admin.execute("SELECT id, version FROM customers WHERE user_id = %s", [account])
    ((other, version),) = row.fetchall()
    refused = ask(owner, goes, str(other), other_version=version)
    check_problem(refused, 409, "both-have-accounts")


def test_staff_merge_nobody(app: App, business: Business) -> None:
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    check_problem(ask(staff, str(business.customer_id), str(new_id())), 403)


@contextmanager
def meanwhile(runtime: Runtime, business: Business, stays: str, goes: str) -> Iterator[Work]:
    """A merge that has done everything and not committed yet."""
    with runtime.units.tenant(business.id, actor=SEES_ALL) as work:
        merge(work, UUID(stays), Wish(UUID(goes), 1), version=1)
        yield work


def test_who_books_the_one_that_goes_meanwhile_hears_of_it(
    owner: Browser, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    stays, goes = add(owner, "Ann"), add(owner, "Ann Archer", email="a@x.example")
    with ThreadPoolExecutor(1) as pool:
        with meanwhile(runtime, business, stays, goes):
            booking = pool.submit(book, owner, business, goes, days=5)
            assert waits(booking, admin)
        check_problem(booking.result(), 409, "customer-gone")


def test_a_guest_who_books_under_the_name_that_goes_is_known_anew(
    app: App, owner: Browser, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    stays, goes = add(owner, "Ann"), add(owner, "Vera", email="vera@x.example")
    guest = visitor(app, business)
    slot = {"service_id": str(business.service_id), "starts_at": wire(soon(6))}
    token = guest.post("/public/holds", slot).json["token"]
    said = {"hold_token": token, "name": "Vera", "email": "vera@x.example"}
    with ThreadPoolExecutor(1) as pool:
        with meanwhile(runtime, business, stays, goes):
            booking = pool.submit(guest.post, "/public/bookings", said)
            assert waits(booking, admin)
        assert booking.result().status_code == 201
    found = owner.get("/customers", query_string={"q": "vera@"}).json["items"]
    assert [each["id"] == goes for each in found] == [False]


def test_of_two_merges_that_cross_one_is_done(
    owner: Browser, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    one, two = add(owner, "Ann"), add(owner, "Ann Archer")
    with ThreadPoolExecutor(1) as pool:
        with meanwhile(runtime, business, one, two):
            crossing = pool.submit(ask, owner, two, one)
            assert waits(crossing, admin)
        check_problem(crossing.result(), 404)
    assert owner.get(f"/customers/{one}").status_code == 200


def test_who_waits_twice_for_a_service_waits_once(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    stays, goes = add(owner, "Ann"), add(owner, "Ann Archer")
    for customer_id in (stays, goes):
        wish = {
            "service_id": str(business.service_id),
            "customer_id": customer_id,
            "from_day": f"{soon(3):%Y-%m-%d}",
            "until_day": f"{soon(5):%Y-%m-%d}",
        }
        answer = owner.post("/waitlist", wish)
        assert answer.status_code == 201, answer.get_data(as_text=True)
    assert ask(owner, stays, goes).status_code == 200
    rows = admin.execute("SELECT customer_id::text, state FROM waitlist_entries ORDER BY state")
    assert rows.fetchall() == [(stays, "left"), (stays, "waiting")]
    assert undo_last(owner, stays).status_code == 200
    rows = admin.execute("SELECT customer_id::text, state FROM waitlist_entries ORDER BY id")
    assert rows.fetchall() == [(stays, "waiting"), (goes, "waiting")]
