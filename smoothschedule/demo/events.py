"""What happens to demo businesses: past tense."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class DemoOrdered(Event):
    """Somebody wants one, of this kind, for so many days."""

    tag = Tag.DEMO_ORDERED

    demo_id: UUID
    flavour: str
    days: int


@dataclass(frozen=True, slots=True)
class DemoMade(Event):
    """It is there to be shown."""

    tag = Tag.DEMO_MADE

    demo_id: UUID


@dataclass(frozen=True, slots=True)
class DemoExtended(Event):
    """It lives longer."""

    tag = Tag.DEMO_EXTENDED

    tenant_id: UUID


@dataclass(frozen=True, slots=True)
class DemoThrownAway(Event):
    """Nobody reaches it any more, and its rows go next."""

    tag = Tag.DEMO_THROWN_AWAY

    demo_id: UUID
    tenant_id: UUID


@dataclass(frozen=True, slots=True)
class DemoErased(Event):
    """Nothing of it is left but what the audit tells."""

    tag = Tag.DEMO_ERASED

    demo_id: UUID
