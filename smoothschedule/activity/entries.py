"""Rows of the audit as people read them: one sentence, and what changed behind it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from uuid import UUID

from smoothschedule.activity.names import Names, Reference
from smoothschedule.activity.queries import group_of
from smoothschedule.activity.reasons import BECAUSE, LINKS, because
from smoothschedule.activity.sentences import SENTENCES
from smoothschedule.activity.wording import HIDDEN, Words, label, reference_in, thing
from smoothschedule.core.audit import PLATFORM_ID, AuditEvent, Realm

ROLES = {
    "SUPERUSER": "superuser",
    "PLATFORM_MANAGER": "platform manager",
    "PLATFORM_SALES": "sales",
    "PLATFORM_SUPPORT": "support",
    "TENANT_OWNER": "owner",
    "TENANT_MANAGER": "manager",
    "TENANT_STAFF": "staff",
    "CUSTOMER": "customer",
}
NOBODY = {Realm.VISITOR: "somebody not signed in", Realm.SYSTEM: "SmoothSchedule"}
#: People of a business for readers who are not told their names.
ONE_OF = {
    "TENANT_OWNER": "the owner",
    "TENANT_MANAGER": "a manager",
    "TENANT_STAFF": "a staff member",
    "CUSTOMER": "a customer",
}
#: Details that name a person.
PEOPLE = ("target_id", "grantee_id")
MOST_LABELS = 3


def references(rows: Iterable[AuditEvent]) -> Iterator[Reference]:
    """Everybody and everything that these rows speak of."""
    for row in rows:
        people = (
            (row.actor_realm, row.actor_id),
            (row.impersonator_realm, row.impersonator_id),
        )
        yield from ((_account(realm), id) for realm, id in people if realm and id)
        if subject := subject_of(row):
            yield subject
        yield "tenant", row.tenant_id
        told = ({c: after for c, after, _ in _told(change)} for change in row.changes)
        for values in (row.details, *told):
            yield from _named_in(values)


def _named_in(values: Mapping[str, Any]) -> Iterator[Reference]:
    for column, told in values.items():
        for value in told if isinstance(told, list) else [told]:
            if found := reference_in(column, value):
                yield found
                if found[0] == "user":
                    yield "platform_user", found[1]


def _account(realm: str) -> str:
    return "platform_user" if realm == Realm.PLATFORM else "user"


def subject_of(row: AuditEvent) -> Reference | None:
    """What it was done to."""
    if row.subject_type is None or row.subject_id is None:
        return None
    is_platforms = row.subject_type == "user" and row.tenant_id == PLATFORM_ID
    return "platform_user" if is_platforms else row.subject_type, row.subject_id


def _told(change: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Column, value after and before of each field that is told with its values."""
    for column, told in change["fields"].items():
        if "after" in told and column not in HIDDEN:
            yield column, told["after"], told.get("before")


def entry(row: AuditEvent, words: Words) -> dict[str, Any]:
    """The row as ActivityEntrySchema shows it."""
    subject = subject_of(row)
    return {
        "id": row.id,
        "tag": row.tag,
        "group": group_of(row.tag),
        "at": row.created_at,
        "sentence": sentence(row, words),
        "who": _actor(row, words.names),
        "behind": _behind(row, words.names),
        "subject": subject
        and {
            "kind": subject[0],
            "id": subject[1],
            "name": words.names.short(*subject),
        },
        "tenant": None
        if row.tenant_id == PLATFORM_ID
        else {"id": row.tenant_id, "name": words.names.short("tenant", row.tenant_id)},
        "changes": [_change(change, words) for change in _visible(row)],
        "details": [
            {"label": label(name), "value": words.value(name, value)}
            for name, value in row.details.items()
            if not _is_said(name, value)
        ],
        "ip_address": row.ip_address,
        "request_id": row.request_id,
    }


def _is_said(name: str, value: Any) -> bool:
    """The sentence has said it in words, or it is bookkeeping."""
    return name in ("purpose", "is_renewed", "departure_id") or (
        name == "reason" and value in BECAUSE
    )


def _who(names: Names, realm: str, id: UUID | None, role: str) -> dict[str, Any]:
    name = names.short(_account(realm), id) if id else None
    return {
        "id": id,
        "name": name or _unnamed(names, realm, id, role),
        "role": role,
        "realm": realm,
    }


def _unnamed(names: Names, realm: str, id: UUID | None, role: str) -> str:
    if realm == Realm.PLATFORM:
        return f"SmoothSchedule {ROLES.get(role, '')}".strip()
    if id is None:
        return NOBODY.get(Realm(realm), "somebody")
    return "somebody no longer here" if names.knows("user") else ONE_OF.get(role, "somebody")


def _behind(row: AuditEvent, names: Names) -> dict[str, Any] | None:
    if row.impersonator_realm is None:
        return None
    return _who(names, row.impersonator_realm, row.impersonator_id, row.impersonator_role or "")


