"""Where a contract's document names one of its people, and what it says with another in their
place.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final, Protocol, TypeVar
from uuid import UUID

from smoothschedule.contracts.rules.fields import Field
from smoothschedule.contracts.rules.prefill import Facts
from smoothschedule.contracts.rules.states import Party

#: Fact -> what of a person it is.
_OF_CUSTOMER: Final = {
    "customer.name": "name",
    "customer.email": "email",
    "customer.phone": "phone",
}
_OF_STAFF: Final = {"staff.name": "name"}


@dataclass(frozen=True, slots=True)
class Person:
    """`phone`: "" where nothing is known of it."""

    name: str
    email: str
    phone: str
    party: str


@dataclass(frozen=True, slots=True)
class Place:
    """`where`: text, field or title. `follows`: a document written anew names whoever takes the
    person's place; the others hold words of the sender's own, or what is not known of the heir.
    """

    where: str
    label: str
    count: int
    follows: bool


def facts_json(facts: Facts) -> dict[str, Any]:
    """The facts as a sent contract keeps them."""
    days = {name: day.isoformat() for name, day in facts.days.items()}
    return {"words": dict(facts.words), "days": days}


def facts_from(kept: Mapping[str, Any]) -> Facts:
    """What `facts_json` kept; nothing where nothing is kept any more."""
    days = {name: date.fromisoformat(day) for name, day in kept.get("days", {}).items()}
    return Facts(words=kept.get("words", {}), days=days)


def facts_naming(facts: Facts, person: Person) -> list[str]:
    """The facts that are about this person."""
    return [
        name
        for name, part in _parts_of(person).items()
        if facts.words.get(name) and facts.words[name] == getattr(person, part)
    ]


def _parts_of(person: Person) -> Mapping[str, str]:
    return _OF_STAFF if person.party == Party.STAFF else _OF_CUSTOMER


def heir_to_be(person: Person) -> Person:
    """Whoever may take the person's place: their name and address will be known, no more."""
    return replace(person, phone="")


def renamed(facts: Facts, former: Person, heir: Person) -> Facts:
    """The facts with the heir in the former's place; a telephone number that nobody knows stays."""
    parts, words = _parts_of(former), dict(facts.words)
    for name in facts_naming(facts, former):
        words[name] = getattr(heir, parts[name]) or words[name]
    return replace(facts, words=words)


def in_own_fields(
    fields: Iterable[Field], values: Mapping[str, Any], former: Person, heir: Person
) -> dict[str, str]:
    """Field id -> what is known of the heir where the former's own stood; "" for nothing."""
    found = {}
    for field in fields:
        part = _parts_of(former).get(field.prefill or "")
        if part is not None and values.get(field.id) == getattr(former, part):
            found[field.id] = getattr(heir, part)
    return found


def places_naming(
    person: Person,
    heir: Person,
    facts: Facts,
    *,
    shown: Iterable[str],
    fields: Sequence[Field],
    values: Mapping[str, Any],
    title: str,
) -> list[Place]:
    """Where the document names the person. `shown`: variables of its text, each as often as it
    stands there; `values`: what was filled in beforehand, but for fields of their own.
    """
    own, parts = set(facts_naming(facts, person)), _parts_of(person)
    following = {name for name in own if getattr(heir, parts[name])}
    counted = Counter(name for name in shown if name in own)
    places = [
        Place("text", name.replace(".", " "), count, name in following)
        for name, count in counted.items()
    ]
    for field in fields:
        value = values.get(field.id)
        if field.prefill in own and value == facts.words[field.prefill]:
            places.append(Place("field", field.name, 1, field.prefill in following))
        elif isinstance(value, str) and _names(value, person):
            places.append(Place("field", field.name, 1, follows=False))
    if _names(title, person):
        places.append(Place("title", title, 1, follows=False))
    return places


class Replaced(Protocol):
    """What has to be known of a signer."""

    @property
    def id(self) -> UUID: ...
    @property
    def replaced_by_id(self) -> UUID | None: ...


R = TypeVar("R", bound=Replaced)


def formers(signer: R, everybody: Sequence[R]) -> list[R]:
    """Those in whose place the signer is, the latest first."""
    found: list[R] = []
    before = {each.replaced_by_id: each for each in everybody if each.replaced_by_id}
    at = before.get(signer.id)
    while at is not None and at not in found:
        found.append(at)
        at = before.get(at.id)
    return found


def without_circles(
    steps: Sequence[Mapping[str, Any]], *, name: str, email: str
) -> list[Mapping[str, Any]]:
    """In whose place the person of this name and address is, by `steps` from the first to the
    last: what came back to somebody is theirs, and only the way it took after that counts. Whom
    the document names is never left out.
    """
    last = {"name": name, "email": email, "is_named": False}
    kept: list[Mapping[str, Any]] = []
    for step in (*steps, last):
        at = next((at for at, each in enumerate(kept) if _is_same(each, step)), None)
        if at is not None and not any(each["is_named"] for each in kept[at + 1 :]):
            is_named = step["is_named"] or kept[at]["is_named"]
            kept = [*kept[:at], {**step, "is_named": is_named}]
        else:
            kept.append(step)
    return kept[:-1]


def _is_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """By both: a couple may share an address."""
    return all(one[part].casefold() == other[part].casefold() for part in ("name", "email"))


def _names(text: str, person: Person) -> bool:
    """As words of their own: Ana is not in a banana, nor Anna in Anna-Lena."""
    said = text.casefold()
    words = [re.escape(each.casefold()) for each in (person.name, person.email) if each]
    return any(re.search(rf"(?<![\w-]){each}(?![\w-])", said) for each in words)
