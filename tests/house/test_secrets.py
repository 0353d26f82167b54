"""No file of the repository holds a secret: keys and tokens are known by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from tests.house.test_sizes import FILES, ROOT

SHAPES = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    "age key": re.compile(r"AGE-SECRET-KEY-1[0-9A-Z]{50,}"),
    "AWS key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "GitHub token": re.compile(r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{50,})"),
    "Slack token": re.compile(r"\bxox[abeoprs]-[A-Za-z0-9-]{20,}"),
    "Stripe key": re.compile(r"\b(?:sk|rk)_live_[A-Za-z0-9]{16,}"),
    "Google key": re.compile(r"\bAIza[0-9A-Za-z_-]{35}\b"),
    "npm or PyPI token": re.compile(r"\b(?:npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{60,})"),
    "web token": re.compile(r"\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{20,}"),
    "API token of ours": re.compile(r"\bsst_[A-Za-z0-9_-]{40,}"),
    "webhook secret of ours": re.compile(r"\bwhsec_[A-Za-z0-9+/]{32,}"),
    "password in an address": re.compile(
        r"\b(?:postgres(?:ql)?|rediss?|smtp|amqp)://[^\s:/@{$<]+:(?!x+@|secret@|password@|PASSWORD@)"
        r"[^\s:/@{$<]{12,}@"
    ),
    "assigned secret": re.compile(
        r"(?i)\b\w*(?:secret|password|passphrase|token|api_?key)\w*[\"']?\s*[:=]\s*[\"']"
        r"(?=[^\"'\s]*[0-9])(?=[^\"'\s]*[a-z])(?=[^\"'\s]*[A-Z])[A-Za-z0-9+/_=-]{24,}[\"']"
    ),
}
#: What looks like one and opens nothing: file -> why.
HARMLESS = {
    "tests/mail/test_smtp.py": "the password of a server that lives as long as the test",
    "tests/scripts/test_environment.py": "an address that leads nowhere",
    "tests/users/test_totp.py": "the key of RFC 6238's examples",
    "tests/webhooks/test_rules.py": "the secret of Standard Webhooks' example",
}
BINARY = {".png", ".woff2", ".ico", ".pdf", ".ttf", ".otf", ".jpg"}


def found_in(text: str) -> Iterator[str]:
    for name, shape in SHAPES.items():
        if shape.search(text):
            yield name


def test_no_file_holds_a_secret() -> None:
    found = {
        str(path.relative_to(ROOT)): kinds
        for path in FILES
        if path.suffix not in BINARY and (kinds := list(found_in(path.read_text(errors="ignore"))))
    }
    assert found.keys() == HARMLESS.keys(), found


@pytest.mark.parametrize(
    "secret",
    [
        "-----BEGIN EC PRIVATE" + " KEY-----",
        "AKIA" + "IOSFODNN7EXAMPLE",
        "ghp_" + "a1B2" * 9,
        "sk_live_" + "4eC39HqLyjWDarjtT1",
        "sst_" + "a1B2" * 11,
        "whsec_" + "a1B2" * 9,
        "postgresql://smooth_app:" + "hV7tq0pPz2Lk@db/smooth",
        'SECRET_KEY = "' + "q8Zr1" * 6 + '"',
        '"api_key": "' + "q8Zr1" * 6 + '"',
    ],
)
def test_a_secret_is_known_by_its_shape(secret: str) -> None:
    assert list(found_in(f"before {secret} after"))


def test_what_opens_nothing_is_passed_over() -> None:
    for harmless in ("postgresql://smooth_app:x@localhost/db", 'token = "t" * 40', "sst_…"):
        assert not list(found_in(harmless))
