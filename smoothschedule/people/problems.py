"""Why people cannot be invited, changed or made the owner."""

from __future__ import annotations

from smoothschedule.core.problems import Clash, Malformed, NotAllowed, NotFound, constraint_means


class AddressTaken(Clash):
    slug = "address-taken"
    title = "There is an account with this e-mail address here already."


class AlreadyInvited(Clash):
    slug = "already-invited"
    title = "This address is invited already. Send that invitation again instead."


class NotWaiting(Clash):
    slug = "not-waiting"
    title = "This invitation was accepted or taken back already."


class WrongRole(Clash):
    slug = "wrong-role"
    title = "This person has that role already, or cannot be given it."


class WrongState(Clash):
    slug = "wrong-state"
    title = "This person is in that state already."


class CalendarTaken(Clash):
    slug = "calendar-taken"
    title = "This calendar belongs to somebody else already."


class NoCalendarFor(Clash):
    slug = "no-calendar"
    title = "Only people of the team have a calendar, and only staff rows can be theirs."


class CannotInherit(Clash):
    slug = "cannot-inherit"
    title = "Only an active manager or member of staff can become the owner."


class OwnerOnly(NotAllowed):
    security_action = "ESCALATION_REFUSED"
    title = "Only the owner may do this."


class OutOfReach(NotAllowed):
    security_action = "ESCALATION_REFUSED"
    title = "You may not do this for people of that role."


class LastingAccess(NotAllowed):
    """Somebody of the platform, in somebody's place, would give rights that outlast the visit."""

    slug = "lasting-access"
    security_action = "ESCALATION_REFUSED"
    title = "Nobody can make a manager in somebody else's place. The owner does this themselves."

    def __init__(self, role: str) -> None:
        super().__init__()
        self.role = role


class RegistrationClosed(NotAllowed):
    slug = "registration-closed"
    title = "Accounts are made by invitation here. You can still book without one."


class LastSuperuser(Clash):
    slug = "last-superuser"
    title = "The last active superuser stays one, or nobody could let anybody in any more."


def wrong_field(name: str, reason: str) -> Malformed:
    """A refusal that stands beside this field of the body."""
    return Malformed(errors={"json": {name: [reason]}})


constraint_means("uq_users_tenant_id_email", AddressTaken)
constraint_means("uq_platform_users_email", AddressTaken)
constraint_means("uq_invitations_waiting", AlreadyInvited)
constraint_means("fk_invitations_tenant_id_resource_id", NotFound)
