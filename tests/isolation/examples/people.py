"""Examples: people of the business, invitations, rights, and the platform's own accounts."""

from __future__ import annotations

from uuid import UUID

from smoothschedule.core.api import PLATFORM
from smoothschedule.users.rules import Role
from tests.factories import make_platform_person
from tests.isolation.scene import Call, Scene
from tests.mailbox import link_token


def list_users(scene: Scene) -> Call:
    return Call()


def change_role(scene: Scene) -> Call:
    id = scene.business.people[Role.TENANT_STAFF].id
    body = {"role": Role.TENANT_MANAGER}
    return Call(path={"user_id": id}, json=body, version_of=("users", id))


def set_calendar(scene: Scene) -> Call:
    id = scene.business.people[Role.TENANT_STAFF].id
    body = {"resource_id": str(scene.business.staff_id)}
    return Call(path={"user_id": id}, json=body, version_of=("users", id))


def deactivate_user(scene: Scene) -> Call:
    id = scene.business.people[Role.TENANT_STAFF].id
    return Call(path={"user_id": id}, version_of=("users", id))


def reactivate_user(scene: Scene) -> Call:
    id = scene.business.people[Role.CUSTOMER].id
    scene.admin.execute("UPDATE users SET is_active = false WHERE id = %s", [id])
    return Call(path={"user_id": id}, version_of=("users", id))


def transfer_ownership(scene: Scene) -> Call:
    """A stranger names their own business, so that only the heir is wrong."""
    scene.admin.execute("UPDATE tenants SET name = 'House'")
    heir = scene.business.people[Role.TENANT_MANAGER].id
    return Call(json={"user_id": str(heir), "business_name": "House"})


def list_invitations(scene: Scene) -> Call:
    return Call()


def invite(scene: Scene) -> Call:
    body = {
        "email": "new@people.example",
        "name": "Nell New",
        "role": Role.TENANT_STAFF,
        "location_id": str(scene.business.location_id),
    }
    return Call(json=body)


def resend_invitation(scene: Scene) -> Call:
    return Call(path={"invitation_id": _invitation(scene)})


def revoke_invitation(scene: Scene) -> Call:
    return Call(path={"invitation_id": _invitation(scene)}, is_single_use=True)


def register(scene: Scene) -> Call:
    """An address that has an account here, which nobody can tell."""
    email = scene.business.people[Role.CUSTOMER].email
    return Call(json={"email": email, "name": "Ann"}, role=None)


def open_invitation(scene: Scene) -> Call:
    return Call(json={"token": _token(scene)}, role=None, refusals=(410,))


def accept_invitation(scene: Scene) -> Call:
    body = {"token": _token(scene), "name": "Nell New", "password": "a better staple battery"}
    return Call(json=body, role=None, refusals=(410,), is_single_use=True)


def get_rights(scene: Scene) -> Call:
    return Call()


def set_rights(scene: Scene) -> Call:
    """Names no id: the stranger sends its own version and changes itself."""
    scene.admin.execute("UPDATE tenants SET version = 7")
    body = {"opened": {"TENANT_STAFF": ["view_team"]}, "customers_may_register": False}
    return Call(json=body, version_of=("tenants", scene.rival.id))


def list_platform_staff(scene: Scene) -> Call:
    return Call(host=PLATFORM, role=Role.SUPERUSER)


def create_platform_account(scene: Scene) -> Call:
    body = {"email": "new@platform.example", "name": "New", "role": Role.PLATFORM_SALES}
    return Call(json=body, host=PLATFORM, role=Role.SUPERUSER)


def change_platform_role(scene: Scene) -> Call:
    id = make_platform_person(scene.runtime, Role.PLATFORM_SALES).id
    return Call(
        path={"user_id": id},
        json={"role": Role.PLATFORM_SUPPORT},
        version_of=("platform_users", id),
        host=PLATFORM,
        role=Role.SUPERUSER,
    )


def deactivate_platform_account(scene: Scene) -> Call:
    id = make_platform_person(scene.runtime, Role.PLATFORM_SALES).id
    return Call(
        path={"user_id": id},
        version_of=("platform_users", id),
        host=PLATFORM,
        role=Role.SUPERUSER,
    )


def reactivate_platform_account(scene: Scene) -> Call:
    id = make_platform_person(scene.runtime, Role.PLATFORM_SALES).id
    scene.admin.execute("UPDATE platform_users SET is_active = false WHERE id = %s", [id])
    return Call(
        path={"user_id": id},
        version_of=("platform_users", id),
        host=PLATFORM,
        role=Role.SUPERUSER,
    )


def _invitation(scene: Scene) -> UUID:
    taken = scene.admin.execute("SELECT count(*) FROM invitations").fetchone()
    assert taken is not None
    body = {"email": f"n{taken[0]}@people.example", "name": "Nell", "role": Role.CUSTOMER}
    answer = scene.owner().post("/invitations", body)
    assert answer.status_code == 201, answer.get_data(as_text=True)
    return UUID(answer.json["id"])


def _token(scene: Scene) -> str:
    _invitation(scene)
    return link_token(scene.mailbox.deliver()[-1])
