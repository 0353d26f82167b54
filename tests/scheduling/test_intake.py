"""Questions of a service over HTTP: asked with the booking, answered, kept as they were asked."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.sweeps import drop_files
from smoothschedule.users.rules import Role
from tests.factories import Business, picture, soon, wire
from tests.web import Browser, check_problem, signed_in, visitor

START = wire(soon(3))
QUESTIONS: list[dict[str, Any]] = [
    {"kind": "text", "label": "Any allergies?", "is_required": True, "limits": {"max_length": 50}},
    {"kind": "choice", "label": "How long?", "options": ["Short", "Long"]},
    {"kind": "file", "label": "A photo", "limits": {"types": ["png"], "most_bytes": 100_000}},
    {"kind": "consent", "label": "I agree to photos", "help": "We show them.", "is_required": True},
]


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def guest(app: App, business: Business) -> Browser:
    return visitor(app, business)


@pytest.fixture
def ids(owner: Browser, business: Business) -> list[str]:
    """The ids of the questions that the service asks."""
    path = f"/services/{business.service_id}"
    answer = owner.patch(path, {"questions": QUESTIONS}, version=1)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return [each["id"] for each in answer.json["questions"]]


def hold(guest: Browser, business: Business, start: str = START) -> Any:
    body = {"service_id": str(business.service_id), "starts_at": start}
    return guest.post("/public/holds", body).json


def book(guest: Browser, hold_token: str, answers: dict[str, Any]) -> Any:
    body = {"hold_token": hold_token, "name": "Vera", "email": "vera@guests.example"}
    return guest.post("/public/bookings", {**body, "answers": answers})


def send(guest: Browser, question_id: str, content: bytes | None = None) -> Any:
    parts = {"file": (BytesIO(picture() if content is None else content), "me.png")}
    return guest.call("POST", f"/public/questions/{question_id}/files", data=parts)


def answered(guest: Browser, business: Business, ids: list[str]) -> str:
    """A booking with every answer; returns its manage token."""
    token = send(guest, ids[2]).json["token"]
    said = {ids[0]: " Nuts ", ids[1]: ["Long"], ids[2]: token, ids[3]: True}
    answer = book(guest, hold(guest, business)["token"], said)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return str(answer.json["manage_token"])


def test_a_guest_is_asked_after_the_time_and_the_team_reads_the_answers(
    owner: Browser, guest: Browser, business: Business, ids: list[str]
) -> None:
    held = hold(guest, business)
    assert [each["label"] for each in held["questions"]] == [each["label"] for each in QUESTIONS]
    guest.post("/public/holds/release", {"token": held["token"]})
    answered(guest, business, ids)
    asked = {"state": "confirmed"}
    [appointment] = owner.get("/appointments", query_string=asked).json["items"]
    said = owner.get(f"/appointments/{appointment['id']}/answers").json["answers"]
    assert [each["value"] for each in said] == ["Nuts", ["Long"], None, True]
    assert said[2]["file"]["name"] == "me.png"
    got = owner.client.get(said[2]["file"]["url"], buffered=True)
    assert (got.status_code, got.data) == (200, picture())
    assert said[3]["help"] == "We show them."
    assert said[3]["answered_at"]


def test_each_wrong_answer_is_named_and_the_time_stays_held(
    guest: Browser, business: Business, ids: list[str]
) -> None:
    token = hold(guest, business)["token"]
    wrong = {ids[0]: "x" * 51, ids[1]: "Medium", ids[2]: "no-such-token"}
    problem = check_problem(book(guest, token, wrong), 422, "answers-refused")
    assert problem["errors"]["json"]["answers"] == {
        ids[0]: ["Please keep to 50 characters."],
        ids[1]: ["Please choose from what is offered."],
        ids[2]: ["Please choose the file again."],
        ids[3]: ["Please agree to this to book."],
    }
    assert book(guest, token, {ids[0]: "None", ids[3]: True}).status_code == 201


def test_answers_stay_as_they_were_asked_when_the_questions_change(
    owner: Browser, guest: Browser, business: Business, ids: list[str]
) -> None:
    token = answered(guest, business, ids)
    path = f"/services/{business.service_id}"
    asks_otherwise = [
        {**QUESTIONS[0], "id": ids[0], "label": "What may you not eat?"},
        {"kind": "number", "label": "How tall?", "id": ids[1]},
    ]
    assert owner.patch(path, {"questions": asks_otherwise}, version=2).status_code == 200
    intake = guest.get(f"/public/bookings/{token}/answers").json
    assert [each["label"] for each in intake["questions"]] == [
        "What may you not eat?",
        "How tall?",
    ]
    said = [(each["question"], each["value"]) for each in intake["answers"]]
    assert said[:2] == [("Any allergies?", "Nuts"), ("How long?", ["Long"])]
    assert said[3] == ("I agree to photos", True)


def test_a_guest_answers_otherwise_and_a_consent_keeps_its_moment(
    guest: Browser, business: Business, ids: list[str], admin: psycopg.Connection
) -> None:
    path = f"/public/bookings/{answered(guest, business, ids)}/answers"
    long_ago = "2026-01-02T03:04:05Z"
    admin.execute("UPDATE appointment_answers SET answered_at = %s", [long_ago])
    version = guest.get(path).json["version"]
    said = {"answers": {ids[0]: "Milk", ids[1]: None, ids[2]: None, ids[3]: True}}
    answer = guest.call("PUT", path, said, version=version)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    now = {each["question_id"]: each for each in answer.json["answers"]}
    assert set(now) == {ids[0], ids[3]}
    assert now[ids[0]]["answered_at"] > long_ago
    assert now[ids[3]]["answered_at"] == long_ago
    check_problem(guest.call("PUT", path, said, version=version), 412, "stale")
    takes_back = {"answers": {ids[3]: False}}
    refused = guest.call("PUT", path, takes_back, version=version + 1)
    check_problem(refused, 422, "answers-refused")


def test_the_desk_books_without_and_the_customer_answers_in_the_portal(
    app: App, owner: Browser, business: Business, ids: list[str]
) -> None:
    wish = {"service_id": str(business.service_id), "starts_at": START}
    customer = {"customer_id": str(business.customer_id)}
    wrong = {"answers": {ids[1]: ["Medium"]}}
    check_problem(
        owner.post("/appointments", {**wish, **customer, **wrong}), 422, "answers-refused"
    )
    booked = owner.post("/appointments", {**wish, **customer, "answers": {ids[1]: ["Short"]}}).json
    own = signed_in(app, business, business.people[Role.CUSTOMER])
    path = f"/my/appointments/{booked['id']}/answers"
    assert own.get(path).json["can_answer"]
    version = own.get(path).json["version"]
    too_little = own.call("PUT", path, {"answers": {}}, version=version)
    check_problem(too_little, 422, "answers-refused")
    said = {"answers": {ids[0]: "None", ids[3]: True}}
    assert own.call("PUT", path, said, version=version).status_code == 200
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    listed = staff.get(f"/appointments/{booked['id']}/answers").json["answers"]
    assert [each["value"] for each in listed] == ["None", ["Short"], True]
    check_problem(own.get(f"/appointments/{booked['id']}/answers"), 403, "not-allowed")


def test_only_files_that_the_question_takes_are_kept(
    guest: Browser, business: Business, ids: list[str]
) -> None:
    check_problem(send(guest, ids[2], b"%PDF-1.7"), 422, "file-refused")
    check_problem(send(guest, ids[2], picture() + b"\0" * 100_000), 413)
    check_problem(send(guest, ids[0]), 404, "not-found")
    check_problem(send(guest, str(business.service_id)), 404, "not-found")


def test_a_file_answers_once_and_one_that_nobody_takes_is_dropped(
    guest: Browser,
    business: Business,
    ids: list[str],
    admin: psycopg.Connection,
    runtime: Runtime,
) -> None:
    token = send(guest, ids[2]).json["token"]
    said = {ids[0]: "None", ids[2]: token, ids[3]: True}
    assert book(guest, hold(guest, business)["token"], said).status_code == 201
    again = book(guest, hold(guest, business, wire(soon(4)))["token"], said)
    check_problem(again, 422, "answers-refused")
    send(guest, ids[2])
    admin.execute("UPDATE intake_files SET created_at = now() - interval '25 hours'")
    paths = admin.execute("SELECT path, appointment_id IS NULL FROM intake_files").fetchall()
    assert drop_files(runtime) == 1
    assert {path: runtime.files.size(path) is not None for path, _ in paths} == {
        path: not is_nobodys for path, is_nobodys in paths
    }


def test_the_export_and_the_audit_know_what_they_should(
    owner: Browser, guest: Browser, business: Business, ids: list[str], admin: psycopg.Connection
) -> None:
    answered(guest, business, ids)
    file = owner.get("/customers.csv", query_string={"q": "Vera"}).get_data(as_text=True)
    assert (
        "Any allergies?: Nuts\nHow long?: Long\nA photo: me.png\nI agree to photos: agreed" in file
    )
    told = admin.execute("SELECT changes::text FROM audit_events").fetchall()
    assert not [changes for (changes,) in told if "Nuts" in changes]


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"kind": "choice", "label": "Which?", "options": ["One"]}, "options"),
        ({"kind": "text", "label": "What?", "limits": {"min": 1}}, "limits"),
        ({"kind": "riddle", "label": "What?"}, "kind"),
        ({"kind": "text", "label": " "}, "label"),
    ],
)
def test_a_question_that_cannot_be_asked_is_refused_beside_its_field(
    owner: Browser, business: Business, question: dict[str, Any], field: str
) -> None:
    path = f"/services/{business.service_id}"
    problem = check_problem(owner.patch(path, {"questions": [question]}, version=1), 422)
    assert field in problem["errors"]["json"]["questions"]["0"]
