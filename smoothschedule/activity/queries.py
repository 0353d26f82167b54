"""Rows of the audit, newest first, for one business or across those one may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, literal, or_, select

from smoothschedule.core.audit import PLATFORM_ID, AuditEvent
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.pagination import beyond, page
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants.models import Tenant

#: Row ids carry the time at which they were made, by another clock than `created_at`.
CLOCKS_DIFFER_BY = timedelta(days=1)
_ORDER = (AuditEvent.id,)


@dataclass(frozen=True, slots=True)
class Filters:
    """What is asked for; days are whole days in the reader's zone, the last one included."""

    person_id: UUID | None = None
    kind: str | None = None
    group: str | None = None
    subject_id: UUID | None = None
    #: Of records that were merged into the subject.
    former_ids: frozenset[UUID] = frozenset()
    from_day: date | None = None
    to_day: date | None = None
    tenant_id: UUID | None = None
    #: One visit is its start and its end, without the sessions that come and go with it, and a
    #: departure without how far it was; these are told where somebody asks for a group or kind of
    #: entries, or for one subject.
    is_brief: bool = False

    def conditions(self, zone: tzinfo) -> list[ColumnElement[bool]]:
        """What the rows fulfil."""
        found: list[ColumnElement[bool]] = []
        if self.person_id is not None:
            columns = (AuditEvent.actor_id, AuditEvent.impersonator_id)
            found.append(or_(*(column == self.person_id for column in columns)))
        if self.kind is not None:
            found.append(AuditEvent.subject_type == self.kind)
        if self.group is not None:
            found.append(AuditEvent.tag.in_(tags_of(self.group)))
        if self.subject_id is not None:
            ids = (self.subject_id, *self.former_ids)
            found.append(AuditEvent.subject_id.in_(ids))
        if self.tenant_id is not None:
            found.append(AuditEvent.tenant_id == self.tenant_id)
        if self.is_brief and not (self.group or self.kind or self.subject_id):
            found += [~_is_within_a_visit(), AuditEvent.tag != Tag.DEPARTURE_WENT_ON]
        return found + self._days(zone)

    def _days(self, zone: tzinfo) -> list[ColumnElement[bool]]:
        """Ids say roughly when, which the primary key finds; `created_at` says exactly."""
        found: list[ColumnElement[bool]] = []
        if self.from_day is not None:
            starts = midnight(self.from_day, zone)
            first = earliest_id(starts - CLOCKS_DIFFER_BY)
            found += [AuditEvent.id >= first, AuditEvent.created_at >= starts]
        if self.to_day is not None:
            ends = midnight(self.to_day + timedelta(days=1), zone)
            last = earliest_id(ends + CLOCKS_DIFFER_BY)
            found += [AuditEvent.id < last, AuditEvent.created_at < ends]
        return found


def _is_within_a_visit() -> ColumnElement[bool]:
    """A session that began or ended with a visit, or one that woke after it."""
    told = AuditEvent.details
    of_visit = told.has_key("visit_id") | told.has_key("is_renewed")
    return AuditEvent.tag.in_((Tag.VISIT_BEGAN, Tag.SESSION_RENEWED)) | (
        (AuditEvent.tag == Tag.SESSION_ENDED) & of_visit
    )


def tags_of(group: str) -> list[str]:
    """The tags whose noun this is: "appointment" has appointment.moved and others."""
    return [tag.value for tag in Tag if group_of(tag) == group]


def group_of(tag: str) -> str:
    """The noun of a tag."""
    return tag.partition(".")[0]


def midnight(day: date, zone: tzinfo) -> datetime:
    """When the day begins there."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def earliest_id(moment: datetime) -> UUID:
    """The least UUIDv7 that could have been made at this moment."""
    return UUID(int=int(moment.timestamp() * 1000) << 80)


def merged_into(work: Work, customer_id: UUID) -> frozenset[UUID]:
    """Ids of the records that this customer was known by before they were merged."""
    found: set[UUID] = set()
    asked = {customer_id}
    while asked:
        came = AuditEvent.details["merged_id"].astext, AuditEvent.details["restored_id"].astext
        query = select(AuditEvent.subject_id, *came).where(
            AuditEvent.tag.in_((Tag.CUSTOMERS_MERGED, Tag.CUSTOMERS_UNMERGED)),
            AuditEvent.subject_id.in_(asked),
        )
        now: set[tuple[UUID, str]] = set()
        for subject_id, merged, restored in work.session.execute(query.order_by(AuditEvent.id)):
            if merged:
                now.add((subject_id, merged))
            now.discard((subject_id, restored))
        asked = {UUID(id) for _, id in now} - found
        found |= asked
    return frozenset(found)


def in_business(
    work: Work, filters: Filters, zone: tzinfo, *, limit: int, after: str | None
) -> dict[str, Any]:
    """A page of what happened in the work's own business."""
    query = select(AuditEvent).where(*filters.conditions(zone))
    return page(work.session, query, _ORDER, limit=limit, after=after, descending=True)


def across_businesses(
    work: Work, filters: Filters, zone: tzinfo, *, limit: int, after: str | None
) -> dict[str, Any]:
    """A page of what happened on the platform and in the businesses that the role may see.

    The key of the audit begins with the tenant: so the newest few of each are picked by it,
    and of these the newest.
    """
    if filters.tenant_id is not None:
        return in_business(work, filters, zone, limit=limit, after=after)
    platform = select(literal(PLATFORM_ID, Tenant.id.type).label("id"))
    places = select(Tenant.id).union_all(platform).subquery("places")
    newest = (
        select(AuditEvent.id)
        .where(
            AuditEvent.tenant_id == places.c.id,
            beyond(_ORDER, after, descending=True),
            *filters.conditions(zone),
        )
        .order_by(AuditEvent.id.desc())
        .limit(limit + 1)
        .lateral("newest")
    )
    picked = (
        select(places.c.id, newest.c.id)
        .select_from(places)
        .join(newest, literal(True))
        .order_by(newest.c.id.desc())
        .limit(limit + 1)
        .subquery("picked")
    )
    same = (AuditEvent.tenant_id == picked.c[0]) & (AuditEvent.id == picked.c[1])
    query: Select[Any] = select(AuditEvent).join(picked, same)
    return page(work.session, query, _ORDER, limit=limit, after=None, descending=True)


def count_of(work: Work, filters: Filters, zone: tzinfo) -> int:
    """How many rows there are."""
    query = select(func.count()).select_from(AuditEvent).where(*filters.conditions(zone))
    return work.session.scalar(query) or 0
