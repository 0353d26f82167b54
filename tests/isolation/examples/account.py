"""Examples: one's own account, sign-up and the team."""

from __future__ import annotations

from smoothschedule.core.api import SITE
from smoothschedule.users.rules import Role
from tests.factories import PASSWORD
from tests.isolation.scene import Call, Scene
from tests.mailbox import link_token
from tests.web import Browser


def sign_in(scene: Scene) -> Call:
    body = {"email": scene.business.owner.email, "password": PASSWORD}
    return Call(json=body, role=None, refusals=(401,))


def sign_out(scene: Scene) -> Call:
    return Call()


def get_me(scene: Scene) -> Call:
    return Call()


def list_sessions(scene: Scene) -> Call:
    return Call()


def update_me(scene: Scene) -> Call:
    owner = scene.business.owner
    return Call(json={"name": "New Name"}, version_of=("users", owner.id), refusals=(412,))


def end_other_sessions(scene: Scene) -> Call:
    return Call()


def check_password(scene: Scene) -> Call:
    return Call(json={"password": "a better staple battery"}, role=None)


def change_password(scene: Scene) -> Call:
    """The stranger's own password is the same one: it changes its own."""
    return Call(json={"current_password": PASSWORD, "password": "a better staple battery"})


def revoke_session(scene: Scene) -> Call:
    items = scene.owner().get("/auth/sessions").json["items"]
    return Call(path={"session_id": items[0]["id"]}, is_single_use=True)


def request_password_reset(scene: Scene) -> Call:
    return Call(json={"email": scene.business.owner.email}, role=None)


def confirm_password_reset(scene: Scene) -> Call:
    person = scene.business.people[Role.TENANT_STAFF]
    asked = scene.visitor().post("/auth/password-reset", {"email": person.email})
    assert asked.status_code == 202
    token = link_token(scene.mailbox.deliver()[-1])
    body = {"token": token, "password": "a better staple battery"}
    return Call(json=body, role=None, refusals=(410,), is_single_use=True)


def redeem_handover(scene: Scene) -> Call:
    """The one hand-over secret is of a business of its own, made for this call."""
    taken = scene.admin.execute("SELECT count(*) FROM tenants").fetchone()
    assert taken is not None
    subdomain = f"nova{taken[0]}"
    body = {
        "business_name": "Nova",
        "subdomain": subdomain,
        "time_zone": "UTC",
        "name": "Nora",
        "email": "nora@example.com",
        "password": PASSWORD,
    }
    url = Browser(scene.app, "smoothschedule.localhost").post("/sign-ups", body).json["url"]
    scene.business.subdomain, scene.business.mark = subdomain, "nova"
    row = scene.admin.execute("SELECT id FROM tenants WHERE subdomain = %s", [subdomain])
    scene.business.id = (row.fetchone() or [None])[0]
    token = url.partition("token=")[2]
    return Call(json={"token": token}, role=None, refusals=(410,), is_single_use=True)


def sign_up(scene: Scene) -> Call:
    body = {
        "business_name": "Nova",
        "subdomain": "nova",
        "time_zone": "UTC",
        "name": "Nora",
        "email": "nora@example.com",
        "password": PASSWORD,
    }
    return Call(json=body, role=None, host=SITE)


def check_subdomain(scene: Scene) -> Call:
    return Call(query={"value": "nova"}, role=None, host=SITE)
