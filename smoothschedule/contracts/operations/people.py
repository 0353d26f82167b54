"""Who takes part in a contract: people of the team, customers, and others by their address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import delete, select

from smoothschedule.contracts.models import Contract, ContractSigner, TemplateVersion
from smoothschedule.contracts.problems import wrong
from smoothschedule.contracts.rules.fields import Role, roles_of
from smoothschedule.contracts.rules.states import SignerKind
from smoothschedule.core.problems import NotFound
from smoothschedule.core.unit_of_work import Work
from smoothschedule.scheduling.models import Customer
from smoothschedule.scheduling.queries.customers import customer
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role as UserRole


def set_signers(
    work: Work, contract: Contract, version: TemplateVersion, wishes: Sequence[dict[str, Any]]
) -> list[ContractSigner]:
    """Exactly these people take part in the draft, one for each role. Raises ContractNotReady
    for a role that is not there or is taken twice, or for somebody who cannot be reached.
    """
    roles = {role.key: role for role in roles_of(version.roles)}
    keys = [wish["role_key"] for wish in wishes]
    errors = {
        str(at): {"role_key": ["This role is not there, or somebody has it already."]}
        for at, key in enumerate(keys)
        if key not in roles or key in keys[:at]
    }
    if errors:
        raise wrong(signers=errors)
    work.session.execute(delete(ContractSigner).where(ContractSigner.contract_id == contract.id))
    asks_code = bool(version.settings.get("requires_code"))
    signers = [
        _signer(work, contract, roles[wish["role_key"]], wish, at=at, asks_code=asks_code)
        for at, wish in enumerate(wishes)
    ]
    work.session.add_all(signers)
    work.session.flush()
    return signers


def missing_roles(version: TemplateVersion, signers: Sequence[ContractSigner]) -> list[Role]:
    """Roles without which the contract cannot be sent, and that nobody has yet."""
    taken = {each.role_key for each in signers}
    acting = (SignerKind.SIGNER, SignerKind.APPROVER)
    return [
        role for role in roles_of(version.roles) if role.key not in taken and role.kind in acting
    ]


def person_of(work: Work, wish: dict[str, Any], *, at: int = 0) -> dict[str, Any]:
    """Party, ids, name and address of whoever is wished for; raises ContractNotReady."""
    user_id, customer_id = wish.get("user_id"), wish.get("customer_id")
    try:
        if user_id is not None:
            user = work.get(User, user_id)
            if not user.is_active or user.role == UserRole.CUSTOMER:
                raise NotFound
            return _told("staff", user.name, user.email, user_id=user.id)
        if customer_id is not None:
            found = customer(work, customer_id)
            email = wish.get("email") or found.email
            if email is None:
                told = [f"{found.name} has no e-mail address yet."]
                raise wrong(signers={str(at): {"customer_id": told}})
            ids = {"customer_id": found.id, "user_id": None}
            return _told("customer", found.name, email, **ids)
    except NotFound:
        name = "user_id" if user_id is not None else "customer_id"
        raise wrong(signers={str(at): {name: ["This person is not here."]}}) from None
    if not wish.get("name") or not wish.get("email"):
        told = ["Choose somebody, or give a name and an e-mail address."]
        raise wrong(signers={str(at): {"name": told}})
    return _told("external", wish["name"], wish["email"])


def own_addresses(work: Work, signer: ContractSigner) -> set[str]:
    """Where the signer is written to, and the address of the account or customer they are."""
    ours = select(User.email).where(User.id == signer.user_id)
    theirs = select(Customer.email).where(Customer.id == signer.customer_id)
    known = [work.session.scalar(query) for query in (ours, theirs)]
    return {signer.email, *(each.lower() for each in known if each)}


def _told(party: str, name: str, email: str, **ids: UUID | None) -> dict[str, Any]:
    nobody: dict[str, UUID | None] = {"user_id": None, "customer_id": None}
    return {"party": party, "name": name, "email": email, **nobody, **ids}


def _signer(
    work: Work,
    contract: Contract,
    role: Role,
    wish: dict[str, Any],
    *,
    at: int,
    asks_code: bool,
) -> ContractSigner:
    asked, order = wish.get("requires_code"), wish.get("routing_order")
    return ContractSigner(
        contract_id=contract.id,
        role_key=role.key,
        kind=role.kind,
        routing_order=role.routing_order if order is None else order,
        requires_code=asks_code if asked is None else asked,
        **person_of(work, wish, at=at),
    )
