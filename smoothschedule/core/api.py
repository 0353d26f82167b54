"""The API frame: one unit of work per request, opened at dispatch, access declared per route."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import cache, wraps
from http import HTTPStatus
from typing import Any, TypeVar, cast

import flask_smorest
import marshmallow as ma
from flask import Flask, Request, Response, current_app, g, request
from webargs.flaskparser import FlaskParser

from smoothschedule.config import Settings
from smoothschedule.core.etags import tag_of_answer
from smoothschedule.core.idempotency import answer_once
from smoothschedule.core.problems import BadRequest, NotFound, Problem
from smoothschedule.core.schemas import ProblemSchema
from smoothschedule.core.security_log import SecurityLog
from smoothschedule.core.unit_of_work import Work

View = TypeVar("View", bound=Callable[..., Any])

TENANT, PLATFORM, SITE = "tenant", "platform", "site"


@dataclass(frozen=True, slots=True)
class Access:
    """Who may call a route: holders of a permission, or (None) anybody; and on which hosts."""

    permission: str | None
    hosts: frozenset[str]
    #: Pages of other sites may post here too.
    from_anywhere: bool = False
    #: Only for whoever signed in here themselves: refused during every visit.
    in_person: bool = False
    #: Platform staff may call it before they have the second factor that they must have.
    without_second_factor: bool = False
    #: May write during a visit that is only to look: it is about the visit or the session.
    even_when_looking: bool = False
    #: Works in a business that is suspended too.
    even_when_suspended: bool = False
    #: Told of each refusal, in a transaction of its own.
    on_refusal: Callable[[Work, Problem], None] | None = None


#: Opens the request's unit of work, with its caller known and allowed; given by identity.py.
OpenWork = Callable[[Access], AbstractContextManager[Work]]


class App(Flask):
    """Flask, with each declared route run inside one transaction."""

    open_work: OpenWork

    def dispatch_request(self) -> Response:
        rule = request.url_rule
        view = self.view_functions.get(rule.endpoint) if rule else None
        access = getattr(view, "access", None)
        if request.routing_exception is not None or access is None:
            return self.make_response(super().dispatch_request())
        with self.open_work(access) as work:
            g.work = work
            if getattr(view, "is_idempotent", False):
                return self._accepted(answer_once(work, lambda: self._answer(work)))
            return self._accepted(self._answer(work))

    def _answer(self, work: Work) -> Response:
        response = self.make_response(super().dispatch_request())
        work.session.flush()
        if (tag := tag_of_answer()) is not None:
            response.set_etag(tag)
        return response

    def _accepted(self, response: Response) -> Response:
        """A view answers refusals by raising, so that nothing of them is ever committed."""
        if response.status_code >= 400:
            raise RuntimeError("A view returned an error instead of raising it.")
        return response


def current_work() -> Work:
    """The unit of work of the request being answered."""
    return cast("Work", g.work)


def current_runtime() -> Any:
    """The running application's parts: its `runtime.Runtime`, which lies above this module."""
    return current_app.extensions["runtime"]


def current_settings() -> Settings:
    """The settings of the running application."""
    return cast("Settings", current_runtime().settings)


def current_security_log() -> SecurityLog:
    """security.log and masquerade.log of the running application."""
    return cast("SecurityLog", current_app.extensions["runtime"].security_log)


def in_person_permissions() -> frozenset[str]:
    """Permissions of a business's routes that nobody may use in another's place."""
    declared = (getattr(view, "access", None) for view in current_app.view_functions.values())
    return frozenset(
        access.permission
        for access in declared
        if access and access.in_person and access.permission and TENANT in access.hosts
    )


def current_spec() -> dict[str, Any]:
    """The OpenAPI document of the running application."""
    return cast("dict[str, Any]", current_app.extensions["smoothschedule.api"].spec.to_dict())


class Api(flask_smorest.Api):
    """flask-smorest's registry, with our problem documents as the form of every error."""

    def _register_responses(self) -> None:
        content = {"application/problem+json": {"schema": ProblemSchema}}
        names = [(status.name, status.phrase) for status in HTTPStatus if status >= HTTPStatus.OK]
        for name, phrase in [*names, ("DEFAULT_ERROR", "A problem")]:
            response = {"description": phrase, "content": content}
            self.spec.components.response(name, response, lazy=True)


class ArgumentsParser(FlaskParser):
    """Asks the schema about unknown query arguments too: ours refuse what they do not know."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {  # noqa: RUF012 (declared so there)
        **FlaskParser.DEFAULT_UNKNOWN_BY_LOCATION,
        "query": None,
    }

    def _get_schema(self, argmap: Any, req: Request) -> ma.Schema:
        """One instance of each class for all requests: making it copies all of its fields."""
        return _made(argmap) if isinstance(argmap, type) else super()._get_schema(argmap, req)

    def load_json(self, req: Request, schema: ma.Schema) -> Any:
        """The body's JSON; Python itself refuses to read numbers of thousands of digits."""
        try:
            return super().load_json(req, schema)
        except ValueError as error:
            raise BadRequest from error


