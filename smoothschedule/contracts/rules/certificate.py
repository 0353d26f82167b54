"""What the certificate pages of a contract say."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from smoothschedule.contracts.rules.marking import drawable
from smoothschedule.contracts.rules.wording import event_sentence, verification_words
from smoothschedule.pdf.certificate import Certificate, Line, Section

NEVER: Final = "–"
CHAINED: Final = (
    "Each hash is the SHA-256 of its event and of the hash before it, so that none can be"
    " changed, left out or put in between."
)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that a signer attached."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """What is known of one person; `consent` is the text that they agreed to, `in_place_of`
    everybody who had the place before them, the first of all first.
    """

    id: str
    name: str
    email: str
    role: str
    kind: str
    state: str
    verified_by: str | None
    host: str | None
    viewed_at: datetime | None
    consented_at: datetime | None
    consent: tuple[str, str, str] | None
    signed_at: datetime | None
    ip: str | None
    user_agent: str | None
    files: tuple[Attached, ...]
    in_place_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Story:
    """All that the certificate tells of. `names` are of everybody, replaced ones too, by id;
    `events` as they stand in the chain.
    """

    contract_id: str
    number: str
    title: str
    business: str
    time_zone: str
    document_sha256: str
    sent_at: datetime | None
    people: tuple[Signatory, ...]
    names: Mapping[str, str]
    events: Sequence[Mapping[str, Any]]


def certificate_of(story: Story) -> Certificate:
    """The pages' text, with a question mark for letters that no font draws."""
    zone = story.time_zone
    last = story.events[-1]["hash"] if story.events else NEVER
    summary = (
        Line("Document", story.title),
        Line("Number", story.number),
        Line("From", story.business),
        Line("Sent", moment(story.sent_at, zone)),
        Line("SHA-256 of the document", story.document_sha256),
        Line("Hash of the last event", last),
    )
    sections = (
        *(_person(each, zone) for each in story.people),
        *_agreed(story.people),
        _events(story),
    )
    return Certificate(
        title="Certificate of signatures",
        summary=_drawn(summary),
        sections=tuple(Section(drawable(each.heading), _drawn(each.lines)) for each in sections),
        footer=drawable(f"{story.number} · {story.contract_id}"),
    )


def moment(at: datetime | None, zone: str) -> str:
    """In the business's zone and in UTC: "2026-11-26 13:05:09 Europe/Vienna (12:05:09 UTC)"."""
    if at is None:
        return NEVER
    here, utc = at.astimezone(ZoneInfo(zone)), at.astimezone(UTC)
    if here.utcoffset() == utc.utcoffset():
        return f"{utc:%Y-%m-%d %H:%M:%S} UTC"
    written = "%H:%M:%S" if here.date() == utc.date() else "%Y-%m-%d %H:%M:%S"
    return f"{here:%Y-%m-%d %H:%M:%S} {zone} ({utc.strftime(written)} UTC)"


def _person(person: Signatory, zone: str) -> Section:
    lines = [Line("E-mail", person.email), Line("Role", f"{person.role} ({person.kind})")]
    lines += [Line("In place of", each) for each in person.in_place_of]
    if person.signed_at is None:
        said = "nothing was asked of them" if person.kind != "signer" else NEVER
        lines.append(Line("Signed", said))
        return Section(person.name, tuple(lines))
    lines += [
        Line("Verified", verification_words(person.verified_by, host=person.host)),
        Line("Opened", moment(person.viewed_at, zone)),
        Line("Agreed to sign electronically", _consent_line(person, zone)),
        Line("Signed" if person.kind == "signer" else "Approved", moment(person.signed_at, zone)),
        Line("Network address", person.ip or "not known"),
        Line("Browser", person.user_agent or "not known"),
    ]
    lines += [Line("Attached", each.name, f"SHA-256 {each.sha256}") for each in person.files]
    return Section(person.name, tuple(lines))


def _consent_line(person: Signatory, zone: str) -> str:
    if person.consent is None:
        return NEVER
    version, language, _ = person.consent
    return f"{moment(person.consented_at, zone)}, text {version} ({language})"


def _agreed(people: Iterable[Signatory]) -> Iterable[Section]:
    """Each text that somebody agreed to, once."""
    texts = dict.fromkeys(each.consent for each in people if each.consent)
    if texts:
        lines = tuple(
            Line(f"Text {version} ({language})", text) for version, language, text in texts
        )
        yield Section("Consent to electronic records", lines)


def _events(story: Story) -> Section:
    lines = [Line("", CHAINED)]
    for event in story.events:
        who = story.names.get(str(event["signer_id"]), story.business)
        told = event_sentence(event["kind"], who=who, details=event["details"])
        at = event["at"].astimezone(UTC)
        lines.append(Line(f"{event['number']}. {at:%Y-%m-%d %H:%M:%S} UTC", told, event["hash"]))
    return Section("Events", tuple(lines))


def _drawn(lines: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(Line(drawable(each.label), drawable(each.text), each.note) for each in lines)
