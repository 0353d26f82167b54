"""Whatever is sent to an operation about rows that are there, the answer is no fault of ours.

schemathesis makes queries and bodies from openapi.json, right ones and wrong ones; the rest of
the call is that of the operation's example. `Browser` holds each answer against openapi.json.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, given, settings, strategies as st
from schemathesis.generation import GenerationMode

from tests.isolation.scene import Scene
from tests.isolation.test_isolation import OPERATIONS, example_of
from tests.operations import Operation

DOCUMENT = json.loads((Path(__file__).parents[2] / "openapi.json").read_text())
SCHEMA = schemathesis.openapi.from_dict(DOCUMENT)


@schemathesis.serializer("application/pdf")
def as_it_is(_context: Any, value: Any) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_no_input_is_answered_by_a_fault(scene: Scene, operation: Operation) -> None:
    call = example_of(operation)(scene)
    browser = scene.browser(call)
    described = SCHEMA.find_operation_by_id(operation.name)

    # Making requests is slow where schemas are large, and the rows stay from one to the next.
    # The same ones each time: a red run is about the change at hand.
    @settings(
        max_examples=4,
        derandomize=True,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.one_of([described.as_strategy(generation_mode=mode) for mode in GenerationMode]))
    def check(case: schemathesis.Case) -> None:
        sent = case.as_transport_kwargs(base_url="http://any.example")
        made = requests.Request(**{**sent, "cookies": None}).prepare()
        answer = browser.call(
            operation.method,
            operation.path(**call.path),
            data=made.body,
            content_type=made.headers.get("Content-Type"),
            query_string=str(made.url).partition("?")[2],
            version=scene.version(call),
        )
        assert answer.status_code < 500, answer.get_data(as_text=True)

    check()
