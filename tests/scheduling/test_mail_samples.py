"""The invented appointment that a mail is looked at with."""

from datetime import UTC, datetime

from smoothschedule.scheduling.mails.samples import sample_values
from smoothschedule.scheduling.mails.writing import Letterhead
from smoothschedule.scheduling.rules.mails import TextKind
from smoothschedule.tenants.models import Tenant


def test_a_day_reads_as_it_does_in_the_mail_itself() -> None:
    tenant = Tenant(name="Bella", time_zone="Europe/Berlin", locale="en-GB")
    head = Letterhead("Bella", "#000000", None, "Bella", "bella.example")
    now = datetime(2026, 11, 24, 12, tzinfo=UTC)
    joined = sample_values(TextKind.WAITLIST_JOINED, tenant, head, now=now)
    assert joined["wish"].text == "1 December 2026 to 5 December 2026"
