"""The booking page's routes: a visitor without an account, from the list to the cancellation."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.scheduling.operations import placing
from smoothschedule.scheduling.queries.facts import problems
from tests.factories import Business, soon, wire
from tests.web import Browser, check_problem, signed_in, visitor

START, LATER = wire(soon(3)), wire(soon(3, hour=15))
GUEST = {"name": "Vera Visitor", "email": "Vera@Guests.example", "phone": "+49 30 1"}
RANGE = {"from": wire(soon(3, hour=0)), "to": wire(soon(4, hour=0))}


@pytest.fixture
def guest(app: App, business: Business) -> Browser:
    return visitor(app, business)


def hold(guest: Browser, business: Business, **more: Any) -> Any:
    body = {"service_id": str(business.service_id), "starts_at": START, **more}
    return guest.post("/public/holds", body)


def minutes(slot: dict[str, str]) -> int:
    took = datetime.fromisoformat(slot["ends_at"]) - datetime.fromisoformat(slot["starts_at"])
    return int(took.total_seconds() // 60)


def starts(slots: list[dict[str, str]]) -> list[str]:
    return [each["starts_at"] for each in slots]


def booked(guest: Browser, business: Business) -> Any:
    token = hold(guest, business).json["token"]
    return guest.post("/public/bookings", {"hold_token": token, **GUEST})


def test_the_page_lists_what_can_be_booked_and_by_whom(guest: Browser, business: Business) -> None:
    page = guest.get("/public/business").json
    assert (page["name"], page["time_zone"], page["currency"]) == (
        "Aurora House",
        "Europe/Berlin",
        "EUR",
    )
    cut = next(each for each in page["services"] if each["id"] == str(business.service_id))
    assert [each["id"] for each in cut["staff"]] == [str(business.staff_id)]
    assert cut["location"]["name"] == "Aurora Street"
    assert "notes" not in str(page)


def test_private_services_are_not_listed(app: App, guest: Browser, business: Business) -> None:
    path = f"/services/{business.service_id}"
    signed_in(app, business).patch(path, {"is_public": False}, version=1)
    ids = [each["id"] for each in guest.get("/public/business").json["services"]]
    assert str(business.service_id) not in ids
    check_problem(guest.get(f"/public{path}/slots", query_string=RANGE), 404, "not-found")


def test_a_visitor_books_looks_moves_and_cancels(guest: Browser, business: Business) -> None:
    held = hold(guest, business)
    assert held.status_code == 201
    assert held.json["staff_name"] == "Aurora Staff"
    answer = guest.post("/public/bookings", {"hold_token": held.json["token"], **GUEST})
    assert answer.status_code == 201
    path = f"/public/bookings/{answer.json['manage_token']}"
    seen = guest.get(path)
    assert seen.json == answer.json
    assert seen.json["customer_name"] == "Vera Visitor"
    moved = guest.post(f"{path}/move", {"starts_at": LATER}, version=seen.json["version"])
    assert (moved.status_code, moved.json["starts_at"]) == (200, LATER)
    gone = guest.post(f"{path}/cancel", {"reason": "ill"}, version=moved.json["version"])
    assert (gone.json["state"], gone.json["can_cancel"]) == ("cancelled", False)
    again = guest.post(f"{path}/cancel", {}, version=gone.json["version"])
    check_problem(again, 409, "wrong-state")


def test_a_booking_is_moved_to_whom_the_guest_named_at_times_it_fits(
    app: App, guest: Browser, business: Business
) -> None:
    owner = signed_in(app, business)
    service, first = f"/services/{business.service_id}", str(business.staff_id)
    told = owner.get(f"/resources/{first}").json
    place = {"kind": "staff", "location_id": told["location_id"]}
    second = owner.post("/resources", {"name": "Ben", **place}).json
    hours = {"hours": [{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(7)]}
    owner.call("PUT", f"/resources/{second['id']}/hours", hours, version=1)
    extra = {"name": "Gloss", "extra_minutes": 30, "price_minor": 100}
    both = [{"kind": "staff", "resource_ids": [first, second["id"]]}]
    kept = owner.get(service).json["requirements"][1:]
    changed = owner.patch(service, {"addons": [extra], "requirements": both + kept}, version=1).json
    along = [changed["addons"][0]["id"]]
    token = hold(guest, business, addon_ids=along, resource_id=first).json["token"]
    made = guest.post("/public/bookings", {"hold_token": token, **GUEST}).json
    path = f"/public/bookings/{made['manage_token']}"
    length = changed["duration_minutes"] + 30
    with_anybody, with_same, with_other = (
        guest.get(f"{path}/slots", query_string=RANGE | more).json["items"]
        for more in ({}, {"resource_id": first}, {"resource_id": second["id"]})
    )
    assert {minutes(each) for each in with_anybody} == {length}
    overlapping = wire(soon(3) + timedelta(minutes=length // 2))
    assert overlapping in starts(with_same), "it is not in its own way"
    assert START not in starts(with_anybody) + starts(with_same), "where it is already"
    assert START in starts(with_other)
    assert all(second["id"] in each["resource_ids"] for each in with_other)
    assert not any(first in each["resource_ids"] for each in with_other)
    wish = {"starts_at": LATER, "resource_id": second["id"]}
    moved = guest.post(f"{path}/move", wish, version=made["version"]).json
    assert (moved["starts_at"], moved["staff_name"]) == (LATER, "Ben")
    nobody = {"starts_at": START, "resource_id": str(business.customer_id)}
    gone = guest.post(f"{path}/move", nobody, version=moved["version"])
    check_problem(gone, 404, "not-found")


def test_a_booking_of_a_service_that_is_not_online_any_more_is_moved_all_the_same(
    app: App, guest: Browser, business: Business
) -> None:
    made = booked(guest, business).json
    path, service = f"/public/bookings/{made['manage_token']}", f"/services/{business.service_id}"
    signed_in(app, business).patch(service, {"is_public": False}, version=1)
    assert guest.get(path).json["can_move"]
    slots = guest.get(f"{path}/slots", query_string=RANGE).json["items"]
    assert LATER in starts(slots)
    moved = guest.post(f"{path}/move", {"starts_at": LATER}, version=made["version"])
    assert moved.json["starts_at"] == LATER


def test_a_taken_slot_comes_with_three_others(guest: Browser, business: Business) -> None:
    hold(guest, business)
    problem = check_problem(hold(guest, business), 409, "slot-taken")
    assert len(problem["alternatives"]) == 3
    named = {"starts_at", "ends_at", "resource_ids", "seats_left", "without_addons"}
    assert set(problem["alternatives"][0]) == named
    taken = {each["starts_at"] for each in problem["alternatives"]}
    offered = guest.get(f"/public/services/{business.service_id}/slots", query_string=RANGE)
    assert taken < {each["starts_at"] for each in offered.json["items"]}


def test_a_released_slot_can_be_held_again(guest: Browser, business: Business) -> None:
    token = hold(guest, business).json["token"]
    assert guest.post("/public/holds/release", {"token": token}).status_code == 204
    assert hold(guest, business).status_code == 201
    check_problem(guest.post("/public/holds/release", {"token": "x" * 43}), 404, "not-found")


def test_a_hold_that_ran_out_is_a_conflict(
    guest: Browser, business: Business, admin: psycopg.Connection
) -> None:
    token = hold(guest, business).json["token"]
    admin.execute("UPDATE appointments SET hold_expires_at = now()")
    answer = guest.post("/public/bookings", {"hold_token": token, **GUEST})
    check_problem(answer, 409, "hold-expired")


def test_a_link_dies_a_month_after_the_appointment(
    guest: Browser, business: Business, admin: psycopg.Connection
) -> None:
    path = f"/public/bookings/{booked(guest, business).json['manage_token']}"
    admin.execute(
        "UPDATE appointments SET starts_at = now() - interval '31 days',"
        " ends_at = now() - interval '30 days'"
    )
    check_problem(guest.get(path), 410, "link-expired")
    check_problem(guest.post(f"{path}/cancel", {}, version=2), 410, "link-expired")


def test_a_link_works_at_its_own_business_only(
    app: App, guest: Browser, business: Business, rival: Business
) -> None:
    path = f"/public/bookings/{booked(guest, business).json['manage_token']}"
    stranger = visitor(app, rival)
    check_problem(stranger.get(path), 404, "not-found")
    check_problem(stranger.post(f"{path}/cancel", {}, version=2), 404, "not-found")
    check_problem(stranger.post(f"{path}/move", {"starts_at": LATER}, version=2), 404, "not-found")
    check_problem(stranger.get(f"{path}/slots", query_string=RANGE), 404, "not-found")
    token = hold(guest, business, starts_at=LATER).json["token"]
    check_problem(stranger.post("/public/holds/release", {"token": token}), 404, "not-found")
    check_problem(
        stranger.post("/public/bookings", {"hold_token": token, **GUEST}), 404, "not-found"
    )


def test_a_stranger_s_service_cannot_be_held(
    guest: Browser, business: Business, rival: Business
) -> None:
    check_problem(hold(guest, rival), 404, "not-found")
    other = hold(guest, business, resource_id=str(rival.staff_id))
    check_problem(other, 404, "not-found")


def test_a_link_s_changes_name_the_version(guest: Browser, business: Business) -> None:
    path = f"/public/bookings/{booked(guest, business).json['manage_token']}"
    check_problem(guest.post(f"{path}/cancel", {}), 428, "version-missing")
    check_problem(guest.post(f"{path}/cancel", {}, version=1), 412, "stale")
    stale = guest.post(f"{path}/move", {"starts_at": LATER}, version=1)
    check_problem(stale, 412, "stale")


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/public/holds", {"service_id": "x", "starts_at": START}),
        ("/public/holds", {"starts_at": START}),
        ("/public/holds/release", {}),
        ("/public/bookings", {"hold_token": "x", "name": "", "email": "a@b.example"}),
        ("/public/bookings", {"hold_token": "x", "name": "A", "email": "not an address"}),
        ("/public/bookings", {"hold_token": "x", "name": "A\x00", "email": "a@b.example"}),
    ],
)
def test_a_malformed_body_is_refused(guest: Browser, path: str, body: dict[str, str]) -> None:
    problem = check_problem(guest.post(path, body), 422, "malformed")
    assert problem["errors"]["json"]


@pytest.mark.parametrize("days", [-2, -9000])
def test_past_times_are_refused(
    guest: Browser, business: Business, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    looked_at = []

    def seen(*args: Any, **options: Any) -> Any:
        looked_at.append(options["also"])
        return problems(*args, **options)

    monkeypatch.setattr(placing, "problems", seen)
    past = hold(guest, business, starts_at=wire(soon(days)))
    check_problem(past, 409, "past-time")
    ((first, last),) = looked_at
    assert last - first < timedelta(days=3)  # not all that was ever booked


def test_a_known_guest_s_details_are_not_told_to_a_stranger(
    app: App, guest: Browser, business: Business
) -> None:
    known = {"name": "Ann Archer", "email": "ann@guests.example", "phone": "+49 30 7770001112"}
    signed_in(app, business).post("/customers", known)
    token = hold(guest, business).json["token"]
    body = {"hold_token": token, "name": "Mallory", "email": "ann@guests.example"}
    answer = guest.post("/public/bookings", body)
    assert answer.json["customer_name"] == "Mallory"
    assert "Archer" not in answer.get_data(as_text=True)
    assert "7770001112" not in answer.get_data(as_text=True)
