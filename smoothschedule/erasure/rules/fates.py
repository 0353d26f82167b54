"""What becomes of each kind of thing that is known of a customer, in words for whoever decides."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Becomes(StrEnum):
    """What an erasure makes of it."""

    ERASED = "erased"
    CANCELLED = "cancelled"
    WITHOUT_NAME = "without_name"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Fate:
    """A kind of thing, what becomes of it, and why."""

    key: str
    becomes: Becomes
    what: str
    why: str


_E, _C, _W, _K = Becomes.ERASED, Becomes.CANCELLED, Becomes.WITHOUT_NAME, Becomes.KEPT

#: In the order of the screen.
FATES: Final = (
    Fate("details", _E, "Name, e-mail, phone, notes, tags", "The list forgets them."),
    Fate("account", _E, "Their account and where they are signed in", "It lets nobody in."),
    Fate("upcoming", _C, "Appointments still to come", "Nobody is written to about it."),
    Fate("answers", _E, "Answers to your questions, and files they sent", "The files go, too."),
    Fate("waiting", _E, "Places on waitlists", "Whoever is next moves up."),
    Fate("links", _E, "Private links: bookings, calendars, sign-in", "They stop working."),
    Fate("mails", _E, "Mails to them, and webhook messages about them", "Their texts are gone."),
    Fate("imports", _E, "Rows of imported files that name them", "The imports’ figures stay."),
    Fate("exports", _E, "Exports of the business that were made before", "Make a new one."),
    Fate("signatures", _E, "Signatures that we remember for them", ""),
    Fate("drafts", _E, "Contracts that were not sent", "The drafts are deleted."),
    Fate("open", _C, "Contracts that wait for a signature", "They are withdrawn."),
    Fate(
        "unsigned",
        _W,
        "Contracts that were sent and nobody signed",
        "Document, values and names go. The log of who was asked when is sealed and stays.",
    ),
    Fate(
        "visits",
        _W,
        "Past appointments",
        "Time, service and amount stay for your books, without the person.",
    ),
    Fate(
        "signed",
        _K,
        "Contracts that somebody signed, with their evidence",
        "You may need them to establish or defend legal claims (article 17 (3) (e) GDPR).",
    ),
    Fate(
        "activity",
        _K,
        "What was done, in the activity log",
        "It names people by number only; the address of a device stays for security.",
    ),
)
#: What nobody can search for.
FREE_TEXT: Final = (
    "What your team wrote about them in other places, such as another customer’s notes, is not "
    "found. Backups forget them when they expire."
)
