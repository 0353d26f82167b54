"""What openapi.json promises of answers, held against each that a test gets."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

import jsonschema_rs
from flask import Flask
from werkzeug.test import TestResponse

_DOCUMENT = json.loads((Path(__file__).parents[1] / "openapi.json").read_text())


def check_answer(app: Flask, answer: TestResponse) -> None:
    """The answer is one that its operation promises, in status, media type and content.

    What is no operation of the API promises nothing, and "not modified" repeats a promise.
    """
    method = answer.request.method
    if answer.status_code == HTTPStatus.NOT_MODIFIED:
        return
    adapter = app.url_map.bind("any.example")
    path = answer.request.path
    if not adapter.test(path, method):
        return
    rule, _ = adapter.match(path, method, return_rule=True)
    operation = _DOCUMENT["paths"].get(re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule), {})
    if method.lower() not in operation:
        return
    where = f"{method} {rule.rule} {answer.status_code}"
    content = _content(operation[method.lower()], str(answer.status_code))
    if not content:
        assert not answer.data, f"{where}: no content is promised"
        return
    assert answer.mimetype in content, f"{where}: {answer.mimetype} is not promised"
    if answer.is_json:
        wrong = _validator(json.dumps(content[answer.mimetype]["schema"])).iter_errors(answer.json)
        told = [f"{list(each.instance_path)}: {each.message}" for each in wrong]
        assert not told, f"{where} breaks its promise: {told}"


def _content(operation: Mapping[str, Any], status: str) -> Mapping[str, Any]:
    """By media type what is promised of this status."""
    promised = operation["responses"].get(status) or operation["responses"]["default"]
    if "$ref" in promised:
        promised = _DOCUMENT["components"]["responses"][promised["$ref"].rpartition("/")[2]]
    content: Mapping[str, Any] = promised.get("content", {})
    return content


@cache
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        {**json.loads(schema), "components": _DOCUMENT["components"]}, validate_formats=True
    )
