"""An erasure forgets nothing: every personal column and every reference to customers is known."""

from __future__ import annotations

from smoothschedule.core.db import Base
from smoothschedule.erasure.reach import NOT_OF_CUSTOMERS, REACHED
from smoothschedule.erasure.rules.fates import FATES
from smoothschedule.scheduling.queries.customer_references import references
from tests.operations import app_without_servers

SAY = (
    "Say in smoothschedule/erasure/reach.py what an erasure makes of it, and let "
    "erasure/operations do so; or why it is nothing of a customer."
)


def test_every_personal_column_and_every_reference_to_customers_is_reached() -> None:
    assert app_without_servers()
    personal = {
        f"{table.name}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if "tenant_id" in table.columns and column.info.get("audit") == "personal"
    }
    referring = {f"{column.table.name}.{column.name}" for column in references()}
    assert REACHED.keys() | NOT_OF_CUSTOMERS.keys() == personal | referring, SAY
    assert not REACHED.keys() & NOT_OF_CUSTOMERS.keys()


def test_every_fate_is_one_that_the_owner_reads_of() -> None:
    assert set(REACHED.values()) <= {fate.key for fate in FATES}
