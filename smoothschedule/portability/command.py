"""`flask tenants export` and `flask tenants import`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from smoothschedule.core.db import Context
from smoothschedule.portability.archive import write_archive
from smoothschedule.portability.importing import Brought, Wish, bring_in
from smoothschedule.portability.refusals import ArchiveInUse, ArchiveRefused
from smoothschedule.portability.renewing import BOOKINGS, OPEN_CONTRACTS, SIGNERS, WAITING
from smoothschedule.storage.port import StorageError
from smoothschedule.tenants.models import PLANS, Tenant
from smoothschedule.users.rules import Role

#: What sysexits.h calls EX_TEMPFAIL.
BUSY: Final = 75


@click.command("export")
@click.argument("subdomain")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@with_appcontext
def export_business(subdomain: str, file: Path) -> None:
    """Write everything that a business has to FILE, however long it takes (docs/export.md)."""
    runtime, began = _runtime(), time.monotonic()
    with runtime.platform_units.open(Context(platform_role=Role.SUPERUSER)) as work:
        id = work.session.scalar(select(Tenant.id).where(Tenant.subdomain == subdomain))
    if id is None:
        raise click.ClickException(f"There is no business {subdomain}.")
    # Whoever finds the file there finds all of it, and nobody else may read it.
    part = file.with_name(f"{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        with os.fdopen(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as target:
            done = write_archive(runtime, id, target, progress=_show)
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    rows, missing = sum(done.tables.values()), len(done.missing)
    click.echo(
        f"export: {rows} rows, {len(done.entries)} entries, {missing} files missing, in {file},"
        f" in {time.monotonic() - began:.1f} s"
    )


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--subdomain", required=True, help="Where the business is to be found.")
@click.option("--plan", type=click.Choice(PLANS), default="free", show_default=True)
@click.option("--closed", is_flag=True, help="Let nobody in before `flask tenants activate`.")
@click.option("--dry-run", is_flag=True, help="Look through all of it, and write nothing.")
@with_appcontext
def import_business(file: Path, subdomain: str, plan: str, *, closed: bool, dry_run: bool) -> None:
    """Make a new business from FILE, an archive of `flask tenants export` (docs/export.md).

    Ends with 0 when it was done, 1 when it was refused or failed and nothing was written, 75 when
    somebody else imports from the file.
    """
    runtime, began = _runtime(), time.monotonic()
    wish = Wish(subdomain, plan=plan, is_closed=closed, is_trial_run=dry_run)
    try:
        with file.open("rb") as archive:
            brought = bring_in(runtime, archive, wish, progress=_show)
    except ArchiveInUse:
        click.echo(f"import: {file} or a copy is being imported already, nothing was done")
        raise SystemExit(BUSY) from None
    except (ArchiveRefused, StorageError) as error:
        raise click.ClickException(f"{printable(str(error))}\nNothing was written.") from error
    address = runtime.settings.url_of(runtime.settings.subdomain_host(subdomain))
    for line in report_of(brought, address):
        click.echo(printable(line))
    outcome = "would be" if dry_run else "are"
    click.echo(
        f"import: {brought.rows} rows and {brought.files} files {outcome}"
        f" {printable(brought.name)} at {address}, in {time.monotonic() - began:.1f} s"
    )


def printable(line: str) -> str:
    """Words of an archive, which anybody may have written, as a terminal may show them."""
    return "".join(
        letter if letter.isprintable() else letter.encode("unicode_escape").decode()
        for letter in line
    )


def report_of(brought: Brought, address: str) -> Iterator[str]:
    """What is other than it was, and what somebody has to do about it, one sentence a line."""
    yield (
        f"- Passwords and second factors stayed behind: {brought.people} people choose a password"
        f" by “Forgot your password?” at {address}, the owner first: {brought.owner}."
    )
    yield f"- Its id is {brought.tenant_id} here: its files lie under tenants/{brought.tenant_id}/."
    known = (f"{id} ({name} here)" if name else str(id) for id, name in brought.former.items())
    yield (
        f"- It says that it was known as {', '.join(known)}: what was sealed under that counts as"
        " its own."
    )
    yield "- API tokens, webhooks, private calendar links and own domains are to be set up anew."
    counts = brought.renewed
    if counts.get(OPEN_CONTRACTS):
        yield (
            f"- {counts[OPEN_CONTRACTS]} contracts are open: links that {counts.get(SIGNERS, 0)}"
            " people have for signing do not work here; “Send again” sends each a new one."
        )
    if counts.get(BOOKINGS) or counts.get(WAITING):
        yield (
            f"- {counts.get(BOOKINGS, 0)} bookings to come and {counts.get(WAITING, 0)} places on"
            " waitlists have new links, which the next mail to the guest carries."
        )
    if brought.missing_files:
        yield f"- {brought.missing_files} files were lost before the export and are lost here."
    if brought.broken_chains:
        yield (
            "- The evidence of these contracts was not whole in the archive, and says so here:"
            f" {', '.join(brought.broken_chains)}."
        )


def _show(percent: int) -> None:
    if sys.stderr.isatty():
        click.echo(f"\r{percent:3} %", err=True, nl=percent == 100)


def _runtime() -> Any:
    return current_app.extensions["runtime"]
