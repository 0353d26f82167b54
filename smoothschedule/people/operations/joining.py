"""Whoever follows a mailed link becomes a person of the business."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, func, select, update

from smoothschedule.core.audit_tags import Tag
from smoothschedule.core.tokens import token_hash
from smoothschedule.core.unit_of_work import Work
from smoothschedule.people.events import InvitationAccepted
from smoothschedule.people.models import Invitation
from smoothschedule.scheduling.models import Customer, Resource
from smoothschedule.scheduling.operations import setup
from smoothschedule.scheduling.operations.customers import add_customer, change_customer
from smoothschedule.tenants.quotas import own_tenant
from smoothschedule.users import passwords
from smoothschedule.users.accounts import LinkExpired
from smoothschedule.users.models import User
from smoothschedule.users.rules import Role


def invitation_of(work: Work, token: str) -> Invitation:
    """The invitation that this link still opens; raises LinkExpired, whatever is wrong."""
    found = work.session.scalar(select(Invitation).where(_opens(work, token)))
    if found is None or not _still_stands(work, found):
        raise LinkExpired
    return found


def accept(work: Work, token: str, *, name: str, password: str) -> User:
    """The link is used up and its person has an account, a calendar or a customer record.

    The address is theirs: the link was mailed to it. Raises LinkExpired, Malformed,
    AddressTaken. Emits InvitationAccepted.
    """
    invitation = work.session.scalar(
        update(Invitation)
        .where(_opens(work, token))
        .values(accepted_at=work.now)
        .returning(Invitation)
    )
    if invitation is None or not _still_stands(work, invitation):
        raise LinkExpired
    tenant = own_tenant(work)
    passwords.require_good(password, email=invitation.email, name=name, business=tenant.name)
    person = User(
        email=invitation.email,
        name=name,
        role=invitation.role,
        password_hash=passwords.hash_of(password),
        is_temporary=tenant.is_temporary,
    )
    work.session.add(person)
    work.session.flush()
    work.record(Tag.USER_CREATED, "user", person.id, role=person.role)
    work.emit(InvitationAccepted(invitation.id, person.id), role=person.role)
    if person.role == Role.CUSTOMER:
        _join_customer(work, person)
    else:
        _take_calendar(work, person, invitation)
    return person


def _opens(work: Work, token: str) -> ColumnElement[bool]:
    return and_(
        Invitation.token_hash == token_hash(token),
        Invitation.accepted_at.is_(None),
        Invitation.revoked_at.is_(None),
        Invitation.expires_at > work.now,
    )


def _still_stands(work: Work, invitation: Invitation) -> bool:
    return not invitation.is_registration or own_tenant(work).customers_may_register


def _take_calendar(work: Work, person: User, invitation: Invitation) -> None:
    """Theirs unless somebody else has it by now, or it was deleted: the owner can still give them
    another."""
    if invitation.resource_id is None:
        return
    row = work.get(Resource, invitation.resource_id, lock=True)
    if row.user_id is None and row.deleted_at is None:
        setup.change_resource(work, row, user_id=person.id)


def _join_customer(work: Work, person: User) -> None:
    """The account is of the customer whom the business knows by this address, or a new one.

    One address may be a family's: then the one of that name, and nobody when none has it.
    """
    known = work.session.scalars(
        select(Customer).where(Customer.email == person.email).order_by(Customer.id)
    ).all()
    same_name = [c for c in known if c.search_name == _lower(work, person.name)]
    free = [c for c in same_name or known if c.user_id is None]
    if len(free) == 1 and (same_name or len(known) == 1):
        change_customer(work, free[0], user_id=person.id)
        return
    # That name and address together are somebody else's: the account's own address is enough.
    email = None if same_name else person.email
    add_customer(work, name=person.name, email=email, user_id=person.id)


def _lower(work: Work, name: str) -> str:
    """Lower case as the database makes it, whatever letters it knows."""
    return work.session.scalar(select(func.lower(name))) or ""
