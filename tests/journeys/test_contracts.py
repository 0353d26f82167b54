"""A contract from an uploaded PDF to its last signature, watched live at the desk."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from reportlab.pdfgen.canvas import Canvas

from tests.journeys.conftest import PHONE, Site, Visitor, findings
from tests.journeys.test_a_business_of_ones_own import mailed_link

SIGNER, ADDRESS = "Paula Paper", "paula@paper.example"
PAPER = (612, 792)
#: Signs through the signing page's own API, as its page would: consent, ink, finish.
SIGN = """async (token) => {
  const call = async (method, path, body) => {
    const answer = await fetch(`/api/v1/signing/${token}${path}`, {
      method,
      headers: { "Content-Type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };
  const pad = Object.assign(document.createElement("canvas"), { width: 300, height: 90 });
  const pen = pad.getContext("2d");
  pen.lineWidth = 4;
  pen.moveTo(10, 70);
  pen.bezierCurveTo(90, -40, 160, 150, 290, 20);
  pen.stroke();
  const png = pad.toDataURL("image/png").split(",")[1];
  await call("POST", "/open");
  let view = await call("GET", "");
  const { version, language } = view.consent;
  view = await call("POST", "/consent", { version, language });
  const image = await call("POST", "/images", { kind: "signature", how: "drawn", png });
  for (const field of view.fields.filter((each) => each.is_mine && each.type === "signature")) {
    await call("PUT", `/values/${field.id}`, { value: { image_id: image.id } });
  }
  view = await call("GET", "");
  const { document_sha256, edition } = view.contract;
  await call("POST", "/finish", { version: view.signer.version, document_sha256, edition });
}"""


def drawn_pdf(path: Path) -> Path:
    """Two pages of an agreement."""
    canvas = Canvas(str(path), pagesize=PAPER)
    for number in (1, 2):
        canvas.setFont("Helvetica", 14)
        canvas.drawString(72, 700, f"Agreement, page {number}")
        canvas.drawString(72, 160, "Signed:")
        canvas.showPage()
    canvas.save()
    return path


def make_template(page: Page, site: Site, pdf: Path, name: str) -> None:
    """A template of that name stands in its editor, its PDF looked at and drawn."""
    page.goto(site.url("bella", "/app/templates"))
    page.get_by_role("button", name="New template").first.click()
    form = page.get_by_role("dialog", name="New template")
    form.get_by_label("Name").fill(name)
    form.get_by_role("button", name="Make it").click()
    page.locator("input[type=file]").set_input_files(pdf)
    expect(page.get_by_role("group", name="Fields to place")).to_be_visible(timeout=30_000)
    expect(page.locator("[data-page='0'] canvas")).to_be_visible(timeout=15_000)


def drag(page: Page, what: Locator, x: float, y: float) -> None:
    """Dragged with the mouse to a point of the window."""
    box = what.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, y, steps=8)
    page.mouse.up()


def place_two_fields(page: Page) -> None:
    """A signature by dragging, the date by two clicks; both are kept."""
    palette = page.get_by_role("group", name="Fields to place")
    paper = page.locator("[data-page='0']").bounding_box()
    assert paper
    at_x, at_y = paper["x"] + paper["width"] * 0.35, paper["y"] + 260
    drag(page, palette.get_by_role("button", name="Signature"), at_x, at_y)
    signature = page.get_by_role("button", name="Signature, for Client, page 1")
    expect(signature).to_be_visible()
    palette.get_by_role("button", name="Date signed").click()
    expect(page.get_by_text("Click on the page where the date signed belongs.")).to_be_visible()
    page.mouse.click(at_x, at_y + 120)
    expect(page.get_by_role("button", name="Date signed, for Client, page 1")).to_be_visible()
    before = signature.bounding_box()
    signature.click()
    page.keyboard.press("Shift+ArrowRight")
    after = signature.bounding_box()
    assert before
    assert after
    assert abs(after["x"] - before["x"] - 10) < 1
    expect(page.get_by_role("status").filter(has_text="Saved")).to_be_visible()
    expect(page.get_by_text("Ready", exact=True)).to_be_visible()


def send_it(page: Page) -> None:
    """From the editor through the form to the contract's own page."""
    page.get_by_role("link", name="New contract").click()
    page.get_by_role("button", name="Other person as the Client").click()
    page.get_by_label("Name of the Client").fill(SIGNER)
    page.get_by_label("E-mail of the Client").fill(ADDRESS)
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("Title").fill("Paper agreement")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("combobox", name="Seen by")).to_have_value(f"{SIGNER} · Client")
    page.get_by_role("button", name="Send", exact=True).click()
    page.wait_for_url(re.compile(r"/app/contracts/[0-9a-f-]{36}$"))


def test_a_contract_goes_from_a_pdf_to_its_signature_live(
    site: Site, visitor: Callable[..., Visitor], pictures: Path, tmp_path: Path
) -> None:
    desk = visitor()
    page = desk.page
    desk.come_as(site, "bella", "owner")
    make_template(page, site, drawn_pdf(tmp_path / "agreement.pdf"), "Journey agreement")
    place_two_fields(page)
    page.screenshot(path=pictures / "field-editor.png")
    send_it(page)
    signers = page.get_by_role("list", name="Signers")
    expect(signers.get_by_text("Invited")).to_be_visible()
    page.screenshot(path=pictures / "contract.png")

    link = mailed_link(site, ADDRESS, "/sign/s/")
    guest = visitor(viewport=PHONE)
    guest.page.goto(site.url("bella", "/"))
    guest.page.evaluate(SIGN, link.rsplit("/", 1)[-1])

    # Nothing is reloaded: the desk hears of it.
    expect(signers.get_by_text("Signed", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Download")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("Completed").first).to_be_visible()
    page.screenshot(path=pictures / "contract-completed.png")
    page.goto(site.url("bella", "/app/contracts?state=completed"))
    expect(page.get_by_role("row", name=re.compile("Paper agreement"))).to_be_visible()


def test_axe_finds_nothing_in_the_editors(site: Site, window: Visitor, tmp_path: Path) -> None:
    page = window.page
    window.come_as(site, "bella", "owner")
    make_template(page, site, drawn_pdf(tmp_path / "agreement.pdf"), "Axe agreement")
    place_two_fields(page)
    assert findings(page) == []
    page.goto(site.url("bella", "/app/templates"))
    page.get_by_role("button", name="New template").first.click()
    form = page.get_by_role("dialog", name="New template")
    form.get_by_label("Name").fill("Axe text")
    form.get_by_role("radio", name="Write it here").click()
    form.get_by_role("button", name="Make it").click()
    page.get_by_role("textbox", name="Text of the contract").fill("We agree.")
    page.get_by_role("button", name="Field", exact=True).click()
    page.get_by_role("menuitem", name="Signature").click()
    expect(page.get_by_text("Ready", exact=True)).to_be_visible()
    assert findings(page) == []
    page.get_by_role("link", name="New contract").click()
    expect(page.get_by_role("combobox", name="Who is the Client")).to_be_visible()
    assert findings(page) == []
