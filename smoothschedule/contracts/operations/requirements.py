"""What an appointment waits for in a contract, and until when; from one contract to the next."""

from __future__ import annotations

from smoothschedule.contracts.events import ContractChanged
from smoothschedule.contracts.models import Contract
from smoothschedule.core import jobs
from smoothschedule.core.jobs import JobRequest
from smoothschedule.core.unit_of_work import Work


def pass_on(work: Work, former: Contract, begun: Contract) -> None:
    """What the appointment waited for in the former contract, it waits for in this one; both are
    locked. Emits ContractChanged.
    """
    if former.policy is None:
        return
    kept = former.policy, former.deadline_at
    former.policy = former.deadline_at = None
    work.session.flush()
    begun.policy, begun.deadline_at = kept
    work.session.flush()
    plan_deadline(work, begun)
    work.emit(ContractChanged(former.id))


def hand_back(work: Work, gone: Contract) -> None:
    """An appointment that waited for the former contract waits for it again, as long as it would
    have for the draft that is gone. Emits ContractChanged.
    """
    if gone.former_id is None or gone.policy is None:
        return
    former = work.get(Contract, gone.former_id, lock=True)
    former.policy, former.deadline_at = gone.policy, gone.deadline_at
    work.session.flush()
    plan_deadline(work, former)
    work.emit(ContractChanged(former.id))


def plan_deadline(work: Work, contract: Contract) -> None:
    """A job looks then whether it was signed; one for a former deadline finds nothing to do."""
    if contract.deadline_at is not None:
        jobs.plan(work, look_at(contract), due_at=contract.deadline_at)


def look_at(contract: Contract) -> JobRequest:
    """The job that calls the contract's appointment off, if its deadline is over."""
    return JobRequest("cancel_unsigned_appointment", {"contract_id": str(contract.id)})
