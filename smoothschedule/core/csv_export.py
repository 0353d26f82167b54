"""Tables as CSV that spreadsheets open as it was meant, written while it is read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from flask import Response

#: A cell that begins so would be computed by a spreadsheet instead of shown.
STARTS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
#: Without it Excel takes UTF-8 for the machine's old code page.
BYTE_ORDER_MARK: Final = "\ufeff"
CSV = "text/csv"


def csv_lines(rows: Iterable[Sequence[object]]) -> str:
    """The rows as lines of CSV; no text in them is taken for a formula."""
    written = io.StringIO()
    csv.writer(written).writerows([_cell(value) for value in row] for row in rows)
    return written.getvalue()


def _cell(value: object) -> str:
    if value is None:
        return ""
    text = str(value)
    is_number = isinstance(value, int | float)
    return f"'{text}" if text.startswith(STARTS_A_FORMULA) and not is_number else text


def csv_download(
    name: str, heads: Sequence[str], parts: Iterable[str], *, row_count: int
) -> Response:
    """An answer that is saved as a file, sent part by part; its header says how many rows come."""

    def lines() -> Iterator[str]:
        yield BYTE_ORDER_MARK + csv_lines([heads])
        yield from parts

    answer = Response(lines(), mimetype=CSV)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    answer.headers["X-Total-Rows"] = str(row_count)
    answer.headers["Cache-Control"] = "no-store"
    return answer
