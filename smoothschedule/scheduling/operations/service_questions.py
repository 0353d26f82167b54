"""What a service asks whoever books it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from smoothschedule.core.db import new_id
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Service, ServiceQuestion

ASKED = ("label", "help", "is_required", "options", "limits")


def set_questions(work: Work, service: Service, questions: Sequence[dict[str, Any]]) -> None:
    """These are asked from now on, in this order; what was answered stays as it was asked.

    One that is named by its id stays the same one, unless it is answered in another way now.
    Raises NotFound for an id that the service does not have.
    """
    query = select(ServiceQuestion).where(ServiceQuestion.service_id == service.id)
    known = {row.id: row for row in work.session.scalars(query)}
    kept = {each["id"] for each in questions if each.get("id") is not None}
    if not kept <= known.keys():
        raise NotFound
    for id, row in known.items():
        if id not in kept:
            work.session.delete(row)
    for position, asked in enumerate(questions):
        former = known.get(asked["id"]) if asked.get("id") else None
        if former is not None and former.kind == asked["kind"]:
            row = former
        else:
            row = ServiceQuestion(id=new_id(), service_id=service.id, kind=asked["kind"])
            work.session.add(row)
            if former is not None:
                work.session.delete(former)
        row.position = position
        for name in ASKED:
            setattr(row, name, asked[name])
    work.session.flush()
