"""Time of resources is taken for an appointment, or the refusal says why not.

The exclusion constraint has the last word. Rows are written in the order of the resources,
so two bookings that want the same two things never wait for each other in a circle, and a
row that did not arrive means that somebody was faster.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ARRAY, Select, Uuid, any_, bindparam, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from smoothschedule.core.db import new_id, own_rows
from smoothschedule.core.problems import NotAllowed
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Allocation, AppointmentAddon, Resource
from smoothschedule.scheduling.operations.limits import lock_limits
from smoothschedule.scheduling.operations.refusing import whose_hours, with_alternatives
from smoothschedule.scheduling.permissions import OVERLAP_APPOINTMENTS
from smoothschedule.scheduling.queries.facts import Question, Site, narrowed, problems
from smoothschedule.scheduling.queries.free_slots import near
from smoothschedule.scheduling.queries.occupied import Moments
from smoothschedule.scheduling.refusals import (
    ResourceMissing,
    SlotTaken,
    refusal_of,
)
from smoothschedule.scheduling.rules import problem as rules
from smoothschedule.scheduling.rules.assignment import can_assign, choose
from smoothschedule.scheduling.rules.blocking import with_buffers
from smoothschedule.scheduling.rules.intervals import overlaps
from smoothschedule.scheduling.rules.slots import answer, facts_needed
from smoothschedule.scheduling.rules.stretches import stretches

#: Bookings made by somebody faster: an exclusion, or two who waited for each other.
LOST = ("23P01", "40P01")
#: From "try another time" to "this cannot be": what is said when each location refuses its way.
_HOPEFUL = tuple(
    rules.Rule(name)
    for name in (
        "slot-taken",
        "buffer",
        "capacity",
        "time-off",
        "closed",
        "outside-hours",
        "limit",
        "off-grid",
        "resource-missing",
        "too-soon",
        "too-far",
        "past-time",
    )
)


#: Of a day in any zone, no moment is farther than this from another.
_DAY = timedelta(hours=26)
#: Nobody would be given a second booking before all who are free have one.
_TAKEN = 10_000


@dataclass(frozen=True, slots=True)
class Terms:
    """How time is taken, apart from what is asked for.

    `preferred` are taken before others who are free. `overlap`: on purpose also where others
    have it; such rows are flagged. `may_be_past`: what was so before is so again.
    """

    preferred: frozenset[UUID] = frozenset()
    overlap: bool = False
    may_be_past: bool = False

    def preferring(self, resource_ids: frozenset[UUID]) -> Terms:
        """The same, with these first."""
        return replace(self, preferred=resource_ids)

    def seen(self, problem: rules.Problem, start: int) -> rules.Problem:
        """The problem as these terms let it be answered."""
        if self.may_be_past:
            problem = replace(problem, now=min(problem.now, start))
        if not self.overlap:
            return problem
        alone = tuple(
            rules.Requirement(tuple(replace(each, busy=()) for each in need.candidates))
            for need in problem.requirements
        )
        return replace(problem, requirements=alone)


PLAINLY = Terms()


@dataclass(frozen=True, slots=True)
class Placed:
    """Where and when the appointment will be; the rows of its time, or its session's, stand."""

    location_id: UUID
    starts_at: datetime
    ends_at: datetime
    session_id: UUID | None = None


@dataclass(slots=True)
class Option:
    """A location where the time is free, and whom it could be booked with."""

    site: Site
    slot: rules.Slot
    booked: Mapping[Any, int]
    #: Who has something else then, and in which segment.
    taken: frozenset[tuple[Any, int]]

    def choice(self) -> tuple[UUID, ...]:
        return tuple(UUID(str(id)) for id in choose(self.slot, booked=self.booked))

    def without(self, lost: Iterable[UUID]) -> Option:
        gone = set(lost)
        rows = tuple(tuple(id for id in row if id not in gone) for row in self.slot.candidates)
        return replace(self, slot=replace(self.slot, candidates=rows))


def place(
    work: Work,
    question: Question,
    starts_at: datetime,
    *,
    appointment_id: UUID,
    terms: Terms = PLAINLY,
) -> Placed:
    """The time belongs to the appointment: one resource for each requirement, together.

    Whoever the terms prefer, then has the fewest bookings that day, is taken; when somebody
    faster takes them, the next free candidate is. Locks the candidates FOR SHARE, so that
    hours do not change meanwhile, or FOR UPDATE to overlap, so that nobody books there
    without seeing it. Raises the refusal with up to three alternatives.
    """
    lock_limits(work, question)
    lock_candidates(work, question, terms)
    options = options_for(work, question, starts_at, terms)
    return settle(work, question, starts_at, options, appointment_id=appointment_id)


