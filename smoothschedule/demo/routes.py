"""HTTP of demo businesses, for those of the platform who may make them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from smoothschedule.core.api import PLATFORM, Blueprint, current_settings, current_work
from smoothschedule.core.etags import require_match, tagged
from smoothschedule.demo import orders
from smoothschedule.demo.schemas import DemoExtensionSchema, DemoSchema, NewDemoSchema
from smoothschedule.scheduling.demo_texts import Flavour
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.routes.platform import platform_document
from smoothschedule.tenants.schemas.platform import PlatformTenantSchema

demos = Blueprint(
    "demos",
    __name__,
    url_prefix="/api/v1/platform/demos",
    description="Demo businesses",
    hosts=frozenset({PLATFORM}),
)
blueprints = [demos]


@demos.endpoint("POST", "", "createDemo")
@demos.requires("make_demos")
@demos.arguments(NewDemoSchema)
@demos.response(202, DemoSchema)
def create_demo(body: dict[str, Any]) -> dict[str, Any]:
    """Order a demo business; it is ready in seconds."""
    demo_id = orders.order(current_work(), flavour=Flavour(body["flavour"]), days=body["days"])
    return _document(demo_id, orders.DemoState.WAITING, None)


@demos.endpoint("GET", "/<uuid:demo_id>", "getDemo")
@demos.requires("make_demos")
@demos.response(200, DemoSchema)
def get_demo(demo_id: UUID) -> dict[str, Any]:
    """How far the demo is, and its log-ins once it is ready."""
    return _document(demo_id, *orders.progress(current_work(), demo_id))


@demos.endpoint("POST", "/<uuid:demo_id>/extend", "extendDemo")
@demos.requires("make_demos")
@demos.matches
@demos.arguments(DemoExtensionSchema)
@demos.response(200, PlatformTenantSchema)
def extend_demo(body: dict[str, Any], demo_id: UUID) -> dict[str, Any]:
    """Let the demo live for so many days from now."""
    work = current_work()
    found = require_match(work.get(Tenant, demo_id))
    return platform_document(tagged(orders.extend(work, found, **body)))


@demos.endpoint("DELETE", "/<uuid:demo_id>", "throwDemoAway")
@demos.requires("make_demos")
@demos.matches
@demos.response(204)
def throw_demo_away(demo_id: UUID) -> None:
    """Close the demo to everybody and erase it; this cannot be taken back."""
    work = current_work()
    orders.throw_away(work, require_match(work.get(Tenant, demo_id)))


def _document(demo_id: UUID, state: orders.DemoState, demo: Tenant | None) -> dict[str, Any]:
    settings = current_settings()
    if demo is None:
        nothing = dict.fromkeys(("name", "url", "expires_at", "password"))
        return {"id": demo_id, "state": state, "accounts": [], **nothing}
    return {
        "id": demo_id,
        "state": state,
        "name": demo.name,
        "url": settings.url_of(settings.subdomain_host(demo.subdomain)),
        "expires_at": demo.expires_at,
        **orders.log_ins(demo, settings),
    }
