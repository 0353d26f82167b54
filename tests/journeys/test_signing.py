"""Two people sign a contract on their phones, and what they download is sealed."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import CALL, PHONE, Site, Visitor, findings
from tests.journeys.test_a_business_of_ones_own import mailed_link

#: Of what the page has loaded, in the coding it came in: scripts, without the worker.
SCRIPT_BYTES = """() => performance.getEntriesByType("resource")
  .filter(({ name }) => name.endsWith(".js"))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)"""
MOST_SCRIPT_BYTES = 240_000


def words(text: str) -> dict[str, Any]:
    return {"type": "text", "text": text}


def spot(id: str) -> dict[str, Any]:
    return {"type": "field", "attrs": {"id": id}}


def paragraph(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "paragraph", "content": list(parts)}


def role(key: str, name: str, order: int) -> dict[str, Any]:
    return {
        "key": key,
        "name": name,
        "party": "external",
        "kind": "signer",
        "routing_order": order,
    }


def field(id: str, kind: str, label: str, *, role: str = "client", **more: Any) -> dict[str, Any]:
    return {"id": id, "type": kind, "label": label, "role": role, **more}


AGREEMENT: dict[str, Any] = {
    "name": "Colour agreement",
    "kind": "html",
    "roles": [role("client", "Client", 1), role("stylist", "Stylist", 2)],
    "fields": [
        field("phone", "text", "Phone", is_required=True, validation={"pattern": "phone"}),
        field(
            "treatment",
            "dropdown",
            "Treatment",
            is_required=True,
            options=["Balayage", "Keratin"],
        ),
        field("pet", "checkbox", "I bring a dog"),
        field("sign", "signature", "Client signature", is_required=True),
        field("stylist", "signature", "Stylist signature", role="stylist", is_required=True),
    ],
    "body": {
        "type": "doc",
        "content": [
            {
                "type": "heading",
                "attrs": {"level": 1},
                "content": [words("Colour treatment agreement")],
            },
            *[
                paragraph(words(f"{number}. The client agrees to clause {number} of this salon. "))
                for number in range(1, 9)
            ],
            paragraph(words("Phone "), spot("phone")),
            paragraph(words("Treatment "), spot("treatment")),
            paragraph(words("I bring a dog "), spot("pet")),
            paragraph(words("Signature of the client "), spot("sign")),
            paragraph(words("Signature of the stylist "), spot("stylist")),
        ],
    },
}


def asked(owner: Visitor) -> tuple[str, str]:
    """A contract for Vera and then Ben is sent; returns their addresses, used by nobody else."""
    mark = uuid4().hex[:8]
    vera, ben = f"vera.{mark}@example.com", f"ben.{mark}@example.com"

    def call(method: str, path: str, body: object = None) -> Any:
        return owner.page.evaluate(CALL, [method, path, body if body is not None else {}])

    template = call("POST", "/contract-templates", AGREEMENT)
    signers = [
        {"role_key": "client", "name": "Vera Visitor", "email": vera},
        {"role_key": "stylist", "name": "Ben Costa", "email": ben},
    ]
    body = {"template_id": template["id"], "title": "Colour agreement", "signers": signers}
    contract = call("POST", "/contracts", body)
    call("POST", f"/contracts/{contract['id']}/send")
    return vera, ben


def consent(page: Page) -> None:
    """The signer agrees to sign electronically and sees the document drawn."""
    page.get_by_role("button", name="Agree and open the document").click()
    expect(page.locator("[data-page] canvas").first).to_be_visible()


def draw_on(pad: Locator) -> None:
    """A signature with the finger."""
    box = pad.bounding_box()
    assert box is not None
    mouse = pad.page.mouse
    mouse.move(box["x"] + 40, box["y"] + box["height"] / 2)
    mouse.down()
    for step in range(1, 12):
        mouse.move(
            box["x"] + 40 + step * 20, box["y"] + box["height"] / 2 + (step % 3 - 1) * 30, steps=3
        )
    mouse.up()


def sign_and_finish(page: Page) -> None:
    """A drawn signature where the bar leads to, and the end of one's part."""
    pad = page.get_by_role("dialog").get_by_role("img")
    draw_on(pad)
    page.get_by_role("button", name="Use this signature").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    page.get_by_role("button", name="Sign and finish").click()
    expect(page.get_by_role("heading", name="Thank you, you have signed")).to_be_focused()


def check(page: Page, site: Site, sealed: Path) -> None:
    """Anybody learns what the file is."""
    page.goto(site.url("bella", "/verify"))
    page.get_by_label("Choose a PDF").set_input_files(sealed)
    # It is judged in a process of its own, which has to start first.
    verdict = page.get_by_role("heading", name="Genuine and unchanged")
    expect(verdict).to_be_focused(timeout=30_000)
    expect(page.get_by_text("Signed by Vera Visitor")).to_be_visible()


