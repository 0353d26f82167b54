"""`flask cases stamp` and the process that files from outside are opened in."""

import json
import subprocess
import sys
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from smoothschedule.pdf.confined import prepare, prepare_and_stamp
from smoothschedule.pdf.confinement import Limits
from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.marks import Align, ImageMark, TextMark, TickMark
from smoothschedule.pdf.overlay import stamp
from smoothschedule.pdf.preflight import preparing
from smoothschedule.pdf.refusals import Code, Refused
from tests.pdf import files
from tests.pdf.looking import changed, inside, outside, seen

AREA = Area(0.2, 0.3, 0.4, 0.1)
MARK = {"page": 0, "x": 0.2, "y": 0.3, "w": 0.4, "h": 0.1}


def run(folder, data, marks):
    """The command as somebody outside would use it: no settings, no database."""
    (folder / "in.pdf").write_bytes(data)
    (folder / "marks.json").write_text(marks if isinstance(marks, str) else json.dumps(marks))
    return subprocess.run(
        [
            Path(sys.executable).with_name("flask"),
            *("cases", "stamp", folder / "in.pdf", folder / "marks.json", folder / "out.pdf"),
        ],
        capture_output=True,
        text=True,
        cwd=folder,
        env={},
        check=False,
    )


def test_the_command_draws_texts_and_images_where_the_marks_say(tmp_path):
    Image.new("RGB", (40, 20), (0, 0, 200)).save(tmp_path / "sig.png")
    other = {**MARK, "page": 2, "y": 0.6, "image": "sig.png"}
    data = files.SIGNABLE["rotated 90, one content for all"]
    result = run(tmp_path, data, [{**MARK, "text": "Alice"}, other])
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
    marked = (tmp_path / "out.pdf").read_bytes()
    assert marked.startswith(data)
    for index, area in [(0, AREA), (2, Area(0.2, 0.6, 0.4, 0.1))]:
        difference = changed(seen(data, index), seen(marked, index))
        assert inside(difference, area)
        assert outside(difference, [area]) is None
    assert changed(seen(data, 1), seen(marked, 1)).getbbox() is None


@pytest.mark.parametrize(
    ("data", "marks", "code"),
    [
        (files.PASSWORD, [{**MARK, "text": "x"}], "pdf_password_required"),
        (files.one_page(), [{**MARK, "page": 3, "text": "x"}], "pdf_no_such_page"),
        (files.one_page(), [{**MARK, "x": 0.9, "text": "x"}], "pdf_outside_page"),
        (files.one_page(), [{**MARK, "text": "\U0001f600"}], "pdf_text_unsupported"),
        (files.one_page(), [{**MARK, "image": "in.pdf"}], "pdf_image_unreadable"),
        (files.one_page(), [{**MARK, "image": "nowhere.png"}], "pdf_unreadable_file"),
        (files.one_page(), [{**MARK}], "pdf_bad_marks"),
        (files.one_page(), [{**MARK, "x": "left", "text": "x"}], "pdf_bad_marks"),
        (files.one_page(), {}, "pdf_bad_marks"),
        (files.one_page(), "[", "pdf_bad_marks"),
    ],
)
def test_the_command_ends_with_status_2_and_one_code(tmp_path, data, marks, code):
    result = run(tmp_path, data, marks)
    assert (result.returncode, result.stdout) == (2, "")
    assert json.loads(result.stderr)["code"] == code
    assert not (tmp_path / "out.pdf").exists()


def test_the_process_gives_what_the_functions_give():
    data = files.SIGNABLE["form field with a look"]
    assert prepare(data) == preparing.prepare(data)
    file = BytesIO()
    Image.new("RGB", (40, 20), (0, 0, 200)).save(file, "PNG")
    marks = [
        TextMark(0, AREA, "Alice", largest_pt=12, align=Align.END),
        ImageMark(0, Area(0.1, 0.7, 0.2, 0.1), file.getvalue()),
        TickMark(0, Area(0.6, 0.7, 0.1, 0.1)),
    ]
    assert prepare_and_stamp(data, marks) == stamp(preparing.prepare(data).data, marks)


def nested_forms(depth):
    """Forms that draw the next one ten times: little to store, endless to draw."""
    call = b"/X Do " * 10
    entries = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
    objects = {
        10 + at: files.stream(
            call, entries + b"/Resources << /XObject << /X %d 0 R >> >>" % (11 + at)
        )
        for at in range(depth)
    }
    objects[10 + depth] = files.stream(b"0 0 100 100 re f", entries)
    resources = b"/Resources << /XObject << /X 10 0 R >> >>"
    return files.pdf(
        {2: files.pages(3), 3: files.page(resources=resources), 8: files.stream(call), **objects}
    )


def doubling_tree(depth):
    """A page tree in which each node lists the next one twice."""
    nodes = {
        20 + at: b"<< /Type /Pages /Count 1 /Kids [%d 0 R %d 0 R] >>" % (21 + at, 21 + at)
        for at in range(depth)
    }
    return files.pdf({2: files.pages(20), **nodes, 20 + depth: files.page()})


def deflated_twice(size):
    inner = zlib.compress(b"0 " * size, 9)
    return files.pdf(
        {
            2: files.pages(3),
            3: files.page(),
            8: files.stream(zlib.compress(inner, 9), b"/Filter [/FlateDecode /FlateDecode]"),
        }
    )


#: Each is made by the test alone: to collect the tests must not take its time.
HOSTILE = {
    "content that unpacks to 200 MB": lambda: files.packed(b"0 " * 100_000_000),
    "content packed twice": lambda: deflated_twice(100_000_000),
    "drawing without end": lambda: nested_forms(9),
    "pages without end": lambda: doubling_tree(40),
    "brackets without end": lambda: files.one_page(entries=b"/X " + b"[" * 200_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_exhaust_us_is_refused_in_time(name):
    limits = Limits(cpu_seconds=6, wall_seconds=60, memory_bytes=1_000_000_000)
    with pytest.raises(Refused) as refused:
        prepare_and_stamp(HOSTILE[name](), [TextMark(0, AREA, "x")], limits=limits)
    assert refused.value.code in {Code.TOO_LARGE, Code.MALFORMED}


def test_a_hundred_thousand_objects_are_taken_or_refused_within_the_limits():
    many = {number: b"<< /N %d >>" % number for number in range(10, 100_010)}
    data = files.pdf({2: files.pages(3), 3: files.page(), **many})
    try:
        marked = prepare_and_stamp(data, [TextMark(0, AREA, "x")])
    except Refused as refused:
        outcome: str = refused.code  # on a slow machine
    else:
        outcome = "taken" if marked.startswith(data) else "changed"
    assert outcome in ("taken", Code.TOO_LARGE)


def test_time_and_memory_are_limits():
    with pytest.raises(Refused) as refused:
        prepare(files.one_page(), limits=Limits(wall_seconds=0))
    assert refused.value.code is Code.TOO_LARGE
    large = files.packed(b"0 " * 30_000_000)
    with pytest.raises(Refused) as refused:
        prepare(large, limits=Limits(memory_bytes=100_000_000))
    assert refused.value.code is Code.TOO_LARGE
    assert prepare(large).data == large


def test_a_file_above_the_limit_is_not_even_read():
    with pytest.raises(Refused) as refused:
        prepare(b"%PDF-1.7\n" + b"0" * 50_000_000)
    assert refused.value.code is Code.TOO_LARGE
