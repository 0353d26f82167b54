"""Examples: the business itself, and the platform's view of businesses."""

from __future__ import annotations

from smoothschedule.core.api import PLATFORM
from smoothschedule.users.rules import Role
from tests.isolation.scene import Call, Scene


def get_tenant(scene: Scene) -> Call:
    return Call()


def update_tenant(scene: Scene) -> Call:
    """Names no id: the stranger sends its own version and changes itself."""
    scene.admin.execute("UPDATE tenants SET version = 7")
    return Call(json={"name": "New Name"}, version_of=("tenants", scene.rival.id))


def list_platform_tenants(scene: Scene) -> Call:
    return Call(host=PLATFORM, role=Role.SUPERUSER)


def suspend_tenant(scene: Scene) -> Call:
    """Of a third business, so that ours stays open for what follows."""
    id = _third(scene)
    return Call(
        path={"tenant_id": id},
        json={"reason": "unpaid"},
        version_of=("tenants", id),
        host=PLATFORM,
        role=Role.SUPERUSER,
    )


def activate_tenant(scene: Scene) -> Call:
    id = _third(scene)
    scene.admin.execute("UPDATE tenants SET status = 'suspended' WHERE id = %s", [id])
    return Call(
        path={"tenant_id": id}, version_of=("tenants", id), host=PLATFORM, role=Role.SUPERUSER
    )


def _third(scene: Scene):  # type: ignore[no-untyped-def]
    row = scene.admin.execute(
        "INSERT INTO tenants (id, name, subdomain, time_zone)"
        " VALUES (gen_random_uuid(), 'Third', 'third', 'UTC') RETURNING id"
    ).fetchone()
    assert row is not None
    return row[0]
