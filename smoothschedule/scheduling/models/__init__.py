"""Tables of scheduling, one noun per file."""

from smoothschedule.scheduling.models.agenda import Agenda
from smoothschedule.scheduling.models.appointment import (
    Allocation,
    Appointment,
    AppointmentAddon,
    holder_of,
)
from smoothschedule.scheduling.models.appointment_change import AppointmentChange
from smoothschedule.scheduling.models.appointment_mail import AppointmentMail
from smoothschedule.scheduling.models.appointment_series import AppointmentSeries
from smoothschedule.scheduling.models.availability import (
    AvailabilityWindow,
    DateOverride,
    DateOverrideWindow,
)
from smoothschedule.scheduling.models.busy_source import BusySource, BusyTime
from smoothschedule.scheduling.models.calendar_feed import CalendarFeed
from smoothschedule.scheduling.models.closure import Closure
from smoothschedule.scheduling.models.customer import Customer
from smoothschedule.scheduling.models.customer_import import CustomerImport, CustomerImportRow
from smoothschedule.scheduling.models.customer_merge import CustomerMerge
from smoothschedule.scheduling.models.departure import Departure, DepartureRow
from smoothschedule.scheduling.models.intake import (
    AppointmentAnswer,
    IntakeFile,
    ServiceQuestion,
)
from smoothschedule.scheduling.models.location import Location
from smoothschedule.scheduling.models.mail_text import MailText
from smoothschedule.scheduling.models.resource import RESOURCE_KINDS, Resource
from smoothschedule.scheduling.models.service import (
    GRIDS,
    RequirementCandidate,
    Service,
    ServiceAddon,
    ServiceRequirement,
    ServiceSegment,
)
from smoothschedule.scheduling.models.time_off import TimeOff
from smoothschedule.scheduling.models.waitlist import WaitlistEntry, WaitlistOffer

__all__ = [
    "GRIDS",
    "RESOURCE_KINDS",
    "Agenda",
    "Allocation",
    "Appointment",
    "AppointmentAddon",
    "AppointmentAnswer",
    "AppointmentChange",
    "AppointmentMail",
    "AppointmentSeries",
    "AvailabilityWindow",
    "BusySource",
    "BusyTime",
    "CalendarFeed",
    "Closure",
    "Customer",
    "CustomerImport",
    "CustomerImportRow",
    "CustomerMerge",
    "DateOverride",
    "DateOverrideWindow",
    "Departure",
    "DepartureRow",
    "IntakeFile",
    "Location",
    "MailText",
    "RequirementCandidate",
    "Resource",
    "Service",
    "ServiceAddon",
    "ServiceQuestion",
    "ServiceRequirement",
    "ServiceSegment",
    "TimeOff",
    "WaitlistEntry",
    "WaitlistOffer",
    "holder_of",
]
