"""What a booking asks to be signed, as its guest is told."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from smoothschedule.contracts.models import (
    Contract,
    ContractSigner,
    ContractTemplate,
    ServiceContract,
)
from smoothschedule.contracts.queries.underway import is_under_way
from smoothschedule.contracts.rules.states import (
    ASKED,
    ENDED,
    Coming,
    ContractState,
    Policy,
    SignerState,
)
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.events import (
    AppointmentBooked,
    AppointmentRequested,
    AppointmentRestored,
)
from smoothschedule.scheduling.models import Appointment
from smoothschedule.scheduling.rules.states import EXPECTED, State

#: Makes the contract that a booking asks for, after one of these.
MAKING = "make_required_contract"
ASKING = (AppointmentRequested, AppointmentBooked, AppointmentRestored)


def contracts_of_booking(
    work: Work, booked: Appointment, url_of: Callable[[ContractSigner], str | None]
) -> list[dict[str, Any]]:
    """What there is to sign for a booking: how far it is, and where to if it is the guest's turn.

    `booked` comes with details. What its service asks for is told before there is a contract, too.
    """
    query = (
        select(Contract)
        .options(selectinload(Contract.signers))
        .where(Contract.appointment_id == booked.id)
        .order_by(Contract.id)
    )
    found = list(work.session.scalars(query))
    required = next((each for each in found if each.policy is not None), None)
    told = [
        _told(booked, each, own, url_of)
        for each in found
        if each.state != ContractState.DRAFT
        and ((own := _part_of(booked, each)) is not None or each is required)
    ]
    if required is None or required.state == ContractState.DRAFT:
        told += _coming(work, booked, required)
    return told


def _told(
    booked: Appointment,
    contract: Contract,
    own: ContractSigner | None,
    url_of: Callable[[ContractSigner], str | None],
) -> dict[str, Any]:
    is_turn = own is not None and contract.is_open and own.state in ASKED
    return {
        "title": contract.title,
        "state": contract.state,
        "policy": contract.policy,
        "deadline_at": contract.deadline_at,
        "sign_url": url_of(own) if own is not None and is_turn else None,
        "has_signed": own is not None and own.state == SignerState.SIGNED,
        "confirms": contract.state not in ENDED and _confirms(booked, contract.policy),
    }


def _coming(work: Work, booked: Appointment, begun: Contract | None) -> list[dict[str, Any]]:
    """The contract that the guest cannot see yet: a draft, or what the service asks for."""
    if State(booked.state) not in EXPECTED or booked.series_id is not None:
        return []
    if begun is not None:
        title, policy = begun.title, begun.policy
    else:
        query = (
            select(ContractTemplate.name, ServiceContract.policy)
            .join(ContractTemplate, ContractTemplate.id == ServiceContract.template_id)
            .where(ServiceContract.service_id == booked.service_id)
        )
        asked = work.session.execute(query).first()
        if asked is None:
            return []
        title, policy = asked
    confirms = _confirms(booked, policy)
    is_made = is_under_way(work, MAKING, after=ASKING, appointment_id=booked.id)
    # A booking that needs none to stand may be older than what its service asks for now.
    if begun is None and not is_made and not confirms:
        return []
    return [
        {
            "title": title,
            "state": Coming.PREPARING if is_made else Coming.UNSENT,
            "policy": policy,
            "deadline_at": begun.deadline_at if begun else None,
            "sign_url": None,
            "has_signed": False,
            "confirms": confirms,
        }
    ]


def _confirms(booked: Appointment, policy: str | None) -> bool:
    """Once it is signed by all the booking stands: nobody of the team is asked besides."""
    if booked.state != State.PENDING or policy != Policy.BLOCK:
        return False
    return not booked.service.requires_approval


def _part_of(booked: Appointment, contract: Contract) -> ContractSigner | None:
    if booked.customer_id is None:
        return None
    theirs = (
        each
        for each in contract.signers
        if each.customer_id == booked.customer_id and each.state != SignerState.REPLACED
    )
    return next(theirs, None)
