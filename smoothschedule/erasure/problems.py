"""Why a customer cannot be erased now, or a request for it not answered."""

from __future__ import annotations

from smoothschedule.core.problems import Clash


class WorksHere(Clash):
    slug = "works-here"
    title = (
        "This person's account belongs to the team. Make it a customer's account first, or take"
        " the person out of the team."
    )


class ImportUnderway(Clash):
    slug = "import-underway"
    title = "A file of customers is being imported. Finish or cancel that first, then erase."


class AlreadyDecided(Clash):
    slug = "already-decided"
    title = "This request was answered or taken back already."
