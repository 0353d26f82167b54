"""What people look for in a text: parts of it, with accents or without.

Under row security no operator for parts of a text reaches an index by itself. An index that begins
with the business and holds the text and `folded(text)` is looked through instead, and no row.
"""

from __future__ import annotations

from typing import Any, Final
from unicodedata import combining, normalize

from sqlalchemy import Boolean, ColumnElement, and_, false, func, literal, literal_column, or_
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.operators import ColumnOperators

Words = ColumnElement[Any] | InstrumentedAttribute[Any]

#: From this many letters or digits on they tell texts apart wherever they stand.
FEWEST_WITHIN: Final = 3
#: What people write for them where they have no such key.
UMLAUTS: Final = {"ä": "ae", "ö": "oe", "ü": "ue"}
#: Letters that are one of their own and not a plain one with a mark.
_OWN_LETTERS: Final = {"ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
_STRUCK_LETTERS: Final = "'øłđħıð'", "'oldhid'"


def folded(lower_case: ColumnOperators) -> ColumnElement[Any]:
    """The text without accents and other marks, as people type it in a hurry."""
    # All constants are part of the text: as parameters they would keep it from its index.
    plain = func.translate(
        func.normalize(lower_case, literal_column("NFD")), *map(literal_column, _STRUCK_LETTERS)
    )
    for letter, spelled in _OWN_LETTERS.items():
        plain = func.replace(plain, literal_column(f"'{letter}'"), literal_column(f"'{spelled}'"))
    marks: ColumnElement[str] = literal_column(r"'[\u0300-\u036f]'")
    return func.regexp_replace(plain, marks, literal_column("''"), literal_column("'g'"))


def words_in(lower_case: InstrumentedAttribute[Any], q: str) -> ColumnElement[bool]:
    """Each word of `q`, which has one at least, is part of the text, with accents or without.

    A word of one or two letters begins one of the text's words. An umlaut may be spelled out.
    """
    words = dict.fromkeys(q.lower().replace(",", " ").split())
    return and_(*(_has_word(lower_case, word) for word in words)) if words else false()


def _has_word(lower_case: InstrumentedAttribute[Any], word: str) -> ColumnElement[bool]:
    lead = "" if _tells_apart(word) else " "
    # "müller" is Müller, Muller and Mueller; "mueller" is Mueller and Müller, but "joe" no John.
    plain = lead + folded(lower_case)
    found = [has(plain, folded(func.lower(lead + each))) for each in _spellings(word)]
    if (drawn := _with_umlauts(word)) != word:
        found.append(has(lead + lower_case, func.lower(lead + drawn)))
    return or_(*found)


def _tells_apart(word: str) -> bool:
    letters = "".join(each for each in normalize("NFD", word) if not combining(each))
    return len(letters) >= FEWEST_WITHIN or not letters.isascii()


def _spellings(word: str) -> set[str]:
    return {word, "".join(UMLAUTS.get(each, each) for each in normalize("NFC", word))}


def _with_umlauts(word: str) -> str:
    for umlaut, spelled in UMLAUTS.items():
        word = word.replace(spelled, umlaut)
    return word


def address_by(email: InstrumentedAttribute[Any], q: str) -> ColumnElement[bool]:
    """`q` begins the address, or the domain of it."""
    domain = q.removeprefix("@")
    is_there = has(email, func.lower(f"@{domain}")) if domain else None
    return begins(email, q) if is_there is None else or_(begins(email, q), is_there)


# Lower case is made by the database on both sides, whatever letters it knows.
def begins(column: Words, start: str) -> ColumnElement[bool]:
    """The text begins so, in lower case."""
    return column.op("^@", return_type=Boolean)(func.lower(literal(start)))


def has(text: Words, part: Any) -> ColumnElement[bool]:
    """The text has this part, wherever it stands."""
    return func.strpos(text, part) > 0
