"""HTTP of the browsers one is signed in with."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask_login import current_user

from smoothschedule.core.api import current_work
from smoothschedule.users import sessions
from smoothschedule.users.routes.account import account
from smoothschedule.users.schemas.sessions import (
    EndedSessionsSchema,
    SessionItemSchema,
    SessionPage,
)


@account.endpoint("GET", "/auth/sessions", "listSessions")
@account.requires("use_account")
@account.response(200, SessionPage)
def list_sessions() -> dict[str, Any]:
    """The browsers one is signed in with."""
    rows = sessions.sessions_of(current_work(), current_user.account.id)
    names = SessionItemSchema().fields.keys() - {"is_current"}
    items = [
        {name: getattr(row, name) for name in names}
        | {"is_current": row.id == current_user.session_id}
        for row in rows
    ]
    return {"items": items, "next": None}


@account.endpoint("DELETE", "/auth/sessions/<uuid:session_id>", "revokeSession")
@account.requires("use_account", in_person=True)
@account.response(204)
def revoke_session(session_id: UUID) -> None:
    """Sign another browser out."""
    sessions.revoke(current_work(), session_id, user_id=current_user.account.id)


@account.endpoint("POST", "/auth/sessions/end-others", "endOtherSessions")
@account.requires("use_account", in_person=True)
@account.response(200, EndedSessionsSchema)
def end_other_sessions() -> dict[str, int]:
    """Sign every browser out but this one."""
    person, session_id = current_user.account, current_user.session_id
    return {"ended": sessions.end_others(current_work(), person.id, session_id=session_id)}
