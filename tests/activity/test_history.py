"""What became of one appointment or customer, for those who may see it."""

from __future__ import annotations

from typing import Any

import pytest

from smoothschedule.core.db import new_id
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business, add_person
from tests.isolation.scene import Scene
from tests.web import check_problem, signed_in, visitor


def test_the_history_of_an_appointment_is_its_own(scene: Scene) -> None:
    id, other = scene.appointment(days=3), scene.appointment(days=4)
    owner = scene.owner()
    assert owner.post(f"/appointments/{id}/cancel", {}, version=1).status_code == 200
    told = owner.get(f"/appointments/{id}/history").json["items"]
    assert [item["tag"] for item in told] == ["appointment.cancelled", "appointment.booked"]
    assert told[0]["sentence"] == (
        "Aurora Owner cancelled the appointment of Aurora Customer for Aurora Cut"
    )
    assert len(owner.get(f"/appointments/{other}/history").json["items"]) == 1


def test_where_it_came_from_is_for_the_owners_activity_only(scene: Scene) -> None:
    id = scene.appointment()
    (told,) = scene.owner().get(f"/appointments/{id}/history").json["items"]
    assert (told["ip_address"], told["request_id"]) == (None, None)
    query = {"subject_id": id}
    (full,) = scene.owner().get("/activity", query_string=query).json["items"]
    assert full["ip_address"] == "127.0.0.1"


def test_staff_read_it_of_their_own_appointments_only(scene: Scene, runtime: Runtime) -> None:
    id = scene.appointment()
    staff = signed_in(scene.app, scene.business, scene.business.people[Role.TENANT_STAFF])
    assert staff.get(f"/appointments/{id}/history").status_code == 200
    stranger = add_person(runtime, scene.business, Role.TENANT_STAFF, word="Other")
    other = signed_in(scene.app, scene.business, stranger)
    check_problem(other.get(f"/appointments/{id}/history"), 404, "not-found")
    path = f"/customers/{scene.business.customer_id}/history"
    assert staff.get(path).status_code == 200
    check_problem(other.get(path), 404, "not-found")


@pytest.mark.parametrize("kind", ["appointments", "customers"])
def test_customers_visitors_and_wrong_questions_are_refused(
    app: Any, business: Business, kind: str
) -> None:
    path = f"/{kind}/{new_id()}/history"
    customer = signed_in(app, business, business.people[Role.CUSTOMER])
    check_problem(customer.get(path), 403, "not-allowed")
    check_problem(visitor(app, business).get(path), 401, "not-signed-in")
    owner = signed_in(app, business)
    check_problem(owner.get(path), 404, "not-found")
    check_problem(owner.get(path, query_string={"colour": "red"}), 422, "malformed")
