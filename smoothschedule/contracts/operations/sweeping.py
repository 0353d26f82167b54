"""What the clock makes of contracts."""

from __future__ import annotations

from sqlalchemy import select

from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.operations.reminding import remind_due
from smoothschedule.contracts.operations.sealing import resume_lost
from smoothschedule.contracts.operations.voiding import expire
from smoothschedule.contracts.rules.states import OPEN
from smoothschedule.core.unit_of_work import Work


def sweep(work: Work) -> int:
    """Contracts whose time is over have expired, whoever is due is reminded, and sealing that got
    lost goes on; returns how many of each together. Safe to run twice, and at once.
    """
    over = select(Contract.id).where(Contract.state.in_(OPEN), Contract.expires_at <= work.now)
    ids = work.session.scalars(over.order_by(Contract.id)).all()
    return sum(expire(work, id) for id in ids) + remind_due(work) + resume_lost(work)
