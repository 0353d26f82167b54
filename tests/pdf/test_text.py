"""Text of every script we ship a font for; text of any other is refused."""

from io import BytesIO

import pytest
from hypothesis import given, settings, strategies as st
from PIL import ImageChops
from pypdf import PdfReader

from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.marks import TextMark
from smoothschedule.pdf.overlay import stamp
from smoothschedule.pdf.refusals import Code, Refused
from smoothschedule.pdf.text.layout import fitted, wrapped
from smoothschedule.pdf.text.shaping import shaped, undrawable
from smoothschedule.pdf.text.typefaces import EM, typeface
from tests.pdf import files
from tests.pdf.looking import ink, outside, seen

BLANK = files.drawing(b"")
AREA = Area(0.1, 0.1, 0.6, 0.08)
SCRIPTS = {
    "Latin": "Zoë Łukasz Nguyễn — “fiancé” №5 €",
    "Greek": "Καλημέρα κόσμε",
    "Cyrillic": "Здравствуй, мир! Ђорђе",
    "Arabic": "مرحبا بالعالم",
    "Hebrew": "שלום עולם",
    "Devanagari": "नमस्ते क्षत्रिय श्री",
    "Thai": "สวัสดีชาวโลก น้ำ",
    "Chinese": "合同签署 繁體中文",
    "Japanese": "株式会社 髙橋さん",
    "Korean": "안녕하세요 계약서",
}
FACES = {
    "Latin": "NotoSans-Regular",
    "Greek": "NotoSans-Regular",
    "Cyrillic": "NotoSans-Regular",
    "Arabic": "NotoSansArabic-Regular",
    "Hebrew": "NotoSansHebrew-Regular",
    "Devanagari": "NotoSans-Regular",
    "Thai": "NotoSansThai-Regular",
    "Chinese": "NotoSansSC-Regular",
    "Japanese": "NotoSansJP-Regular",
    "Korean": "NotoSansKR-Regular",
}


def drawn(text, area=AREA):
    return seen(stamp(BLANK, [TextMark(0, area, text)]))


@pytest.mark.parametrize("script", SCRIPTS)
def test_each_script_is_drawn_with_its_font_and_can_be_copied(script):
    text = SCRIPTS[script]
    data = stamp(BLANK, [TextMark(0, AREA, text)])
    assert FACES[script] in {run.face.name for run in shaped(text).runs}
    assert all(glyph.number for run in shaped(text).runs for glyph in run.glyphs)
    picture = seen(data)
    assert ink(picture)
    assert outside(ImageChops.invert(picture.convert("L")), [AREA]) is None
    assert text.encode("utf-16-be").hex().upper().encode() in forms_of(data)


def forms_of(data):
    """The content of what was drawn on the first page."""
    objects = PdfReader(BytesIO(data)).pages[0]["/Resources"]["/XObject"]
    return b"".join(form.get_object().get_data() for form in objects.values())


def test_a_font_is_embedded_once_and_only_with_what_is_drawn():
    marks = [TextMark(0, Area(0.1, 0.1 * at, 0.6, 0.08), "合同签署") for at in range(9)]
    data = stamp(BLANK, marks)
    assert len(data) - len(BLANK) < 12_000
    assert data.count(b"/FontFile2") == 1


def test_arabic_letters_join_and_run_from_the_right():
    alone, joined = shaped("ب ب ب"), shaped("ببب")
    numbers = [{glyph.number for glyph in line.runs[0].glyphs} for line in (alone, joined)]
    assert not numbers[1] <= numbers[0]
    assert shaped("שלום").runs[0].glyphs[0].text == "ם"


def test_latin_within_hebrew_stays_readable():
    texts = ["".join(glyph.text for glyph in run.glyphs) for run in shaped("שלום abc").runs]
    assert texts[0] == "abc"
    assert shaped("שלום abc").is_right_to_left


def test_devanagari_vowels_move_before_their_consonant_and_conjuncts_join():
    assert len(shaped("क्ष").runs[0].glyphs) < 3
    (run,) = shaped("कि").runs
    assert run.glyphs[0].number != shaped("क").runs[0].glyphs[0].number


def test_han_characters_have_the_shape_of_their_country():
    faces = {text: shaped(text).runs[0].face.name for text in ("骨です", "骨", "骨")}
    assert faces == {"骨です": "NotoSansJP-Regular", "骨": "NotoSansSC-Regular"}


def test_marks_above_letters_stand_above_them():
    (run,) = shaped("ที่").runs
    assert sum(glyph.advance > 0 for glyph in run.glyphs) == 1


@pytest.mark.parametrize("text", ["\U0001f600", "ok \ue000", "ꙮ\U00012000", "a\x07b", "\x00"])
def test_what_no_font_draws_is_refused_and_never_printed_as_boxes(text):
    assert undrawable(text)
    with pytest.raises(Refused) as refused:
        stamp(BLANK, [TextMark(0, AREA, text)])
    assert refused.value.code is Code.TEXT_UNSUPPORTED


def test_invisible_characters_do_no_harm():
    text = "\u200eAl\u200dice\u200b\ufeff\u00ad\u2066"
    assert undrawable(text) == ""
    assert ink(drawn(text))


@given(
    st.text(st.sampled_from("aÉßжשبकि่ 中あ한\n,(1"), min_size=1, max_size=120),
    st.floats(20, 500),
    st.floats(5, 300),
)
@settings(max_examples=60, deadline=None)
def test_text_always_fits_its_box(text, width, height):
    block = fitted(text, width, height)
    assert block.width <= width * 1.0001
    assert block.height <= height * 1.0001 or len(block.lines) == 1
    assert block.size > 0


@given(st.text(st.sampled_from("ab cд中あ한ที่ שב"), min_size=1, max_size=80), st.floats(40, 300))
@settings(max_examples=60, deadline=None)
def test_breaking_lines_loses_nothing_but_spaces(text, width):
    block = wrapped(text, width, 12)
    kept = "".join(line.text for line in block.lines)
    assert kept.replace(" ", "") == text.replace(" ", "")


def test_one_line_is_preferred_until_it_gets_small():
    assert len(fitted("Alice Example", 200, 60).lines) == 1
    assert len(fitted("word " * 40, 200, 60).lines) > 2


def test_a_word_longer_than_the_box_is_broken():
    block = wrapped("x" * 100, 100, 12)
    assert len(block.lines) > 3
    assert block.width <= 100


def test_no_text_draws_nothing():
    assert ink(drawn("")) is None
    assert ink(drawn(" \n ")) is None


def test_measures_are_those_of_the_font():
    face = typeface("NotoSans-Regular")
    assert face.face.upem == EM
    assert face.ascent > 0 > face.descent
