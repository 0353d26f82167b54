"""How much of the service one caller and one business may take: every route on one page.

A route belongs to one class, and each class has a share for one caller and one for one business,
so that whoever floods a business's public page takes neither its team's share nor anybody else's.
Guesses, mails and bookings are limited besides, beside their routes (`users/throttle.py`).
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from smoothschedule.core import metrics
from smoothschedule.core.api import Access
from smoothschedule.core.problems import Problem
from smoothschedule.core.requests import SAFE
from smoothschedule.core.shares import Shares


class RouteClass(StrEnum):
    """What routes are alike in; the settings RATE_… say how much there is of each."""

    PUBLIC_READ = "public_read"
    PUBLIC_WRITE = "public_write"
    SIGN_IN = "sign_in"
    READ = "read"
    WRITE = "write"
    HEAVY = "heavy"


#: Routes by which somebody comes in, or a secret is tried.
SIGN_IN: Final = frozenset(
    {
        "signIn",
        "redeemHandover",
        "redeemVisit",
        "returnFromVisit",
        "requestPasswordReset",
        "confirmPasswordReset",
        "checkPassword",
        "lookAtEmailLink",
        "confirmEmailLink",
        "stopEmailLink",
        "undoEmailLink",
        "register",
        "openInvitation",
        "acceptInvitation",
        "signUp",
        "takeSigningOver",
        "sendSigningCode",
        "checkSigningCode",
    }
)

#: Routes that read much, draw documents or make many rows.
HEAVY: Final = frozenset(
    {
        "exportCustomers",
        "exportRefusedRows",
        "exportReport",
        "exportActivity",
        "exportPlatformAudit",
        "export_view",
        "createCustomerImport",
        "checkCustomerImport",
        "previewResourceDeactivation",
        "previewTemplate",
        "previewContract",
        "getContractEvidence",
        "previewBulkSend",
        "createBulkSend",
        "retryBulkSend",
        "verifyDocument",
        "createDemo",
        "previewErasure",
        "eraseCustomer",
        "exportBusiness",
    }
)

#: Routes that nobody counts, and why.
UNCOUNTED: Final = {
    "healthz": "the proxy asks all the time",
    "readyz": "the proxy asks all the time",
    "openapi": "one file of ours, the same for everybody",
    "page": "one file of ours, the same for everybody",
    "file": "one file of ours, the same for everybody",
    "asset": "one file of ours, the same for everybody",
    "widget": "one file of ours, the same for everybody",
    "favicon": "one file of ours, the same for everybody",
    "download": "its signed address was given out by a route that is counted",
    "upload": "its signed address was given out by a route that is counted",
    "traefik": "only from inside, by a secret",
    "web_metrics": "only from inside, by a secret",
}


class TooManyRequests(Problem):
    slug, status = "too-many-requests", 429
    title = "You are sending very many requests. Please wait a moment."
    security_action = "THROTTLED"
    retry_after_seconds = 1


class BusinessBusy(TooManyRequests):
    slug = "business-busy"
    title = "This business gets very many requests just now. Please try again in a moment."


def class_of(endpoint: str, method: str, access: Access) -> RouteClass:
    """The class to which calls of this route belong."""
    name = endpoint.rpartition(".")[2]
    if name in HEAVY:
        return RouteClass.HEAVY
    if name in SIGN_IN:
        return RouteClass.SIGN_IN
    if access.permission is None:
        return RouteClass.PUBLIC_READ if method in SAFE else RouteClass.PUBLIC_WRITE
    return RouteClass.READ if method in SAFE else RouteClass.WRITE


def take(
    shares: Shares,
    kind: RouteClass,
    *,
    per_minute: tuple[int, int],
    caller: str | None,
    business: str,
) -> None:
    """One more request of this class; raises TooManyRequests or BusinessBusy.

    What the caller's share refuses does not count against the business's. A caller without a
    name (None) is counted elsewhere, or cannot be told from others.
    """
    of_caller, of_business = per_minute
    if caller is not None:
        wait = shares.take(of_caller, kind, "caller", business, caller)
        if wait is not None:
            _refuse(TooManyRequests(), wait, kind, "caller")
    wait = shares.take(of_business, kind, "business", business)
    if wait is not None:
        _refuse(BusinessBusy(), wait, kind, "business")


def _refuse(problem: TooManyRequests, wait: int, kind: RouteClass, share: str) -> None:
    metrics.THROTTLED.labels(kind, share).inc()
    problem.retry_after_seconds = wait
    problem.logged = {"share": share, "route_class": kind.value}
    raise problem
