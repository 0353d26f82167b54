"""What follows what: each event, the jobs it runs and the rooms it tells. Readable aloud."""

from __future__ import annotations

from uuid import UUID

from smoothschedule.contracts import events as contracts
from smoothschedule.core.effects import (
    Announcement,
    Effect,
    Maker,
    Payload,
    hang_up,
    hang_up_if,
    run,
    run_for,
    tell,
    tell_for,
)
from smoothschedule.core.outbox import Event
from smoothschedule.demo import events as demos
from smoothschedule.erasure import events as erasure
from smoothschedule.people import events as people
from smoothschedule.people.permissions import OPENABLE
from smoothschedule.portability import events as portability
from smoothschedule.scheduling import events as scheduling
from smoothschedule.tenants import events as tenants
from smoothschedule.users import events as users, sign_up
from smoothschedule.webhooks import events as webhooks

_DESK = (tell("desk", "appointment", "appointment_id"),)
_SLOTS = tell("booking", "slots", "service_id")
_CALENDAR = (*_DESK, _SLOTS)
#: The operation decided whether and of what the guest is written to.
_MAIL = run_for("send_mail", "mail_id")
_MAILED = (*_CALENDAR, _MAIL)
_SERIES = (tell("desk", "series", "series_id"), _SLOTS, _MAIL)
_SETUP = (tell("booking", "slots"),)
_LOCATION = (tell("desk", "location", "location_id"), *_SETUP)
_RESOURCE = (tell("desk", "resource", "resource_id"), *_SETUP)
_INVITATION = tell("desk", "invitation", "invitation_id")
_PERSON = tell("desk", "person", "user_id")
_BUSINESS = (tell("desk", "tenant", "tenant_id"), *_SETUP)
_DOMAIN = (tell("desk", "domain", "domain_id"),)
_IMPORT = tell("desk", "customer_import", "customer_import_id")
_IMPORTED = (_IMPORT, tell("desk", "customers"))
_GO_THROUGH = run("go_through_customer_file", "customer_import_id")
_DEPARTURE = tell("desk", "departure", "departure_id")
_EXPORT = tell("desk", "business_export", "business_export_id")
_ERASURE = tell("desk", "erasure_request", "request_id")
_TEMPLATE = (tell("desk", "template", "template_id"),)
_CONTRACT = (
    tell("desk", "contract", "contract_id"),
    tell("signing:{contract_id}", "contract", "contract_id"),
)
# A request waits for a signature as long as its contract can be signed, and then for an answer.
_CONTRACT_STANDS = (*_CONTRACT, tell_for("desk", "appointment", "appointment_id"))
# Time may have become free that somebody waits for.
_OFFERED = run("offer_free_times")
_WAITLIST = (
    tell("desk", "waitlist", "waitlist_entry_id"),
    tell("customer:{customer_id}", "waitlist", "waitlist_entry_id"),
    run_for("send_mail", "mail_id"),
)
# What a service may ask for, when an appointment comes and goes.
_CONTRACT_ASKED = run("make_required_contract", "appointment_id")
_CONTRACT_DROPPED = run("drop_required_contract", "appointment_id")
_WEBHOOK = (tell("desk", "webhook", "webhook_id"),)
_BULK_SEND = (tell("desk", "bulk_send", "bulk_send_id"),)
_BULK_SEND_ON = (*_BULK_SEND, run("send_in_bulk", "bulk_send_id"))

