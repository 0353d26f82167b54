"""To whom a contract goes that is sent to many, and as whom each of them signs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import select

from smoothschedule.contracts.models import TemplateVersion
from smoothschedule.contracts.operations.people import person_of
from smoothschedule.contracts.problems import wrong
from smoothschedule.contracts.rules.fields import Role, roles_of
from smoothschedule.contracts.rules.states import ACTING, SignerKind
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Customer
from smoothschedule.scheduling.queries.customers import known_to_caller

MOST_ROWS: Final = 500


def role_of_each(
    version: TemplateVersion, role_key: str | None, signers: Sequence[dict[str, Any]]
) -> Role:
    """As whom everybody signs; the other roles are filled. Raises ContractNotReady."""
    roles = roles_of(version.roles)
    taken = {each["role_key"] for each in signers}
    free = [role for role in roles if role.kind in ACTING and role.key not in taken]
    chosen = [role for role in free if role_key in (None, role.key)]
    if not chosen or chosen[0].kind != SignerKind.SIGNER:
        raise wrong(role_key=["Choose as whom everybody signs."])
    if others := [role.name for role in free if role is not chosen[0]]:
        raise wrong(signers=[f"Choose who is “{others[0]}”."])
    return chosen[0]


def people_of(
    work: Work, customer_ids: Sequence[UUID], rows: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """The columns of one row for each person; raises ContractNotReady.

    Whoever is given by an address that one customer has is that customer.
    """
    wishes = [{"customer_id": id} for id in dict.fromkeys(customer_ids)] + [*rows]
    if not 0 < len(wishes) <= MOST_ROWS:
        raise wrong(rows=[f"Between 1 and {MOST_ROWS} people, please."])
    known, people = _known_by_address(work, rows), []
    for at, wish in enumerate(wishes):
        found = person_of(work, wish, at=at)
        kept = {"name": found["name"], "email": found["email"]}
        customer_id = found["customer_id"] or known.get(found["email"])
        people.append({**kept, "customer_id": customer_id, "values": wish.get("values") or {}})
    return people


def _known_by_address(work: Work, rows: Sequence[dict[str, Any]]) -> dict[str, UUID]:
    """Address -> customer, of addresses that exactly one customer has whom the caller knows."""
    addresses = {row["email"] for row in rows}
    if not addresses:
        return {}
    query = select(Customer.email, Customer.id).where(
        Customer.email.in_(addresses), known_to_caller(work)
    )
    found: defaultdict[str, list[UUID]] = defaultdict(list)
    for email, id in work.session.execute(query):
        found[str(email)].append(id)
    return {email: ids[0] for email, ids in found.items() if len(ids) == 1}
