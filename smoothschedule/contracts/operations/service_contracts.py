"""Services that ask for a contract: booking one makes it for whoever comes.

Scheduling knows nothing of this: what waits for a signature begins as a request, and is
approved once everybody has signed. Only single bookings make contracts, series do not.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload, selectinload

from smoothschedule.contracts.events import ContractChanged
from smoothschedule.contracts.models import (
    Contract,
    ContractTemplate,
    ServiceContract,
    TemplateVersion,
)
from smoothschedule.contracts.operations.ahead import ChangedMeanwhile
from smoothschedule.contracts.operations.drafts import delete_draft, draft
from smoothschedule.contracts.operations.requirements import look_at, plan_deadline
from smoothschedule.contracts.operations.sending import send
from smoothschedule.contracts.operations.versions import version_of
from smoothschedule.contracts.operations.voiding import void
from smoothschedule.contracts.problems import UnfitTemplate
from smoothschedule.contracts.rules.fields import roles_of
from smoothschedule.contracts.rules.states import (
    ACTING,
    SIGNED_BY_ALL,
    UNSIGNED,
    Party,
    Policy,
    SignerKind,
)
from smoothschedule.core import jobs
from smoothschedule.core.problems import NotFound, Stale
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.events import ServiceChanged
from smoothschedule.scheduling.models import Allocation, Appointment, Service
from smoothschedule.scheduling.operations.appointments import approve, cancel
from smoothschedule.scheduling.queries.waiting import lacks_signature, makes_wait
from smoothschedule.scheduling.rules.states import EXPECTED, State
from smoothschedule.storage.port import Storage
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role

NOT_SIGNED = "The contract was not signed in time."
CALLED_OFF = "The appointment was called off."
#: So often a deadline is looked at again that came while nobody could sign.
CLOSED_FOR_NOW: Final = timedelta(hours=1)


@makes_wait
def waits_for_signature() -> ColumnElement[bool]:
    """Bookings of the service at hand stand once their contract is signed."""
    asks = exists().where(
        ServiceContract.tenant_id == Service.tenant_id,
        ServiceContract.service_id == Service.id,
        ServiceContract.policy == Policy.BLOCK,
    )
    return asks.correlate(Service)


@lacks_signature
def has_open_contract() -> ColumnElement[bool]:
    """The contract that the appointment at hand waits for can still be signed."""
    open_one = exists().where(
        Contract.tenant_id == Appointment.tenant_id,
        Contract.appointment_id == Appointment.id,
        Contract.policy == Policy.BLOCK,
        Contract.state.in_(UNSIGNED),
    )
    return open_one.correlate(Appointment)


def service_contract(work: Work, service_id: UUID) -> ServiceContract | None:
    """What the service asks for; raises NotFound for a service that is not here."""
    work.get(Service, service_id)
    query = select(ServiceContract).where(ServiceContract.service_id == service_id)
    found: ServiceContract | None = work.session.scalar(query)
    return found


def set_service_contract(
    work: Work,
    service_id: UUID,
    *,
    template_id: UUID,
    policy: str,
    deadline_hours: int | None,
    customer_role_key: str,
    version: int,
) -> ServiceContract:
    """Booking the service asks for this contract from now on.

    `version` is of what it asked for, 0 where that was nothing. Raises NotFound, Stale,
    TemplateArchived, TemplateNotReady, UnfitTemplate. Emits ServiceChanged.
    """
    template = work.get(ContractTemplate, template_id)
    _refuse_unfit(version_of(work, template), customer_role_key)
    before = service_contract(work, service_id)
    if version != (before.version if before else 0):
        raise Stale
    found = before or ServiceContract(service_id=service_id)
    found.template_id, found.policy = template.id, policy
    found.customer_role_key = customer_role_key
    found.deadline_hours = (deadline_hours or 0) if policy == Policy.CANCEL else None
    work.session.add(found)
    work.session.flush()
    work.emit(ServiceChanged(service_id))
    return found


def remove_service_contract(work: Work, service_id: UUID, *, version: int) -> None:
    """Booking the service asks for no contract; those that were made stay. Raises NotFound, Stale.
    Emits ServiceChanged.
    """
    found = service_contract(work, service_id)
    if found is None:
        raise NotFound
    if version != found.version:
        raise Stale
    work.session.delete(found)
    work.session.flush()
    work.emit(ServiceChanged(service_id))


def make_required(work: Work, appointment_id: UUID, *, files: Storage) -> Contract | None:
    """The appointment has the contract that its service asks for, as a draft.

    None when nothing is asked for or there is one already. Raises what `draft` raises: nobody
    can be asked, or the template was put away; ChangedMeanwhile for an appointment that was moved
    or called off while the document was set. From then on nobody does until the transaction ends:
    whoever comes later finds the contract.
    """
    booked = _booked(work, appointment_id)
    wanted = service_contract(work, booked.service_id)
    if wanted is None or State(booked.state) not in EXPECTED or has_required(work, booked.id):
        return None
    version_roles = roles_of(work.get(ContractTemplate, wanted.template_id).roles)
    signers = [{"role_key": wanted.customer_role_key, "customer_id": booked.customer_id}]
    signers += [
        {"role_key": role.key, "user_id": _staff_of(work, booked)}
        for role in version_roles
        if role.key != wanted.customer_role_key and role.kind in ACTING
    ]
    made = draft(
        work,
        template_id=wanted.template_id,
        signers=signers,
        files=files,
        appointment_id=booked.id,
        customer_id=booked.customer_id,
        policy=wanted.policy,
        deadline_at=_deadline(wanted, booked),
    )
    plan_deadline(work, made)
    _stay(work, booked)
    return made


def required_draft(work: Work, appointment_id: UUID) -> UUID | None:
    """The appointment's contract that is still to be sent: a job may have died in between. What
    somebody begins again is sent when they say so.
    """
    required = _required(work, appointment_id)
    is_due = required is not None and required.state == "draft" and required.former_id is None
    return required.id if required is not None and is_due else None


def send_required(work: Work, contract_id: UUID, *, files: Storage, secret_key: str) -> None:
    """The customer is asked to sign. Raises what `send` raises."""
    if work.get(Contract, contract_id).state == "draft":
        send(work, contract_id, files=files, secret_key=secret_key)


def clear_required(work: Work, contract_id: UUID) -> bool:
    """The appointment that waited for this contract is approved; False when none did.

    One whose service asks the team for approval besides still waits for that.
    """
    signed = work.get(Contract, contract_id)
    if signed.appointment_id is None or signed.state not in SIGNED_BY_ALL:
        return False
    booked = work.get(Appointment, signed.appointment_id, lock=True)
    if booked.state != State.PENDING or work.get(Service, booked.service_id).requires_approval:
        return False
    wanted = service_contract(work, booked.service_id)
    version = work.get(TemplateVersion, signed.template_version_id)
    is_the_one = signed.policy == Policy.BLOCK or (
        wanted is not None and wanted.template_id == version.template_id
    )
    if is_the_one:
        approve(work, booked.id, version=booked.version)
    return is_the_one


def drop_required(work: Work, appointment_id: UUID) -> None:
    """Nobody needs to sign for an appointment that is off. Emits ContractVoided or
    ContractDeleted.
    """
    if State(work.get(Appointment, appointment_id).state) in EXPECTED:
        return
    required = _required(work, appointment_id, lock=True)
    if required is None or required.state in SIGNED_BY_ALL:
        return
    required.policy = required.deadline_at = None
    if required.state == "draft":
        delete_draft(work, required)
    elif required.is_open:
        void(work, required.id, reason=CALLED_OFF)
    else:
        work.session.flush()
        work.emit(ContractChanged(required.id))


def move_deadline(work: Work, appointment_id: UUID) -> None:
    """The deadline keeps its distance from when the appointment starts now. Emits
    ContractChanged.
    """
    required = _required(work, appointment_id, lock=True)
    if required is None or required.deadline_at is None:
        return
    booked = work.get(Appointment, appointment_id)
    wanted = service_contract(work, booked.service_id)
    if wanted is None or (deadline := _deadline(wanted, booked)) in (None, required.deadline_at):
        return
    required.deadline_at = deadline
    plan_deadline(work, required)
    work.session.flush()
    work.emit(ContractChanged(required.id))


def has_required(work: Work, appointment_id: UUID) -> bool:
    """The appointment's service asked for a contract, and still does."""
    return _required(work, appointment_id) is not None


