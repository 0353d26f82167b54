"""An Idempotency-Key makes a repeated POST one act with one answer."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.web import Browser, check_problem, signed_in, visitor

BODY = {"name": "Somebody New", "email": "new@example.com"}


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def new_customers(admin: psycopg.Connection) -> int:
    row = admin.execute("SELECT count(*) FROM customers WHERE name LIKE 'Somebody%'").fetchone()
    assert row is not None
    return int(row[0])


def test_a_repeated_request_gives_the_first_answer(
    owner: Browser, admin: psycopg.Connection
) -> None:
    first, again = (owner.post("/customers", BODY, key="k") for _ in range(2))
    assert first.status_code == again.status_code == 201
    assert first.json == again.json
    assert first.headers["ETag"] == again.headers["ETag"]
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert new_customers(admin) == 1


def test_the_same_key_with_another_request_is_refused(
    owner: Browser, admin: psycopg.Connection
) -> None:
    assert owner.post("/customers", BODY, key="k").status_code == 201
    for path, body in (
        ("/customers", BODY | {"name": "Somebody Else"}),
        ("/locations", {"name": "Somewhere", "time_zone": "UTC"}),
    ):
        check_problem(owner.post(path, body, key="k"), 409, "idempotency-key-reused")
    assert new_customers(admin) == 1


def test_without_a_key_or_with_another_it_is_another_act(
    owner: Browser, admin: psycopg.Connection
) -> None:
    body = {"name": "Somebody New"}
    for key in (None, None, "a", "b"):
        assert owner.post("/customers", body, key=key).status_code == 201
    assert new_customers(admin) == 4


def test_repeats_at_one_time_are_one_act(
    app: App, business: Business, owner: Browser, admin: psycopg.Connection
) -> None:
    def post(_: int) -> tuple[int, str]:
        browser = Browser(app, business.host)
        browser.keep_cookie(str(owner.cookie))
        browser.csrf_token = owner.csrf_token
        answer = browser.post("/customers", BODY, key="k")
        return answer.status_code, answer.json["id"]

    with ThreadPoolExecutor(5) as pool:
        answers = set(pool.map(post, range(5)))
    assert len(answers) == 1
    assert answers.pop()[0] == 201
    assert new_customers(admin) == 1


def test_a_refused_request_leaves_its_key_free(owner: Browser, admin: psycopg.Connection) -> None:
    check_problem(owner.post("/customers", {"name": ""}, key="k"), 422)
    assert admin.execute("SELECT count(*) FROM idempotency_keys").fetchone() == (0,)
    assert owner.post("/customers", BODY, key="k").status_code == 201


def test_a_key_belongs_to_its_person(
    app: App, business: Business, owner: Browser, admin: psycopg.Connection
) -> None:
    assert owner.post("/customers", BODY, key="k").status_code == 201
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    other = manager.post("/customers", {"name": "Somebody Else"}, key="k")
    assert other.status_code == 201
    assert new_customers(admin) == 2


def test_a_key_is_forgotten_after_a_day(owner: Browser, admin: psycopg.Connection) -> None:
    body = {"name": "Somebody New"}
    first = owner.post("/customers", body, key="k")
    admin.execute("UPDATE idempotency_keys SET created_at = now() - interval '25 hours'")
    second = owner.post("/customers", body, key="k")
    assert second.status_code == 201
    assert second.json["id"] != first.json["id"]


@pytest.mark.parametrize("key", ["", "x" * 201, "é", "a\tb"])
def test_a_key_that_is_none_is_refused(owner: Browser, admin: psycopg.Connection, key: str) -> None:
    check_problem(owner.post("/customers", BODY, key=key), 422, "malformed")
    assert new_customers(admin) == 0


def test_a_stored_answer_is_not_readable_in_the_database(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    browser = visitor(app, business)
    body = {"service_id": str(business.service_id), "starts_at": wire(soon())}
    first = browser.post("/public/holds", body, key="k")
    again = browser.post("/public/holds", body, key="k")
    assert first.json["token"] == again.json["token"]
    row = admin.execute("SELECT encode(body, 'escape') FROM idempotency_keys").fetchone()
    assert row is not None
    assert first.json["token"] not in row[0]


def test_a_strangers_guess_of_a_visitors_key_needs_the_same_request(
    app: App, business: Business
) -> None:
    mine = {"service_id": str(business.service_id), "starts_at": wire(soon(3))}
    assert visitor(app, business).post("/public/holds", mine, key="k").status_code == 201
    theirs = mine | {"starts_at": wire(soon(4))}
    answer = visitor(app, business).post("/public/holds", theirs, key="k")
    check_problem(answer, 409, "idempotency-key-reused")
