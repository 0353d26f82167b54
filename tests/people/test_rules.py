"""Who looks after whom: never the owner, and managers only for those who change roles."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from smoothschedule.access import MATRIX, PERMISSIONS
from smoothschedule.people.permissions import CHANGE_ROLES, OPENABLE
from smoothschedule.people.rules import TEAM_ROLES, is_openable, looks_after, may_inherit
from smoothschedule.users.rules import PLATFORM_ROLES, TENANT_ROLES, Role

permissions = st.frozensets(st.sampled_from(sorted(PERMISSIONS)))


@given(permissions, st.sampled_from(sorted(Role)))
def test_nobody_looks_after_the_owner_or_the_platform(held: frozenset[str], role: Role) -> None:
    if looks_after(held, role):
        assert role in TENANT_ROLES - {Role.TENANT_OWNER}
        assert role != Role.TENANT_MANAGER or CHANGE_ROLES in held


@given(permissions, permissions, st.sampled_from(sorted(Role)))
def test_more_rights_never_mean_less_reach(
    held: frozenset[str], more: frozenset[str], role: Role
) -> None:
    assert looks_after(held, role) <= looks_after(held | more, role)


@pytest.mark.parametrize("role", sorted(Role))
@pytest.mark.parametrize("is_active", [True, False])
def test_only_active_people_of_the_team_inherit(role: Role, is_active: bool) -> None:
    assert may_inherit(role, is_active=is_active) is (is_active and role in TEAM_ROLES)


wanted = st.dictionaries(
    st.sampled_from([*sorted(Role), "", "owner"]),
    st.lists(st.sampled_from(sorted(PERMISSIONS))),
)


@given(wanted)
def test_what_may_be_opened_never_goes_beyond_what_the_owner_holds(
    asked: dict[str, list[str]],
) -> None:
    if is_openable(asked):
        given_away = {permission for rights in asked.values() for permission in rights}
        assert given_away <= MATRIX[Role.TENANT_OWNER]
        assert not {role for role, rights in asked.items() if rights} - OPENABLE.keys()
        assert not PLATFORM_ROLES & {role for role, rights in asked.items() if rights}
