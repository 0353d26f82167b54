"""The document follows its people until somebody has signed it; then it says so."""

from __future__ import annotations

from io import BytesIO
from typing import Any
from uuid import UUID

import psycopg
import pytest
from pypdf import PdfReader

from smoothschedule.contracts.models import Contract
from smoothschedule.contracts.operations.correcting import correct
from smoothschedule.contracts.queries.signers import signers_of
from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.desk import Signer, contract_of
from tests.contracts.world import BOTH, WAIVER, client, doc, field, link_of, sent, signer_of, spot
from tests.factories import Business
from tests.mailbox import Mailbox, text_of
from tests.web import Browser, check_problem, signed_in, visitor

OLGA = {"name": "Olga Other", "email": "olga@other.example"}


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def at_once(owner: Browser, business: Business) -> dict[str, Any]:
    """A contract that customer and owner may sign in any order."""
    boss = {"role_key": "boss", "user_id": str(business.owner.id), "routing_order": 1}
    return sent(owner, business, BOTH, signers=[client(business), boss])


def at_desk(app: App, business: Business, token: str) -> Signer:
    return Signer(visitor(app, business), token)


def document_of(runtime: Runtime, business: Business, contract: dict[str, Any]) -> str:
    path = contract_of(runtime, business, UUID(contract["id"])).original_pdf_path
    assert path is not None
    with runtime.files.open(path) as file:
        return "\n".join(page.extract_text() for page in PdfReader(BytesIO(file.read())).pages)


