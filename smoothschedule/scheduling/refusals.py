"""Why a booking is refused: each rule is a problem of its own."""

from __future__ import annotations

from typing import Any

from smoothschedule.core.problems import (
    Clash,
    Malformed,
    NotAllowed,
    NotFound,
    Over,
    constraint_means,
)
from smoothschedule.scheduling.rules.problem import Rule


class SlotTaken(Clash):
    slug, title = "slot-taken", "That time is already taken."


class NoSeatsLeft(Clash):
    slug, title = "capacity", "There are not enough seats left at that time."


class OutsideHours(Clash):
    slug, title = "outside-hours", "Nobody works at that time."


class ClosedThen(Clash):
    slug, title = "closed", "We are closed on that day."


class LimitReached(Clash):
    slug, title = "limit", "No more of these can be booked for that day or week."


class SegmentsDoNotFit(Clash):
    slug, title = "segments-do-not-fit", "The parts of the service do not fit together."


class PastTime(Clash):
    slug, title = "past-time", "That time has already passed."


class TooSoon(Clash):
    slug, title = "too-soon", "That is too short notice to book online."


class TooFar(Clash):
    slug, title = "too-far", "That is too far ahead to book online."


class OffGrid(Clash):
    slug, title = "off-grid", "Appointments do not start at that time."


class ResourceMissing(Clash):
    slug, title = "resource-missing", "Nobody can give this service as asked."


class TooManyCalendars(Clash):
    slug, title = "too-many-calendars", "A calendar can be kept busy by five others at most."


class NoCalendar(Clash):
    slug, title = "no-calendar", "This needs a calendar of one's own."


class NoSuchAddress(Malformed):
    slug, title = "no-such-address", "This is no address that a calendar can be read from."


class UnknownVariable(Malformed):
    slug, title = "unknown-variable", "This text names something that mails do not know."


class HoldExpired(Clash):
    slug, title = "hold-expired", "The time was held for you, but the hold has run out."


class WrongState(Clash):
    slug, title = "wrong-state", "This appointment has moved on, so that is no longer possible."


class VisitCompleted(Clash):
    slug = "appointment-completed"
    title = "This appointment is completed and can no longer be changed. Reopen it first."


class NotYet(Clash):
    slug, title = "not-yet", "It is too early for that: the appointment is still ahead."


class NotAClass(Clash):
    slug, title = "not-a-class", "This service is no class with seats."


class LengthIsFixed(Clash):
    slug = "length-is-fixed"
    title = "A class, or a service made of parts, takes as long as the service says."


class ForTheWholeClass(Clash):
    slug = "for-the-whole-class"
    title = "This is done for each participant, not for the class as a whole."


class ClassHasAppointments(Clash):
    slug = "class-has-appointments"
    title = "Appointments of this service are still to come. Make a new service for the class."


class ClassAddonsTakeNoTime(Clash):
    slug = "class-addons-take-no-time"
    title = "What is booked along with a class takes no extra time."


class AlreadyWaiting(Clash):
    slug, title = "already-waiting", "There is a place on the waitlist for this service already."


class OnManyLists(Clash):
    slug, title = "on-many-lists", "That is more waitlists than one person can be on."


class OfferOver(Clash):
    slug, title = "offer-over", "This offer is over. You may still get another one."


class NotWaiting(Clash):
    slug, title = "not-waiting", "This place on the waitlist has moved on."


class TooShortToAnswer(Clash):
    slug, title = "too-short-to-answer", "There is too little time left for an answer."


class NothingToUndo(Clash):
    slug, title = "nothing-to-undo", "There is nothing to take back here."


class SeriesRefused(Malformed):
    """The rule makes no series; `errors` says why, beside the field."""


class SeriesTooLong(Malformed):
    slug = "series-too-long"


class SeriesClashes(Clash):
    slug = "series-clashes"


class NotInSeries(Clash):
    slug, title = "not-in-series", "This appointment does not repeat."


class LinkExpired(Over):
    slug, title = "link-expired", "This link has expired."


class RangeTooLong(Malformed):
    slug, title = "range-too-long", "Please ask for 62 days at most."


class CustomerKnown(Clash):
    slug, title = "customer-known", "A customer of this name and e-mail is there already."


