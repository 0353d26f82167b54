"""The lines of masquerade.log and security.log that tell of visits."""

from __future__ import annotations

from typing import Any

from smoothschedule.config import Settings
from smoothschedule.core.audit import PLATFORM_ID, Realm
from smoothschedule.core.security_log import SecurityLog
from smoothschedule.users.models import Visit
from smoothschedule.users.rules import VisitKind

#: Where the browser of a visit goes when it is over.
WAY_BACK = "/app/visit-over"


def tell_start(log: SecurityLog, visit: Visit, **knocker: Any) -> None:
    """The visit's start is on record; raises OSError when it cannot be, so that none starts."""
    _tell(log, visit, "HIJACK_START", "VISIT_STARTED", mode=visit.mode, **knocker)


def tell_end(log: SecurityLog, visit: Visit, **knocker: Any) -> None:
    """The visit's end is on record."""
    _tell(log, visit, "HIJACK_END", "VISIT_ENDED", reason=visit.end_reason, **knocker)


def _tell(log: SecurityLog, visit: Visit, masquerade: str, entry: str, **more: Any) -> None:
    facts = {
        "ip_address": more.pop("ip_address", None),
        # Of the session that started it, so that its lines are found together.
        "session_key": visit.session_key,
        "tenant_id": None if visit.tenant_id == PLATFORM_ID else visit.tenant_id,
        "visit_id": visit.id,
    }
    if visit.kind == VisitKind.MASQUERADE:
        log.masquerade(
            masquerade,
            hijacker_email=visit.actor_email,
            hijacked_email=visit.target_email,
            **facts,
            **more,
        )
    else:
        log.security(entry, email=visit.actor_email, **facts, **more)


def way_back(settings: Settings, visit: Visit) -> str:
    """Where whoever is on the visit came from: another host, or this one."""
    if visit.actor_realm == Realm.PLATFORM and visit.tenant_id != PLATFORM_ID:
        return settings.url_of(settings.platform_host, WAY_BACK)
    return WAY_BACK
