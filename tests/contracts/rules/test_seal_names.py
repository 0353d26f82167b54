"""What a seal's reason names."""

from __future__ import annotations

from uuid import UUID

import pytest

from smoothschedule.contracts.rules.seal_names import Named, named_in, seal_reason

TENANT, CONTRACT = UUID(int=1), UUID(int=2)


@pytest.mark.parametrize("business", ["Aurora", "Aurora: Hair (Berlin)", "A\nB"])
def test_what_was_written_is_read_again(business: str) -> None:
    said = seal_reason(business, "C-2026-0007", TENANT, CONTRACT)
    assert named_in(said) == Named(business, TENANT, CONTRACT)


@pytest.mark.parametrize("reason", [None, "", "Approved", f"({TENANT}/{CONTRACT})"])
def test_a_reason_of_another_kind_names_nothing(reason: str | None) -> None:
    assert named_in(reason) is None
