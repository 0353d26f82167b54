"""Bad input gets a problem document in plain words, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.api import App
from tests.factories import Business, soon, wire
from tests.isolation.scene import TENANT_TABLES
from tests.web import Browser, check_problem, signed_in, visitor

#: Rows that any request of a signed-in person may touch.
ASIDE = {"sessions"}


def everything(admin: psycopg.Connection) -> dict[str, list[Any]]:
    tables = [name for (name,) in admin.execute(TENANT_TABLES) if name not in ASIDE]
    return {
        table: admin.execute(f"SELECT row_to_json(t)::text FROM {table} t ORDER BY 1").fetchall()
        for table in [*tables, "tenants"]
    }


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def nothing_written(owner: Browser, admin: psycopg.Connection) -> Iterator[None]:
    """Every table holds after the test what it held before."""
    before = everything(admin)
    yield
    assert everything(admin) == before


BODIES: list[tuple[str, bytes, int]] = [
    ("no JSON at all", b"name=x", 400),
    ("cut off", b'{"name": "x"', 400),
    ("two documents", b"{}{}", 400),
    ("not UTF-8", b'{"name": "\xff\xfe"}', 400),
    ("empty", b"", 422),
    ("a list", b"[]", 422),
    ("a string", b'"x"', 422),
    ("null", b"null", 422),
    ("a number", b"7", 422),
    ("NaN", b'{"name": NaN}', 422),
    ("a field too many", b'{"name": "x", "nmae": "y"}', 422),
    ("a wrong type", b'{"name": {"first": "x"}}', 422),
    ("null for a text", b'{"name": null}', 422),
    ("NUL in a text", b'{"name": "a\\u0000b"}', 422),
    ("half a character", b'{"name": "\\ud800"}', 422),
    ("too long a text", b'{"name": "' + b"x" * 500 + b'"}', 422),
    ("a number of many digits", b'{"name": ' + b"9" * 6000 + b"}", 400),
    ("a name nobody sees", b'{"name": "\\u200b\\u202e"}', 422),
    ("an address nobody can mail to", '{"name": "x", "email": "ü@x.example"}'.encode(), 422),
    ("only blanks", b'{"name": "   "}', 422),
    ("nested deep", b'{"name": ' + b"[" * 100 + b"]" * 100 + b"}", 422),
    ("nested far too deep", b'{"name": ' + b"[" * 200_000 + b"]" * 200_000 + b"}", 400),
]


@pytest.mark.parametrize(("body", "status"), [b[1:] for b in BODIES], ids=[b[0] for b in BODIES])
def test_a_body_that_makes_no_sense_is_refused(
    owner: Browser, nothing_written: None, body: bytes, status: int
) -> None:
    answer = owner.post("/customers", data=body, content_type="application/json")
    check_problem(answer, status)


def test_marks_that_turn_text_round_are_left_out(owner: Browser) -> None:
    made = owner.post(
        "/customers", {"name": "Ann \u202etterraG\u202c", "phone": "\u202a+1 212\u202c"}
    )
    assert (made.json["name"], made.json["phone"]) == ("Ann tterraG", "+1 212")


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "x"])
def test_a_body_that_is_not_called_json_is_refused(
    owner: Browser, nothing_written: None, kind: str
) -> None:
    answer = owner.post("/customers", data=b'{"name": "x"}', content_type=kind)
    check_problem(answer, 422, "malformed")


def test_five_megabytes_are_too_large(owner: Browser, nothing_written: None) -> None:
    body = b'{"name": "' + b"x" * 5_000_000 + b'"}'
    answer = owner.post("/customers", data=body, content_type="application/json")
    check_problem(answer, 413, "too-large")


def test_five_megabytes_are_too_large_for_a_stranger_too(
    app: App, business: Business, owner: Browser, nothing_written: None
) -> None:
    body = b'{"email": "' + b"x" * 5_000_000 + b'"}'
    for path in ("/auth/sign-in", "/public/holds"):
        answer = visitor(app, business).post(path, data=body, content_type="application/json")
        check_problem(answer, 413, "too-large")


MOMENTS = [
    "2026-02-30T10:00:00Z",
    "2026-01-01",
    "2026-01-01T10:00:00",
    "10:00",
    "",
    "tomorrow",
    1_800_000_000,
    None,
    True,
    "0001-01-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-23:59",
    "2026-01-01T25:00:00Z",
    "2026-01-01T10:00:00+99:00",
    "-2026-01-01T10:00:00Z",
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_moment_that_is_none_or_out_of_this_world_is_refused(
    owner: Browser, business: Business, nothing_written: None, moment: object
) -> None:
    body = {
        "service_id": str(business.service_id),
        "starts_at": moment,
        "customer_id": str(business.customer_id),
    }
    document = check_problem(owner.post("/appointments", body), 422, "malformed")
    assert list(document["errors"]["json"]) == ["starts_at"]
    if isinstance(moment, str):
        query = {"from": moment, "to": wire(soon())}
        assert check_problem(owner.get("/calendar", query_string=query), 422)["errors"]["query"]


@pytest.mark.parametrize("id", ["", "x", 7, None, [], "0" * 36, "' OR 1=1 --"])
def test_an_id_that_is_none_is_refused(
    owner: Browser, business: Business, nothing_written: None, id: object
) -> None:
    body = {"service_id": id, "starts_at": wire(soon()), "customer_id": str(business.customer_id)}
    document = check_problem(owner.post("/appointments", body), 422, "malformed")
    assert list(document["errors"]["json"]) == ["service_id"]


def test_a_path_with_something_else_than_an_id_is_not_there(owner: Browser) -> None:
    for path in ("/customers/x", "/customers/0", "/customers/%00", "/nothing", "/customers/"):
        check_problem(owner.get(path), 404, "not-found")
    check_problem(owner.call("DELETE", "/customers"), 405)


@pytest.mark.parametrize(
    ("days", "status"), [(62, 200), (62.01, 422), (63, 422), (40_000, 422), (0, 422), (-1, 422)]
)
def test_a_calendar_covers_two_months_at_most_and_ends_after_it_starts(
    owner: Browser, business: Business, days: float, status: int
) -> None:
    begin = soon()
    query = {"from": wire(begin), "to": wire(begin + _days(days))}
    service = f"/services/{business.service_id}/slots"
    for path in ("/calendar", service, f"/public{service}"):
        answer = owner.get(path, query_string=query)
        assert answer.status_code == status, path
        if status == 422:
            check_problem(answer, 422, "range-too-long" if days > 62 else "malformed")


def _days(days: float):  # type: ignore[no-untyped-def]
    return (soon(3) - soon(2)) * days


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "limit=x", "limit=-1", "unknown=1"])
def test_odd_questions_about_a_list_are_refused(owner: Browser, query: str) -> None:
    document = check_problem(owner.get(f"/customers?{query}"), 422, "malformed")
    assert list(document["errors"]["query"]) == [query.partition("=")[0]]


@pytest.mark.parametrize(
    "cursor", ["x", "!!!", "bnVsbA", "W10", "WzEsMl0", "é", "a" * 500, "WyIiLCAieCJd", "%00"]
)
def test_a_place_in_a_list_that_is_none_is_refused(owner: Browser, cursor: str) -> None:
    for path in ("/customers", "/appointments", "/users", "/locations"):
        answer = owner.get(path, query_string={"after": cursor})
        document = check_problem(answer, 422, "malformed")
        assert list(document["errors"]["query"]) == ["after"]


def test_search_words_of_any_kind_do_no_harm(owner: Browser) -> None:
    for q in ("%", "_", "'", '"', "\\", "' OR 1=1 --", "\N{SNOWMAN}", "ß", "İ", " ", "x" * 100):
        assert owner.get("/customers", query_string={"q": q}).status_code == 200
    check_problem(owner.get("/customers", query_string={"q": "a\x00"}), 422, "malformed")


@pytest.mark.parametrize(
    "given",
    [None, "", "x", '"x"', "*", '"-1"', '"1e3"', "W/", '""', '"²"', '"99999999999"'],
)
def test_a_change_must_name_the_version_that_it_changes(
    owner: Browser, business: Business, nothing_written: None, given: str | None
) -> None:
    headers = {} if given is None else {"If-Match": given}
    path = f"/customers/{business.customer_id}"
    check_problem(owner.patch(path, {"notes": "x"}, headers=headers), 428, "version-missing")


def test_a_change_of_a_stale_version_is_refused(
    owner: Browser, business: Business, nothing_written: None
) -> None:
    for path, body in (
        (f"/customers/{business.customer_id}", {"notes": "x"}),
        (f"/locations/{business.location_id}", {"name": "x"}),
        (f"/services/{business.service_id}", {"name": "x"}),
        (f"/resources/{business.staff_id}", {"name": "x"}),
        ("/tenant", {"name": "x"}),
    ):
        check_problem(owner.patch(path, body, version=77), 412, "stale")


def test_the_version_counts_up_and_the_old_one_is_stale_at_once(
    owner: Browser, business: Business
) -> None:
    path = f"/customers/{business.customer_id}"
    version = owner.get(path).json["version"]
    first = owner.patch(path, {"notes": "first"}, version=version)
    assert first.headers["ETag"] == f'"{version + 1}"'
    check_problem(owner.patch(path, {"notes": "late"}, version=version), 412, "stale")
    assert owner.get(path).json["notes"] == "first"


def test_ids_of_others_are_not_there(
    owner: Browser, rival: Business, admin: psycopg.Connection
) -> None:
    before = everything(admin)
    for path in (
        f"/customers/{rival.customer_id}",
        f"/services/{rival.service_id}",
        f"/resources/{rival.staff_id}",
        f"/locations/{rival.location_id}",
        f"/appointments/{UUID(int=1)}",
    ):
        check_problem(owner.get(path), 404, "not-found")
        if "appointments" not in path:
            check_problem(owner.patch(path, {"name": "x"}, version=1), 404, "not-found")
    assert everything(admin) == before


def test_every_answer_says_which_request_it_answers(owner: Browser) -> None:
    given = owner.get("/me", headers={"X-Request-ID": "abc-12345"})
    assert given.headers["X-Request-ID"] == "abc-12345"
    for odd in ("short", "x" * 65, "a b c d e f", '"><script>'):
        answer = owner.get("/me", headers={"X-Request-ID": odd})
        assert answer.headers["X-Request-ID"] != odd
        assert UUID(answer.headers["X-Request-ID"])


@pytest.mark.parametrize(
    ("name", "sentence"),
    [(" ", "Please fill this in."), ("x" * 121, "This is too long: 120 characters at most.")],
)
def test_a_name_is_told_apart_whether_it_is_missing_or_too_long(
    owner: Browser, name: str, sentence: str
) -> None:
    refused = owner.post("/api/v1/customers", {"name": name})
    check_problem(refused, 422)
    assert refused.get_json()["errors"]["json"]["name"] == [sentence]
