"""A template that keeps a place for the sender's own signature."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from smoothschedule.contracts.models import SavedSignature
from smoothschedule.contracts.queries.saved_signatures import PURPOSE
from smoothschedule.core.api import App
from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.ciphers import Cipher
from smoothschedule.core.db import new_id
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.world import WAIVER, doc, draft, field, spot
from tests.factories import Business, Person, picture
from tests.web import Browser, check_problem, signed_in

OURS: dict[str, Any] = {
    **WAIVER,
    "fields": [
        *WAIVER["fields"],
        field("ours", "signature", None, prefill="sender.signature", is_required=True),
    ],
    "body": doc([spot(id) for id in ("agree", "name", "sign")], [spot("ours")]),
}


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def remember(runtime: Runtime, business: Business, person: Person) -> None:
    """The person asked us to remember a signature, as signing does it."""
    cipher = Cipher(runtime.settings.secret_key, PURPOSE)
    with runtime.units.tenant(business.id) as work:
        row = {"kind": "signature", "how": "drawn", "ciphertext": cipher.seal(picture())}
        work.session.add(SavedSignature(id=new_id(), user_id=person.id, **row))
        work.record(Tag.USER_CHANGED, "user", person.id)


def test_the_senders_remembered_signature_stands_there_when_it_is_sent(
    owner: Browser, business: Business, runtime: Runtime, admin: psycopg.Connection
) -> None:
    remember(runtime, business, business.owner)
    begun = draft(owner, business, OURS)
    assert "ours" not in begun["values"]
    sent = owner.post(f"/contracts/{begun['id']}/send")
    assert sent.status_code == 200, sent.get_data(as_text=True)
    image_id = sent.json["values"]["ours"]["image_id"]
    kept = admin.execute("SELECT signer_id, how, path FROM signature_images").fetchall()
    assert [(signer, how) for signer, how, _ in kept] == [(None, "remembered")]
    assert runtime.files.size(kept[0][2]) is not None
    assert image_id == str(admin.execute("SELECT id FROM signature_images").fetchall()[0][0])


def test_nobody_elses_signature_is_put_there(
    app: App, owner: Browser, business: Business, runtime: Runtime
) -> None:
    remember(runtime, business, business.owner)
    begun = draft(owner, business, OURS)
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    refused = manager.post(f"/contracts/{begun['id']}/send")
    problem = check_problem(refused, 422, "contract-not-ready")
    assert problem["errors"]["json"]["values"] == {"ours": ["“Ours” on page 1 is missing."]}


def test_without_a_remembered_signature_the_place_is_missed(
    owner: Browser, business: Business
) -> None:
    begun = draft(owner, business, OURS)
    check_problem(owner.post(f"/contracts/{begun['id']}/send"), 422, "contract-not-ready")
    assert owner.get(f"/contracts/{begun['id']}").json["state"] == "draft"
