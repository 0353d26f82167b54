"""What may lie on Citus, tried on catalogs made by hand."""

from __future__ import annotations

from dataclasses import replace

import pytest

from smoothschedule.distribution.rules import (
    Catalog,
    Reference,
    RuleBroken,
    Table,
    Unique,
    distributed,
    plan,
    referenced,
)

TENANT = Reference(
    "visits", "fk_tenant", ("tenant_id",), "tenants", ("id",), "FOREIGN KEY … tenants"
)
GUEST = Reference(
    "visits",
    "fk_guest",
    ("tenant_id", "guest_id"),
    "guests",
    ("tenant_id", "id"),
    "FOREIGN KEY … guests",
    emptied=("guest_id",),
)
GOOD = Catalog(
    tables=[
        Table("guests", True),
        Table("staff", False),
        Table("tenant_domains", True),
        Table("tenants", False),
        Table("visits", True),
    ],
    uniques=[
        Unique("guests", "pk_guests", ("tenant_id", "id")),
        Unique("visits", "pk_visits", ("tenant_id", "id")),
        Unique("staff", "uq_staff", ("email",)),
        Unique("tenant_domains", "uq_host", ("host",)),
    ],
    references=[TENANT, GUEST],
    triggers=[],
)


def test_tables_of_businesses_are_spread_and_what_they_refer_to_is_copied() -> None:
    assert distributed(GOOD) == ["guests", "visits"]
    assert referenced(GOOD) == ["tenants"]
    assert plan(GOOD) == [
        "SET LOCAL citus.multi_shard_modify_mode TO 'sequential'",
        "ALTER TABLE visits DROP CONSTRAINT fk_tenant",
        "ALTER TABLE visits DROP CONSTRAINT fk_guest",
        "SELECT create_reference_table('tenants')",
        "SELECT create_distributed_table('guests', 'tenant_id', colocate_with => 'none')",
        "SELECT create_distributed_table('visits', 'tenant_id', colocate_with => 'guests')",
        "ALTER TABLE visits ADD CONSTRAINT fk_tenant FOREIGN KEY … tenants",
        "ALTER TABLE visits ADD CONSTRAINT fk_guest FOREIGN KEY … guests",
    ]


def test_what_copies_refer_to_is_copied_too() -> None:
    plans = Reference("tenants", "fk_plan", ("plan_id",), "plans", ("id",), "FOREIGN KEY … plans")
    catalog = replace(
        GOOD, tables=[*GOOD.tables, Table("plans", False)], references=[TENANT, GUEST, plans]
    )
    assert referenced(catalog) == ["plans", "tenants"]


def test_nothing_is_done_twice_and_what_is_new_goes_beside_the_rest() -> None:
    everything = frozenset({"guests", "visits", "tenants"})
    assert plan(replace(GOOD, placed=everything)) == []
    later = plan(replace(GOOD, placed=everything - {"visits"}))
    assert [step for step in later if "create_" in step] == [
        "SELECT create_distributed_table('visits', 'tenant_id', colocate_with => 'guests')"
    ]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (
            {"uniques": [Unique("guests", "uq_mail", ("email", "tenant_id"))]},
            "guests: uq_mail does not begin with tenant_id.",
        ),
        ({"triggers": [("guests", "tell")]}, "guests: it has a trigger (tell)."),
        ({"triggers": [("tenants", "tell")]}, "tenants: it has a trigger (tell)."),
        (
            {"references": [replace(GUEST, columns=("guest_id",), target_columns=("id",))]},
            "visits: fk_guest refers to guests without tenant_id.",
        ),
        (
            {"references": [replace(GUEST, columns=("guest_id", "tenant_id"))]},
            "visits: fk_guest refers to guests without tenant_id.",
        ),
        (
            {"references": [replace(GUEST, emptied=("tenant_id", "guest_id"))]},
            "visits: fk_guest would empty tenant_id.",
        ),
        (
            {"references": [TENANT, replace(GUEST, table="staff", name="fk_staff")]},
            "staff: fk_staff refers to guests, which is distributed; it is not.",
        ),
        (
            # A table of businesses that forgot its tenant_id.
            {"tables": [Table("visits", False), Table("guests", True)], "references": [GUEST]},
            "visits: fk_guest refers to guests, which is distributed; it is not.",
        ),
    ],
)
def test_what_breaks_a_rule_is_named(change: dict[str, object], reason: str) -> None:
    with pytest.raises(RuleBroken) as raised:
        plan(replace(GOOD, **change))  # type: ignore[arg-type]
    assert str(raised.value) == reason


def test_every_reason_is_told_at_once() -> None:
    wrong = replace(
        GOOD,
        triggers=[("visits", "tell")],
        uniques=[Unique("guests", "uq_mail", ("email",))],
    )
    with pytest.raises(RuleBroken) as raised:
        plan(wrong)
    assert len(str(raised.value).splitlines()) == 2
