"""A business that looks lived in: people, rooms, services and six weeks of appointments.

The same seed always draws the same business; what it draws lies around today.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import exists, insert, select

from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.demo_texts import (
    CUSTOMERS,
    PLACES,
    Flavour,
    Place,
    Treatment,
)
from smoothschedule.scheduling.models import (
    Allocation,
    Appointment,
    AvailabilityWindow,
    Customer,
    Location,
    RequirementCandidate,
    Resource,
    Service,
    ServiceRequirement,
)
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import User

SEED = 20260104
DAYS_BEFORE, DAYS_AFTER = 21, 21
#: No customer for less: the first appointment was made some days before these weeks.
KNOWN_FOR = timedelta(days=DAYS_BEFORE + 10)
#: Of the time that could be booked, about this much is.
FULLNESS = 0.55


@dataclass(frozen=True, slots=True)
class _Person:
    id: UUID
    shifts: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class _Offer:
    id: UUID
    minutes: int
    after: int
    price: int
    staff: frozenset[UUID]
    needs_room: bool


@dataclass(frozen=True, slots=True)
class _Stock:
    rooms: list[UUID]
    offers: list[_Offer]
    customers: list[UUID]


def seed(
    work: Work,
    *,
    flavour: Flavour,
    staff_user_id: UUID,
    customer_user_id: UUID,
) -> None:
    """The tenant has locations, staff, rooms, services, customers and appointments.

    The first of the staff and the first customer sign in with the accounts named. Nothing
    happens where there is a location already. Emits no events: nobody is to be written to.
    """
    if work.session.scalar(select(exists(select(Location.id)))):
        return
    if work.context.tenant_id is None:
        raise ValueError("A demo belongs to a tenant.")
    place = PLACES[flavour]
    _Maker(work, place, work.get(Tenant, work.context.tenant_id)).make(
        staff_user_id, customer_user_id
    )


class _Maker:
    def __init__(self, work: Work, place: Place, tenant: Tenant) -> None:
        self.work = work
        self.place = place
        self.tenant = tenant
        self.zone = ZoneInfo(tenant.time_zone)
        self.draw = random.Random(SEED)  # noqa: S311 - a demo, nothing secret
        self.taken: dict[UUID, list[tuple[datetime, datetime]]] = defaultdict(list)

    def make(self, staff_user_id: UUID, customer_user_id: UUID) -> None:
        location_ids = [self._location(*each) for each in self.place.locations]
        staff = self._staff(location_ids[0], staff_user_id)
        rooms = self._rooms(location_ids[0])
        offers = self._services([person.id for person in staff], rooms)
        customers = self._customers(customer_user_id)
        self._book_weeks(location_ids[0], staff, _Stock(rooms, offers, customers))

    def _add(self, model: Any, rows: list[dict[str, Any]]) -> None:
        if rows:
            self.work.session.execute(insert(model), rows)

    def _location(self, name: str, address: str) -> UUID:
        id = new_id()
        row = {"id": id, "name": name, "address": address, "version": 1}
        self._add(Location, [{**row, "time_zone": self.tenant.time_zone}])
        return id

    def _staff(self, location_id: UUID, user_id: UUID) -> list[_Person]:
        linked = self.work.get(User, user_id).name
        people = [_Person(new_id(), tuple(person.windows)) for person in self.place.staff]
        rows = [
            {
                "id": people[at].id,
                "location_id": location_id,
                "kind": "staff",
                "name": linked if at == 0 else person.name,
                "color": person.color,
                "user_id": user_id if at == 0 else None,
                "position": at,
                "version": 1,
            }
            for at, person in enumerate(self.place.staff)
        ]
        self._add(Resource, rows)
        self._hours([(person.id, window) for person in people for window in person.shifts])
        return people

    def _rooms(self, location_id: UUID) -> list[UUID]:
        ids = [new_id() for _ in self.place.rooms]
        rows = [
            {
                "id": ids[at],
                "location_id": location_id,
                "kind": "room",
                "name": name,
                "color": "#868e96",
                "position": 100 + at,
                "version": 1,
            }
            for at, name in enumerate(self.place.rooms)
        ]
        self._add(Resource, rows)
        self._hours([(id, (day, 0, 1440)) for id in ids for day in range(7)])
        return ids

    def _hours(self, windows: list[tuple[UUID, tuple[int, int, int]]]) -> None:
        rows = [
            {
                "id": new_id(),
                "resource_id": resource_id,
                "weekday": weekday,
                "opens_minute": opens,
                "closes_minute": closes,
            }
            for resource_id, (weekday, opens, closes) in windows
        ]
        self._add(AvailabilityWindow, rows)

    def _services(self, staff: list[UUID], rooms: list[UUID]) -> list[_Offer]:
        offers = [
            self._offer(spec, [staff[at] for at in spec.staff]) for spec in self.place.services
        ]
        for offer, spec in zip(offers, self.place.services, strict=True):
            self._require(offer, 0, ("staff", [staff[at] for at in spec.staff]))
            if offer.needs_room:
                self._require(offer, 1, ("room", rooms))
        return offers

    def _offer(self, spec: Treatment, staff: list[UUID]) -> _Offer:
        id = new_id()
        row = {
            "id": id,
            "name": spec.name,
            "description": spec.description,
            "color": spec.color,
            "duration_minutes": spec.minutes,
            "buffer_after_minutes": spec.after,
            "step_minutes": 15,
            "lead_time_minutes": 120,
            "horizon_days": 60,
            "price_minor": spec.price,
            "currency": self.tenant.currency,
            "requires_approval": spec.requires_approval,
            "version": 1,
        }
        self._add(Service, [row])
        return _Offer(id, spec.minutes, spec.after, spec.price, frozenset(staff), spec.needs_room)

    def _require(self, offer: _Offer, position: int, need: tuple[str, list[UUID]]) -> None:
        kind, resource_ids = need
        id = new_id()
        row = {"id": id, "service_id": offer.id, "position": position, "kind": kind}
        self._add(ServiceRequirement, [row])
        candidates = [
            {
                "id": new_id(),
                "requirement_id": id,
                "kind": kind,
                "resource_id": resource_id,
                "position": at,
            }
            for at, resource_id in enumerate(resource_ids)
        ]
        self._add(RequirementCandidate, candidates)

    def _customers(self, user_id: UUID) -> list[UUID]:
        account = self.work.get(User, user_id)
        rows = [_customer(account.name, account.email, 0)]
        rows += [
            _customer(name, f"{name.lower().replace(' ', '.')}@guests.example", at)
            for at, name in enumerate(CUSTOMERS, start=1)
        ]
        # Before the first of their appointments was made, and not all on one day.
        known = [KNOWN_FOR + timedelta(days=at * 37 % 365) for at in range(len(rows))]
        self._add(
            Customer,
            [
                {**row, "user_id": None if at else user_id, "created_at": self.work.now - known[at]}
                for at, row in enumerate(rows)
            ],
        )
        return [row["id"] for row in rows]

    def _book_weeks(self, location_id: UUID, staff: list[_Person], stock: _Stock) -> None:
        appointments: list[dict[str, Any]] = []
        allocations: list[dict[str, Any]] = []
        for person, starts_at, until in self._shifts(staff):
            for offer, start in self._filled(person, stock.offers, (starts_at, until)):
                resources = self._who_is_free(person, offer, stock.rooms, start)
                if resources is not None:
                    row = self._appointment(offer, start, self.draw.choice(stock.customers))
                    appointments.append({**row, "location_id": location_id})
                    allocations += _allocations(row, offer, resources)
        self._add(Appointment, appointments)
        self._add(Allocation, allocations)

    def _shifts(self, staff: list[_Person]) -> Iterator[tuple[_Person, datetime, datetime]]:
        today = self.work.now.astimezone(self.zone).date()
        for offset in range(-DAYS_BEFORE, DAYS_AFTER + 1):
            day = today + timedelta(days=offset)
            for person in staff:
                for weekday, opens, closes in person.shifts:
                    if weekday == day.weekday():
                        yield person, self._at(day, opens), self._at(day, closes)

    def _at(self, day: date, minute: int) -> datetime:
        wall = datetime.combine(day, time(minute // 60, minute % 60), self.zone)
        return wall.astimezone(self.work.now.tzinfo)

    def _filled(
        self, person: _Person, offers: list[_Offer], shift: tuple[datetime, datetime]
    ) -> Iterator[tuple[_Offer, datetime]]:
        start, until = shift
        own = [offer for offer in offers if person.id in offer.staff]
        while own:
            offer = self.draw.choice(own)
            length = timedelta(minutes=offer.minutes + offer.after)
            if start + length > until:
                return
            if self.draw.random() < FULLNESS:
                yield offer, start
                start += timedelta(minutes=-(-(offer.minutes + offer.after) // 15) * 15)
            else:
                start += timedelta(minutes=self.draw.choice((15, 30, 45)))

    def _who_is_free(
        self, person: _Person, offer: _Offer, rooms: list[UUID], start: datetime
    ) -> list[UUID] | None:
        end = start + timedelta(minutes=offer.minutes + offer.after)
        chosen = [person.id]
        if offer.needs_room:
            free = [
                room
                for room in rooms
                if all(end <= begins or ends <= start for begins, ends in self.taken[room])
            ]
            if not free:
                return None
            chosen.append(free[0])
            self.taken[free[0]].append((start, end))
        return chosen

    def _appointment(self, offer: _Offer, start: datetime, customer_id: UUID) -> dict[str, Any]:
        end = start + timedelta(minutes=offer.minutes)
        return {
            "id": new_id(),
            "state": self._state(start, end),
            "service_id": offer.id,
            "customer_id": customer_id,
            "starts_at": start,
            "ends_at": end,
            # Some days ahead, and before now: reports tell how long.
            "created_at": min(start, self.work.now) - timedelta(hours=6 + start.day * 7 % 200),
            "reminders_planned_for": start,  # invented people are not written to
            "price_minor": offer.price,
            "currency": self.tenant.currency,
            "payment_method": self.draw.choice(("cash", "card", "card", None)),
            "notes": self.draw.choice(self.place.notes) if self.draw.random() < 0.15 else "",
            "version": 1,
        }

    def _state(self, start: datetime, end: datetime) -> str:
        luck = self.draw.random()
        if luck < 0.06:
            return "cancelled"
        if end <= self.work.now:
            return "no_show" if luck < 0.1 else "completed"
        if start <= self.work.now:
            return "in_progress"
        return "pending" if luck > 0.93 else "confirmed"


def _customer(name: str, email: str, at: int) -> dict[str, Any]:
    return {
        "id": new_id(),
        "name": name,
        "email": email,
        "phone": f"+1 555 01{at:02}",
        "version": 1,
    }


def _allocations(row: dict[str, Any], offer: _Offer, resources: list[UUID]) -> list[dict[str, Any]]:
    return [
        {
            "id": new_id(),
            "appointment_id": row["id"],
            "resource_id": resource_id,
            "starts_at": row["starts_at"],
            "ends_at": row["ends_at"],
            "busy_from": row["starts_at"],
            "busy_until": row["ends_at"] + timedelta(minutes=offer.after),
            "blocking": row["state"] not in {"cancelled", "no_show"},
        }
        for resource_id in resources
    ]
