"""The texts that people agree to before they sign."""

from __future__ import annotations

import hashlib

import pytest

from smoothschedule.contracts.rules.consent import (
    CURRENT,
    UnknownConsent,
    consent_for,
    consent_text,
    languages,
)

#: A text that people agreed to must never change: a new wording is a new version.
FOR_GOOD = {
    ("2026-11", "en"): "1732856664315b54e034fa0901ba3e2f60531a615599478a0a87c5ab95fcefd0",
    ("2026-11", "de"): "7ddac81ebfa09a3c3d70aac442f896daf3977814853ea4f3dcb883e010ae0206",
    ("2026-11", "fr"): "9b0a3672d67e556d48d200513b61e59c56ea27fdceec35394ef146743db6994c",
    ("2026-11", "es"): "400dcfc6350cfb6f302d5990b940ae810f161216ddf47120088bad201a348609",
    ("2026-11", "it"): "63fb22e66f1cfb30bfce138e05de6724fc3d6e2d4773c098979917c32ff04cec",
    ("2026-11", "nl"): "8e2d8c81718183cec1fb12822d52f1a8ce3d0f84826fe5884bb4c699d731a4ac",
    ("2026-11", "pt"): "3cbb9a3aef526a1367cd44e68a3d6d1e04a74df996aba8f9e50eb22a920a94b8",
}


def test_the_text_is_there_in_several_languages_english_first() -> None:
    assert languages()[0] == "en"
    assert {"en", "de", "fr", "es"} <= set(languages())
    assert len({consent_text(CURRENT, each).text for each in languages()}) == len(languages())


@pytest.mark.parametrize(("version", "language"), FOR_GOOD)
def test_a_text_that_people_agreed_to_stays_as_it_was(version: str, language: str) -> None:
    assert consent_text(version, language).sha256 == FOR_GOOD[version, language]


def test_the_hash_stands_for_the_text_alone() -> None:
    given = consent_text(CURRENT, "de")
    assert given.sha256 == hashlib.sha256(given.text.encode()).hexdigest()


@pytest.mark.parametrize(
    ("locale", "language"),
    [("de-AT", "de"), ("de_CH", "de"), ("FR", "fr"), ("ja-JP", "en"), ("", "en"), (None, "en")],
)
def test_the_language_follows_the_locale_and_else_is_english(
    locale: str | None, language: str
) -> None:
    assert consent_for(locale).language == language


@pytest.mark.parametrize(("version", "language"), [("2026-11", "tlh"), ("1999-01", "en")])
def test_a_text_that_is_not_there_is_refused(version: str, language: str) -> None:
    with pytest.raises(UnknownConsent):
        consent_text(version, language)
