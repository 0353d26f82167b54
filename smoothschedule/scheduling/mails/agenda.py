"""What is booked today, as a mail to whoever serves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from markupsafe import Markup

from smoothschedule.scheduling.mails.texts import Wording
from smoothschedule.scheduling.mails.values import Value, clock
from smoothschedule.scheduling.mails.writing import Letter, Letterhead, letter
from smoothschedule.scheduling.models import Appointment

WORDING: Final = Wording(
    "Your day, {{day}}: {{count}}",
    "Good morning,\n\nthis is what is booked for you on {{day}}.\n\n{{visits}}\n\n{{link}}",
)


def agenda_letter(
    visits: Sequence[Appointment],
    head: Letterhead,
    *,
    day: date,
    zone: ZoneInfo,
    locale: str,
    link: str,
) -> Letter:
    """The day's appointments in order, by the clock of the place."""
    rows = [_row(each, zone, locale) for each in visits]
    count = f"{len(rows)} appointment{'' if len(rows) == 1 else 's'}"
    anchor = Markup('<a href="{}" style="color:#1a1b1e">Open my day</a>').format(link)
    values = {
        "day": Value.of(f"{day:%A}, {day.day} {day:%B}"),
        "count": Value.of(count),
        "visits": _list(rows),
        "link": Value(f"Open my day: {link}", anchor),
    }
    return letter(WORDING, values, head)


def _row(visit: Appointment, zone: ZoneInfo, locale: str) -> tuple[str, str]:
    start, end = visit.starts_at.astimezone(zone), visit.ends_at.astimezone(zone)
    guest = visit.customer
    who = [guest.name, guest.phone] if guest else []
    waits = _waits(visit) if visit.state == "pending" else None
    things = [a.resource.name for a in visit.allocations if a.resource.kind != "staff"]
    booked = f"{visit.seats_taken} booked" if visit.is_session else None
    said = [visit.service.name, booked, *who, *dict.fromkeys(things), waits]
    times = f"{clock(start, locale)} to {clock(end, locale)}"
    return times, ", ".join(part for part in said if part)


def _waits(visit: Appointment) -> str:
    return "waits for a signature" if visit.waits_for_signature else "waits for your answer"


def _list(rows: Sequence[tuple[str, str]]) -> Value:
    cells = Markup("").join(
        Markup(
            '<tr><td style="padding:4px 16px 4px 0;color:#5c5f66;vertical-align:top;'
            'white-space:nowrap">{}</td><td style="padding:4px 0">{}</td></tr>'
        ).format(*row)
        for row in rows
    )
    table = Markup(
        '<table role="presentation" cellpadding="0" cellspacing="0" style="margin:16px 0">'
        "{}</table>"
    )
    text = "\n".join(f"{times}: {said}" for times, said in rows)
    return Value(text, table.format(cells), is_block=True)
