"""Files as people's machines write them: encodings, delimiters, quotes, formulas, rubbish."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings, strategies as st

from smoothschedule.core.csv_export import csv_lines
from smoothschedule.core.csv_import import MOST_ROWS, NoTable, Table, read_table

PEOPLE = "Name;Ort\nJürgen Groß;Köln\nZoë;“Ø”\n"


def rows_of(table: Table) -> list[tuple[str, ...]]:
    return [table.head, *(line.cells for line in table.lines)]


@pytest.mark.parametrize(
    ("codec", "mark", "told"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8-sig", b"", "UTF-8"),
        ("utf-16", b"", "UTF-16"),
        ("utf-16-le", b"\xff\xfe", "UTF-16"),
        ("utf-16-be", b"\xfe\xff", "UTF-16"),
        ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"),
        ("cp1252", b"", "Windows-1252"),
    ],
)
def test_what_a_file_is_written_in_is_recognised_and_named(
    codec: str, mark: bytes, told: str
) -> None:
    table = read_table(mark + PEOPLE.encode(codec))
    assert table.encoding == told
    assert rows_of(table) == [("Name", "Ort"), ("Jürgen Groß", "Köln"), ("Zoë", "“Ø”")]


def test_bytes_that_mean_nothing_in_windows_1252_are_latin_1() -> None:
    table = read_table(b"Name,X\nAnn,\x81\n")
    assert (table.encoding, table.lines[0].cells[0]) == ("Latin-1", "Ann")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_parts_the_cells_is_recognised(delimiter: str) -> None:
    lines = [
        ["Name", "Note"],
        ["Ann", "one, two; three"],
        ["Bob", 'He said "hi"\nand left'],
        ["Cid", ""],
    ]
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(lines)
    table = read_table(written.getvalue().encode())
    assert table.delimiter == delimiter
    assert [list(row) for row in rows_of(table)] == lines


def test_excels_own_line_about_the_delimiter_is_believed() -> None:
    table = read_table(b"sep=;\r\nName;Note\r\nAnn;a,b\r\n")
    assert rows_of(table) == [("Name", "Note"), ("Ann", "a,b")]


def test_empty_rows_count_but_are_no_rows() -> None:
    table = read_table(b"Name\n\nAnn\n , \n\nBob")
    assert [(line.number, line.cells[0]) for line in table.lines] == [(3, "Ann"), (6, "Bob")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"Name,E-mail\n", "nothing below"),
        (b"PK\x03\x04rest", "Excel"),
        (b"%PDF-1.7", "PDF"),
        (b"Name\n\x00\x01\x02", "no text"),
        (b"\xff\xfea", "no text"),
        (b"Name\n" + b"x\n" * (MOST_ROWS + 1), "more than"),
        (b",".join([b"x"] * 101) + b"\n1\n", "columns"),
        (b'Name,Note\nAnn,"' + b"x" * 140_000, "quotation mark"),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, words: str) -> None:
    with pytest.raises(NoTable, match=words):
        read_table(data)


CELLS = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\u2028\u2029\x85"),
    max_size=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8))
def test_what_our_own_exports_write_is_read_back(rows: list[tuple[str, str]]) -> None:
    """Formulas included: they were made text, and are themselves again."""
    # A cell that begins with a quote and a formula is the one thing that cannot be told apart.
    written = csv_lines([("Name", "Note"), *rows])
    meant = [tuple(cell.strip() for cell in row) for row in rows]
    meant = [row for row in meant if any(row) and not any(cell[:1] == "'" for cell in row)]
    if len(meant) == len(rows):
        assert [line.cells for line in read_table(written.encode()).lines] == meant