def test_while_nobody_has_signed_the_document_names_whoever_takes_the_place(
    app: App, runtime: Runtime, owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    contract = at_once(owner, business)
    mailbox.deliver()
    former = signer_of(contract)
    path = f"/contracts/{contract['id']}/signers/{former['id']}"
    boss = at_desk(app, business, link_of(mailbox, business.owner.email)).agree()
    assert boss.view()["signer"]["state"] == "viewed"
    told = owner.get(f"{path}/naming").json
    assert (told["can_renew"], told["opened"], told["signed"]) == (
        True,
        [business.owner.name],
        [],
    )
    assert told["places"] == [
        {"where": "text", "label": "customer name", "count": 1, "follows": True}
    ]
    changed = owner.patch(path, OLGA)
    assert changed.status_code == 200, changed.get_data(as_text=True)

    words = document_of(runtime, business, contract)
    assert "I, Olga Other, agree" in words
    assert former["name"] not in words
    mailbox.deliver()
    olga = at_desk(app, business, link_of(mailbox, "olga@other.example"))
    view = olga.view()
    assert view["values"]["name"] == "Olga Other"
    assert (view["in_place_of"], view["renewal"]) == ([], None)


def test_whoever_had_opened_it_is_told_and_signs_only_what_they_have_seen(
    app: App, owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    contract = at_once(owner, business)
    mailbox.deliver()
    boss = at_desk(app, business, link_of(mailbox, business.owner.email)).agree()
    boss.save("theirs", boss.ink())
    seen = boss.seen()
    owner.patch(f"/contracts/{contract['id']}/signers/{signer_of(contract)['id']}", OLGA)
    check_problem(boss.post("/finish", seen), 412, "stale")
    seen["version"] = boss.save("theirs", boss.ink()).json["version"]
    check_problem(boss.post("/finish", seen), 412, "stale")  # the page still shows the former
    only_refilled = {**boss.seen(), "edition": seen["edition"]}
    check_problem(boss.post("/finish", only_refilled), 412, "stale")
    mailbox.deliver()
    assert "it names Olga Other now" in text_of(mailbox.to(business.owner.email)[-1])
    view = boss.view()
    assert (view["signer"]["state"], view["renewal"]["name"]) == ("notified", "Olga Other")
    assert view["values"]["theirs"]
    assert boss.post("/open").json["signer"]["state"] == "viewed"
    assert boss.finish().status_code == 200
    evidence = owner.get(f"/contracts/{contract['id']}/evidence").json
    kinds = [each["kind"] for each in evidence["events"]]
    assert kinds[-5:] == ["replaced", "document_renewed", "asked", "viewed", "signed"]
    renewed = evidence["events"][-4]["details"]
    assert renewed["document_sha256"] == evidence["contract"]["document_sha256"]
    assert renewed["former_sha256"] == evidence["events"][0]["details"]["document_sha256"]
    assert renewed["former_sha256"] != renewed["document_sha256"]
    assert evidence["chain"]["is_whole"]


def test_once_somebody_has_signed_the_document_stays_and_everybody_is_told(
    app: App, runtime: Runtime, owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    contract = at_once(owner, business)
    mailbox.deliver()
    former = signer_of(contract)
    path = f"/contracts/{contract['id']}/signers/{former['id']}"
    boss = at_desk(app, business, link_of(mailbox, business.owner.email))
    assert boss.sign("theirs").status_code == 200
    told = owner.get(f"{path}/naming").json
    assert (told["can_renew"], told["signed"]) == (False, [business.owner.name])
    before = document_of(runtime, business, contract)
    assert owner.patch(path, OLGA).status_code == 200
    assert document_of(runtime, business, contract) == before
    mailbox.deliver()
    olga = at_desk(app, business, link_of(mailbox, "olga@other.example"))
    view = olga.view()
    assert view["in_place_of"] == [
        {
            "name": former["name"],
            "heir": "Olga Other",
            "is_delegated": False,
            "reason": "",
            "is_named": True,
        }
    ]
    assert view["values"]["name"] == "Olga Other"  # her own field is hers all the same
    olga.agree().save("agree", True)
    olga.save("sign", olga.ink())
    assert olga.finish().status_code == 200
    mailbox.deliver()
    evidence = owner.get(f"/contracts/{contract['id']}/evidence").json
    (stood_in,) = [each for each in evidence["signers"] if each["name"] == "Olga Other"]
    assert stood_in["in_place_of"][0].endswith(f"The document names {former['name']}.")
    said = [each["sentence"] for each in evidence["events"] if each["kind"] == "replaced"]
    assert said == [
        f"{former['name']} was replaced by Olga Other. The document names {former['name']} still."
    ]
    sealed = contract_of(runtime, business, UUID(contract["id"]))
    assert sealed.sealed_pdf_path is not None
    with runtime.files.open(sealed.sealed_pdf_path) as file:
        pages = [page.extract_text() for page in PdfReader(BytesIO(file.read())).pages]
    assert "In place of" in "".join(pages[1:])


@pytest.mark.parametrize("role", ["client", "boss"])
def test_whoever_is_corrected_stays_who_they_are(
    runtime: Runtime, owner: Browser, business: Business, role: str
) -> None:
    contract = at_once(owner, business)
    path = f"/contracts/{contract['id']}"

    def corrected(name: str, email: str) -> dict[str, Any]:
        at = f"{path}/signers/{signer_of(owner.get(path).json, role)['id']}"
        answer = owner.patch(at, {"name": name, "email": email})
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return signer_of(answer.json, role)

    def who(signer: dict[str, Any]) -> list[Any]:
        return [signer[name] for name in ("party", "user_id", "customer_id")]

    first = signer_of(contract, role)
    other_name = corrected("Ms Another Name", first["email"])
    assert who(other_name) == who(first)
    assert other_name["name"] == "Ms Another Name"
    elsewhere = corrected("Ms Another Name", "elsewhere@other.example")
    assert who(elsewhere) == who(first)
    home_again = corrected("Yet Another", first["email"].upper())
    assert who(home_again) == who(first)
    assert who(corrected("Olga Other", "olga@other.example")) == ["external", None, None]
    # Whoever was replaced by mistake comes back as who they were.
    assert who(corrected(first["name"], first["email"])) == who(first)


def test_whoever_signs_in_the_same_moment_signs_what_stays(
    runtime: Runtime, owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    """The desk had read its people before it came to lock the contract."""
    contract = at_once(owner, business)
    id, former = UUID(contract["id"]), signer_of(contract)
    with runtime.units.tenant(business.id) as work:
        before = work.get(Contract, id).original_pdf_sha256
        assert {each.state for each in signers_of(work, id)} == {"notified"}
        admin.execute(
            "UPDATE contract_signers SET state = 'signed', signed_at = now() WHERE id = %s",
            [signer_of(contract, "boss")["id"]],
        )
        key = runtime.settings.secret_key
        correct(work, id, UUID(former["id"]), files=runtime.files, secret_key=key, **OLGA)
    assert contract_of(runtime, business, id).original_pdf_sha256 == before


def test_whoever_is_let_sign_reads_in_whose_place_and_why(
    app: App, owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    reached = field("reached", "text", prefill="customer.email")
    body = doc(*(each["content"] for each in BOTH["body"]["content"]), [spot("reached")])
    agreement = {**BOTH, "fields": [*BOTH["fields"], reached], "body": body}
    boss = {"role_key": "boss", "user_id": str(business.owner.id), "routing_order": 1}
    contract = sent(owner, business, agreement, signers=[client(business), boss])
    mailbox.deliver()
    former = signer_of(contract)
    token = link_of(mailbox, business.people[Role.CUSTOMER].email)
    wish = {"name": "Dee Legate", "email": "dee@other.example", "reason": "I am abroad"}
    assert at_desk(app, business, token).post("/delegate", wish).status_code == 200
    mailbox.deliver()
    mail = " ".join(text_of(mailbox.to("dee@other.example")[-1]).split())
    assert f"{former['name']} lets you do so in their place. " in mail
    assert "I am abroad" in mail
    view = at_desk(app, business, link_of(mailbox, "dee@other.example")).view()
    assert view["in_place_of"] == [
        {
            "name": former["name"],
            "heir": "Dee Legate",
            "is_delegated": True,
            "reason": "I am abroad",
            "is_named": True,
        }
    ]
    assert view["values"]["name"] == "Dee Legate"
    assert view["values"]["reached"] == "dee@other.example"


def test_a_name_that_has_no_room_is_refused_and_nothing_is_changed(
    owner: Browser, business: Business
) -> None:
    printed = {
        "id": "who",
        "type": "text",
        "role": None,
        "label": "Who",
        "prefill": "customer.name",
    }
    wish = {
        **BOTH,
        "fields": [*BOTH["fields"], printed],
        "body": {
            "type": "doc",
            "content": [
                *BOTH["body"]["content"],
                {
                    "type": "paragraph",
                    "content": [
                        {"type": "field", "attrs": {"id": "theirs"}},
                        {"type": "field", "attrs": {"id": "who"}},
                    ],
                },
            ],
        },
    }
    boss = {"role_key": "boss", "user_id": str(business.owner.id)}
    contract = sent(owner, business, wish, signers=[client(business), boss])
    path = f"/contracts/{contract['id']}/signers/{signer_of(contract)['id']}"
    places = owner.get(f"{path}/naming").json["places"]
    assert {"where": "field", "label": "Who", "count": 1, "follows": True} in places
    long = {**OLGA, "name": "Olga " * 39 + "Other"}
    answer = owner.patch(path, long)
    check_problem(answer, 422, "contract-not-ready")
    assert "shorten it by about" in answer.json["errors"]["json"]["values"]["who"][0]
    seen = owner.get(f"/contracts/{contract['id']}").json
    assert signer_of(seen)["id"] == signer_of(contract)["id"]
    assert owner.patch(path, OLGA).json["values"]["who"] == "Olga Other"


def test_of_old_contracts_nothing_that_was_filled_in_by_itself_is_taken_for_the_senders(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    wish = {**WAIVER, "fields": [*WAIVER["fields"], field("who", "text", prefill="customer.name")]}
    wish["body"] = doc(*(each["content"] for each in WAIVER["body"]["content"]), [spot("who")])
    former = sent(owner, business, wish)
    path = f"/contracts/{former['id']}"
    owner.post(f"{path}/void", {"reason": "Wrong price"})
    admin.execute("UPDATE contracts SET facts = '{}' WHERE id = %s", [former["id"]])
    admin.execute(
        "UPDATE contract_values SET value = '\"Former Name\"' WHERE contract_id = %s",
        [former["id"]],
    )
    assert owner.post(f"{path}/again").json["values"]["who"] == signer_of(former)["name"]


def test_what_came_to_nothing_is_begun_anew_from_the_template_of_today(
    owner: Browser, business: Business, mailbox: Mailbox
) -> None:
    wish = {**BOTH, "fields": [*BOTH["fields"], field("note", "text")]}
    wish["body"] = doc(*(each["content"] for each in BOTH["body"]["content"]), [spot("note")])
    boss = {"role_key": "boss", "user_id": str(business.owner.id), "routing_order": 1}
    former = sent(
        owner,
        business,
        wish,
        signers=[client(business), boss],
        title="Season pass",
        values={"note": "Bring the dog"},
        expires_in_days=9,
        remind_every_days=2,
    )
    path = f"/contracts/{former['id']}"
    check_problem(owner.post(f"{path}/again"), 409, "contract-not-ended")
    owner.post(f"{path}/void", {"reason": "Wrong price"})
    template = f"/contract-templates/{former['template']['id']}"
    at = owner.get(template).json["version"]
    assert owner.patch(template, {"description": "New"}, version=at).status_code == 200
    begun = owner.post(f"{path}/again").json
    assert owner.post(f"{path}/again").json["id"] == begun["id"]  # pressed twice, begun once
    assert (begun["state"], begun["title"], begun["values"]["note"]) == (
        "draft",
        "Season pass",
        "Bring the dog",
    )
    assert (begun["expires_in_days"], begun["remind_every_days"]) == (9, 2)
    people = [(each["role_key"], each["routing_order"]) for each in begun["signers"]]
    assert people == [("client", 1), ("boss", 1)]
    assert signer_of(begun)["customer_id"] == str(business.customer_id)
    assert begun["former"]["number"] == former["number"]
    assert owner.post(f"/contracts/{begun['id']}/send").status_code == 200
    (next_,) = owner.get(path).json["successors"]
    assert (next_["number"], next_["state"]) == (begun["number"], "sent")
    last = owner.get(f"{path}/events").json["items"][-1]
    assert last["sentence"] == f"It was sent again as {begun['number']}."
    first = owner.get(f"/contracts/{begun['id']}/events").json["items"][0]
    assert f"in place of {former['number']}" in first["sentence"]
    assert owner.get(f"{path}/evidence").json["chain"]["is_whole"]
