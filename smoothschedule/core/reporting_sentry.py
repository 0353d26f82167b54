"""Errors to Sentry, or to whatever takes its envelopes."""

from __future__ import annotations

from collections.abc import Mapping

import sentry_sdk
from sentry_sdk.integrations.atexit import AtexitIntegration
from sentry_sdk.types import Event, Hint

from smoothschedule.core.reporting import plain


def reporter(dsn: str, *, environment: str, process: str) -> SentryReporter:
    """Tells of this process's errors there."""
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        server_name=process,
        before_send=scrubbed,
        # None of those that look into requests, statements or variables.
        default_integrations=False,
        auto_enabling_integrations=False,
        integrations=[AtexitIntegration(callback=lambda _pending, _timeout: None)],
        include_local_variables=False,
        max_breadcrumbs=0,
        traces_sample_rate=None,
        auto_session_tracking=False,
        send_client_reports=False,
    )
    return SentryReporter()


class SentryReporter:
    """One event for each error that is logged."""

    def failed(self, error: BaseException, said: str, ids: Mapping[str, str]) -> None:
        with sentry_sdk.new_scope() as scope:
            scope.set_transaction_name(ids.get("route") or ids.get("job") or said)
            for name, value in {**ids, "said": said}.items():
                scope.set_tag(name, value)
            sentry_sdk.capture_exception(error)

    def took(self, name: str, kind: str, seconds: float, ids: Mapping[str, str]) -> None:
        """Errors only."""


def scrubbed(event: Event, _hint: Hint) -> Event:
    """The event with the words of its errors made plain, and without what tells of a person."""
    for found in event.get("exception", {}).get("values", []):
        found["value"] = plain(str(found.get("value") or ""))
        for frame in found.get("stacktrace", {}).get("frames", []):
            frame.pop("vars", None)
    for name in ("request", "user", "extra", "breadcrumbs", "modules"):
        event.pop(name, None)  # type: ignore[misc]
    return event
