"""The owner reads who did what: in sentences, by filters, page by page."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
import pytest

from smoothschedule.core.audit import PLATFORM_ID
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import new_id
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.activity.conftest import AddRow
from tests.factories import Business, make_platform_person, soon, wire
from tests.web import Browser, check_problem, signed_in, visitor

NOON = datetime(2026, 3, 10, 12, tzinfo=UTC)


def latest(browser: Browser, **query: Any) -> dict[str, Any]:
    items = browser.get("/activity", query_string=query).json["items"]
    found: dict[str, Any] = items[0]
    return found


def book(browser: Browser, business: Business) -> UUID:
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(3)),
        "customer_id": str(business.customer_id),
    }
    answer = browser.post("/appointments", body)
    assert answer.status_code == 201, answer.json
    return UUID(answer.json["id"])


def test_a_changed_price_reads_with_both_prices(app: Any, business: Business) -> None:
    owner = signed_in(app, business)
    path = f"/services/{business.service_id}"
    version = owner.get(path).json["version"]
    assert owner.patch(path, {"price_minor": 3050}, version=version).status_code == 200
    told = latest(owner)
    assert told["sentence"] == (
        "Aurora Owner changed the price of the service Aurora Cut from €25 to €30.50"
    )
    assert told["who"] == {
        "id": str(business.owner.id),
        "name": "Aurora Owner",
        "role": "TENANT_OWNER",
        "realm": "tenant",
    }
    assert told["subject"]["name"] == "Aurora Cut"
    assert told["changes"] == [
        {
            "thing": "service",
            "action": "changed",
            "fields": [{"label": "price", "before": "€25", "after": "€30.50", "is_told": True}],
        }
    ]


def test_a_booked_and_moved_appointment_reads_in_the_businesss_zone(
    app: Any, business: Business
) -> None:
    id = book(signed_in(app, business, business.people[Role.TENANT_MANAGER]), business)
    owner = signed_in(app, business)
    booked = latest(owner, subject_id=id)["sentence"]
    assert booked.startswith(
        "Aurora Manager booked the appointment of Aurora Customer for Aurora Cut on "
    )
    assert booked.endswith(("CET", "CEST"))
    body = {"starts_at": wire(soon(3, hour=12)), "resource_ids": [str(business.staff_id)]}
    assert owner.post(f"/appointments/{id}/move", body, version=1).status_code == 200
    moved = latest(owner, subject_id=id)["sentence"]
    assert moved.startswith("Aurora Owner moved the appointment of Aurora Customer")
    assert " from " in moved
    assert " to " in moved


def test_times_read_as_the_business_writes_them(
    app: Any, business: Business, admin: psycopg.Connection, add_row: AddRow
) -> None:
    id = new_id()
    fields = {"starts_at": {"before": "2026-03-10T23:05:00+00:00", "after": None}}
    fields["starts_at"]["after"] = "2026-03-11T08:00:00+00:00"
    change = {"table": "appointments", "action": "changed", "id": str(id), "fields": fields}
    subject = {"subject_type": "appointment", "subject_id": id, "changes": [change]}
    add_row(business.id, Tag.APPOINTMENT_MOVED, datetime.now(UTC), **subject)
    owner = signed_in(app, business)
    read = {}
    for locale in ("de-DE", "en-US"):
        admin.execute("UPDATE tenants SET locale = %s", [locale])
        read[locale] = latest(owner, subject_id=id)["sentence"].partition(" from ")[2]
    assert read["de-DE"] == "Wed 11 Mar 2026, 00:05 CET to Wed 11 Mar 2026, 09:00 CET"
    assert read["en-US"] == "Wed 11 Mar 2026, 12:05 AM CET to Wed 11 Mar 2026, 9:00 AM CET"


def test_personal_fields_are_named_not_told(app: Any, business: Business) -> None:
    owner = signed_in(app, business)
    path = f"/customers/{business.customer_id}"
    version = owner.get(path).json["version"]
    assert owner.patch(path, {"phone": "+49 30 77077077"}, version=version).status_code == 200
    answer = owner.get("/activity")
    told = answer.json["items"][0]
    assert told["sentence"] == ("Aurora Owner changed the phone of the customer Aurora Customer")
    (field,) = told["changes"][0]["fields"]
    assert field == {"label": "phone", "before": None, "after": None, "is_told": False}
    assert "77077077" not in answer.get_data(as_text=True).replace(" ", "")


def test_whoever_is_gone_is_somebody_no_longer_here(
    app: Any, business: Business, add_row: AddRow
) -> None:
    gone = {"actor_realm": "tenant", "actor_id": new_id(), "actor_role": "TENANT_STAFF"}
    subject = {"subject_type": "customer", "subject_id": new_id()}
    add_row(business.id, Tag.CUSTOMER_CHANGED, datetime.now(UTC), **gone, **subject)
    owner = signed_in(app, business)
    told = latest(owner, subject_id=subject["subject_id"])
    assert told["sentence"] == "Somebody no longer here changed a customer no longer here"
    assert told["subject"]["name"] is None


def test_both_identities_are_read_of_what_was_done_as_somebody_else(
    app: Any, business: Business, add_row: AddRow
) -> None:
    staff = business.people[Role.TENANT_STAFF]
    add_row(
        business.id,
        Tag.SERVICE_CHANGED,
        datetime.now(UTC),
        actor_realm="tenant",
        actor_id=staff.id,
        actor_role=staff.role,
        impersonator_realm="tenant",
        impersonator_id=business.owner.id,
        impersonator_role="TENANT_OWNER",
        subject_type="service",
        subject_id=business.service_id,
    )
    owner = signed_in(app, business)
    told = latest(owner, kind="service")
    assert told["sentence"] == ("Aurora Owner as Aurora Staff changed the service Aurora Cut")
    assert told["behind"]["id"] == str(business.owner.id)
    for person in (business.owner, staff):
        found = owner.get("/activity", query_string={"person_id": person.id, "kind": "service"})
        assert told["id"] in [item["id"] for item in found.json["items"]]


def test_platform_staff_go_by_their_role(app: Any, business: Business, add_row: AddRow) -> None:
    add_row(
        business.id,
        Tag.TENANT_CHANGED,
        datetime.now(UTC),
        actor_realm="platform",
        actor_id=new_id(),
        actor_role="SUPERUSER",
        subject_type="tenant",
        subject_id=business.id,
        changes=[
            {
                "table": "tenants",
                "action": "changed",
                "id": str(business.id),
                "fields": {"status": {"before": "trial", "after": "suspended"}},
            }
        ],
    )
    assert latest(signed_in(app, business), kind="tenant")["sentence"] == (
        "SmoothSchedule superuser changed the status of the business Aurora House"
        " from trial to suspended"
    )


def start_visit(app: Any, business: Business, mode: str) -> Browser:
    owner = signed_in(app, business)
    staff = business.people[Role.TENANT_STAFF]
    body = {"user_id": str(staff.id), "mode": mode, "reason": "She is ill"}
    answer = owner.post("/masquerades", body)
    assert answer.status_code == 200, answer.json
    owner.csrf_token = answer.json["csrf_token"]
    return owner


def test_what_is_done_in_anothers_place_names_both(app: Any, business: Business) -> None:
    visiting = start_visit(app, business, "act")
    assert visiting.post("/customers", {"name": "Walter Written"}).status_code == 201
    assert visiting.post("/auth/visit/stop").status_code == 200
    items = signed_in(app, business).get("/activity").json["items"]
    told = [item["sentence"] for item in items]
    assert "Aurora Owner took the place of Aurora Staff to act there (“She is ill”)" in told
    assert "Aurora Owner as Aurora Staff added the customer Walter Written" in told
    assert "The visit of Aurora Owner as Aurora Staff ended" in told


def test_a_business_knows_platform_staff_by_the_visits_they_made(
    app: Any, runtime: Runtime, business: Business
) -> None:
    person = make_platform_person(runtime, Role.SUPERUSER)
    browser = Browser(app, "platform.smoothschedule.localhost").enter(person)
    body = {"tenant_id": str(business.id), "reason": "Ticket 4711"}
    url = browser.post("/platform/entries", body).json["url"]
    inside = visitor(app, business)
    arrived = inside.post("/auth/visit/redeem", {"token": url.partition("token=")[2]})
    inside.csrf_token = arrived.json["csrf_token"]
    assert inside.post("/customers", {"name": "Walter Written"}).status_code == 201
    told = [item["sentence"] for item in signed_in(app, business).get("/activity").json["items"]]
    who = f"{person.name} (SmoothSchedule superuser)"
    assert f"{who} added the customer Walter Written" in told
    assert f"The visit of {person.name} began (“Ticket 4711”)" not in told
    assert f"{who} asked to enter the business to act there (“Ticket 4711”)" in told


def test_what_is_lent_reads_in_words(app: Any, business: Business) -> None:
    owner, staff = signed_in(app, business), business.people[Role.TENANT_STAFF]
    body = {"grantee_id": str(staff.id), "action": "edit_services", "reason": "a busy day"}
    assert owner.post("/grants", body).status_code == 201
    assert latest(owner, group="permission")["sentence"] == (
        "Aurora Owner lent Aurora Staff a permission for 30 minutes:"
        " add and change services and the rules for booking them"
    )


def test_filters_narrow_by_person_kind_group_and_subject(app: Any, business: Business) -> None:
    manager = business.people[Role.TENANT_MANAGER]
    id = book(signed_in(app, business, manager), business)
    owner = signed_in(app, business)

    def tags(**query: Any) -> set[str]:
        answer = owner.get("/activity", query_string=query)
        return {item["tag"] for item in answer.json["items"]}

    assert tags(person_id=manager.id) == {"appointment.booked"}
    assert tags(kind="appointment") == {"appointment.booked"}
    assert tags(group="appointment") == {"appointment.booked"}
    assert tags(group="service") == {"service.changed"}
    assert tags(subject_id=id) == {"appointment.booked"}
    assert tags(subject_id=new_id()) == set()
    assert len(tags()) > 3


@pytest.mark.parametrize(
    ("wall", "is_found"),
    [
        ("2026-03-28T22:59:59", False),  # the day before, 23:59:59 in Berlin
        ("2026-03-28T23:00:00", True),
        ("2026-03-29T21:59:59", True),  # the day with 23 hours ends an hour early
        ("2026-03-29T22:00:00", False),
    ],
)
def test_days_are_whole_days_of_the_businesss_zone(
    app: Any, business: Business, add_row: AddRow, wall: str, is_found: bool
) -> None:
    id = add_row(business.id, Tag.DEMO_SEEDED, datetime.fromisoformat(f"{wall}+00:00"))
    query = {"from": "2026-03-29", "to": "2026-03-29"}
    items = signed_in(app, business).get("/activity", query_string=query).json["items"]
    assert [item["id"] for item in items] == ([str(id)] if is_found else [])


def test_pages_follow_one_another_newest_first(
    app: Any, business: Business, add_row: AddRow
) -> None:
    ids = [
        str(add_row(business.id, Tag.DEMO_SEEDED, NOON + timedelta(minutes=n))) for n in range(7)
    ]
    owner = signed_in(app, business)
    found: list[str] = []
    after = None
    for _ in range(3):
        query = {"group": "demo", "limit": 3} | ({"after": after} if after else {})
        page = owner.get("/activity", query_string=query).json
        found += [item["id"] for item in page["items"]]
        after = page["next"]
    assert found == ids[::-1]
    assert after is None


@pytest.mark.parametrize(
    "query",
    [
        {"person_id": "nobody"},
        {"kind": "DROP TABLE"},
        {"group": "weather"},
        {"from": "yesterday"},
        {"from": "0001-01-01"},
        {"to": "9999-12-31"},
        {"limit": 101},
        {"after": "nowhere"},
        {"colour": "red"},
    ],
)
def test_a_malformed_question_is_refused(
    app: Any, business: Business, query: dict[str, str]
) -> None:
    check_problem(signed_in(app, business).get("/activity", query_string=query), 422, "malformed")


@pytest.mark.parametrize("path", ["/activity", "/activity.csv"])
@pytest.mark.parametrize("role", [Role.TENANT_MANAGER, Role.TENANT_STAFF, Role.CUSTOMER])
def test_only_the_owner_reads_it(app: Any, business: Business, path: str, role: Role) -> None:
    browser = signed_in(app, business, business.people[role])
    check_problem(browser.get(path), 403, "not-allowed")
    check_problem(visitor(app, business).get(path), 401, "not-signed-in")


def test_another_businesss_rows_are_not_there(
    app: Any, business: Business, rival: Business
) -> None:
    query = {"subject_id": rival.service_id}
    assert signed_in(app, rival).get("/activity", query_string=query).json["items"]
    assert signed_in(app, business).get("/activity", query_string=query).json["items"] == []


def platform(app: Any, runtime: Runtime, role: Role) -> Browser:
    person = make_platform_person(runtime, role)
    return Browser(app, "platform.smoothschedule.localhost").enter(person)


def test_the_platform_reads_across_businesses_newest_first(
    app: Any, runtime: Runtime, business: Business, rival: Business, add_row: AddRow
) -> None:
    places = [business.id, rival.id, PLATFORM_ID] * 3
    ids = [
        str(add_row(place, Tag.DEMO_SEEDED, NOON + timedelta(minutes=n)))
        for n, place in enumerate(places)
    ]
    browser = platform(app, runtime, Role.PLATFORM_SUPPORT)
    found: list[str] = []
    after = None
    for _ in range(5):
        query = {"group": "demo", "limit": 2} | ({"after": after} if after else {})
        page = browser.get("/platform/audit", query_string=query).json
        found += [item["id"] for item in page["items"]]
        after = page["next"]
    assert found == ids[::-1]
    assert after is None
    query = {"group": "demo", "tenant_id": rival.id}
    of_one = browser.get("/platform/audit", query_string=query).json["items"]
    assert [item["id"] for item in of_one] == [ids[7], ids[4], ids[1]]
    assert {item["tenant"]["name"] for item in of_one} == {"Borealis House"}


def test_sales_reads_of_demo_businesses_only(
    app: Any, runtime: Runtime, business: Business, rival: Business, admin: psycopg.Connection
) -> None:
    admin.execute("UPDATE tenants SET is_temporary = true WHERE id = %s", [rival.id])
    for place in (business, rival):
        with runtime.units.tenant(place.id) as work:
            work.record(Tag.DEMO_SEEDED, "tenant", place.id)
    sales = platform(app, runtime, Role.PLATFORM_SALES)
    told = sales.get("/platform/audit").json["items"]
    assert {item["tenant"] and item["tenant"]["name"] for item in told} == {"Borealis House"}
    query = {"tenant_id": business.id}
    assert sales.get("/platform/audit", query_string=query).json["items"] == []
    text = sales.get("/platform/audit.csv").get_data(as_text=True)
    assert "Borealis House" in text
    assert "Aurora House" not in text


def test_the_platform_knows_a_businesss_people_by_address_and_not_its_customers(
    app: Any, runtime: Runtime, business: Business
) -> None:
    book(signed_in(app, business), business)
    answer = platform(app, runtime, Role.SUPERUSER).get("/platform/audit")
    text = answer.get_data(as_text=True)
    assert f"{business.owner.email} booked an appointment on " in text
    assert "Aurora Customer" not in text
    assert "Aurora Owner" not in text


@pytest.mark.parametrize("path", ["/platform/audit", "/platform/audit.csv"])
def test_the_platforms_view_is_for_platform_staff(app: Any, path: str, business: Business) -> None:
    browser = Browser(app, "platform.smoothschedule.localhost")
    check_problem(browser.get(path), 401, "not-signed-in")
    check_problem(signed_in(app, business).get(path), 404, "not-found")
