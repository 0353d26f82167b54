"""Tables out of files that people made: what a file is written in, and its rows.

Spreadsheets write CSV in whatever their machine is used to. What a file says of itself (a byte
order mark, `sep=;`) is believed; the rest is recognised, and told, so that people can see it.
"""

from __future__ import annotations

import csv
import io
import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from smoothschedule.core.csv_export import STARTS_A_FORMULA
from smoothschedule.core.problems import Malformed

MOST_BYTES: Final = 10_000_000
MOST_ROWS: Final = 50_000
MOST_COLUMNS: Final = 100
DELIMITERS: Final = (",", ";", "\t", "|")
#: So many rows decide what parts the cells.
LOOKED_AT: Final = 40
_MARKS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig", "UTF-8"),
    (b"\xff\xfe\x00\x00", "utf-32", "UTF-32"),
    (b"\x00\x00\xfe\xff", "utf-32", "UTF-32"),
    (b"\xff\xfe", "utf-16", "UTF-16"),
    (b"\xfe\xff", "utf-16", "UTF-16"),
)
#: What is no text, by its first bytes, and what to do about it.
_NO_TEXT: Final = (
    (b"PK\x03\x04", "This is an Excel or OpenDocument file. Save it as CSV first."),
    (b"\xd0\xcf\x11\xe0", "This is an old Excel file. Save it as CSV first."),
    (b"%PDF", "This is a PDF. A table as a CSV file is needed."),
)
NO_TEXT: Final = "This is no text file. Save the table as CSV first."


class NoTable(Malformed):
    """The file cannot be read as a table; its title says why in a sentence."""

    slug, title = "no-table", "This file cannot be read as a table."


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a file: its number as spreadsheets count, and its cells as text."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: the names of its columns, and its rows without empty ones."""

    encoding: str
    delimiter: str
    head: tuple[str, ...]
    lines: tuple[Line, ...]


def read_table(data: bytes) -> Table:
    """The table that these bytes hold; its first row names the columns. Raises NoTable."""
    text, encoding = decoded(data)
    said, rest = _said_delimiter(text)
    delimiter = said or delimiter_of(rest)
    lines = list(itertools.islice(_lines(rest, delimiter), MOST_ROWS + 2))
    if not lines:
        raise NoTable("This file is empty.")
    if len(lines) > MOST_ROWS + 1:
        raise NoTable(f"This file has more than {MOST_ROWS:,} rows. Please part it into several.")
    head = lines[0].cells
    if len(head) > MOST_COLUMNS:
        raise NoTable(f"This file has more than {MOST_COLUMNS} columns.")
    if len(lines) == 1:
        raise NoTable("This file has a first row and nothing below it.")
    return Table(encoding, delimiter, head, tuple(lines[1:]))


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and what it is written in; raises NoTable for what is no text."""
    for start, sentence in _NO_TEXT:
        if data.startswith(start):
            raise NoTable(sentence)
    text, encoding = _decoded(data)
    if "\0" in text:
        raise NoTable(NO_TEXT)
    return text, encoding


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, codec, name in _MARKS:
        if data.startswith(mark):
            return _by(data, codec), name
    if wide := _wide_without_mark(data):
        return _by(data, wide), "UTF-16"
    try:
        return data.decode("utf-8"), "UTF-8"
    except UnicodeDecodeError:
        pass
    try:
        return data.decode("cp1252"), "Windows-1252"
    except UnicodeDecodeError:  # a few bytes mean nothing there
        return data.decode("latin-1"), "Latin-1"


def _by(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        raise NoTable(NO_TEXT) from None


def _wide_without_mark(data: bytes) -> str | None:
    """Mostly plain letters in UTF-16 have a zero at every second byte."""
    start = data[:2000]
    pairs = len(start) // 2
    if not pairs:
        return None
    if start[1::2].count(0) > pairs * 0.6:
        return "utf-16-le"
    return "utf-16-be" if start[0::2].count(0) > pairs * 0.6 else None


def _said_delimiter(text: str) -> tuple[str | None, str]:
    """Excel may say the delimiter in a first line of its own: `sep=;`."""
    first, _, rest = text.partition("\n")
    said = first.strip().strip('"')
    if said.lower().startswith("sep=") and said[4:] in DELIMITERS:
        return said[4:], rest
    return None, text


def delimiter_of(text: str) -> str:
    """What parts the cells: whichever makes most rows equally wide, and wider than one."""
    return max(DELIMITERS, key=lambda each: _fit(text, each))


def _fit(text: str, delimiter: str) -> tuple[float, int]:
    widths = Counter(
        len(line.cells) for line in itertools.islice(_lines(text, delimiter, calm=True), LOOKED_AT)
    )
    wide = {width: count for width, count in widths.items() if width > 1}
    if not wide:
        return 0.0, 0
    width, count = max(wide.items(), key=lambda item: (item[1], item[0]))
    return count / widths.total(), width


def _lines(text: str, delimiter: str, *, calm: bool = False) -> Iterator[Line]:
    """Rows that hold anything; `calm` ends at what is wrong instead of raising NoTable."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    for number in itertools.count(1):
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            if calm:
                return
            raise NoTable(
                f"Row {number} cannot be read. Perhaps a quotation mark is never closed."
            ) from None
        if any(cell.strip() for cell in cells):
            yield Line(number, tuple(plain_cell(cell) for cell in cells))


def plain_cell(text: str) -> str:
    """The cell as it was meant: without the quote that keeps a formula from being one."""
    cell = text.strip()
    if cell.startswith("'") and cell[1:].startswith(STARTS_A_FORMULA):
        return cell[1:].strip()
    return cell


def fits_head(line: Line, head: Sequence[str]) -> bool:
    """Nothing stands to the right of the last named column."""
    return not any(line.cells[len(head) :])