HANDLERS: dict[type[Event], tuple[Maker, ...]] = {
    scheduling.AppointmentHeld: _CALENDAR,
    scheduling.HoldReleased: (*_CALENDAR, _OFFERED),
    scheduling.HoldExpired: (*_CALENDAR, _OFFERED),
    scheduling.AppointmentRequested: (*_MAILED, _CONTRACT_ASKED),
    scheduling.AppointmentBooked: (*_MAILED, _CONTRACT_ASKED),
    scheduling.AppointmentApproved: _MAILED,
    scheduling.AppointmentRejected: (*_MAILED, _CONTRACT_DROPPED, _OFFERED),
    scheduling.AppointmentMoved: (
        *_MAILED,
        run("move_contract_deadline", "appointment_id"),
        _OFFERED,
    ),
    scheduling.AppointmentCancelled: (*_MAILED, _CONTRACT_DROPPED, _OFFERED),
    scheduling.AppointmentCheckedIn: _DESK,
    scheduling.AppointmentStarted: _DESK,
    scheduling.AppointmentCompleted: _DESK,
    scheduling.AppointmentMissed: _CALENDAR,
    scheduling.AppointmentReopened: _MAILED,
    scheduling.AppointmentRestored: (*_MAILED, _CONTRACT_ASKED),
    scheduling.AppointmentChanged: _DESK,
    scheduling.AppointmentAnswered: _DESK,
    scheduling.SessionOpened: _CALENDAR,
    scheduling.SessionClosed: (*_CALENDAR, _OFFERED),
    scheduling.SeriesBooked: _SERIES,
    scheduling.SeriesMoved: (*_SERIES, _OFFERED),
    scheduling.SeriesCancelled: (*_SERIES, _OFFERED),
    scheduling.SeriesChangeUndone: (*_SERIES, _OFFERED),
    scheduling.LocationChanged: _LOCATION,
    scheduling.ResourceChanged: (*_RESOURCE, _OFFERED),
    scheduling.ResourceDeleted: _RESOURCE,
    scheduling.ResourceRestored: _RESOURCE,
    scheduling.DepartureStarted: (_DEPARTURE, run("decide_about_appointments", "departure_id")),
    scheduling.DepartureWentOn: (_DEPARTURE,),
    scheduling.DepartureEnded: (_DEPARTURE,),
    scheduling.DepartureUndoAsked: (_DEPARTURE, run("take_departure_back", "departure_id")),
    scheduling.DepartureUndone: (_DEPARTURE,),
    scheduling.TimeOffEntered: _RESOURCE,
    scheduling.TimeOffRemoved: (*_RESOURCE, _OFFERED),
    scheduling.BusySourceAdded: (*_RESOURCE, run("read_busy_times", "source_id")),
    scheduling.BusySourceRemoved: (*_RESOURCE, _OFFERED),
    scheduling.BusySourceCheckAsked: (run("read_busy_times", "source_id"),),
    scheduling.BusyTimesRead: (*_RESOURCE, _OFFERED),
    scheduling.ClosureAdded: _LOCATION,
    scheduling.ClosureRemoved: (*_LOCATION, _OFFERED),
    scheduling.ServiceChanged: (
        tell("desk", "service", "service_id"),
        tell("booking", "slots", "service_id"),
        _OFFERED,
    ),
    scheduling.WaitlistJoined: (*_WAITLIST, _OFFERED),
    scheduling.WaitlistOffered: _WAITLIST,
    scheduling.WaitlistBooked: _WAITLIST,
    scheduling.WaitlistDeclined: _WAITLIST,
    scheduling.WaitlistOfferLapsed: _WAITLIST,
    scheduling.WaitlistOfferWithdrawn: (*_WAITLIST, _OFFERED),
    scheduling.WaitlistLeft: _WAITLIST,
    scheduling.WaitlistRestored: (*_WAITLIST, _OFFERED),
    scheduling.WaitlistPassed: _WAITLIST,
    scheduling.CustomerChanged: (tell("desk", "customer", "customer_id"),),
    scheduling.CustomersMerged: (tell("desk", "customers", "customer_id"),),
    scheduling.MergeTakenBack: (tell("desk", "customers", "customer_id"),),
    erasure.CustomerErased: (tell("desk", "customers", "customer_id"),),
    erasure.AccountErased: (_PERSON, hang_up("user:{user_id}")),
    erasure.ErasureAsked: (_ERASURE, run("mail_erasure_asked", "request_id")),
    erasure.ErasureWithdrawn: (_ERASURE,),
    erasure.ErasureDeclined: (_ERASURE, run("mail_erasure_declined", "request_id")),
    portability.ExportAsked: (_EXPORT, run("export_business", "business_export_id")),
    portability.ExportWentOn: (_EXPORT,),
    portability.ExportEnded: (_EXPORT,),
    portability.ExportExpired: (_EXPORT,),
    scheduling.CustomerImportCheckAsked: (_IMPORT, _GO_THROUGH),
    scheduling.CustomerImportStarted: (_IMPORT, _GO_THROUGH),
    scheduling.CustomerImportWentOn: (_IMPORT,),
    scheduling.CustomerImportEnded: (*_IMPORTED, run("drop_import_file", "customer_import_id")),
    scheduling.CustomerImportUndoAsked: (
        _IMPORT,
        run("undo_customer_import", "customer_import_id"),
    ),
    scheduling.CustomerImportUndone: _IMPORTED,
    contracts.TemplateChanged: _TEMPLATE,
    contracts.TemplateCheckAsked: (*_TEMPLATE, run("check_template", "template_id")),
    contracts.TemplateChecked: _TEMPLATE,
    contracts.TemplateArchived: _TEMPLATE,
    contracts.TemplateRestored: _TEMPLATE,
    contracts.ContractDrafted: _CONTRACT_STANDS,
    contracts.ContractChanged: _CONTRACT,
    contracts.ContractDeleted: _CONTRACT_STANDS,
    contracts.ContractSent: _CONTRACT,
    contracts.ContractVoided: (*_CONTRACT_STANDS, run("mail_contract_voided", "contract_id")),
    contracts.ContractExpired: _CONTRACT_STANDS,
    contracts.SignerAsked: (*_CONTRACT, run("mail_signing_request", "signer_id")),
    contracts.SignerReminded: (*_CONTRACT, run("mail_signing_reminder", "signer_id")),
    contracts.SignerReplaced: _CONTRACT,
    contracts.DocumentRenewed: (*_CONTRACT, run("mail_document_renewed", "signer_id")),
    contracts.SignerViewed: _CONTRACT,
    contracts.SignerCodeAsked: (run("mail_signer_code", "code_id"),),
    contracts.SignerVerified: _CONTRACT,
    contracts.SignerConsented: _CONTRACT,
    contracts.SignerSigned: _CONTRACT,
    contracts.SignerHandedOver: _CONTRACT,
    contracts.ContractDeclined: (*_CONTRACT_STANDS, run("mail_contract_declined", "contract_id")),
    contracts.ContractSigned: (
        *_CONTRACT_STANDS,
        run("seal_contract", "contract_id"),
        run("clear_required_signature", "contract_id"),
    ),
    contracts.SealRetried: (*_CONTRACT, run("seal_contract", "contract_id")),
    contracts.SealFailed: (*_CONTRACT, run("mail_seal_failed", "contract_id")),
    contracts.ContractCompleted: (*_CONTRACT, run("mail_contract_copies", "contract_id")),
    contracts.BulkSendStarted: _BULK_SEND_ON,
    contracts.BulkSendWentOn: _BULK_SEND_ON,
    contracts.BulkSendRowFailed: _BULK_SEND,
    contracts.BulkSendResumed: _BULK_SEND_ON,
    contracts.BulkSendEnded: _BULK_SEND,
    webhooks.WebhookAdded: _WEBHOOK,
    webhooks.WebhookChanged: _WEBHOOK,
    webhooks.WebhookRemoved: _WEBHOOK,
    webhooks.WebhookSecretChanged: _WEBHOOK,
    webhooks.WebhookSwitchedOff: (*_WEBHOOK, run("mail_webhook_switched_off", "webhook_id")),
    webhooks.WebhookTestAsked: (*_WEBHOOK, run("send_webhook", "delivery_id")),
    webhooks.WebhookReplayAsked: (*_WEBHOOK, run("send_webhook", "delivery_id")),
    # Quiet hours may be others now.
    tenants.TenantChanged: (*_BUSINESS, run("plan_reminders_anew")),
    tenants.TenantSuspended: (*_BUSINESS, hang_up("business:{tenant_id}")),
    tenants.TenantActivated: _BUSINESS,
    tenants.TrialExtended: _BUSINESS,
    tenants.PlanChanged: _BUSINESS,
    tenants.LogoReplaced: (run("delete_logo", "logo_id"),),
    tenants.DomainAdded: _DOMAIN,
    tenants.DomainRemoved: _DOMAIN,
    tenants.DomainCheckAsked: (run("check_domain", "domain_id"),),
    tenants.DomainChecked: _DOMAIN,
    tenants.DomainVerified: _DOMAIN,
    tenants.DomainLost: (*_DOMAIN, run("mail_domain_lost", "domain_id")),
    tenants.DomainRecordsAsked: (run("write_domain_records", "domain_id"),),
    tenants.DomainRecordsWritten: (run("check_domain", "domain_id"),),
    demos.DemoOrdered: (run("make_demo", "demo_id", "flavour", "days"),),
    demos.DemoMade: (tell("desk", "tenant", "demo_id"),),
    demos.DemoExtended: _BUSINESS,
    demos.DemoThrownAway: (hang_up("business:{tenant_id}"), run("erase_demo", "demo_id")),
    demos.DemoErased: (tell("desk", "tenant", "demo_id"),),
    sign_up.OwnerSignedUp: (run("open_first_calendar", "user_id"),),
    users.SessionEnded: (hang_up("session:{session_id}"),),
    users.VisitBegan: (
        tell("desk", "visit", "visit_id"),
        run("mail_visit_notice", "visit_id"),
    ),
    users.PasswordResetRequested: (run("mail_password_reset", "user_id"),),
    users.PasswordChanged: (run("mail_password_changed", "user_id"),),
    people.PersonInvited: (_INVITATION, run("mail_invitation", "invitation_id")),
    people.InvitationRevoked: (_INVITATION,),
    people.InvitationAccepted: (_INVITATION, tell("desk", "person", "user_id")),
    people.RegistrationAsked: (run("mail_registration", "invitation_id"),),
    people.KnownPersonRegistered: (run("mail_account_exists", "user_id"),),
    # Whose rights change hears it under them: the sockets come back into the right rooms.
    people.RoleChanged: (_PERSON, hang_up("user:{user_id}")),
    people.PersonDeactivated: (_PERSON, hang_up("user:{user_id}")),
    people.PersonReactivated: (_PERSON,),
    people.OwnershipTransferred: (
        _PERSON,
        hang_up("user:{user_id}"),
        hang_up("user:{former_owner_id}"),
        run("mail_ownership", "user_id", "former_owner_id"),
    ),
    people.RightsChanged: (
        tell("desk", "tenant", "tenant_id"),
        *(hang_up_if("roles", role, f"role:{role}") for role in OPENABLE),
    ),
    people.PlatformAccountMade: (_PERSON, run("mail_platform_account", "user_id")),
    users.SecondFactorEnabled: (run("mail_second_factor_enabled", "user_id"),),
    users.SecondFactorDisabled: (run("mail_second_factor_disabled", "user_id"),),
    users.RecoveryCodeUsed: (run("mail_recovery_code_used", "user_id"),),
    users.EmailChangeRequested: (
        run("ask_old_address", "email_change_id"),
        run("ask_new_address", "email_change_id"),
    ),
    users.EmailChanged: (
        run("tell_old_address", "email_change_id"),
        run("tell_new_address", "email_change_id"),
    ),
}
#: What webhooks hear of, under the audit's name for it, and the kind of thing it is about.
ANNOUNCED: dict[type[Event], str] = {
    **dict.fromkeys(
        (
            scheduling.AppointmentRequested,
            scheduling.AppointmentBooked,
            scheduling.AppointmentApproved,
            scheduling.AppointmentRejected,
            scheduling.AppointmentMoved,
            scheduling.AppointmentCancelled,
            scheduling.AppointmentRestored,
            scheduling.AppointmentCheckedIn,
            scheduling.AppointmentStarted,
            scheduling.AppointmentCompleted,
            scheduling.AppointmentMissed,
            scheduling.AppointmentReopened,
            scheduling.AppointmentChanged,
            scheduling.SessionOpened,
            scheduling.SessionClosed,
        ),
        "appointment",
    ),
    **dict.fromkeys(
        (
            scheduling.SeriesBooked,
            scheduling.SeriesMoved,
            scheduling.SeriesCancelled,
            scheduling.SeriesChangeUndone,
        ),
        "series",
    ),
    scheduling.CustomerChanged: "customer",
    erasure.CustomerErased: "customer",
    **dict.fromkeys(
        (
            contracts.ContractSent,
            contracts.SignerSigned,
            contracts.ContractSigned,
            contracts.ContractCompleted,
            contracts.ContractDeclined,
            contracts.ContractVoided,
            contracts.ContractExpired,
        ),
        "contract",
    ),
}
_BY_NAME = {event.name: (event, makers) for event, makers in HANDLERS.items()}


def effects_of(name: str, payload: Payload) -> list[Effect]:
    """What follows this event; raises LookupError for one that nobody declared."""
    if name not in _BY_NAME:
        raise LookupError(f"No handlers are declared for {name}.")
    event, makers = _BY_NAME[name]
    made = [effect for make in makers if (effect := make(payload)) is not None]
    kind = ANNOUNCED.get(event)
    if kind is not None:
        made.append(Announcement(event.tag, kind, UUID(payload[f"{kind}_id"])))
    return made
