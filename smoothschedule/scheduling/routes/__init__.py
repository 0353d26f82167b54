"""HTTP of scheduling, one noun per file."""

from smoothschedule.scheduling.routes import intake, public_waitlist
from smoothschedule.scheduling.routes.agendas import agendas
from smoothschedule.scheduling.routes.appointments import appointments
from smoothschedule.scheduling.routes.attendance import attendance
from smoothschedule.scheduling.routes.busy_sources import busy_sources
from smoothschedule.scheduling.routes.customer_imports import customer_imports
from smoothschedule.scheduling.routes.customers import customers
from smoothschedule.scheduling.routes.departures import departures
from smoothschedule.scheduling.routes.feeds import feeds
from smoothschedule.scheduling.routes.hours import hours
from smoothschedule.scheduling.routes.locations import locations
from smoothschedule.scheduling.routes.mail_texts import mail_texts
from smoothschedule.scheduling.routes.mails import mails
from smoothschedule.scheduling.routes.my import my
from smoothschedule.scheduling.routes.policies import policies
from smoothschedule.scheduling.routes.public import public
from smoothschedule.scheduling.routes.reports import reports
from smoothschedule.scheduling.routes.resources import resources
from smoothschedule.scheduling.routes.series import series
from smoothschedule.scheduling.routes.service import services
from smoothschedule.scheduling.routes.sessions import sessions
from smoothschedule.scheduling.routes.waitlist import waitlist

#: Imported for the routes that it declares on others' blueprints.
DECLARING = (intake, public_waitlist)
blueprints = [
    locations,
    resources,
    departures,
    hours,
    services,
    customers,
    customer_imports,
    appointments,
    attendance,
    series,
    mails,
    mail_texts,
    feeds,
    busy_sources,
    agendas,
    sessions,
    waitlist,
    my,
    policies,
    reports,
    public,
]
