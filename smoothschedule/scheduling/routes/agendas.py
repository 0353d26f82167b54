"""HTTP of the daily mail to people of the team."""

from __future__ import annotations

from typing import Any

from smoothschedule.core.api import Blueprint, current_work
from smoothschedule.scheduling.models import Agenda
from smoothschedule.scheduling.operations.agendas import own_agenda, set_agenda
from smoothschedule.scheduling.permissions import USE_CALENDAR
from smoothschedule.scheduling.schemas.agendas import AgendaSchema

agendas = Blueprint("agendas", __name__, url_prefix="/api/v1", description="One's day by mail")


@agendas.endpoint("GET", "/agenda", "getAgenda")
@agendas.requires(USE_CALENDAR)
@agendas.response(200, AgendaSchema)
def get_agenda() -> dict[str, Any]:
    """Whether, and at which hour, one is mailed one's day."""
    return _document(own_agenda(current_work()))


@agendas.endpoint("PUT", "/agenda", "setAgenda")
@agendas.requires(USE_CALENDAR)
@agendas.arguments(AgendaSchema)
@agendas.response(200, AgendaSchema)
def choose_agenda(body: dict[str, Any]) -> dict[str, Any]:
    """Be mailed one's day at this hour, or (null) no more; there is no mail on a free day."""
    return _document(set_agenda(current_work(), body["hour"]))


def _document(found: Agenda | None) -> dict[str, Any]:
    return (
        {"hour": found.hour, "next_at": found.due_at} if found else {"hour": None, "next_at": None}
    )
