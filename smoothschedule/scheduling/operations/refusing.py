"""A refusal that says what could be had instead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from smoothschedule.core.problems import Clash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.queries.facts import Question
from smoothschedule.scheduling.queries.free_slots import alternatives
from smoothschedule.scheduling.rules import problem as rules


def with_alternatives(
    refuse: Callable[..., Clash],
    work: Work,
    question: Question,
    starts_at: datetime,
    *,
    known: Iterable[rules.Problem] | None = None,
) -> Clash:
    """The refusal with up to three times on offer nearest to the one that was wanted.

    `known`: see `alternatives`.
    """
    others = alternatives(work, question, starts_at, known=known)
    return refuse(alternatives=[slot.as_json() for slot in others])
