"""Mails about passwords."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.jobs import job
from smoothschedule.users.accounts import RESET_LASTS, new_link
from smoothschedule.users.letters import place_of, send, work_of
from smoothschedule.users.realms import realm_of

RESET = """Hello {name},

somebody asked for a new password for your account at {place}.
Choose it here within an hour:

{url}

If it was not you, ignore this mail: your password stays as it is.
"""
CHANGED = """Hello {name},

the password of your account at {place} was changed, and browsers signed in with the old one
were signed out. If it was not you, ask for a new password at once: {url}
"""


@job
def mail_password_reset(runtime: Any, tenant_id: UUID | None, *, user_id: str) -> None:
    """A fresh reset link is in the person's mailbox; it was stored nowhere in plain."""
    with work_of(runtime, tenant_id) as work:
        person = work.get(realm_of(work).account, UUID(user_id))
        token = new_link(work, person.id, purpose="password_reset", lasts=RESET_LASTS)
        place, host = place_of(runtime, work)
    url = runtime.settings.url_of(host, f"/reset-password?token={token}")
    text = RESET.format(name=person.name, place=place, url=url)
    send(runtime, person.email, f"Choose a new password for {place}", text)


@job
def mail_password_changed(runtime: Any, tenant_id: UUID | None, *, user_id: str) -> None:
    """The person knows that their password was changed."""
    with work_of(runtime, tenant_id) as work:
        person = work.get(realm_of(work).account, UUID(user_id))
        place, host = place_of(runtime, work)
    url = runtime.settings.url_of(host, "/reset-password")
    text = CHANGED.format(name=person.name, place=place, url=url)
    send(runtime, person.email, f"Your password at {place} was changed", text)
