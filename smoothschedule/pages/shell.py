"""The built HTML documents, with a fresh nonce and what the page needs to begin."""

from __future__ import annotations

import json
import secrets
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

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
def _read(path: Path, _changed_at: float, assets_url: str) -> str:
    """The document as it was built, with its files where they are served."""
    html = path.read_text(encoding="utf-8")
    return html.replace('"/assets/', f'"{assets_url}/assets/')


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
        html = _read(path, path.stat().st_mtime, settings.assets_url)
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
    """Only our own files, where they are served, and scripts and styles with this nonce."""
    own = " ".join(filter(None, ("'self'", _origin(settings.assets_url))))
    connect = f"'self' {current_app.extensions['runtime'].files.origin}"
    if (url := settings.realtime_url(request.host)) is not None:
        connect += f" {url} {url.replace('http', 'ws', 1)}"
    forms = "'self'"
    if settings.is_development:  # the landing page's demo log-ins post to the businesses' hosts
        forms += f" http://*.{settings.base_domain}:*"
    return (
        f"default-src 'none'; script-src {own} 'nonce-{nonce}'; style-src {own} 'nonce-{nonce}';"
        f" img-src {own} data: blob:; font-src {own}; connect-src {connect};"
        f" manifest-src 'self'; worker-src 'self'; form-action {forms}; base-uri 'none';"
        f" frame-ancestors {' '.join(framed_by) or NOBODY}"
    )


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if url else ""
