"""What decides about free time: a service, who could give it, their hours and what is booked.

Two statements answer it for any number of resources: the offer, and their calendars.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, bindparam, exists, func, select

from smoothschedule.core.db import own_rows
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import (
    Location,
    RequirementCandidate,
    Resource,
    Service,
    ServiceAddon,
    ServiceQuestion,
    ServiceRequirement,
    ServiceSegment,
)
from smoothschedule.scheduling.queries.limits import (
    Limits,
    bookings_counted,
    limits_of,
    used_up,
)
from smoothschedule.scheduling.queries.occupied import Moments, run_out
from smoothschedule.scheduling.queries.resource_calendars import calendars, calendars_by_name
from smoothschedule.scheduling.queries.service_facts import SERVICE_FACTS, ServiceFacts
from smoothschedule.scheduling.queries.waiting import waits
from smoothschedule.scheduling.refusals import NotAClass
from smoothschedule.scheduling.rules import problem as rules
from smoothschedule.scheduling.rules.slots import facts_needed


@dataclass(frozen=True, slots=True)
class Candidate:
    """One resource that could meet one requirement."""

    requirement: int
    kind: str
    resource_id: UUID
    location_id: UUID
    time_zone: str


@dataclass(frozen=True, slots=True)
class Addon:
    """What may be booked along."""

    id: UUID
    name: str
    extra_minutes: int
    price_minor: int


@dataclass(frozen=True, slots=True)
class Offer:
    """A service, how many things it requires at once, and the active candidates for each.

    `segments` are empty for a service in one piece; `addons` may be booked along. `waits`:
    bookings begin as requests; `asks`: there are questions to whoever books. `holds_run_out`: a
    hold of the business is over, though nobody has said so yet.
    """

    service: ServiceFacts
    requirement_count: int
    candidates: tuple[Candidate, ...]
    segments: tuple[rules.Segment, ...] = ()
    addons: tuple[Addon, ...] = ()
    waits: bool = False
    asks: bool = False
    holds_run_out: bool = False

    def __contains__(self, resource_id: UUID) -> bool:
        return any(c.resource_id == resource_id for c in self.candidates)


@dataclass(frozen=True, slots=True)
class Question:
    """May this be booked, and when.

    `wanted` narrows the requirements that they are candidates of. A visitor is held to lead
    time, horizon and grid. `moving` is an appointment that is not in its own way, and
    `duration_seconds` its length where that is not the service's. `customer_id` is who comes,
    as far as that is known, and `seats` how many come where the service is a class.
    """

    offer: Offer
    is_visitor: bool
    wanted: frozenset[UUID] = frozenset()
    moving: UUID | None = None
    duration_seconds: int | None = None
    customer_id: UUID | None = None
    addons: tuple[Addon, ...] = ()
    seats: int = 1

    @property
    def is_class(self) -> bool:
        """Several share an appointment of the service."""
        return self.offer.service.capacity is not None

    @property
    def duration(self) -> int:
        """Seconds from the start to the end, with what is booked along."""
        extra = sum(addon.extra_minutes for addon in self.addons)
        return self.duration_seconds or (self.offer.service.duration_minutes + extra) * 60

    @property
    def segments(self) -> tuple[rules.Segment, ...]:
        """What is longer than the service lengthens its last segment. An appointment booked
        when the service took longer than now is held in one piece."""
        *early, last = self.offer.segments or (None,)
        extra = self.duration - self.offer.service.duration_minutes * 60
        if last is None or extra < 0:
            return ()
        return (*early, rules.Segment(last.duration + extra, last.holds))

    @property
    def limits(self) -> Limits:
        """How many may be booked, as far as that concerns this question."""
        return limits_of(self.offer.service, self.customer_id)

    @property
    def rules(self) -> rules.ServiceRules:
        service = self.offer.service
        return rules.ServiceRules(
            duration=self.duration,
            segments=self.segments,
            step=service.step_minutes * 60,
            buffer_before=service.buffer_before_minutes * 60,
            buffer_after=service.buffer_after_minutes * 60,
            lead=service.lead_time_minutes * 60 if self.is_visitor else 0,
            horizon_days=service.horizon_days if self.is_visitor else None,
            grid=rules.Grid(service.grid),
            service=service.id,
            capacity=service.capacity,
            party_size=self.seats,
        )


@dataclass(frozen=True, slots=True)
class Site:
    """The candidates for each requirement at one location: nobody is in two places at once."""

    location_id: UUID
    time_zone: str
    requirements: tuple[tuple[Candidate, ...], ...]


def offer_of(work: Work, service_id: UUID) -> Offer:
    """The active service with its candidates, in order of preference; raises NotFound."""
    values = {"service_id": service_id, "now": work.now}
    rows = own_rows(work.session, _offer(), values)
    if not rows:
        raise NotFound("This service is not offered any more.")
    places = {row.requirement for row in rows if row.requirement is not None}
    candidates = tuple(
        Candidate(
            row.requirement,
            row.kind,
            row.resource_id,
            row.location_id,
            row.time_zone,
        )
        for row in rows
        if row.resource_id is not None and row.time_zone is not None
    )
    segments = tuple(
        rules.Segment(minutes * 60, frozenset(held))
        for _, minutes, held in sorted(rows[0].segments or ())
    )
    addons = tuple(
        Addon(UUID(id), name, minutes, price)
        for _, id, name, minutes, price in sorted(rows[0].addons or ())
    )
    first = rows[0]
    return Offer(
        first,
        len(places),
        candidates,
        segments,
        addons,
        waits=first.waits,
        asks=first.asks,
        holds_run_out=first.holds_run_out,
    )


@cache
def _offer() -> Any:
    needs, can, part, addon = (
        ServiceRequirement,
        RequirementCandidate,
        ServiceSegment,
        ServiceAddon,
    )
    worker = and_(
        Resource.tenant_id == can.tenant_id, Resource.id == can.resource_id, Resource.is_active
    )
    place = and_(
        Location.tenant_id == Resource.tenant_id,
        Location.id == Resource.location_id,
        Location.is_active,
    )
    return (
        select(
            *SERVICE_FACTS,
            needs.position.label("requirement"),
            needs.kind,
            Resource.id.label("resource_id"),
            Resource.location_id,
            Location.time_zone,
            _parts(part, part.position, part.duration_minutes, part.holds).label("segments"),
            _parts(
                addon,
                addon.position,
                addon.id,
                addon.name,
                addon.extra_minutes,
                addon.price_minor,
            ).label("addons"),
            waits().label("waits"),
            _asks().label("asks"),
            exists().where(*run_out()).label("holds_run_out"),
        )
        .outerjoin(
            needs, and_(needs.tenant_id == Service.tenant_id, needs.service_id == Service.id)
        )
        .outerjoin(can, and_(can.tenant_id == needs.tenant_id, can.requirement_id == needs.id))
        .outerjoin(Resource, worker)
        .outerjoin(Location, place)
        .where(Service.id == bindparam("service_id"), Service.is_active)
        .order_by(needs.position, Resource.position, can.position)
    )


def _asks() -> ColumnElement[bool]:
    question = ServiceQuestion
    asked = exists().where(
        question.tenant_id == Service.tenant_id, question.service_id == Service.id
    )
    return asked.correlate(Service)


def _parts(model: Any, *columns: Any) -> Any:
    """The rows of the service at hand, as one JSON list."""
    return (
        select(func.jsonb_agg(func.jsonb_build_array(*columns)))
        .where(model.tenant_id == Service.tenant_id, model.service_id == Service.id)
        .correlate(Service)
        .scalar_subquery()
    )


def chosen_addons(offer: Offer, ids: Iterable[UUID]) -> tuple[Addon, ...]:
    """Those of the add-ons, in the service's order; raises NotFound for one it does not have."""
    wanted = set(ids)
    found = tuple(addon for addon in offer.addons if addon.id in wanted)
    if len(found) != len(wanted):
        raise NotFound
    return found


