"""The contracts of a demo: in every state, signed by its people as anybody signs."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from uuid import UUID

from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.seal_keys import known_certificates
from smoothschedule.core.api import App
from smoothschedule.core.db import new_id
from smoothschedule.demo.making import DemoBusiness, make
from smoothschedule.pdf.verdicts import Verdict
from smoothschedule.pdf.verification import verify
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.demo_texts import Flavour
from smoothschedule.users import passwords
from smoothschedule.users.rules import Role
from tests.factories import BASE, PASSWORD, Person
from tests.mailbox import Mailbox
from tests.web import Browser

BELLA = DemoBusiness(
    "Bella Salon", "bella", "America/New_York", "USD", "en-US", "#c2255c", Flavour.SALON
)


def test_a_demo_has_contracts_in_every_state_and_writes_to_nobody(
    app: App, runtime: Runtime, mailbox: Mailbox
) -> None:
    id, password_hash = new_id(), passwords.hash_of(PASSWORD)
    make(runtime, id, BELLA, password_hash=password_hash, expires_in=timedelta(days=1))
    assert mailbox.deliver() == []
    owner = Browser(app, f"bella.{BASE}").sign_in(
        Person(id, "owner@demo.example", Role.TENANT_OWNER, "Olivia Owner"), PASSWORD
    )
    contracts = owner.get("/contracts").json["items"]
    assert Counter(each["state"] for each in contracts) == {
        "sent": 3,
        "completed": 2,
        "draft": 2,
        **dict.fromkeys(("in_progress", "declined", "voided", "expired"), 1),
    }
    half = next(each for each in contracts if each["state"] == "in_progress")
    assert half["progress"] == {"signed": 1, "total": 2}
    for done in (each for each in contracts if each["state"] == "completed"):
        assert owner.get(f"/contracts/{done['id']}/evidence").json["chain"]["is_whole"]
        with runtime.units.tenant(id) as work:
            path = work.get(Contract, UUID(done["id"])).sealed_pdf_path
        with runtime.files.open(str(path)) as file:
            found = verify(file.read(), known_certificates(runtime.settings))
        assert found.verdict is Verdict.UNCHANGED
