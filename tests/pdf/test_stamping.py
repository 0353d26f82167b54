"""Every hazard is marked in the right place or refused with its code, judged by looking."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.marks import Align, ImageMark, TextMark, TickMark
from smoothschedule.pdf.overlay import stamp
from smoothschedule.pdf.preflight import preparing
from smoothschedule.pdf.preflight.preparing import prepare
from smoothschedule.pdf.refusals import SENTENCES, Code, Refused
from tests.pdf import files
from tests.pdf.looking import changed, count, ink, inside, outside, pixels, seen

AREA = Area(0.2, 0.3, 0.4, 0.1)
REWRITTEN = {
    "form field without a look",
    "wrong offsets",
    "a content that says it is empty",
    "resources with a word that means nothing",
    "junk before the header",
    "no cross-reference at all",
    "encrypted with an empty password",
    "encrypted with RC4 and an empty password",
}


def text_on(*pages, text="Signed by Alice"):
    return [TextMark(page, AREA, text) for page in pages]


def png(size=(300, 100), colour=(0, 0, 160, 255)):
    file = BytesIO()
    Image.new("RGBA", size, colour).save(file, "PNG")
    return file.getvalue()


@pytest.mark.parametrize("name", files.SIGNABLE)
def test_only_the_box_on_the_marked_page_changes(name):
    data = files.SIGNABLE[name]
    prepared = prepare(data)
    marked = stamp(prepared.data, text_on(0))
    assert count(marked) == count(data) == len(prepared.frames)
    for index in range(len(prepared.frames)):
        difference = changed(seen(data, index), seen(marked, index))
        if index == 0:
            assert inside(difference, AREA)
            assert outside(difference, [AREA]) is None
        else:
            assert difference.getbbox() is None


@pytest.mark.parametrize("name", files.SIGNABLE)
def test_what_was_uploaded_stays_as_it_was_where_that_is_possible(name):
    data = files.SIGNABLE[name]
    marked = stamp(prepare(data).data, text_on(0))
    assert marked.startswith(data) == (name not in REWRITTEN)
    assert PdfReader(BytesIO(marked), strict=True).pages[0]["/Type"] == "/Page"


def test_a_page_that_marking_would_change_is_refused_before_anybody_signs(monkeypatch):
    monkeypatch.setattr(preparing, "with_room_for_marks", lambda data, _: stamp(data, text_on(0)))
    with pytest.raises(Refused, match="page 0 would change"):
        preparing.prepare(files.SIGNABLE["plain"])


@pytest.mark.parametrize("name", files.REFUSED)
def test_what_cannot_be_marked_honestly_is_refused_with_its_code(name):
    data, code = files.REFUSED[name]
    with pytest.raises(Refused) as refused:
        prepare(data)
    assert refused.value.code == code
    assert refused.value.sentence.endswith(".")


@pytest.mark.parametrize("name", files.REFUSED)
def test_a_refusal_is_never_that_of_the_file_before(name):
    data, code = files.REFUSED[name]
    with pytest.raises(Refused):
        prepare(files.PASSWORD)
    with pytest.raises(Refused) as refused:
        prepare(data)
    assert refused.value.code == code


def test_every_code_has_a_sentence():
    assert set(SENTENCES) == set(Code)


def test_a_locked_file_is_taken_with_its_password():
    prepared = prepare(files.PASSWORD, password="foo")
    assert changed(seen(files.PASSWORD, password="foo"), seen(prepared.data)).getbbox() is None
    with pytest.raises(Refused) as refused:
        prepare(files.PASSWORD, password="wrong")
    assert refused.value.code is Code.PASSWORD_REQUIRED


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
@pytest.mark.parametrize("unit", [1, 3])
def test_marks_stand_upright_and_look_the_same_on_any_page(rotation, unit):
    turned = (900, 600) if rotation % 180 else (600, 900)
    box = b"/MediaBox [-100 50 %d %d]" % (turned[0] - 100, turned[1] + 50)
    entries = b"/Rotate %d /UserUnit %d" % (rotation, unit)
    odd = files.pdf(
        {2: files.pages(3), 3: files.page(box=box, entries=entries), 8: files.stream(b"")}
    )
    plain = files.pdf(
        {2: files.pages(3), 3: files.page(box=b"/MediaBox [0 0 600 900]"), 8: files.stream(b"")}
    )
    marks = [*text_on(0), ImageMark(0, Area(0.1, 0.6, 0.3, 0.2), png())]
    assert changed(seen(stamp(odd, marks)), seen(stamp(plain, marks))).getbbox() is None


def test_every_page_of_many_that_share_everything_has_its_own_marks():
    data = files.SIGNABLE["rotated 90, one content for all"]
    marked = stamp(data, [TextMark(index, AREA, f"Page {index}") for index in range(3)])
    pictures = [seen(marked, index) for index in range(3)]
    assert changed(pictures[0], pictures[1]).getbbox() is not None
    for index, picture in enumerate(pictures):
        assert outside(changed(seen(data, index), picture), [AREA]) is None


def test_the_same_page_listed_twice_can_be_marked_once():
    data = files.SIGNABLE["the same page twice"]
    marked = stamp(prepare(data).data, text_on(1))
    assert changed(seen(data, 0), seen(marked, 0)).getbbox() is None
    assert inside(changed(seen(data, 1), seen(marked, 1)), AREA)


def test_marks_can_be_added_again_and_again():
    data = first = files.one_page()
    for at in range(3):
        area = Area(0.1, 0.2 + at * 0.2, 0.5, 0.1)
        data = stamp(data, [TextMark(0, area, f"Round {at}")])
    difference = changed(seen(first), seen(data))
    areas = [Area(0.1, 0.2 + at * 0.2, 0.5, 0.1) for at in range(3)]
    assert all(inside(difference, area) for area in areas)
    assert outside(difference, areas) is None


def test_values_of_a_form_stay_and_can_be_changed_no_more():
    prepared = prepare(files.SIGNABLE["form field without a look"])
    field = PdfReader(BytesIO(prepared.data)).get_fields()["name"]
    assert (field["/V"], field["/Ff"] & 1) == ("Alice", 1)
    form = PdfReader(BytesIO(prepared.data)).trailer["/Root"]["/AcroForm"]
    assert "/NeedAppearances" not in form
    assert "/N" in form["/Fields"][0].get_object()["/AP"]


def test_nothing_of_an_adobe_form_or_of_usage_rights_is_left():
    for name in ("Adobe form with fields to fall back on", "usage rights"):
        root = PdfReader(BytesIO(prepare(files.SIGNABLE[name]).data)).trailer["/Root"]
        assert "/Perms" not in root
        assert "/XFA" not in root["/AcroForm"]


def test_a_mark_made_for_a_form_field_lies_on_top_of_it():
    data = prepare(files.SIGNABLE["form field with a look"]).data
    area = Area(95 / 595, (842 - 645) / 842, 210 / 595, 50 / 842)
    marked = stamp(data, [ImageMark(0, area, png((210, 50)))])
    left, top, right, bottom = pixels(area, seen(marked).size)
    middle = seen(marked).getpixel(((left + right) // 2, (top + bottom) // 2))
    assert middle == (0, 0, 160)


def test_an_annotation_over_a_mark_goes_beneath_it():
    annotation = b"<< /Type /Annot /Subtype /Stamp /Rect [100 500 400 650] /AP << /N 11 0 R >> >>"
    look = b"/Type /XObject /Subtype /Form /BBox [0 0 10 10]"
    data = files.pdf(
        {
            2: files.pages(3),
            3: files.page(entries=b"/Annots [10 0 R]"),
            10: annotation,
            11: files.stream(b"1 1 0 rg 0 0 10 10 re f", look),
        }
    )
    difference = changed(seen(data), seen(stamp(data, text_on(0))))
    assert inside(difference, AREA)
    assert outside(difference, [AREA]) is None


def test_a_picture_keeps_its_proportions_and_its_transparency():
    data = files.drawing(b"0 1 0 rg 0 0 595 842 re f")
    half = Image.new("RGBA", (200, 100), (0, 0, 0, 0))
    half.paste((255, 0, 0, 255), (0, 0, 100, 100))
    file = BytesIO()
    half.save(file, "PNG")
    marked = seen(stamp(data, [ImageMark(0, Area(0, 0, 1, 1), file.getvalue())]))
    width, height = marked.size
    assert marked.getpixel((width // 4, height // 2)) == (255, 0, 0)
    assert marked.getpixel((width * 3 // 4, height // 2)) == (0, 255, 0)
    assert marked.getpixel((width // 4, height // 2 + width // 4 + 4)) == (0, 255, 0)


def test_a_jpeg_is_taken_as_it_is_and_turned_as_the_camera_says():
    picture = Image.new("RGB", (60, 30), (200, 0, 0))
    plain, turned = BytesIO(), BytesIO()
    picture.save(plain, "JPEG")
    exif = Image.Exif()
    exif[0x0112] = 6
    picture.save(turned, "JPEG", exif=exif)
    blank = files.drawing(b"")
    marked = stamp(blank, [ImageMark(0, AREA, plain.getvalue())])
    assert plain.getvalue() in marked
    left, top, right, bottom = ink(seen(stamp(blank, [ImageMark(0, AREA, turned.getvalue())])))
    assert (bottom - top) > 1.8 * (right - left)


def test_a_tick_lies_in_its_box():
    data = files.drawing(b"")
    difference = changed(seen(data), seen(stamp(data, [TickMark(0, AREA)])))
    assert inside(difference, AREA)
    assert outside(difference, [AREA]) is None


def test_text_is_no_larger_than_asked_and_stands_where_asked():
    blank = files.drawing(b"")
    small = seen(stamp(blank, [TextMark(0, AREA, "Alice", largest_pt=10)]))
    large = seen(stamp(blank, [TextMark(0, AREA, "Alice")]))
    assert (ink(small)[3] - ink(small)[1]) * 3 < ink(large)[3] - ink(large)[1]
    right = seen(stamp(blank, [TextMark(0, AREA, "Alice", largest_pt=10, align=Align.END)]))
    middle = seen(stamp(blank, [TextMark(0, AREA, "Alice", largest_pt=10, align=Align.CENTER)]))
    assert ink(small)[0] < ink(middle)[0] < ink(right)[0]


@pytest.mark.parametrize("index", [-1, 1])
def test_a_mark_on_a_page_that_is_not_there_is_refused(index):
    with pytest.raises(Refused) as refused:
        stamp(files.one_page(), text_on(index))
    assert refused.value.code is Code.NO_SUCH_PAGE


@pytest.mark.parametrize(
    ("image", "code"),
    [
        (b"", Code.IMAGE_UNREADABLE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Code.IMAGE_UNREADABLE),
        (png()[:60], Code.IMAGE_UNREADABLE),
        (b"\x00" * 10_000_001, Code.IMAGE_TOO_LARGE),
    ],
)
def test_an_image_that_cannot_be_drawn_is_refused(image, code):
    with pytest.raises(Refused) as refused:
        stamp(files.one_page(), [ImageMark(0, AREA, image)])
    assert refused.value.code is code


def test_an_image_of_too_many_pixels_is_refused():
    with pytest.raises(Refused) as refused:
        stamp(files.one_page(), [ImageMark(0, AREA, png((8000, 8000)))])
    assert refused.value.code is Code.IMAGE_TOO_LARGE


def test_no_marks_change_nothing():
    assert stamp(files.one_page(), []) == files.one_page()


CHECKOUT = Path(__file__).parents[2]
SHARED = [
    path
    for beside in (CHECKOUT.parent, CHECKOUT.parents[1])
    for path in sorted((beside / "shared/cases/pdfs").glob("*.pdf"))
]
EXPECTED = {
    "15_": "pdf_password_required",
    "19_": "pdf_xfa_dynamic",
    "21_": "pdf_signed",
    "26_": "pdf_malformed",
}


@pytest.mark.skipif(not SHARED, reason="no shared cases beside this checkout")
@pytest.mark.parametrize("path", SHARED, ids=lambda path: path.stem)
def test_a_real_file_is_marked_or_refused(path):
    data = path.read_bytes()
    code = next((code for start, code in EXPECTED.items() if path.name.startswith(start)), None)
    if code is not None:
        with pytest.raises(Refused) as refused:
            prepare(data)
        assert refused.value.code == code
        return
    last = count(data) - 1
    marked = stamp(prepare(data).data, text_on(last))
    for index in range(last + 1):
        difference = changed(seen(data, index), seen(marked, index))
        assert outside(difference, [AREA] if index == last else []) is None
    assert inside(difference, AREA)
