"""Demo businesses as platform staff order, extend and throw them away."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.config import Settings
from smoothschedule.core.db import new_id
from smoothschedule.core.jobs import PlatformJob
from smoothschedule.core.outbox import PlatformOutboxEvent
from smoothschedule.core.problems import Clash, NotFound
from smoothschedule.core.tokens import derived_token
from smoothschedule.core.unit_of_work import Work
from smoothschedule.demo.events import DemoExtended, DemoOrdered, DemoThrownAway
from smoothschedule.demo.making import PEOPLE, DemoBusiness, email_of
from smoothschedule.scheduling.demo_texts import Flavour
from smoothschedule.tenants.models import Tenant

LONGEST_DAYS: Final = 60
JOB: Final = "make_demo"


class DemoState(StrEnum):
    """How far an ordered demo is."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"


class NoDemo(Clash):
    slug = "no-demo"
    title = "This is a real business, not a demo."


class LivesTooLong(Clash):
    slug = "lives-too-long"
    title = f"A demo lives for {LONGEST_DAYS} days from now at most."


_LOOKS = {
    Flavour.SALON: ("Bella Salon", "America/New_York", "USD", "en-US", "#c2255c"),
    Flavour.CLINIC: ("Kiez Praxis", "Europe/Berlin", "EUR", "en-GB", "#0b7285"),
}


def business_of(demo_id: UUID, flavour: Flavour) -> DemoBusiness:
    """What a demo of this flavour is like; its address follows from its id."""
    name, zone, currency, locale, color = _LOOKS[flavour]
    # The end of a UUIDv7 is random.
    subdomain = f"{flavour}-{demo_id.hex[-8:]}"
    return DemoBusiness(name, subdomain, zone, currency, locale, color, flavour)


def password_of(demo_id: UUID, settings: Settings) -> str:
    """The password of the demo's accounts: kept nowhere, told to those who may make demos."""
    return derived_token(settings.secret_key, "demo-password", str(demo_id))[:20]


def order(work: Work, *, flavour: Flavour, days: int) -> UUID:
    """A demo will be there in a moment; returns its id. Emits DemoOrdered."""
    demo_id = new_id()
    work.emit(DemoOrdered(demo_id, flavour.value, days))
    return demo_id


def progress(work: Work, demo_id: UUID) -> tuple[DemoState, Tenant | None]:
    """How far it is, and the demo once it is ready; raises NotFound for one nobody ordered."""
    found = work.session.get(Tenant, demo_id)
    if found is not None:
        if not found.is_temporary:
            raise NotFound
        return DemoState.READY, found
    job = select(PlatformJob.state).where(
        PlatformJob.name == JOB, PlatformJob.args["demo_id"].astext == str(demo_id)
    )
    state = work.session.scalar(job)
    if state is not None:
        if state == "done":  # made, and thrown away since
            raise NotFound
        states = {"running": DemoState.MAKING, "failed": DemoState.FAILED}
        return states.get(state, DemoState.WAITING), None
    event = select(PlatformOutboxEvent.id).where(
        PlatformOutboxEvent.name == DemoOrdered.name,
        PlatformOutboxEvent.payload["demo_id"].astext == str(demo_id),
    )
    if work.session.scalar(event) is None:
        raise NotFound
    return DemoState.WAITING, None


def extend(work: Work, demo: Tenant, *, days: int) -> Tenant:
    """The demo lives for so many days from now. Emits DemoExtended.

    Raises NoDemo for a real business or a demo that is over, LivesTooLong.
    """
    _require_demo(demo)
    if demo.expires_at is not None and demo.expires_at <= work.now:
        raise NoDemo("This demo is over and is being erased.")
    if days > LONGEST_DAYS:
        raise LivesTooLong
    demo.expires_at = work.now + timedelta(days=days)
    work.session.flush()
    work.emit(DemoExtended(demo.id))
    return demo


def throw_away(work: Work, demo: Tenant) -> None:
    """Nobody reaches the demo any more and its rows will be gone. Emits DemoThrownAway.

    Raises NoDemo for a real business.
    """
    _require_demo(demo)
    demo.status, demo.status_reason = "suspended", "Thrown away."
    demo.expires_at = work.now
    work.session.flush()
    work.emit(DemoThrownAway(demo.id, demo.id))


def log_ins(demo: Tenant, settings: Settings) -> dict[str, Any]:
    """The demo's accounts and their password; none for demos that development made."""
    if demo.expires_at is None:
        return {"accounts": [], "password": None}
    accounts = [{"role": role.value, "email": email_of(name)} for role, (name, _) in PEOPLE.items()]
    return {"accounts": accounts, "password": password_of(demo.id, settings)}


def _require_demo(demo: Tenant) -> None:
    if not demo.is_temporary:
        raise NoDemo
