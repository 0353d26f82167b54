"""Demo businesses are made and erased after the request that asked for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from smoothschedule.core.jobs import job
from smoothschedule.demo.erasure import erase
from smoothschedule.demo.events import DemoMade
from smoothschedule.demo.making import make
from smoothschedule.demo.orders import business_of, password_of
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.demo_texts import Flavour
from smoothschedule.tenants.jobs import platform_work
from smoothschedule.users import passwords


@job
def make_demo(
    runtime: Runtime, _tenant_id: UUID | None, *, demo_id: str, flavour: str, days: int
) -> None:
    """The ordered demo is there, and whoever waits for it is told."""
    id = UUID(demo_id)
    make(
        runtime,
        id,
        business_of(id, Flavour(flavour)),
        password_hash=passwords.hash_of(password_of(id, runtime.settings)),
        expires_in=timedelta(days=days),
    )
    with platform_work(runtime) as work:
        work.emit(DemoMade(id))


@job
def erase_demo(runtime: Any, _tenant_id: UUID | None, *, demo_id: str) -> None:
    """The demo that was thrown away is erased."""
    erase(runtime, UUID(demo_id))
