"""Host names of a business's own: claimed by it, proven by DNS, given up again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, delete, exists, func, insert, or_, select, text

from smoothschedule.config import Settings
from smoothschedule.core.audit import AuditEvent
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.problems import Clash, Malformed, NotFound, constraint_means
from smoothschedule.core.tokens import new_token
from smoothschedule.core.unit_of_work import Work
from smoothschedule.tenants import events
from smoothschedule.tenants.dns import Check
from smoothschedule.tenants.models import TenantDomain
from smoothschedule.tenants.rules.dns import FAILURES_UNTIL_LOST, Finding, records_of
from smoothschedule.tenants.rules.hosts import HostRefused, normal_host

MOST_DOMAINS = 5
#: How often a verified host is looked at again, and a new one that waits for its records.
CHECK_EVERY, NEW_CHECK_EVERY = timedelta(hours=23), timedelta(hours=1)
NEW_FOR = timedelta(days=7)
#: Who asks again sooner is not heard.
CHECKS_APART = timedelta(seconds=20)


class DomainTaken(Clash):
    slug = "domain-taken"
    title = "This domain is in use already. If it is yours, please contact us."


class DomainKnown(Clash):
    slug = "domain-known"
    title = "You have added this domain already."


class TooManyDomains(Clash):
    slug = "too-many-domains"
    title = f"A business may have {MOST_DOMAINS} domains. Remove one that you do not need."


class Route53Unset(Clash):
    slug = "route53-unset"
    title = "Route53 is not set up here: give ROUTE53_ACCESS_KEY_ID and a zone, or write by hand."


constraint_means("uq_tenant_domains_claim", DomainKnown)
constraint_means("uq_tenant_domains_host", DomainTaken)


def claims(work: Work) -> Sequence[TenantDomain]:
    """The business's domains, oldest first."""
    query = select(TenantDomain).where(_own(work)).order_by(TenantDomain.id)
    return work.session.scalars(query).all()


def claim(work: Work, domain_id: UUID) -> TenantDomain:
    """One of the business's domains; raises NotFound."""
    query = select(TenantDomain).where(TenantDomain.id == domain_id, _own(work))
    found = work.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def add(work: Work, host: str, *, settings: Settings) -> TenantDomain:
    """The business claims the host; it counts once its DNS says so. Emits DomainAdded.

    Raises Malformed for what is no host of a business's own, DomainTaken when another
    business has proven it, DomainKnown, TooManyDomains.
    """
    try:
        normal = normal_host(host, base_domain=settings.base_domain)
        if normal in {settings.edge_name, *settings.internal_hosts}:
            raise HostRefused("This is one of our own addresses. Please give a host of your own.")
    except HostRefused as refused:
        raise Malformed(errors={"json": {"host": [str(refused)]}}) from None
    there = claims(work)
    if any(domain.host == normal for domain in there):
        raise DomainKnown
    if len(there) >= MOST_DOMAINS:
        raise TooManyDomains
    if work.session.scalar(text("SELECT lookup.host_is_held(:host)"), {"host": normal}):
        raise DomainTaken
    # No other column is named, not even to be empty: the application's role may not write them.
    row = {"tenant_id": work.context.tenant_id, "host": normal, "txt_token": new_token()}
    added = work.session.scalars(insert(TenantDomain).returning(TenantDomain), [row]).one()
    work.emit(events.DomainAdded(added.id, added.tenant_id), host=normal)
    return added


def remove(work: Work, domain: TenantDomain) -> None:
    """Nobody reaches the business by this host any more. Emits DomainRemoved."""
    work.session.execute(delete(TenantDomain).where(TenantDomain.id == domain.id, _own(work)))
    work.emit(events.DomainRemoved(domain.id, domain.tenant_id), host=domain.host)


def ask_for_check(work: Work, domain: TenantDomain) -> None:
    """The DNS was asked just now or will be in a moment. Emits DomainCheckAsked, or nothing.

    Of several who ask within CHECKS_APART one is heard, whoever they are: a check may hold a
    worker for 24 seconds.
    """
    key = func.hashtextextended(f"check of {domain.id}", 0)
    work.session.execute(select(func.pg_advisory_xact_lock(key)))
    recently = work.now - CHECKS_APART
    moments = (domain.checked_at, _last_asked_at(work, domain))
    if not any(moment is not None and moment > recently for moment in moments):
        _ask(work, domain)


def _ask(work: Work, domain: TenantDomain) -> None:
    work.emit(events.DomainCheckAsked(domain.id, domain.tenant_id), host=domain.host)


def _last_asked_at(work: Work, domain: TenantDomain) -> datetime | None:
    """As the audit tells."""
    return work.session.scalar(
        select(AuditEvent.created_at)
        .where(
            AuditEvent.tenant_id == domain.tenant_id,
            AuditEvent.subject_id == domain.id,
            AuditEvent.tag == Tag.DOMAIN_CHECK_ASKED,
        )
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )


