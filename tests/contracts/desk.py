"""Signers at their contracts, through the doors that signers use."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from werkzeug.test import TestResponse

from benchmarks.paper import Paper, seen_in, sent_contract, signature
from smoothschedule.contracts.models import Contract
from smoothschedule.runtime import Runtime
from tests.factories import Business
from tests.web import Browser


def sent(runtime: Runtime, business: Business, **wish: Any) -> Paper:
    """A contract of the business that was just sent."""
    with runtime.units.tenant(business.id) as work:
        return sent_contract(
            work, files=runtime.files, secret_key=runtime.settings.secret_key, **wish
        )


def contract_of(runtime: Runtime, business: Business, id: UUID) -> Contract:
    """The contract as it is now."""
    with runtime.units.tenant(business.id) as work:
        return work.get(Contract, id)


def sent_file(content: bytes, name: str) -> dict[str, Any]:
    """A form with a file, written out: the test client leaves its own temporary files open."""
    limit = "an-end-that-no-file-holds"
    quoted = name.replace("\\", "\\\\")
    head = f'--{limit}\r\nContent-Disposition: form-data; name="file"; filename="{quoted}"\r\n\r\n'
    body = head.encode() + content + f"\r\n--{limit}--\r\n".encode()
    return {"data": body, "content_type": f"multipart/form-data; boundary={limit}"}


class Signer:
    """One person with one link, in one browser."""

    def __init__(self, browser: Browser, token: str) -> None:
        self.browser = browser
        self.token = token

    def get(self, path: str = "", **options: Any) -> TestResponse:
        return self.browser.get(f"/signing/{self.token}{path}", **options)

    def post(self, path: str, json: Any = None, **options: Any) -> TestResponse:
        return self.browser.post(f"/signing/{self.token}{path}", json, **options)

    def view(self) -> dict[str, Any]:
        """The whole page."""
        answer = self.get()
        assert answer.status_code == 200, answer.get_data(as_text=True)
        document: dict[str, Any] = answer.json
        return document

    def agree(self) -> Signer:
        """They open the page and agree to sign electronically."""
        self.post("/open")
        answer = self.post("/consent", {"version": "2026-11", "language": "en"})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return self

    def ink(self, kind: str = "signature", **more: Any) -> dict[str, str]:
        """They draw; returns the value for a field."""
        body = {"kind": kind, "how": "drawn", "png": signature(), **more}
        answer = self.post("/images", body)
        assert answer.status_code == 201, answer.get_data(as_text=True)
        return {"image_id": answer.json["id"]}

    def save(self, field_id: str, value: Any, **more: Any) -> TestResponse:
        """They fill in a field."""
        path = f"/signing/{self.token}/values/{field_id}"
        return self.browser.call("PUT", path, {"value": value, **more})

    def seen(self) -> dict[str, Any]:
        """What the page shows now, as whoever signs names it."""
        return seen_in(self.view())

    def finish(self, **options: Any) -> TestResponse:
        """They press the button, knowing the newest version."""
        return self.post("/finish", self.seen(), **options)

    def sign(self, field_id: str = "sign_client") -> TestResponse:
        """They agree, draw and finish."""
        saved = self.agree().save(field_id, self.ink())
        assert saved.status_code == 200, saved.get_data(as_text=True)
        return self.finish()
