"""What content leaves open is closed, whatever it consists of."""

import pytest
from hypothesis import given, settings, strategies as st

from smoothschedule.pdf.content import Ending, ending_of, mended

PIECES = (
    "q Q BT ET EMC /a BMC|/Span << /Lang (en) >> BDC|(text) Tj|(a \\( q) Tj|(q (Q) q) Tj|<41> Tj|"
    "[(a) -3 <41>] TJ|% q Q BT\n|/q gs|1 0 0 1 0 0 cm|BI /W 1 /H 1 /BPC 8 /CS /G ID \x01 EI|"
    "<</Q (q)>>|(open|<41|[1 2|<< /A|BI /W 1 ID q"
)
contents = st.lists(
    st.sampled_from([piece.encode("latin-1") for piece in PIECES.replace(" ", "|", 4).split("|")]),
    max_size=25,
).map(b"\n".join)


@given(contents)
@settings(max_examples=400, deadline=None)
def test_mended_and_closed_content_leaves_nothing_open(content):
    ending = ending_of(content)
    whole = mended(content, ending) + b"\n" + ending.closing
    assert ending_of(whole) == Ending(b"")


@given(contents)
@settings(max_examples=200, deadline=None)
def test_only_what_has_to_go_is_taken_out(content):
    ending = ending_of(content)
    kept = content if ending.cut is None else content[: ending.cut]
    assert len(mended(content, ending)) == len(kept) - len(ending.surplus)
    assert all(content[at : at + 1] == b"Q" for at in ending.surplus)


@pytest.mark.parametrize(
    ("content", "closing"),
    [
        (b"q q Q", b"Q"),
        (b"BT (q q) Tj", b"ET"),
        (b"/q gs /Q gs", b""),
        (b"q% Q\n", b"Q"),
        (b"(q \\) q) Tj q", b"Q"),
        (b"[(q)]TJ q", b"Q"),
        (b"/Span<</ActualText<FEFF0009>>> BDC q", b"EMC Q"),
        (b"qq Qx 1q", b""),
        (b"\x00q\x0cq\tQ", b"Q"),
        (b"q BI /W 1 /H 1 ID \x01\nEI \x00Q \x00q", b"Q"),
        (b"BI /W 9 /H 1 ID \x01 EI \xff\xfe q q\xff EI Q q", b"Q"),
    ],
)
def test_operators_are_told_from_what_looks_like_them(content, closing):
    assert ending_of(content).closing == closing


def test_content_is_cut_where_it_stops_making_sense():
    assert ending_of(b"q (never").cut == 2
    assert ending_of(b"q [1 2 q").cut == 2
    assert ending_of(b"q << /A q").cut == 2
    assert ending_of(b"q BI /W 1").cut == 2
