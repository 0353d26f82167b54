"""The built HTML documents, with a fresh nonce and what the page needs to begin."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Response, current_app, request
from markupsafe import escape

from smoothschedule.config import Settings
from smoothschedule.core.problems import Unavailable

NONCE = "__CSP_NONCE__"
BOOTSTRAP = "<!--bootstrap-->"
SERVER = "<!--server-->"
NOBODY = "'none'"


class FrontendMissing(Unavailable):
    slug = "frontend-missing"
    title = "The front end is not built yet: run scripts/run, or npm run build in frontend/."


@lru_cache(maxsize=16)
def _read(path: Path, _changed_at: float) -> str:
    return path.read_text(encoding="utf-8")


def document(
    settings: Settings,
    name: str,
    *,
    bootstrap: dict[str, Any],
    title: str = "",
    server: str = "",
    framed_by: Sequence[str] = (),
) -> Response:
    """The document of this entry; `server` is HTML shown until the script has started.

    Pages of the origins in `framed_by` may show it within them.
    """
    path = settings.frontend_folder / name
    try:
        html = _read(path, path.stat().st_mtime)
    except FileNotFoundError:
        raise FrontendMissing from None
    nonce = secrets.token_urlsafe(16)
    data = json.dumps(bootstrap, default=str).replace("<", "\\u003c")
    script = f'<script type="application/json" id="bootstrap" nonce="{nonce}">{data}</script>'
    # The document's own marks first: what businesses typed is put in after them.
    html = html.replace(NONCE, nonce)
    if title:
        html = html.replace("<title>SmoothSchedule</title>", f"<title>{escape(title)}</title>")
    html = html.replace(BOOTSTRAP, script).replace(SERVER, server)
    response = Response(html, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = policy(settings, nonce, framed_by)
    return response


def policy(settings: Settings, nonce: str, framed_by: Sequence[str]) -> str:
    """Only our own files, and scripts and styles that carry this answer's nonce."""
    connect = f"'self' {current_app.extensions['runtime'].files.origin}"
    if (url := settings.realtime_url(request.host)) is not None:
        connect += f" {url} {url.replace('http', 'ws', 1)}"
    forms = "'self'"
    if settings.is_development:  # the landing page's demo log-ins post to the businesses' hosts
        forms += f" http://*.{settings.base_domain}:*"
    return (
        f"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}';"
        f" img-src 'self' data: blob:; font-src 'self'; connect-src {connect};"
        f" manifest-src 'self'; worker-src 'self'; form-action {forms}; base-uri 'none';"
        f" frame-ancestors {' '.join(framed_by) or NOBODY}"
    )
