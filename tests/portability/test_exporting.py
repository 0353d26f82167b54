"""A business takes everything with it: whole, readable, and without a secret."""

from __future__ import annotations

import hashlib
import json
import zipfile
from io import BytesIO
from typing import Any
from uuid import UUID

import psycopg

from smoothschedule.core.api import App
from smoothschedule.portability.sweeping import drop_old_exports
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.world import sent
from tests.factories import PASSWORD, Business
from tests.isolation.furnishing import ask_and_answer, listen_in
from tests.mailbox import Mailbox
from tests.web import Browser, check_problem, signed_in

HERE = "/business-exports"


def made(owner: Browser, mailbox: Mailbox) -> dict[str, Any]:
    """An export that is done."""
    answer = owner.post(HERE, {"password": PASSWORD})
    assert answer.status_code == 202, answer.get_data(as_text=True)
    mailbox.deliver()
    (found, *_) = owner.get(HERE).json["items"]
    assert found["state"] == "done", found
    document: dict[str, Any] = found
    return document


def fetched(owner: Browser, export: dict[str, Any]) -> zipfile.ZipFile:
    url = owner.post(f"{HERE}/{export['id']}/link").json["url"]
    answer = owner.client.get(url)
    assert answer.status_code == 200
    content = bytes(answer.data)
    answer.close()
    assert len(content) == export["file_bytes"]
    return zipfile.ZipFile(BytesIO(content))


def test_the_archive_holds_all_rows_and_files_with_their_sums_and_no_secret(
    app: App,
    business: Business,
    rival: Business,
    mailbox: Mailbox,
    runtime: Runtime,
    admin: psycopg.Connection,
) -> None:
    owner = signed_in(app, business)
    contract = sent(owner, business)
    ask_and_answer(owner, business)
    listen_in(owner, business)
    with fetched(owner, made(owner, mailbox)) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert (manifest["format"], manifest["format_version"]) == ("smoothschedule-export", 1)
        sums = {each["name"]: each["sha256"] for each in manifest["entries"]}
        assert set(archive.namelist()) == {*sums, "manifest.json"}
        for name, sha256 in sums.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == sha256, name
        for table, count in manifest["tables"].items():
            rows = [json.loads(line) for line in archive.read(f"tables/{table}.jsonl").splitlines()]
            assert len(rows) == count
            there = admin.execute(
                f"SELECT count(*) FROM {table} WHERE tenant_id = %s", [business.id]
            ).fetchone()
            # What the export itself wrote down came after its snapshot.
            assert there is not None
            assert count == there[0] or table == "audit_events"
        customers = archive.read("tables/customers.jsonl").decode()
        assert business.people[Role.CUSTOMER].email in customers
        assert json.loads(archive.read("business.json"))["name"] == "Aurora House"
        evidence = json.loads(archive.read(f"evidence/{contract['number']}.json"))
        assert evidence["chain"]["is_whole"] is True
        assert any(name.startswith("files/contracts/documents/") for name in sums)
        assert manifest["missing_files"] == []
        whole = "".join(
            archive.read(name).decode("latin-1") for name in sums if "files/" not in name
        )
    secrets = admin.execute(
        "SELECT password_hash FROM users WHERE password_hash IS NOT NULL"
        " UNION SELECT link_nonce FROM contract_signers WHERE link_nonce IS NOT NULL"
    ).fetchall()
    assert len(secrets) > 1
    assert not [word for (word,) in [*secrets, (rival.mark,)] if word in whole]


def test_an_export_takes_the_password_one_at_a_time_and_is_kept_for_a_week(
    app: App, business: Business, mailbox: Mailbox, runtime: Runtime, admin: psycopg.Connection
) -> None:
    owner = signed_in(app, business)
    check_problem(owner.post(HERE, {"password": "wrong"}), 401)
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    check_problem(manager.post(HERE, {"password": PASSWORD}), 403)
    assert owner.post(HERE, {"password": PASSWORD}).status_code == 202
    second = check_problem(owner.post(HERE, {"password": PASSWORD}), 409)
    assert second["type"].endswith("export-underway")
    mailbox.deliver()
    (export,) = owner.get(HERE).json["items"]
    key = f"tenants/{business.id}/exports/{export['id']}.zip"
    assert runtime.files.size(key) is not None
    assert drop_old_exports(runtime) == 0
    admin.execute("UPDATE business_exports SET expires_at = now() - interval '1 second'")
    over = check_problem(owner.post(f"{HERE}/{export['id']}/link"), 410)
    assert over["type"].endswith("export-over")
    assert drop_old_exports(runtime) == 1
    assert runtime.files.size(key) is None
    assert owner.get(HERE).json["items"][0]["state"] == "expired"


def test_an_export_that_cannot_be_made_says_so_and_lets_another_begin(
    app: App, business: Business, mailbox: Mailbox, runtime: Runtime, monkeypatch: Any
) -> None:
    owner = signed_in(app, business)

    def away(*_: object, **__: object) -> None:
        raise OSError("The disk is full.")

    with monkeypatch.context() as broken:
        broken.setattr(runtime.files, "put", away)
        assert owner.post(HERE, {"password": PASSWORD}).status_code == 202
        mailbox.deliver()
    assert owner.get(HERE).json["items"][0]["state"] == "failed"
    assert UUID(made(owner, mailbox)["id"])


def test_whoever_is_erased_is_in_no_archive_any_more(
    app: App, business: Business, mailbox: Mailbox, runtime: Runtime
) -> None:
    owner, path = signed_in(app, business), f"/customers/{business.customer_id}"
    export = made(owner, mailbox)
    body = {"because": "asked", "confirmation": business.people[Role.CUSTOMER].name}
    version = owner.get(path).json["version"]
    assert owner.post(f"{path}/erase", body, version=version).status_code == 200
    mailbox.relay.resend_lost_jobs()
    mailbox.deliver()
    assert owner.get(HERE).json["items"][0]["state"] == "expired"
    assert runtime.files.size(f"tenants/{business.id}/exports/{export['id']}.zip") is None
