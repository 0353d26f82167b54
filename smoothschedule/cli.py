"""Commands for operators: `flask database`, `flask demo`, `flask users`, `flask openapi`…"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click
import flask_migrate
import psycopg
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext
from flask_migrate.cli import db as migrations
from psycopg.errors import DeadlockDetected, LockNotAvailable
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from smoothschedule.backups import making
from smoothschedule.backups.parts import BackupError
from smoothschedule.backups.restoring import restore
from smoothschedule.bucket_commands import assets, storage
from smoothschedule.config import Settings
from smoothschedule.contracts.seal_keys import make_key
from smoothschedule.core.api import current_spec
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.database_roles import prepare_roles
from smoothschedule.core.db import Context, new_id
from smoothschedule.core.problems import Malformed, Problem
from smoothschedule.core.unit_of_work import Work
from smoothschedule.demo import development
from smoothschedule.demo.making import email_of, make
from smoothschedule.demo.orders import LONGEST_DAYS, business_of, password_of
from smoothschedule.distribution.command import distribute
from smoothschedule.people.operations import platform_staff
from smoothschedule.portability.command import export_business, import_business
from smoothschedule.runtime import Runtime
from smoothschedule.scheduler import TIMETABLE
from smoothschedule.scheduling.demo_texts import Flavour
from smoothschedule.storage.port import StorageError
from smoothschedule.tasks import State, attempt
from smoothschedule.tenants import settings as tenants
from smoothschedule.tenants.models import Tenant
from smoothschedule.users import accounts, passwords, second_factor
from smoothschedule.users.models import PlatformUser
from smoothschedule.users.rules import PLATFORM_ROLES, Role

#: Seconds between the tries of migrations that did not get their locks.
LOCK_WAITS = (2, 5, 10, 20, 40)
#: What sysexits.h calls EX_TEMPFAIL.
BUSY = 75
CRON = Path(__file__).resolve().parents[1] / "scripts" / "cron"
CRONTAB_HEAD = """\
# Cron has no settings: this file, closed to others, says them in lines of `export NAME=value`.
BASH_ENV=/etc/smoothschedule/environment
# Whom cron writes to when something failed.
MAILTO=root"""
database = AppGroup("database", help="The database and its roles.")
demos = AppGroup("demo", help="Demo businesses and log-ins.")
users = AppGroup("users", help="Platform accounts.")
businesses = AppGroup("tenants", help="Businesses.")
backups = AppGroup("backup", help="Backups of database and files.")
seals = AppGroup("seal", help="The key that seals contracts.")


def register(app: Flask) -> None:
    """The commands belong to `flask`."""
    for group in (database, demos, users, businesses, seals, backups, storage, assets):
        app.cli.add_command(group)
    migrations.add_command(distribute)
    businesses.add_command(export_business)
    businesses.add_command(import_business)
    app.cli.add_command(openapi)
    app.cli.add_command(task)
    app.cli.add_command(timetable)


def _runtime() -> Runtime:
    runtime = current_app.extensions["runtime"]
    assert isinstance(runtime, Runtime)
    return runtime


def _settings() -> Settings:
    return _runtime().settings


@seals.command("make-key")
def make_seal_key() -> None:
    """Make a key of our own at SEAL_PKCS12, unless there is one: keep a copy, it seals all."""
    settings = _settings()
    passphrase = settings.seal_passphrase.encode() if settings.seal_passphrase else None
    made = make_key(Path(settings.seal_pkcs12), passphrase)
    click.echo(f"{settings.seal_pkcs12} {'was made' if made else 'is there already'}.")


@database.command("prepare")
def prepare() -> None:
    """Make the roles (with DATABASE_URL, an administrator's) and migrate to the newest tables."""
    settings = _runtime().settings
    if settings.database_url:
        try:
            prepare_roles(settings)
        except psycopg.Error as error:
            raise click.ClickException(
                f"The database of DATABASE_URL does not work: {error}\nIt must be a running "
                "PostgreSQL, and the user an administrator."
            ) from error
    _migrate()
    click.echo("The database is ready.")


def _migrate() -> None:
    """The tables are the newest. What cannot have its locks at once lets others go first."""
    for wait in LOCK_WAITS:
        try:
            return flask_migrate.upgrade()
        except OperationalError as error:
            if not isinstance(error.orig, LockNotAvailable | DeadlockDetected):
                raise
            click.echo(f"Others hold what this needs; it is tried again in {wait} seconds.")
            time.sleep(wait)
    return flask_migrate.upgrade()


@demos.command("seed")
@click.option("--json", "as_json", is_flag=True, help="Print the log-ins as JSON.")
def seed(as_json: bool) -> None:
    """Make the demo businesses and one account of every role, once."""
    accounts = development.seed(_runtime())
    if as_json:
        click.echo(json.dumps({"accounts": accounts}))
        return
    for account in accounts:
        click.echo(f"{account['role']:18} {account['host']:44} {account['email']}")


@demos.command("create")
@click.option("--flavour", type=click.Choice([f.value for f in Flavour]), default="salon")
@click.option("--days", type=click.IntRange(1, LONGEST_DAYS), default=7, help="Until it goes.")
def create_demo(flavour: str, days: int) -> None:
    """Make a demo business with six weeks of appointments; it is erased after so many days."""
    runtime, demo_id = _runtime(), new_id()
    business, password = business_of(demo_id, Flavour(flavour)), password_of(demo_id, _settings())
    make(
        runtime,
        demo_id,
        business,
        password_hash=passwords.hash_of(password),
        expires_in=timedelta(days=days),
    )
    click.echo(_settings().url_of(_settings().subdomain_host(business.subdomain)))
    for name in ("owner", "manager", "staff", "customer"):
        click.echo(f"{email_of(name):24} {password}")


@users.command("create-platform-user")
@click.argument("email")
@click.option("--name", required=True)
@click.option("--role", type=click.Choice(sorted(PLATFORM_ROLES)), required=True)
@click.password_option()
def create_platform_user(email: str, name: str, role: str, password: str) -> None:
    """Make a platform account that can sign in at the platform's host."""
    _make_platform_user(email, name=name, role=role, password=password)


@users.command("create-superuser")
@click.argument("email")
@click.option("--name", required=True)
@click.password_option()
def create_superuser(email: str, name: str, password: str) -> None:
    """Make the platform account that may do everything."""
    _make_platform_user(email, name=name, role=Role.SUPERUSER, password=password)


def _make_platform_user(email: str, *, name: str, role: str, password: str) -> None:
    try:
        passwords.require_good(password, email=email, name=name)
    except Malformed as problem:
        reasons = problem.extra["errors"]["json"]["password"]
        raise click.ClickException(" ".join(reasons)) from None
    with _runtime().platform_units.open(Context()) as work:
        person = PlatformUser(
            email=email.lower(),
            name=name,
            role=Role(role),
            password_hash=passwords.hash_of(password),
        )
        work.session.add(person)
        work.session.flush()
        work.record(Tag.USER_CREATED, "user", person.id, role=role)
    click.echo(f"{email} can sign in as {role}.")


@users.command("list-platform")
def list_platform() -> None:
    """Print the platform's accounts: role, state, e-mail."""
    with _runtime().platform_units.open(Context()) as work:
        for person in work.session.scalars(select(PlatformUser).order_by(PlatformUser.email)):
            state = "active" if person.is_active else "deactivated"
            click.echo(f"{person.role:18} {state:12} {person.email}")


@users.command("set-platform-role")
@click.argument("email")
@click.argument("role", type=click.Choice(sorted(PLATFORM_ROLES)))
def set_platform_role(email: str, role: str) -> None:
    """Give a platform account another role."""
    _on_platform_user(email, lambda work, person: platform_staff.change_role(work, person, role))
    click.echo(f"{email} is {role} now.")


@users.command("deactivate-platform-user")
@click.argument("email")
def deactivate_platform_user(email: str) -> None:
    """Sign a platform account out everywhere and let it in no more."""
    _on_platform_user(email, platform_staff.deactivate)
    click.echo(f"{email} is deactivated.")


@users.command("reactivate-platform-user")
@click.argument("email")
def reactivate_platform_user(email: str) -> None:
    """Let a platform account in again."""
    _on_platform_user(email, platform_staff.reactivate)
    click.echo(f"{email} may sign in again.")


def _on_platform_user(email: str, act: Callable[[Work, PlatformUser], object]) -> None:
    try:
        with _runtime().platform_units.open(Context()) as work:
            query = select(PlatformUser).where(PlatformUser.email == email.lower())
            person = work.session.scalar(query.with_for_update())
            if person is None:
                raise click.ClickException(f"There is no platform account {email}.")
            act(work, person)
    except Problem as problem:
        raise click.ClickException(problem.title) from None


@users.command("reset-second-factor")
@click.argument("email")
@click.option("--tenant", "subdomain", help="Subdomain of their business.")
def reset_second_factor(email: str, subdomain: str | None) -> None:
    """Let somebody who lost app and recovery codes sign in by password again."""
    tenant_id = None
    if subdomain is not None:
        with _runtime().platform_units.open(Context(platform_role=Role.SUPERUSER)) as work:
            tenant_id = _tenant(work, subdomain).id
    with _runtime().units_of(tenant_id).open(Context(tenant_id=tenant_id)) as work:
        person = accounts.person_with(work, email)
        if person is None:
            raise click.ClickException(f"There is no active account {email} there.")
        second_factor.remove(work, person)
    click.echo(f"{email} signs in by password alone, and was told so by mail.")


@businesses.command("suspend")
@click.argument("subdomain")
@click.option("--reason", required=True)
def suspend(subdomain: str, reason: str) -> None:
    """Close a business to everybody; nothing is deleted."""
    with _runtime().platform_units.open(Context(platform_role=Role.SUPERUSER)) as work:
        tenants.suspend(work, _tenant(work, subdomain), reason=reason)
    click.echo(f"{subdomain} is suspended.")


@businesses.command("activate")
@click.argument("subdomain")
def activate(subdomain: str) -> None:
    """Open a suspended business again."""
    with _runtime().platform_units.open(Context(platform_role=Role.SUPERUSER)) as work:
        tenants.activate(work, _tenant(work, subdomain))
    click.echo(f"{subdomain} is open.")


def _tenant(work: Work, subdomain: str) -> Tenant:
    found = work.session.scalar(select(Tenant).where(Tenant.subdomain == subdomain))
    if found is None:
        raise click.ClickException(f"There is no business {subdomain}.")
    return found


@backups.command("make")
def make_backup() -> None:
    """Back database and files up into BACKUP_FOLDER, and forget old backups."""
    try:
        path, manifest = making.make(_settings(), _runtime().files)
    except (BackupError, StorageError) as error:
        raise click.ClickException(str(error)) from error
    rows = sum(manifest.tables.values())
    click.echo(f"backup: {rows} rows and {manifest.files} files in {path}")


@backups.command("restore")
@click.argument("backup", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--identity",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with the secret age key.",
)
def restore_backup(backup: Path, identity: Path) -> None:
    """Put a backup back, into the empty database of DATABASE_URL and the store of FILES_URL."""
    try:
        manifest = restore(_settings(), _runtime().files, backup, identity=identity)
    except (BackupError, StorageError) as error:
        raise click.ClickException(str(error)) from error
    rows = sum(manifest.tables.values())
    click.echo(f"restore: {rows} rows and {manifest.files} files of {manifest.made_at}")


@click.command("task")
@click.argument("name", type=click.Choice([task.name for task in TIMETABLE]))
@click.option("--dry-run", is_flag=True, help="Only count what there is to do.")
@with_appcontext
def task(name: str, dry_run: bool) -> None:
    """Do a recurring task once, as the scheduler does again and again.

    Ends with 0 when it was done, 1 when something failed, 75 when somebody else is at it.
    """
    found = next(each for each in TIMETABLE if each.name == name)
    if dry_run:
        click.echo(f"{name}: {found.due(_runtime())} to look at, nothing was done")
        return
    outcome = attempt(found, _runtime())
    if outcome.state is State.BUSY:
        click.echo(f"{name}: runs elsewhere already, nothing was done")
        raise SystemExit(BUSY)
    if outcome.state is State.FAILED:
        click.echo(f"{name}: failed after {outcome.seconds:.1f} s: {outcome.error}", err=True)
        raise SystemExit(1)
    click.echo(f"{name}: {outcome.count} {found.counted} in {outcome.seconds:.1f} s")


@click.command("timetable")
def timetable() -> None:
    """Print a crontab that does what the scheduler does, for whoever runs none."""
    click.echo(CRONTAB_HEAD)
    for each in TIMETABLE:
        click.echo(f"# {each.meaning}\n{each.cron:14} {CRON / each.name} >/dev/null")


@click.command("openapi")
def openapi() -> None:
    """Print openapi.json."""
    click.echo(json.dumps(current_spec(), indent=2, sort_keys=True))
