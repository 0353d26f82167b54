"""A refusal that says what could be had instead."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.core.problems import Clash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Resource
from smoothschedule.scheduling.queries.facts import Question
from smoothschedule.scheduling.queries.free_slots import alternatives
from smoothschedule.scheduling.rules import problem as rules

_OF_ONE: Final = {"staff": "does not work", "room": "is not open", "equipment": "cannot be used"}
_OF_NONE: Final = {
    "staff": "Nobody works",
    "room": "No room is open",
    "equipment": "No equipment can be used",
}


def whose_hours(work: Work, refused: rules.Refusal, problem: rules.Problem) -> str | None:
    """Of whom or what it is refused that they are there then; None where that is not why."""
    is_hours = refused.rule in (rules.Rule.OUTSIDE_HOURS, rules.Rule.TIME_OFF)
    if not is_hours or refused.requirement is None:
        return None
    asked = problem.requirements[refused.requirement].candidates
    ids = {UUID(str(each.id)) for each in asked}
    query = select(Resource.name, Resource.kind).where(Resource.id.in_(ids))
    (name, kind), *others = work.session.execute(query).all()
    who = _OF_NONE[kind] if others else f"{name} {_OF_ONE[kind]}"
    return f"{who} at that time."


def with_alternatives(
    refuse: Callable[..., Clash],
    work: Work,
    question: Question,
    starts_at: datetime,
    *,
    known: Collection[rules.Problem] | None = None,
) -> Clash:
    """The refusal with up to three times on offer nearest to the one that was wanted.

    `known`: see `alternatives`.
    """
    others = alternatives(work, question, starts_at, known=known)
    return refuse(alternatives=[slot.as_json() for slot in others])
