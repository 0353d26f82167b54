"""Passwords: Argon2id, long enough, and not among the first that anybody guesses."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from smoothschedule.core.problems import Malformed

MIN_LENGTH = 10
MAX_LENGTH = 200
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)  # OWASP's Argon2id choice
#: Verified when there is no such account, so that both answers take as long.
_NOBODY = _hasher.hash("nobody has this password")


def hash_of(password: str) -> str:
    """The Argon2id hash to store."""
    return _hasher.hash(password)


def is_right(stored: str | None, password: str) -> bool:
    """Whether the password is the stored one; takes the same time when nothing is stored."""
    try:
        return _hasher.verify(stored or _NOBODY, password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def needs_rehash(stored: str) -> bool:
    """Whether the hash was made with weaker parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def require_good(password: str, *, email: str) -> None:
    """The password is fit to be stored; raises Malformed beside its field."""
    reason = None
    if len(set(password)) < 5:
        reason = "Use at least five different characters."
    elif password.lower() in {email, email.partition("@")[0], *_COMMON}:
        reason = "This password is too easy to guess."
    if reason:
        raise Malformed(errors={"json": {"password": [reason]}})


_COMMON = frozenset(
    "1234567890 0123456789 0987654321 password12 password123 password1234 qwertyuiop "
    "qwerty12345 iloveyou123 letmein1234 welcome123 welcome1234 administrator "
    "1q2w3e4r5t 1qaz2wsx3edc sunshine123 football123 smoothschedule".split()
)
