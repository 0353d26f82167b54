"""Examples: private calendar addresses, calendars kept elsewhere, daily mails and mail texts."""

from __future__ import annotations

from smoothschedule.users.rules import Role
from tests.isolation.scene import Call, Scene
from tests.web import Browser, signed_in

TEXT = {"subject": "See you, {{customer_name}}", "body": "{{details}}"}


def list_calendar_feeds(scene: Scene) -> Call:
    scene.feed(scene.owner(), _feeds(scene))
    return Call(path={"resource_id": scene.business.staff_id})


def make_calendar_feed(scene: Scene) -> Call:
    return Call(path={"resource_id": scene.business.staff_id})


def revoke_calendar_feed(scene: Scene) -> Call:
    id, _ = scene.feed(scene.owner(), _feeds(scene))
    return Call(path={"feed_id": id}, is_single_use=True)


def list_my_calendar_feeds(scene: Scene) -> Call:
    scene.feed(_customer(scene), "/my/feeds")
    return Call(role=Role.CUSTOMER)


def make_my_calendar_feed(scene: Scene) -> Call:
    return Call(role=Role.CUSTOMER)


def read_calendar_feed(scene: Scene) -> Call:
    scene.appointment()
    _, token = scene.feed(scene.owner(), _feeds(scene))
    return Call(path={"token": token}, role=None)


def list_busy_sources(scene: Scene) -> Call:
    scene.busy_source()
    return Call(path={"resource_id": scene.business.staff_id})


def add_busy_source(scene: Scene) -> Call:
    body = {"name": "Private", "url": "https://calendars.invalid/a.ics"}
    return Call(path={"resource_id": scene.business.staff_id}, json=body)


def read_busy_source(scene: Scene) -> Call:
    return Call(path={"source_id": scene.busy_source()})


def remove_busy_source(scene: Scene) -> Call:
    return Call(path={"source_id": scene.busy_source()}, is_single_use=True)


def get_agenda(scene: Scene) -> Call:
    return Call(role=Role.TENANT_STAFF)


def set_agenda(scene: Scene) -> Call:
    return Call(json={"hour": 7}, role=Role.TENANT_STAFF)


def list_mail_texts(scene: Scene) -> Call:
    _word(scene)
    return Call()


def set_mail_text(scene: Scene) -> Call:
    _word(scene)
    id = _text_id(scene)
    return Call(path={"kind": "change"}, json=TEXT, version_of=("mail_texts", id), refusals=(412,))


def reset_mail_text(scene: Scene) -> Call:
    _word(scene)
    id = _text_id(scene)
    return Call(
        path={"kind": "change"},
        version_of=("mail_texts", id),
        refusals=(412,),
        is_single_use=True,
    )


def preview_mail_text(scene: Scene) -> Call:
    return Call(path={"kind": "change"}, json=TEXT)


def _feeds(scene: Scene) -> str:
    return f"/resources/{scene.business.staff_id}/feeds"


def _customer(scene: Scene) -> Browser:
    return signed_in(scene.app, scene.business, scene.business.people[Role.CUSTOMER])


def _word(scene: Scene) -> None:
    """We have worded the mail about changes, once."""
    answer = scene.owner().call("PUT", "/mail-texts/change", TEXT, version=0)
    assert answer.status_code in (200, 412), answer.get_data(as_text=True)


def _text_id(scene: Scene) -> object:
    row = scene.admin.execute("SELECT id FROM mail_texts").fetchone()
    assert row is not None
    return row[0]
