"""Why a visit does not start, and that one is over."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from smoothschedule.core.problems import Clash, NotAllowed, NotSignedIn, Over, Problem
from smoothschedule.users.models import Visit
from smoothschedule.users.rules import EndReason, MasqueradeDenial

WORDS: dict[MasqueradeDenial, tuple[int, str]] = {
    MasqueradeDenial.SESSION_OVER: (401, "Your session is over. Please sign in again."),
    MasqueradeDenial.NESTED: (403, "You are in somebody's place already. Stop there first."),
    MasqueradeDenial.ABSENT: (404, "There is nobody of this kind."),
    MasqueradeDenial.ONESELF: (409, "You are this person already."),
    MasqueradeDenial.INACTIVE: (409, "This account is not active, so nobody can be in its place."),
    MasqueradeDenial.NOT_ALLOWED: (403, "Your role does not let you be in this person's place."),
    MasqueradeDenial.SUSPENDED: (409, "This business is suspended; nobody can be in it."),
}


class MasqueradeRefused(Problem):
    """The masquerade does not start; `reason` is one of MasqueradeDenial."""

    slug = "masquerade-refused"

    def __init__(self, denial: MasqueradeDenial) -> None:
        self.status, title = WORDS[denial]
        super().__init__(title, reason=denial)


class EntryRefused(NotAllowed):
    slug = "entry-refused"
    title = "Your role enters demo businesses only."


class EntrySuspended(Clash):
    slug = "entry-refused"
    title = "This business is suspended; nobody can enter it."


class VisitOpen(Clash):
    """One visit at a time; the problem names the open one."""

    slug = "visit-open"
    title = "You are on a visit already, perhaps in another tab. End that one first."

    def __init__(self, visit: Visit) -> None:
        super().__init__(visit=_named(visit.id, visit.tenant_id, visit.kind, visit.expires_at))


class HandoverRefused(Over):
    slug = "link-expired"
    title = "This link has expired or was used already. Please start the visit again."
    security_action = "LINK_REFUSED"


class NoVisit(Clash):
    slug = "no-visit"
    title = "You are not on a visit here."


class VisitOver(NotSignedIn):
    """The session's visit is over; whoever hears it goes back to `return_url`."""

    slug = "visit-over"
    title = "This visit is over."

    def __init__(self, visit: Visit, reason: EndReason) -> None:
        super().__init__(reason=reason)
        self.visit, self.reason = visit, reason


def _named(id: UUID, tenant_id: UUID, kind: str, expires_at: datetime) -> dict[str, Any]:
    until = expires_at.isoformat().replace("+00:00", "Z")
    return {"id": str(id), "tenant_id": str(tenant_id), "kind": kind, "expires_at": until}
