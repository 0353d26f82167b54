"""Fonts as objects of a PDF: only the glyphs that were drawn, and what they stand for."""

from hashlib import sha256
from typing import Final

import uharfbuzz as hb

from smoothschedule.pdf.increment import Increment, array, dictionary, reference
from smoothschedule.pdf.text.shaping import Glyph, Line, Run
from smoothschedule.pdf.text.typefaces import EM, Typeface

KEPT_TABLES: Final = frozenset(
    {"glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep"}
)
SYMBOLIC: Final = 4
STEM: Final = 80
MOST_MAPPINGS: Final = 100
CMAP: Final = b"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
%s
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class FontBook:
    """The fonts of one increment; `finish` writes them once every glyph is known."""

    def __init__(self, increment: Increment) -> None:
        self._increment = increment
        self._numbers: dict[Typeface, int] = {}
        self._glyphs: dict[Typeface, dict[int, str]] = {}

    def name_of(self, face: Typeface) -> str:
        """What content streams call the font, with its slash."""
        self._number_of(face)
        return f"/{face.name.partition('-')[0]}"

    def resource(self, face: Typeface) -> bytes:
        """A reference to the font."""
        return reference(self._number_of(face))

    def note(self, line: Line) -> None:
        """The glyphs of a line will be drawn."""
        for run in line.runs:
            self._number_of(run.face)
            known = self._glyphs[run.face]
            for glyph in run.glyphs:
                if not known.get(glyph.number):
                    known[glyph.number] = glyph.text

    def finish(self) -> None:
        """Write the fonts."""
        for face, number in self._numbers.items():
            self._write(face, number, self._glyphs[face])

    def _number_of(self, face: Typeface) -> int:
        if face not in self._numbers:
            self._numbers[face] = self._increment.reserve()
            self._glyphs[face] = {}
        return self._numbers[face]

    def _write(self, face: Typeface, number: int, glyphs: dict[int, str]) -> None:
        data = subset(face, set(glyphs))
        name = f"/{_tag(data)}+{face.name}".encode()
        program = self._increment.add_stream(data, {"/Length1": b"%d" % len(data)})
        descriptor = self._increment.add(_descriptor(face, name, program))
        widths = array(
            b"%d [%d]" % (glyph, face.font.get_glyph_h_advance(glyph)) for glyph in sorted(glyphs)
        )
        descendant = self._increment.add(
            dictionary(
                {
                    "/Type": b"/Font",
                    "/Subtype": b"/CIDFontType2",
                    "/BaseFont": name,
                    "/CIDSystemInfo": b"<< /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>",
                    "/CIDToGIDMap": b"/Identity",
                    "/FontDescriptor": reference(descriptor),
                    "/DW": b"%d" % EM,
                    "/W": widths,
                }
            )
        )
        unicode_map = self._increment.add_stream(_unicode_map(glyphs))
        self._increment.put(
            number,
            dictionary(
                {
                    "/Type": b"/Font",
                    "/Subtype": b"/Type0",
                    "/BaseFont": name,
                    "/Encoding": b"/Identity-H",
                    "/DescendantFonts": array([reference(descendant)]),
                    "/ToUnicode": reference(unicode_map),
                }
            ),
        )


def subset(face: Typeface, glyphs: set[int]) -> bytes:
    """The font file with these glyphs under their old numbers, and only what a PDF needs."""
    wish = hb.SubsetInput()
    wish.flags = (
        hb.SubsetFlags.RETAIN_GIDS
        | hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.NOTDEF_OUTLINE
    )
    wish.glyph_set.update(glyphs)
    tables = set(face.face.table_tags) - KEPT_TABLES
    wish.drop_table_tag_set.update({hb_tag(tag) for tag in tables})
    return bytes(hb.subset(face.face, wish).blob.data)


def hb_tag(name: str) -> int:
    """The number HarfBuzz knows a table by."""
    return int.from_bytes(name.encode("ascii").ljust(4), "big")


def shown(run: Run, size: float) -> bytes:
    """The operators that draw a run from the current point, font and size set already.

    The reader advances by the font's own widths; what HarfBuzz wants differently is
    corrected between the glyphs, and marks above or below by the text rise.
    """
    parts: list[bytes] = []
    row: list[bytes] = []
    rise = pending = 0
    for glyph in run.glyphs:
        if glyph.y_offset != rise:
            _flush(parts, row)
            rise = glyph.y_offset
            parts.append(b"%.4f Ts" % (rise * size / EM))
        shift = glyph.x_offset + pending
        if shift:
            row.append(b"%d" % -shift)
        row.append(b"<%04X>" % glyph.number)
        pending = _correction(run.face, glyph)
    if pending:
        row.append(b"%d" % -pending)
    _flush(parts, row)
    if rise:
        parts.append(b"0 Ts")
    return b" ".join(parts)


def _correction(face: Typeface, glyph: Glyph) -> int:
    """How far the pen stands from where it should after a glyph."""
    return glyph.advance - glyph.x_offset - int(face.font.get_glyph_h_advance(glyph.number))


def _flush(parts: list[bytes], row: list[bytes]) -> None:
    if row:
        parts.append(b"[" + b" ".join(row) + b"] TJ")
        row.clear()


def _tag(data: bytes) -> str:
    """Six letters that name a subset."""
    digest = sha256(data).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _descriptor(face: Typeface, name: bytes, program: int) -> bytes:
    return dictionary(
        {
            "/Type": b"/FontDescriptor",
            "/FontName": name,
            "/Flags": b"%d" % SYMBOLIC,
            "/FontBBox": b"[-1000 %d 3000 %d]" % (face.descent, face.ascent),
            "/ItalicAngle": b"0",
            "/Ascent": b"%d" % face.ascent,
            "/Descent": b"%d" % face.descent,
            "/CapHeight": b"714",
            "/StemV": b"%d" % STEM,
            "/FontFile2": reference(program),
        }
    )


def _unicode_map(glyphs: dict[int, str]) -> bytes:
    mappings = [
        b"<%04X> <%s>" % (number, text.encode("utf-16-be").hex().upper().encode())
        for number, text in sorted(glyphs.items())
        if text
    ]
    blocks = []
    for at in range(0, len(mappings), MOST_MAPPINGS):
        some = mappings[at : at + MOST_MAPPINGS]
        blocks.append(b"%d beginbfchar\n%s\nendbfchar" % (len(some), b"\n".join(some)))
    return CMAP % b"\n".join(blocks)
