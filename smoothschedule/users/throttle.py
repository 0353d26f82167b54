"""How often one may guess, be mailed, hold and book."""

from __future__ import annotations

from flask import Response, g, request

from smoothschedule.core.api import current_work
from smoothschedule.core.requests import plain_host
from smoothschedule.core.throttle import is_unknown_address, limiter


def account_key() -> str:
    """The account that is being guessed at, on this host: one key, however either is spelt."""
    body = request.get_json(silent=True)
    email = body.get("email") if isinstance(body, dict) else None
    return f"{plain_host(request.host)}|{str(email).strip().lower()[:254]}"


def person_key() -> str:
    """Whoever is signed in, on this host: somebody at their unlocked screen guesses too."""
    return f"{plain_host(request.host)}|{current_work().actor.id}"


def token_key() -> str:
    """The API token of this request, by what is stored of it."""
    return f"{plain_host(request.host)}|{g.caller.token_id}"


def was_wrong(response: Response) -> bool:
    """Only failures count, so that people who know their password are never locked out by it.

    Who is asked for the second factor knew the password: that is no failure.
    """
    return response.status_code in (401, 410) and _slug(response) != "second-factor-required"


def was_wrong_code(response: Response) -> bool:
    """A six-digit code is guessed quickly, so wrong ones count for themselves as well."""
    return _slug(response) == "wrong-code"


def _slug(response: Response) -> str:
    document = response.get_json(silent=True) if response.status_code >= 400 else None
    kind = document.get("type") if isinstance(document, dict) else None
    return str(kind).rpartition("/")[2]


guesses_of_account = limiter.limit("10 per 15 minutes", key_func=account_key, deduct_when=was_wrong)
#: Shared: whoever guesses on one route has no fresh count on the next.
guesses_of_person = limiter.shared_limit(
    "10 per 15 minutes", scope="guesses", key_func=person_key, deduct_when=was_wrong
)
_CODES = "5 per 15 minutes; 30 per day"
codes_of_account = limiter.limit(_CODES, key_func=account_key, deduct_when=was_wrong_code)
codes_of_person = limiter.shared_limit(
    _CODES, scope="codes", key_func=person_key, deduct_when=was_wrong_code
)
guesses_of_address = limiter.limit("50 per 15 minutes", deduct_when=was_wrong)
mails_of_person = limiter.limit("5 per hour", key_func=person_key)
mails_of_account = limiter.limit("3 per 15 minutes", key_func=account_key)
asks_of_address = limiter.limit("30 per hour")


mails_by_person = limiter.limit("60 per hour", key_func=person_key)


def was_unknown_link(response: Response) -> bool:
    """Only links that are none count: whoever has one may use it as often as they like."""
    return _slug(response) == "unknown-link"


#: Over all routes of signers together.
guessed_links = limiter.shared_limit(
    "30 per 15 minutes", scope="signing-links", deduct_when=was_unknown_link
)
verified_files = limiter.limit("20 per 10 minutes", exempt_when=is_unknown_address)
holds_of_address = limiter.limit("60 per 5 minutes", exempt_when=is_unknown_address)
bookings_of_address = limiter.limit("60 per hour", exempt_when=is_unknown_address)
#: Each is kept for a day, whether or not a booking names it.
files_of_address = limiter.limit("60 per hour", exempt_when=is_unknown_address)
judged_passwords = limiter.limit("120 per 5 minutes", exempt_when=is_unknown_address)


def is_unknown_link(response: Response) -> bool:
    """Only addresses that open nothing count: calendar programs ask for theirs all day."""
    return response.status_code == 404


unknown_links_of_address = limiter.limit(
    "60 per hour", deduct_when=is_unknown_link, exempt_when=is_unknown_address
)
#: Each lets our servers fetch from an address that somebody typed.
outside_readings_of_person = limiter.limit("60 per hour", key_func=person_key)


#: How often one API token may be used, over all routes together.
USES = "600 per minute"


@limiter.shared_limit(lambda: USES, scope="tokens", key_func=token_key)
def count_use_of_token() -> None:
    """One more request by this API token; too many are refused."""
