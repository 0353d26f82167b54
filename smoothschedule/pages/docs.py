"""The API's documentation: openapi.json, and a page that shows it from our own files."""

from __future__ import annotations

import secrets

from flask import Blueprint, Response, jsonify, send_from_directory

from smoothschedule.core.api import current_settings, current_spec

docs = Blueprint("docs", __name__, url_prefix="/api")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>SmoothSchedule API</title><link rel="stylesheet" href="/api/docs/swagger-ui.css">
<div id="docs"></div><script src="/api/docs/swagger-ui-bundle.js"></script>
<script nonce="{nonce}">
SwaggerUIBundle({{url: "/api/openapi.json", dom_id: "#docs", deepLinking: true}});
</script></html>"""


@docs.get("/openapi.json")
def openapi() -> Response:
    """The contract of the API."""
    return jsonify(current_spec())


@docs.get("/docs")
def page() -> Response:
    """The contract, readable; nothing is loaded from elsewhere."""
    nonce = secrets.token_urlsafe(16)
    response = Response(PAGE.format(nonce=nonce), mimetype="text/html")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline';"
        " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    )
    return response


@docs.get("/docs/<name>")
def file(name: str) -> Response:
    """A file of the documentation page."""
    return send_from_directory((current_settings().frontend_folder / "docs").absolute(), name)
