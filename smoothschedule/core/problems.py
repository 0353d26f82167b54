"""Problems: every refusal the application makes, as RFC 9457 documents.

A Problem subclass is one slug with one status. Domains declare theirs beside
the operations that raise them; the wire format lives in core.errors.
"""

from __future__ import annotations

from typing import Any


class Problem(Exception):
    """A refusal in plain words: `slug` names it for clients, `title` says it to people."""

    slug = "problem"
    status = 400
    title = "Something about this request is wrong."
    retry_after_seconds: int | None = None
    #: Its name in security.log, for refusals that smell of attack.
    security_action: str | None = None

    def __init__(self, title: str | None = None, **extra: Any) -> None:
        super().__init__(title or self.title)
        self.title = title or self.title
        self.extra = extra
        #: For security.log only: {"email": …} says who was tried.
        self.logged: dict[str, Any] = {}

    def document(self, request_id: str | None) -> dict[str, Any]:
        """The problem as it goes on the wire."""
        body = {"type": f"/problems/{self.slug}", "title": self.title, "status": self.status}
        return {**body, "request_id": request_id, **self.extra}


class Malformed(Problem):
    slug, status, title = "malformed", 422, "Some of what was sent is not valid."


class BadRequest(Problem):
    slug, status, title = "bad-request", 400, "This request could not be understood."


class NotSignedIn(Problem):
    slug, status, title = "not-signed-in", 401, "Please sign in."


class NotAllowed(Problem):
    slug, status, title = "not-allowed", 403, "You may not do this."


class NotFound(Problem):
    slug, status, title = "not-found", 404, "There is nothing here."


class Clash(Problem):
    slug, status, title = "clash", 409, "This does not fit what is there already."


class Over(Problem):
    slug, status, title = "over", 410, "This is no longer available."


class Stale(Problem):
    slug, status = "stale", 412
    title = "Someone changed this in the meantime. Load it again and repeat your change."


class TooLarge(Problem):
    slug, status, title = "too-large", 413, "This is too large to accept."


class VersionMissing(Problem):
    slug, status = "version-missing", 428
    title = "Send the version you are changing in an If-Match header."


class TooFast(Problem):
    slug, status, title = "too-many-attempts", 429, "Too many attempts. Please wait a little."
    security_action: str | None = "THROTTLED"
    retry_after_seconds = 60


class Unavailable(Problem):
    slug, status = "unavailable", 503
    title = "The service is away for a moment. Please try again shortly."
    retry_after_seconds = 2


_by_constraint: dict[str, type[Problem]] = {}


def constraint_means(name: str, problem: type[Problem]) -> None:
    """A violation of the named database constraint is answered as this problem."""
    _by_constraint[name] = problem


def problem_of_constraint(name: str | None) -> Problem | None:
    """The problem that a violated constraint stands for, if it has a name of ours."""
    found = _by_constraint.get(name or "")
    return found() if found else None
