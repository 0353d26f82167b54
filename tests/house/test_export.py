"""An export forgets nothing: each table of a business goes along, or stays with its reason."""

from __future__ import annotations

from sqlalchemy.dialects.postgresql import JSONB

from smoothschedule.core.db import Base
from smoothschedule.portability.contents import (
    EXPORTED,
    KEYS,
    LEFT_OUT,
    NULLS,
    columns_of,
    exported_tables,
)
from tests.operations import app_without_servers


def test_every_table_is_exported_or_left_out_with_its_reason() -> None:
    assert app_without_servers()
    of_tenants = {table.name for table in Base.metadata.sorted_tables if "tenant_id" in table.c}
    assert set(EXPORTED) | LEFT_OUT.keys() == of_tenants, (
        "Say in smoothschedule/portability/contents.py whether a business takes it along,"
        " or why not."
    )
    assert not set(EXPORTED) & LEFT_OUT.keys()
    assert all(LEFT_OUT.values())


def test_no_secret_is_exported() -> None:
    told = {column for table in exported_tables() for column in columns_of(table)}
    assert told
    assert not [column for column in told if column.info.get("audit") == "secret"]
    names = {column.name for column in told}
    assert not {name for name in names if "token" in name or "nonce" in name or "password" in name}


def test_every_column_that_names_a_file_follows_the_business_when_it_is_imported() -> None:
    assert app_without_servers()
    named = {
        (table.name, column.name)
        for table in exported_tables()
        for column in columns_of(table)
        if column.name.endswith(("path", "file_key"))
    }
    # Where an upload waited is of no meaning elsewhere.
    assert named - {("contract_templates", "upload_path")} == KEYS


def test_where_nothing_is_a_value_an_import_tells_it_from_a_lack() -> None:
    """PostgreSQL would take the null in `"value":null` for a lack, which no such row may have."""
    assert app_without_servers()
    holds_anything = {
        (mapper.class_.__tablename__, column.name)
        for mapper in Base.registry.mappers
        for column in mapper.columns
        if isinstance(column.type, JSONB) and not column.nullable
        if mapper.class_.__annotations__.get(column.name) == "Mapped[Any]"
    }
    assert {(table, column) for table, column in holds_anything if table in EXPORTED} == NULLS


def test_what_no_archive_holds_and_no_row_may_lack_is_made_anew() -> None:
    """A secret without a default would let no archive in, unless an import makes one."""
    assert app_without_servers()
    lacking = {
        f"{table.name}.{column.name}"
        for table in exported_tables()
        for column in table.columns
        if column.info.get("audit") == "secret" and not column.nullable
    }
    assert lacking == {"waitlist_entries.nonce", "waitlist_entries.token_hash"}