class CustomerGone(Clash):
    slug = "customer-gone"
    title = "This customer is no longer there: removed, or merged with another. Choose them anew."


class ResourceHasAppointments(Clash):
    """`count` says how many; the caller is to say where they go."""

    slug = "resource-has-appointments"

    @classmethod
    def of(cls, count: int) -> ResourceHasAppointments:
        """The problem of so many."""
        noun = "appointment is" if count == 1 else "appointments are"
        return cls(f"{count} {noun} still to come. Say where they go.", count=count)


class BeingBooked(Clash):
    slug = "being-booked"
    title = "Somebody is booking or is offered a time just now. Try again once that is over."


class DepartureGoesOn(Clash):
    slug = "departure-goes-on"
    title = "Its appointments are being moved just now. Wait until that is done, or stop it."


class DepartureMovedOn(Clash):
    slug = "departure-moved-on"
    title = "That is no longer possible. Please look at it again."


class CustomerErased(Clash):
    slug = "customer-erased"
    title = "This customer was erased. Nothing about them can be changed any more."


class SamePerson(Clash):
    slug, title = "same-person", "This is the same record. Choose another one."


class BothHaveAccounts(Clash):
    slug = "both-have-accounts"
    title = "Both sign in with accounts of their own, so they cannot become one."


class OneIsBlocked(Clash):
    slug = "one-is-blocked"
    title = "One of the two is blocked. Say whether they are blocked from now on."


class MergedSince(Clash):
    slug = "merged-since"
    title = "Another record was merged into this customer later. Take that one back first."


class WrongColumns(Malformed):
    slug, title = "wrong-columns", "Each column of the file has to be named."


class ImportMovedOn(Clash):
    slug, title = "import-moved-on", "This import has moved on, so that is no longer possible."


class CustomerBlocked(Clash):
    slug = "customer-blocked"
    title = "This customer is blocked. Unblock them first to book."


class NotBookableOnline(Clash):
    """Told to a visitor who is blocked, without saying so."""

    slug = "not-bookable-online"
    title = "This booking cannot be made online. Please contact us directly."


class AccountTaken(Clash):
    slug, title = "account-taken", "This account belongs to somebody else already."


class TooLateToMove(Clash):
    slug = "too-late-to-move"
    title = "It is too late to move this booking online. Please contact us directly."


class ManagersMove(NotAllowed):
    slug, title = "managers-move", "Here only managers move appointments. Please ask one."


class ManagersApprove(NotAllowed):
    slug, title = "managers-approve", "Here only managers answer requests. Please ask one."


class OwnCalendarOnly(NotAllowed):
    title = "You may only book and change your own calendar."


_BY_RULE: dict[Rule, type[Clash]] = {
    Rule.PAST_TIME: PastTime,
    Rule.TOO_SOON: TooSoon,
    Rule.TOO_FAR: TooFar,
    Rule.RESOURCE_MISSING: ResourceMissing,
    Rule.OUTSIDE_HOURS: OutsideHours,
    Rule.CLOSED: ClosedThen,
    Rule.TIME_OFF: OutsideHours,
    Rule.SLOT_TAKEN: SlotTaken,
    Rule.BUFFER: SlotTaken,
    Rule.CAPACITY: NoSeatsLeft,
    Rule.OFF_GRID: OffGrid,
    Rule.LIMIT: LimitReached,
}


def refusal_of(rule: Rule, **extra: Any) -> Clash:
    """The problem that says this rule refuses."""
    return _BY_RULE[rule](**extra)


constraint_means("ex_allocations_no_overlap", SlotTaken)
constraint_means("uq_departures_under_way", DepartureGoesOn)
constraint_means("uq_waitlist_entries_open", AlreadyWaiting)
constraint_means("uq_customers_person", CustomerKnown)
constraint_means("uq_customers_tenant_id_user_id", AccountTaken)
constraint_means("uq_resources_tenant_id_user_id", AccountTaken)
constraint_means("fk_resources_tenant_id_user_id", NotFound)
constraint_means("fk_resources_tenant_id_location_id", NotFound)
constraint_means("fk_appointments_tenant_id_customer_id", CustomerGone)
constraint_means("fk_appointment_series_tenant_id_customer_id", CustomerGone)
