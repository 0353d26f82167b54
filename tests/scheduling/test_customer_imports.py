"""Customers taken over from a file: tried first, done in batches, stopped, taken back."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.csv_import import MOST_BYTES
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.jobs import customer_imports as jobs
from smoothschedule.scheduling.operations.imports import running
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox
from tests.uploading import send
from tests.web import Browser, check_problem, signed_in

PATH = "/customer-imports"
HEAD = "Name,E-mail,Phone,Tags\n"
COLUMNS = ["name", "email", "phone", "tags"]
COUNTS = ("added", "changed", "unchanged", "refused")


@dataclass(slots=True)
class Desk:
    """The owner with a file at hand."""

    browser: Browser
    mailbox: Mailbox
    admin: psycopg.Connection

    def upload(self, data: str | bytes, name: str = "people.csv") -> dict[str, Any]:
        body = data.encode() if isinstance(data, str) else data
        upload_id = send(self.browser, PATH, body, name=name)
        answer = self.browser.post(PATH, {"upload_id": upload_id})
        assert answer.status_code == 201, answer.get_data(as_text=True)
        document: dict[str, Any] = answer.json
        return document

    def act(self, id: str, act: str, body: Any = None, *, deliver: bool = True) -> None:
        answer = self.browser.post(f"{PATH}/{id}/{act}", body)
        assert answer.status_code in (200, 202), answer.get_data(as_text=True)
        if deliver:
            self.mailbox.deliver()

    def checked(self, data: str, *, columns: Any = COLUMNS, existing: str = "skip") -> str:
        id = str(self.upload(data)["id"])
        reading = {"columns": columns, "existing": existing, "date_order": "dmy"}
        self.act(id, "check", reading)
        return id

    def imported(self, data: str, **reading: Any) -> str:
        id = self.checked(data, **reading)
        self.act(id, "start")
        return id

    def seen(self, id: str) -> dict[str, Any]:
        document: dict[str, Any] = self.browser.get(f"{PATH}/{id}").json
        return document

    def counts(self, id: str) -> tuple[int, ...]:
        seen = self.seen(id)
        return tuple(seen[name] for name in COUNTS)

    def customers(self) -> list[tuple[Any, ...]]:
        query = "SELECT name, email, phone, tags FROM customers WHERE user_id IS NULL ORDER BY name"
        return self.admin.execute(query).fetchall()


@pytest.fixture
def desk(app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection) -> Desk:
    return Desk(signed_in(app, business), mailbox, admin)


def test_a_file_says_what_it_is_and_its_columns_are_guessed(desk: Desk) -> None:
    file = "Vorname;Nachname;E-Mail;Größe\nJürgen;Groß;J@x.example;1,80\n".encode("cp1252")
    seen = desk.upload(file)
    assert (seen["encoding"], seen["delimiter"], seen["total_rows"]) == ("Windows-1252", ";", 1)
    assert seen["columns"] == ["first_name", "last_name", "email", None]
    assert seen["sample"] == [["Jürgen", "Groß", "J@x.example", "1,80"]]
    assert (seen["state"], desk.customers()) == ("read", [])


def test_a_check_writes_nothing_and_says_what_an_import_then_does(desk: Desk) -> None:
    file = HEAD + (
        "Ann,ANN@x.example,'+49 1,VIP; new\n"
        "Bob,not an address,,\n"
        ",cid@x.example,,\n"
        "Ann,ann@x.example,,\n"
        "Dan,,1,,too much\n"
        "Eve,,,\n"
    )
    id = desk.checked(file)
    assert (desk.seen(id)["state"], desk.counts(id)) == ("checked", (2, 0, 0, 4))
    assert desk.customers() == []
    desk.act(id, "start")
    assert (desk.seen(id)["state"], desk.counts(id)) == ("done", (2, 0, 0, 4))
    assert desk.customers() == [
        ("Ann", "ann@x.example", "+49 1", ["vip", "new"]),
        ("Eve", None, None, []),
    ]
    assert [(row["number"], row["reason"]) for row in desk.seen(id)["refusals"]] == [
        (3, "E-mail: This is not an e-mail address."),
        (4, "There is no name."),
        (5, "Row 2 is about the same person."),
        (6, "There are more cells here than columns."),
    ]


def test_a_check_names_rows_with_the_address_of_somebody_else(desk: Desk) -> None:
    desk.imported(HEAD + "Ann Archer,ann@x.example,,\n")
    file = HEAD + "Bob,bob@x.example,,\nCid,bob@x.example,,\nAnn,ann@x.example,,vip\n"
    id = desk.checked(file, existing="update")
    told = [{"number": 3, "row": 2}, {"number": 4, "row": None}]
    for _ in range(2):
        seen = desk.seen(id)
        assert (desk.counts(id), seen["shared_rows"], seen["shared"]) == ((3, 0, 0, 0), 2, told)
        if seen["state"] == "checked":
            desk.act(id, "start")
    assert [row[:2] for row in desk.customers()] == [
        ("Ann", "ann@x.example"),
        ("Ann Archer", "ann@x.example"),
        ("Bob", "bob@x.example"),
        ("Cid", "bob@x.example"),
    ]


def test_the_file_of_errors_has_the_rows_as_they_were_and_no_formulas(desk: Desk) -> None:
    id = desk.imported(HEAD + '"=cmd|calc",wrong,"@SUM(1)",\n')
    answer = desk.browser.get(f"{PATH}/{id}/refused.csv")
    (row,) = csv.DictReader(io.StringIO(answer.get_data().decode("utf-8-sig")))
    assert row == {
        "Row": "2",
        "Reason": "E-mail: This is not an e-mail address.",
        "Name": "'=cmd|calc",
        "E-mail": "wrong",
        "Phone": "'@SUM(1)",
        "Tags": "",
    }


def test_formulas_are_text(desk: Desk) -> None:
    desk.imported(HEAD + "'=1+1,one@x.example,,\n=2+2,two@x.example,,\n")
    assert [row[0] for row in desk.customers()] == ["=1+1", "=2+2"]


@pytest.mark.parametrize(
    ("existing", "counts", "phone", "tags"),
    [("skip", (1, 0, 2, 0), "1", ["old"]), ("update", (1, 1, 1, 0), "2", ["old", "new"])],
)
def test_who_is_there_already_is_skipped_or_updated_by_choice(
    desk: Desk, existing: str, counts: tuple[int, ...], phone: str, tags: list[str]
) -> None:
    desk.imported(HEAD + "Ann,ann@x.example,1,old\nBob,bob@x.example,1,\n")
    file = HEAD + "Ann,ann@x.example,2,new\nBob,bob@x.example,,\nCid,,,\n"
    assert desk.counts(desk.checked(file, existing=existing)) == counts
    id = desk.imported(file, existing=existing)
    assert desk.counts(id) == counts
    assert desk.customers()[0] == ("Ann", "ann@x.example", phone, tags)
    # Whoever was imported is known the next time.
    assert desk.counts(desk.imported(file, existing=existing)) == (0, 0, 3, 0)


def test_the_day_a_customer_was_added_is_a_day_of_the_business(desk: Desk) -> None:
    file = "Name,Since\nAnn,24.12.2024\nBob,99.12.2024\n"
    id = desk.imported(file, columns=["name", "since"])
    assert desk.counts(id) == (1, 0, 0, 1)
    row = desk.admin.execute("SELECT created_at FROM customers WHERE name = 'Ann'").fetchone()
    assert row is not None
    assert row[0].isoformat() == "2024-12-23T23:00:00+00:00"


def test_a_worker_that_dies_goes_on_and_a_second_one_does_nothing_twice(
    desk: Desk, runtime: Runtime, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "BATCH", 10)
    file = HEAD + "".join(f"Guest {n:03},guest{n}@x.example,,\n" for n in range(45))
    id = desk.checked(file)
    desk.act(id, "start", deliver=False)
    monkeypatch.setattr(jobs, "BATCHES_A_JOB", 2)
    for _ in range(2):  # the same job delivered twice
        jobs.go_through_customer_file(runtime, business.id, customer_import_id=id)
    assert (desk.seen(id)["done_rows"], len(desk.customers())) == (40, 40)
    desk.mailbox.relay.resend_lost_jobs()  # as the relay does every few seconds
    desk.mailbox.deliver()
    assert (desk.seen(id)["state"], desk.counts(id)) == ("done", (45, 0, 0, 0))
    assert len(desk.customers()) == 45
    (rows,) = desk.admin.execute("SELECT count(*) FROM customer_import_rows").fetchone() or ()
    assert rows == 45


def test_a_stopped_import_keeps_what_it_did_and_can_be_taken_back(
    desk: Desk, runtime: Runtime, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = HEAD + "".join(f"Guest {n:03},guest{n}@x.example,,\n" for n in range(30))
    id = desk.checked(file)
    monkeypatch.setattr(running, "BATCH", 10)
    monkeypatch.setattr(jobs, "BATCHES_A_JOB", 1)
    desk.act(id, "start", deliver=False)
    jobs.go_through_customer_file(runtime, business.id, customer_import_id=id)
    desk.act(id, "cancel")
    seen = desk.seen(id)
    assert (seen["state"], seen["added"], seen["can_be_undone"]) == ("cancelled", 10, True)
    check_problem(desk.browser.post(f"{PATH}/{id}/start"), 409, "import-moved-on")
    desk.act(id, "undo")
    assert (desk.seen(id)["state"], desk.customers()) == ("undone", [])


def test_undo_leaves_alone_who_was_booked_or_changed_since(desk: Desk, business: Business) -> None:
    desk.imported(HEAD + "Ann,ann@x.example,1,\nBob,bob@x.example,1,\n")
    file = HEAD + (
        "Ann,ann@x.example,2,vip\nBob,bob@x.example,2,\nCid,cid@x.example,,\nDan,,,\nEve,,,\n"
    )
    id = desk.imported(file, existing="update")
    ids = dict(iter(desk.admin.execute("SELECT name, id FROM customers").fetchall()))
    bob = f"/customers/{ids['Bob']}"
    assert desk.browser.patch(bob, {"phone": "3"}, version=2).status_code == 200
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon()),
        "customer_id": str(ids["Dan"]),
    }
    assert desk.browser.post("/appointments", body).status_code == 201
    desk.act(id, "undo")
    assert (desk.seen(id)["state"], desk.seen(id)["taken_back"]) == ("undone", 3)
    assert desk.customers() == [
        ("Ann", "ann@x.example", "1", []),
        ("Bob", "bob@x.example", "3", []),
        ("Dan", None, None, []),
    ]


def test_the_file_is_private_and_deleted_when_the_import_is_over(
    desk: Desk, product_folder: Path, runtime: Runtime, business: Business
) -> None:
    id = desk.checked(HEAD + "Ann,,,\n")
    key = f"tenants/{business.id}/imports/{id}.csv"
    assert runtime.files.size(key) is not None
    desk.act(id, "start")
    assert runtime.files.size(key) is None
    lost = desk.checked(HEAD + "Bob,,,\n")
    desk.admin.execute("UPDATE customer_imports SET created_at = now() - interval '1 day'")
    jobs.drop_import_file(runtime, business.id, customer_import_id=lost)
    desk.act(lost, "start")
    seen = desk.seen(lost)
    assert (seen["state"], seen["error"]) == ("failed", jobs.GONE)


def test_after_a_month_the_rows_are_forgotten(
    desk: Desk, runtime: Runtime, business: Business
) -> None:
    id = desk.imported(HEAD + "Ann,,,\nBob,wrong,,\n")
    jobs.forget_import_rows(runtime, business.id, customer_import_id=id)
    seen = desk.seen(id)
    assert (seen["added"], seen["refused"], seen["refusals"], seen["sample"]) == (1, 1, [], [])
    assert not seen["can_be_undone"]


def test_what_is_no_table_or_too_large_is_refused(desk: Desk) -> None:
    taken = desk.browser.post(PATH, {"upload_id": send(desk.browser, PATH, b"PK\x03\x04")})
    assert "Excel" in check_problem(taken, 422, "no-table")["title"]
    wish = {"file_name": "x.csv", "size_bytes": MOST_BYTES + 1}
    check_problem(desk.browser.post(f"{PATH}/upload-link", wish), 413, "too-large")


def test_a_file_is_taken_once_however_often_it_is_said_to_be_there(desk: Desk) -> None:
    upload_id = send(desk.browser, PATH, (HEAD + "Ann,,,\n").encode())
    ids = {desk.browser.post(PATH, {"upload_id": upload_id}).json["id"] for _ in range(2)}
    assert len(ids) == 1
    assert len(desk.browser.get(PATH).json["items"]) == 1


def test_columns_have_to_make_customers(desk: Desk) -> None:
    id = desk.upload(HEAD + "Ann,,,\n")["id"]
    said = {"existing": "skip", "date_order": "dmy"}
    for columns in ([None] * 4, ["name"], ["name", "name", None, None]):
        body = {**said, "columns": columns}
        check_problem(desk.browser.post(f"{PATH}/{id}/check", body), 422, "wrong-columns")
    body = {**said, "columns": ["shoe", None, None, None]}
    check_problem(desk.browser.post(f"{PATH}/{id}/check", body), 422)


def test_staff_import_nobody(app: App, business: Business) -> None:
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    check_problem(staff.get(PATH), 403)


def test_the_audit_counts_and_names_nobody(desk: Desk) -> None:
    desk.imported(HEAD + "Ann Secret,ann@x.example,,\nBob,wrong,,\n")
    rows = desk.admin.execute(
        "SELECT tag, details, changes::text FROM audit_events WHERE tag LIKE 'customer_import.%'"
        " ORDER BY id"
    ).fetchall()
    assert [tag for tag, _, _ in rows] == [
        "customer_import.file_taken",
        "customer_import.check_asked",
        "customer_import.ended",
        "customer_import.started",
        "customer_import.ended",
    ]
    assert rows[-1][1] == {"added": 1, "changed": 0, "unchanged": 0, "refused": 1}
    assert not any("Secret" in f"{details}{changes}" for _, details, changes in rows)
