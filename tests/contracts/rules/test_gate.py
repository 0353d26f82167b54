"""The gate in front of every page and every write of a signer."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta

import pytest

from smoothschedule.contracts.rules.gate import Reason, Standing, is_expired, passage

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
CONTRACT_STATES = (
    "draft sent in_progress sealing completed declined voided expired seal_failed".split()
)
SIGNER_STATES = "waiting notified viewed signed declined expired replaced".split()
KINDS = "signer approver viewer cc".split()
UNTIL = (None, NOW - timedelta(days=1), NOW, NOW + timedelta(seconds=1))


def standing(
    *,
    contract: str = "sent",
    signer: str = "viewed",
    kind: str = "signer",
    verified: bool = True,
    until: datetime | None = None,
    in_person: bool = False,
) -> Standing:
    return Standing(contract, until, signer, kind, verified, NOW, in_person)


ALL = [
    standing(
        contract=contract,
        signer=signer,
        kind=kind,
        verified=verified,
        until=until,
        in_person=in_person,
    )
    for contract, signer, kind, verified, until, in_person in itertools.product(
        CONTRACT_STATES, SIGNER_STATES, KINDS, (True, False), UNTIL, (True, False)
    )
]


def test_signing_is_possible_in_exactly_one_situation() -> None:
    for each in ALL:
        may = (
            each.contract_state in ("sent", "in_progress")
            and each.signer_state in ("notified", "viewed")
            and each.signer_kind in ("signer", "approver")
            and each.is_verified
            and (each.contract_expires_at is None or each.contract_expires_at > NOW)
        )
        assert passage(each).can_sign is may, each


def test_there_is_always_a_reason_or_the_right_to_sign() -> None:
    for each in ALL:
        found = passage(each)
        assert (found.reason is None) == found.can_sign


def test_nothing_of_the_document_is_shown_before_the_code_or_once_it_was_voided() -> None:
    for each in ALL:
        is_hidden = not each.is_verified or each.contract_state == "voided"
        if not each.is_in_person:
            assert passage(each).shows_document is not is_hidden, each


def test_a_device_of_the_business_shows_the_document_only_to_whoever_signs_now() -> None:
    for each in ALL:
        found = passage(each)
        if each.is_in_person:
            assert found.shows_document is found.can_sign, each


def test_whoever_can_sign_sees_what_they_sign() -> None:
    assert all(passage(each).shows_document for each in ALL if passage(each).can_sign)


def test_what_ended_the_contract_is_said_before_anything_else() -> None:
    for each in ALL:
        reason = passage(each).reason
        if each.contract_state == "voided":
            assert reason is Reason.VOIDED
        elif each.contract_state == "declined":
            assert reason is Reason.DECLINED


@pytest.mark.parametrize("state", ["sent", "in_progress"])
def test_a_contract_is_over_at_its_moment_whether_or_not_anybody_swept_it(state: str) -> None:
    assert passage(standing(contract=state, until=NOW)).reason is Reason.EXPIRED
    assert passage(standing(contract=state, until=NOW + timedelta(seconds=1))).can_sign


@pytest.mark.parametrize("state", ["sealing", "seal_failed", "completed"])
def test_what_everybody_signed_cannot_expire(state: str) -> None:
    assert not is_expired(standing(contract=state, until=NOW - timedelta(days=9)))


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        (standing(verified=False), Reason.VERIFICATION_REQUIRED),
        (standing(contract="completed", verified=False), Reason.VERIFICATION_REQUIRED),
        (standing(contract="completed", signer="signed"), Reason.COMPLETED),
        (standing(contract="completed", kind="cc", signer="waiting"), Reason.COMPLETED),
        (standing(contract="sealing", signer="signed"), Reason.ALREADY_SIGNED),
        (standing(contract="seal_failed", signer="signed"), Reason.ALREADY_SIGNED),
        (standing(contract="in_progress", signer="signed"), Reason.ALREADY_SIGNED),
        (standing(kind="viewer"), Reason.VIEW_ONLY),
        (standing(kind="cc"), Reason.VIEW_ONLY),
        (standing(signer="waiting"), Reason.NOT_YOUR_TURN),
        (standing(signer="declined"), Reason.DECLINED),
    ],
)
def test_each_reason_stands_for_its_situation(given: Standing, reason: Reason) -> None:
    assert passage(given).reason is reason
