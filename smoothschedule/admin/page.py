"""A page of the console: behind the same door as the API, in the look of the application."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar, TypeVar, cast
from urllib.parse import parse_qsl, quote, urlencode

from flask import Response, g, jsonify, redirect, request
from flask_admin.base import Admin, BaseView, expose
from flask_login import current_user
from sqlalchemy.exc import DBAPIError, TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, MethodNotAllowed
from werkzeug.wrappers import Response as AnyResponse

from smoothschedule.admin import cells
from smoothschedule.admin.shown import OF_PLATFORM
from smoothschedule.core import errors
from smoothschedule.core.api import PLATFORM, Access, current_settings, current_work
from smoothschedule.core.problems import NotSignedIn, Problem
from smoothschedule.core.requests import plain_host
from smoothschedule.core.tokens import csrf_token
from smoothschedule.core.unit_of_work import Work
from smoothschedule.identity import SecondFactorMissing
from smoothschedule.pages.shell import FrontendMissing, document
from smoothschedule.tenants.models import Tenant
from smoothschedule.users.models import Visit
from smoothschedule.users.visits.listing import visits

View = TypeVar("View", bound=Callable[..., Any])
ON_PLATFORM = frozenset({PLATFORM})
#: Shown at most on the way back to a list; longer ones are nothing that we made.
LONGEST_QUERY = 1500


def shows(url: str = "/") -> Callable[[View], View]:
    """Exposed by GET to whoever may see the page."""
    return _exposed(url, permission=None, method="GET")


def acts(url: str, *, permission: str, in_person: bool = False) -> Callable[[View], View]:
    """Exposed by POST, from a form of this session, to holders of the permission.

    `in_person` acts are refused to whoever is in somebody else's place.
    """
    return _exposed(url, permission=permission, method="POST", in_person=in_person)


def _exposed(
    url: str, *, permission: str | None, method: str, in_person: bool = False
) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        view.console = (permission, method, in_person)  # type: ignore[attr-defined]
        # Acts answer GET too, by 405: elsewhere a GET would find the page for unknown paths.
        return cast("View", expose(url, methods=("GET", "POST"))(view))

    return decorate


def _behind_the_door(view: Callable[..., Any], page_permission: str) -> Callable[..., Any]:
    """The view with its access declared, as the application's dispatch looks for it."""
    permission, method, in_person = view.console  # type: ignore[attr-defined]
    allowed = ("GET", "HEAD") if method == "GET" else (method,)

    @wraps(view)
    def declared(**values: Any) -> AnyResponse:
        if request.method not in allowed:
            raise MethodNotAllowed(valid_methods=allowed)
        g.console_visit = open_visit(current_work())
        return cast("AnyResponse", view(**values))

    access = Access(permission or page_permission, ON_PLATFORM, in_person=in_person)
    declared.access = access  # type: ignore[attr-defined]
    return declared


class Page(BaseView):
    """One view of the console. What Flask-Admin exposes by itself is not there at all."""

    permission: ClassVar[str]

    def create_blueprint(self, admin: Admin) -> Any:
        """The page's routes: those that `shows` or `acts` declared, and no others."""
        exposed: list[tuple[str, str, Any]] = type(self).__dict__["_urls"]
        self._urls = [
            (url, name, methods)
            for url, name, methods in exposed
            if hasattr(getattr(self, name), "console")
        ]
        for _, name, _ in self._urls:
            setattr(self, name, _behind_the_door(getattr(self, name), self.permission))
        blueprint = super().create_blueprint(admin)
        for kind in (Problem, HTTPException):
            blueprint.register_error_handler(kind, self._refuse)
        blueprint.register_error_handler(DBAPIError, self._refuse_of_database)
        return blueprint

    def is_accessible(self) -> bool:
        """Whether the menu shows it; the door decides for itself."""
        return current_work().actor.may(self.permission)

    def _run_view(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        # Flask-Admin's own calls the view a second time when it raised a TypeError.
        return fn(self, *args, **kwargs)

    def render(self, template: str, **values: Any) -> Response:
        """The template inside the console's frame and document."""
        frame = {
            "cells": cells,
            "csrf": _csrf(),
            "me": current_user.account,
            "visit": g.console_visit,
        }
        html = super().render(template, **frame, **values)
        return document(
            current_settings(),
            "console.html",
            bootstrap={},
            title=f"{self.name} · SmoothSchedule",
            server=html,
        )

    def back(self, done: str) -> AnyResponse:
        """To the list as it was filtered, where `done` names the sentence that says what is new.

        The page's script is told the address and goes there itself.
        """
        asked = parse_qsl(request.form.get("back", "")[:LONGEST_QUERY])
        query = urlencode([*asked, ("done", done)])
        address = f"{self.get_url('.index_view')}?{query}"
        return redirect(address, code=303) if _wants_page() else jsonify(url=address)

    def _refuse(self, error: Problem | HTTPException) -> AnyResponse:
        """What went wrong, inside the frame; strangers are shown the way to sign in."""
        problem = error if isinstance(error, Problem) else errors.of_http(error)
        is_elsewhere = plain_host(request.host) != current_settings().platform_host
        if is_elsewhere or not _wants_page():
            return errors.answer(problem)
        if isinstance(problem, NotSignedIn):
            target = request.full_path.rstrip("?") if request.method == "GET" else self.url
            return redirect(f"/sign-in?next={quote(str(target))}", code=303)
        if "work" not in g or not current_work().actor.user_id:
            return errors.answer(problem)
        try:
            response = self._problem_page(problem)
        except (FrontendMissing, DBAPIError, PoolTimeout):
            return errors.answer(problem)  # a page of one sentence needs neither
        if problem.security_action:
            errors.record(problem)
        return errors.with_retry(response, problem)

    def _problem_page(self, problem: Problem) -> Response:
        with current_work().apart() as own:  # the request's own transaction is over
            g.console_visit = open_visit(own)
        is_gate = isinstance(problem, SecondFactorMissing)
        response = self.render("console/problem.html", problem=problem, is_gate=is_gate)
        response.status_code = problem.status
        return response

    def _refuse_of_database(self, error: DBAPIError) -> AnyResponse:
        return self._refuse(errors.of_database(error))


def _wants_page() -> bool:
    """A browser asks, and no script of the page."""
    return bool(request.accept_mimetypes.accept_html)


def open_visit(work: Work) -> dict[str, Any] | None:
    """The visit that this person is on, here or on a business's host, for the banner."""
    person = current_user
    here: Visit | None = person.visit
    if here is not None:
        return _banner(work, here, stop="/api/v1/auth/visit/stop")
    for elsewhere in work.session.scalars(
        visits(work, "open").where(Visit.actor_id == person.account.id).limit(1)
    ):
        return _banner(work, elsewhere, stop=f"/api/v1/platform/visits/{elsewhere.id}/end")
    return None


def _banner(work: Work, visit: Visit, *, stop: str) -> dict[str, Any]:
    place = work.session.get(Tenant, visit.tenant_id)
    known = {"visit": visit, "place": place.name if place else OF_PLATFORM, "now": work.now}
    return known | {"stop": stop}


def _csrf() -> str:
    return csrf_token(current_settings().secret_key, g.caller.session_token or "")


def query_string(*, without: tuple[str, ...]) -> str:
    """What the address asks for, without some of it and without what is empty."""
    return urlencode([(k, v) for k, v in request.args.items(multi=True) if k not in without and v])
