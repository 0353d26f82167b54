"""A resource is deleted: for good where nothing was booked with it, else it is a former one."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.scheduling.queries.history import OWN
from smoothschedule.users.rules import Role
from tests.mailbox import Mailbox
from tests.scheduling.shop import Shop
from tests.web import check_problem, signed_in, visitor


def delete(shop: Shop, path: str | None = None) -> Any:
    path = path or shop.path
    version = shop.browser.get(path).json["version"]
    return shop.browser.call("DELETE", path, version=version)


def names(shop: Shop, query: str = "") -> set[str]:
    return {each["name"] for each in shop.browser.get(f"/resources{query}").json["items"]}


def cancel(shop: Shop, id: str) -> None:
    version = shop.browser.get(f"/appointments/{id}").json["version"]
    off = shop.browser.post(f"/appointments/{id}/cancel", {}, version=version)
    assert off.status_code == 200


@pytest.fixture
def former(shop: Shop) -> dict[str, Any]:
    """The first of the two was deleted, after what was booked with them had been called off."""
    cancel(shop, shop.book(3))
    answer = delete(shop)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.json["resource"]
    return document


def test_nothing_is_left_of_one_with_whom_nothing_was_ever_booked(
    shop: Shop, admin: psycopg.Connection
) -> None:
    other = f"/resources/{shop.other_id}"
    day = {"on_day": "2031-03-03", "windows": [{"opens": "10:00", "closes": "11:00"}]}
    version = shop.browser.get(other).json["version"]
    differs = shop.browser.call("PUT", f"{other}/overrides", day, version=version)
    assert differs.status_code == 200, differs.get_data(as_text=True)
    seen = shop.browser.get(f"{other}/deletion").json
    assert seen == {"appointments": 0, "has_history": False}
    answer = delete(shop, other)
    assert (answer.status_code, answer.json) == (200, {"resource": None})
    check_problem(shop.browser.get(other), 404)
    assert "Second" not in names(shop) | names(shop, "?is_former=true")
    for table in OWN:
        if table != "date_override_windows":
            count = f"SELECT count(*) FROM {table} WHERE resource_id = %s"
            assert admin.execute(count, [shop.other_id]).fetchone() == (0,)
    needs = shop.browser.get(f"/services/{shop.business.service_id}").json["requirements"]
    assert needs[0]["resource_ids"] == [str(shop.business.staff_id)]


def test_with_appointments_ahead_it_is_asked_where_they_go(shop: Shop) -> None:
    shop.book(3)
    assert shop.browser.get(f"{shop.path}/deletion").json["appointments"] == 1
    assert check_problem(delete(shop), 409, "resource-has-appointments")["count"] == 1
    wish = {"do": "leave", "deletes": True}
    answer = shop.browser.post(f"{shop.path}/deactivate", wish, version=shop.version())
    check_problem(answer, 422)


def test_while_somebody_books_it_stands(app: App, shop: Shop) -> None:
    guest = visitor(app, shop.business)
    wish = {
        "service_id": str(shop.business.service_id),
        "starts_at": "2031-03-03T09:00:00Z",
        "resource_id": str(shop.business.staff_id),
    }
    assert guest.post("/public/holds", wish).status_code == 201
    check_problem(delete(shop), 409, "being-booked")


def test_a_former_one_is_in_no_list_and_can_not_be_changed_or_booked(
    app: App, shop: Shop, former: dict[str, Any]
) -> None:
    name, id = former["name"], former["id"]
    assert name not in names(shop)
    assert names(shop, "?is_former=true") == {name}
    check_problem(shop.browser.get(shop.path), 404)
    check_problem(shop.browser.patch(shop.path, {"is_active": True}, version=9), 404)
    service = f"/services/{shop.business.service_id}"
    listed = shop.browser.get(service).json
    assert listed["requirements"][0]["resource_ids"] == [shop.other_id]
    needs = [{"kind": "staff", "resource_ids": [id]}]
    body = {"requirements": needs}
    check_problem(shop.browser.patch(service, body, version=listed["version"]), 404)
    shown = visitor(app, shop.business).get("/public/business").json["services"]
    offered = next(each for each in shown if each["id"] == str(shop.business.service_id))
    assert id not in {each["id"] for each in offered["staff"]}
    team = shop.browser.get("/users").json["items"]
    assert all((each["calendar"] or {}).get("id") != id for each in team)
    person = next(each for each in team if each["role"] == Role.TENANT_MANAGER)
    path, calendar = f"/users/{person['id']}/calendar", {"resource_id": id}
    answer = shop.browser.call("PUT", path, calendar, version=person["version"])
    check_problem(answer, 404)


def test_a_former_one_is_given_no_time_off_calendar_or_address(
    shop: Shop, former: dict[str, Any]
) -> None:
    away = {"starts_at": "2031-03-03T09:00:00Z", "ends_at": "2031-03-03T10:00:00Z"}
    id = former["id"]
    check_problem(shop.browser.post("/time-off", {"resource_id": id, **away}), 404)
    check_problem(shop.browser.post(f"{shop.path}/feeds"), 404)
    elsewhere = {"name": "Mine", "url": "https://calendars.example/mine.ics"}
    check_problem(shop.browser.post(f"{shop.path}/busy-sources", elsewhere), 404)


def test_a_former_calendar_is_not_given_to_whoever_had_it(shop: Shop) -> None:
    team = shop.browser.get("/users").json["items"]
    person = next(each for each in team if each["role"] == Role.TENANT_MANAGER)
    path, calendar = f"/users/{person['id']}/calendar", {"resource_id": shop.other_id}
    given = shop.browser.call("PUT", path, calendar, version=person["version"])
    assert given.status_code == 200, given.get_data(as_text=True)
    cancel(shop, shop.book(3, with_=shop.other_id))
    assert delete(shop, f"/resources/{shop.other_id}").json["resource"] is not None
    again = shop.browser.call("PUT", path, calendar, version=given.json["version"])
    check_problem(again, 404)


def test_past_appointments_and_reports_still_name_a_former_one(
    shop: Shop, former: dict[str, Any], admin: psycopg.Connection
) -> None:
    item = shop.browser.get("/appointments?limit=1").json["items"][0]
    seen = shop.browser.get(f"/appointments/{item['id']}").json
    with_ = seen["allocations"][0]
    assert (with_["resource_name"], with_["is_former"]) == (former["name"], True)
    day = seen["starts_at"][:10]
    query = f"kind=bookings&first={day}&last={day}&by=resource"
    report = shop.browser.get(f"/reports?{query}")
    assert report.status_code == 200, report.get_data(as_text=True)
    lines = {(line["name"], line["is_former"]) for line in report.json["lines"]}
    assert lines == {(former["name"], True)}
    assert f"{former['name']} (former)," in shop.browser.get(f"/reports.csv?{query}").text


def test_customers_are_not_told_that_somebody_left(
    app: App, shop: Shop, former: dict[str, Any]
) -> None:
    customer = signed_in(app, shop.business, shop.business.people[Role.CUSTOMER])
    seen = customer.get("/my/appointments").json["items"][0]
    assert seen["allocations"][0]["resource_name"] == former["name"]
    assert "is_former" not in seen["allocations"][0]


def test_it_is_brought_back_with_its_hours_and_services(shop: Shop, former: dict[str, Any]) -> None:
    path = f"{shop.path}/restore"
    check_problem(shop.browser.post(path, {}, version=former["version"] + 1), 412)
    back = shop.browser.post(path, {}, version=former["version"])
    assert back.status_code == 200, back.get_data(as_text=True)
    assert (back.json["is_active"], back.json["hours"]) == (True, former["hours"])
    shop.book(5)
    check_problem(shop.browser.post(path, {}, version=back.json["version"]), 404)


def test_its_appointments_go_to_another_and_then_it_is_deleted_and_all_of_it_taken_back(
    shop: Shop, mailbox: Mailbox
) -> None:
    id = shop.book(3)
    done = shop.left(mailbox, do="move", to_id=shop.other_id, deletes=True)
    assert (done["state"], done["moved"], done["is_deleted"]) == ("done", 1, True)
    check_problem(shop.browser.get(shop.path), 404)
    back = shop.undo(mailbox, done["id"])
    assert (back["taken_back"], back["is_deleted"]) == (1, False)
    assert shop.who_serves(id) == ("confirmed", str(shop.business.staff_id))


def test_switched_off_once_more_it_is_not_off_for_the_departure_of_before(
    shop: Shop, mailbox: Mailbox
) -> None:
    shop.book(3)
    before = shop.left(mailbox, do="cancel", deletes=True)
    assert before["is_deleted"]
    former = shop.browser.get("/resources?is_former=true").json["items"][0]
    back = shop.browser.post(f"{shop.path}/restore", {}, version=former["version"])
    assert back.json["is_active"]
    off = shop.browser.patch(shop.path, {"is_active": False}, version=back.json["version"])
    assert off.status_code == 200, off.get_data(as_text=True)
    last, earlier = shop.browser.get(f"{shop.path}/departures").json["items"]
    assert (last["state"], last["total"], last["deletes"]) == ("done", 0, False)
    assert (earlier["id"], earlier["can_be_undone"]) == (before["id"], False)


def test_deleted_after_being_back_it_is_not_gone_for_the_departure_of_before(
    shop: Shop, mailbox: Mailbox
) -> None:
    shop.book(3)
    before = shop.left(mailbox, do="cancel")
    on = shop.browser.patch(shop.path, {"is_active": True}, version=shop.version())
    assert on.json["is_active"]
    assert delete(shop).json["resource"]["id"] == str(shop.business.staff_id)
    last, earlier = shop.browser.get(f"{shop.path}/departures").json["items"]
    assert (last["total"], last["is_deleted"]) == (0, True)
    assert (earlier["id"], earlier["can_be_undone"]) == (before["id"], False)
    assert shop.undo(mailbox, last["id"])["is_deleted"] is False
    assert shop.browser.get(shop.path).json["is_active"]


def test_whose_appointments_all_went_to_others_is_still_named_by_them(shop: Shop) -> None:
    id = shop.book(3, with_=shop.other_id)
    path, other = f"/appointments/{id}", f"/resources/{shop.other_id}"
    seen = shop.browser.get(path).json
    to = {"starts_at": seen["starts_at"], "resource_ids": [str(shop.business.staff_id)]}
    assert shop.browser.post(f"{path}/move", to, version=seen["version"]).status_code == 200
    assert shop.browser.get(f"{other}/deletion").json == {"appointments": 0, "has_history": True}
    assert delete(shop, other).json["resource"]["id"] == shop.other_id


def test_who_was_only_switched_off_leaves_no_trace_either(shop: Shop) -> None:
    path = f"/resources/{shop.other_id}"
    version = shop.browser.get(path).json["version"]
    assert shop.browser.patch(path, {"is_active": False}, version=version).status_code == 200
    assert shop.browser.get(f"{path}/departures").json["items"] == []
    assert delete(shop, path).json == {"resource": None}


def test_it_stays_switched_off_while_something_could_not_go(shop: Shop, mailbox: Mailbox) -> None:
    shop.book(3)
    shop.book(3, with_=shop.other_id)
    done = shop.left(mailbox, do="move", to_id=shop.other_id, deletes=True)
    assert (done["state"], done["stayed"], done["is_deleted"]) == ("done", 1, False)
    assert not shop.browser.get(shop.path).json["is_active"]


def test_only_who_may_switch_off_may_delete(app: App, shop: Shop) -> None:
    staff = signed_in(app, shop.business, shop.business.people[Role.TENANT_STAFF])
    check_problem(staff.get(f"{shop.path}/deletion"), 403)
    check_problem(staff.call("DELETE", shop.path, version=1), 403)
    check_problem(staff.post(f"{shop.path}/restore", {}, version=1), 403)
