"""An export is asked for, made, fetched and forgotten."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from datetime import timedelta
from typing import Any, BinaryIO, Final, cast
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert

from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.portability.archive import write_archive
from smoothschedule.portability.events import (
    ExportAsked,
    ExportEnded,
    ExportExpired,
    ExportWentOn,
)
from smoothschedule.portability.models import BusinessExport
from smoothschedule.portability.problems import ExportOver, ExportUnderway
from smoothschedule.users import passwords
from smoothschedule.users.accounts import WrongPassword
from smoothschedule.users.models import User

KEPT_FOR: Final = timedelta(days=7)
#: A download that was begun goes on; what is shared of the link ends soon.
LINK_SECONDS: Final = 600
#: So often the screen hears how far it is.
STEP_PERCENT: Final = 10
LISTED: Final = 20
ZIP: Final = "application/zip"


def ask(work: Work, *, password: str) -> BusinessExport:
    """An export is to be made, for whoever showed again that it is them.

    Raises WrongPassword, and ExportUnderway while another is being made. Emits ExportAsked.
    """
    assert work.actor.user_id is not None
    person = work.get(User, work.actor.user_id)
    if not passwords.is_right(person.password_hash, password):
        raise WrongPassword(person.email)
    made = (
        insert(BusinessExport)
        .values(id=new_id(), created_by_id=person.id)
        .on_conflict_do_nothing()
        .returning(BusinessExport.id)
        .execution_options(unjournaled=True)  # the event below tells, if a row was added
    )
    id = work.session.scalar(made)
    if id is None:
        raise ExportUnderway
    work.emit(ExportAsked(id))
    return work.get(BusinessExport, id)


def exports(work: Work) -> Sequence[BusinessExport]:
    """The latest exports, newest first."""
    query = select(BusinessExport).order_by(
        BusinessExport.created_at.desc(), BusinessExport.id.desc()
    )
    return work.session.scalars(query.limit(LISTED)).all()


def key_of(work: Work, export_id: UUID) -> str:
    """Where the archive is kept; raises NotFound, ExportOver."""
    found = work.get(BusinessExport, export_id)
    if found.file_key is None or found.expires_at is None or found.expires_at <= work.now:
        raise ExportOver
    return found.file_key


def make(runtime: Any, tenant_id: UUID, export_id: UUID) -> None:
    """The archive is in the store, or the export has failed; once more after a lost worker."""
    with runtime.units.tenant(tenant_id) as work:
        found = work.get(BusinessExport, export_id, lock=True)
        if found.state not in ("queued", "running"):
            return
        found.state, found.percent = "running", 0
        work.session.flush()
        work.emit(ExportWentOn(export_id))
    key = f"tenants/{tenant_id}/exports/{export_id}.zip"
    with tempfile.TemporaryFile() as file:
        target = cast("BinaryIO", file)
        steps = _Steps(runtime, tenant_id, export_id)
        write_archive(runtime, tenant_id, target, progress=steps.hear)
        size = target.tell()
        target.seek(0)
        runtime.files.put(key, target, content_type=ZIP)
    with runtime.units.tenant(tenant_id) as work:
        found = work.get(BusinessExport, export_id, lock=True)
        now = work.now
        found.state, found.percent, found.file_key, found.file_bytes = "done", 100, key, size
        found.ended_at, found.expires_at = now, now + KEPT_FOR
        work.session.flush()
        work.emit(ExportEnded(export_id), state="done")


def fail(runtime: Any, tenant_id: UUID, export_id: UUID) -> None:
    """Nothing is tried any more, and another export may be asked for."""
    with runtime.units.tenant(tenant_id) as work:
        found = work.get(BusinessExport, export_id, lock=True)
        found.ended_at, found.state = work.now, "failed"
        work.session.flush()
        work.emit(ExportEnded(export_id), state="failed")


def expire(work: Work, *, all_of_them: bool = False) -> list[str]:
    """Archives past their time (or all) are offered no longer; returns the files to delete."""
    is_over = BusinessExport.state == "done"
    if not all_of_them:
        is_over &= BusinessExport.expires_at <= work.now
    query = select(BusinessExport).where(is_over).order_by(BusinessExport.id)
    keys = []
    for found in work.session.scalars(query.with_for_update()).all():
        keys.append(str(found.file_key))
        found.state, found.file_key, found.expires_at = "expired", None, None
        work.session.flush()
        work.emit(ExportExpired(found.id))
    return keys


class _Steps:
    """Hears percents, and lets the screen know now and then, each in a transaction of its own."""

    def __init__(self, runtime: Any, tenant_id: UUID, export_id: UUID) -> None:
        self._runtime, self._tenant_id, self._export_id = runtime, tenant_id, export_id
        self._told = 0

    def hear(self, percent: int) -> None:
        if percent < self._told + STEP_PERCENT:
            return
        self._told = percent
        with self._runtime.units.tenant(self._tenant_id) as work:
            statement = update(BusinessExport).where(BusinessExport.id == self._export_id)
            work.session.execute(statement.values(percent=percent))
            work.emit(ExportWentOn(self._export_id))
