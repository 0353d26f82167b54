"""What happens to exports of a business."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class ExportEvent(Event):
    """Something happened to an export."""

    business_export_id: UUID


@dataclass(frozen=True, slots=True)
class ExportAsked(ExportEvent):
    """The owner wants everything as one archive."""

    tag = Tag.EXPORT_ASKED


@dataclass(frozen=True, slots=True)
class ExportWentOn(ExportEvent):
    """More of it is written."""

    tag = Tag.EXPORT_WENT_ON


@dataclass(frozen=True, slots=True)
class ExportEnded(ExportEvent):
    """The archive is there, or could not be made."""

    tag = Tag.EXPORT_ENDED


@dataclass(frozen=True, slots=True)
class ExportExpired(ExportEvent):
    """The archive is kept no longer."""

    tag = Tag.EXPORT_EXPIRED
