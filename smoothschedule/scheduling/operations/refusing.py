"""A refusal that says what could be had instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from smoothschedule.core.problems import Clash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.queries.facts import Question
from smoothschedule.scheduling.queries.free_slots import alternatives


def with_alternatives(
    refuse: Callable[..., Clash], work: Work, question: Question, starts_at: datetime
) -> Clash:
    """The refusal with up to three times on offer nearest to the one that was wanted."""
    others = alternatives(work, question, starts_at)
    return refuse(alternatives=[slot.as_json() for slot in others])
