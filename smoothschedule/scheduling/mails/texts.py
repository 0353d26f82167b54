"""What the mails say as long as a business has not written its own: subject, body, variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from smoothschedule.scheduling.rules.mails import KINDS, Mail, TextKind
from smoothschedule.scheduling.rules.templating import names_in


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject and body, with variables; blank lines part the paragraphs."""

    subject: str
    body: str


#: Variable -> what stands in its place, in words for the editor.
MEANINGS: Final[Mapping[str, str]] = {
    "customer_name": "The customer's name",
    "business": "Your business's name",
    "service": "What is booked",
    "when": "Day and time, with the time zone",
    "where": "Location and address",
    "staff": "Who serves the customer",
    "details": "What, when, where and with whom, as a table",
    "reason": "The reason that was given, if one was",
    "manage_link": "The link to move or cancel",
    "times": "The coming times of the series, as a list",
    "place": "The customer's place in line, as a number",
    "wish": "The days and times the customer waits for",
    "answer_by": "Until when the time is kept",
    "waitlist_link": "The link to take or decline the time, or to leave the list",
}
_ALWAYS = ("customer_name", "business", "service")
_OF_A_VISIT = (*_ALWAYS, "when", "where", "staff", "details")
#: A mail that names none of these does not say what it is about.
NEEDED: Final[Mapping[TextKind, tuple[str, ...]]] = {
    **dict.fromkeys(TextKind, ("details", "when")),
    TextKind.SERIES: ("times",),
    TextKind.SERIES_OFF: (),
    TextKind.WAITLIST_JOINED: ("waitlist_link",),
    TextKind.WAITLIST_OFFER: ("waitlist_link",),
}


def lacking(kind: TextKind, wording: Wording) -> list[str]:
    """The variables of which the text needs one and names none."""
    needed = NEEDED[kind]
    named = names_in(wording.subject) | names_in(wording.body)
    return [] if not needed or named & set(needed) else list(needed)


def variables_of(kind: TextKind) -> tuple[str, ...]:
    """The variables that may stand in the text."""
    if kind is TextKind.SERIES:
        return (*_ALWAYS, "times")
    if kind is TextKind.SERIES_OFF:
        return _ALWAYS
    if kind is TextKind.WAITLIST_JOINED:
        return (*_ALWAYS, "place", "wish", "waitlist_link")
    if kind is TextKind.WAITLIST_OFFER:
        return (*_OF_A_VISIT, "answer_by", "waitlist_link")
    return (*_OF_A_VISIT, "manage_link" if KINDS[Mail(kind)].stands else "reason")


def _visit(opening: str, last: str) -> str:
    parts = ("Hello {{customer_name}},", opening, "{{details}}", last, "{{business}}")
    return "\n\n".join(parts)


_LINK, _REASON = "{{manage_link}}", "Reason: {{reason}}"
DEFAULTS: Final[Mapping[TextKind, Wording]] = {
    TextKind.REQUEST: Wording(
        "We received your request: {{service}}",
        _visit("thank you. {{business}} has your request and will answer soon.", _LINK),
    ),
    TextKind.CONFIRMATION: Wording(
        "Your appointment: {{service}}",
        _visit("your appointment at {{business}} is booked.", _LINK),
    ),
    TextKind.APPROVAL: Wording(
        "Your appointment is confirmed: {{service}}",
        _visit("{{business}} has confirmed your appointment.", _LINK),
    ),
    TextKind.REJECTION: Wording(
        "Your request could not be accepted: {{service}}",
        _visit("{{business}} is sorry: your request could not be accepted.", _REASON),
    ),
    TextKind.CHANGE: Wording(
        "Your appointment has a new time: {{service}}",
        _visit("your appointment at {{business}} has changed. This is how it stands now.", _LINK),
    ),
    TextKind.CANCELLATION: Wording(
        "Your appointment was cancelled: {{service}}",
        _visit("your appointment at {{business}} was cancelled.", _REASON),
    ),
    TextKind.REMINDER: Wording(
        "Reminder: {{service}}, {{when}}",
        _visit("we look forward to seeing you at {{business}}.", _LINK),
    ),
    TextKind.SERIES: Wording(
        "Your appointments: {{service}}",
        "Hello {{customer_name}},\n\n"
        "these are your coming appointments at {{business}}: {{service}}.\n\n"
        "{{times}}\n\n{{business}}",
    ),
    TextKind.SERIES_OFF: Wording(
        "Your appointments were cancelled: {{service}}",
        "Hello {{customer_name}},\n\n"
        "your coming appointments at {{business}} were cancelled: {{service}}.\n\n"
        "{{business}}",
    ),
    TextKind.WAITLIST_JOINED: Wording(
        "You are on the waitlist: {{service}}",
        "Hello {{customer_name}},\n\n"
        "you are number {{place}} on the waitlist of {{business}} for {{service}}: {{wish}}.\n\n"
        "As soon as a time is free that suits you, we keep it for you and write to you.\n\n"
        "{{waitlist_link}}\n\n{{business}}",
    ),
    TextKind.WAITLIST_OFFER: Wording(
        "A time is free for you: {{service}}, {{when}}",
        _visit(
            "a time is free that you waited for. We keep it for you until {{answer_by}};"
            " after that whoever is next in line is asked.",
            "{{waitlist_link}}",
        ),
    ),
}
