"""HTTP of the contracts that services ask for."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.contracts.models import ContractTemplate, ServiceContract
from smoothschedule.contracts.operations import service_contracts as operations
from smoothschedule.contracts.schemas.service_contract import (
    ServiceContractSchema,
    ServiceContractWishSchema,
)
from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.core.etags import expected_version, tagged
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.permissions import EDIT_SERVICES, VIEW_SETUP

service_contracts = Blueprint(
    "service_contracts",
    __name__,
    url_prefix="/api/v1/services/<uuid:service_id>/contract",
    description="What can be booked, and when",
)


@service_contracts.endpoint("GET", "", "getServiceContract")
@service_contracts.requires(VIEW_SETUP)
@service_contracts.response(200, ServiceContractSchema)
def get_service_contract(service_id: UUID) -> dict[str, Any]:
    """The contract that booking the service asks for; 404 when it asks for none."""
    work = current_work()
    found = operations.service_contract(work, service_id)
    if found is None:
        raise NotFound("This service asks for no contract.")
    return _shown(work, found)


@service_contracts.endpoint("PUT", "", "setServiceContract")
@service_contracts.requires(EDIT_SERVICES)
@service_contracts.matches
@service_contracts.arguments(ServiceContractWishSchema)
@service_contracts.response(200, ServiceContractSchema)
def set_service_contract(body: dict[str, Any], service_id: UUID) -> dict[str, Any]:
    """Ask for a contract whenever the service is booked; of version 0 where it asks for none."""
    work, version = current_work(), expected_version()
    found = operations.set_service_contract(work, service_id, version=version, **body)
    return _shown(work, found)


@service_contracts.endpoint("DELETE", "", "removeServiceContract")
@service_contracts.requires(EDIT_SERVICES)
@service_contracts.matches
@service_contracts.response(204)
def remove_service_contract(service_id: UUID) -> None:
    """Ask for no contract any more."""
    version = expected_version()
    operations.remove_service_contract(current_work(), service_id, version=version)


def _shown(work: Work, found: ServiceContract) -> dict[str, Any]:
    names = ("template_id", "policy", "deadline_hours", "customer_role_key", "version")
    tagged(found)
    told = {name: getattr(found, name) for name in names}
    return {**told, "template_name": work.get(ContractTemplate, found.template_id).name}
