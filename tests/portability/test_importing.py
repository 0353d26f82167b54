"""A business leaves with everything and comes back elsewhere, the same but for its secrets."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from flask.testing import FlaskCliRunner

from smoothschedule.contracts.rules.states import ASKED
from smoothschedule.core.api import App
from smoothschedule.core.db import Context
from smoothschedule.portability import importing
from smoothschedule.portability.contents import EXPORTED
from smoothschedule.portability.refusals import ArchiveRefused
from smoothschedule.runtime import Runtime
from smoothschedule.tenants.models import Tenant
from smoothschedule.tenants.settings import activate
from smoothschedule.users.rules import Role
from tests.contracts import desk
from tests.contracts.test_verifying import asked
from tests.contracts.world import link_of, sent, template
from tests.factories import BASE, Business, soon, wire
from tests.isolation.furnished import furnish
from tests.mailbox import Mailbox, link_token, text_of
from tests.portability.archives import (
    Parts,
    apart,
    brought,
    exported,
    rows_of,
    summed,
    together,
    with_rows,
)
from tests.web import Browser, check_problem, signed_in, visitor

NEW = "quite a new password"
#: Columns that say something else where the business came to.
ENDED = {
    "visits": {"ended_at", "end_reason"},
    "permission_grants": {"revoked_at"},
}


def known(parts: Parts, id: UUID, former_id: UUID) -> dict[str, Any]:
    """What the archive tells, without which business tells it."""
    business = json.loads(parts["business.json"])
    for name in ("id", "subdomain", "created_at", "version", "former_ids"):
        business.pop(name)
    told: dict[str, Any] = {"business": business}
    for table in EXPORTED:
        rows = rows_of(parts, table)
        for row in rows:
            for column in ENDED.get(table, ()):
                row.pop(column)
        told[table] = [json.loads(json.dumps(row).replace(str(id), "ID")) for row in rows]
    came = [row for row in told["audit_events"] if row["tag"] != "tenant.imported"]
    # What the audit says was written stays as it was written: it names the former business.
    told["audit_events"] = json.loads(json.dumps(came).replace(str(former_id), "ID"))
    others = {name: data for name, data in parts.items() if name.startswith(("files", "evid"))}
    return told | others


def test_a_furnished_business_comes_back_the_same_but_for_its_secrets(
    app: App,
    business: Business,
    runtime: Runtime,
    mailbox: Mailbox,
    admin: psycopg.Connection,
    tmp_path: Path,
) -> None:
    furnish(app, runtime, business)
    owner = signed_in(app, business)
    open_contract = sent(owner, business)
    mailbox.deliver()
    _empties_a_field(app, business, mailbox)
    paper = desk.sent(runtime, business, title="Terms of Aurora")
    desk.Signer(visitor(app, business), paper.tokens["client"]).sign()
    mailbox.deliver()
    archive = exported(runtime, business.id)
    came = brought(runtime, tmp_path, archive)
    again = apart(exported(runtime, came.tenant_id))
    before = known(apart(archive), business.id, business.id)
    after = known(again, came.tenant_id, business.id)
    assert after == before
    assert {table for table in EXPORTED if not before[table]} == set()
    assert None in [row["value"] for row in before["contract_values"]]
    assert json.loads(again["business.json"])["former_ids"] == [str(business.id)]

    # Its people come in by a new password, and find what they had.
    here = Business(came.tenant_id, "borealis", business.mark, dict(business.people))
    _finds_everything(app, here, mailbox)
    # What was sealed before is recognised where it came to, on the site, and where it was.
    key = str(desk.contract_of(runtime, here, paper.id).sealed_pdf_path)
    with runtime.files.open(key) as file:
        sealed = file.read()
    for browser in (visitor(app, here), visitor(app, business), Browser(app, BASE)):
        assert asked(browser, sealed)["contract"]["title"] == "Terms of Aurora"
    touched = "UPDATE contracts SET sealed_sha256 = 'ab' WHERE tenant_id = %s AND id = %s"
    admin.execute(touched, [here.id, paper.id])
    assert asked(visitor(app, here), sealed)["contract"] is None
    _links_are_new(app, business, here, open_contract, mailbox)


def _empties_a_field(app: App, business: Business, mailbox: Mailbox) -> None:
    token = link_of(mailbox, business.people[Role.CUSTOMER].email)
    signer = desk.Signer(visitor(app, business), token).agree()
    assert signer.save("name", None).status_code == 200


def _links_are_new(
    app: App, business: Business, here: Business, contract: dict[str, Any], mailbox: Mailbox
) -> None:
    """Links that were mailed before open nothing here; a new one is mailed when asked for."""
    customer = business.people[Role.CUSTOMER]
    old = link_of(mailbox, customer.email)
    assert desk.Signer(visitor(app, business), old).get().status_code == 200
    assert desk.Signer(visitor(app, here), old).get().status_code in (404, 410)
    (signer,) = [each for each in contract["signers"] if each["state"] in ASKED]
    path = f"/contracts/{contract['id']}/signers/{signer['id']}/resend"
    assert signed_in(app, here).post(path).status_code == 200
    mailbox.deliver()
    new = link_of(mailbox, customer.email)
    assert desk.Signer(visitor(app, here), new).get().status_code == 200


def _finds_everything(app: App, here: Business, mailbox: Mailbox) -> None:
    """The owner forgot the password, and then sees the bookings; the old place is untouched."""
    browser = visitor(app, here)
    check_problem(browser.post("/auth/sign-in", {"email": here.owner.email, "password": NEW}), 401)
    assert browser.post("/auth/password-reset", {"email": here.owner.email}).status_code == 202
    mailbox.deliver()
    mail = mailbox.to(here.owner.email)[-1]
    assert f"http://{here.host}" in text_of(mail)
    reset = {"token": link_token(mail), "password": NEW}
    assert browser.post("/auth/password-reset/confirm", reset).status_code in (200, 204)
    browser.sign_in(here.owner, NEW)
    days = f"?from={wire(soon(0))}&to={wire(soon(30))}"
    ours = browser.get(f"/calendar{days}").json["items"]
    assert len(ours) >= 3
    one = next(each for each in ours if each["state"] == "confirmed")
    path = f"/appointments/{one['id']}"
    version = browser.get(path).json["version"]
    assert browser.post(f"{path}/cancel", {}, version=version).status_code == 200
    # The same id elsewhere is another appointment.
    assert browser.get(path).json["state"] == "cancelled"


def test_both_live_beside_each_other_and_neither_sees_the_other(
    app: App, business: Business, runtime: Runtime, admin: psycopg.Connection, tmp_path: Path
) -> None:
    owner = signed_in(app, business)
    body = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon()),
        "customer_id": str(business.customer_id),
    }
    booked = owner.post("/appointments", body, key="one").json
    came = brought(runtime, tmp_path, exported(runtime, business.id), plan="professional")
    here = Business(came.tenant_id, "borealis", business.mark, dict(business.people))
    there = signed_in(app, here)
    path = f"/appointments/{booked['id']}"
    assert there.post(f"{path}/cancel", {}, version=1).status_code == 200
    assert owner.get(path).json["state"] == "confirmed"
    # The session of one is none at the other.
    stranger = visitor(app, here)
    assert owner.cookie is not None
    stranger.keep_cookie(owner.cookie)
    check_problem(stranger.get(path), 401)
    row = admin.execute("SELECT plan, status FROM tenants WHERE id = %s", [here.id]).fetchone()
    assert row == ("professional", "active")
    # A business that came from one that stands here goes on, and was both.
    next_one = exported(runtime, here.id)
    further = brought(runtime, tmp_path, next_one, "australis", is_trial_run=True)
    assert further.former == {business.id: business.subdomain, here.id: "borealis"}


def test_an_archive_that_does_not_fit_leaves_nothing(
    app: App,
    business: Business,
    rival: Business,
    runtime: Runtime,
    admin: psycopg.Connection,
    tmp_path: Path,
) -> None:
    sent(signed_in(app, business), business)
    whole = apart(exported(runtime, business.id))
    before = _everything(runtime, admin)
    customers, services = rows_of(whole, "customers"), rows_of(whole, "services")
    people = rows_of(whole, "users")
    lone = [{**row, "role": Role.CUSTOMER} for row in people]
    elsewhere = [{**row, "user_id": str(business.id)} for row in customers]
    changes: list[tuple[Parts, str]] = [
        (with_rows(whole, "customers", elsewhere), "refers to something that is not in"),
        (with_rows(whole, "customers", customers * 2), "may not both be there"),
        (with_rows(whole, "users", lone), "the business's owner"),
        (with_rows(whole, "users", [{**row, "email": None} for row in people]), "lacks email"),
        (
            with_rows(whole, "services", [{**row, "duration_minutes": 0} for row in services]),
            "breaks a rule",
        ),
        (
            with_rows(whole, "services", [{**row, "price_minor": "much"} for row in services]),
            "not of its column's kind",
        ),
        (_renamed_file(whole), "does not hold what its name says"),
        (_that_was(whole, rival.id), f"which is {rival.subdomain} here"),
        (_that_was(whole, "nobody"), "which business it was before"),
    ]
    for parts, why in changes:
        with pytest.raises(ArchiveRefused, match=why):
            brought(runtime, tmp_path, together(parts), "orion")
    for subdomain, why in ((business.subdomain, "another business"), ("www", "for the platform")):
        with pytest.raises(ArchiveRefused, match=why):
            brought(runtime, tmp_path, together(whole), subdomain)
    tried = brought(runtime, tmp_path, together(whole), "orion", is_trial_run=True)
    assert (tried.rows > 10, tried.broken_chains) == (True, [])
    for parts in _without_evidence(whole):
        unproven = brought(runtime, tmp_path, together(parts), "orion", is_trial_run=True)
        assert len(unproven.broken_chains) == 1
    assert _everything(runtime, admin) == before


def _renamed_file(parts: Parts) -> Parts:
    name = next(name for name in parts if name.startswith("files/contracts/documents/"))
    return summed({**parts, name: b"another document"})


def _that_was(parts: Parts, former: object) -> Parts:
    business = json.loads(parts["business.json"]) | {"former_ids": [str(former)]}
    return summed({**parts, "business.json": json.dumps(business).encode()})


def _without_evidence(parts: Parts) -> Iterator[Parts]:
    """Without any event of a contract, and as if it never had one; with what was never hashed."""
    bare = with_rows(parts, "contract_events", [])
    yield bare
    contracts = [{**row, "last_event_number": 0} for row in rows_of(parts, "contracts")]
    yield with_rows(bare, "contracts", contracts)
    events = [{**row, "details": {"x": 0.5}} for row in rows_of(parts, "contract_events")]
    yield with_rows(parts, "contract_events", events)


def _everything(runtime: Runtime, admin: psycopg.Connection) -> tuple[list[str], object]:
    rows = admin.execute("SELECT array_agg(id), (SELECT count(*) FROM users) FROM tenants")
    return list(runtime.files.all_keys()), rows.fetchone()


def test_a_deadline_comes_where_the_business_came_to_once_it_is_open(
    app: App,
    business: Business,
    runtime: Runtime,
    mailbox: Mailbox,
    admin: psycopg.Connection,
    tmp_path: Path,
) -> None:
    owner = signed_in(app, business)
    asks = {
        "template_id": template(owner)["id"],
        "policy": "cancel",
        "customer_role_key": "client",
        "deadline_hours": 24,
    }
    path = f"/services/{business.service_id}/contract"
    assert owner.call("PUT", path, asks, version=0).status_code == 200
    wish = {"starts_at": wire(soon(3)), "customer_id": str(business.customer_id)}
    booked = owner.post("/appointments", {**wish, "service_id": str(business.service_id)}).json
    mailbox.deliver()
    came = brought(runtime, tmp_path, exported(runtime, business.id), is_closed=True)
    here = Business(came.tenant_id, "borealis", business.mark, dict(business.people))
    whose = [here.id]
    admin.execute("UPDATE contracts SET deadline_at = now() WHERE tenant_id = %s", whose)

    def state_once_it_is_due() -> str:
        due = "UPDATE jobs SET due_at = now() WHERE tenant_id = %s AND state = 'queued'"
        admin.execute(due, whose)
        mailbox.relay.resend_lost_jobs()
        mailbox.deliver()
        query = "SELECT state FROM appointments WHERE tenant_id = %s AND id = %s"
        row = admin.execute(query, [here.id, booked["id"]]).fetchone()
        assert row is not None
        return str(row[0])

    assert state_once_it_is_due() == "confirmed"
    with runtime.platform_units.open(Context(platform_role=Role.SUPERUSER)) as work:
        activate(work, work.get(Tenant, here.id))
    assert state_once_it_is_due() == "cancelled"
    # Only there, and the trial goes on that it came with.
    assert owner.get(f"/appointments/{booked['id']}").json["state"] == "confirmed"
    assert signed_in(app, here).get("/tenant").json["trial_days_left"] > 1


def test_the_command_tells_what_came_and_what_is_to_be_done(
    app: App, business: Business, tmp_path: Path
) -> None:
    run = FlaskCliRunner(app)
    sent(signed_in(app, business), business)
    file = tmp_path / "aurora.zip"
    made = run.invoke(args=["tenants", "export", business.subdomain, str(file)])
    assert made.exit_code == 0, made.output
    assert made.output.startswith("export: ")
    assert file.stat().st_mode & 0o077 == 0
    wish = ["tenants", "import", str(file), "--subdomain", "borealis"]
    tried = run.invoke(args=[*wish, "--dry-run"])
    assert (tried.exit_code, "would be" in tried.output) == (0, True), tried.output
    assert f"known as {business.id} ({business.subdomain} here)" in tried.output
    with file.open("rb") as other, importing._alone(other):
        busy = run.invoke(args=wish)
    assert busy.exit_code == 75
    done = run.invoke(args=[*wish, "--closed"])
    assert done.exit_code == 0, done.output
    *tasks, last = done.output.splitlines()
    assert last.startswith("import: ")
    assert business.owner.email in tasks[0]
    assert any("1 contracts are open" in task for task in tasks)
    here = Business(business.id, "borealis", business.mark)
    check_problem(visitor(app, here).get("/public/business"), 403)
    refused = run.invoke(args=wish)
    assert refused.exit_code == 1
    assert "another business already" in refused.output
