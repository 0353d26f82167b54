"""`flask db distribute`."""

from __future__ import annotations

import click
import psycopg
from flask import current_app
from flask.cli import with_appcontext

from smoothschedule.distribution.catalog import has_citus, read
from smoothschedule.distribution.rules import RuleBroken, plan
from smoothschedule.runtime import Runtime


@click.command("distribute")
@click.option("--dry-run", is_flag=True, help="Print the statements and run none.")
@with_appcontext
def distribute(dry_run: bool) -> None:
    """Spread the tables of businesses over the nodes of a Citus cluster (docs/scale.md).

    Needs DATABASE_URL, an administrator's, of the coordinator. What is in place stays.
    """
    runtime = current_app.extensions["runtime"]
    assert isinstance(runtime, Runtime)
    url = runtime.settings.database_url
    if not url:
        raise click.ClickException("DATABASE_URL is missing: an administrator's.")
    with psycopg.connect(url) as connection:
        try:
            steps = plan(read(connection))
        except RuleBroken as broken:
            raise click.ClickException(f"This schema cannot be distributed.\n{broken}") from None
        if dry_run:
            click.echo("\n".join(f"{step};" for step in steps) or "Everything is in its place.")
            return
        if not has_citus(connection):
            raise click.ClickException(
                "There is no Citus here: CREATE EXTENSION citus on a server that has it."
            )
        for step in steps:
            connection.execute(step)
    click.echo(f"{len(steps)} statements; everything is in its place.")
