"""Runs migrations as smooth_migrator: one at a time, impatient with locks, blind to no row.

Under forced row security a mere table owner would validate foreign keys against
rows it cannot see and back-fill none of them without a word. smooth_migrator
bypasses row security, and `row_security = off` turns any remaining filtering
into an error instead of a silent omission.
"""

from alembic import context
from flask import current_app
from sqlalchemy import create_engine, pool, text
from sqlalchemy.engine import make_url

LOCK = 7_305_211_994  # any constant that names this application's migrations
metadata = current_app.extensions["migrate"].db.metadata


def run() -> None:
    url = current_app.extensions["runtime"].settings.migrator_database_url
    if not url:
        raise SystemExit("MIGRATOR_DATABASE_URL is missing: migrations run as smooth_migrator.")
    engine = create_engine(
        make_url(url).set(drivername="postgresql+psycopg"), poolclass=pool.NullPool
    )
    with engine.connect() as connection:
        # Whoever waits for a lock here keeps everybody else waiting behind it: `flask database
        # prepare` gives up and tries again instead.
        connection.execute(text("SET lock_timeout = '5s'"))
        connection.execute(text("SET statement_timeout = '15min'"))
        connection.execute(text("SET row_security = off"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": LOCK})
        connection.commit()
        context.configure(
            connection=connection,
            target_metadata=metadata,
            compare_server_default=False,
            include_name=lambda name, kind, parents: not (kind == "schema" and name == "lookup"),
        )
        with context.begin_transaction():
            context.run_migrations()
            connection.execute(text("REASSIGN OWNED BY smooth_migrator TO smooth_owner"))


run()