def may_lack_required(work: Work, appointment_id: UUID) -> bool:
    """The appointment's service asks for a contract now, or asked for the one that there is."""
    asks = exists().where(
        Appointment.id == appointment_id, ServiceContract.service_id == Appointment.service_id
    )
    asked = exists().where(Contract.appointment_id == appointment_id, Contract.policy.is_not(None))
    return bool(work.session.scalar(select(asks | asked)))


def plan_deadlines(work: Work) -> None:
    """Every contract that is still to be signed by a deadline has its job, as in a business whose
    rows came from elsewhere.
    """
    waits = Contract.deadline_at.is_not(None) & Contract.state.not_in(SIGNED_BY_ALL)
    for contract in work.session.scalars(select(Contract).where(waits).order_by(Contract.id)):
        plan_deadline(work, contract)


def cancel_unsigned(work: Work, contract_id: UUID) -> bool:
    """The appointment is called off when its contract's deadline is over and it is not signed.

    While the business is closed, when nobody can sign, it waits. Locks the contract, then the
    appointment. Emits AppointmentCancelled and what follows.
    """
    late = work.get(Contract, contract_id, lock=True)
    is_over = late.deadline_at is not None and late.deadline_at <= work.now
    if late.policy != Policy.CANCEL or not is_over or late.state in SIGNED_BY_ALL:
        return False
    if late.appointment_id is None:
        return False
    if own_tenant(work).is_suspended:
        jobs.plan(work, look_at(late), due_at=work.now + CLOSED_FOR_NOW)
        return False
    booked = work.get(Appointment, late.appointment_id, lock=True)
    if State(booked.state) in EXPECTED:
        cancel(work, booked.id, version=booked.version, reason=NOT_SIGNED, by_guest=False)
    late.policy = late.deadline_at = None
    if late.is_open:
        void(work, late.id, reason=NOT_SIGNED)
    else:
        work.session.flush()
        work.emit(ContractChanged(late.id))
    return True


