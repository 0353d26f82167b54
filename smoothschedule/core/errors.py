"""Every error leaves as application/problem+json, whatever raised it."""

from __future__ import annotations

from typing import Any

import psycopg
import structlog
from flask import Flask, Response, current_app, g, json, request
from markupsafe import Markup
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    IntegrityError,
    OperationalError,
    TimeoutError as PoolTimeout,
)
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from smoothschedule.core import problems
from smoothschedule.core.plain_page import plain_page
from smoothschedule.core.problems import Problem, problem_of_constraint
from smoothschedule.storage.port import FileMissingError, StorageError

log = structlog.get_logger()
CONTENDED = ("40001", "40P01", "55P03")
READ_ONLY = "25006"
#: What a moment may mend.
PASSING = (429, 500, 503)
AWAY = ("57014", "25P03", "57P01", "57P02", "57P03", "53300", "08000", "08003", "08006")
_BY_STATUS: dict[int, type[Problem]] = {
    400: problems.BadRequest,
    401: problems.NotSignedIn,
    403: problems.NotAllowed,
    404: problems.NotFound,
    413: problems.TooLarge,
    422: problems.Malformed,
    429: problems.TooFast,
    503: problems.Unavailable,
}


class Contended(Problem):
    slug, status = "contended", 409
    title = "Someone else was changing the same thing. Please try again."


class ViewOnly(problems.NotAllowed):
    slug = "view-only"
    title = "You are here to look only, so nothing can be changed."


def register(app: Flask) -> None:
    """Problems, HTTP errors, database errors and surprises all become problem documents."""
    app.register_error_handler(Problem, answer)
    app.register_error_handler(HTTPException, lambda e: answer(of_http(e)))
    app.register_error_handler(StaleDataError, lambda e: answer(problems.Stale()))
    app.register_error_handler(PoolTimeout, lambda e: answer(problems.Unavailable()))
    app.register_error_handler(DBAPIError, lambda e: answer(of_database(e)))
    app.register_error_handler(StorageError, lambda e: answer(of_storage(e)))
    # Trying again later brings no file back.
    app.register_error_handler(FileMissingError, _surprise)
    # Nothing of ours recurses, but JSON may be nested deeper than it can be read.
    app.register_error_handler(RecursionError, lambda e: answer(problems.BadRequest()))
    app.register_error_handler(Exception, _surprise)


def answer(problem: Problem) -> Response:
    """The problem as a document, or as a plain page to a browser outside the API."""
    if problem.security_action:
        record(problem)
    if not request.path.startswith("/api/") and request.accept_mimetypes.accept_html:
        page = plain_page(problem.title, _way_on(problem), status=problem.status)
        return with_retry(page, problem)
    body = problem.document(getattr(g, "request_id", None))
    response = Response(json.dumps(body), problem.status, mimetype="application/problem+json")
    response.headers["Cache-Control"] = "no-store"
    return with_retry(response, problem)


def _way_on(problem: Problem) -> Markup:
    """Where whoever reads a plain page goes next: the same page again, or the start."""
    if problem.status in PASSING and request.method == "GET":
        return Markup('<p><a href="">Try again</a></p>')
    return Markup('<p><a href="/">To the start page</a></p>') if request.path != "/" else Markup()


def record(problem: Problem) -> None:
    """What smells of attack is in security.log, with whoever knocked (`g.knocker`)."""
    known = {
        "ip_address": request.remote_addr,
        "request_id": g.get("request_id"),
        "route": str(request.url_rule),
        "host": request.host,
        **g.get("knocker", {}),
        **problem.logged,
    }
    current_app.extensions["runtime"].security_log.security(problem.security_action, **known)


def with_retry(response: Response, problem: Problem) -> Response:
    """The answer says when to try again, where the problem knows."""
    if problem.retry_after_seconds:
        response.headers["Retry-After"] = str(problem.retry_after_seconds)
    return response


def of_database(error: DBAPIError) -> Problem:
    """What a database error means to the caller; one without a meaning is a Surprise."""
    orig = error.orig
    state = getattr(orig, "sqlstate", None)
    if isinstance(error, IntegrityError) and isinstance(orig, psycopg.Error):
        return problem_of_constraint(orig.diag.constraint_name) or _surprise_of(error)
    if state in CONTENDED:
        return Contended()
    if state == READ_ONLY and g.get("only_looks"):
        return ViewOnly()
    if isinstance(error, DataError):
        return problems.Malformed()
    if state in AWAY or (isinstance(error, OperationalError) and state is None):
        log.warning("database.away", error=type(orig).__name__)
        return problems.Unavailable()
    return _surprise_of(error)


def of_storage(error: StorageError) -> Problem:
    """The store is full or away, which passes."""
    log.error("storage.away", error=str(error))
    return problems.Unavailable()


def of_http(error: HTTPException) -> Problem:
    """What an HTTP error of Flask's means as a problem."""
    kind = _BY_STATUS.get(error.code or 500)
    problem = kind() if kind else _named(error)
    messages = getattr(error, "data", {}).get("messages") if kind is problems.Malformed else None
    if messages:
        problem.extra["errors"] = _plain(messages)
    return problem


def _named(error: HTTPException) -> Problem:
    problem = Problem(str(error.description or error.name))
    problem.slug, problem.status = str(error.name).lower().replace(" ", "-"), error.code or 500
    return problem


def _plain(messages: Any) -> Any:
    if isinstance(messages, dict):
        return {str(key): _plain(value) for key, value in messages.items()}
    return [str(m) for m in messages] if isinstance(messages, list) else [str(messages)]


class Surprise(Problem):
    slug, status = "internal", 500
    title = "Something went wrong on our side. It has been recorded."


def _surprise(error: Exception) -> Response:
    return answer(_surprise_of(error))


def _surprise_of(error: Exception) -> Problem:
    log.error("request.failed", route=str(request.url_rule), exc_info=error)
    return Surprise()
