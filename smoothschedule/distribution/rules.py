"""How the migrated schema lies on Citus: which tables are distributed, and what must be true first.

Tables of tenants are distributed by `tenant_id`, all in one colocation group, so that a business's
rows lie together and every statement of a request goes to one node. What they refer to besides
(`tenants`) is a reference table, a copy on each node; everything else stays on the coordinator.
`plan` computes; it knows a catalog only by the values below.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

KEY: Final = "tenant_id"
#: Has the column, but says which business a host belongs to, before any business is known.
DIRECTORY: Final = frozenset({"tenant_domains"})


@dataclass(frozen=True, slots=True)
class Table:
    """A table, and what of its columns matters."""

    name: str
    has_key: bool


@dataclass(frozen=True, slots=True)
class Unique:
    """A primary key, unique index or exclusion: its columns in order."""

    table: str
    name: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A foreign key; `emptied` are the columns that it sets to NULL or a default."""

    table: str
    name: str
    columns: tuple[str, ...]
    target: str
    target_columns: tuple[str, ...]
    definition: str
    emptied: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Catalog:
    """What a database says of its tables; `placed` are on Citus already."""

    tables: Sequence[Table]
    uniques: Sequence[Unique]
    references: Sequence[Reference]
    #: Table and name.
    triggers: Sequence[tuple[str, str]]
    placed: frozenset[str] = frozenset()


class RuleBroken(ValueError):
    """A table cannot be distributed; one line for each reason, with the table and the rule."""


def distributed(catalog: Catalog) -> list[str]:
    """Tables whose rows belong to one business."""
    return sorted(t.name for t in catalog.tables if t.has_key and t.name not in DIRECTORY)


def referenced(catalog: Catalog) -> list[str]:
    """Tables that others refer to across nodes: copied to each."""
    spread, found = set(distributed(catalog)), set[str]()
    waiting = spread.copy()
    while waiting:
        name = waiting.pop()
        targets = {r.target for r in catalog.references if r.table == name} - spread - found
        found |= targets
        waiting |= targets
    return sorted(found)


def plan(catalog: Catalog) -> list[str]:
    """The statements that bring every table to its place; none when all are. Raises RuleBroken."""
    if broken := sorted(_broken(catalog)):
        raise RuleBroken("\n".join(broken))
    copies = [name for name in referenced(catalog) if name not in catalog.placed]
    spread = [name for name in distributed(catalog) if name not in catalog.placed]
    if not copies and not spread:
        return []
    # Citus wants both ends of a foreign key in place before there is one: they are made again.
    moved = {*copies, *spread}
    keys = [r for r in catalog.references if {r.table, r.target} & moved]
    group = next((name for name in distributed(catalog) if name in catalog.placed), "")
    steps = ["SET LOCAL citus.multi_shard_modify_mode TO 'sequential'"]
    steps += [f"ALTER TABLE {key.table} DROP CONSTRAINT {key.name}" for key in keys]
    steps += [f"SELECT create_reference_table('{name}')" for name in copies]
    for name in spread:
        beside = group or "none"
        steps.append(
            f"SELECT create_distributed_table('{name}', '{KEY}', colocate_with => '{beside}')"
        )
        group = group or name
    steps += [f"ALTER TABLE {key.table} ADD CONSTRAINT {key.name} {key.definition}" for key in keys]
    return steps


def _broken(catalog: Catalog) -> Iterable[str]:
    spread, copies = set(distributed(catalog)), set(referenced(catalog))
    for unique in catalog.uniques:
        if unique.table in spread and unique.columns[:1] != (KEY,):
            yield f"{unique.table}: {unique.name} does not begin with {KEY}."
    for table, name in catalog.triggers:
        if table in spread or table in copies:
            yield f"{table}: it has a trigger ({name})."
    for reference in catalog.references:
        yield from _broken_reference(reference, spread)


def _broken_reference(reference: Reference, spread: set[str]) -> Iterable[str]:
    where = f"{reference.table}: {reference.name}"
    if reference.table not in spread:
        if reference.target in spread:
            yield f"{where} refers to {reference.target}, which is distributed; it is not."
        return
    if reference.target in spread:
        pairs = zip(reference.columns, reference.target_columns, strict=True)
        if (KEY, KEY) not in pairs:
            yield f"{where} refers to {reference.target} without {KEY}."
    if KEY in reference.emptied:
        yield f"{where} would empty {KEY}."
