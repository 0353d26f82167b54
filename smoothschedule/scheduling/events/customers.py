"""What happens to customers, and to imports of them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class CustomerChanged(Event):
    """A customer was added or changed."""

    tag = Tag.CUSTOMER_CHANGED

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class CustomersMerged(Event):
    """Two customers are one; whatever the other had is theirs."""

    tag = Tag.CUSTOMERS_MERGED

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class MergeTakenBack(Event):
    """One customer is two again."""

    tag = Tag.CUSTOMERS_UNMERGED

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class CustomerImportEvent(Event):
    """Something happened to an import of customers."""

    customer_import_id: UUID


@dataclass(frozen=True, slots=True)
class CustomerImportCheckAsked(CustomerImportEvent):
    """Somebody wants to know what an import would do."""

    tag = Tag.CUSTOMER_IMPORT_CHECK_ASKED


@dataclass(frozen=True, slots=True)
class CustomerImportStarted(CustomerImportEvent):
    """Customers are imported."""

    tag = Tag.CUSTOMER_IMPORT_STARTED


@dataclass(frozen=True, slots=True)
class CustomerImportWentOn(CustomerImportEvent):
    """More rows of the file were gone through."""

    tag = Tag.CUSTOMER_IMPORT_WENT_ON


@dataclass(frozen=True, slots=True)
class CustomerImportEnded(CustomerImportEvent):
    """All rows were gone through, or it was stopped."""

    tag = Tag.CUSTOMER_IMPORT_ENDED


@dataclass(frozen=True, slots=True)
class CustomerImportUndoAsked(CustomerImportEvent):
    """An import is to be taken back."""

    tag = Tag.CUSTOMER_IMPORT_UNDO_ASKED


@dataclass(frozen=True, slots=True)
class CustomerImportUndone(CustomerImportEvent):
    """An import was taken back."""

    tag = Tag.CUSTOMER_IMPORT_UNDONE