def settle(
    work: Work,
    question: Question,
    starts_at: datetime,
    options: Sequence[Option],
    *,
    appointment_id: UUID,
) -> Placed:
    """The time is the appointment's with one of the options; raises SlotTaken when none is left.

    The caller has locked the candidates.
    """
    while options:
        option = min(options, key=lambda each: each.booked.get(each.choice()[0], 0))
        chosen = option.choice()
        rows = rows_for(question, chosen, starts_at, appointment_id)
        for row in rows:
            row["is_overlap"] = (row["resource_id"], row["segment"]) in option.taken
        lost = _write(work, question, starts_at, rows)
        if not lost:
            ends_at = starts_at + timedelta(seconds=question.duration)
            return Placed(option.site.location_id, starts_at, ends_at)
        options = [each.without(lost) for each in options]
        options = [each for each in options if can_assign(each.slot.candidates)]
    raise with_alternatives(SlotTaken, work, question, starts_at)


def free(work: Work, appointment_id: UUID) -> None:
    """The appointment occupies nothing any more: its rows are gone."""
    work.session.execute(delete(Allocation).where(Allocation.appointment_id == appointment_id))


def terms_for(work: Work, *, overlap: bool) -> Terms:
    """The terms that the caller asks for; raises NotAllowed for an overlap they may not make."""
    if overlap and not work.actor.may(OVERLAP_APPOINTMENTS):
        raise NotAllowed
    return Terms(overlap=overlap)


def lock_candidates(work: Work, question: Question, terms: Terms = PLAINLY) -> None:
    """The candidates' hours do not change until the end.

    For seats of a class and to overlap, nobody else books them meanwhile either.
    """
    ids = {c.resource_id for c in narrowed(question.offer, question.wanted)}
    for_seats = question.is_class and not terms.overlap
    locked = _locked(key_share=for_seats, read=not for_seats and not terms.overlap)
    own_rows(work.session, locked, {"ids": list(ids)})


@cache
def _locked(*, key_share: bool, read: bool) -> Select[Any]:
    query = select(Resource.id).where(Resource.id == any_(bindparam("ids", type_=ARRAY(Uuid))))
    return query.order_by(Resource.id).with_for_update(key_share=key_share, read=read)


def options_for(work: Work, question: Question, starts_at: datetime, terms: Terms) -> list[Option]:
    """Where the time is free; raises the most hopeful refusal when that is nowhere."""
    start = int(starts_at.timestamp())
    asked = starts_at, starts_at + timedelta(seconds=1)
    options: list[Option] = []
    refusals: list[tuple[rules.Refusal, rules.Problem]] = []
    found_problems = problems(work, question, asked, also=_also(work, question, starts_at))
    for site, problem in found_problems:
        found = answer(terms.seen(problem, start), start, on_grid=question.is_visitor)
        if isinstance(found, rules.Refusal):
            refusals.append((found, problem))
        else:
            taken = _taken_at(problem, start)
            booked = _booked_that_day(site, problem, starts_at)
            weighed = {**booked, **dict.fromkeys(terms.preferred, -1)}
            weighed |= {each: weighed.get(each, 0) + _TAKEN for each in dict(taken)}
            options.append(Option(site, found, weighed, taken))
    if not options and not refusals:
        raise ResourceMissing
    if not options:
        refused, of = min(refusals, key=lambda each: _HOPEFUL.index(each[0].rule))
        title = None if question.is_visitor else whose_hours(work, refused, of)
        # Days and weeks that limits have filled are known of that one moment only, and nothing
        # is known of today where the time wanted is long past.
        is_known = starts_at > work.now and not question.limits.each
        known = [problem for _, problem in found_problems] if is_known else None
        raise with_alternatives(
            lambda **extra: refusal_of(refused.rule, title=title, **extra),
            work,
            question,
            starts_at,
            known=known,
        )
    return options


def _also(work: Work, question: Question, starts_at: datetime) -> Moments:
    """What else is to be known: all of that day, wherever it is, and what decides about the times
    nearby, one of which is offered where this one is taken."""
    if starts_at <= work.now:
        return starts_at - _DAY, starts_at + _DAY
    first, last = (int(moment.timestamp()) for moment in near(starts_at, work.now))
    needed = facts_needed(question.rules, (first, last), now=int(work.now.timestamp()))
    start, end = (datetime.fromtimestamp(each, UTC) for each in needed)
    return min(start, starts_at - _DAY), max(end, starts_at + _DAY)


