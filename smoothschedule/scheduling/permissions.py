"""What one may be allowed to do in scheduling; access.py says which role may."""

USE_CALENDAR = "use_calendar"
VIEW_ALL_CALENDARS = "view_all_calendars"
BOOK_APPOINTMENTS = "book_appointments"
MANAGE_APPOINTMENTS = "manage_appointments"
KEEP_ATTENDANCE = "keep_attendance"
OVERLAP_APPOINTMENTS = "overlap_appointments"
MANAGE_WAITLIST = "manage_waitlist"
VIEW_CUSTOMERS = "view_customers"
EDIT_CUSTOMERS = "edit_customers"
EXPORT_CUSTOMERS = "export_customers"
IMPORT_CUSTOMERS = "import_customers"
MERGE_CUSTOMERS = "merge_customers"
VIEW_REPORTS = "view_reports"
VIEW_SETUP = "view_setup"
EDIT_SERVICES = "edit_services"
EDIT_RESOURCES = "edit_resources"
EDIT_LOCATIONS = "edit_locations"
TAKE_TIME_OFF = "take_time_off"
VIEW_OWN_BOOKINGS = "view_own_bookings"
SHARE_CALENDAR = "share_calendar"

#: Permission -> what it lets one do, in words for the rights page.
MEANINGS = {
    USE_CALENDAR: "Open the schedule and its appointments; without view_all_calendars one's own.",
    VIEW_ALL_CALENDARS: "See and act on everybody's calendar and every customer.",
    BOOK_APPOINTMENTS: "Book an appointment for a customer.",
    MANAGE_APPOINTMENTS: "Move, swap, cancel, approve and reject appointments; write their notes.",
    KEEP_ATTENDANCE: "Check customers in, start and complete appointments, mark no-shows.",
    OVERLAP_APPOINTMENTS: "Book on purpose over other appointments; the schedule marks it.",
    MANAGE_WAITLIST: "See who waits for a time, add and remove people, offer times by hand.",
    VIEW_CUSTOMERS: "Look customers up.",
    EDIT_CUSTOMERS: "Add customers and change their details.",
    EXPORT_CUSTOMERS: "Download all customers as a file.",
    MERGE_CUSTOMERS: "Make one of two records of the same customer.",
    IMPORT_CUSTOMERS: "Take customers over from a file, and take that back.",
    VIEW_REPORTS: "See reports on bookings, use, revenue and no-shows, and export them.",
    VIEW_SETUP: "See services, resources and locations.",
    EDIT_SERVICES: "Add and change services and the rules for booking them.",
    EDIT_RESOURCES: "Add and change staff, rooms and equipment, and their hours.",
    EDIT_LOCATIONS: "Add and change locations, and close them for holidays.",
    TAKE_TIME_OFF: "Enter time off for oneself; with edit_resources for everybody.",
    SHARE_CALENDAR: "Make private links by which other programs read a calendar that one sees.",
    VIEW_OWN_BOOKINGS: "See and cancel one's own bookings as a customer.",
}
