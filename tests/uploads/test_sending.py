"""A file's way straight into the store: on disk and in a bucket, whole, one's own, and clean."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from benchmarks.paper import box, to_sign
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.storage.port import Storage
from smoothschedule.uploads import operations
from smoothschedule.uploads.operations import MOST_UNTAKEN
from smoothschedule.uploads.sweeping import sweep_uploads
from smoothschedule.users.rules import Role
from tests.bucket import bucket_server, bucket_storage
from tests.clamd import EICAR, FakeClamd, serving_clamd
from tests.contracts.desk import Signer, sent, sent_file
from tests.contracts.world import EMPTY_PDF, pdf, template
from tests.factories import Business, picture
from tests.mailbox import Mailbox
from tests.uploading import link, put, send
from tests.web import Browser, check_problem, signed_in, visitor

PATH = "/customer-imports"
CSV = b"Name,E-mail\nAnn,ann@people.example\n"


@pytest.fixture(scope="module")
def bucket() -> Iterator[Storage]:
    with bucket_server() as address:
        yield bucket_storage(address)


@pytest.fixture(params=["disk", "bucket"])
def store(
    request: pytest.FixtureRequest, runtime: Runtime, monkeypatch: pytest.MonkeyPatch
) -> Storage:
    """Where the application keeps files: either store, and everything after is the same."""
    if request.param == "bucket":
        monkeypatch.setitem(runtime.__dict__, "files", request.getfixturevalue("bucket"))
    return runtime.files


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


@pytest.fixture
def clamd(runtime: Runtime, monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeClamd]:
    """The application asks this scanner."""
    with serving_clamd() as server:
        monkeypatch.setitem(runtime.__dict__, "scanner", server.scanner)
        yield server


def taken(browser: Browser, upload_id: str) -> Any:
    return browser.post(PATH, {"upload_id": upload_id})


def security_log(runtime: Runtime) -> list[str]:
    log = Path(runtime.settings.log_folder) / "security.log"
    return log.read_text().splitlines() if log.exists() else []


def key_of(found: dict[str, Any]) -> str:
    return f"unfinished/{urlsplit(found['url']).path.partition('/unfinished/')[2]}"


def test_a_file_goes_into_either_store_and_is_taken_over_from_there(
    owner: Browser, business: Business, store: Storage
) -> None:
    found = link(owner, PATH, len(CSV), name="people.csv")
    assert f"/unfinished/{business.id}/" in found["url"]
    check_problem(taken(owner, found["upload_id"]), 409, "nothing-uploaded")
    assert put(owner, found, CSV) in (200, 204)
    answer = taken(owner, found["upload_id"])
    assert (answer.status_code, answer.json["total_rows"]) == (201, 1)
    assert answer.json["file_name"] == "people.csv"
    with store.open(f"tenants/{business.id}/imports/{answer.json['id']}.csv") as kept:
        assert kept.read() == CSV
    assert store.size(key_of(found)) is None  # a list of people lies in one place
    again = taken(owner, found["upload_id"])
    assert (again.status_code, again.json["id"]) == (201, answer.json["id"])


def test_what_arrived_otherwise_is_refused_and_deleted(
    owner: Browser, business: Business, store: Storage
) -> None:
    """A store that checks no length lets the file in; the application looks for itself."""
    found = link(owner, PATH, len(CSV))
    if put(owner, found, CSV + b"Bob,\n") == 200:
        check_problem(taken(owner, found["upload_id"]), 409, "upload-differs")
    assert store.size(key_of(found)) is None
    check_problem(taken(owner, found["upload_id"]), 409, "nothing-uploaded")


def test_an_upload_is_its_own_persons_alone(
    app: App, business: Business, rival: Business, owner: Browser
) -> None:
    upload_id = send(owner, PATH, CSV)
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    for other in (manager, signed_in(app, rival)):
        check_problem(taken(other, upload_id), 404, "not-found")
    assert taken(owner, upload_id).status_code == 201


def test_nobody_fills_the_store_with_unfinished_uploads(
    owner: Browser, business: Business, runtime: Runtime
) -> None:
    for _ in range(MOST_UNTAKEN):
        last = link(owner, PATH, 10)
    wish = {"file_name": "x", "size_bytes": 10}
    told = security_log(runtime)
    refused = owner.post(f"{PATH}/upload-link", wish)
    check_problem(refused, 429, "too-many-attempts")
    assert 7000 < int(refused.headers["Retry-After"]) <= 7200
    assert security_log(runtime) == told
    assert put(owner, last, CSV[:10]) == 204
    assert taken(owner, last["upload_id"]).status_code == 422  # no table; one more is still none
    for size in (0, -1, "10", 2.5):
        wish = {"file_name": "x", "size_bytes": size}
        check_problem(owner.post(f"{PATH}/upload-link", wish), 422)


def test_a_business_has_no_more_in_the_store_than_fits_taken_over_or_not(
    app: App, owner: Browser, business: Business, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(operations, "MOST_LYING_BYTES", 2 * len(pdf()))
    path = f"/contract-templates/{template(owner, EMPTY_PDF)['id']}"
    for _ in range(2):
        upload_id = send(owner, path, pdf())
        assert owner.post(f"{path}/check", {"upload_id": upload_id}).status_code == 202
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    refused = manager.post(f"{path}/upload-link", {"file_name": "x", "size_bytes": 1})
    check_problem(refused, 429, "too-many-attempts")
    assert int(refused.headers["Retry-After"]) > 80_000


def test_what_nobody_takes_over_is_swept(
    owner: Browser, business: Business, store: Storage, runtime: Runtime, admin: psycopg.Connection
) -> None:
    found = link(owner, PATH, len(CSV))
    put(owner, found, CSV)
    assert sweep_uploads(runtime) == 0
    admin.execute("UPDATE uploads SET drop_at = now()")
    assert sweep_uploads(runtime) == 1
    assert store.size(key_of(found)) is None
    check_problem(taken(owner, found["upload_id"]), 404, "not-found")
    assert sweep_uploads(runtime) == 0


def test_what_the_scanner_finds_is_refused_deleted_and_on_record(
    owner: Browser, business: Business, store: Storage, runtime: Runtime, clamd: FakeClamd
) -> None:
    before = len(security_log(runtime))
    data = CSV + EICAR + b"\n"
    found = link(owner, PATH, len(data))
    put(owner, found, data)
    check_problem(taken(owner, found["upload_id"]), 422, "file-infected")
    assert clamd.seen == [data]
    assert store.size(key_of(found)) is None
    lines = [line for line in security_log(runtime)[before:] if "UPLOAD_INFECTED" in line]
    (told,) = map(json.loads, lines)
    assert (told["finding"], told["tenant_id"]) == ("Eicar-Signature", str(business.id))
    clean = send(owner, PATH, CSV)
    assert taken(owner, clean).status_code == 201


def test_a_pdf_is_scanned_by_its_job_and_tried_again_when_the_scanner_is_back(
    owner: Browser, business: Business, mailbox: Mailbox, clamd: FakeClamd
) -> None:
    path = f"/contract-templates/{template(owner, EMPTY_PDF)['id']}"

    def checked(upload_id: str) -> dict[str, Any]:
        assert owner.post(f"{path}/check", {"upload_id": upload_id}).status_code == 202
        mailbox.deliver()
        stands: dict[str, Any] = owner.get(path).json["preflight"]
        return stands

    infected = send(owner, path, pdf() + EICAR)
    assert checked(infected)["code"] == "pdf_infected"
    check_problem(owner.post(f"{path}/check", {"upload_id": infected}), 409, "nothing-uploaded")
    upload_id = send(owner, path, pdf())
    clamd.answer = b"ERROR\0"
    away = checked(upload_id)
    assert (away["state"], away["code"]) == ("refused", "pdf_not_scanned")
    clamd.answer = None
    assert checked(upload_id)["state"] == "ready"


def test_every_other_file_is_scanned_before_it_is_kept(
    app: App, owner: Browser, business: Business, clamd: FakeClamd
) -> None:
    service = f"/services/{business.service_id}"
    asked = [{"kind": "file", "label": "A photo"}]
    version = owner.get(service).json["version"]
    answer = owner.patch(service, {"questions": asked}, version=version)
    question = answer.json["questions"][0]["id"]
    guest = visitor(app, business)
    body = sent_file(b"%PDF-1.7 " + EICAR, "id.pdf")
    intake = guest.post(f"/public/questions/{question}/files", **body)
    check_problem(intake, 422, "file-infected")
    body = picture() + EICAR
    for method, path in (("PUT", "/tenant/logo"), ("POST", "/contract-assets")):
        stands = owner.get("/tenant").json["version"]
        answer = owner.call(method, path, data=body, content_type="image/png", version=stands)
        check_problem(answer, 422, "file-infected")
    clamd.answer = b"ERROR\0"
    answer = owner.call("POST", "/contract-assets", data=picture(), content_type="image/png")
    assert int(answer.headers["Retry-After"]) > 0
    check_problem(answer, 503, "not-scanned")


def test_what_a_signer_sends_is_scanned_before_it_is_kept(
    app: App, business: Business, runtime: Runtime, clamd: FakeClamd
) -> None:
    fields = [*to_sign("client"), box("proof", "attachment", at=3)]
    paper = sent(runtime, business, fields=fields)
    signer = Signer(visitor(app, business), paper.tokens["client"]).agree()
    file = sent_file(b"%PDF-1.7 " + EICAR, "id.pdf")
    check_problem(signer.post("/files?field_id=proof", **file), 422, "file-infected")
    png = b64encode(picture() + EICAR).decode()
    body = {"kind": "signature", "how": "drawn", "png": png}
    check_problem(signer.post("/images", body), 422, "file-infected")
    assert len(clamd.seen) == 2
    stranger = Signer(visitor(app, business), "no-such-link")
    check_problem(stranger.post("/images", body), 404, "unknown-link")
    assert len(clamd.seen) == 2  # only a link that works costs a scan
