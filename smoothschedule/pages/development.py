"""Development only: one-click demo log-ins and the mails that would have been sent."""

from __future__ import annotations

import re
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path

from flask import Blueprint, Response, redirect, request
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from smoothschedule.core.api import PLATFORM, TENANT, Access, current_settings, current_work
from smoothschedule.core.plain_page import plain_page
from smoothschedule.core.problems import NotFound
from smoothschedule.demo.making import EMAIL_SUFFIX
from smoothschedule.users.accounts import person_with
from smoothschedule.users.routes.account import start_session

development = Blueprint("development", __name__, url_prefix="/dev")


def sign_in() -> AnyResponse:
    """This browser is signed in as the demo account."""
    email = request.form.get("email", "")
    person = person_with(current_work(), email) if email.endswith(EMAIL_SUFFIX) else None
    if person is None:
        raise NotFound
    start_session(current_work(), person)
    return redirect("/app", code=303)


sign_in.access = Access(  # type: ignore[attr-defined]
    None, frozenset({TENANT, PLATFORM}), from_anywhere=True
)
development.add_url_rule("/sign-in", "sign_in", sign_in, methods=["POST"])


def _folder() -> Path:
    kind, _, path = current_settings().mail_url.partition(":")
    if kind != "folder":
        raise NotFound
    return Path(path)


def _mails() -> list[Path]:
    return sorted(_folder().glob("*.eml"), reverse=True)


@development.get("/mail")
def mail() -> Response:
    """The mails, latest first."""
    rows = [
        ROW.format(path.stem, message["Subject"], message["To"], message["Date"] or "")
        for path, message in ((path, _read(path)) for path in _mails()[:200])
    ]
    if not rows:
        return plain_page("Mail", Markup("<p>No mail was sent yet.</p>"), status=200)
    return plain_page("Mail", Markup("<table>{}</table>").format(Markup().join(rows)), status=200)


@development.get("/mail/<stem>")
def one_mail(stem: str) -> Response:
    """One mail as its reader sees it, without its HTML's looks; its links can be followed."""
    path = next((path for path in _mails() if path.stem == stem), None)
    if path is None:
        raise NotFound
    message = _read(path)
    head = Markup().join(
        Markup("<p>{}: {}</p>").format(name, message[name] or "") for name in ("From", "To", "Date")
    )
    part = message.get_body(("plain", "html"))
    words = re.split(r"(\s+)", part.get_content() if part else "")
    text = Markup().join(LINK.format(w, w) if w.startswith("http") else w for w in words)
    return plain_page(
        str(message["Subject"]), Markup("{}<pre>{}</pre>").format(head, text), status=200
    )


ROW = Markup('<tr><td><a href="/dev/mail/{}">{}</a></td><td>{}</td><td>{}</td></tr>')
LINK = Markup('<a href="{}">{}</a>')


def _read(path: Path) -> EmailMessage:
    return BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(path.read_bytes())
