"""Calendars kept elsewhere are read. No transaction is open while another server thinks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog

from smoothschedule.core.jobs import job
from smoothschedule.core.outbound import Fetched, Limits, OutboundError, log_name
from smoothschedule.scheduling.ical.busy import FormatError, entries_in
from smoothschedule.scheduling.operations import busy_sources as operations
from smoothschedule.scheduling.operations.busy_sources import Answer, Question
from smoothschedule.scheduling.rules.busy import TooManyError, Trouble, busy_stretches
from smoothschedule.scheduling.rules.wall_clock import utc_second, zone_named

log = structlog.get_logger()
LIMITS = Limits(bytes=5_000_000, seconds=20)
OK, NOT_MODIFIED = 200, 304


@job
def read_busy_times(runtime: Any, tenant_id: UUID, *, source_id: str) -> None:
    """The resource is busy when the calendar says so now; or it is known why it was not read."""
    id = UUID(source_id)
    with runtime.units.tenant(tenant_id) as work:
        now = utc_second(work.now)
        asked = operations.question_for(work, id, secret_key=runtime.settings.secret_key)
    if asked is None:
        return
    said = _said(runtime, asked, now)
    with runtime.units.tenant(tenant_id) as work:
        if isinstance(said, Trouble):
            operations.note_trouble(work, id, said)
        elif said is None:
            operations.note_unchanged(work, id)
        else:
            operations.take_over(work, id, said)


def _said(runtime: Any, asked: Question, now: int) -> Answer | Trouble | None:
    try:
        found = runtime.outbound.get(asked.url, LIMITS, headers=asked.headers)
    except OutboundError as error:
        log.info("busy.not_read", source=log_name(asked.url), why=error.code)
        return Trouble(error.code)
    if found.status == NOT_MODIFIED:
        return None
    if found.status != OK:
        log.info("busy.not_read", source=log_name(asked.url), status=found.status)
        return Trouble.STATUS
    return _read(found, asked, now)


def _read(found: Fetched, asked: Question, now: int) -> Answer | Trouble:
    try:
        read = entries_in(found.body, zone_named(asked.time_zone))
        stretches, skipped = busy_stretches(read.entries, now=now)
    except FormatError:
        return Trouble.FORMAT
    except TooManyError:
        return Trouble.TOO_MANY
    return Answer(
        stretches,
        min(read.skipped + skipped, 1000),
        found.headers.get("etag"),
        found.headers.get("last-modified"),
    )
