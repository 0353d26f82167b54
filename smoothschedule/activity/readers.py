"""The audit as one reader sees it: of the own business, or across those the role may see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from smoothschedule.activity.entries import entry, references
from smoothschedule.activity.names import names_of
from smoothschedule.activity.queries import Filters
from smoothschedule.activity.wording import Words
from smoothschedule.core.csv_export import csv_lines
from smoothschedule.core.unit_of_work import Work

EXPORT_BATCH = 200
HEADS = (
    "Time",
    "Business",
    "Who",
    "Role",
    "Really",
    "Role of that person",
    "What",
    "Changes",
    "Kind",
    "Subject",
    "Tag",
    "Address",
    "Request",
)
#: `queries.in_business` or `queries.across_businesses`.
Query = Callable[..., dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the query that finds the rows, the reader's zone, currency and locale."""

    find: Query
    zone: ZoneInfo
    currency: str = "USD"
    locale: str = "en-GB"
    #: Whether the address and the request that it came by are told.
    tells_origin: bool = True

    def page(self, work: Work, filters: Filters, *, limit: int, after: str | None) -> Any:
        """A page of entries, newest first."""
        found = self.find(work, filters, self.zone, limit=limit, after=after)
        names = names_of(work, references(found["items"]))
        words = Words(names, self.zone, self.currency, self.locale)
        items = [entry(row, words) for row in found["items"]]
        if not self.tells_origin:
            items = [item | {"ip_address": None, "request_id": None} for item in items]
        return {"items": items, "next": found["next"]}

    def export(self, work: Work, filters: Filters) -> Iterator[str]:
        """All entries as lines of CSV; each batch is read in a short transaction of its own."""
        after = None
        while True:
            with work.apart() as own:
                found = self.page(own, filters, limit=EXPORT_BATCH, after=after)
            yield csv_lines(self._cells(item) for item in found["items"])
            after = found["next"]
            if after is None:
                return

    def _cells(self, item: dict[str, Any]) -> list[object]:
        who, behind, subject = item["who"], item["behind"] or {}, item["subject"] or {}
        return [
            item["at"].astimezone(self.zone).isoformat(timespec="seconds"),
            (item["tenant"] or {}).get("name"),
            who["name"],
            who["role"],
            behind.get("name"),
            behind.get("role"),
            item["sentence"],
            "; ".join(_told(change) for change in item["changes"]),
            subject.get("kind"),
            subject.get("name"),
            item["tag"],
            item["ip_address"],
            item["request_id"],
        ]


def _told(change: dict[str, Any]) -> str:
    """ "service changed: price $65 → $70, description changed"."""
    fields = ", ".join(_field(field) for field in change["fields"])
    return f"{change['thing']} {change['action']}" + (f": {fields}" if fields else "")


def _field(field: dict[str, Any]) -> str:
    if not field["is_told"]:
        return f"{field['label']} changed"
    before = f"{field['before']} → " if field["before"] is not None else ""
    return f"{field['label']} {before}{field['after']}"
