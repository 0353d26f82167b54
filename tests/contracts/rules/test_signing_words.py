"""What the signing page says in other languages covers what the server says to signers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from smoothschedule.contracts import sitting
from smoothschedule.contracts.operations import answering, codes, declining, inking, viewing
from smoothschedule.contracts.rules.consent import DEFAULT_LANGUAGE, languages
from smoothschedule.contracts.rules.gate import Reason
from smoothschedule.contracts.rules.ink import Refusal
from smoothschedule.core import problems, scanning

CATALOGUES: Final = Path("frontend/src/features/signing/words")
TOLD: Final = (
    sitting.UnknownLink,
    codes.WrongCode,
    viewing.ConsentMissing,
    viewing.ConsentOutdated,
    answering.NotYourField,
    answering.NotAnAnswer,
    declining.SamePerson,
    declining.HandedOver,
    inking.FileRefused,
    scanning.FileInfected,
    scanning.NotScanned,
    problems.Malformed,
    problems.Stale,
    problems.TooFast,
    problems.Unavailable,
)


def catalogue(language: str) -> Mapping[str, str]:
    found: dict[str, str] = json.loads((CATALOGUES / f"{language}.json").read_text())
    return found


def test_the_page_speaks_every_language_of_the_consent() -> None:
    found = {path.stem for path in CATALOGUES.glob("*.json")}
    assert found == set(languages()) - {DEFAULT_LANGUAGE}


@pytest.mark.parametrize("language", [each for each in languages() if each != DEFAULT_LANGUAGE])
def test_every_refusal_is_said_in_it(language: str) -> None:
    known = catalogue(language)
    said = [each.title for each in TOLD] + [each.value for each in Refusal]
    said += [sitting.Refused(reason).title for reason in Reason]
    assert not [sentence for sentence in said if sentence not in known]
