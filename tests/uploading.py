"""Files sent straight into the store, as a browser sends them, whatever store it is."""

from __future__ import annotations

import urllib.error
import urllib.request
from typing import Any
from urllib.parse import urlsplit

from scripts.local.ports import LOOPBACK
from tests.web import Browser


def link(browser: Browser, path: str, size_bytes: int, *, name: str = "file") -> dict[str, Any]:
    """Where a file of that size may be sent for what is at the path."""
    wish = {"file_name": name, "size_bytes": size_bytes}
    answer = browser.post(f"{path}/upload-link", wish)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    document: dict[str, Any] = answer.json
    return document


def put(browser: Browser, found: dict[str, Any], data: bytes, **headers: str) -> int:
    """The status by which the store answers the file."""
    sent = {**found["headers"], **headers}
    parts = urlsplit(found["url"])
    if parts.hostname == LOOPBACK:  # a store of its own
        request = urllib.request.Request(  # noqa: S310 (our own http address)
            found["url"], data=data, method="PUT", headers=sent
        )
        try:
            with urllib.request.urlopen(request) as answer:  # noqa: S310
                return int(answer.status)
        except urllib.error.HTTPError as error:
            with error:
                return error.code
    own = f"{parts.scheme}://{parts.netloc}"
    answer = browser.client.application.test_client().put(
        f"{parts.path}?{parts.query}", base_url=own, data=data, headers=sent
    )
    return answer.status_code


def send(browser: Browser, path: str, data: bytes, *, name: str = "file") -> str:
    """A file lies in the store for what is at the path; returns the upload's id."""
    found = link(browser, path, len(data), name=name)
    assert put(browser, found, data) in (200, 204)
    return str(found["upload_id"])
