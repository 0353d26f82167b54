"""Written templates as pages, seen as a reader sees them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import pypdfium2
import pytest

from smoothschedule.contracts.html.filling import filled
from smoothschedule.contracts.html.rows import EXTENTS
from smoothschedule.contracts.html.setting import LETTER, TooLong, Written, written
from smoothschedule.contracts.html.tree import blocks_of
from smoothschedule.contracts.rules.fields import FieldType, fields_of
from smoothschedule.contracts.rules.prefill import Facts
from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.marks import TextMark, TickMark
from smoothschedule.pdf.overlay import stamp
from smoothschedule.pdf.preflight.preparing import prepare
from smoothschedule.pdf.rendering import check_unchanged
from tests.contracts.html.test_tree import doc, para, table, text
from tests.factories import picture

EDITOR: Final = Path("frontend/src/features/templates/html/HtmlEditor.tsx")
FIELDS = {
    each.id: each
    for each in fields_of(
        [
            {"id": "f_name", "type": "name"},
            {"id": "f_sign", "type": "signature"},
            {"id": "f_ok", "type": "checkbox"},
            {"id": "f_pick", "type": "radio", "options": ["left", "right"]},
        ]
    )
}


NOTHING_KNOWN = Facts()


def spot(id: str) -> dict[str, Any]:
    return {"type": "field", "attrs": {"id": id}}


def set_(*content: Any, facts: Facts = NOTHING_KNOWN, **options: Any) -> Written:
    blocks = filled(blocks_of(doc(*content)), facts)
    return written(blocks, FIELDS, title="Waiver", pictures={}, **options)


def words(data: bytes) -> str:
    with pypdfium2.PdfDocument(data) as document:
        return " ".join(page.get_textpage().get_text_bounded() for page in document)


def test_every_field_has_its_place_and_marks_change_nothing_else() -> None:
    made = set_(
        para(text("Name: "), spot("f_name"), text(" agrees "), spot("f_ok")),
        para(text("Pick: "), spot("f_pick")),
        para(spot("f_sign")),
    )
    assert {id: len(found) for id, found in made.places.items()} == {
        "f_name": 1,
        "f_ok": 1,
        "f_pick": 2,
        "f_sign": 1,
    }
    assert [place.option for place in made.places["f_pick"]] == ["left", "right"]
    areas = {
        id: [Area(place.x, place.y, place.w, place.h) for place in found]
        for id, found in made.places.items()
    }
    marks = [TextMark(0, area, "Ann") for area in (*areas["f_name"], *areas["f_sign"])]
    ticks = [TickMark(0, area) for area in (*areas["f_ok"], *areas["f_pick"])]
    marked = stamp(made.data, [*marks, *ticks])
    everywhere = [area for found in areas.values() for area in found]
    check_unchanged(made.data, marked, pages=range(1), areas={0: everywhere})
    assert "Ann" in words(marked)


def test_fields_never_overlap_nor_leave_the_page() -> None:
    made = set_(para(*[spot("f_name"), text(" x "), spot("f_sign"), text(" y ")] * 12))
    places = [place for found in made.places.values() for place in found]
    assert len(places) == 24
    for place in places:
        assert 0 <= place.x < place.x + place.w <= 1
        assert 0 <= place.y < place.y + place.h <= 1
    for at, one in enumerate(places):
        for other in places[at + 1 :]:
            apart = (
                one.page != other.page
                or one.x + one.w <= other.x + 1e-9
                or other.x + other.w <= one.x + 1e-9
                or one.y + one.h <= other.y + 1e-9
                or other.y + other.h <= one.y + 1e-9
            )
            assert apart


def test_cells_of_a_table_stand_beside_each_other_and_long_ones_go_on_over_pages() -> None:
    long = para(*[text("a clause of this contract " * 300)] * 4)
    made = set_(
        table(
            [para(text("What")), para(text("Price"))],
            [para(text("Cut")), para({"type": "variable", "attrs": {"name": "customer.name"}})],
            [para(spot("f_sign"), text(" and "), spot("f_name")), para(spot("f_ok"))],
            [long, para(text("the end"))],
            colwidth=[120],
        ),
        facts=Facts(words={"customer.name": "Ann"}),
    )
    assert made.pages > 1
    said = words(made.data)
    assert all(each in said for each in ("What", "Price", "Cut", "Ann", "the end"))
    assert said.count("clause") == 1_200
    (sign,), (name,), (ok,) = (made.places[id] for id in ("f_sign", "f_name", "f_ok"))
    assert max(sign.x + sign.w, name.x + name.w) < 0.5 < ok.x
    with pypdfium2.PdfDocument(made.data) as document:
        page = document[0].get_textpage()
        what, price = (page.search(each).get_next() for each in ("What", "Price"))
        left, low, *_ = page.get_charbox(what[0])
        right, level, *_ = page.get_charbox(price[0])
    assert left < made.width / 2 < right
    assert low == pytest.approx(level, abs=3)


@pytest.mark.parametrize(
    "said",
    [
        "Grüße aus Köln",
        "Ελληνικά και Русский",
        "你好世界",
        "こんにちは世界",
        "안녕하세요",
        "สวัสดีชาวโลก",
        "नमस्ते",
        "{{ braces }} & <b>tags</b>",
    ],
)
def test_every_script_is_there_to_be_read(said: str) -> None:
    found = words(set_(para(text(said))).data)
    assert "".join(said.split()) in "".join(found.split())


def test_arabic_and_hebrew_are_ordered_for_the_eye() -> None:
    made = set_(para(text("مرحبا بالعالم")), para(text("שלום עולם")))
    with pypdfium2.PdfDocument(made.data) as document:
        image = document[0].render(scale=2).to_pil().convert("L")
    # Ink begins at the right margin, not at the left one.
    left, _, right, _ = image.point(lambda value: 255 * (value < 128)).getbbox() or (0, 0, 0, 0)
    assert left > image.width * 0.5
    assert right > image.width * 0.85


def test_what_is_known_is_filled_in_and_what_is_not_is_a_gap() -> None:
    name = {"type": "variable", "attrs": {"name": "customer.name"}}
    phone = {"type": "variable", "attrs": {"name": "customer.phone"}}
    made = set_(para(name, text("/"), phone), facts=Facts(words={"customer.name": "Zoë {x}"}))
    assert "Zoë {x}/…" in words(made.data)


def test_the_same_is_written_as_the_same_bytes_and_needs_no_preparing() -> None:
    made = set_(para(text("Same")), para(spot("f_sign")))
    assert made.data == set_(para(text("Same")), para(spot("f_sign"))).data
    prepared = prepare(made.data)
    assert not prepared.is_changed
    (frame,) = prepared.frames
    assert (frame.sheet_width, frame.sheet_height) == (made.width, made.height)


def test_long_texts_run_over_pages_and_too_long_ones_are_refused() -> None:
    made = set_(*[para(text("word " * 300))] * 10, para(spot("f_sign")), size=LETTER)
    assert made.pages > 3
    (place,) = made.places["f_sign"]
    assert place.page == made.pages - 1
    with pytest.raises(TooLong):
        set_(*[para(text("word " * 1_900))] * 260)


def test_a_word_wider_than_the_page_is_broken() -> None:
    made = set_(para(text("x" * 400)))
    with pypdfium2.PdfDocument(made.data) as document:
        page = document[0].get_textpage()
        edges = [page.get_charbox(at)[2] for at in range(400)]
    assert max(edges) <= made.width - 60


def test_pictures_come_from_those_given_alone() -> None:
    known, unknown = uuid4(), uuid4()
    images = [{"type": "image", "attrs": {"asset_id": str(id)}} for id in (known, unknown)]
    blocks = blocks_of(doc(*images))
    made = written(blocks, {}, title="x", pictures={known: picture()})
    with pypdfium2.PdfDocument(made.data) as document:
        kinds = [each.type for each in document[0].get_objects()]
    assert kinds.count(3) == 1  # FPDF_PAGEOBJ_IMAGE


def test_a_paragraph_of_every_look_keeps_its_letters() -> None:
    bold, italic = {"type": "bold"}, {"type": "italic"}
    link = {"type": "link", "attrs": {"href": "https://example.com"}}
    made = set_(
        {"type": "heading", "attrs": {"level": 1}, "content": [text("Head")]},
        para(text("plain "), text("bold ", bold), text("both ", bold, italic), text("link", link)),
        {"type": "orderedList", "content": [{"type": "listItem", "content": [para(text("one"))]}]},
        {"type": "blockquote", "content": [para(text("quoted"))]},
        {"type": "horizontalRule"},
        para(text("first"), {"type": "hardBreak"}, text("second")),
    )
    found = words(made.data).split()
    for word in "Head plain bold both link 1. one quoted first second 1 / 1".split():
        assert word in found


def test_the_editor_tells_of_as_much_room_as_there_will_be_on_paper() -> None:
    sizes = re.findall(r"(\w+): { width: (\d+), height: (\d+) }", EDITOR.read_text())
    told = {FieldType(kind): (float(wide), float(high)) for kind, wide, high in sizes}
    written_in = (FieldType.TEXT, FieldType.NAME, FieldType.NUMBER, FieldType.NOTE)
    assert told == {kind: EXTENTS[kind] for kind in written_in}
