"""What happens to businesses and their domains: past tense, ids only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.outbox import Event


@dataclass(frozen=True, slots=True)
class TenantEvent(Event):
    """Something happened to a business."""

    tenant_id: UUID


@dataclass(frozen=True, slots=True)
class TenantChanged(TenantEvent):
    """It says something else about itself."""

    tag = Tag.TENANT_CHANGED


@dataclass(frozen=True, slots=True)
class TenantSuspended(TenantEvent):
    """The platform closed it to everybody."""

    tag = Tag.TENANT_SUSPENDED


@dataclass(frozen=True, slots=True)
class TenantActivated(TenantEvent):
    """It is open: again, or for good after its trial."""

    tag = Tag.TENANT_ACTIVATED


@dataclass(frozen=True, slots=True)
class TrialExtended(TenantEvent):
    """The trial ends on another day."""

    tag = Tag.TRIAL_EXTENDED


@dataclass(frozen=True, slots=True)
class PlanChanged(TenantEvent):
    """It is on another plan, or pays another price."""

    tag = Tag.PLAN_CHANGED


@dataclass(frozen=True, slots=True)
class LogoReplaced(Event):
    """The file of the former logo is of no use any more."""

    tag = Tag.LOGO_CHANGED

    logo_id: UUID
    tenant_id: UUID


@dataclass(frozen=True, slots=True)
class DomainEvent(Event):
    """Something happened to a domain of a business."""

    domain_id: UUID
    tenant_id: UUID


@dataclass(frozen=True, slots=True)
class DomainAdded(DomainEvent):
    """The business claims a host."""

    tag = Tag.DOMAIN_ADDED


@dataclass(frozen=True, slots=True)
class DomainRemoved(DomainEvent):
    """The business gave a host up."""

    tag = Tag.DOMAIN_REMOVED


@dataclass(frozen=True, slots=True)
class DomainCheckAsked(DomainEvent):
    """Somebody, or the clock, wants the DNS asked."""

    tag = Tag.DOMAIN_CHECK_ASKED


@dataclass(frozen=True, slots=True)
class DomainChecked(DomainEvent):
    """The DNS was asked, whatever it said."""

    tag = Tag.DOMAIN_CHECKED


@dataclass(frozen=True, slots=True)
class DomainVerified(DomainEvent):
    """The host is the business's: visitors reach it there, and it may have a certificate."""

    tag = Tag.DOMAIN_VERIFIED


@dataclass(frozen=True, slots=True)
class DomainLost(DomainEvent):
    """The DNS has said no too often: the host counts no more."""

    tag = Tag.DOMAIN_LOST


@dataclass(frozen=True, slots=True)
class DomainRecordsAsked(DomainEvent):
    """The platform is to write the host's records in its Route53 zone."""

    tag = Tag.DOMAIN_RECORDS_ASKED


@dataclass(frozen=True, slots=True)
class DomainRecordsWritten(DomainEvent):
    """The host's records stand in the Route53 zone."""

    tag = Tag.DOMAIN_RECORDS_WRITTEN
