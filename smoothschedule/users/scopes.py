"""What API tokens may be allowed to do, in words for whoever makes one.

Each is a permission of access.py. What concerns people's own accounts, the team, money and
tokens themselves is not open to a script.
"""

SCOPES = {
    "view_tenant": "Read the business's name, zone, currency and address",
    "view_setup": "Read services, staff, rooms and locations",
    "edit_services": "Change services",
    "edit_resources": "Change staff, rooms and their hours",
    "edit_locations": "Change locations",
    "use_calendar": "Read one's own calendar",
    "view_all_calendars": "Read everybody's calendar",
    "book_appointments": "Book appointments in calendars that it reads",
    "manage_appointments": "Move, cancel and change appointments that it reads",
    "view_customers": "Read customers",
    "edit_customers": "Add and change customers",
    "view_contracts": "Read contracts",
    "send_contracts": "Make and send contracts",
}
