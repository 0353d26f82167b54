"""What follows later: files are prepared, people are written to, documents are sealed."""

from smoothschedule.contracts.jobs import (
    bulk,
    codes,
    copies,
    endings,
    mails,
    preflight,
    required,
    sealing,
)

__all__ = ["bulk", "codes", "copies", "endings", "mails", "preflight", "required", "sealing"]