def party_of(offer: Offer, size: int) -> int:
    """How many come; to an ordinary service one, or NotAClass is raised."""
    if size > 1 and offer.service.capacity is None:
        raise NotAClass
    return size


def wanted_of(offer: Offer, resource_id: UUID | None) -> frozenset[UUID]:
    """The one who was named, if any; raises NotFound for somebody who does not do this."""
    if resource_id is None:
        return frozenset()
    if resource_id not in offer:
        raise NotFound
    return frozenset({resource_id})


def narrowed(offer: Offer, wanted: frozenset[UUID]) -> Iterator[Candidate]:
    """The candidates left when each requirement that wanted resources can meet takes only them."""
    settled = {c.requirement for c in offer.candidates if c.resource_id in wanted}
    for candidate in offer.candidates:
        if candidate.requirement not in settled or candidate.resource_id in wanted:
            yield candidate


def sites(question: Question) -> list[Site]:
    """Each location where every requirement has a candidate."""
    count = question.offer.requirement_count
    by_place: dict[tuple[UUID, str], list[list[Candidate]]] = {}
    for candidate in narrowed(question.offer, question.wanted):
        place = candidate.location_id, candidate.time_zone
        by_place.setdefault(place, [[] for _ in range(count)])[candidate.requirement].append(
            candidate
        )
    return [
        Site(location_id, time_zone, tuple(map(tuple, rows)))
        for (location_id, time_zone), rows in by_place.items()
        if all(rows)
    ]


