"""Examples: the business itself, and the platform's view of businesses."""

from __future__ import annotations

from smoothschedule.core.api import PLATFORM
from smoothschedule.users.rules import Role
from tests.factories import picture, soon, wire
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
        " VALUES (gen_random_uuid(), 'Third', 'third', 'UTC')"
        " ON CONFLICT (subdomain) DO UPDATE SET version = tenants.version + 1 RETURNING id"
    ).fetchone()
    assert row is not None
    return row[0]


def get_tenant_plan(scene: Scene) -> Call:
    return Call()


def preview_time_zone(scene: Scene) -> Call:
    return Call(query={"time_zone": "Asia/Tokyo"})


def get_platform_tenant(scene: Scene) -> Call:
    return Call(path={"tenant_id": _third(scene)}, host=PLATFORM, role=Role.SUPERUSER)


def extend_trial(scene: Scene) -> Call:
    id = _third(scene)
    return Call(
        path={"tenant_id": id},
        json={"ends_at": wire(soon(20))},
        version_of=("tenants", id),
        host=PLATFORM,
        role=Role.SUPERUSER,
    )


def change_plan(scene: Scene) -> Call:
    id = _third(scene)
    return Call(
        path={"tenant_id": id},
        json={"plan": "professional"},
        version_of=("tenants", id),
        host=PLATFORM,
        role=Role.PLATFORM_MANAGER,
    )


def set_logo(scene: Scene) -> Call:
    """The stranger's own version is another: a name of ours is nowhere in this call."""
    return Call(
        body=picture(),
        content_type="image/png",
        version_of=("tenants", scene.business.id),
        refusals=(412,),
    )


def remove_logo(scene: Scene) -> Call:
    scene.show_logo()
    return Call(version_of=("tenants", scene.business.id), refusals=(412,))


def get_logo(scene: Scene) -> Call:
    logo_id = scene.show_logo().rpartition("/")[2]
    return Call(path={"logo_id": logo_id}, role=None)


def list_domains(scene: Scene) -> Call:
    scene.domain()
    return Call()


def add_domain(scene: Scene) -> Call:
    return Call(json={"host": "book.somewhere.com"})


def check_domain(scene: Scene) -> Call:
    return Call(path={"domain_id": scene.domain()})


def remove_domain(scene: Scene) -> Call:
    return Call(path={"domain_id": scene.domain()}, is_single_use=True)


def check_platform_domain(scene: Scene) -> Call:
    return Call(path={"domain_id": scene.domain()}, host=PLATFORM, role=Role.SUPERUSER)


def write_domain_records(scene: Scene) -> Call:
    return Call(
        path={"domain_id": scene.domain()},
        json={"zone_id": "Z0123ABC"},
        host=PLATFORM,
        role=Role.SUPERUSER,
    )


def create_demo(scene: Scene) -> Call:
    return Call(json={"flavour": "clinic", "days": 3}, host=PLATFORM, role=Role.PLATFORM_SALES)


def get_demo(scene: Scene) -> Call:
    return Call(path={"demo_id": _demo(scene)}, host=PLATFORM, role=Role.PLATFORM_SALES)


def extend_demo(scene: Scene) -> Call:
    id = _demo(scene)
    return Call(
        path={"demo_id": id},
        json={"days": 3},
        version_of=("tenants", id),
        host=PLATFORM,
        role=Role.PLATFORM_SALES,
    )


def throw_demo_away(scene: Scene) -> Call:
    id = _demo(scene)
    return Call(
        path={"demo_id": id},
        version_of=("tenants", id),
        host=PLATFORM,
        role=Role.PLATFORM_SALES,
        is_single_use=True,
    )


def _demo(scene: Scene):  # type: ignore[no-untyped-def]
    id = _third(scene)
    scene.admin.execute(
        "UPDATE tenants SET is_temporary = true, expires_at = now() + interval '1 day'"
        " WHERE id = %s",
        [id],
    )
    return id
