"""Passwords: Argon2id, long enough, and hard enough to guess."""

from __future__ import annotations

import re
from dataclasses import dataclass

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from smoothschedule.core.problems import Malformed

MIN_LENGTH = 10
MAX_LENGTH = 200
#: zxcvbn's own scale, 0 to 4; 3 withstands somebody who stole the hashes.
GOOD_SCORE = 3
#: More of a password is not judged: the effort grows with its square.
JUDGED_LENGTH = 72
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """How hard a password is to guess, 0 to 4, and what to do about one that is too easy."""

    score: int
    advice: str | None

    @property
    def is_good(self) -> bool:
        return self.advice is None


def judge(password: str, *known: str) -> Verdict:
    """The verdict on a new password; `known` is what a guesser knows of its owner.

    Compared with lists of common passwords, names and words; nothing leaves this machine.
    """
    if len(password) < MIN_LENGTH:
        return Verdict(0, f"Use at least {MIN_LENGTH} characters.")
    words = {word for text in known for word in _words(text) if len(word) > 2}
    found = zxcvbn(password[:JUDGED_LENGTH], user_inputs=sorted(words), max_length=JUDGED_LENGTH)
    score = int(found["score"])
    if score >= GOOD_SCORE:
        return Verdict(score, None)
    feedback = found["feedback"]
    advice = " ".join(filter(None, [feedback["warning"], *feedback["suggestions"][:1]]))
    return Verdict(score, advice or "This is too easy to guess. Add another word or two.")


def _words(text: str) -> list[str]:
    """What somebody who knows this text tries: all of it, an address without its host, parts."""
    return [text, text.partition("@")[0], *re.split(r"[\W_]+", text)]


def require_good(password: str, *, email: str, name: str = "", business: str = "") -> None:
    """The password is fit to be stored; raises Malformed beside its field."""
    verdict = judge(password, email, name, business)
    if not verdict.is_good:
        raise Malformed(errors={"json": {"password": [verdict.advice]}})
