"""Mails about changes of address; each mailbox gets a link of its own."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.jobs import job
from smoothschedule.users import email_changes
from smoothschedule.users.letters import place_of, send, work_of
from smoothschedule.users.realms import realm_of

TO_OLD = """Hello {name},

your account at {place} is to use {new} instead of this address.
Is that right? Agree or stop it here, within 24 hours:

{url}

The other address is asked as well: nothing changes before both have agreed. If it was not you
who asked for this, stop it and choose a new password.
"""
TO_NEW = """Hello,

somebody wants to use this address for their account at {place}.
If that is you, confirm it here within 24 hours:

{url}

The present address of the account is asked as well. If you know nothing of this, stop it there
or ignore this mail: then nothing happens.
"""
DONE_TO_OLD = """Hello {name},

your account at {place} uses {new} from now on; this address no longer signs in.
If it was not you, take the change back within 7 days. That signs everybody out and mails you
here for a new password:

{url}
"""
DONE_TO_NEW = """Hello {name},

your account at {place} uses this address from now on. Sign in with it.
"""


@job
def ask_old_address(runtime: Any, tenant_id: UUID | None, *, email_change_id: str) -> None:
    """The present mailbox has a link that agrees or stops."""
    _mail(runtime, tenant_id, email_change_id, side="old")


@job
def ask_new_address(runtime: Any, tenant_id: UUID | None, *, email_change_id: str) -> None:
    """The new mailbox has a link that confirms or stops."""
    _mail(runtime, tenant_id, email_change_id, side="new")


@job
def tell_old_address(runtime: Any, tenant_id: UUID | None, *, email_change_id: str) -> None:
    """The former mailbox has a link that takes the change back."""
    _mail(runtime, tenant_id, email_change_id, side="undo")


@job
def tell_new_address(runtime: Any, tenant_id: UUID | None, *, email_change_id: str) -> None:
    """The new mailbox knows that it is in use."""
    with work_of(runtime, tenant_id) as work:
        realm = realm_of(work)
        change = work.get(realm.email_change, UUID(email_change_id))
        person = work.get(realm.account, change.user_id)
        place, _ = place_of(runtime, work)
    text = DONE_TO_NEW.format(name=person.name, place=place)
    send(
        runtime,
        tenant_id,
        to=change.new_email,
        subject=f"{place}: this is your new address",
        text=text,
    )


_TEXTS = {"old": TO_OLD, "new": TO_NEW, "undo": DONE_TO_OLD}
_SUBJECTS = {
    "old": "Is this change of your address right?",
    "new": "Confirm your new address",
    "undo": "Your address was changed",
}
_STATES = {"old": "waiting", "new": "waiting", "undo": "done"}


def _mail(runtime: Any, tenant_id: UUID | None, id: str, *, side: str) -> None:
    with work_of(runtime, tenant_id) as work:
        realm = realm_of(work)
        change = work.get(realm.email_change, UUID(id))
        if change.state != _STATES[side]:
            return
        person = work.get(realm.account, change.user_id)
        token = email_changes.new_secret(work, change, side=side)
        place, host = place_of(runtime, work)
    url = runtime.settings.url_of(host, f"/confirm-email?token={token}")
    to = change.new_email if side == "new" else change.old_email
    text = _TEXTS[side].format(name=person.name, place=place, new=change.new_email, url=url)
    send(runtime, tenant_id, to=to, subject=f"{place}: {_SUBJECTS[side]}", text=text)