def ask_for_records(
    work: Work, domain: TenantDomain, *, zone_id: str | None, settings: Settings
) -> TenantDomain:
    """The host's records will be written in the zone. Emits DomainRecordsAsked.

    `work` is the platform's. Raises Route53Unset.
    """
    zone = zone_id or domain.route53_zone_id or settings.route53_zone_id
    if zone is None or not settings.route53_access_key_id:
        raise Route53Unset
    domain.route53_zone_id = zone
    work.session.flush()
    asked = events.DomainRecordsAsked(domain.id, domain.tenant_id)
    work.emit(asked, host=domain.host, zone_id=zone)
    return domain


def ask_for_due_checks(work: Work) -> int:
    """Every domain that is due will be checked; returns how many. Emits DomainCheckAsked.

    `work` is the platform's. Due are verified hosts each day, and new ones each hour.
    """
    found = work.session.scalars(select(TenantDomain).where(_is_due()).limit(200)).all()
    for domain in found:
        _ask(work, domain)
    return len(found)


def count_due_checks(work: Work) -> int:
    """How many domains are due. `work` is the platform's."""
    return work.session.scalar(select(func.count(TenantDomain.id)).where(_is_due())) or 0


def _is_due() -> ColumnElement[bool]:
    return or_(
        and_(TenantDomain.verified_at.is_not(None), _checked_before(CHECK_EVERY)),
        and_(
            TenantDomain.verified_at.is_(None),
            TenantDomain.created_at > func.now() - NEW_FOR,
            _checked_before(NEW_CHECK_EVERY),
        ),
    )


def note_check(work: Work, domain_id: UUID, check: Check) -> None:
    """What the DNS said is written down; the host counts, counts no more, or as before.

    `work` is the platform's. A verified host is lost after FAILURES_UNTIL_LOST checks in a row
    that said no; a DNS that is silent changes nothing. Nothing happens to a domain that was
    removed meanwhile. Emits DomainChecked, and DomainVerified or DomainLost.
    """
    query = select(TenantDomain).where(TenantDomain.id == domain_id).with_for_update()
    domain = work.session.scalar(query.execution_options(populate_existing=True))
    if domain is None:
        return
    was_verified = domain.verified_at is not None
    finding = check.finding
    if finding is Finding.FOUND and not was_verified and _is_held(work, domain):
        finding = Finding.HELD
    domain.finding, domain.checked_at = finding, work.now
    domain.is_pointed_here = check.is_pointed_here
    if finding is Finding.FOUND:
        domain.failures = 0
        domain.verified_at = domain.verified_at or work.now
    elif finding.says_no:
        domain.failures += 1
        if domain.failures >= FAILURES_UNTIL_LOST:
            domain.verified_at = None
    work.session.flush()
    ids, host = (domain.id, domain.tenant_id), domain.host
    work.emit(events.DomainChecked(*ids), host=host, finding=finding.value.replace("_", " "))
    if domain.verified_at is not None and not was_verified:
        work.emit(events.DomainVerified(*ids), host=host)
    if was_verified and domain.verified_at is None:
        work.emit(events.DomainLost(*ids), host=host)


def domains_of(work: Work, tenant_id: UUID) -> Sequence[TenantDomain]:
    """The domains of one business; `work` is the platform's."""
    query = select(TenantDomain).where(TenantDomain.tenant_id == tenant_id)
    return work.session.scalars(query.order_by(TenantDomain.id)).all()


def verified_hosts(work: Work) -> Sequence[TenantDomain]:
    """The domains that count now, of every business; `work` is the platform's."""
    query = select(TenantDomain).where(TenantDomain.verified_at.is_not(None))
    return work.session.scalars(query.order_by(TenantDomain.host)).all()


def document(domain: TenantDomain, settings: Settings) -> dict[str, Any]:
    """The domain as DomainSchema shows it, with the records that it needs."""
    names = "id host verified_at checked_at finding is_pointed_here failures".split()
    records = records_of(
        domain.host,
        domain.txt_token,
        edge_host=settings.edge_name,
        edge_addresses=settings.edge_address_list,
    )
    return {name: getattr(domain, name) for name in names} | {
        "records": [asdict(record) for record in records],
        "url": settings.url_of(domain.host),
    }


def _own(work: Work) -> ColumnElement[bool]:
    return TenantDomain.tenant_id == work.context.tenant_id


def _checked_before(age: timedelta) -> ColumnElement[bool]:
    since = func.coalesce(TenantDomain.checked_at, TenantDomain.created_at)
    return since < func.now() - age


def _is_held(work: Work, domain: TenantDomain) -> bool:
    held = exists().where(
        TenantDomain.host == domain.host,
        TenantDomain.verified_at.is_not(None),
        TenantDomain.id != domain.id,
    )
    return bool(work.session.scalar(select(held)))
