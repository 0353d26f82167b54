"""How single values are shown: escaped HTML, in words and never by colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime

from markupsafe import Markup

#: So many letters stand on one line of a narrow screen.
FITS_A_PHONE = 30
TONES = ("neutral", "ok", "warn", "danger", "brand")
#: What each role is called, and the tone it is painted in.
ROLES = {
    "SUPERUSER": ("Superuser", "danger"),
    "PLATFORM_MANAGER": ("Platform manager", "brand"),
    "PLATFORM_SALES": ("Sales", "brand"),
    "PLATFORM_SUPPORT": ("Support", "brand"),
    "TENANT_OWNER": ("Owner", "warn"),
    "TENANT_MANAGER": ("Manager", "ok"),
    "TENANT_STAFF": ("Staff", "ok"),
    "CUSTOMER": ("Customer", "neutral"),
}


def badge(words: str, tone: str = "neutral") -> Markup:
    """Words on a coloured ground."""
    if tone not in TONES:
        raise ValueError(f"There is no tone {tone!r}.")
    return Markup('<span class="badge" data-tone="{}">{}</span>').format(tone, words)


def role(name: str) -> Markup:
    """The role in words, in its colour."""
    words, tone = ROLES.get(name, (name.replace("_", " ").capitalize(), "neutral"))
    return badge(words, tone)


def moment(value: datetime | None, *, without: str = "–") -> Markup:
    """A moment in UTC, which is said beside it."""
    if value is None:
        return quiet(without)
    there = value.astimezone(UTC)
    return Markup('<time class="tabular" datetime="{}">{}</time>').format(
        there.isoformat(), f"{there.day} {there:%b %Y, %H:%M} UTC"
    )


def day(value: datetime | None, *, without: str = "–") -> Markup:
    """The day of a moment, in UTC; the moment itself is its title."""
    if value is None:
        return quiet(without)
    there = value.astimezone(UTC)
    return Markup('<time class="tabular" datetime="{0}" title="{0}">{1}</time>').format(
        there.isoformat(), f"{there.day} {there:%b %Y}"
    )


def countdown(until: datetime, now: datetime) -> Markup:
    """The time left until a moment, counted down by the page."""
    seconds = max(0, int((until - now).total_seconds()))
    return Markup('<span class="tabular" role="timer" data-seconds="{}">{} left</span>').format(
        seconds, duration(seconds)
    )


def duration(seconds: int) -> str:
    """1:02:03, or 2:03 below an hour."""
    minutes, second = divmod(seconds, 60)
    hours, minute = divmod(minutes, 60)
    return f"{hours}:{minute:02}:{second:02}" if hours else f"{minute}:{second:02}"


def quiet(words: object) -> Markup:
    """Words that matter less."""
    return Markup('<span class="quiet">{}</span>').format(words)


def strong(words: object, below: object) -> Markup:
    """What the row is about, and a quieter line below it."""
    return Markup("<strong>{}</strong>{}").format(words, under(below))


def under(words: object) -> Markup:
    """A quieter line below the cell's own."""
    return Markup('<span class="under">{}</span>').format(words)


def link(address: str, words: object) -> Markup:
    """A link to another of our hosts, in a tab of its own."""
    return Markup('<a href="{}" target="_blank" rel="noreferrer">{}</a>').format(address, words)


def address(written: str) -> Markup:
    """An e-mail address or a host; a long one may be broken at its dots and its @."""
    if len(written) <= FITS_A_PHONE:
        return Markup.escape(written)
    return Markup("<wbr>").join(re.split(r"(?<=[@.])", written))


def code(words: object) -> Markup:
    """A name as the machine has it."""
    return Markup("<code>{}</code>").format(words)


def line(words: object) -> Markup:
    """Words on a line of their own."""
    return Markup('<span class="line">{}</span>').format(words)


def folded(words: str, lines: Iterable[object], *, about: str) -> Markup:
    """Lines that are there once asked for; `about` names the row to screen readers."""
    shown = Markup("").join(Markup('<span class="under">{}</span>').format(each) for each in lines)
    return Markup(
        '<details><summary>{}<span class="visually-hidden"> of {}</span></summary>{}</details>'
    ).format(words, about, shown)
