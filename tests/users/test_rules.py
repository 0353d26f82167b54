"""Roles, and who may become whom."""

import csv
from pathlib import Path
from uuid import UUID

import pytest

from smoothschedule.users.rules import (
    PLATFORM_ROLES,
    TENANT_ROLES,
    MasqueradeDenial,
    Person,
    Role,
    check_role_matches_tenant,
    masquerade_denial,
)

MATRIX = Path(__file__).parents[1] / "cases" / "masquerade_matrix.csv"
HERE, THERE = UUID(int=1), UUID(int=2)


def rows():
    with MATRIX.open(newline="") as file:
        return list(csv.DictReader(file))


def person(role, *, tenant_id=HERE, **facts):
    return Person(role, tenant_id=tenant_id if role in TENANT_ROLES else None, **facts)


def test_the_matrix_is_complete():
    pairs = {(row["hijacker_role"], row["target_role"]) for row in rows()}
    assert len(rows()) == 160
    assert pairs == {(actor, target) for actor in Role for target in Role}


@pytest.mark.parametrize("row", rows(), ids=lambda row: "-".join(row.values()))
def test_the_decision_is_that_of_the_matrix(row):
    actor = person(Role(row["hijacker_role"]))
    target = person(
        Role(row["target_role"]),
        tenant_id=THERE if row["tenant"] == "other" else HERE,
        is_temporary=row["target_is_temporary"] == "true",
    )
    expected = {"allow": None, "deny": MasqueradeDenial.NOT_ALLOWED}[row["expected"]]
    assert masquerade_denial(actor, target) == expected


def test_nobody_becomes_themselves():
    root = person(Role.SUPERUSER, id=UUID(int=7))
    assert masquerade_denial(root, root) is MasqueradeDenial.ONESELF


def test_nobody_becomes_an_inactive_user_or_is_one():
    root, gone = person(Role.SUPERUSER), person(Role.CUSTOMER, is_active=False)
    assert masquerade_denial(root, gone) is MasqueradeDenial.INACTIVE
    inactive = person(Role.SUPERUSER, is_active=False)
    assert masquerade_denial(inactive, root) is MasqueradeDenial.INACTIVE


def test_nobody_starts_from_inside_a_masquerade():
    root, customer = person(Role.SUPERUSER), person(Role.CUSTOMER)
    denial = masquerade_denial(root, customer, inside_masquerade=True)
    assert denial is MasqueradeDenial.NESTED


def test_an_owner_without_a_tenant_reaches_nobody():
    owner, staff = Person(Role.TENANT_OWNER), Person(Role.TENANT_STAFF)
    assert masquerade_denial(owner, staff) is MasqueradeDenial.NOT_ALLOWED


@pytest.mark.parametrize("role", sorted(TENANT_ROLES))
def test_a_tenant_role_needs_a_tenant(role):
    with pytest.raises(ValueError, match=f"^Users with role {role} must be assigned to a tenant$"):
        check_role_matches_tenant(role, None)
    assert check_role_matches_tenant(role, HERE) is None


@pytest.mark.parametrize("role", sorted(PLATFORM_ROLES))
def test_a_platform_role_has_no_tenant(role):
    with pytest.raises(ValueError, match=f"^Users with role {role} cannot be assigned to a tenant"):
        check_role_matches_tenant(role, HERE)
    assert check_role_matches_tenant(role, None) is None
