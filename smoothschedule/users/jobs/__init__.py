"""What follows when something happened to an account, one noun per file."""

from smoothschedule.users.jobs import email_changes, passwords, second_factors

#: Imported for their @job registrations.
JOBS = (email_changes, passwords, second_factors)
