"""Every change has its audit row: what was done, by whom, without secrets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
import pytest
from sqlalchemy import update

from smoothschedule.core.audit import PLATFORM_ID, UnauditedChange
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Base
from smoothschedule.core.outbox import event_types
from smoothschedule.core.unit_of_work import Work
from smoothschedule.runtime import MODELS, Runtime
from smoothschedule.scheduling.models import Customer, Service
from smoothschedule.users.models import PlatformUser, User
from smoothschedule.users.rules import Role
from tests.factories import Business, make_platform_person
from tests.web import Browser, signed_in

#: Columns that tell of a person or open something, by what they are called.
TELLING = ("email", "phone", "notes", "hash", "token", "nonce", "secret", "ip_address")


def rows(admin: psycopg.Connection, tag: Tag) -> list[dict[str, Any]]:
    cursor = admin.cursor(row_factory=psycopg.rows.dict_row)
    return cursor.execute("SELECT * FROM audit_events WHERE tag = %s ORDER BY id", [tag]).fetchall()


def test_a_change_is_told_with_who_what_before_and_after(
    app: Any, business: Business, admin: psycopg.Connection
) -> None:
    browser = signed_in(app, business)
    version = browser.get("/tenant").json["version"]
    body = {"currency": "CHF"}
    answer = browser.patch("/tenant", body, version=version, headers={"X-Request-ID": "r" * 8})
    assert answer.status_code == 200
    (row,) = rows(admin, Tag.TENANT_CHANGED)
    assert (row["tenant_id"], row["subject_id"]) == (business.id, business.id)
    assert (row["actor_id"], row["actor_role"]) == (business.owner.id, "TENANT_OWNER")
    assert (row["ip_address"], row["request_id"]) == ("127.0.0.1", "r" * 8)
    assert row["impersonator_id"] is None
    (change,) = row["changes"]
    assert (change["table"], change["action"]) == ("tenants", "changed")
    assert change["fields"] == {"currency": {"before": "EUR", "after": "CHF"}}


def test_personal_data_and_secrets_are_named_not_told(
    app: Any, business: Business, admin: psycopg.Connection
) -> None:
    body = {"name": "Paula Private", "email": "paula@example.com", "phone": "+49 30 999"}
    assert signed_in(app, business).post("/customers", body).status_code == 201
    written = str(rows(admin, Tag.CUSTOMER_CHANGED) + rows(admin, Tag.SIGNED_IN))
    for told in ("Paula", "paula@example.com", "+49 30 999"):
        assert told not in written
    fields = rows(admin, Tag.CUSTOMER_CHANGED)[-1]["changes"][0]["fields"]
    assert fields["email"] == {"changed": True}


def test_a_refused_request_leaves_nothing(
    app: Any, business: Business, admin: psycopg.Connection
) -> None:
    browser = signed_in(app, business)
    assert browser.patch("/tenant", {"currency": "CHF"}, version=99).status_code == 412
    assert rows(admin, Tag.TENANT_CHANGED) == []


def test_what_the_platform_does_to_a_business_is_the_businesss(
    app: Any, runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    person = make_platform_person(runtime, Role.SUPERUSER)
    browser = Browser(app, "platform.smoothschedule.localhost").enter(person)
    answer = browser.post(
        f"/platform/tenants/{business.id}/suspend", {"reason": "unpaid"}, version=1
    )
    assert answer.status_code == 200, answer.json
    (row,) = rows(admin, Tag.TENANT_SUSPENDED)
    assert (row["tenant_id"], row["actor_realm"]) == (business.id, "platform")
    assert row["changes"][0]["fields"]["status"] == {"before": "trial", "after": "suspended"}
    assert {r["tenant_id"] for r in rows(admin, Tag.SIGNED_IN)} == {PLATFORM_ID}


def rename(work: Work, business: Business) -> None:
    work.get(Service, business.service_id).name = "Other"


def rewrite(work: Work, business: Business) -> None:
    work.session.execute(update(Customer).values(notes="Other"))


def remove(work: Work, business: Business) -> None:
    work.session.delete(work.get(Customer, business.customer_id))


@pytest.mark.parametrize("change", [rename, rewrite, remove])
def test_a_change_that_nobody_named_does_not_commit(
    runtime: Runtime,
    business: Business,
    admin: psycopg.Connection,
    change: Callable[[Work, Business], None],
) -> None:
    def do() -> None:
        with runtime.units.tenant(business.id) as work:
            change(work, business)

    with pytest.raises(UnauditedChange):
        do()
    names = admin.execute("SELECT name FROM services UNION SELECT notes FROM customers").fetchall()
    assert ("Other",) not in names
    assert admin.execute("SELECT count(*) FROM customers").fetchone() == (1,)


def test_a_demo_businesss_rows_are_marked_for_sales(
    runtime: Runtime, business: Business, admin: psycopg.Connection
) -> None:
    with runtime.units.tenant(business.id) as work:
        work.record(Tag.DEMO_SEEDED)
    admin.execute("UPDATE tenants SET is_temporary = true")
    with runtime.units.tenant(business.id) as work:
        work.record(Tag.DEMO_SEEDED)
    assert [row["is_temporary"] for row in rows(admin, Tag.DEMO_SEEDED)] == [False, True]


def test_every_event_has_its_name_in_the_audit() -> None:
    leaves = [event for event in event_types() if not event.__subclasses__()]
    assert [event.name for event in leaves if not isinstance(event.tag, Tag)] == []


def test_columns_that_tell_of_people_or_open_something_stay_out_of_the_audit() -> None:
    assert MODELS
    audited = [
        mapper for mapper in Base.registry.mappers if getattr(mapper.class_, "__is_audited__", True)
    ]
    loose = [
        f"{mapper.class_.__tablename__}.{column.name}"
        for mapper in audited
        for column in mapper.columns
        if any(word in column.name for word in TELLING)
        and column.computed is None
        and "audit" not in column.info
    ]
    assert loose == []
    for account in (User, PlatformUser, Customer):
        assert account.__table__.c.name.info["audit"] == "personal"
