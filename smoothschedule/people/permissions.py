"""What one may be allowed to do to people; and what an owner may open to other roles."""

from typing import Final

from smoothschedule.contracts import permissions as contracts
from smoothschedule.scheduling import permissions as scheduling
from smoothschedule.users.rules import Role

VIEW_TEAM = "view_team"
INVITE_PEOPLE = "invite_people"
MANAGE_PEOPLE = "manage_people"
CHANGE_ROLES = "change_roles"
EDIT_RIGHTS = "edit_rights"
TRANSFER_OWNERSHIP = "transfer_ownership"
VIEW_PLATFORM_STAFF = "view_platform_staff"
MANAGE_PLATFORM_STAFF = "manage_platform_staff"

MEANINGS = {
    VIEW_TEAM: "See the people who work here and the customers with an account.",
    INVITE_PEOPLE: "Invite staff and customers.",
    MANAGE_PEOPLE: "Deactivate and reactivate staff and customers, and give them calendars.",
    CHANGE_ROLES: "Invite managers, give people other roles, and look after managers too.",
    EDIT_RIGHTS: "Open more to other roles, and say whether customers may register themselves.",
    TRANSFER_OWNERSHIP: "Hand the business over to somebody else.",
    VIEW_PLATFORM_STAFF: "See who works on the platform.",
    MANAGE_PLATFORM_STAFF: "Make, change and deactivate platform accounts.",
}

#: Role -> what an owner may open for it beyond its own line, in the words of the rights page.
OPENABLE: Final[dict[Role, dict[str, str]]] = {
    Role.TENANT_MANAGER: {
        "view_activity": "See who did what in the business, and export it.",
    },
    Role.TENANT_STAFF: {
        scheduling.VIEW_ALL_CALENDARS: (
            "See and change everybody's calendar, and look up every customer."
        ),
        scheduling.VIEW_REPORTS: "See reports on bookings, use, revenue and no-shows.",
        scheduling.OVERLAP_APPOINTMENTS: "Book on purpose over other appointments.",
        scheduling.MANAGE_WAITLIST: "See the waitlist, add people to it and offer them times.",
        scheduling.TAKE_TIME_OFF: "Enter their own time off and block time on their calendar.",
        scheduling.EDIT_SERVICES: "Add and change services, their prices and booking rules.",
        scheduling.EDIT_RESOURCES: "Add and change staff, rooms and equipment, and their hours.",
        scheduling.EDIT_LOCATIONS: "Add and change locations.",
        contracts.SEND_CONTRACTS: "Send contracts, remind people and declare contracts void.",
        contracts.EDIT_TEMPLATES: "Make and change contract templates.",
        VIEW_TEAM: "See the team and who has an account.",
    },
}
