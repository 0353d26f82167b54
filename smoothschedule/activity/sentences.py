"""What each tag of the audit says, in one sentence. A new tag gets its line here.

A sentence may name `{who}` did it, the `{subject}` it was done to, what was `{changed}`
("changed the price of the service Cut from $65 to $70"), the `{times}` of a move
(" from … to …"), the time it is `{on}`, and any detail that the audit row carries; what a row
does not know reads as nothing. `{really}` is who sat there, in whoever's place; `{because}` and
`{why}` are the reason and what is to be said of the subject, with what sets them apart; `{link}`
is what a link is for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from smoothschedule.core.audit_tags import Tag

#: What the tags of each noun are about: the choices of the page's filter.
GROUPS: Final[Mapping[str, str]] = {
    "appointment": "Appointments",
    "customer": "Customers",
    "service": "Services",
    "resource": "Staff and rooms",
    "location": "Locations",
    "time_off": "Time off",
    "closure": "Closed days",
    "tenant": "The business",
    "domain": "Domains",
    "user": "Accounts",
    "session": "Signing in and out",
    "password": "Passwords",
    "link": "Sign-in links",
    "second_factor": "Second factors",
    "email_change": "Changes of address",
    "api_token": "API tokens",
    "demo": "Demo businesses",
    "invitation": "Invitations",
    "registration": "Registrations",
    "masquerade": "In somebody's place",
    "entry": "Visits of the platform",
    "visit": "Arrivals",
    "permission": "Lent permissions",
    "job": "Jobs",
}
SENTENCES: Final[Mapping[Tag, str]] = {
    # Businesses
    Tag.TENANT_CREATED: "{subject} was opened",
    Tag.TENANT_CHANGED: "{who} {changed}",
    Tag.TENANT_SUSPENDED: "{who} closed {subject}{because}",
    Tag.TENANT_ACTIVATED: "{who} opened {subject} for good",
    Tag.TENANT_ERASED: "{subject} was erased",
    Tag.TRIAL_EXTENDED: "{who} extended the trial of {subject}",
    Tag.PLAN_CHANGED: "{who} put {subject} on the plan {plan}",
    Tag.LOGO_CHANGED: "{who} took the former logo away",
    Tag.DOMAIN_ADDED: "{who} added {subject} {host}",
    Tag.DOMAIN_REMOVED: "{who} removed {subject} {host}",
    Tag.DOMAIN_CHECK_ASKED: "{who} asked to check {subject} {host}",
    Tag.DOMAIN_CHECKED: "{who} checked {subject} {host}",
    Tag.DOMAIN_VERIFIED: "{who} verified {subject} {host}",
    Tag.DOMAIN_LOST: "{who} no longer verified {subject} {host}",
    Tag.DOMAIN_RECORDS_ASKED: "{who} asked for the DNS records of {subject} {host}",
    Tag.DOMAIN_RECORDS_WRITTEN: "{who} wrote the DNS records of {subject} {host}",
    # Accounts
    Tag.OWNER_SIGNED_UP: "{subject} signed up as the owner",
    Tag.USER_CREATED: "{who} added {subject}{as_role}",
    Tag.SIGNED_IN: "{subject} signed in",
    Tag.SESSION_ENDED: "{who} ended a session",
    Tag.PASSWORD_RESET_REQUESTED: "{who} asked for a new password for {subject}",
    Tag.PASSWORD_CHANGED: "{who} set a new password for {subject}",
    Tag.LINK_MADE: "{who} made a link for {subject}{link}",
    # People
    Tag.INVITATION_SENT: "{who} mailed {subject}{as_role}",
    Tag.INVITATION_REVOKED: "{who} took back {subject}",
    Tag.INVITATION_ACCEPTED: "{who} accepted {subject}{as_role}",
    Tag.REGISTRATION_ASKED: "{who} asked for an account: {subject}",
    Tag.REGISTRATION_OF_KNOWN: "{who} asked for an account that {subject} has already",
    Tag.ROLE_CHANGED: "{who} let {subject} work{as_role} from now on",
    Tag.USER_DEACTIVATED: "{who} deactivated {subject}",
    Tag.USER_REACTIVATED: "{who} let {subject} in again",
    Tag.OWNERSHIP_TRANSFERRED: "{who} handed the business over to {subject}",
    Tag.RIGHTS_CHANGED: "{who} changed what other roles may do",
    Tag.LASTING_ACCESS_REFUSED: "{who} was refused to let somebody work{as_role}",
    Tag.USER_CHANGED: "{who} {changed}",
    Tag.SECOND_FACTOR_STARTED: "{who} began to set up a second factor for {subject}",
    Tag.SECOND_FACTOR_ENABLED: "{who} turned on the second factor of {subject}",
    Tag.SECOND_FACTOR_DISABLED: "{who} turned off the second factor of {subject}",
    Tag.RECOVERY_CODES_RENEWED: "{who} made new recovery codes for {subject}",
    Tag.RECOVERY_CODE_USED: "{who} used a recovery code of {subject}",
    Tag.EMAIL_CHANGE_REQUESTED: "{who} asked for another e-mail address",
    Tag.EMAIL_CHANGE_CONFIRMED: "{who} agreed to another address for {subject}",
    Tag.EMAIL_CHANGE_STOPPED: "{who} stopped the change of address of {subject}",
    Tag.EMAIL_CHANGED: "{who} changed an e-mail address, as both mailboxes agreed",
    Tag.EMAIL_CHANGE_UNDONE: "{who} took back the change of address of {subject}",
    Tag.API_TOKEN_MADE: "{who} made the API token {token}",
    Tag.API_TOKEN_REVOKED: "{who} revoked the API token {token}",
    # Visits and grants
    Tag.MASQUERADE_STARTED: "{really} took the place of {target_id}{to_do}{why}",
    Tag.MASQUERADE_ENDED: "{subject} ended{because}",
    Tag.MASQUERADE_DENIED: "{really} was refused the place of {subject}{because}",
    Tag.ENTRY_STARTED: "{really} asked to enter the business{to_do}{why}",
    Tag.ENTRY_ENDED: "{subject} ended{because}",
    Tag.ENTRY_DENIED: "{really} was refused to enter a business{because}",
    Tag.VISIT_BEGAN: "{subject} began{why}",
    Tag.SESSION_RENEWED: "{subject} came back from a visit",
    Tag.PERMISSION_GRANTED: "{who} lent {grantee_id} a permission{for_minutes}: {action}",
    Tag.GRANT_REVOKED: "{who} took back a lent permission: {action}",
    Tag.GRANT_EXPIRED: "{subject} ran out: {action}",
    # Calendar
    Tag.APPOINTMENT_HELD: "{who} held a time{on} for {subject}",
    Tag.HOLD_RELEASED: "{who} gave back the time held for {subject}",
    Tag.HOLD_EXPIRED: "The time held for {subject} became free again",
    Tag.APPOINTMENT_REQUESTED: "{who} asked for {subject}{on}",
    Tag.APPOINTMENT_BOOKED: "{who} booked {subject}{on}",
    Tag.APPOINTMENT_APPROVED: "{who} approved {subject}",
    Tag.APPOINTMENT_REJECTED: "{who} turned down {subject}{reason_given}",
    Tag.APPOINTMENT_MOVED: "{who} moved {subject}{times}{to_whom}{reason_given}",
    Tag.APPOINTMENT_CANCELLED: "{who} cancelled {subject}{reason_given}",
    Tag.APPOINTMENT_CHECKED_IN: "{who} checked in {subject}",
    Tag.APPOINTMENT_STARTED: "{who} started {subject}",
    Tag.APPOINTMENT_COMPLETED: "{who} completed {subject}",
    Tag.APPOINTMENT_MISSED: "{who} noted that nobody came: {subject}",
    Tag.APPOINTMENT_REOPENED: "{who} took back a step of {subject}",
    Tag.APPOINTMENT_RESTORED: "{who} put {subject} back on the calendar",
    Tag.APPOINTMENT_CHANGED: "{who} {changed}",
    Tag.LOCATION_CHANGED: "{who} {changed}",
    Tag.RESOURCE_CHANGED: "{who} {changed}",
    Tag.TIME_OFF_ENTERED: "{who} entered time off for {subject}",
    Tag.TIME_OFF_REMOVED: "{who} took back time off of {subject}",
    Tag.CLOSURE_ADDED: "{who} closed {subject} on some days",
    Tag.CLOSURE_REMOVED: "{who} opened {subject} on days that were closed",
    Tag.SERVICE_CHANGED: "{who} {changed}",
    Tag.CUSTOMER_CHANGED: "{who} {changed}",
    Tag.DEMO_SEEDED: "{who} filled the business with demo data",
    Tag.DEMO_ORDERED: "{who} ordered a demo business",
    Tag.DEMO_MADE: "{who} made a demo business",
    Tag.DEMO_EXTENDED: "{who} let the demo {subject} live longer",
    Tag.DEMO_THROWN_AWAY: "{who} threw a demo business away",
    Tag.DEMO_ERASED: "{who} erased a demo business",
    # The platform's console
    Tag.JOB_RETRIED: "{who} started the failed job “{name}” again: {subject}",
}
