"""One business to try things in: a Monday in May, two hairdressers and a room in New York."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, select, update

from smoothschedule.access import MATRIX
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.db import Context, new_id
from smoothschedule.core.outbox import OutboxEvent
from smoothschedule.core.unit_of_work import VISITOR, Actor, Work
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.models import Allocation, Appointment
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.operations.bookings import Guest, Said, Wish, book, book_held
from smoothschedule.scheduling.operations.customers import customer_for
from smoothschedule.scheduling.operations.holds import hold, offer_to_book
from smoothschedule.scheduling.queries.offered import visitors_question
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

NEW_YORK = ZoneInfo("America/New_York")
NOW = datetime(2026, 5, 4, 8, 0, tzinfo=NEW_YORK).astimezone(UTC)  # a Monday
SECRET_KEY = "0123456789abcdef" * 2


def at(clock: str, day: int = 4) -> datetime:
    """HH:MM on that day of May 2026 in New York."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 5, day, hour, minute, tzinfo=NEW_YORK).astimezone(UTC)


def week(opens: int, closes: int) -> list[dict[str, int]]:
    """These hours, Monday to Friday."""
    return [
        {"weekday": day, "opens_minute": opens * 60, "closes_minute": closes * 60}
        for day in range(5)
    ]


@dataclass(slots=True)
class World:
    """A tenant and what was made in it."""

    runtime: Runtime
    tenant_id: UUID
    location_id: UUID
    owner_id: UUID
    staff: list[UUID] = field(default_factory=list)
    room: UUID = field(default_factory=new_id)
    #: 60 minutes by either of the staff.
    cut: UUID = field(default_factory=new_id)
    #: 90 minutes by either, in the room, 30 minutes to clean up.
    color: UUID = field(default_factory=new_id)

    def __deepcopy__(self, memo: dict[int, Any]) -> World:
        # The application's parts are no part of what is made.
        return replace(self, staff=list(self.staff))

    @property
    def owner(self) -> Actor:
        return Actor(self.owner_id, Role.TENANT_OWNER, permissions=MATRIX[Role.TENANT_OWNER])

    def colleague(
        self,
        resource_id: UUID | None,
        user_id: UUID | None = None,
        *,
        opened: Collection[str] = (),
    ) -> Actor:
        """Staff with a calendar of their own, and with these rights opened to them."""
        held = MATRIX[Role.TENANT_STAFF].union(opened)
        return replace(Actor(user_id, Role.TENANT_STAFF, permissions=held), resource_id=resource_id)

    @contextmanager
    def work(self, actor: Actor | None = None, *, now: datetime = NOW) -> Iterator[Work]:
        """A unit of work at that time, as the owner unless said."""
        context = Context(tenant_id=self.tenant_id)
        with self.runtime.units.open(context, actor=actor or self.owner, now=now) as work:
            yield work

    def book(self, clock: str, *, service: UUID | None = None, **more: Any) -> UUID:
        """Ann is booked in by the owner; returns the appointment's id."""
        now, day = more.pop("now", NOW), more.pop("day", 4)
        with self.work(more.pop("actor", None), now=now) as work:
            ann = {"name": "Ann Archer", "email": "ann@guests.example", "phone": None}
            offer = offer_to_book(work, service or self.cut)
            customer = customer_for(work, None, guest=more.pop("guest", ann))
            wish = Wish(
                offer,
                at(clock, day),
                frozenset(more.pop("resources", ())),
                more.pop("addons", ()),
                overlap=more.pop("overlap", False),
            )
            booked = book(work, wish, customer=customer, notes="", secret_key=SECRET_KEY)
            return booked.id

    def hold(self, clock: str, *, service: UUID | None = None, **more: Any) -> str:
        """A visitor holds the slot; returns the token."""
        with self.work(VISITOR, now=more.pop("now", NOW)) as work:
            question = visitors_question(work, service or self.cut, **more)
            return hold(work, question, at(clock))[1]

    def confirm(self, token: str, *, now: datetime = NOW, **details: Any) -> UUID:
        """The visitor books what is held; returns the appointment's id."""
        more = {"notes": details.pop("notes", ""), "said": Said(details.pop("answers", {}))}
        guest = Guest(**{"name": "Vera Visitor", "email": "vera@guests.example", **details})
        with self.work(VISITOR, now=now) as work:
            return book_held(work, token, guest, secret_key=SECRET_KEY, **more)[0].id

    def appointment(self, appointment_id: UUID) -> Appointment:
        """The row as it is now."""
        with self.work() as work:
            return work.get(Appointment, appointment_id)

    def change(self, model: Any, row_id: UUID, **values: Any) -> None:
        """The row is as said, past every rule of the application."""
        with self.work() as work:
            work.record(Tag.DEMO_SEEDED)
            work.session.execute(update(model).where(model.id == row_id).values(**values))

    def resources_of(self, appointment_id: UUID, *, blocking: bool = True) -> set[UUID]:
        """Whose time the appointment takes."""
        query = select(Allocation.resource_id).where(
            Allocation.appointment_id == appointment_id, Allocation.blocking == blocking
        )
        with self.work() as work:
            return set(work.session.scalars(query))

    def events(self) -> list[str]:
        """The names of everything emitted so far, in order."""
        with self.work() as work:
            return list(work.session.scalars(select(OutboxEvent.name).order_by(OutboxEvent.id)))

    def count(self, model: Any) -> int:
        """How many rows this tenant has."""
        with self.work() as work:
            return work.session.scalar(select(func.count()).select_from(model)) or 0


def make_world(runtime: Runtime, subdomain: str) -> World:
    """A new business with its owner, two staff (Monday to Friday, 9 to 17) and a room."""
    tenant_id, owner_id = new_id(), new_id()
    with runtime.units.tenant(tenant_id) as work:
        work.record(Tag.DEMO_SEEDED)
        zone = NEW_YORK.key
        work.session.add(
            Tenant(id=tenant_id, name=subdomain.title(), subdomain=subdomain, time_zone=zone)
        )
        work.session.flush()
        work.session.add(
            User(
                id=owner_id,
                email=f"owner@{subdomain}.example",
                name="Olive Owner",
                role=Role.TENANT_OWNER,
            )
        )
        work.session.flush()
        location = setup.add_location(work, name="Main Street", time_zone=zone)
        world = World(runtime, tenant_id, location.id, owner_id)
        for name in ("Sam", "Tess"):
            world.staff.append(_resource(work, world, "staff", name))
        world.room = _resource(work, world, "room", "Room")
        world.cut = _service(work, 60, [("staff", world.staff)])
        world.color = _service(
            work,
            90,
            [("staff", world.staff), ("room", [world.room])],
            buffer_after_minutes=30,
            step_minutes=30,
        )
    return world


def _resource(work: Work, world: World, kind: str, name: str) -> UUID:
    made = setup.add_resource(work, location_id=world.location_id, kind=kind, name=name)
    setup.set_hours(work, made, week(9, 17) if kind == "staff" else week(0, 24))
    return made.id


def _service(work: Work, minutes: int, needs: list[tuple[str, list[UUID]]], **more: Any) -> UUID:
    made = setup.add_service(
        work,
        name=f"{minutes} minutes",
        duration_minutes=minutes,
        price_minor=4500,
        requirements=[{"kind": kind, "resource_ids": ids} for kind, ids in needs],
        **more,
    )
    return made.id
