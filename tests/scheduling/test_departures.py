"""A resource is switched off: where its appointments go is said, seen before, and taken back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.core.db import new_id
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox
from tests.web import Browser, check_problem, signed_in

ALL_DAY = [{"weekday": day, "opens": "00:00", "closes": "24:00"} for day in range(7)]


@dataclass(slots=True)
class Shop:
    """Two people who give the same service; the first has appointments."""

    browser: Browser
    business: Business
    other_id: str

    @property
    def path(self) -> str:
        return f"/resources/{self.business.staff_id}"

    def book(self, days: int, *, with_: str | None = None) -> str:
        body = {
            "service_id": str(self.business.service_id),
            "starts_at": wire(soon(days)),
            "customer_id": str(self.business.customer_id),
            "resource_ids": [with_ or str(self.business.staff_id)],
        }
        answer = self.browser.post("/appointments", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return str(answer.json["id"])

    def version(self) -> int:
        return int(self.browser.get(self.path).json["version"])

    def preview(self, **wish: Any) -> dict[str, Any]:
        answer = self.browser.post(f"{self.path}/preview-deactivation", wish)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        document: dict[str, Any] = answer.json
        return document

    def leave(self, **wish: Any) -> dict[str, Any]:
        answer = self.browser.post(f"{self.path}/deactivate", wish, version=self.version())
        assert answer.status_code == 200, answer.get_data(as_text=True)
        document: dict[str, Any] = answer.json
        return document

    def who_serves(self, id: str) -> tuple[str, str]:
        seen = self.browser.get(f"/appointments/{id}").json
        return seen["state"], seen["allocations"][0]["resource_id"]


@pytest.fixture
def shop(app: App, business: Business) -> Shop:
    browser = signed_in(app, business)
    body = {"location_id": str(business.location_id), "kind": "staff", "name": "Second"}
    other = browser.post("/resources", body).json
    path = f"/resources/{other['id']}/hours"
    assert browser.call("PUT", path, {"hours": ALL_DAY}, version=1).status_code == 200
    needs = [{"kind": "staff", "resource_ids": [str(business.staff_id), other["id"]]}]
    service = f"/services/{business.service_id}"
    version = browser.get(service).json["version"]
    assert browser.patch(service, {"requirements": needs}, version=version).status_code == 200
    return Shop(browser, business, other["id"])


def counts(document: dict[str, Any]) -> tuple[int, ...]:
    return tuple(document[name] for name in ("count", "moved", "cancelled", "left"))


def test_switching_off_without_a_word_about_the_appointments_is_refused(shop: Shop) -> None:
    shop.book(3), shop.book(4)
    answer = shop.browser.patch(shop.path, {"is_active": False}, version=shop.version())
    assert check_problem(answer, 409, "resource-has-appointments")["count"] == 2
    seen = shop.preview(do="leave")
    assert counts(seen) == (2, 0, 0, 2)
    assert [each["id"] for each in seen["stand_ins"]] == [shop.other_id]


def test_they_go_to_another_where_they_fit_and_back_again(
    shop: Shop, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    fits, clashes = shop.book(3), shop.book(4)
    shop.book(4, with_=shop.other_id)
    wish = {"do": "move", "to_id": shop.other_id, "notify": False}
    seen = shop.preview(**wish)
    assert counts(seen) == (2, 1, 0, 1)
    assert [(each["id"], each["reason"]) for each in seen["clashes"]] == [
        (clashes, "That time is already taken.")
    ]
    # Looking has changed nothing.
    staff = str(shop.business.staff_id)
    assert shop.who_serves(fits) == ("confirmed", staff)
    assert shop.browser.get(shop.path).json["is_active"]
    done = shop.leave(**wish)
    assert counts(done) == (2, 1, 0, 1)
    assert not done["resource"]["is_active"]
    assert shop.who_serves(fits) == ("confirmed", shop.other_id)
    assert shop.who_serves(clashes) == ("confirmed", staff)
    moved = "SELECT count(*) FROM audit_events WHERE tag = 'appointment.moved'"
    assert admin.execute(moved).fetchone() == (1,)
    back = shop.browser.post(
        f"{shop.path}/reactivate", {"done": done["done"]}, version=shop.version()
    )
    assert (back.status_code, back.json["taken_back"]) == (200, 1)
    assert shop.who_serves(fits) == ("confirmed", staff)


def test_those_that_fit_nowhere_are_called_off_and_guests_are_told(
    shop: Shop, mailbox: Mailbox
) -> None:
    shop.book(3), shop.book(4)
    shop.book(4, with_=shop.other_id)
    mailbox.deliver()
    before = len(mailbox.mails())
    done = shop.leave(do="move", to_id=shop.other_id, otherwise="cancel", notify=True)
    assert counts(done) == (2, 1, 1, 0)
    mailbox.deliver()
    assert len(mailbox.mails()) == before + 2


def test_what_changed_since_is_not_taken_back(shop: Shop) -> None:
    one, other = shop.book(3), shop.book(4)
    done = shop.leave(do="cancel", notify=False)
    assert counts(done) == (2, 0, 2, 0)
    version = next(each["version"] for each in done["done"] if each["id"] == one)
    assert shop.browser.post(f"/appointments/{one}/restore", version=version).status_code == 200
    path = f"{shop.path}/reactivate"
    answer = shop.browser.post(path, {"done": done["done"]}, version=shop.version())
    assert answer.json["taken_back"] == 1
    assert shop.who_serves(one) == ("confirmed", shop.other_id)
    assert shop.who_serves(other) == ("confirmed", str(shop.business.staff_id))


def test_a_stand_in_has_to_be_one(shop: Shop, app: App) -> None:
    shop.book(3)
    path = f"{shop.path}/preview-deactivation"
    for wrong in (str(new_id()), str(shop.business.room_id), str(shop.business.staff_id)):
        check_problem(shop.browser.post(path, {"do": "move", "to_id": wrong}), 404)
    check_problem(shop.browser.post(path, {"do": "move"}), 422)
    staff = signed_in(app, shop.business, shop.business.people[Role.TENANT_STAFF])
    check_problem(staff.post(path, {"do": "leave"}), 403)
