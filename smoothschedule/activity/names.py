"""The audit knows people and things by id; here the ids get today's names.

Names are read when somebody looks, one bounded query for each kind of thing, and are kept
nowhere: whoever was erased is "somebody no longer here" from then on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from sqlalchemy import Select, and_, select

from smoothschedule.contracts.models import BulkSend, Contract, ContractSigner, ContractTemplate
from smoothschedule.core.audit import Realm
from smoothschedule.core.unit_of_work import Work
from smoothschedule.people.models import Invitation
from smoothschedule.scheduling.models import (
    Appointment,
    AppointmentChange,
    AppointmentSeries,
    Customer,
    CustomerImport,
    Departure,
    Location,
    Resource,
    Service,
    WaitlistEntry,
)
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import PlatformUser, User, Visit
from smoothschedule.webhooks.models import Webhook

#: Kind of thing and id.
Reference = tuple[str, UUID]


@dataclass(frozen=True, slots=True)
class Name:
    """`short` stands alone, `phrase` in a sentence: "Cut", "the service Cut"."""

    short: str
    phrase: str
    #: Said in brackets where it matters, such as why a visit was made.
    more: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Where the names of a kind are, and how they read; the first column is the id."""

    query: Select[*tuple[Any, ...]]
    read: Callable[..., Name]


def _person(name: str) -> Name:
    return Name(name, name)


def _thing(noun: str) -> Callable[[str], Name]:
    return lambda name: Name(name, f"the {noun} {name}")


def _appointment(service: str, customer: str | None) -> Name:
    if customer is None:
        return Name(service, f"an appointment for {service}")
    return Name(f"{customer}, {service}", f"the appointment of {customer} for {service}")


def _reason(reason: str | None) -> Name:
    told = reason or "none given"
    return Name(told, told, reason or "")


def _resource(name: str, kind: str) -> Name:
    nouns = {"staff": "the staff member", "room": "the room", "equipment": "the equipment"}
    return Name(name, f"{nouns[kind]} {name}")


def _contract(number: str, title: str) -> Name:
    return Name(f"{number} {title}", f"the contract {number}, {title}")


def _visit(actor: str, reason: str, target: str | None) -> Name:
    place = f"{actor} as {target}" if target else actor
    return Name(place, f"the visit of {place}", reason)


def _same_tenant(model: Any, reference: Any) -> Any:
    return and_(model.tenant_id == reference.class_.tenant_id, model.id == reference)


