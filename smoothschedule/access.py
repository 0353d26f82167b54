"""Who may do what: every permission, and the roles that hold it, on one page."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from flask_principal import Identity, Need, Permission, Principal

from smoothschedule.contracts import permissions as contracts
from smoothschedule.core.api import Access
from smoothschedule.core.problems import NotAllowed, NotSignedIn
from smoothschedule.core.unit_of_work import Actor
from smoothschedule.erasure import permissions as erasure
from smoothschedule.people import permissions as people
from smoothschedule.people.permissions import OPENABLE
from smoothschedule.portability import permissions as portability
from smoothschedule.scheduling import permissions as scheduling
from smoothschedule.users.rules import Role, VisitMode
from smoothschedule.webhooks import permissions as webhooks


class NotWhileVisiting(NotAllowed):
    slug = "not-while-visiting"
    title = "Only the person themselves can do this. Stop the visit first."
    security_action = "REFUSED_WHILE_VISITING"


class NotByToken(NotAllowed):
    slug = "not-by-token"
    title = "Only the person themselves can do this: not with an API token."


PERMISSIONS = {
    "use_account": "See oneself and one's sessions, and sign out.",
    "view_tenant": "See the business's own settings.",
    "manage_api_tokens": "Make and revoke API tokens for scripts.",
    "edit_tenant": "Change the business's own settings, policies and branding.",
    "edit_domains": "Add, check and remove the business's own domains.",
    "view_billing": "See the business's plan, what it costs and how much of it is in use.",
    "view_tenants": "See businesses from the platform.",
    "edit_tenants": "Suspend and activate businesses and see to their domains.",
    "change_plans": "Put businesses on another plan, record its price, extend trials.",
    "make_demos": "Make demo businesses, let them live longer, throw them away.",
    "view_activity": "See who did what in the business, and export it.",
    "view_audit": "See who did what on the platform and in its businesses, and export it.",
    "view_accounts": "See in the console who has an account, at a business or on the platform.",
    "view_own_grants": "See what is lent to oneself inside businesses.",
    "view_all_visits": "See in the console everybody's visits, not one's own alone.",
    "view_jobs": "See in the console which jobs wait, run or failed.",
    "retry_jobs": "Start failed jobs again.",
    **people.MEANINGS,
    "masquerade": "Be in somebody else's place for a while, with a reason.",
    "enter_tenants": "Enter a business as oneself for a while, with a reason.",
    "view_visits": "See who of the platform is or was in the business, and why.",
    "end_visits": "End somebody's visit.",
    "view_grants": "See which permissions are lent to whom, and for how long.",
    "grant_permissions": "Lend a permission that one holds to somebody for a while.",
    **scheduling.MEANINGS,
    **contracts.MEANINGS,
    **webhooks.MEANINGS,
    **erasure.MEANINGS,
    **portability.MEANINGS,
}

_EVERYONE = frozenset({"use_account", "view_tenant"})
_STAFF = _EVERYONE | {
    "share_calendar",
    "use_calendar",
    "book_appointments",
    "manage_appointments",
    "keep_attendance",
    "view_setup",
    "view_customers",
    "edit_customers",
    "view_contracts",
}
_MANAGER = _STAFF | {
    "view_all_calendars",
    "overlap_appointments",
    "manage_waitlist",
    "export_customers",
    "import_customers",
    "view_reports",
    "merge_customers",
    "edit_locations",
    "edit_resources",
    "edit_services",
    "take_time_off",
    "view_team",
    "invite_people",
    "manage_people",
    "send_contracts",
    "edit_templates",
}
#: Of whom sales sees only the demo ones: the database's policies say so.
_PLATFORM = frozenset(
    {"use_account", "view_tenants", "view_accounts", "view_audit", "view_visits", "enter_tenants"}
)
_LENDS = frozenset({"view_grants", "grant_permissions"})
_STAFF_KEEPERS = frozenset({"view_platform_staff", "manage_platform_staff"})
_BUSINESS_KEEPERS = frozenset({"edit_tenants", "change_plans", "make_demos"})
_PLATFORM_MANAGER = (
    _PLATFORM
    | _STAFF_KEEPERS
    | _LENDS
    | _BUSINESS_KEEPERS
    | {"view_own_grants", "view_all_visits", "view_jobs", "retry_jobs"}
)
_OWNERS_OWN = _LENDS | frozenset(
    {
        "edit_tenant",
        "edit_domains",
        "view_billing",
        "view_activity",
        "change_roles",
        "edit_rights",
        "transfer_ownership",
        "manage_api_tokens",
        "manage_webhooks",
        "erase_customers",
        "export_business",
        "masquerade",
        "view_visits",
        "end_visits",
    }
)

MATRIX: dict[Role, frozenset[str]] = {
    Role.SUPERUSER: _PLATFORM_MANAGER | {"masquerade"},
    Role.PLATFORM_MANAGER: _PLATFORM_MANAGER,
    Role.PLATFORM_SALES: _PLATFORM | {"make_demos", "masquerade"},
    Role.PLATFORM_SUPPORT: _PLATFORM | {"masquerade", "view_own_grants", "view_jobs"},
    Role.TENANT_OWNER: _MANAGER | _OWNERS_OWN,
    Role.TENANT_MANAGER: _MANAGER,
    Role.TENANT_STAFF: _STAFF,
    Role.CUSTOMER: _EVERYONE | {"view_own_bookings", "view_own_contracts", "share_calendar"},
}


def opened_to(role: str, opened_rights: Mapping[str, Collection[str]]) -> frozenset[str]:
    """What an owner's rights matrix really opens to the role: nothing but what is openable."""
    return frozenset(OPENABLE.get(Role(role), ())) & frozenset(opened_rights.get(role, ()))


