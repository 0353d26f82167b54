"""Jobs: what waits, runs, is done or failed, and starting failed ones again."""

from __future__ import annotations

from typing import Any, ClassVar

from flask import current_app
from redis.exceptions import RedisError
from rq import Worker
from werkzeug.wrappers import Response

from smoothschedule.admin import cells
from smoothschedule.admin.dialogs import Button, Dialog
from smoothschedule.admin.filters import Choice, Contains, Since, Until
from smoothschedule.admin.forms import RowsForm, read_form
from smoothschedule.admin.listing import Listing
from smoothschedule.admin.page import acts
from smoothschedule.admin.shown import ShownJob
from smoothschedule.admin.views.tenants import choices
from smoothschedule.core import jobs as operations
from smoothschedule.core.api import current_work
from smoothschedule.core.jobs import STATES
from smoothschedule.job_queue import queue_of

TONES = {"queued": "neutral", "running": "brand", "done": "ok", "failed": "danger"}
RETRY = Dialog(
    key="retry",
    title="Start {name} again?",
    body="The job is tried anew, from its first attempt on. Jobs check before they act, so"
    " nothing that was done already is done twice.",
    act="Start again",
    target=".retry",
    permission="retry_jobs",
)


def _name(_view: Any, _context: Any, job: ShownJob, _column: str) -> Any:
    return cells.strong(job.name.replace("_", " ").capitalize(), job.business)


def _state(_view: Any, _context: Any, job: ShownJob, _column: str) -> Any:
    shown = cells.badge(job.state.capitalize(), TONES[job.state])
    return shown + cells.under(job.failure) if job.failure and job.state != "done" else shown


class Jobs(Listing):
    """Jobs of businesses and of the platform, without their arguments."""

    shown = ShownJob
    title = "Jobs"
    slug = "jobs"
    icon = "checklist"
    permission = "view_jobs"
    empty = "There are no such jobs."
    dialogs = (RETRY,)
    bulk = "retry"
    notices: ClassVar = {"queued": "A worker takes it up within seconds."}
    column_list = ("name", "state", "attempts", "created_at", "due_at", "finished_at")
    column_labels: ClassVar = {
        "name": "Job",
        "created_at": "Asked for",
        "due_at": "Due",
        "finished_at": "Ended",
    }
    column_sortable_list = ("name", "state", "attempts", "created_at", "due_at", "finished_at")
    column_default_sort = ("created_at", True)
    column_searchable_list = ("name", "business")
    column_filters = (
        Choice(ShownJob.state, "State", choices(STATES)),
        Contains(ShownJob.business, "Business"),
        Since(ShownJob.created_at, "Since"),
        Until(ShownJob.created_at, "Until"),
    )
    column_formatters: ClassVar = {
        "name": _name,
        "state": _state,
        "created_at": lambda _v, _c, job, _n: cells.moment(job.created_at),
        "due_at": lambda _v, _c, job, _n: cells.moment(job.due_at),
        "finished_at": lambda _v, _c, job, _n: cells.moment(job.finished_at),
    }
    column_export_list = (
        "id",
        "business",
        "name",
        "state",
        "failure",
        "attempts",
        "created_at",
        "due_at",
        "finished_at",
    )

    def buttons(self, row: ShownJob) -> list[Button]:
        if row.state != "failed":
            return []
        return [Button("retry", "Start again", self.name_of(row), {"id": str(row.id)})]

    def name_of(self, row: ShownJob) -> str:
        return f"“{row.name.replace('_', ' ')}” of {row.business}"

    def is_choosable(self, row: ShownJob) -> bool:
        return row.state == "failed"

    def figures(self) -> list[tuple[str, object]]:
        """What the queue in Redis holds; it may be away while jobs stand safe in the tables."""
        queue = queue_of(current_app.extensions["runtime"])
        try:
            return [
                ("messages waiting", queue.count),
                ("being worked on", queue.started_job_registry.count),
                ("failed in the queue", queue.failed_job_registry.count),
                ("workers", Worker.count(connection=queue.connection)),
            ]
        except RedisError:
            return [("queue", "Redis is away; jobs wait and none is lost")]
        finally:
            queue.connection.close()

    @acts("/retry", permission="retry_jobs")
    def retry(self) -> Response:
        """The failed jobs are due again."""
        operations.retry(current_work(), read_form(RowsForm)["id"])
        return self.back("queued")