def _taken_at(problem: rules.Problem, start: int) -> frozenset[tuple[Any, int]]:
    """Whose time is somebody else's then, and from which segment on, with all buffers."""
    return frozenset(
        (calendar.id, held.segment)
        for place, need in enumerate(problem.requirements)
        for held in stretches(problem.service, place)
        for calendar in need.candidates
        for busy in calendar.busy
        if busy.booking != problem.moving
        and not (problem.service.capacity and busy.service == problem.service.service)
        and overlaps(
            with_buffers(busy),
            (start + held.start - held.buffer_before, start + held.end + held.buffer_after),
        )
    )


def _booked_that_day(site: Site, problem: rules.Problem, starts_at: datetime) -> Counter[Any]:
    zone = ZoneInfo(site.time_zone)
    today = starts_at.astimezone(zone).date()
    calendars = {c.id: c for need in problem.requirements for c in need.candidates}
    return Counter(
        calendar.id
        for calendar in calendars.values()
        for busy in calendar.busy
        if busy.booking != problem.moving
        and datetime.fromtimestamp(busy.start, UTC).astimezone(zone).date() == today
    )


def rows_for(
    question: Question, chosen: tuple[UUID, ...], starts_at: datetime, appointment_id: UUID
) -> list[dict[str, Any]]:
    """One row for each stretch of each resource, in the order of resource and start."""
    service = question.rules
    shared = question.offer.service.id if question.is_class else None
    rows = [
        {
            "id": new_id(),
            "share_key": shared or new_id(),
            "appointment_id": appointment_id,
            "resource_id": resource_id,
            "segment": held.segment,
            "starts_at": starts_at + timedelta(seconds=held.start),
            "ends_at": starts_at + timedelta(seconds=held.end),
            "busy_from": starts_at + timedelta(seconds=held.start - held.buffer_before),
            "busy_until": starts_at + timedelta(seconds=held.end + held.buffer_after),
            "blocking": True,
        }
        for place, resource_id in enumerate(chosen)
        for held in stretches(service, place)
    ]
    return sorted(rows, key=lambda row: (row["resource_id"], row["starts_at"]))


def _write(
    work: Work, question: Question, starts_at: datetime, rows: list[dict[str, Any]]
) -> set[UUID]:
    """Nothing when all rows are written; otherwise nothing is, and these were taken."""
    wanted = {(row["resource_id"], row["segment"]) for row in rows}
    statement = (
        insert(Allocation)
        .values(rows)
        .on_conflict_do_nothing()
        .returning(Allocation.resource_id, Allocation.segment)
    )
    # A partial success is undone before the next try: whoever holds one row while asking
    # for another out of order could wait in a circle.
    undo: AbstractContextManager[Any] = (
        work.session.begin_nested() if len(rows) > 1 else nullcontext()
    )
    try:
        with undo:
            written = work.session.execute(statement).all()
            lost = {id for id, _ in wanted - {(row[0], row[1]) for row in written}}
            if lost and len(rows) > 1:
                raise _PartlyWritten(lost)
    except _PartlyWritten as partly:
        return partly.lost
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) not in LOST:
            raise
        with work.apart() as apart:
            raise with_alternatives(SlotTaken, apart, question, starts_at) from error
    return lost


class _PartlyWritten(Exception):
    def __init__(self, lost: set[UUID]) -> None:
        super().__init__()
        self.lost = lost


def price_of(question: Question) -> dict[str, Any]:
    """What the appointment costs, as the service and what is booked along say now.

    Each seat of a class costs the price of the service.
    """
    service = question.offer.service
    price = service.price_minor * question.seats + sum(
        addon.price_minor for addon in question.addons
    )
    return {"price_minor": price, "currency": service.currency}


def add_along(work: Work, appointment_id: UUID, question: Question) -> None:
    """What is booked along stands with the appointment, as it is offered now."""
    rows = [
        {
            "id": new_id(),
            "appointment_id": appointment_id,
            "position": position,
            "name": addon.name,
            "extra_minutes": addon.extra_minutes,
            "price_minor": addon.price_minor,
        }
        for position, addon in enumerate(question.addons)
    ]
    if rows:
        work.session.execute(insert(AppointmentAddon), rows)
