"""Mails that bring people in, and that tell who owns the business."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from smoothschedule.core.jobs import job
from smoothschedule.people.models import Invitation
from smoothschedule.people.operations.invitations import new_secret
from smoothschedule.users.accounts import new_link
from smoothschedule.users.letters import place_of, send, work_of
from smoothschedule.users.models import PlatformUser, User

#: Long enough for somebody's first day; afterwards they ask for a new one themselves.
FIRST_PASSWORD_LASTS = timedelta(days=3)
AS_WHAT = {
    "TENANT_MANAGER": "to run its schedule as a manager",
    "TENANT_STAFF": "to work there with a calendar of your own",
    "CUSTOMER": "to see and change your bookings online",
}
INVITED = """Hello {name},

{inviter} invites you to {place}, {as_what}.
Choose a password here within seven days, and you are in:

{url}

If you did not expect this, ignore this mail: nothing happens without you.
"""
REGISTERED = """Hello {name},

here is the link to your account at {place}. Choose a password within a day:

{url}

Your bookings made with this address will be there. If it was not you who asked,
ignore this mail: nothing happens without you.
"""
KNOWN = """Hello {name},

somebody, probably you, asked for an account at {place} with this address.
You have one already. Sign in here:

{sign_in}

Forgotten the password? Choose a new one: {reset}
If it was not you, ignore this mail: nothing has changed.
"""
NEW_OWNER = """Hello {name},

{other} handed {place} over to you. You are its owner now: who works there, what they
may do and all settings are yours to decide.

{url}
"""
FORMER_OWNER = """Hello {name},

you handed {place} over to {other}, and are one of its managers now.
If it was not you, talk to {other} and ask for a new password at once: {url}
"""
PLATFORM = """Hello {name},

you have an account at SmoothSchedule's platform now. Choose a password here within three days:

{url}
"""


@job
def mail_invitation(runtime: Any, tenant_id: UUID, *, invitation_id: str) -> None:
    """A fresh link is in the invited person's mailbox; older ones are dead."""
    with work_of(runtime, tenant_id) as work:
        found = work.get(Invitation, UUID(invitation_id), lock=True)
        if not found.is_waiting or found.invited_by_id is None:
            return
        token = new_secret(work, found)
        inviter = work.get(User, found.invited_by_id).name
        place, host = place_of(runtime, work)
    url = runtime.settings.url_of(host, f"/invitation?token={token}")
    as_what = AS_WHAT[found.role]
    text = INVITED.format(name=found.name, inviter=inviter, place=place, as_what=as_what, url=url)
    send(runtime, tenant_id, to=found.email, subject=f"You are invited to {place}", text=text)


@job
def mail_registration(runtime: Any, tenant_id: UUID, *, invitation_id: str) -> None:
    """The link to their account is in the customer's mailbox."""
    with work_of(runtime, tenant_id) as work:
        found = work.get(Invitation, UUID(invitation_id), lock=True)
        if not found.is_waiting:
            return
        token = new_secret(work, found)
        place, host = place_of(runtime, work)
    url = runtime.settings.url_of(host, f"/invitation?token={token}")
    text = REGISTERED.format(name=found.name, place=place, url=url)
    send(runtime, tenant_id, to=found.email, subject=f"Your account at {place}", text=text)


@job
def mail_account_exists(runtime: Any, tenant_id: UUID, *, user_id: str) -> None:
    """The person knows that they have an account already, and how to get back into it."""
    with work_of(runtime, tenant_id) as work:
        person = work.get(User, UUID(user_id))
        place, host = place_of(runtime, work)
    sign_in = runtime.settings.url_of(host, "/sign-in")
    reset = runtime.settings.url_of(host, "/reset-password")
    text = KNOWN.format(name=person.name, place=place, sign_in=sign_in, reset=reset)
    send(
        runtime,
        tenant_id,
        to=person.email,
        subject=f"You have an account at {place} already",
        text=text,
    )


@job
def mail_ownership(runtime: Any, tenant_id: UUID, *, user_id: str, former_owner_id: str) -> None:
    """Both know who owns the business now."""
    with work_of(runtime, tenant_id) as work:
        heir, former = work.get(User, UUID(user_id)), work.get(User, UUID(former_owner_id))
        place, host = place_of(runtime, work)
    url = runtime.settings.url_of(host, "/app/team")
    text = NEW_OWNER.format(name=heir.name, other=former.name, place=place, url=url)
    send(runtime, tenant_id, to=heir.email, subject=f"{place} is yours now", text=text)
    url = runtime.settings.url_of(host, "/reset-password")
    text = FORMER_OWNER.format(name=former.name, other=heir.name, place=place, url=url)
    send(runtime, tenant_id, to=former.email, subject=f"You handed {place} over", text=text)


@job
def mail_platform_account(runtime: Any, tenant_id: None, *, user_id: str) -> None:
    """The new colleague can choose a password."""
    with work_of(runtime, tenant_id) as work:
        person = work.get(PlatformUser, UUID(user_id))
        token = new_link(work, person.id, purpose="password_reset", lasts=FIRST_PASSWORD_LASTS)
        _, host = place_of(runtime, work)
    url = runtime.settings.url_of(host, f"/reset-password?token={token}")
    text = PLATFORM.format(name=person.name, url=url)
    send(runtime, tenant_id, to=person.email, subject="Your account at SmoothSchedule", text=text)