def problems(
    work: Work,
    question: Question,
    asked: Moments,
    *,
    also: Moments | None = None,
    by_name: bool = True,
) -> list[tuple[Site, rules.Problem]]:
    """For each site the problem that the rules decide about starts within `asked`.

    `also`: bookings within are named too, whether or not they decide. Without `by_name` only
    when something is booked is told, not what, unless the question itself depends on that.
    """
    start, end, now = (int(moment.timestamp()) for moment in (*asked, work.now))
    decisive = facts_needed(question.rules, (start, end), now=now)
    found = sites(question)
    ids = {c.resource_id for site in found for row in site.requirements for c in row}
    if also is not None:
        decisive = (
            min(decisive[0], int(also[0].timestamp())),
            max(decisive[1], int(also[1].timestamp())),
        )
    span = _moment(decisive[0], work), _moment(decisive[1], work)
    known = _calendars(work, ids, span, question, by_name=by_name)
    counted = bookings_counted(work, question.limits, asked, moving=question.moving)
    return [
        (
            site,
            replace(
                _problem(question, site, known, (start, end, now)),
                used_up=used_up(question.limits, counted, site.time_zone),
            ),
        )
        for site in found
    ]


def _problem(
    question: Question,
    site: Site,
    calendars: Mapping[UUID, rules.ResourceCalendar],
    when: tuple[int, int, int],
) -> rules.Problem:
    return rules.Problem(
        service=question.rules,
        requirements=tuple(
            # Whoever was switched off since the offer was read is no candidate any more.
            rules.Requirement(
                tuple(calendars[c.resource_id] for c in row if c.resource_id in calendars)
            )
            for row in site.requirements
        ),
        start=when[0],
        end=when[1],
        now=when[2],
        moving=question.moving,
    )


def _moment(seconds: int, work: Work) -> datetime:
    return datetime.fromtimestamp(seconds, work.now.tzinfo)


def _calendars(
    work: Work, ids: set[UUID], span: Moments, question: Question, *, by_name: bool
) -> Mapping[UUID, rules.ResourceCalendar]:
    if by_name or question.is_class or question.moving is not None:
        class_id = question.offer.service.id
        return calendars_by_name(work, ids, span, class_id=class_id, moving=question.moving)
    return calendars(work, ids, span)
