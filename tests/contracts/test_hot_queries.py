"""The lists of contracts reach their indexes as the application's role, under row security."""

from __future__ import annotations

from collections.abc import Callable

import psycopg
import pytest
from sqlalchemy import text

from smoothschedule.contracts.queries.bulk import bulk_sends
from smoothschedule.contracts.queries.contracts import contracts
from smoothschedule.core.api import App
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.unit_of_work import Actor, Work
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS
from tests.contracts.world import sent
from tests.factories import Business
from tests.scheduling.test_hot_queries import plans
from tests.web import signed_in

OWNER = Actor(permissions=frozenset({VIEW_ALL_CALENDARS}))
#: Enough contracts that reading them all is never the cheaper plan.
FILL = """
INSERT INTO contracts (id, template_version_id, number, title, state, locale, time_zone)
SELECT gen_random_uuid(), template_version_id, 'X-' || n, md5(n::text), 'draft', locale, time_zone
FROM contracts, generate_series(1, 4000) n;
INSERT INTO contract_signers (id, contract_id, role_key, kind, party, name, email)
SELECT gen_random_uuid(), id, 'client', 'signer', 'external', md5(title), md5(title) || '@x.example'
FROM contracts WHERE number ^@ 'X-';
INSERT INTO bulk_sends (id, template_version_id, title, total)
SELECT gen_random_uuid(), template_version_id, number, 1 FROM contracts;
INSERT INTO bulk_send_rows (id, bulk_send_id, number, name, email)
SELECT gen_random_uuid(), id, 1, 'A', 'a@x.example' FROM bulk_sends
"""
PAGE = {"limit": 20, "after": None}
TABLES = ("contracts", "contract_signers", "bulk_sends", "bulk_send_rows")


LISTS: list[tuple[str, str, Callable[[Work], object]]] = [
    ("newest", "pk_contracts", lambda work: contracts(work, **PAGE)),
    ("by state", "ix_contracts_state", lambda work: contracts(work, **PAGE, state="declined")),
    (
        "by words",
        "Index Only Scan Backward using ix_contracts_found",
        lambda work: contracts(work, **PAGE, q="ab12"),
    ),
    ("sent to many", "pk_bulk_sends", lambda work: bulk_sends(work, **PAGE)),
]


def test_the_lists_of_contracts_read_an_index(
    app: App,
    runtime: Runtime,
    business: Business,
    rival: Business,
    admin: psycopg.Connection,
    subtests: pytest.Subtests,
) -> None:
    # A table that is one business's alone is read from end to end with good reason.
    for one in (business, rival):
        sent(signed_in(app, one), one)
        with runtime.units.tenant(one.id, actor=OWNER) as work:
            work.record(Tag.DEMO_SEEDED)
            for statement in FILL.split(";"):
                work.session.execute(text(statement))
    admin.execute("VACUUM ANALYZE")
    for name, index, ask in LISTS:
        with subtests.test(name), runtime.units.tenant(business.id, actor=OWNER) as work:
            plan = plans(work, lambda ask=ask, work=work: ask(work))
            assert index in plan
            assert not [table for table in TABLES if f"Seq Scan on {table} " in plan]
