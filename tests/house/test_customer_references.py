"""A merge of two customers forgets no table: each foreign key to customers is known to it."""

from __future__ import annotations

import psycopg

from smoothschedule.contracts.routes import DECLARING
from smoothschedule.core.db import Base
from smoothschedule.erasure.routes import blueprints
from smoothschedule.scheduling.operations.customer_moves import known_moves
from smoothschedule.scheduling.queries.customer_references import references

REFERENCES = """
    SELECT c.conrelid::regclass || '.' || a.attname FROM pg_constraint c
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[cardinality(c.conkey)]
    WHERE c.contype = 'f' AND c.confrelid = 'customers'::regclass
"""


def test_a_merge_lets_everything_go_over_that_refers_to_a_customer(
    admin: psycopg.Connection,
) -> None:
    assert DECLARING
    assert blueprints
    found = {name for (name,) in admin.execute(REFERENCES)}
    assert known_moves() == found, (
        "Say in smoothschedule/scheduling/operations/customer_moves.py, or in a module like it of "
        "your domain, what becomes of these rows when two customers are merged."
    )


def test_what_is_known_from_the_models_is_what_the_database_has(admin: psycopg.Connection) -> None:
    assert Base.metadata.tables
    known = {f"{column.table.name}.{column.name}" for column in references()}
    assert known == {name for (name,) in admin.execute(REFERENCES)}


def test_every_reference_is_found_by_an_index(admin: psycopg.Connection) -> None:
    """Whoever removes a customer has each of these tables searched."""
    indexed = {
        (table, column)
        for table, column in admin.execute(
            "SELECT i.indrelid::regclass::text, a.attname FROM pg_index i"
            " JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[1]"
        )
    }
    named = {tuple(name.split(".")) for (name,) in admin.execute(REFERENCES)}
    assert named <= indexed
