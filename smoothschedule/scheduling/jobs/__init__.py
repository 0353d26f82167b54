"""What follows later in scheduling, one noun per file."""

from smoothschedule.scheduling.jobs import first_calendar, mails, reminders

#: Imported for their @job registrations.
JOBS = (first_calendar, mails, reminders)