@cache
def _made(schema: type[ma.Schema]) -> ma.Schema:
    return schema()


class Blueprint(flask_smorest.Blueprint):
    """A flask-smorest blueprint whose every route says who may call it."""

    ARGUMENTS_PARSER = ArgumentsParser()

    def __init__(self, *args: Any, hosts: frozenset[str] = frozenset({TENANT}), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.hosts = hosts

    def endpoint(self, method: str, rule: str, operation: str) -> Callable[[View], View]:
        """Route of one method, named `operation` in openapi.json."""

        def decorate(view: View) -> View:
            if not hasattr(view, "access"):
                raise TypeError(f"{operation} does not say who may call it.")
            documented = self.doc(operationId=operation)(view)
            return cast("View", self.route(rule, methods=[method], endpoint=operation)(documented))

        return decorate

    def response(self, status_code: int, schema: Any = None, **doc: Any) -> Callable[[View], View]:
        """As flask-smorest's; what a view without a schema returns is no content, if nothing."""
        documented = super().response(status_code, schema, **doc)

        def decorate(view: View) -> View:
            @wraps(view)
            def answer(*args: Any, **kwargs: Any) -> Any:
                said = view(*args, **kwargs)
                return _nothing(status_code) if said is None and schema is None else said

            return cast("View", documented(answer))

        return decorate

    def requires(
        self, permission: str, *, in_person: bool = False, without_second_factor: bool = False
    ) -> Callable[[View], View]:
        """Only callers who hold the permission; others get 401 or 403.

        `in_person`: nobody may do this in somebody else's place or while visiting a business,
        whatever they hold. Passwords, second factors, tokens, ownership, signatures.
        """
        if not permission:
            raise ValueError("Name the permission, or say public.")
        return self._access(
            permission, in_person=in_person, without_second_factor=without_second_factor
        )

    def public(self, view: View) -> View:
        """Anybody may call it."""
        return self._access(None)(view)

    def _access(
        self,
        permission: str | None,
        *,
        in_person: bool = False,
        without_second_factor: bool = False,
    ) -> Callable[[View], View]:
        access = Access(
            permission,
            self.hosts,
            in_person=in_person,
            without_second_factor=without_second_factor,
        )

        def decorate(view: View) -> View:
            view.access = access  # type: ignore[attr-defined]
            return view

        return decorate

    def in_person(self, view: View) -> View:
        """A public route that nobody may call while in somebody else's place, nor any script."""
        view.access = replace(view.access, in_person=True)  # type: ignore[attr-defined]
        return view

    def even_when_looking(self, view: View) -> View:
        """It may write although the caller's visit is only to look."""
        view.access = replace(view.access, even_when_looking=True)  # type: ignore[attr-defined]
        return view

    def even_when_suspended(self, view: View) -> View:
        """Whoever is in a business when it is suspended may still do this."""
        view.access = replace(view.access, even_when_suspended=True)  # type: ignore[attr-defined]
        return view

    def tells_refusals(self, tell: Callable[[Work, Problem], None]) -> Callable[[View], View]:
        """`tell` hears of every refusal of the route, the door's own included."""

        def decorate(view: View) -> View:
            view.access = replace(view.access, on_refusal=tell)  # type: ignore[attr-defined]
            return view

        return decorate

    def idempotent(self, view: View) -> View:
        """Repeats with the same Idempotency-Key give the first answer."""
        view.is_idempotent = True  # type: ignore[attr-defined]
        return self._header("Idempotency-Key", required=False)(view)

    def matches(self, view: View) -> View:
        """The caller names the version it changes in If-Match."""
        return self._header("If-Match", required=True)(view)

    def _header(self, name: str, *, required: bool) -> Callable[[View], View]:
        parameter = {
            "in": "header",
            "name": name,
            "required": required,
            "schema": {"type": "string"},
        }
        return _also_documented(self, parameter)


def _nothing(status_code: int) -> Response:
    response = Response(status=status_code)
    del response.headers["Content-Type"]
    return response


def _also_documented(blp: Blueprint, parameter: dict[str, Any]) -> Callable[[View], View]:
    def decorate(view: View) -> View:
        documented = getattr(view, "_apidoc", {}).get("manual_doc", {}).get("parameters", [])
        return cast("View", blp.doc(parameters=[*documented, parameter])(view))

    return decorate


def only_on(access: Access, host_kind: str) -> None:
    """A route is not there at all on a host of another kind; raises NotFound."""
    if host_kind not in access.hosts:
        raise NotFound
