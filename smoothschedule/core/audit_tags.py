"""Everything that the audit can tell of, by its name in the business's words."""

from enum import StrEnum


class Tag(StrEnum):
    """`noun.what_happened`; a tag once written stays for good."""

    # Businesses
    TENANT_CREATED = "tenant.created"
    TENANT_CHANGED = "tenant.changed"
    # Accounts
    OWNER_SIGNED_UP = "user.owner_signed_up"
    USER_CREATED = "user.created"
    SIGNED_IN = "session.started"
    SESSION_ENDED = "session.ended"
    PASSWORD_RESET_REQUESTED = "password.reset_requested"  # noqa: S105 - a name, no password
    PASSWORD_CHANGED = "password.changed"  # noqa: S105
    LINK_MADE = "link.made"
    # People
    INVITATION_SENT = "invitation.sent"
    INVITATION_REVOKED = "invitation.revoked"
    INVITATION_ACCEPTED = "invitation.accepted"
    REGISTRATION_ASKED = "registration.asked"
    REGISTRATION_OF_KNOWN = "registration.of_known_person"
    ROLE_CHANGED = "user.role_changed"
    USER_DEACTIVATED = "user.deactivated"
    USER_REACTIVATED = "user.reactivated"
    OWNERSHIP_TRANSFERRED = "tenant.ownership_transferred"
    RIGHTS_CHANGED = "tenant.rights_changed"
    USER_CHANGED = "user.changed"
    SECOND_FACTOR_STARTED = "second_factor.started"
    SECOND_FACTOR_ENABLED = "second_factor.enabled"
    SECOND_FACTOR_DISABLED = "second_factor.disabled"
    RECOVERY_CODES_RENEWED = "second_factor.codes_renewed"
    RECOVERY_CODE_USED = "second_factor.recovery_code_used"
    EMAIL_CHANGE_REQUESTED = "email_change.requested"
    EMAIL_CHANGE_CONFIRMED = "email_change.confirmed"
    EMAIL_CHANGE_STOPPED = "email_change.stopped"
    EMAIL_CHANGED = "email_change.done"
    EMAIL_CHANGE_UNDONE = "email_change.undone"
    API_TOKEN_MADE = "api_token.made"  # noqa: S105
    API_TOKEN_REVOKED = "api_token.revoked"  # noqa: S105
    # Visits and grants
    MASQUERADE_STARTED = "masquerade.started"
    MASQUERADE_ENDED = "masquerade.ended"
    MASQUERADE_DENIED = "masquerade.denied"
    ENTRY_STARTED = "entry.started"
    ENTRY_ENDED = "entry.ended"
    ENTRY_DENIED = "entry.denied"
    VISIT_BEGAN = "visit.began"
    SESSION_RENEWED = "session.renewed"
    PERMISSION_GRANTED = "permission.granted"
    GRANT_REVOKED = "permission.revoked"
    GRANT_EXPIRED = "permission.expired"
    # Calendar
    APPOINTMENT_HELD = "appointment.held"
    HOLD_RELEASED = "appointment.hold_released"
    HOLD_EXPIRED = "appointment.hold_expired"
    APPOINTMENT_REQUESTED = "appointment.requested"
    APPOINTMENT_BOOKED = "appointment.booked"
    APPOINTMENT_APPROVED = "appointment.approved"
    APPOINTMENT_REJECTED = "appointment.rejected"
    APPOINTMENT_MOVED = "appointment.moved"
    APPOINTMENT_CANCELLED = "appointment.cancelled"
    APPOINTMENT_CHANGED = "appointment.changed"
    LOCATION_CHANGED = "location.changed"
    RESOURCE_CHANGED = "resource.changed"
    SERVICE_CHANGED = "service.changed"
    CUSTOMER_CHANGED = "customer.changed"
    DEMO_SEEDED = "demo.seeded"
    # The platform's console
    JOB_RETRIED = "job.retried"
