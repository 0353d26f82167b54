"""What a demo shows besides appointments: a class, questions, and people who wait for a seat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func, insert, select

from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.demo_texts import Flavour
from smoothschedule.scheduling.models import (
    Allocation,
    Appointment,
    AppointmentAnswer,
    AvailabilityWindow,
    Customer,
    Location,
    Resource,
    Service,
    ServiceQuestion,
    WaitlistEntry,
)
from smoothschedule.scheduling.operations.service_questions import set_questions
from smoothschedule.scheduling.operations.setup import add_service
from smoothschedule.scheduling.operations.waitlist_links import link_values
from smoothschedule.tenants.quotas import own_tenant


@dataclass(frozen=True, slots=True)
class Course:
    """A class: who teaches it, in the evening of some weekdays, for how many."""

    name: str
    description: str
    teacher: str
    weekdays: tuple[int, ...]
    seats: int
    price: int


COURSES: Final[Mapping[Flavour, Course]] = {
    Flavour.SALON: Course(
        "Make-up workshop",
        "Day and evening looks, in a small group.",
        "Noor Haddad",
        (2, 5),
        6,
        4500,
    ),
    Flavour.CLINIC: Course(
        "Back school",
        "Exercises for a strong back, in a small group.",
        "Jana Vogt",
        (1, 3),
        8,
        1800,
    ),
}
OPENS, CLOSES = 19 * 60, 20 * 60 + 30
MINUTES = CLOSES - OPENS
CONSENT = "I agree that you keep these answers with my appointment."
QUESTIONS: Final[Mapping[Flavour, list[dict[str, Any]]]] = {
    Flavour.SALON: [
        {
            "kind": "text",
            "label": "Any allergies we should know of?",
            "limits": {"max_length": 200},
        },
        {
            "kind": "choice",
            "label": "How long is your hair?",
            "options": ["Short", "To the shoulders", "Longer"],
            "is_required": True,
        },
        {"kind": "file", "label": "A picture of what you have in mind"},
    ],
    Flavour.CLINIC: [
        {"kind": "text", "label": "What brings you to us?", "is_required": True},
        {"kind": "date", "label": "When did it begin?"},
        {
            "kind": "consent",
            "label": CONSENT,
            "help": "They are seen by our team only and deleted when you ask us to.",
            "is_required": True,
        },
    ],
}
SAID: Final = {"text": "Nothing special.", "choice": ["Longer"], "consent": True}
#: So many of the coming sessions have guests, and the first of them is full.
SESSIONS = 4


def seed(work: Work, *, flavour: Flavour, secret_key: str) -> None:
    """The business has a class with coming sessions, asks questions, and some people wait.

    It comes after the rest of the demo; nobody is written to.
    """
    course = COURSES[flavour]
    place = work.session.scalars(select(Location).order_by(Location.id).limit(1)).one()
    guests = list(work.session.scalars(select(Customer).order_by(Customer.id)))
    service_id, teacher_id = _class(work, course, place.id)
    zone = ZoneInfo(place.time_zone)
    days = _days(work.now.astimezone(zone).date(), course)
    for at, day in enumerate(days):
        count = course.seats if at == 0 else 2 + at
        start = datetime.combine(day, time(OPENS // 60, OPENS % 60), zone).astimezone(
            work.now.tzinfo
        )
        coming = guests[5 * at : 5 * at + count] if at else guests[-count:]
        _session(work, course, (service_id, teacher_id, place.id), start, coming=coming)
    for customer in guests[1:4]:
        _waits(work, service_id, customer.id, day=days[0], secret_key=secret_key)
    _ask(work, flavour)


def _class(work: Work, course: Course, location_id: UUID) -> tuple[UUID, UUID]:
    teacher = Resource(
        location_id=location_id, kind="staff", name=course.teacher, color="#0c8599", position=50
    )
    work.session.add(teacher)
    work.session.flush()
    work.session.execute(
        insert(AvailabilityWindow),
        [
            {
                "id": new_id(),
                "resource_id": teacher.id,
                "weekday": weekday,
                "opens_minute": OPENS,
                "closes_minute": CLOSES,
            }
            for weekday in course.weekdays
        ],
    )
    service = add_service(
        work,
        name=course.name,
        description=course.description,
        color="#0c8599",
        duration_minutes=MINUTES,
        price_minor=course.price,
        capacity=course.seats,
        horizon_days=60,
        requirements=[{"kind": "staff", "resource_ids": [teacher.id]}],
    )
    return service.id, teacher.id


def _days(today: date, course: Course) -> list[date]:
    """The coming days of the class, from tomorrow on."""
    coming = (today + timedelta(days=ahead) for ahead in range(1, 29))
    return [day for day in coming if day.weekday() in course.weekdays][:SESSIONS]


def _session(
    work: Work,
    course: Course,
    ids: tuple[UUID, UUID, UUID],
    start: datetime,
    *,
    coming: list[Customer],
) -> None:
    service_id, teacher_id, location_id = ids
    end, currency = start + timedelta(minutes=MINUTES), own_tenant(work).currency
    session_id = new_id()
    shared = {
        "state": "confirmed",
        "service_id": service_id,
        "location_id": location_id,
        "starts_at": start,
        "ends_at": end,
        "currency": currency,
        "reminders_planned_for": start,  # invented people are not written to
        "version": 1,
    }
    session = {**shared, "id": session_id, "is_session": True, "seats": 0, "stays_empty": True}
    work.session.execute(insert(Appointment), [session])
    work.session.execute(
        insert(Appointment),
        [
            {
                **shared,
                "id": new_id(),
                "session_id": session_id,
                "customer_id": customer.id,
                "price_minor": course.price,
            }
            for customer in coming
        ],
    )
    held = {"resource_id": teacher_id, "starts_at": start, "ends_at": end, "blocking": True}
    busy = {"busy_from": start, "busy_until": end, "share_key": service_id}
    row = {"id": new_id(), "appointment_id": session_id, **held, **busy}
    work.session.execute(insert(Allocation), [row])


def _waits(work: Work, service_id: UUID, customer_id: UUID, *, day: date, secret_key: str) -> None:
    work.session.add(
        WaitlistEntry(
            id=new_id(),
            customer_id=customer_id,
            service_id=service_id,
            from_day=day,
            until_day=day,
            **link_values(secret_key),
        )
    )
    work.session.flush()


def _ask(work: Work, flavour: Flavour) -> None:
    """The first service asks something, and some who come to it have answered."""
    query = select(Service).where(Service.capacity.is_(None)).order_by(Service.id)
    service = work.session.scalars(query.limit(1)).one()
    blank = {"help": "", "is_required": False, "options": [], "limits": {}}
    set_questions(work, service, [{**blank, **each} for each in QUESTIONS[flavour]])
    asked = select(ServiceQuestion).where(ServiceQuestion.service_id == service.id)
    questions = [each for each in work.session.scalars(asked) if each.kind in SAID]
    coming = (
        select(Appointment.id)
        .where(Appointment.service_id == service.id, Appointment.starts_at > func.now())
        .order_by(Appointment.starts_at)
    )
    rows = [
        {
            "id": new_id(),
            "appointment_id": appointment_id,
            "question_id": each.id,
            "position": each.position,
            "kind": each.kind,
            "question": each.label,
            "help": each.help,
            "value": SAID[each.kind],
            "answered_at": work.now,
        }
        for appointment_id in work.session.scalars(coming.limit(12))
        for each in questions
    ]
    if rows:
        work.session.execute(insert(AppointmentAnswer), rows)
