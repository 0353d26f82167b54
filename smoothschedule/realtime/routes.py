"""HTTP of sockets: tickets for visitors."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask import request

from smoothschedule.contracts.sitting import sitting_of
from smoothschedule.core.api import Blueprint, current_settings, current_work
from smoothschedule.core.schemas import Schema, Text
from smoothschedule.realtime import tickets
from smoothschedule.users import throttle

sockets = Blueprint("sockets", __name__, url_prefix="/api/v1", description="Live changes")
blueprints = [sockets]


class SocketAddressSchema(Schema):
    url = Text(required=True, allow_none=True)


class SocketTicketSchema(Schema):
    ticket = Text(required=True)
    realtime = ma.fields.Nested(SocketAddressSchema, required=True)


@sockets.endpoint("POST", "/public/socket-ticket", "getSocketTicket")
@sockets.public
@sockets.response(200, SocketTicketSchema)
def get_socket_ticket() -> dict[str, Any]:
    """A ticket for this business's booking room, good for connecting within a minute."""
    return _ticket("booking")


@sockets.endpoint("POST", "/signing/<token>/ticket", "getSigningTicket")
@sockets.public
@throttle.guessed_links
@sockets.response(200, SocketTicketSchema)
def get_signing_ticket(token: str) -> dict[str, Any]:
    """A ticket for the room of this signer's contract, good for connecting within a minute."""
    return _ticket(f"signing:{sitting_of(current_work(), token).contract.id}")


def _ticket(room: str) -> dict[str, Any]:
    settings, work = current_settings(), current_work()
    tenant_id = work.context.tenant_id
    assert tenant_id is not None
    ticket = tickets.issue(settings.secret_key, tenant_id=tenant_id, room=room, now=work.now)
    return {"ticket": ticket, "realtime": {"url": settings.realtime_url(request.host)}}
