"""A page of one sentence, for when there is no application to show it."""

from __future__ import annotations

import secrets

from flask import Response, g
from markupsafe import Markup, escape

STYLE = (
    ":root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;margin:0;"
    "display:grid;place-items:center;min-height:100vh}main{max-width:60rem;padding:2rem}"
    "h1{font-size:1.5rem;margin:0 0 .5rem;letter-spacing:-.01em}p{margin:0;opacity:.8}"
    "table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:.4rem .8rem .4rem 0}"
    "main .whose{display:flex;align-items:center;gap:.5rem;margin:0 0 1.25rem;font-weight:600;"
    "opacity:1}svg{width:1.5rem;height:1.5rem}"
    "pre{white-space:pre-wrap}a{color:inherit}"
)


MARK = Markup(
    '<svg viewBox="0 0 32 32" aria-hidden="true"><rect width="32" height="32" rx="8"'
    ' fill="#5250d6"/><g fill="#fff"><rect x="6" y="8" width="13" height="4.5" rx="2.25"/>'
    '<rect x="12" y="14" width="14" height="4.5" rx="2.25" opacity=".72"/>'
    '<rect x="8" y="20" width="9" height="4.5" rx="2.25" opacity=".5"/></g></svg>'
)
OUR_NAME = Markup("{}SmoothSchedule").format(MARK)


def plain_page(title: str, body: str | Markup = "", *, status: int) -> Response:
    """HTML of a title and a body, under the name of the business whose address it is, as far as
    that is known, or ours at our own; text is escaped, Markup is not.
    """
    nonce = secrets.token_urlsafe(16)
    whose = g.get("business_name") or (OUR_NAME if g.get("is_our_address") else "")
    head = Markup('<p class="whose">{}</p>').format(whose) if whose else ""
    html = (
        '<!doctype html><html lang="en"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f'<title>{escape(title)}</title><style nonce="{nonce}">{STYLE}</style>'
        f"<main>{head}<h1>{escape(title)}</h1>{escape(body)}</main></html>"
    )
    response = Response(html, status, mimetype="text/html")
    response.headers["Content-Security-Policy"] = (
        f"default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none';"
        " frame-ancestors 'none'"
    )
    response.headers["Cache-Control"] = "no-store"
    return response
