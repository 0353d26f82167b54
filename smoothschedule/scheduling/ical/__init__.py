"""iCalendar (RFC 5545): invitations in mails, feeds for calendar programs, busy times of others."""
