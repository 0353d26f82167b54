"""Errors to Sentry, traces to OpenTelemetry: for installs that say so, loaded only then.

Neither is told of a person or a secret. Reports carry the ids that logs carry (request, business,
account), names of ours (route, job), and of an error its kind, its lines of code and its words
with everything taken out that could be an address, a value or a key.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping, MutableMapping
from importlib import import_module
from typing import Any, Final, Protocol

from smoothschedule.config import SettingError, Settings

#: Setting -> the module that is loaded when it is set, and the extra with its packages.
REPORTERS: Final = {
    "sentry_dsn": ("smoothschedule.core.reporting_sentry", "sentry"),
    "otlp_endpoint": ("smoothschedule.core.reporting_otlp", "opentelemetry"),
}
#: What a report may carry besides names of ours.
IDS: Final = ("request_id", "tenant_id", "actor_id", "job", "task", "route", "process")
#: What follows is what a statement was given, or what a row holds.
_CUT = re.compile(r"\n?(?:\[parameters: |\[SQL: |DETAIL: |CONTEXT: ).*", re.DOTALL)
#: In this order: ids of ours stay, then what is typed between quotes, addresses, keys, numbers.
_PARTS = re.compile(
    r"(?P<id>\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b)"
    r"|(?P<value>'[^']*'|\"[^\"]*\")"
    r"|(?P<address>[^\s<>\"'(),;=]+@[^\s<>\"'(),;]+)"
    r"|(?P<key>\b(?=[\w+/-]*[0-9])(?=[\w+/-]*[a-zA-Z])[\w+/-]{24,}=*)"
    r"|(?P<number>\+?\d[\d ()/.-]{6,}\d)"
)


class Reporter(Protocol):
    """Tells one service; never raises and never waits for it."""

    def failed(self, error: BaseException, said: str, ids: Mapping[str, str]) -> None: ...

    def took(self, name: str, kind: str, seconds: float, ids: Mapping[str, str]) -> None: ...


_reporters: list[Reporter] = []


def begin(settings: Settings, *, process: str) -> None:
    """What goes wrong here, and how long things take, is told where settings say.

    Raises SettingError when packages are missing.
    """
    _reporters.clear()
    for name, (module, extra) in REPORTERS.items():
        where = getattr(settings, name)
        if not where:
            continue
        try:
            loaded = import_module(module)
        except ModuleNotFoundError:
            needs = f"needs packages that are missing: pip install 'smoothschedule[{extra}]'"
            raise SettingError(f"{name.upper()} {needs}") from None
        _reporters.append(loaded.reporter(where, environment=settings.environment, process=process))


def notice(_logger: Any, _method: str, line: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """A step of every log line: one that tells of an exception is a report too."""
    error = _error_of(line.get("exc_info")) if _reporters else None
    if error is not None and line.get("level") in ("error", "critical"):
        ids = {key: str(line[key]) for key in IDS if line.get(key)}
        for reporter in _reporters:
            reporter.failed(error, plain(str(line.get("event", ""))), ids)
    return line


def took(name: str, kind: str, seconds: float, ids: Mapping[str, Any]) -> None:
    """A request or a job that just ended took so long; `kind` says which of them."""
    for reporter in _reporters:
        reporter.took(name, kind, seconds, {key: str(value) for key, value in ids.items() if value})


def plain(text: str) -> str:
    """The words of an error without what somebody typed, and without keys; ids of ours stay."""
    return _PARTS.sub(_plain_part, _CUT.sub("", text))


def _plain_part(found: re.Match[str]) -> str:
    return found[0] if found.lastgroup == "id" else f"[{found.lastgroup}]"


def _error_of(info: Any) -> BaseException | None:
    if isinstance(info, BaseException):
        return info
    if info is True:
        return sys.exc_info()[1]
    return info[1] if isinstance(info, tuple) else None
