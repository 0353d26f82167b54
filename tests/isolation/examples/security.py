"""Examples: second factors, changes of address, API tokens."""

from __future__ import annotations

from uuid import UUID

from smoothschedule.users import second_factor
from smoothschedule.users.models import User
from tests import authenticator
from tests.factories import PASSWORD, password_hash
from tests.isolation.scene import Call, Scene
from tests.mailbox import link_token
from tests.web import Browser

NO_FACTOR = (401, 409)


def get_second_factor(scene: Scene) -> Call:
    return Call()


def start_second_factor(scene: Scene) -> Call:
    return Call(json={"current_password": PASSWORD})


def confirm_second_factor(scene: Scene) -> Call:
    app = authenticator.start_second_factor(scene.owner())
    return Call(json={"code": app.code()}, refusals=NO_FACTOR)


def renew_recovery_codes(scene: Scene) -> Call:
    return _by_recovery_code(scene)


def disable_second_factor(scene: Scene) -> Call:
    return _by_recovery_code(scene)


def _by_recovery_code(scene: Scene) -> Call:
    app = _factor_of(scene.owner())
    body = {"current_password": PASSWORD, "code": app.recovery_codes[0]}
    return Call(json=body, refusals=NO_FACTOR, is_single_use=True)


def _factor_of(browser: Browser) -> authenticator.Authenticator:
    """A second factor that is on; the one that an earlier call left on is set up anew."""
    if browser.get("/auth/second-factor").json["is_on"]:
        runtime = browser.client.application.extensions["runtime"]
        me = browser.get("/me").json
        with runtime.units.tenant(UUID(me["tenant"]["id"])) as work:
            second_factor.remove(work, work.get(User, UUID(me["user"]["id"])))
    return authenticator.enable_second_factor(browser)


def get_my_email_change(scene: Scene) -> Call:
    return Call()


def ask_email_change(scene: Scene) -> Call:
    return Call(json={"current_password": PASSWORD, "email": "fresh@example.com"})


def cancel_email_change(scene: Scene) -> Call:
    _asked(scene)
    return Call(is_single_use=True)


def look_at_email_link(scene: Scene) -> Call:
    return Call(json={"token": _asked(scene)}, role=None, refusals=(410,))


def confirm_email_link(scene: Scene) -> Call:
    return Call(json={"token": _asked(scene)}, role=None, refusals=(410,), is_single_use=True)


def stop_email_link(scene: Scene) -> Call:
    return Call(json={"token": _asked(scene)}, role=None, refusals=(410,), is_single_use=True)


def undo_email_link(scene: Scene) -> Call:
    owner, browser = scene.business.owner, scene.visitor()
    token = _asked(scene)
    mails = scene.mailbox.mails()[-2:]
    for mail in mails:
        answer = browser.post("/auth/email-links/confirm", {"token": link_token(mail)})
        assert answer.status_code == 200, answer.get_data(as_text=True)
    told = [m for m in scene.mailbox.deliver() if m["To"] == owner.email][-1]
    assert link_token(told) != token
    # Undone, the owner has no password any more: the next call asks with it again.
    scene.admin.execute("UPDATE users SET password_hash = %s", [password_hash()])
    body = {"token": link_token(told)}
    return Call(json=body, role=None, refusals=(410,), is_single_use=True)


def _asked(scene: Scene) -> str:
    """The secret of the link to the present address of our owner."""
    scene.admin.execute("UPDATE users SET password_hash = %s", [password_hash()])
    body = {"current_password": PASSWORD, "email": "fresh@example.com"}
    assert scene.owner().post("/auth/email-change", body).status_code == 202
    mails = scene.mailbox.deliver()
    return link_token([mail for mail in mails if mail["To"] == scene.business.owner.email][-1])


def list_api_tokens(scene: Scene) -> Call:
    return Call()


def make_api_token(scene: Scene) -> Call:
    return Call(json={"name": "Script", "scopes": ["view_setup"], "expires_in_days": 30})


def revoke_api_token(scene: Scene) -> Call:
    body = {"name": "Script", "scopes": ["view_setup"], "expires_in_days": 30}
    made = scene.owner().post("/api-tokens", body)
    return Call(path={"token_id": made.json["id"]}, is_single_use=True)
