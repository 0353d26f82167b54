"""A new PDF, page by page, drawn with the fonts and the text engine of the marks.

The same drawings give the same bytes: nothing in the file tells when it was written.
"""

from typing import Final

from smoothschedule.pdf.canvas import Canvas, Studio
from smoothschedule.pdf.document import Document
from smoothschedule.pdf.geometry import Box, Frame
from smoothschedule.pdf.increment import (
    Increment,
    array,
    dictionary,
    hex_text,
    numbers,
    reference,
)

CATALOG, ROOT, INFO = 1, 2, 3
_OBJECTS: Final = (
    b"1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n",
    b"2 0 obj\n<< /Type /Pages /Count 0 /Kids [] >>\nendobj\n",
    b"3 0 obj\n<< >>\nendobj\n",
)


class NewDocument:
    """Pages of one size; `turn` gives the next, `finish` the file."""

    def __init__(self, width: float, height: float, *, title: str) -> None:
        self.frame = Frame(Box(0, 0, width, height))
        self.sheets: list[Canvas] = []
        self._title = title
        self._increment = Increment(Document(_empty()))
        self._studio = Studio(self._increment)

    def turn(self) -> Canvas:
        """A new page, empty."""
        self.sheets.append(Canvas(self._studio))
        return self.sheets[-1]

    def finish(self) -> bytes:
        """The file with all its pages."""
        increment = self._increment
        kids = [increment.add(self._page(sheet)) for sheet in self.sheets]
        tree = {
            "/Type": b"/Pages",
            "/Count": b"%d" % len(kids),
            "/Kids": array(map(reference, kids)),
        }
        increment.put(ROOT, dictionary(tree))
        increment.put(INFO, dictionary({"/Title": hex_text(self._title)}))
        self._studio.fonts.finish()
        return increment.finish()

    def _page(self, sheet: Canvas) -> bytes:
        box = (0, 0, self.frame.sheet_width, self.frame.sheet_height)
        return dictionary(
            {
                "/Type": b"/Page",
                "/Parent": reference(ROOT),
                "/MediaBox": array([numbers(box)]),
                "/Resources": sheet.resources(),
                "/Contents": reference(self._increment.add_stream(sheet.content)),
            }
        )


def _empty() -> bytes:
    """A file without pages, to be added to."""
    parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
    table = [b"xref\n0 4\n0000000000 65535 f \n"]
    for each in _OBJECTS:
        table.append(b"%010d 00000 n \n" % sum(map(len, parts)))
        parts.append(each)
    start = sum(map(len, parts))
    trailer = b"trailer\n<< /Size 4 /Root 1 0 R /Info 3 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return b"".join([*parts, *table, trailer])
