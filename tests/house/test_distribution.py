"""The schema as it is can be spread over Citus: the rules hold for the migrated catalog itself."""

from __future__ import annotations

import psycopg

from smoothschedule.core.api import App
from smoothschedule.core.db import Base, TenantOwned
from smoothschedule.distribution.catalog import read
from smoothschedule.distribution.rules import distributed, plan, referenced


def test_the_migrated_schema_can_be_distributed(admin: psycopg.Connection, app: App) -> None:
    catalog = read(admin)
    mapped = (mapper.class_ for mapper in Base.registry.mappers)
    owned = {each.__tablename__ for each in mapped if issubclass(each, TenantOwned)}
    assert owned <= set(distributed(catalog))
    assert referenced(catalog) == ["tenants"]
    steps = plan(catalog)
    spread = [step for step in steps if "create_distributed_table" in step]
    assert len(spread) == len(distributed(catalog))
    dropped = [step for step in steps if "DROP CONSTRAINT" in step]
    assert len(dropped) == len([step for step in steps if "ADD CONSTRAINT" in step]) > 50

    runner = app.test_cli_runner()
    printed = runner.invoke(args=["db", "distribute", "--dry-run"])
    assert printed.output.splitlines() == [f"{step};" for step in steps]
    refused = runner.invoke(args=["db", "distribute"])
    assert refused.exit_code == 1
    assert "There is no Citus here" in refused.output
