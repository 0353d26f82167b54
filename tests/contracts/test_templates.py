"""Templates through HTTP: made, changed, put away, previewed, and kept by contracts."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import psycopg
import pypdfium2
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.contracts.world import (
    BOSS,
    CLIENT,
    WAIVER,
    doc,
    draft,
    field,
    placed,
    sent,
    spot,
    template,
    text,
    variable,
)
from tests.factories import Business, picture
from tests.web import Browser, check_problem, signed_in


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def fetched(app: App, url: str) -> bytes:
    """The file behind a link of the disk store."""
    answer = Browser(app, "smoothschedule.localhost").client.get(url)
    data = bytes(answer.data)
    answer.close()
    assert answer.status_code == 200
    return data


def words(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_a_template_begins_with_one_who_signs_and_says_what_is_to_be_done(owner: Browser) -> None:
    made = template(owner, {"name": "New", "kind": "pdf"})
    assert made["roles"] == [CLIENT]
    assert made["settings"]["expires_in_days"] == 30
    assert not made["is_ready"]
    assert made["gaps"] == ["Upload the PDF.", "“Client” has no field to sign in."]
    assert made["preflight"]["state"] == "none"
    assert owner.get(f"/contract-templates/{made['id']}").json == made


def test_a_written_template_is_ready_once_text_and_fields_agree(owner: Browser) -> None:
    made = template(owner)
    assert made["is_ready"], made["gaps"]
    path = f"/contract-templates/{made['id']}"
    more = [*WAIVER["fields"], field("extra", "text")]
    changed = owner.patch(path, {"fields": more}, version=made["version"])
    assert changed.status_code == 200
    assert changed.json["gaps"] == ["“Extra” does not stand in the text."]
    body = doc([spot("sign"), spot("nobody")])
    fewer = owner.patch(path, {"body": body}, version=changed.json["version"]).json
    assert "A field in the text is not set up." in fewer["gaps"]
    assert not fewer["is_ready"]


def test_a_stale_change_is_refused_and_nothing_is_lost(owner: Browser) -> None:
    made = template(owner)
    path = f"/contract-templates/{made['id']}"
    first = owner.patch(path, {"name": "Mine"}, version=made["version"])
    assert first.headers["ETag"] == f'"{first.json["version"]}"'
    stale = owner.patch(path, {"name": "Theirs"}, version=made["version"])
    check_problem(stale, 412, "stale")
    assert owner.get(path).json["name"] == "Mine"
    check_problem(owner.patch(path, {"name": "x"}), 428, "version-missing")


@pytest.mark.parametrize(
    ("change", "at"),
    [
        ({"fields": [field("a", "text", "nobody")]}, "fields"),
        ({"fields": [placed(field("a", "text"))]}, "fields"),
        ({"fields": [field("a", "dropdown", options=["one"])]}, "fields"),
        ({"fields": [field("a", "text", default="😀")]}, "fields"),
        ({"roles": [CLIENT, CLIENT]}, "roles"),
        ({"body": {"type": "doc", "content": [{"type": "script"}]}}, "body"),
        ({"body": {"type": "doc", "content": [{"type": "image", "attrs": {"src": "x"}}]}}, "body"),
    ],
)
def test_what_cannot_be_is_refused_beside_what_it_concerns(
    owner: Browser, change: dict[str, Any], at: str
) -> None:
    made = template(owner)
    path = f"/contract-templates/{made['id']}"
    refused = owner.patch(path, change, version=made["version"])
    problem = check_problem(refused, 422, "template-flawed")
    assert at in problem["errors"]["json"]
    assert owner.get(path).json == made


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"name": "x"},
        {"name": "", "kind": "pdf"},
        {"name": "x", "kind": "docx"},
        {"name": "x", "kind": "pdf", "unknown": 1},
        {"name": "x", "kind": "pdf", "roles": []},
        {"name": "x", "kind": "pdf", "fields": [{"id": "A B", "type": "text"}]},
        {"name": "x", "kind": "pdf", "fields": [{"id": "a", "type": "script"}]},
        {"name": "x", "kind": "pdf", "fields": [{"id": "a", "type": "text", "x": 0.1}]},
        {"name": "x", "kind": "pdf", "fields": [{**placed(field("a", "text")), "x": "NaN"}]},
        {"name": "x", "kind": "pdf", "fields": [field("a", "text", default={"a": 1})]},
        {"name": "x", "kind": "html", "body": []},
        {"name": "x", "kind": "html", "body": {"text": "x" * 400_001}},
        {"name": "x", "kind": "html", "body": {"text": "\x00"}},
        {"name": "x", "kind": "html", "settings": {"expires_in_days": 0}},
    ],
)
def test_malformed_templates_are_refused(owner: Browser, body: Any) -> None:
    check_problem(owner.post("/contract-templates", body), 422)


def test_an_archived_template_makes_no_contracts_until_it_is_back(
    owner: Browser, business: Business
) -> None:
    made = template(owner)
    path = f"/contract-templates/{made['id']}"
    assert owner.call("DELETE", path).json["is_archived"]
    assert owner.get("/contract-templates").json["items"] == []
    (kept,) = owner.get("/contract-templates?archived=true&q=waiv").json["items"]
    assert kept["id"] == made["id"]
    refused = owner.post("/contracts", {"template_id": made["id"]})
    check_problem(refused, 409, "template-archived")
    assert not owner.post(f"{path}/restore").json["is_archived"]
    assert owner.post("/contracts", {"template_id": made["id"]}).status_code == 201


def test_an_unfinished_template_makes_no_contracts(owner: Browser) -> None:
    made = template(owner, {"name": "New", "kind": "pdf"})
    refused = owner.post("/contracts", {"template_id": made["id"]})
    problem = check_problem(refused, 409, "template-not-ready")
    assert problem["gaps"] == made["gaps"]


def test_a_copy_has_everything_and_goes_its_own_way(owner: Browser) -> None:
    made = template(owner)
    twin = owner.post(f"/contract-templates/{made['id']}/duplicate").json
    assert twin["name"] == "Waiver (copy)"
    assert (twin["fields"], twin["body"], twin["is_ready"]) == (made["fields"], made["body"], True)
    path = f"/contract-templates/{twin['id']}"
    owner.patch(path, {"name": "Other"}, version=twin["version"])
    assert owner.get(f"/contract-templates/{made['id']}").json == made


def test_contracts_share_a_version_until_the_template_changes(
    owner: Browser, business: Business, admin: psycopg.Connection
) -> None:
    made = template(owner)
    body = {"template_id": made["id"]}
    numbers = [owner.post("/contracts", body).json["template"]["number"] for _ in range(2)]
    path = f"/contract-templates/{made['id']}"
    renamed = owner.patch(path, {"name": "Renamed"}, version=made["version"]).json
    numbers.append(owner.post("/contracts", body).json["template"]["number"])
    text_changed = doc([text("New words "), spot("agree"), spot("name"), spot("sign")])
    owner.patch(path, {"body": text_changed}, version=renamed["version"])
    numbers.append(owner.post("/contracts", body).json["template"]["number"])
    assert numbers == [1, 1, 1, 2]
    assert admin.execute("SELECT count(*) FROM template_versions").fetchone() == (2,)


def test_a_contract_keeps_what_was_sent(owner: Browser, app: App, business: Business) -> None:
    contract = sent(owner, business)
    path = f"/contracts/{contract['id']}"
    before = fetched(app, owner.get(f"{path}/document").json["url"])
    of_it = f"/contract-templates/{contract['template']['id']}"
    version = owner.get(of_it).json["version"]
    other = doc([text("Other"), spot("agree"), spot("name"), spot("sign")])
    assert owner.patch(of_it, {"body": other}, version=version).status_code == 200
    assert fetched(app, owner.get(f"{path}/document").json["url"]) == before
    assert business.people[Role.CUSTOMER].name in words(before)


def test_a_preview_shows_an_example_and_names_what_is_never_known(owner: Browser, app: App) -> None:
    body = doc(
        [
            text("{{ x }} Dear "),
            variable("customer.name"),
            text(" call "),
            variable("business.phone"),
        ],
        [spot("agree"), spot("name"), spot("sign")],
    )
    made = template(owner, body=body)
    seen = owner.post(f"/contract-templates/{made['id']}/preview").json
    assert seen["missing"] == ["business.phone"]
    assert {each["id"] for each in seen["fields"] if each["x"] is not None} == {
        "agree",
        "name",
        "sign",
    }
    assert "{{ x }} Dear Alex Example call …" in words(fetched(app, seen["url"]))


def test_pictures_are_drawn_anew_kept_once_and_shown(owner: Browser, app: App) -> None:
    sent_in = picture()
    answers = [
        owner.call("POST", "/contract-assets", data=sent_in, content_type="image/png")
        for _ in range(2)
    ]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json == answers[1].json
    shown = owner.get(answers[0].json["url"])
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    image = {"type": "image", "attrs": {"asset_id": answers[0].json["id"], "share": 0.5}}
    body = {"type": "doc", "content": [image, *WAIVER["body"]["content"]]}
    made = template(owner, body=body)
    data = fetched(app, owner.post(f"/contract-templates/{made['id']}/preview").json["url"])
    with pypdfium2.PdfDocument(data) as document:
        assert 3 in [each.type for each in document[0].get_objects()]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/svg+xml"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "image/png"),
        (b"", "image/png"),
        (picture("GIF"), "image/png"),
        (picture("PNG", size=(6_000, 6_000)), "image/png"),
        (picture()[:50], "image/png"),
    ],
)
def test_what_is_no_picture_is_refused(owner: Browser, content: bytes, kind: str) -> None:
    answer = owner.call("POST", "/contract-assets", data=content, content_type=kind)
    check_problem(answer, 422, "asset-refused")


def test_only_those_with_the_right_change_templates(app: App, business: Business) -> None:
    owner = signed_in(app, business)
    made = template(owner)
    path = f"/contract-templates/{made['id']}"
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    assert staff.get(path).status_code == 200
    check_problem(staff.post("/contract-templates", WAIVER), 403, "not-allowed")
    check_problem(staff.patch(path, {"name": "x"}, version=1), 403, "not-allowed")
    customer = signed_in(app, business, business.people[Role.CUSTOMER])
    check_problem(customer.get(path), 403, "not-allowed")
    check_problem(Browser(app, business.host).get(path), 401, "not-signed-in")
    assert owner.get(f"/contract-templates/{uuid4()}").status_code == 404
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    assert manager.patch(path, {"name": "x"}, version=made["version"]).status_code == 200


def test_who_signs_second_needs_a_field_too(owner: Browser) -> None:
    made = template(owner, roles=[CLIENT, BOSS])
    assert made["gaps"] == ["“Boss” has no field to sign in."]


def test_an_asset_of_nobody_is_not_there(owner: Browser, runtime: Runtime) -> None:
    check_problem(owner.get(f"/contract-assets/{uuid4()}"), 404, "not-found")
    missing = {"type": "image", "attrs": {"asset_id": str(uuid4())}}
    body = {"type": "doc", "content": [missing, *WAIVER["body"]["content"]]}
    made = template(owner, body=body)
    # A picture that is gone leaves its place empty; the text is there.
    assert owner.post(f"/contract-templates/{made['id']}/preview").status_code == 200


def test_a_draft_is_shown_as_it_would_be_sent(owner: Browser, app: App, business: Business) -> None:
    begun = draft(owner, business)
    url = owner.get(f"/contracts/{begun['id']}/document").json["url"]
    assert business.people[Role.CUSTOMER].name in words(fetched(app, url))
