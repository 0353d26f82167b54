"""The web application: a flat, ordered list of what it is made of."""

from __future__ import annotations

from typing import Any

from flask import Flask, Response, g
from flask.sessions import NullSession, SecureCookieSessionInterface
from flask_migrate import Migrate
from marshmallow import Schema
from werkzeug.middleware.proxy_fix import ProxyFix

from smoothschedule import cli
from smoothschedule.access import principal
from smoothschedule.activity.routes import blueprints as activity_blueprints
from smoothschedule.admin import panel
from smoothschedule.config import Settings
from smoothschedule.contracts.routes import blueprints as contract_blueprints
from smoothschedule.core import errors, requests, throttle
from smoothschedule.core.api import Api, App
from smoothschedule.core.db import Base
from smoothschedule.demo.routes import blueprints as demo_blueprints
from smoothschedule.erasure.routes import blueprints as erasure_blueprints
from smoothschedule.identity import Door, login_manager
from smoothschedule.job_queue import JOB_MODULES
from smoothschedule.lending import blueprints as lending_blueprints
from smoothschedule.pages.development import development
from smoothschedule.pages.docs import docs
from smoothschedule.pages.files import files
from smoothschedule.pages.health import health
from smoothschedule.pages.internal import internal
from smoothschedule.pages.routes import pages
from smoothschedule.people.routes import blueprints as people_blueprints
from smoothschedule.portability.routes import blueprints as portability_blueprints
from smoothschedule.realtime.routes import blueprints as realtime_blueprints
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.routes import blueprints as scheduling_blueprints
from smoothschedule.tenants.routes import blueprints as tenant_blueprints
from smoothschedule.users.routes import blueprints as user_blueprints
from smoothschedule.users.sessions import LASTS, session_cookie_name
from smoothschedule.webhooks.documenting import document_messages
from smoothschedule.webhooks.routes import blueprints as webhook_blueprints

MAX_BODY_BYTES = 1_000_000
MODELS = (JOB_MODULES,)  # every module with tables is imported by now


class NoSessions(SecureCookieSessionInterface):
    """Flask's own cookie session is off: ours live in PostgreSQL and can be revoked."""

    def open_session(self, app: Flask, request: Any) -> NullSession:
        return self.make_null_session(app)

    def save_session(self, app: Flask, session: Any, response: Response) -> None:
        return None


class DatabaseForMigrations:
    """What Flask-Migrate wants to know; the engine is env.py's own."""

    metadata = Base.metadata


def create_app(settings: Settings) -> App:
    """The application for these settings; it opens no connection until it is used."""
    app = App("smoothschedule", static_folder=None)
    runtime = Runtime(settings)
    app.extensions["runtime"] = runtime
    app.config.update(_flask_settings(settings))
    app.session_interface = NoSessions()
    app.open_work = Door(runtime).open_work
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    requests.register(app, settings)
    login_manager.init_app(app)
    principal.init_app(app)
    throttle.limiter.init_app(app)
    Migrate(app, DatabaseForMigrations(), directory="migrations")
    _register_api(app)
    development_only = (development,) if settings.is_development else ()
    for blueprint in (health, docs, files, internal, *development_only, pages):
        app.register_blueprint(blueprint)
    panel.register(app)
    errors.register(app)
    app.after_request(lambda response: _session_cookie(response, settings))
    cli.register(app)
    return app


def _flask_settings(settings: Settings) -> dict[str, Any]:
    return {
        "SECRET_KEY": settings.secret_key,
        "TESTING": settings.environment == "test",
        "PROPAGATE_EXCEPTIONS": False,
        "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
        "API_TITLE": "SmoothSchedule",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.1.0",
        **throttle.configure(settings.redis_url),
    }


def _register_api(app: App) -> None:
    # flask-smorest's own error handler would answer in its own form; ours comes after it.
    api = Api(app, spec_kwargs={"info": {"description": "Scheduling and signing"}})
    app.extensions["smoothschedule.api"] = api
    _document_security(api)
    api.ma_plugin.converter.schema_name_resolver = schema_name
    document_messages(api.spec)
    groups = (
        tenant_blueprints,
        user_blueprints,
        scheduling_blueprints,
        contract_blueprints,
        activity_blueprints,
        lending_blueprints,
        people_blueprints,
        webhook_blueprints,
        erasure_blueprints,
        portability_blueprints,
        demo_blueprints,
        realtime_blueprints,
    )
    for blueprint in (blueprint for group in groups for blueprint in group):
        api.register_blueprint(blueprint)


def _document_security(api: Api) -> None:
    """How openapi.json says that callers are known."""
    schemes = api.spec.components
    schemes.security_scheme(
        "session",
        {
            "type": "apiKey",
            "in": "cookie",
            "name": "smooth_session",
            "description": "A signed-in browser; changes carry X-CSRF-Token besides.",
        },
    )
    schemes.security_scheme(
        "api_token",
        {
            "type": "http",
            "scheme": "bearer",
            "description": "An API token of the business (sst_…), within its scopes. No cookie.",
        },
    )
    api.spec.options["security"] = [{}, {"session": []}, {"api_token": []}]


def schema_name(schema: type[Schema] | Schema) -> str:
    """Names in openapi.json: the class's without its ending `Schema`."""
    kind = schema if isinstance(schema, type) else type(schema)
    return kind.__name__.removesuffix("Schema")


def _session_cookie(response: Response, settings: Settings) -> Response:
    """The new session's secret, or its end, as a host-only cookie."""
    token = g.get("new_session_token")
    if token is None or response.status_code >= 400:
        return response
    response.set_cookie(
        session_cookie_name(settings),
        token,
        max_age=int(LASTS.total_seconds()) if token else 0,
        secure=settings.uses_https,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return response