_NOUNS: Final = {"tenant": "business", "appointment_change": "reason"}
_TENANT = Source(select(Tenant.id, Tenant.name), _thing("business"))
OF_TENANT: Final[Mapping[str, Source]] = {
    "user": Source(select(User.id, User.name), _person),
    "customer": Source(select(Customer.id, Customer.name), _thing("customer")),
    "customer_import": Source(
        select(CustomerImport.id, CustomerImport.file_name),
        lambda name: Name(name, f"the import of {name}"),
    ),
    "resource": Source(select(Resource.id, Resource.name, Resource.kind), _resource),
    "departure": Source(
        select(Departure.id, Resource.name).join(
            Resource, _same_tenant(Resource, Departure.resource_id)
        ),
        lambda name: Name(name, f"the departure of {name}"),
    ),
    "service": Source(select(Service.id, Service.name), _thing("service")),
    "location": Source(select(Location.id, Location.name), _thing("location")),
    "appointment": Source(
        select(Appointment.id, Service.name, Customer.name)
        .join(Appointment.service)
        .outerjoin(Appointment.customer),
        _appointment,
    ),
    "series": Source(
        select(AppointmentSeries.id, Service.name, Customer.name)
        .join(Service, _same_tenant(Service, AppointmentSeries.service_id))
        .join(Customer, _same_tenant(Customer, AppointmentSeries.customer_id)),
        lambda service, customer: Name(
            f"{customer}, {service}", f"the series of {customer} for {service}"
        ),
    ),
    "waitlist_entry": Source(
        select(WaitlistEntry.id, Customer.name, Service.name)
        .join(WaitlistEntry.customer)
        .join(WaitlistEntry.service),
        lambda customer, service: Name(
            f"{customer}, {service}", f"{customer}, waiting for {service},"
        ),
    ),
    # What an appointment was before an act is named by why it was done.
    "appointment_change": Source(select(AppointmentChange.id, AppointmentChange.reason), _reason),
    "invitation": Source(
        select(Invitation.id, Invitation.name),
        lambda name: Name(name, f"the invitation for {name}"),
    ),
    "template": Source(
        select(ContractTemplate.id, ContractTemplate.name), _thing("contract template")
    ),
    "contract": Source(select(Contract.id, Contract.number, Contract.title), _contract),
    "signer": Source(select(ContractSigner.id, ContractSigner.name), _person),
    "webhook": Source(select(Webhook.id, Webhook.name), _thing("webhook")),
    "bulk_send": Source(select(BulkSend.id, BulkSend.title), _person),
    "tenant": _TENANT,
    "visit": Source(
        select(Visit.id, Visit.actor_name, Visit.reason, User.name).outerjoin(
            User, (User.tenant_id == Visit.tenant_id) & (User.id == Visit.target_id)
        ),
        _visit,
    ),
    # Of platform staff a business knows those who have been in it.
    "platform_user": Source(
        select(Visit.actor_id, Visit.actor_name).where(Visit.actor_realm == Realm.PLATFORM),
        _person,
    ),
}
#: Of a business's people the platform knows the addresses, of its customers nothing.
OF_PLATFORM: Final[Mapping[str, Source]] = {
    "user": Source(select(User.id, User.email), _person),
    "platform_user": Source(select(PlatformUser.id, PlatformUser.name), _person),
    "visit": Source(select(Visit.id, Visit.actor_name, Visit.reason, Visit.target_email), _visit),
    "tenant": _TENANT,
}


class Names:
    """Today's names of what some rows speak of."""

    def __init__(self, found: dict[Reference, Name], kinds: Iterable[str]) -> None:
        self._found = found
        self._kinds = frozenset(kinds)

    def short(self, kind: str, id: UUID) -> str | None:
        """The name alone, or None when it is not known here."""
        name = self._found.get((kind, id))
        return name.short if name else None

    def more(self, kind: str, id: UUID) -> str:
        """What else is to be said of it."""
        name = self._found.get((kind, id))
        return name.more if name else ""

    def knows(self, kind: str) -> bool:
        """Whether names of this kind are told here, so that one without a name is gone."""
        return kind in self._kinds

    def phrase(self, kind: str, id: UUID) -> str:
        """What it is called in a sentence, also when it is gone or not to be told here."""
        name = self._found.get((kind, id))
        if name is not None:
            return name.phrase
        if kind in ("user", "platform_user"):
            return "somebody no longer here" if self.knows(kind) else "somebody"
        noun = _NOUNS.get(kind, kind.replace("_", " "))
        article = "an" if noun[:1] in "aeiou" else "a"
        return f"{article} {noun} no longer here" if self.knows(kind) else f"{article} {noun}"


def names_of(work: Work, references: Iterable[Reference]) -> Names:
    """The names as far as this work may see them, by one query for each kind."""
    sources = OF_TENANT if work.context.tenant_id else OF_PLATFORM
    wanted: defaultdict[str, set[UUID]] = defaultdict(set)
    for kind, id in references:
        wanted[kind].add(id)
    found: dict[Reference, Name] = {}
    for kind in wanted.keys() & sources.keys():
        source = sources[kind]
        id_column = source.query.selected_columns[0]
        for id, *told in work.session.execute(source.query.where(id_column.in_(wanted[kind]))):
            found[kind, id] = source.read(*told)
    return Names(found, sources)