def _refuse_unfit(version: TemplateVersion, customer_role_key: str) -> None:
    roles = {role.key: role for role in roles_of(version.roles)}
    own = roles.get(customer_role_key)
    if own is None or own.kind != SignerKind.SIGNER:
        raise UnfitTemplate("Choose as whom the customer signs.")
    others = [role for role in roles.values() if role is not own and role.kind in ACTING]
    if outside := [role.name for role in others if role.party != Party.STAFF]:
        told = f"Nobody is known who could be “{outside[0]}”. Only the team can sign besides."
        raise UnfitTemplate(told)


def _booked(work: Work, appointment_id: UUID) -> Appointment:
    query = select(Appointment).options(
        joinedload(Appointment.service),
        selectinload(Appointment.allocations).joinedload(Allocation.resource),
    )
    found = work.session.scalar(query.where(Appointment.id == appointment_id))
    if found is None:
        raise NotFound
    return found


def _stay(work: Work, booked: Appointment) -> None:
    """The appointment is as it was seen, and stays so: after the document, which takes long."""
    query = select(Appointment.version).where(Appointment.id == booked.id)
    if work.session.scalar(query.with_for_update(read=True)) != booked.version:
        raise ChangedMeanwhile


def _staff_of(work: Work, booked: Appointment) -> UUID:
    """Whoever serves the customer and has an account, or else the owner."""
    served_by = [a.resource.user_id for a in booked.allocations if a.resource.kind == "staff"]
    known = next((user_id for user_id in served_by if user_id), None)
    if known is not None and work.get(User, known).is_active:
        return known
    return work.session.scalars(select(User.id).where(User.role == Role.TENANT_OWNER)).one()


def _deadline(wanted: ServiceContract, booked: Appointment) -> datetime | None:
    if wanted.deadline_hours is None:
        return None
    return booked.starts_at - timedelta(hours=wanted.deadline_hours)


def _required(work: Work, appointment_id: UUID, *, lock: bool = False) -> Contract | None:
    query = select(Contract).where(
        Contract.appointment_id == appointment_id, Contract.policy.is_not(None)
    )
    found: Contract | None = work.session.scalar(query.with_for_update() if lock else query)
    return found
