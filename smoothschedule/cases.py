"""`flask cases`: try the rules from outside, with neither settings nor a database.

Each command reads standard input, asks the function the application asks, and prints the
answer. Input that cannot be read ends with status 2 and one line on standard error.
"""

import csv
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from uuid import UUID

import click

from smoothschedule.case_forms import Fields, FormError, read_problem, read_series
from smoothschedule.pdf.refusals import Refused
from smoothschedule.scheduling.rules.recurrence import occurrences
from smoothschedule.scheduling.rules.slots import free_slots
from smoothschedule.stamp_case import stamp_file
from smoothschedule.users.rules import TENANT_ROLES, Person, Role, masquerade_denial

MASQUERADE_COLUMNS = ("hijacker_role", "target_role", "tenant", "target_is_temporary")


FILE = click.Path(dir_okay=False, path_type=Path)


class BadInput(click.ClickException):
    """One line on standard error, status 2."""

    exit_code = 2

    def __init__(self, message: str) -> None:
        super().__init__(" ".join(message.split()))


@click.group("cases")
def cases() -> None:
    """Answer cases on standard input by the rules of the application."""


@cases.command("slots")
def slots() -> None:
    """Print the free starts of one slot problem, or one list for each of a list of them."""
    _answer_json(_free_starts)


@cases.command("recurrence")
def recurrence() -> None:
    """Print the starts of one series, or one list for each of a list of them."""
    _answer_json(_series_starts)


@cases.command("masquerade")
def masquerade() -> None:
    """Print allow or deny for each row of a masquerade table."""
    answers = [_decision(row, number) for number, row in _masquerade_rows(_standard_input())]
    for answer in answers:
        click.echo(answer)


@cases.command("stamp")
@click.argument("source", type=FILE)
@click.argument("marks", type=FILE)
@click.argument("target", type=FILE)
def stamp(source: Path, marks: Path, target: Path) -> None:
    """Draw MARKS on the PDF SOURCE; what refuses has a code in JSON on standard error."""
    try:
        stamp_file(source, marks, target)
    except Refused as refused:
        _refuse(refused.code, refused.sentence, cause=refused.detail)
    except FormError as error:
        _refuse("pdf_bad_marks", str(error))
    except OSError as error:
        _refuse("pdf_unreadable_file", str(error))


def _refuse(code: str, detail: str, **more: str) -> None:
    click.echo(json.dumps({"code": code, "detail": detail, **more}), err=True)
    sys.exit(BadInput.exit_code)


def _free_starts(fields: Fields) -> list[int]:
    return [slot.start for slot in free_slots(read_problem(fields))]


def _series_starts(fields: Fields) -> list[int]:
    found = occurrences(read_series(fields))
    if found.is_cut:
        click.echo(
            f"{fields.path}: it goes on; only the first {len(found.starts)} occurrences are listed",
            err=True,
        )
    return list(found.starts)


def _answer_json(answer: Callable[[Fields], list[int]]) -> None:
    try:
        given = json.loads(_standard_input())
    except (ValueError, RecursionError) as error:
        raise BadInput(f"the input is not JSON: {error}") from error
    if not isinstance(given, list):
        click.echo(json.dumps(_answered(given, "case", answer)))
        return
    numbered = enumerate(given, start=1)
    click.echo(json.dumps([_answered(case, f"case {at}", answer) for at, case in numbered]))


def _answered(case: object, path: str, answer: Callable[[Fields], list[int]]) -> list[str]:
    """The starts as RFC 3339; whatever is wrong with the case names the case."""
    try:
        return [_written(start) for start in answer(Fields(case, path))]
    except FormError as error:
        raise BadInput(str(error)) from error
    except (ValueError, OverflowError) as error:
        raise BadInput(f"{path}: {error}") from error


def _written(second: int) -> str:
    return datetime.fromtimestamp(second, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _standard_input() -> str:
    try:
        return sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput("the input is not UTF-8") from error


def _masquerade_rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with its line; the line of column names may be left out."""
    try:
        lines = list(enumerate(csv.reader(StringIO(text), strict=True), start=1))
    except csv.Error as error:
        raise BadInput(f"the input is not CSV: {error}") from error
    rows = [(number, [cell.strip() for cell in row]) for number, row in lines if any(row)]
    columns: Iterable[str] = MASQUERADE_COLUMNS
    if rows and "hijacker_role" in rows[0][1]:
        columns = rows.pop(0)[1]
    for number, row in rows:
        yield number, dict(zip(columns, row, strict=False))


def _decision(row: dict[str, str], number: int) -> str:
    """allow or deny; nobody in such a table is inactive, oneself or already somebody else."""
    missing = [column for column in MASQUERADE_COLUMNS if column not in row]
    if missing:
        raise BadInput(f"line {number}: {', '.join(missing)} missing")
    actor_role, target_role = (_role(row[name], number) for name in MASQUERADE_COLUMNS[:2])
    is_temporary = _one_of(row, "target_is_temporary", {"true": True, "false": False}, number)
    is_same = _one_of(row, "tenant", {"same": True, "other": False, "n/a": False}, number)
    own, other = UUID(int=1), UUID(int=2)
    actor = Person(actor_role, tenant_id=own if actor_role in TENANT_ROLES else None)
    tenant_id = (own if is_same else other) if target_role in TENANT_ROLES else None
    target = Person(target_role, tenant_id=tenant_id, is_temporary=is_temporary)
    return "allow" if masquerade_denial(actor, target) is None else "deny"


def _role(text: str, number: int) -> Role:
    try:
        return Role(text)
    except ValueError as error:
        raise BadInput(f"line {number}: no role is called {text!r}") from error


def _one_of(row: dict[str, str], column: str, meanings: dict[str, bool], number: int) -> bool:
    text = row[column].lower()
    if text not in meanings:
        choices = ", ".join(meanings)
        raise BadInput(f"line {number}: {column} is one of {choices}, not {row[column]!r}")
    return meanings[text]
