"""The file of a template: uploaded, prepared or refused, and what its form offers."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pikepdf
import psycopg
import pytest

from smoothschedule.contracts.jobs.preflight import check_template
from smoothschedule.contracts.models import ContractTemplate
from smoothschedule.contracts.operations.uploads import PASSWORD_PURPOSE, ask_check
from smoothschedule.core.api import App
from smoothschedule.core.ciphers import Cipher
from smoothschedule.core.unit_of_work import Actor
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.world import (
    EMPTY_PDF,
    WAIVER,
    client,
    field,
    pdf,
    placed,
    template,
    uploaded,
)
from tests.factories import Business
from tests.mailbox import Mailbox
from tests.pdf.files import saved, with_form
from tests.uploading import link, send
from tests.web import Browser, check_problem, signed_in

LOCKED = saved(pdf(), encryption=pikepdf.Encryption(owner="boss", user="open sesame", R=6))
SIGNATURE = placed(field("sign", "signature", is_required=True))


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def test_a_pdf_goes_straight_to_the_store_and_becomes_the_template(
    owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    made = template(owner, EMPTY_PDF)
    path = f"/contract-templates/{made['id']}"
    upload_id = send(owner, path, pdf(), name="terms.pdf")
    asked = owner.post(f"{path}/check", {"upload_id": upload_id})
    assert asked.status_code == 202
    assert asked.json["preflight"]["state"] == "checking"
    mailbox.deliver()
    ready = owner.get(path).json
    assert ready["preflight"] == {
        "state": "ready",
        "progress": 100,
        "file_name": "terms.pdf",
        "code": None,
        "sentence": None,
    }
    assert ready["has_document"]
    assert ready["frames"] == [{"width_pt": 595.0, "height_pt": 842.0}] * 2
    changed = owner.patch(path, {"fields": [SIGNATURE]}, version=ready["version"]).json
    assert changed["is_ready"], changed["gaps"]
    assert owner.get(f"{path}/document").json["url"]
    contract = owner.post(
        "/contracts", {"template_id": made["id"], "signers": [client(business)]}
    ).json
    sent = owner.post(f"/contracts/{contract['id']}/send").json
    assert (sent["state"], sent["frames"]) == ("sent", ready["frames"])
    assert sent["fields"][0]["x"] == SIGNATURE["x"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"not a pdf at all", "pdf_malformed"),
        (pdf()[:400], "pdf_malformed"),
        (LOCKED, "pdf_password_required"),
    ],
)
def test_a_file_that_cannot_be_signed_is_refused_with_what_to_do(
    owner: Browser, mailbox: Mailbox, data: bytes, code: str
) -> None:
    made = uploaded(owner, mailbox, data)
    assert made["preflight"]["state"] == "refused"
    assert made["preflight"]["code"] == code
    assert made["preflight"]["sentence"].endswith(".")
    assert not made["has_document"]


def test_a_locked_file_opens_with_its_password_which_is_not_kept(
    owner: Browser, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    made = uploaded(owner, mailbox, LOCKED, password="open sesame")
    assert made["preflight"]["state"] == "ready"
    rows = admin.execute(
        "SELECT row_to_json(t)::text FROM contract_templates t"
        " UNION ALL SELECT row_to_json(j)::text FROM jobs j"
        " UNION ALL SELECT row_to_json(a)::text FROM audit_events a"
    ).fetchall()
    assert not [row for (row,) in rows if "sesame" in row]
    assert admin.execute("SELECT upload_password FROM contract_templates").fetchall() == [(None,)]


def test_the_former_file_stays_while_a_new_one_is_refused(owner: Browser, mailbox: Mailbox) -> None:
    made = uploaded(owner, mailbox)
    path = f"/contract-templates/{made['id']}"
    upload_id = send(owner, path, b"damaged")
    assert owner.post(f"{path}/check", {"upload_id": upload_id}).status_code == 202
    mailbox.deliver()
    after = owner.get(path).json
    assert after["preflight"]["state"] == "refused"
    assert (after["has_document"], after["frames"]) == (True, made["frames"])


def test_fields_of_pages_that_are_gone_move_to_the_last(owner: Browser, mailbox: Mailbox) -> None:
    made = uploaded(owner, mailbox, pdf(3))
    path = f"/contract-templates/{made['id']}"
    fields = [{**SIGNATURE, "page": 2}]
    assert owner.patch(path, {"fields": fields}, version=made["version"]).status_code == 200
    owner.post(f"{path}/check", {"upload_id": send(owner, path, pdf(1))})
    mailbox.deliver()
    after = owner.get(path).json
    assert (len(after["frames"]), after["fields"][0]["page"]) == (1, 0)
    assert (
        owner.patch(path, {"fields": after["fields"]}, version=after["version"]).status_code == 200
    )


def test_checking_twice_changes_nothing_more(
    owner: Browser, business: Business, mailbox: Mailbox, runtime: Runtime
) -> None:
    path = f"/contract-templates/{template(owner, EMPTY_PDF)['id']}"
    upload_id = send(owner, path, pdf())
    asked = [owner.post(f"{path}/check", {"upload_id": upload_id}) for _ in range(2)]
    assert asked[0].json == asked[1].json
    mailbox.deliver()
    ready = owner.get(path).json
    assert owner.post(f"{path}/check", {"upload_id": upload_id}).json == ready
    check_template(runtime, business.id, template_id=ready["id"])
    assert owner.get(path).json == ready


def test_asking_twice_at_once_is_one_check_and_one_answer(
    owner: Browser, business: Business, runtime: Runtime
) -> None:
    path = f"/contract-templates/{template(owner, EMPTY_PDF)['id']}"
    upload_id = send(owner, path, pdf())
    person = Actor(user_id=business.people[Role.TENANT_OWNER].id)
    with runtime.units.tenant(business.id, actor=person) as work:
        found = work.get(ContractTemplate, UUID(path.rpartition("/")[2]))
        # Meanwhile the same comes to its end elsewhere.
        first = owner.post(f"{path}/check", {"upload_id": upload_id})
        asked = ask_check(
            work,
            found,
            upload_id=UUID(upload_id),
            password=None,
            files=runtime.files,
            cipher=Cipher(runtime.settings.secret_key, PASSWORD_PURPOSE),
        )
        work.session.flush()
        assert (asked.preflight_state, asked.version) == ("checking", int(first.get_etag()[0]))


def test_what_was_not_uploaded_cannot_be_checked(owner: Browser) -> None:
    path = f"/contract-templates/{template(owner, EMPTY_PDF)['id']}"
    check_problem(owner.post(f"{path}/check", {"upload_id": str(uuid4())}), 404, "not-found")
    begun = link(owner, path, 1000)
    early = owner.post(f"{path}/check", {"upload_id": begun["upload_id"]})
    check_problem(early, 409, "nothing-uploaded")
    large = {"file_name": "a.pdf", "size_bytes": 50_000_001}
    check_problem(owner.post(f"{path}/upload-link", large), 413, "too-large")
    written = f"/contract-templates/{template(owner, WAIVER)['id']}"
    wish = {"file_name": "a.pdf", "size_bytes": 10}
    check_problem(owner.post(f"{written}/upload-link", wish), 409, "wrong-kind")
    check_problem(owner.get(f"{path}/document"), 404, "not-found")


def test_an_upload_is_of_its_person_its_template_and_its_business(
    app: App, owner: Browser, business: Business, rival: Business
) -> None:
    path = f"/contract-templates/{template(owner, EMPTY_PDF)['id']}"
    upload_id = send(owner, path, pdf())
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    another = f"/contract-templates/{template(owner, EMPTY_PDF)['id']}"
    stranger = signed_in(app, rival)
    theirs = f"/contract-templates/{template(stranger, EMPTY_PDF)['id']}"
    for browser, at in ((manager, path), (owner, another), (stranger, theirs)):
        check_problem(browser.post(f"{at}/check", {"upload_id": upload_id}), 404, "not-found")
    check_problem(owner.post("/customer-imports", {"upload_id": upload_id}), 404, "not-found")
    assert owner.post(f"{path}/check", {"upload_id": upload_id}).status_code == 202


def offered_by(owner: Browser, mailbox: Mailbox, data: bytes) -> Any:
    made = uploaded(owner, mailbox, data)
    assert made["preflight"]["state"] == "ready", made["preflight"]
    return owner.get(f"/contract-templates/{made['id']}/form-fields").json["items"]


def test_the_fields_of_a_form_are_offered_where_they_stand(
    owner: Browser, mailbox: Mailbox
) -> None:
    text = b"/FT /Tx /T (city) /TU (City) /Ff 2 /DA (/F1 20 Tf 0 g)"
    (found,) = offered_by(owner, mailbox, with_form(text))
    assert (found["type"], found["label"], found["is_required"]) == ("text", "City", True)
    assert found["role"] is None
    frame = {"w": 200 / 595, "h": 40 / 842, "x": 100 / 595, "y": 1 - 640 / 842}
    for side, expected in frame.items():
        assert found[side] == pytest.approx(expected, abs=0.002), side


def test_files_of_contracts_count_as_stored(
    owner: Browser, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    made = uploaded(owner, mailbox)
    admin.execute("UPDATE tenants SET plan = 'free', status = 'active'")
    path = f"/contract-templates/{made['id']}/upload-link"
    wish = {"file_name": "a.pdf", "size_bytes": 49_000_000}
    assert owner.post(path, wish).status_code == 200
    admin.execute("UPDATE contract_templates SET pdf_bytes = 60000000")
    problem = check_problem(owner.post(path, wish), 409, "quota-reached")
    assert problem["limit"] == "storage_bytes"
