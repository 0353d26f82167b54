"""What becomes of contracts that services ask for when appointments come, go, move and are signed.

Each job looks first at how things are now, so running twice or late does no harm.
"""

from __future__ import annotations

from typing import Any
from uuid import UUID

import structlog

from smoothschedule.contracts.operations import service_contracts as operations
from smoothschedule.contracts.operations.ahead import ChangedMeanwhile
from smoothschedule.core.jobs import job, only_if
from smoothschedule.core.problems import Problem
from smoothschedule.core.unit_of_work import Actor, Work
from smoothschedule.scheduling.permissions import VIEW_ALL_CALENDARS

log = structlog.get_logger()
#: The product itself, which knows every customer and appointment.
ITSELF = Actor(permissions=frozenset({VIEW_ALL_CALENDARS}))


def _may_be_lacking(work: Work, appointment_id: str) -> bool:
    return operations.may_lack_required(work, UUID(appointment_id))


@job
@only_if(_may_be_lacking)
def make_required_contract(runtime: Any, tenant_id: UUID, *, appointment_id: str) -> None:
    """Whoever booked has the service's contract to sign.

    It is made and sent in two steps: one that cannot be sent stays a draft for the team.
    """
    id, key = UUID(appointment_id), runtime.settings.secret_key
    try:
        with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
            made = operations.make_required(work, id, files=runtime.files)
            contract_id = made.id if made else operations.required_draft(work, id)
        if contract_id is not None:
            with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
                operations.send_required(work, contract_id, files=runtime.files, secret_key=key)
    except ChangedMeanwhile:
        # Somebody is at the draft or the appointment: the job comes again.
        raise
    except Problem as problem:
        # A plan that is used up, a customer without an address: nothing that trying again mends.
        log.warning("contract.not_asked", appointment_id=appointment_id, problem=problem.slug)


def _is_asked_for(work: Work, appointment_id: str) -> bool:
    return operations.has_required(work, UUID(appointment_id))


@job
@only_if(_is_asked_for)
def drop_required_contract(runtime: Any, tenant_id: UUID, *, appointment_id: str) -> None:
    """Nobody is asked to sign for an appointment that is off."""
    with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
        operations.drop_required(work, UUID(appointment_id))


@job
@only_if(_is_asked_for)
def move_contract_deadline(runtime: Any, tenant_id: UUID, *, appointment_id: str) -> None:
    """The deadline follows the appointment."""
    with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
        operations.move_deadline(work, UUID(appointment_id))


@job
def clear_required_signature(runtime: Any, tenant_id: UUID, *, contract_id: str) -> None:
    """The appointment that waited for the contract stands."""
    with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
        operations.clear_required(work, UUID(contract_id))


@job
def cancel_unsigned_appointment(runtime: Any, tenant_id: UUID, *, contract_id: str) -> None:
    """The appointment is off when its contract was not signed by the deadline."""
    with runtime.units.tenant(tenant_id, actor=ITSELF) as work:
        operations.cancel_unsigned(work, UUID(contract_id))