def permissions_of(
    role: str,
    *,
    opened: Iterable[str] = (),
    granted: Iterable[str] = (),
    within: Iterable[str] | None = None,
) -> frozenset[str]:
    """What somebody of this role may do: the one place where that is added up.

    `opened` is what the owner's rights matrix opens to the role, `granted` what active
    grants lend the person; `within` bounds all of it, as the scopes of an API token do.
    """
    held = MATRIX[Role(role)] | frozenset(opened) | frozenset(granted)
    return held if within is None else held & frozenset(within)


#: Of the owner's permissions to look, those that support has only while they are lent.
_ONLY_LENT = frozenset({"view_billing"})


def permissions_inside(mode: VisitMode, *, granted: Iterable[str] = ()) -> frozenset[str]:
    """What platform staff hold inside a business: the owner's, or of these what only looks."""
    owner = MATRIX[Role.TENANT_OWNER]
    if mode is VisitMode.ACT:
        return owner
    looking = {name for name in owner if name.startswith("view_")} - _ONLY_LENT
    within = looking | {"use_account", "use_calendar"} | frozenset(granted)
    return permissions_of(Role.TENANT_OWNER, granted=granted, within=within)


#: Flask-Principal carries the identity through a request; it keeps nothing itself.
principal = Principal(use_sessions=False)


def capability(permission: str) -> Permission:
    """Held by identities that provide exactly this permission.

    An empty Permission would allow everyone, and several needs mean any of
    them: so it is always exactly one.
    """
    if permission not in PERMISSIONS:
        raise LookupError(f"There is no permission {permission!r}.")
    return Permission(Need("capability", permission))


def identity_of(actor: Actor) -> Identity:
    """The actor as a Flask-Principal identity that provides its permissions."""
    identity = Identity(str(actor.id) if actor.id else None)
    identity.provides.update(Need("capability", permission) for permission in actor.permissions)
    return identity


def admit(actor: Actor, access: Access) -> None:
    """The actor is this request's identity and may call a route of this access.

    Raises NotSignedIn, NotAllowed, NotWhileVisiting or NotByToken.
    """
    identity = identity_of(actor)
    principal.set_identity(identity)
    permission = access.permission
    if permission is not None and not capability(permission).allows(identity):
        raise NotAllowed if actor.id else NotSignedIn
    if access.in_person and actor.visit_id is not None:
        raise NotWhileVisiting
    if access.in_person and actor.api_token_id is not None:
        raise NotByToken
