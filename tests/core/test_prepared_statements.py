"""Statements that are asked often are prepared, and stay so."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from smoothschedule.core.db import Context, make_engine, open_session, written
from smoothschedule.runtime import Runtime
from tests.factories import Business

ASKED = text("SELECT name FROM customers WHERE name = :name")
PREPARED = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'SELECT name%'")


@pytest.fixture
def engine(runtime: Runtime) -> Iterator[Engine]:
    """With a connection of its own."""
    engine = make_engine(runtime.settings.app_database_url, pool_size=1, prepared=5)
    yield engine
    engine.dispose()


def ask_often(session: Session) -> None:
    for _ in range(6):
        assert session.execute(ASKED, {"name": "Nobody"}).all() == []


@pytest.mark.parametrize("end", ["COMMIT", "ROLLBACK", "ROLLBACK TO SAVEPOINT one"])
def test_what_is_prepared_stays_so(engine: Engine, business: Business, end: str) -> None:
    with open_session(engine, Context(business.id)) as session:
        session.execute(text("SAVEPOINT one"))
        ask_often(session)
        assert session.scalar(PREPARED) == 1
        if end in ("COMMIT", "ROLLBACK"):
            getattr(session, end.lower())()
        else:
            session.execute(text(end))
        ask_often(session)
        assert session.scalar(PREPARED) == 1


def test_whoever_only_looks_has_each_statement_planned_for_its_values(
    engine: Engine, business: Business
) -> None:
    plans = text("SELECT sum(generic_plans) FROM pg_prepared_statements")
    for only_looks in (True, False):
        with open_session(engine, Context(business.id, read_only=only_looks)) as session:
            ask_often(session)
            ask_often(session)
            assert (session.scalar(plans) == 0) is only_looks


def test_a_server_that_keeps_nothing_prepared_is_sent_statements_whole(
    engine: Engine, business: Business
) -> None:
    with open_session(engine, Context(business.id)) as session:
        ask_often(session)
        session.execute(text("DEALLOCATE ALL"))
        with pytest.raises(DBAPIError, match="does not exist"):
            session.execute(ASKED, {"name": "Nobody"})
        session.rollback()
        ask_often(session)
        assert session.scalar(PREPARED) == 0


def test_what_a_migration_changed_is_prepared_anew(
    engine: Engine, business: Business, admin: psycopg.Connection
) -> None:
    admin.execute("CREATE VIEW seen AS SELECT 1::int AS it")
    admin.execute("GRANT SELECT ON seen TO smooth_app")
    one = text("SELECT * FROM seen")
    with open_session(engine, Context(business.id)) as session:
        for _ in range(6):
            session.execute(one)
        session.commit()
        admin.execute("DROP VIEW seen")
        admin.execute("CREATE VIEW seen AS SELECT 'x' AS it")
        admin.execute("GRANT SELECT ON seen TO smooth_app")
        with pytest.raises(DBAPIError, match="cached plan"):
            session.execute(one)
        session.rollback()
        for _ in range(6):
            assert session.scalar(one) == "x"
        ask_often(session)
        assert session.scalar(PREPARED) == 1
    admin.execute("DROP VIEW seen")


def test_only_plain_words_are_written_into_statements() -> None:
    with pytest.raises(ValueError, match="plain words"):
        written("hold' OR 'a' = 'a")
