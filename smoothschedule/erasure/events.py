"""What happens when customers are erased, or ask for it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class CustomerErased(Event):
    """Nothing tells any more who the customer was, but what had to be kept."""

    tag = Tag.CUSTOMER_ERASED

    customer_id: UUID


@dataclass(frozen=True, slots=True)
class AccountErased(Event):
    """The account of a customer who was erased is nobody's and lets nobody in."""

    tag = Tag.ACCOUNT_ERASED

    user_id: UUID


@dataclass(frozen=True, slots=True)
class ErasureEvent(Event):
    """Something happened to a customer's request to be erased."""

    customer_id: UUID
    request_id: UUID


@dataclass(frozen=True, slots=True)
class ErasureAsked(ErasureEvent):
    """A customer wants their data erased."""

    tag = Tag.ERASURE_ASKED


@dataclass(frozen=True, slots=True)
class ErasureWithdrawn(ErasureEvent):
    """The customer does not want it any more."""

    tag = Tag.ERASURE_WITHDRAWN


@dataclass(frozen=True, slots=True)
class ErasureDeclined(ErasureEvent):
    """The business said no, and why."""

    tag = Tag.ERASURE_DECLINED
