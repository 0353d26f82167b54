"""Development only: one-click demo log-ins and the mails that would have been sent."""

from __future__ import annotations

from email import policy
from email.parser import BytesParser
from pathlib import Path

from flask import Blueprint, Response, redirect, request
from markupsafe import Markup, escape
from werkzeug.wrappers import Response as AnyResponse

from smoothschedule.core.api import PLATFORM, TENANT, Access, current_settings, current_work
from smoothschedule.core.plain_page import plain_page
from smoothschedule.core.problems import NotFound
from smoothschedule.demo import EMAIL_SUFFIX
from smoothschedule.users.accounts import person_with
from smoothschedule.users.routes import start_session

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
    rows = []
    for path in _mails()[:200]:
        message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
        rows.append(
            f'<tr><td><a href="/dev/mail/{escape(path.stem)}">{escape(message["Subject"])}</a></td>'
            f"<td>{escape(message['To'])}</td><td>{escape(message['Date'] or '')}</td></tr>"
        )
    body = f"<table>{''.join(rows)}</table>" if rows else "<p>No mail was sent yet.</p>"
    return plain_page("Mail", Markup(body), status=200)


@development.get("/mail/<stem>")
def one_mail(stem: str) -> Response:
    """One mail as its reader sees it, without its HTML's looks."""
    path = next((path for path in _mails() if path.stem == stem), None)
    if path is None:
        raise NotFound
    message = BytesParser(policy=policy.default).parsebytes(path.read_bytes())
    part = message.get_body(("plain", "html"))
    text = str(escape(part.get_content() if part else ""))
    linked = " ".join(
        f'<a href="{word}">{word}</a>' if word.startswith("http") else word
        for word in text.replace("\n", " \n ").split(" ")
    )
    head = "".join(f"<p>{n}: {escape(message[n] or '')}</p>" for n in ("From", "To", "Date"))
    return plain_page(str(message["Subject"]), Markup(f"{head}<pre>{linked}</pre>"), status=200)
