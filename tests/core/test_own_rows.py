"""Each statement says whose rows it is about, the very same statement for every business."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import exists, select
from sqlalchemy.exc import OperationalError, ProgrammingError
from sqlalchemy.orm import aliased

from benchmarks.overhearing import overheard
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import own_rows, straight
from smoothschedule.core.unit_of_work import Work
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.models import Customer
from smoothschedule.users.models import User
from tests.factories import Business

OTHER = aliased(Customer)
ALWAYS = select(User.tenant_id, exists().where(OTHER.user_id == User.id), exists(Customer.id))


def sent(work: Work, statement: Any) -> tuple[list[Any], str, dict[str, Any]]:
    """The rows, and the text and values that asked for them."""
    with overheard() as heard:
        rows = list(work.session.execute(statement))
    return rows, *heard[0]


def test_one_statement_names_the_business_that_asks_each_time(
    runtime: Runtime, business: Business, rival: Business
) -> None:
    texts = set()
    for one in (business, rival, business):
        with runtime.units.tenant(one.id) as work:
            rows, text, values = sent(work, ALWAYS)
        assert {row.tenant_id for row in rows} == {one.id}
        assert [value for value in values.values() if value == one.id] == [one.id]
        texts.add(text)
    # Users, customers, and customers by another name: once each.
    assert [text.count("tenant_id = %(own_tenant_id)s::UUID") for text in texts] == [3]


def test_nobody_who_asks_can_name_another_business(
    runtime: Runtime, business: Business, rival: Business
) -> None:
    with runtime.units.tenant(business.id) as work:
        rows = work.session.execute(ALWAYS, {"own_tenant_id": rival.id}).all()
    assert {row.tenant_id for row in rows} == {business.id}


def test_columns_asked_straight_are_those_of_the_own_business(
    runtime: Runtime, business: Business, rival: Business
) -> None:
    mails = select(User.tenant_id, User.email)
    for one in (business, rival, business):
        with runtime.units.tenant(one.id) as work:
            asked = work.session.execute(mails).all()
            straight = own_rows(work.session, mails, {"own_tenant_id": rival.id})
        assert {row.tenant_id for row in straight} == {one.id}
        assert sorted(row.email for row in straight) == sorted(row.email for row in asked)


def test_what_is_asked_straight_sees_what_is_about_to_be_written(
    runtime: Runtime, business: Business
) -> None:
    names = select(Customer.name)
    with runtime.units.tenant(business.id) as work:
        work.session.add(Customer(name="Ben"))
        work.record(Tag.CUSTOMER_CHANGED)
        assert "Ben" in {row.name for row in own_rows(work.session, names, {})}


def test_what_postgresql_refuses_is_refused_as_everywhere(
    runtime: Runtime, business: Business
) -> None:
    with runtime.units.tenant(business.id) as work:
        with pytest.raises(ProgrammingError) as refused:
            straight(work.session.connection(), "SELECT * FROM nowhere")
        assert refused.value.orig.sqlstate == "42P01"
        work.session.rollback()


def test_a_lost_connection_is_not_lent_again(runtime: Runtime, business: Business) -> None:
    with runtime.units.tenant(business.id) as work:
        connection = work.session.connection()
        with pytest.raises(OperationalError) as lost:
            straight(connection, "SELECT pg_terminate_backend(pg_backend_pid())")
        work.session.rollback()
    assert lost.value.connection_invalidated
    with runtime.units.tenant(business.id) as work:
        assert work.session.scalar(select(User.tenant_id).limit(1)) == business.id
