"""What an owner opens to other roles, and to visitors who want an account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from smoothschedule.core.unit_of_work import Work
from smoothschedule.people.events import RightsChanged
from smoothschedule.people.permissions import OPENABLE
from smoothschedule.people.problems import wrong_field
from smoothschedule.people.rules import is_openable
from smoothschedule.tenants.models import Tenant


def open_rights(
    work: Work,
    tenant: Tenant,
    *,
    wanted: Mapping[str, Sequence[str]],
    customers_may_register: bool,
) -> Tenant:
    """The roles hold these permissions from their next click on, beyond their own line.

    Raises Malformed for a role or a permission that cannot be opened. Emits RightsChanged where
    anything is other than before.
    """
    if not is_openable(wanted):
        raise wrong_field("opened", "Some of this cannot be opened to that role.")
    before = tenant.opened_rights
    opened = {role: sorted(set(rights)) for role, rights in wanted.items() if rights}
    roles = tuple(role for role in OPENABLE if before.get(role) != opened.get(role))
    is_other = bool(roles) or customers_may_register != tenant.customers_may_register
    tenant.opened_rights = opened
    tenant.customers_may_register = customers_may_register
    work.session.flush()
    if is_other:
        work.emit(RightsChanged(tenant.id, roles))
    return tenant
