"""Migrations: one line of them, in step with the models, really checked, and there and back."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from pathlib import Path

import flask_migrate
import psycopg
import pytest
import sqlalchemy
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from smoothschedule.app import create_app
from smoothschedule.config import Settings
from smoothschedule.core.api import App
from smoothschedule.core.db import Base, new_id
from tests.databases import Database

ROOT = Path(__file__).parents[2]
VERSIONS = ROOT / "migrations" / "versions"
OBJECTS = """
    SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace
    AND relkind IN ('r', 'v', 'm', 'S') AND relname <> 'alembic_version'
    UNION ALL SELECT count(*) FROM pg_proc WHERE pronamespace = 'lookup'::regnamespace
"""
TRIAL = '''"""A reference that the rows there violate."""

from alembic import op

revision = "20991231_0000"
down_revision = "{head}"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_foreign_key(
        "fk_trial", "customers", "resources", ["tenant_id", "{column}"], ["tenant_id", "id"]
    )


def downgrade() -> None:
    op.drop_constraint("fk_trial", "customers", type_="foreignkey")
'''


@pytest.fixture
def spare(new_database: Callable[[str], Database]) -> Database:
    """A migrated database that nobody else uses."""
    return new_database("migrations")


@pytest.fixture
def migrating(
    spare: Database, settings_values: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> Iterator[App]:
    """An application whose migrations act on the spare database, as smooth_migrator."""
    monkeypatch.chdir(ROOT)
    app = create_app(Settings.from_environment(settings_values | spare.environment))
    with app.app_context():
        yield app
    app.extensions["runtime"].close()


def scripts(app: App) -> ScriptDirectory:
    config: Config = app.extensions["migrate"].migrate.get_config("migrations")
    return ScriptDirectory.from_config(config)


def counts(database: Database) -> list[int]:
    with psycopg.connect(database.admin_url) as connection:
        return [count for (count,) in connection.execute(OBJECTS)]


def test_there_is_one_head(migrating: App) -> None:
    assert len(scripts(migrating).get_heads()) == 1


def test_models_and_migrations_agree(spare: Database) -> None:
    url = sqlalchemy.make_url(spare.admin_url).set(drivername="postgresql+psycopg")
    engine = sqlalchemy.create_engine(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = compare_metadata(context, Base.metadata)
    engine.dispose()
    assert [entry for entry in differences if "alembic_version" not in str(entry)] == []
    assert len(Base.metadata.tables) > 15


def test_constraints_of_models_and_migrations_agree(spare: Database) -> None:
    """Alembic compares no CHECK and no EXCLUDE; the catalog knows them by name."""
    with psycopg.connect(spare.admin_url) as connection:
        rows = connection.execute(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE contype IN ('c', 'x') AND connamespace = 'public'::regnamespace"
        ).fetchall()
    kinds = (sqlalchemy.CheckConstraint, sqlalchemy.dialects.postgresql.ExcludeConstraint)
    declared = {
        (table.name, str(constraint.name))
        for table in Base.metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, kinds)
    }
    assert {tuple(row) for row in rows} == declared


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("*.py")), ids=lambda path: path.stem)
def test_a_migration_imports_nothing_of_the_application(path: Path) -> None:
    tree = ast.parse(path.read_text())
    names = {alias.name for n in ast.walk(tree) if isinstance(n, ast.Import) for alias in n.names}
    names |= {n.module or "" for n in ast.walk(tree) if isinstance(n, ast.ImportFrom)}
    assert names
    assert not [name for name in names if name.startswith("smoothschedule")]


def test_one_can_go_back_to_nothing_and_forth_again(migrating: App, spare: Database) -> None:
    there = counts(spare)
    flask_migrate.downgrade(revision="base")
    assert counts(spare) == [0, 0]
    flask_migrate.upgrade()
    assert counts(spare) == there
    with psycopg.connect(spare.admin_url) as connection:
        owners = connection.execute(
            "SELECT DISTINCT relowner::regrole::text FROM pg_class"
            " WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'"
        ).fetchall()
    assert owners == [("smooth_owner",)]


@pytest.mark.parametrize(("column", "fails"), [("created_by_id", True), ("user_id", False)])
def test_a_foreign_key_that_rows_violate_fails_the_migration(
    migrating: App,
    spare: Database,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    column: str,
    fails: bool,
) -> None:
    """Under forced row security a mere owner would see no row and call any key valid."""
    (head,) = scripts(migrating).get_heads()
    (tmp_path / "20991231_0000_trial.py").write_text(TRIAL.format(head=head, column=column))
    with psycopg.connect(spare.admin_url) as connection:
        _customer_of_a_colleague(connection)
    config: Config = migrating.extensions["migrate"].migrate.get_config("migrations")
    config.set_main_option("version_path_separator", "os")
    config.set_main_option("version_locations", f"{VERSIONS}:{tmp_path}")
    monkeypatch.setattr(
        migrating.extensions["migrate"].migrate, "get_config", lambda *_, **__: config
    )
    if fails:
        with pytest.raises(sqlalchemy.exc.IntegrityError, match="fk_trial"):
            flask_migrate.upgrade()
    else:
        flask_migrate.upgrade()
    with psycopg.connect(spare.admin_url) as connection:
        (version,) = connection.execute("SELECT version_num FROM alembic_version").fetchone() or ()
        kept = connection.execute("SELECT FROM pg_constraint WHERE conname = 'fk_trial'").fetchall()
    assert version == (head if fails else "20991231_0000")
    assert len(kept) == (0 if fails else 1)


def _customer_of_a_colleague(connection: psycopg.Connection) -> None:
    """A row whose created_by_id is a user's and no resource's, and whose user_id is empty."""
    tenant_id, user_id = new_id(), new_id()
    connection.execute(
        "INSERT INTO tenants (id, name, subdomain, time_zone) VALUES (%s, 'T', 'trial', 'UTC')",
        [tenant_id],
    )
    connection.execute(
        "INSERT INTO users (tenant_id, id, email, name, role)"
        " VALUES (%s, %s, 'x@example.com', 'X', 'TENANT_OWNER')",
        [tenant_id, user_id],
    )
    connection.execute(
        "INSERT INTO customers (tenant_id, id, name, created_by_id) VALUES (%s, %s, 'C', %s)",
        [tenant_id, new_id(), user_id],
    )
