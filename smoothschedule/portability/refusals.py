"""Why an archive is not taken in: said by what stands in it, in plain sentences."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError


class ArchiveRefused(Exception):
    """Nothing of the archive was written; `str()` says why."""


class ArchiveInUse(Exception):
    """Somebody imports from this file already."""


#: SQLSTATE -> what it means for whoever holds the archive.
_MEANINGS = {
    "23502": "A row of {table} lacks {column}, which no row may.",
    "23503": "A row of {table} refers to something that is not in the archive ({rule}).",
    "23505": "Two rows of {table} may not both be there ({rule}).",
    "23514": "A row of {table} breaks a rule of its table ({rule}).",
    "23P01": "Two appointments take the same person or thing at once ({rule}).",
}


def refusal_of(error: DBAPIError, table: str) -> ArchiveRefused | None:
    """What PostgreSQL refused, as a sentence; None for what is no fault of the archive.

    `table`: where rows were written just then, for errors that do not name one.
    """
    state = getattr(error.orig, "sqlstate", None) or ""
    told = getattr(error.orig, "diag", None)
    names = {
        "table": getattr(told, "table_name", None) or table,
        "column": getattr(told, "column_name", None) or "a value",
        "rule": getattr(told, "constraint_name", None) or "no rule named",
    }
    if state in _MEANINGS:
        return ArchiveRefused(_MEANINGS[state].format(**names))
    if state.startswith("22"):
        return ArchiveRefused(f"A value in a row of {table} is not of its column's kind.")
    return None
