"""How an import of customers goes, and what a row of it can come to."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class ImportState(StrEnum):
    """Where an import stands."""

    READ = "read"  # the file is known; its columns are to be matched
    CHECKING = "checking"
    CHECKED = "checked"  # it is known what an import would do
    IMPORTING = "importing"
    DONE = "done"
    CANCELLED = "cancelled"  # stopped; what was imported until then stands
    FAILED = "failed"
    UNDOING = "undoing"
    UNDONE = "undone"


class Existing(StrEnum):
    """What happens with rows about customers who are there already."""

    SKIP = "skip"
    UPDATE = "update"


class Outcome(StrEnum):
    """What a row came to; `unchanged` ones are counted and not kept."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


S = ImportState
#: A job goes through the rows.
RUNNING: Final = frozenset({S.CHECKING, S.IMPORTING})
#: The columns can be matched anew.
ADJUSTABLE: Final = frozenset({S.READ, S.CHECKED})
#: Nothing more happens to the file.
OVER: Final = frozenset({S.DONE, S.CANCELLED, S.FAILED, S.UNDOING, S.UNDONE})
#: What was imported can be taken back.
REVERSIBLE: Final = frozenset({S.DONE, S.CANCELLED, S.FAILED})
