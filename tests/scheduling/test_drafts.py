"""A service that is being edited is offered at the times it would have once saved."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from smoothschedule.core.api import App
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import VISITOR
from smoothschedule.scheduling.models import Service
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.queries.drafts import draft_slots
from smoothschedule.scheduling.queries.offered import slots_for_visitors
from smoothschedule.scheduling.refusals import RangeTooLong, SegmentsDoNotFit
from smoothschedule.scheduling.rules.parts import why_parts_do_not_fit
from smoothschedule.users.rules import Role
from tests.factories import Business, soon, wire
from tests.scheduling.world import World, at
from tests.web import check_problem, signed_in

WEEK = at("00:00"), at("00:00", 10)


def details(world: World, **more: Any) -> dict[str, Any]:
    needs = [{"kind": "staff", "resource_ids": world.staff}]
    return {"name": "Trim", "duration_minutes": 40, "requirements": needs, **more}


def in_parts(*lengths: int) -> dict[str, Any]:
    return {"segments": [{"duration_minutes": each, "holds": [0]} for each in lengths]}


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"step_minutes": 15, "buffer_after_minutes": 20},
        {"grid": "optimized", "step_minutes": 10},
        {"lead_time_minutes": 3 * 24 * 60},
        {"horizon_days": 2},
        {"capacity": 3},
        in_parts(15, 25),
    ],
    ids=["plain", "buffer", "optimized", "notice", "horizon", "class", "parts"],
)
def test_the_times_are_those_that_it_has_once_saved(world: World, more: dict[str, Any]) -> None:
    world.book("10:00")
    with world.work() as work:
        before = work.session.scalar(select(func.count(Service.id)))
        preview = draft_slots(work, details(world, **more), WEEK)
        assert work.session.scalar(select(func.count(Service.id))) == before
    with world.work() as work:
        saved = setup.add_service(work, **details(world, **more)).id
    with world.work(VISITOR) as work:
        assert preview == slots_for_visitors(work, saved, WEEK)
    assert preview["items"]


def test_own_bookings_count_for_its_limit(world: World) -> None:
    world.book("10:00")
    draft = details(world, max_per_day=1)
    with world.work() as work:
        unknown = draft_slots(work, draft, WEEK)["items"]
        known = draft_slots(work, draft, WEEK, service_id=world.cut)["items"]
    full = at("10:00").date()
    assert full in {slot.starts_at.date() for slot in unknown}
    assert full not in {slot.starts_at.date() for slot in known}


def test_what_cannot_be_saved_has_no_times(world: World) -> None:
    strange = [{"kind": "staff", "resource_ids": [uuid4()]}]
    other_kind = [{"kind": "room", "resource_ids": world.staff}]
    with world.work() as work:
        for needs in (strange, other_kind):
            with pytest.raises(NotFound):
                draft_slots(work, details(world, requirements=needs), WEEK)
        with pytest.raises(NotFound):
            draft_slots(work, details(world), WEEK, service_id=uuid4())
        with pytest.raises(SegmentsDoNotFit):
            draft_slots(work, details(world, **in_parts(15, 15)), WEEK)
        with pytest.raises(RangeTooLong):
            draft_slots(work, details(world), (at("00:00", 1), at("00:00", 1).replace(year=2099)))


@pytest.mark.parametrize(
    ("parts", "grid", "word"),
    [
        ([], "optimized", None),
        ([(30, [0]), (30, [1])], "window", None),
        ([(30, [0]), (20, [1])], "window", "50 minutes"),
        ([(60, [0])], "window", "at least one part"),
        ([(60, [0, 1, 2])], "window", "at least one part"),
        ([(30, [0]), (30, [1])], "optimized", "regular times"),
    ],
)
def test_parts_fit_or_it_is_said_why_not(parts: Any, grid: str, word: str | None) -> None:
    found = why_parts_do_not_fit(parts, minutes=60, needs=2, grid=grid)
    assert found is None if word is None else found is not None and word in found


def test_whoever_edits_services_asks_over_http(app: App, business: Business) -> None:
    needs = [{"kind": "staff", "resource_ids": [str(business.staff_id)]}]
    body: dict[str, Any] = {
        "service": {"name": "Trim", "duration_minutes": 40, "requirements": needs},
        "from": wire(soon(2)),
        "to": wire(soon(4)),
    }
    owner, staff = (
        signed_in(app, business),
        signed_in(app, business, business.people[Role.TENANT_STAFF]),
    )
    assert owner.post("/services/preview-slots", json=body).get_json()["items"]
    check_problem(staff.post("/services/preview-slots", json=body), 403)
    body["service"] = {**body["service"], "duration_minutes": 0}
    check_problem(owner.post("/services/preview-slots", json=body), 422)
