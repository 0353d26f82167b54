"""What a table of somebody's own would do as a bulk send: looked at, and nothing is kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from smoothschedule.contracts.models import ContractTemplate
from smoothschedule.contracts.operations.bulk_people import MOST_ROWS
from smoothschedule.contracts.rules.bulk_rows import PERSON, WRITTEN, guessed, people_in
from smoothschedule.contracts.rules.fields import Field, fields_of
from smoothschedule.core.csv_import import NoTable, Table, read_table
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.rules.customer_columns import Target

MOST_BYTES: Final = 1_000_000
LABELS: Final = {
    Target.NAME: "Name",
    Target.FIRST_NAME: "First name",
    Target.LAST_NAME: "Last name",
    Target.EMAIL: "E-mail",
}


def preview(
    work: Work,
    *,
    template_id: UUID,
    role_key: str | None,
    columns: Sequence[str | None] | None,
    table: bytes,
) -> dict[str, Any]:
    """Who is in the table, and why somebody cannot be sent theirs.

    `columns` says what each is; None takes it from their heads. Raises NotFound, NoTable.
    """
    template = work.get(ContractTemplate, template_id)
    fields = {
        each.id: each
        for each in fields_of(template.fields, template.frames)
        if each.type in WRITTEN and each.role in (role_key, None)
    }
    found = read_table(table)
    if len(found.lines) > MOST_ROWS:
        raise NoTable(f"This table has more than {MOST_ROWS} people. Please send it in parts.")
    choices = _choices(fields)
    known = {each["target"] for each in choices}
    if columns is None:
        targets = guessed(found.head, fields.values())
    else:
        said = [each if each in known else None for each in columns]
        targets = [*said, *[None] * len(found.head)][: len(found.head)]
    lines = ((line.number, line.cells) for line in found.lines)
    people = people_in(lines, targets, fields)
    refused = sum(each.refusal is not None for each in people)
    return {
        "encoding": found.encoding,
        "delimiter": found.delimiter,
        "columns": [
            {"head": head, "target": target, "example": _example(found, at)}
            for at, (head, target) in enumerate(zip(found.head, targets, strict=True))
        ],
        "choices": choices,
        "people": people,
        "accepted": len(people) - refused,
        "refused": refused,
    }


def _choices(fields: dict[str, Field]) -> list[dict[str, str]]:
    own = [{"target": f"field:{id}", "label": each.name} for id, each in fields.items()]
    return [*({"target": each, "label": LABELS[each]} for each in PERSON), *own]


def _example(table: Table, at: int) -> str:
    """What stands first in the column."""
    cells = (line.cells[at] for line in table.lines if len(line.cells) > at)
    return next((cell for cell in cells if cell), "")[:80]
