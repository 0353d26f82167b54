"""HTTP of people, one noun per file."""

from smoothschedule.people.routes.invitations import invitations
from smoothschedule.people.routes.joining import joining
from smoothschedule.people.routes.people import people
from smoothschedule.people.routes.platform_staff import platform_staff
from smoothschedule.people.routes.rights import rights

blueprints = [people, invitations, joining, rights, platform_staff]
