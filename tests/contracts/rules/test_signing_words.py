"""What the signing page says in other languages covers what the server says to signers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest

from smoothschedule import rate_limits
from smoothschedule.contracts import sitting
from smoothschedule.contracts.operations import answering, codes, declining, inking, viewing
from smoothschedule.contracts.routes import verifying
from smoothschedule.contracts.rules.consent import DEFAULT_LANGUAGE, languages
from smoothschedule.contracts.rules.gate import Reason
from smoothschedule.contracts.rules.ink import Refusal
from smoothschedule.contracts.rules.values import refusals_of, value_refusal
from smoothschedule.core import errors, problems, scanning
from tests.contracts.rules.test_room import field

SOURCES: Final = Path("frontend/src")
CATALOGUES: Final = SOURCES / "ui/speech"
TOLD: Final = (
    sitting.UnknownLink,
    codes.CodeUsedUp,
    codes.CodeOver,
    viewing.ConsentMissing,
    viewing.ConsentOutdated,
    answering.NotYourField,
    answering.NotAnAnswer,
    declining.SamePerson,
    declining.TakesPart,
    declining.HandedOver,
    inking.FileRefused,
    scanning.FileInfected,
    scanning.NotScanned,
    problems.Malformed,
    problems.Stale,
    problems.TooFast,
    problems.TooLarge,
    verifying.Busy,
    verifying.NoFile,
    problems.Unavailable,
    errors.Contended,
    errors.Surprise,
    rate_limits.TooManyRequests,
)
#: Of a code with several sentences.
TOO_MANY: Final = (
    "Several codes were mailed already. Please look there, or wait an hour.",
    "You have attached many files already.",
    "You have tried many signatures. Please use one of them.",
)
#: Where pages say their sentences: of signing, of checking a PDF, and what they are made of.
PAGES: Final = (
    "features/signing",
    "features/verify",
    "ui/light",
    "ui/document",
    "ui/speech",
    "api",
)


def catalogue(language: str) -> Mapping[str, str]:
    found: dict[str, str] = json.loads((CATALOGUES / f"{language}.json").read_text())
    return found


def test_the_page_speaks_every_language_of_the_consent() -> None:
    found = {path.stem for path in CATALOGUES.glob("*.json")}
    assert found == set(languages()) - {DEFAULT_LANGUAGE}


def said() -> list[str]:
    """All refusals of one sentence."""
    found = [each.title for each in TOLD] + [each.value for each in Refusal] + list(TOO_MANY)
    return found + [sitting.Refused(reason).title for reason in Reason]


def with_gaps() -> list[str]:
    """Refusals with names and numbers in them, in the order of `shapes.ts`."""
    wish = replace(field(170, 19), is_required=True)
    told = [value_refusal(wish, "a long answer " * 20), value_refusal(wish, "\U0001f600")]
    missing = [each.sentence for each in refusals_of([wish], {}, role="client")]
    return [*filter(None, told), *missing, codes.WrongCode(4).title]


@pytest.mark.parametrize("language", [each for each in languages() if each != DEFAULT_LANGUAGE])
def test_every_refusal_is_said_in_it(language: str) -> None:
    known = catalogue(language)
    assert not [sentence for sentence in said() if sentence not in known]


def test_the_catalogues_know_refusals_with_names_and_numbers_and_nothing_that_nobody_says() -> None:
    source = "".join(path.read_text() for page in PAGES for path in (SOURCES / page).rglob("*.ts*"))
    known, refused = catalogue("de"), with_gaps()
    shapes = re.findall(r'^  "(.+)",$', (CATALOGUES / "shapes.ts").read_text(), re.MULTILINE)
    for sentence, shape in zip(refused, shapes, strict=True):
        assert shape in known
        assert re.fullmatch(re.sub(r"\\{\w+\\}", ".+", re.escape(shape)), sentence), sentence
    unsaid = [each for each in known if f'"{each}"' not in source and each not in said()]
    assert unsaid == []
