"""The secret link by which somebody on the waitlist sees their place, answers offers and leaves.

It goes into several mails, so it is made as manage links are: see manage_links.py.
"""

from __future__ import annotations

from sqlalchemy import select

from smoothschedule.core.problems import NotFound
from smoothschedule.core.tokens import derived_token, new_token, token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import WaitlistEntry

PURPOSE = "waitlist"


def link_values(secret_key: str) -> dict[str, object]:
    """Columns of an entry that has a link."""
    nonce = new_token()
    token = derived_token(secret_key, PURPOSE, nonce)
    return {"nonce": nonce, "token_hash": token_hash(token)}


def token_of(entry: WaitlistEntry, secret_key: str) -> str | None:
    """The token of the entry's link; None when the secret key was changed since it was made."""
    token = derived_token(secret_key, PURPOSE, entry.nonce)
    return token if token_hash(token) == entry.token_hash else None


def entry_of_link(work: Work, token: str) -> WaitlistEntry:
    """Whose link it is; raises NotFound."""
    query = select(WaitlistEntry).where(WaitlistEntry.token_hash == token_hash(token))
    found = work.session.scalar(query)
    if found is None:
        raise NotFound
    return found
