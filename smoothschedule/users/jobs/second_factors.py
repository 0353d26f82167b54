"""Mails about second factors: who did not do it themselves learns of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.jobs import job
from smoothschedule.users import second_factor
from smoothschedule.users.letters import place_of, send, work_of
from smoothschedule.users.realms import realm_of

ENABLED = """Hello {name},

your account at {place} now asks for a code from your authenticator app at each sign-in. Keep the
recovery codes where you find them when the app is lost.

{warning}
"""
DISABLED = """Hello {name},

your account at {place} no longer asks for a code at sign-in: the second factor was turned off.

{warning}
"""
USED = """Hello {name},

somebody signed in at {place} or changed your account there with one of your recovery codes.
{left}

{warning}
"""
WARNING = "If it was not you, choose a new password at once: {url}"


@job
def mail_second_factor_enabled(runtime: Any, tenant_id: UUID | None, *, user_id: str) -> None:
    """The person knows that codes are asked for from now on."""
    _mail(runtime, tenant_id, user_id, subject="Your second factor at {place} is on", text=ENABLED)


@job
def mail_second_factor_disabled(runtime: Any, tenant_id: UUID | None, *, user_id: str) -> None:
    """The person knows that their password alone opens the account again."""
    _mail(
        runtime, tenant_id, user_id, subject="Your second factor at {place} is off", text=DISABLED
    )


@job
def mail_recovery_code_used(runtime: Any, tenant_id: UUID | None, *, user_id: str) -> None:
    """The person knows of it, and how many codes are left."""
    _mail(runtime, tenant_id, user_id, subject="A recovery code was used at {place}", text=USED)


def _mail(runtime: Any, tenant_id: UUID | None, user_id: str, *, subject: str, text: str) -> None:
    with work_of(runtime, tenant_id) as work:
        person = work.get(realm_of(work).account, UUID(user_id))
        left = second_factor.state_of(work, person.id).codes_left
        place, host = place_of(runtime, work)
    words = {
        "name": person.name,
        "place": place,
        "left": f"You have {left} left. Your account page makes new ones.",
        "warning": WARNING.format(url=runtime.settings.url_of(host, "/reset-password")),
    }
    send(
        runtime,
        tenant_id,
        to=person.email,
        subject=subject.format(place=place),
        text=text.format(**words),
    )
