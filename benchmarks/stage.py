"""A business made for one experiment, through the product's own operations."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import text

from benchmarks.http_client import HttpClient
from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.operations import setup
from smoothschedule.tenants.models import Tenant
from smoothschedule.users import passwords
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

OWNER_EMAIL = "owner@stage.example"
PASSWORD = "a-password-for-experiments"  # noqa: S105 - of accounts that live for one experiment
EVERY_DAY = tuple(range(7))
#: Blocking rows of one resource that overlap, but for those made to: there never are any.
OVERLAPS = text(
    "SELECT count(*) FROM allocations a JOIN allocations b"
    " ON a.tenant_id = b.tenant_id AND a.resource_id = b.resource_id AND a.id < b.id"
    " AND a.blocking AND b.blocking AND NOT a.is_overlap AND NOT b.is_overlap"
    " AND a.busy_from < b.busy_until AND b.busy_from < a.busy_until"
)


@dataclass(frozen=True, slots=True)
class Stage:
    """A business in UTC with one location, its owner's account, and the server it is on."""

    runtime: Runtime
    port: int
    tenant_id: UUID
    host: str
    location_id: UUID
    owner: HttpClient

    @contextmanager
    def work(self) -> Iterator[Work]:
        """A unit of work in this business, past HTTP."""
        with self.runtime.units.tenant(self.tenant_id) as work:
            yield work

    def visitor(self) -> HttpClient:
        """Somebody who is not signed in."""
        return HttpClient(self.port, self.host)

    def colleague(self) -> HttpClient:
        """The owner in another browser tab: same session, own connection."""
        return HttpClient(self.port, self.host, dict(self.owner.headers))

    def resource(self, kind: str, *windows: tuple[int, int]) -> UUID:
        """A resource that works in these hours (9, 12) of every day."""
        with self.work() as work:
            made = setup.add_resource(
                work, location_id=self.location_id, kind=kind, name=f"A {kind}"
            )
            setup.set_hours(
                work,
                made,
                [
                    {"weekday": day, "opens_minute": opens * 60, "closes_minute": closes * 60}
                    for day in EVERY_DAY
                    for opens, closes in windows
                ],
            )
            return made.id

    def service(self, minutes: int, *needs: tuple[str, list[UUID]], **details: Any) -> UUID:
        """A service of that length that needs one of each."""
        with self.work() as work:
            made = setup.add_service(
                work,
                name=f"{minutes} minutes",
                duration_minutes=minutes,
                requirements=[{"kind": kind, "resource_ids": ids} for kind, ids in needs],
                **details,
            )
            return made.id

    def scalar(self, statement: str, **values: Any) -> Any:
        """What the database says about this business."""
        with self.work() as work:
            return work.session.execute(text(statement), values).scalar()

    def overlaps(self) -> int:
        """How many pairs of blocking rows overlap."""
        with self.work() as work:
            return int(work.session.execute(OVERLAPS).scalar_one())


def open_stage(runtime: Runtime, port: int, subdomain: str) -> Stage:
    """A new business of that name on the server at `port`, its owner signed in."""
    tenant_id = new_id()
    with runtime.units.tenant(tenant_id) as work:
        work.session.add(
            Tenant(
                id=tenant_id,
                name=subdomain,
                subdomain=subdomain,
                time_zone="UTC",
                plan="enterprise",
            )
        )
        work.session.flush()
        work.session.add(
            User(
                email=OWNER_EMAIL,
                name="Owner",
                role=Role.TENANT_OWNER,
                password_hash=passwords.hash_of(PASSWORD),
            )
        )
        work.session.flush()
        location_id = setup.add_location(work, name="Here", time_zone="UTC").id
    host = runtime.settings.subdomain_host(subdomain)
    owner = HttpClient(port, host).sign_in(OWNER_EMAIL, PASSWORD)
    return Stage(runtime, port, tenant_id, host, location_id, owner)