def sentence(row: AuditEvent, words: Words) -> str:
    """What happened, readable aloud; a tag of a newer release is told as it is called."""
    subject = subject_of(row)
    phrase = words.names.phrase(*subject) if subject else "somebody"
    known = defaultdict(str, dict.fromkeys(PEOPLE, "somebody"))
    known |= {k: words.value(k, v) for k, v in row.details.items()}
    known |= {
        "who": _doer(row, words.names),
        "really": _titled(_behind(row, words.names) or _actor(row, words.names)),
        "subject": phrase,
        "changed": changed(row, phrase, words),
        "times": _times(row, words),
        "on": _on(row, words),
        "to_whom": _to_whom(row, words),
        "reason_given": _reason_given(row, words.names),
    }
    if count := row.details.get("count"):
        known["counted"] = f" ({count} appointment{'' if count == 1 else 's'})"
    if role := row.details.get("role"):
        known["as_role"] = f" as {ROLES.get(role, role)}"
    if minutes := row.details.get("minutes"):
        known["for_minutes"] = f" for {minutes} minutes"
    if mode := row.details.get("mode"):
        known["to_do"] = {"view": " to look only", "act": " to act there"}.get(mode, "")
    if subject and (more := words.names.more(*subject)):
        known["why"] = f" (“{more}”)"
    if reason := row.details.get("reason"):
        known["because"] = because(reason)
    known["link"] = LINKS.get(row.details.get("purpose", ""), "")
    template = SENTENCES.get(row.tag, f"{{who}}: {row.tag} {{subject}}")  # type: ignore[call-overload]
    written: str = template.format_map(known)
    written += _by_departure(row, words)
    is_address = "@" in written.split(" ", 1)[0]
    return written if is_address else written[:1].upper() + written[1:]


def _actor(row: AuditEvent, names: Names) -> dict[str, Any]:
    return _who(names, row.actor_realm, row.actor_id, row.actor_role)


def _doer(row: AuditEvent, names: Names) -> str:
    who = _titled(_actor(row, names))
    behind = _behind(row, names)
    return who if behind is None or behind["id"] == row.actor_id else f"{_titled(behind)} as {who}"


def _titled(person: Mapping[str, Any]) -> str:
    """ "Sunny Support (SmoothSchedule support)"; people of the business go by name alone."""
    name: str = person["name"]
    if person["realm"] != Realm.PLATFORM or name.startswith("SmoothSchedule"):
        return name
    return f"{name} (SmoothSchedule {ROLES.get(person['role'], person['role'])})"


def changed(row: AuditEvent, subject: str, words: Words) -> str:
    """What was done to the subject: added, removed, or which of its fields changed."""
    own = next((c for c in row.changes if c.get("id") == str(row.subject_id)), None)
    if own and own["action"] in ("added", "removed"):
        return f"{own['action']} {subject}"
    fields = [column for column in own["fields"] if column not in HIDDEN] if own else []
    if own and len(fields) == 1 and isinstance(own["fields"][fields[0]].get("after"), bool):
        return _switched(fields[0], subject, is_on=own["fields"][fields[0]]["after"])
    labels = [label(column) for column in fields]
    if not labels:
        labels = list(dict.fromkeys(thing(change["table"]) for change in _visible(row)))
    if not labels or len(labels) > MOST_LABELS:
        return f"changed {subject}"
    return f"changed the {_listed(labels)} of {subject}{_from_to(own, fields, words)}"


def _switched(column: str, subject: str, *, is_on: bool) -> str:
    if column == "is_active":
        return f"{'reactivated' if is_on else 'deactivated'} {subject}"
    return f"turned “{label(column)}” {'on' if is_on else 'off'} for {subject}"


def _from_to(own: Mapping[str, Any] | None, fields: list[str], words: Words) -> str:
    if own is None or len(fields) != 1 or "before" not in own["fields"][fields[0]]:
        return ""
    told = own["fields"][fields[0]]
    before, after = (words.value(fields[0], told[key]) for key in ("before", "after"))
    return f" from {before} to {after}"


def _listed(labels: list[str]) -> str:
    *first, last = labels
    return f"{', '.join(first)} and {last}" if first else last


def _start(row: AuditEvent) -> Mapping[str, Any]:
    own = (c for c in row.changes if c.get("id") == str(row.subject_id))
    return next((c["fields"]["starts_at"] for c in own if "starts_at" in c["fields"]), {})


def _times(row: AuditEvent, words: Words) -> str:
    start = _start(row)
    if "before" not in start:
        return "" if "now_with_id" in row.details else " to other staff or rooms"
    return f" from {words.moment(start['before'])} to {words.moment(start['after'])}"


def _on(row: AuditEvent, words: Words) -> str:
    start = _start(row)
    return f" on {words.moment(start['after'])}" if "after" in start else ""


def _to_whom(row: AuditEvent, words: Words) -> str:
    """Who serves it now, and which other appointment it changed places with."""
    parts = {"now_with_id": ", now with", "swapped_with_id": ", in exchange with"}
    told = ((name, words_for, row.details.get(name)) for name, words_for in parts.items())
    return "".join(f"{start} {words.value(name, value)}" for name, start, value in told if value)


def _reason_given(row: AuditEvent, names: Names) -> str:
    change = reference_in("change_id", row.details.get("change_id"))
    reason = names.more(*change) if change else ""
    return f": “{reason}”" if reason else ""


def _by_departure(row: AuditEvent, words: Words) -> str:
    """What a job did for them is said to be its doing, unless the departure itself is spoken of."""
    by = reference_in("departure_id", row.details.get("departure_id"))
    return f", by {words.names.phrase(*by)}" if by and by != subject_of(row) else ""


def _visible(row: AuditEvent) -> list[Mapping[str, Any]]:
    """Changes that say something to people, without bookkeeping rows."""
    return [
        change for change in row.changes if not change["fields"] or set(change["fields"]) - HIDDEN
    ]


def _change(change: Mapping[str, Any], words: Words) -> dict[str, Any]:
    fields = []
    for column, told in change["fields"].items():
        if column in HIDDEN:
            continue
        is_told = "after" in told
        fields.append(
            {
                "label": label(column),
                "before": words.value(column, told["before"]) if "before" in told else None,
                "after": words.value(column, told["after"]) if is_told else None,
                "is_told": is_told,
            }
        )
    return {"thing": thing(change["table"]), "action": change["action"], "fields": fields}
