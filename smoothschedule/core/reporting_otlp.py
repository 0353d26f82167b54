"""Traces to an OpenTelemetry collector: a span for each request and each job.

A request and the jobs that follow from it are one trace, since its id is made of the request's.
"""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Mapping

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.sdk.trace.id_generator import RandomIdGenerator
from opentelemetry.trace import (
    NonRecordingSpan,
    SpanContext,
    SpanKind,
    Status,
    StatusCode,
    TraceFlags,
    set_span_in_context,
)

REQUEST = "request"


def reporter(endpoint: str, *, environment: str, process: str) -> OtlpReporter:
    """Tells of this process's requests and jobs there."""
    names = {
        "service.name": f"smoothschedule-{process}",
        "deployment.environment.name": environment,
    }
    ids = _Ids()
    provider = TracerProvider(resource=Resource.create(names), id_generator=ids)
    exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces", timeout=5)
    provider.add_span_processor(BatchSpanProcessor(exporter))
    return OtlpReporter(provider, ids)


class _Ids(RandomIdGenerator):
    """Ids of a request's own span follow from the request's id; all others are drawn."""

    def __init__(self) -> None:
        self._of_request = threading.local()

    def next_is(self, trace_id: int, span_id: int) -> None:
        self._of_request.ids = [span_id, trace_id]

    def generate_trace_id(self) -> int:
        return self._taken() or super().generate_trace_id()

    def generate_span_id(self) -> int:
        return self._taken() or super().generate_span_id()

    def _taken(self) -> int | None:
        waiting: list[int] = getattr(self._of_request, "ids", [])
        return waiting.pop() if waiting else None


class OtlpReporter:
    """Spans that are made when what they tell of has ended."""

    def __init__(self, provider: TracerProvider, ids: _Ids) -> None:
        self.provider = provider
        self._ids = ids
        self._tracer = provider.get_tracer("smoothschedule")

    def failed(self, error: BaseException, said: str, ids: Mapping[str, str]) -> None:
        """Times only."""

    def took(self, name: str, kind: str, seconds: float, ids: Mapping[str, str]) -> None:
        ended = time.time_ns()
        trace_id, span_id = ids_of(ids.get("request_id") or f"{name}{ended}")
        context = None
        if kind == REQUEST:
            self._ids.next_is(trace_id, span_id)
        else:
            parent = SpanContext(trace_id, span_id, True, TraceFlags(TraceFlags.SAMPLED))
            context = set_span_in_context(NonRecordingSpan(parent))
        span = self._tracer.start_span(
            name,
            context,
            SpanKind.SERVER if kind == REQUEST else SpanKind.CONSUMER,
            attributes={f"smooth.{key}": value for key, value in ids.items()},
            start_time=ended - int(seconds * 1e9),
        )
        if ids.get("outcome", "")[:1] in ("5", "f"):
            span.set_status(Status(StatusCode.ERROR))
        span.end(ended)


def ids_of(request_id: str) -> tuple[int, int]:
    """Trace and span of the request with this id."""
    digest = hashlib.sha256(request_id.encode()).digest()
    return int.from_bytes(digest[:16], "big") or 1, int.from_bytes(digest[16:24], "big") or 1