def fill_in(page: Page, pictures: Path) -> None:
    """The bar leads from one required field to the next; answers are given in sheets."""
    page.get_by_role("button", name="Start").click()
    page.get_by_role("dialog").get_by_label("Phone").fill("+1 555 0100")
    page.screenshot(path=pictures / "signing-sheet-phone.png")
    page.get_by_role("button", name="Next field").click()
    page.get_by_role("dialog").get_by_label("Balayage").check()
    page.get_by_role("button", name="Next field").click()


def test_two_people_sign_on_their_phones_and_download_the_sealed_pdf(
    site: Site, visitor: Callable[..., Visitor], pictures: Path
) -> None:
    owner = visitor()
    owner.sign_in(site, "bella", "owner")
    veras, bens = asked(owner)

    vera = visitor(viewport=PHONE, zone="Europe/Berlin").page
    vera.goto(mailed_link(site, veras, "/sign/s/"))
    expect(vera.get_by_text("asks you, Vera Visitor, to sign this")).to_be_visible()
    vera.screenshot(path=pictures / "signing-consent-phone.png")
    consent(vera)
    vera.screenshot(path=pictures / "signing-phone.png")
    fill_in(vera, pictures)
    sign_and_finish(vera)
    expect(vera.get_by_text("We wait for Ben Costa.")).to_be_visible()
    assert vera.evaluate(SCRIPT_BYTES) <= MOST_SCRIPT_BYTES

    ben = visitor(viewport=PHONE, dark=True).page
    ben.goto(mailed_link(site, bens, "/sign/s/"))
    consent(ben)
    ben.screenshot(path=pictures / "signing-second-phone-dark.png")
    ben.get_by_role("button", name="Start").click()
    sign_and_finish(ben)

    # Both pages hear by themselves that the sealed PDF is there.
    for page in (ben, vera):
        expect(page.get_by_role("heading", name="Everybody has signed")).to_be_visible(
            timeout=60_000
        )
    with vera.expect_download() as downloading:
        vera.get_by_role("link", name="Download the signed PDF").click()
    sealed = downloading.value.path()
    assert sealed.read_bytes().startswith(b"%PDF-")
    check(visitor().page, site, sealed)


def test_whoever_declines_ends_it_and_the_other_hears_it_at_once(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    owner = visitor()
    owner.sign_in(site, "bella", "owner")
    link = mailed_link(site, asked(owner)[0], "/sign/s/")
    vera, elsewhere = visitor(viewport=PHONE).page, visitor().page
    vera.goto(link)
    consent(vera)
    elsewhere.goto(link)
    expect(elsewhere.get_by_label("Phone")).to_be_visible()

    vera.get_by_role("button", name="More choices").click()
    vera.get_by_role("button", name=re.compile("^I do not want to sign")).click()
    vera.get_by_label("Why do you not want to sign?").fill("The price is wrong")
    vera.get_by_role("button", name="Decline").click()
    expect(vera.get_by_role("heading", name="You have declined")).to_be_focused()
    expect(elsewhere.get_by_role("heading", name="You have declined")).to_be_visible()


def test_a_pad_that_does_not_load_leaves_the_page_and_comes_whole_later(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    owner = visitor()
    owner.sign_in(site, "bella", "owner")
    page = visitor().page
    page.goto(mailed_link(site, asked(owner)[0], "/sign/s/"))
    consent(page)
    # The pad's scripts and looks are what comes now.
    page.route("**/assets/*", lambda route: route.abort())
    page.get_by_role("button", name="Sign here: Client signature, required, empty").click()
    missing = page.get_by_role("dialog", name="This could not be loaded")
    expect(missing).to_be_visible()
    page.unroute("**/assets/*")
    missing.get_by_role("button", name="Try again").click()
    # Without its styles the button would lie below the window.
    draw_on(page.get_by_role("dialog", name="Client signature").get_by_role("img"))
    page.get_by_role("button", name="Use this signature").click()
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()


def test_axe_finds_nothing_on_a_signers_way(
    site: Site, window: Visitor, visitor: Callable[..., Visitor]
) -> None:
    owner = visitor()
    owner.sign_in(site, "bella", "owner")
    page = window.page
    page.goto(mailed_link(site, asked(owner)[0], "/sign/s/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert findings(page) == [], "consent"
    consent(page)
    assert findings(page) == [], "document"
    page.get_by_role("button", name="Sign here: Client signature, required, empty").click()
    expect(page.get_by_role("dialog")).to_be_visible()
    for tab in ("Draw", "Type", "Upload"):
        page.get_by_role("tab", name=tab).click()
        assert findings(page) == [], tab
    for path in (f"/sign/s/{'x' * 43}", "/verify"):
        page.goto(site.url("bella", path))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert findings(page) == [], path
