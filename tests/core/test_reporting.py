"""What leaves for Sentry and OpenTelemetry, read as their services would, and what never does."""

from __future__ import annotations

import gzip
import json
import logging
import threading
from collections.abc import Callable, Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import sentry_sdk
import structlog
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from smoothschedule.config import SettingError, Settings
from smoothschedule.core import reporting
from smoothschedule.core.logs import configure_logs
from smoothschedule.core.reporting_otlp import OtlpReporter, ids_of

TOKEN = "q8Zr1-" * 7
ADDRESS = "anna.guest@example.com"
TENANT = "0199aaaa-0000-7000-8000-000000000000"


class Receiver:
    """A service that takes whatever is sent."""

    def __init__(self, server: HTTPServer, taken: list[tuple[str, bytes]]) -> None:
        self.url = f"http://127.0.0.1:{server.server_port}"
        self.taken = taken


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    taken: list[tuple[str, bytes]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("Content-Encoding") == "gzip":
                body = gzip.decompress(body)
            taken.append((self.path, body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield Receiver(server, taken)
        server.shutdown()
        thread.join()


@pytest.fixture
def begin() -> Iterator[Callable[..., None]]:
    yield lambda **more: reporting.begin(Settings(environment="test", **more), process="web")
    reporting.begin(Settings(), process="web")
    sentry_sdk.get_client().close(timeout=0)
    sentry_sdk.init()


def fail_with(message: str) -> ValueError:
    guest, secret = ADDRESS, TOKEN
    try:
        raise ValueError(f"{message} {guest} {secret}")
    except ValueError as error:
        return error


def test_an_error_reaches_sentry_with_ids_and_without_anybody(
    receiver: Receiver, begin: Callable[..., None]
) -> None:
    begin(sentry_dsn=receiver.url.replace("//", "//public@") + "/7")
    error = fail_with("Could not book for")
    line = {
        "event": "request.failed",
        "level": "error",
        "exc_info": error,
        "request_id": "journey-2026-11",
        "tenant_id": TENANT,
        "route": "/api/v1/public/bookings/<token>",
        "email": ADDRESS,
    }
    assert reporting.notice(None, "error", line) is line
    sentry_sdk.flush(timeout=5)
    ((path, body),) = receiver.taken
    assert path == "/api/7/envelope/"
    event: dict[str, Any] = json.loads(body.splitlines()[2])
    (told,) = event["exception"]["values"]
    assert (told["type"], told["value"]) == ("ValueError", "Could not book for [address] [key]")
    assert told["stacktrace"]["frames"][-1]["function"] == "fail_with"
    assert event["tags"] == {
        "said": "request.failed",
        "request_id": "journey-2026-11",
        "tenant_id": TENANT,
        "route": "/api/v1/public/bookings/<token>",
    }
    assert event["server_name"] == "web"
    for secret in (ADDRESS, TOKEN, "anna", "breadcrumbs", '"user"', '"request":', '"vars"'):
        assert secret.encode() not in body


class Listener:
    """A reporter that keeps what it is told."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str, Mapping[str, str]]] = []

    def failed(self, error: BaseException, said: str, ids: Mapping[str, str]) -> None:
        self.heard.append((type(error).__name__, said, ids))

    def took(self, name: str, kind: str, seconds: float, ids: Mapping[str, str]) -> None:
        """Nothing."""


@pytest.fixture
def logs_as_shipped() -> Iterator[None]:
    root, kept = logging.getLogger(), structlog.get_config()
    handlers, level = list(root.handlers), root.level
    configure_logs(Settings(environment="test"), process="worker")
    yield
    structlog.configure(**kept)
    root.handlers[:] = handlers
    root.setLevel(level)


def test_an_error_is_reported_whoever_logs_it(
    logs_as_shipped: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener()
    monkeypatch.setattr(reporting, "_reporters", [listener])
    with structlog.contextvars.bound_contextvars(request_id="journey-2026-11", job="send_mail"):
        try:
            raise fail_with("Late.")
        except ValueError:
            structlog.get_logger().exception("job.failed")
            logging.getLogger("somebody.else").exception("It broke")
    structlog.get_logger().error("without an exception")
    ids = {"request_id": "journey-2026-11", "job": "send_mail", "process": "worker"}
    assert listener.heard == [("ValueError", "job.failed", ids), ("ValueError", "It broke", ids)]


def test_what_a_reader_of_pdfs_corrects_is_no_warning_to_anybody(
    logs_as_shipped: None, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        logging.getLogger("pypdf._reader").warning("Xref table not zero-indexed.")
        logging.getLogger("pypdf._reader").error("It broke")
        logging.getLogger("urllib3").warning("Retrying")
    assert caplog.messages == ["It broke", "Retrying"]


def test_refusals_and_lines_without_an_error_are_no_reports(
    receiver: Receiver, begin: Callable[..., None]
) -> None:
    begin(sentry_dsn=receiver.url.replace("//", "//public@") + "/7")
    reporting.notice(None, "info", {"event": "request", "level": "info"})
    reporting.notice(None, "error", {"event": "security_log.unwritable", "level": "error"})
    reporting.notice(None, "warning", {"level": "warning", "exc_info": fail_with("Later.")})
    sentry_sdk.flush(timeout=5)
    assert receiver.taken == []


def test_a_request_and_its_job_are_one_trace(
    receiver: Receiver, begin: Callable[..., None]
) -> None:
    begin(otlp_endpoint=receiver.url)
    ids = {"request_id": "journey-2026-11", "tenant_id": TENANT, "actor_id": None}
    reporting.took("POST /api/v1/appointments", "request", 0.25, {**ids, "outcome": "201"})
    reporting.took("send_mail", "job", 1.5, {**ids, "outcome": "failed"})
    (reporter,) = reporting._reporters
    assert isinstance(reporter, OtlpReporter)
    reporter.provider.shutdown()
    ((path, body),) = receiver.taken
    assert path == "/v1/traces"
    told = ExportTraceServiceRequest.FromString(body).resource_spans[0]
    names = {each.key: each.value.string_value for each in told.resource.attributes}
    assert names["service.name"] == "smoothschedule-web"
    request, job = told.scope_spans[0].spans
    trace_id, span_id = ids_of("journey-2026-11")
    assert int.from_bytes(request.trace_id, "big") == trace_id
    assert int.from_bytes(request.span_id, "big") == span_id
    assert (job.trace_id, job.parent_span_id) == (request.trace_id, request.span_id)
    assert not request.parent_span_id
    took = (job.end_time_unix_nano - job.start_time_unix_nano) / 1e9
    assert took == pytest.approx(1.5, abs=0.001)
    assert (request.status.code, job.status.code) == (0, 2)
    assert {each.key for each in job.attributes} == {
        "smooth.request_id",
        "smooth.tenant_id",
        "smooth.outcome",
    }


def test_without_settings_nothing_is_loaded_and_missing_packages_are_named(
    begin: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> Any:
        raise ModuleNotFoundError(name)

    monkeypatch.setattr(reporting, "import_module", missing)
    begin()
    with pytest.raises(SettingError, match=r"^SENTRY_DSN needs .*smoothschedule\[sentry\]"):
        begin(sentry_dsn="https://public@sentry.example/7")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            'violates unique constraint "uq_users"\nDETAIL: Key (email)=(a@b.c) exists.',
            "violates unique constraint [value]",
        ),
        ("(psycopg.Error) bad\n[SQL: SELECT 1]\n[parameters: ('Anna',)]", "(psycopg.Error) bad"),
        ("No mail to 'Anna Guest <anna@example.com>'.", "No mail to [value]."),
        (f"job {TENANT} of +49 (30) 123 45-67", f"job {TENANT} of [number]"),
        ("Authorization: Bearer sst_" + "aB3" * 14, "Authorization: Bearer [key]"),
        ("exclusion of appointment_allocations_no_overlap", None),
    ],
)
def test_words_of_errors_are_told_without_values(said: str, told: str | None) -> None:
    assert reporting.plain(said) == (told or said)
