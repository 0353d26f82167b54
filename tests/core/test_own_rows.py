"""Each statement says whose rows it is about, the very same statement for every business."""

from __future__ import annotations

from typing import Any

from sqlalchemy import event, exists, select
from sqlalchemy.orm import aliased

from smoothschedule.core.unit_of_work import Work
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.models import Customer
from smoothschedule.users.models import User
from tests.factories import Business

OTHER = aliased(Customer)
ALWAYS = select(User.tenant_id, exists().where(OTHER.user_id == User.id), exists(Customer.id))


def sent(work: Work, statement: Any) -> tuple[list[Any], str, dict[str, Any]]:
    """The rows, and the text and values that asked for them."""
    heard: list[Any] = []
    connection = work.session.connection()

    def listen(*args: Any) -> None:
        heard.append(args)

    event.listen(connection, "before_cursor_execute", listen)
    rows = list(work.session.execute(statement))
    event.remove(connection, "before_cursor_execute", listen)
    return rows, heard[0][2], heard[0][3]


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
