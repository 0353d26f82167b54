"""A platform person's browser at the console."""

from __future__ import annotations

from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import make_platform_person
from tests.web import Browser

HOST = "platform.smoothschedule.localhost"


class Console(Browser):
    """Pages are asked for as documents, acts sent as forms."""

    def send(self, path: str, **fields: Any) -> TestResponse:
        """The form posted as the page's own script would: with the session's token."""
        data = {"csrf_token": self.csrf_token, **fields}
        return self.client.post(
            path, base_url=self.base_url, data=data, headers={"Accept": "text/html"}
        )


def console_of(app: Flask, runtime: Runtime, role: Role) -> Console:
    """The console as somebody of this role sees it."""
    return Console(app, HOST).enter(make_platform_person(runtime, role))  # type: ignore[return-value]
