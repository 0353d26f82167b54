"""At which times a service would be offered if it were saved as it is being edited."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Location, Resource, Service
from smoothschedule.scheduling.queries.facts import Candidate, Offer, Question
from smoothschedule.scheduling.queries.occupied import Moments
from smoothschedule.scheduling.queries.offered import refuse_long_range, shown
from smoothschedule.scheduling.refusals import SegmentsDoNotFit
from smoothschedule.scheduling.rules import problem as rules
from smoothschedule.scheduling.rules.parts import why_parts_do_not_fit

#: What decides about times, and what it is where nothing was said.
_RULES = {
    "buffer_before_minutes": 0,
    "buffer_after_minutes": 0,
    "lead_time_minutes": 0,
    "horizon_days": None,
    "capacity": None,
    "max_per_day": None,
    "grid": "window",
}


def draft_slots(
    work: Work, draft: dict[str, Any], within: Moments, *, service_id: UUID | None = None
) -> dict[str, Any]:
    """The times visitors would see of a service with those details, which is not kept.

    `service_id` is the service being edited, whose own bookings count for its limits. Raises
    NotFound for a resource or service that is not there, SegmentsDoNotFit, RangeTooLong.
    """
    refuse_long_range(within)
    if service_id is not None:
        work.get(Service, service_id)
    needs = draft["requirements"]
    details = {name: draft.get(name, default) for name, default in _RULES.items()}
    service = Service(
        id=service_id or new_id(),
        duration_minutes=draft["duration_minutes"],
        step_minutes=draft.get("step_minutes", draft["duration_minutes"]),
        **details,
    )
    offer = Offer(service, len(needs), _candidates(work, needs), _segments(draft))
    return shown(work, Question(offer, is_visitor=True), within)


def _candidates(work: Work, needs: Sequence[dict[str, Any]]) -> tuple[Candidate, ...]:
    asked = {(place, id) for place, need in enumerate(needs) for id in need["resource_ids"]}
    query = (
        select(Resource, Location.time_zone)
        .outerjoin(
            Location,
            (Location.tenant_id == Resource.tenant_id)
            & (Location.id == Resource.location_id)
            & Location.is_active,
        )
        .where(Resource.id.in_({id for _, id in asked}))
    )
    known = work.session.execute(query).all()
    kinds = {row.Resource.id: row.Resource.kind for row in known}
    if any(kinds.get(id) != needs[place]["kind"] for place, id in asked):
        raise NotFound
    rank = {row.Resource.id: row.Resource.position for row in known}
    found = {row.Resource.id: row for row in known if row.Resource.is_active and row.time_zone}
    return tuple(
        Candidate(place, kinds[id], id, found[id].Resource.location_id, found[id].time_zone)
        for place, need in enumerate(needs)
        for id in sorted(dict.fromkeys(need["resource_ids"]), key=rank.__getitem__)
        if id in found
    )


def _segments(draft: dict[str, Any]) -> tuple[rules.Segment, ...]:
    parts = [(each["duration_minutes"], each["holds"]) for each in draft.get("segments", ())]
    wrong = why_parts_do_not_fit(
        parts,
        minutes=draft["duration_minutes"],
        needs=len(draft["requirements"]),
        grid=draft.get("grid", "window"),
    )
    if wrong:
        raise SegmentsDoNotFit(wrong)
    return tuple(rules.Segment(minutes * 60, frozenset(holds)) for minutes, holds in parts)
