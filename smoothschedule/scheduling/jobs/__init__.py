"""What follows later in scheduling, one noun per file."""

from smoothschedule.scheduling.jobs import (
    agendas,
    busy_times,
    customer_imports,
    customer_merges,
    departures,
    first_calendar,
    mails,
    reminders,
    waitlist,
)

#: Imported for their @job registrations.
JOBS = (
    agendas,
    busy_times,
    customer_imports,
    customer_merges,
    departures,
    first_calendar,
    mails,
    reminders,
    waitlist,
)
