"""A customer who was erased is found nowhere, but where the law lets a business keep them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pypdfium2
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.desk import Signer
from tests.contracts.world import (
    BOTH,
    WAIVER,
    client,
    doc,
    draft,
    link_of,
    sent,
    signer_of,
    spot,
    text,
    variable,
)
from tests.factories import PASSWORD, Business, soon, wire
from tests.isolation.furnishing import (
    ask_and_answer,
    import_customers,
    listen_in,
    wait_for_a_time,
)
from tests.mailbox import Mailbox
from tests.uploading import send
from tests.web import Browser, check_problem, signed_in, visitor

#: Rows that speak of a contract by its id, which is kept with all that is in it.
OF_CONTRACTS = ("contract_signers", "contract_values", "contract_files", "contract_events")


@dataclass(slots=True)
class Known:
    """A customer of whom something is in every corner."""

    owner: Browser
    business: Business
    signed_id: str
    unsigned_id: str
    draft_id: str
    upcoming_id: str

    @property
    def path(self) -> str:
        return f"/customers/{self.business.customer_id}"

    def erase(self, **changes: Any) -> Any:
        name = self.business.people[Role.CUSTOMER].name
        body = {"because": "asked", "confirmation": name} | changes
        version = self.owner.get(self.path).json["version"]
        return self.owner.post(f"{self.path}/erase", body, version=version)


@pytest.fixture
def known(app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection) -> Known:
    owner, customer = signed_in(app, business), business.people[Role.CUSTOMER]
    signed = sent(owner, business)
    mailbox.deliver()
    signer = Signer(visitor(app, business), link_of(mailbox, customer.email)).agree()
    assert signer.save("agree", True).status_code == 200
    assert signer.save("sign", signer.ink()).status_code == 200
    assert signer.finish().status_code == 200
    body = doc([variable("customer.name"), text(" says yes: ")], [spot("agree"), spot("sign")])
    unsigned = sent(owner, business, {**WAIVER, "body": body, "fields": WAIVER["fields"][1:]})
    begun = draft(owner, business)
    ask_and_answer(owner, business)
    wait_for_a_time(owner, business)
    listen_in(owner, business)
    booking = {"service_id": str(business.service_id), "customer_id": str(business.customer_id)}
    booked = owner.post("/appointments", {**booking, "starts_at": wire(soon(20))})
    note = {"notes": f"{customer.name} is allergic"}
    path = f"/appointments/{booked.json['id']}"
    assert owner.patch(path, note, version=1).status_code == 200
    own = signed_in(app, business, customer)
    assert own.post("/my/feeds").status_code == 201
    assert own.post("/my/erasure").status_code == 200
    change = {"notes": f"{customer.name} likes tea"}
    version = owner.get(f"/customers/{business.customer_id}").json["version"]
    answer = owner.patch(f"/customers/{business.customer_id}", change, version=version)
    assert answer.status_code == 200
    mailbox.deliver()
    quoted = f"SMTPRecipientsRefused: {customer.email}"
    admin.execute("UPDATE jobs SET error = %s WHERE name = 'mail_signing_request'", [quoted])
    return Known(owner, business, signed["id"], unsigned["id"], begun["id"], booked.json["id"])


def found_in_tables(admin: psycopg.Connection, known: Known, words: list[str]) -> set[str]:
    """Tables whose rows hold one of the words, but for what belongs to the signed contract and
    the sealed log of the other."""
    tables = admin.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
    ).fetchall()
    found = set()
    for (table,) in tables:
        for (row,) in admin.execute(f"SELECT row_to_json(t)::text FROM {table} t").fetchall():
            values = json.loads(row)
            is_kept = table in OF_CONTRACTS and values["contract_id"] == known.signed_id
            is_log = table == "contract_events" and values["contract_id"] == known.unsigned_id
            if not (is_kept or is_log) and any(word.lower() in row.lower() for word in words):
                found.add(table)
    return found


@pytest.fixture(autouse=True)
def empty_store(runtime: Runtime) -> None:
    """Nothing lies there that another test kept."""
    for key in list(runtime.files.all_keys()):
        runtime.files.delete(key)


def words_in_store(runtime: Runtime, words: list[str]) -> set[str]:
    """Stored files that hold one of the words, PDFs as they are read."""
    found = set()
    for key in runtime.files.all_keys():
        with runtime.files.open(key) as file:
            content = bytes(file.read())
        text = content.decode("latin-1")
        if key.endswith(".pdf"):
            with pypdfium2.PdfDocument(content) as document:
                text = "".join(page.get_textpage().get_text_bounded() for page in document)
        found |= {key for word in words if word.lower() in text.lower()}
    return found


def test_nothing_tells_who_an_erased_customer_was_but_the_contract_they_signed(
    known: Known, app: App, runtime: Runtime, admin: psycopg.Connection, mailbox: Mailbox
) -> None:
    person = known.business.people[Role.CUSTOMER]
    words = [person.email, person.name, "1234567"]
    before = found_in_tables(admin, known, words)
    assert {"customers", "users", "appointments", "contract_values", "jobs"} <= before
    assert {"webhook_deliveries", "contract_signers"} <= before
    sealed = {key for key in runtime.files.all_keys() if "/sealed/" in key}
    other = known.owner.post("/customers", {"name": "Otto", "email": "otto@x.example"}).json
    wish = {"role_key": "client", "customer_id": other["id"]}
    theirs = sent(known.owner, known.business, signers=[wish])
    mailbox.deliver()
    mails = len(mailbox.mails())
    assert len(words_in_store(runtime, words)) == len(sealed) + 2

    answer = known.erase()
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert (answer.json["name"], answer.json["email"]) == ("Erased customer", None)
    assert answer.json["erased_at"] is not None
    mailbox.relay.resend_lost_jobs()
    mailbox.deliver()
    assert len(mailbox.mails()) == mails, "nobody is written to"

    assert found_in_tables(admin, known, words) == set()
    kept = words_in_store(runtime, words)
    (documents,) = admin.execute(
        "SELECT array[original_pdf_path, sealed_pdf_path] FROM contracts WHERE id = %s",
        [known.signed_id],
    ).fetchone() or ([],)
    assert kept == set(documents), "and the document that nobody signed is gone"
    assert not any("/intake/" in key for key in runtime.files.all_keys())
    assert known.owner.get(f"/contracts/{theirs['id']}/document").status_code == 200
    _what_is_left(known, visitor(app, known.business))


def test_the_document_that_named_them_goes_though_another_was_signed(
    app: App, business: Business, runtime: Runtime, mailbox: Mailbox
) -> None:
    owner, person = signed_in(app, business), business.people[Role.CUSTOMER]
    boss = {"role_key": "boss", "user_id": str(business.owner.id), "routing_order": 1}
    contract = sent(owner, business, BOTH, signers=[client(business), boss])
    heir = {"name": "Olga Other", "email": "olga@other.example"}
    path = f"/contracts/{contract['id']}/signers/{signer_of(contract)['id']}"
    assert owner.patch(path, heir).status_code == 200
    mailbox.deliver()
    token = link_of(mailbox, business.owner.email)
    assert Signer(visitor(app, business), token).sign("theirs").status_code == 200
    assert words_in_store(runtime, [person.name])

    body = {"because": "asked", "confirmation": person.name}
    at = f"/customers/{business.customer_id}"
    version = owner.get(at).json["version"]
    assert owner.post(f"{at}/erase", body, version=version).status_code == 200
    mailbox.relay.resend_lost_jobs()
    mailbox.deliver()
    assert words_in_store(runtime, [person.name]) == set()
    assert words_in_store(runtime, ["Olga"]), "what was signed stays"


def _what_is_left(known: Known, stranger: Browser) -> None:
    """The signed contract stays whole, and everything that waited is off."""
    owner, person = known.owner, known.business.people[Role.CUSTOMER]
    signed = owner.get(f"/contracts/{known.signed_id}").json
    assert (signed["state"], signed["signers"][0]["name"]) == ("completed", person.name)
    evidence = owner.get(f"/contracts/{known.signed_id}/evidence")
    assert evidence.json["chain"]["is_whole"] is True
    unsigned = owner.get(f"/contracts/{known.unsigned_id}").json
    assert (unsigned["state"], unsigned["signers"][0]["name"]) == ("voided", "Erased customer")
    document = owner.get(f"/contracts/{known.unsigned_id}/document")
    check_problem(document, 410, "document-gone")
    check_problem(owner.get(f"/contracts/{known.draft_id}"), 404)
    upcoming = owner.get(f"/appointments/{known.upcoming_id}").json
    assert (upcoming["state"], upcoming["notes"]) == ("cancelled", "")
    assert owner.get("/waitlist").json["items"] == []
    check_problem(
        stranger.post("/auth/sign-in", {"email": person.email, "password": PASSWORD}), 401
    )
    assert owner.get("/erasure-requests").json["items"] == []
    names = [each["name"] for each in owner.get("/customers").json["items"]]
    assert "Erased customer" not in names


def test_an_erasure_takes_the_name_typed_and_a_look_at_what_is_there_now(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    owner, path = signed_in(app, business), f"/customers/{business.customer_id}"
    right = {"because": "asked", "confirmation": business.people[Role.CUSTOMER].name.upper()}
    version = owner.get(path).json["version"]
    wrong = owner.post(f"{path}/erase", {**right, "confirmation": "Sam"}, version=version)
    assert check_problem(wrong, 422)["errors"]["json"]["confirmation"]
    automatic = {**right, "because": "not_seen"}
    check_problem(owner.post(f"{path}/erase", automatic, version=version), 422)
    check_problem(owner.post(f"{path}/erase", right, version=999), 412)
    check_problem(owner.post(f"{path}/erase", right), 428)
    assert owner.get(path).json["erased_at"] is None

    assert owner.post(f"{path}/erase", right, version=version).status_code == 200
    again = {**right, "confirmation": "whatever"}
    assert owner.post(f"{path}/erase", again, version=version).status_code == 200
    count = "SELECT count(*) FROM audit_events WHERE tag = 'customer.erased'"
    assert admin.execute(count).fetchone() == (1,)
    version = owner.get(path).json["version"]
    anew = owner.patch(path, {"name": "Ann"}, version=version)
    assert check_problem(anew, 409)["type"].endswith("customer-erased")


def test_the_preview_says_what_goes_what_stays_and_what_is_in_the_way(known: Known) -> None:
    answer = known.owner.get(f"{known.path}/erasure")
    lines = {line["key"]: (line["becomes"], line["count"]) for line in answer.json["lines"]}
    assert lines["signed"] == ("kept", 1)
    assert lines["open"] == ("cancelled", 1)
    assert lines["drafts"] == ("erased", 1)
    assert lines["upcoming"][0] == "cancelled"
    assert lines["upcoming"][1] >= 2
    assert lines["account"] == ("erased", 1)
    assert answer.json["obstacle"] is None
    file = b"Name,E-mail\nIvy,ivy@people.example\n"
    upload_id = send(known.owner, "/customer-imports", file)
    taken = known.owner.post("/customer-imports", {"upload_id": upload_id})
    assert taken.status_code == 201
    assert known.owner.get(f"{known.path}/erasure").json["obstacle"] == "import-underway"
    check_problem(known.erase(), 409)


def test_only_the_owner_erases_and_nobody_who_works_here_is_erased(
    app: App, business: Business, admin: psycopg.Connection
) -> None:
    path = f"/customers/{business.customer_id}"
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    body = {"because": "asked", "confirmation": "x"}
    check_problem(manager.post(f"{path}/erase", body, version=1), 403)
    check_problem(manager.get(f"{path}/erasure"), 403)
    admin.execute(
        "UPDATE users SET role = 'TENANT_STAFF' WHERE id = %s", [business.people[Role.CUSTOMER].id]
    )
    owner = signed_in(app, business)
    version = owner.get(path).json["version"]
    body["confirmation"] = business.people[Role.CUSTOMER].name
    refused = owner.post(f"{path}/erase", body, version=version)
    assert check_problem(refused, 409)["type"].endswith("works-here")
    assert UUID(owner.get(path).json["id"]) == business.customer_id
    assert owner.get(path).json["erased_at"] is None


def test_whoever_was_merged_into_them_is_forgotten_with_them(
    app: App, business: Business, mailbox: Mailbox, admin: psycopg.Connection
) -> None:
    """Their other address stands in the message about it and in the file that brought it."""
    owner = signed_in(app, business)
    listen_in(owner, business)
    import_customers(owner)
    mailbox.deliver()
    import_id = owner.get("/customer-imports").json["items"][0]["id"]
    assert owner.post(f"/customer-imports/{import_id}/start").status_code == 202
    mailbox.deliver()
    (ivy,) = owner.get("/customers", query_string={"q": "ivy@"}).json["items"]
    changed = owner.patch(f"/customers/{ivy['id']}", {"notes": "tall"}, version=1)
    assert changed.status_code == 200
    mailbox.deliver()
    stays = owner.post("/customers", {"name": "Ivy", "email": "i@x.example"}).json
    path, body = f"/customers/{stays['id']}", {"other_id": ivy["id"], "other_version": 2}
    assert owner.post(f"{path}/merge", body, version=1).status_code == 200
    said = {"because": "asked", "confirmation": "Ivy"}

    tables = ["webhook_deliveries", "customer_imports", "customer_import_rows"]

    def found_in() -> list[str]:
        words = [f"%{ivy['email']}%", f'%customer_id":"{ivy["id"]}%']
        where = "WHERE row_to_json(t)::text ILIKE ANY (%s)"
        return [
            table
            for table in tables
            if admin.execute(f"SELECT FROM {table} t {where}", [words]).rowcount
        ]

    assert found_in() == tables
    answer = owner.post(f"{path}/erase", said, version=2)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert found_in() == []
