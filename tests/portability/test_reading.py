"""An archive from anywhere is looked through before a byte of it is written."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, strategies as st

from smoothschedule.portability import reading
from smoothschedule.portability.command import printable
from smoothschedule.portability.importing import new_id_of
from smoothschedule.portability.reading import opened
from smoothschedule.portability.refusals import ArchiveRefused
from smoothschedule.portability.renewing import Renewal
from smoothschedule.portability.rows import look_through
from tests.operations import app_without_servers
from tests.portability.archives import Parts, summed, together, with_rows

OWN = UUID("019ac000-0000-7000-8000-000000000001")
OTHER = UUID("019ac000-0000-7000-8000-000000000002")
ROW = {"id": str(OTHER), "name": "Street"}
PICTURE = {"id": str(OTHER), "sha256": "00", "path": f"tenants/{OWN}/contracts/assets/a.png"}

LOGO = json.dumps({"id": str(OWN), "name": "Aurora", "logo_id": str(OTHER)}).encode()


@pytest.fixture(scope="module", autouse=True)
def _tables() -> None:
    """Every table is known, as it is to a process of the product."""
    assert app_without_servers()


def good() -> Parts:
    """The smallest archive that has a row and a file."""
    head = {
        "format": "smoothschedule-export",
        "format_version": 1,
        "made_at": "2026-11-26T12:00:00Z",
        "missing_files": [],
    }
    parts = {
        "business.json": json.dumps({"id": str(OWN), "name": "Aurora", "logo_id": None}).encode(),
        "manifest.json": json.dumps(head).encode(),
        "files/contracts/assets/a.png": b"picture",
        "tables/locations.jsonl": json.dumps(ROW).encode() + b"\n",
        "tables/contract_assets.jsonl": json.dumps(PICTURE).encode() + b"\n",
    }
    return summed(parts)


def looked(archive: bytes) -> dict[str, int]:
    """How many rows there are of each table, once all was looked at."""
    with opened(BytesIO(archive)) as found:
        for name in found.entries:
            found.check(name)
        counts = look_through(found, OWN).counts
    return {table: count for table, count in counts.items() if count}


def test_a_good_archive_is_what_it_says() -> None:
    assert looked(together(good())) == {"locations": 1, "contract_assets": 1}


def without(name: str) -> Callable[[Parts], Parts]:
    return lambda parts: {key: value for key, value in parts.items() if key != name}


def adding(name: str, content: bytes = b"{}") -> Callable[[Parts], Parts]:
    return lambda parts: summed({**parts, name: content})


def saying(**manifest: Any) -> Callable[[Parts], Parts]:
    return lambda parts: summed(parts, **manifest)


def rows(table: str, *found: dict[str, Any]) -> Callable[[Parts], Parts]:
    return lambda parts: with_rows(parts, table, list(found))


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (without("manifest.json"), "no export of a business"),
        (saying(format="backup"), "not that of an export"),
        (saying(format_version=2), "of version 2; versions up to 1"),
        (saying(format_version="1"), "not that of an export"),
        (saying(entries=None), "lacks entries"),
        (saying(entries=[{"name": "business.json"}]), "lacks name, bytes or sha256"),
        (saying(tables={"users": 1}), "tables/users.jsonl is not in the archive"),
        (
            saying(tables={"locations": 2, "contract_assets": 1}),
            "another number of rows of locations",
        ),
        (without("business.json"), "business.json is not in the archive"),
        (without("files/contracts/assets/a.png"), "a.png is not in the archive"),
        (lambda parts: summed(without("files/contracts/assets/a.png")(parts)), "a row names it"),
        (lambda parts: {**parts, "files/contracts/assets/a.png": b"forgery"}, "it was changed"),
        (lambda parts: {**parts, "evidence/C-1.json": b"{}"}, "not in the manifest"),
        (adding("files/contracts/assets/b.png"), "no row names it"),
        (adding("files/logo/None.png"), "no row names it"),
        (adding("business.json", LOGO), "logo/019ac000-0000-7000-8000-000000000002.png is not in"),
        (adding("files/../../etc/passwd"), "no name for a file"),
        (adding("files//etc/passwd"), "no name for a file"),
        (adding("files/.ssh/authorized_keys"), "no name for a file"),
        (adding("../evil.py"), "no place in an archive"),
        (adding("/etc/cron.d/evil"), "no place in an archive"),
        (adding("tables/../users.jsonl"), "no place in an archive"),
        (adding("tables/sessions.jsonl"), "table sessions is not known here"),
        (adding("tables/pg_authid.jsonl"), "table pg_authid is not known here"),
        (adding("business.json", b"[]"), "other than a JSON object"),
        (rows("locations", {**ROW, "colour": "red"}), "column colour of locations is not known"),
        (rows("locations", {**ROW, "tenant_id": str(OTHER)}), "column tenant_id of locations"),
        (rows("users", {**ROW, "password_hash": "x"}), "column password_hash of users"),
        (rows("locations", ROW, {"id": "2"}), "different columns"),
        (rows("locations", {"name": "Street"}), "have no id"),
        (
            rows("contract_assets", {**PICTURE, "path": f"tenants/{OTHER}/contracts/assets/a.png"}),
            "not the business's own",
        ),
        (
            rows("contract_assets", {**PICTURE, "path": f"tenants/{OWN}/../{OTHER}/a.png"}),
            "which is no file",
        ),
        (adding("tables/locations.jsonl", b'{"id": NaN}\n'), "no JSON"),
        (adding("tables/locations.jsonl", b"[" * 100_000), "no JSON"),
    ],
)
def test_what_is_not_right_is_said_and_refused(change: Callable[[Parts], Parts], why: str) -> None:
    archive = together(change(good()))
    with pytest.raises(ArchiveRefused, match=why):
        looked(archive)


def test_a_bomb_is_refused_by_what_its_directory_says(monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = together(adding("evidence/C-1.json", bytes(200_000))(good()))
    assert looked(bomb)
    with monkeypatch.context() as small:
        small.setattr(reading, "RATIO_FROM_BYTES", 100_000)
        with pytest.raises(ArchiveRefused, match="more than 100 times its size"):
            looked(bomb)
    monkeypatch.setattr(reading, "MOST_BYTES", 100_000)
    with pytest.raises(ArchiveRefused, match="unpacks to more than"):
        looked(bomb)


def test_the_same_name_twice_is_refused() -> None:
    target = BytesIO(together(good()))
    with zipfile.ZipFile(target, "a") as zipped, pytest.warns(UserWarning, match="Duplicate"):
        zipped.writestr("business.json", b"{}")
    with pytest.raises(ArchiveRefused, match="in the archive twice"):
        looked(target.getvalue())


def test_an_archive_whose_files_are_said_to_lie_before_it_is_refused() -> None:
    touched = bytearray(together(good()))
    touched[touched.rfind(b"PK\x05\x06") + 18] ^= 1
    with pytest.raises(ArchiveRefused, match="is damaged"):
        looked(bytes(touched))


@given(st.data())
def test_an_archive_that_was_cut_or_changed_is_refused_or_means_the_same(data: Any) -> None:
    whole = together(good())
    at = data.draw(st.integers(0, len(whole) - 1))
    cut = whole[:at]
    touched = bytearray(whole)
    touched[at] ^= data.draw(st.integers(1, 255))
    with pytest.raises(ArchiveRefused):
        looked(cut)
    with suppress(ArchiveRefused):
        assert looked(bytes(touched)) == {"locations": 1, "contract_assets": 1}


@pytest.mark.parametrize(
    "table", ["appointments", "waitlist_entries", "contracts", "contract_signers"]
)
@pytest.mark.parametrize("state", [[], {}, None, 1])
def test_a_state_that_is_none_gets_no_link(table: str, state: object) -> None:
    renewal = Renewal("secret", datetime(2026, 11, 26, tzinfo=UTC))
    assert not {"manage_nonce", "link_nonce"} & renewal(table, {"id": "1", "state": state}).keys()
    assert not +renewal.counts


def test_words_of_an_archive_do_nothing_to_a_terminal() -> None:
    assert printable("Ærø & Søn 山田") == "Ærø & Søn 山田"
    assert printable("a\x1b[2Jb\r\ud800\u202e") == "a\\x1b[2Jb\\r\\ud800\\u202e"


def test_the_id_follows_from_archive_and_address_and_tells_when_it_was_made() -> None:
    def id_of(parts: Parts, subdomain: str) -> UUID:
        with opened(BytesIO(together(parts))) as archive:
            return new_id_of(archive, subdomain)

    first = id_of(good(), "aurora")
    assert first == id_of(good(), "aurora")
    assert first.version == 7
    assert first.int >> 80 == 1_795_694_400_000
    others = {id_of(good(), "borealis"), id_of(saying(business="Other")(good()), "aurora")}
    assert len({first, *others}) == 3
    with pytest.raises(ArchiveRefused, match="does not say when"):
        id_of(saying(made_at="yesterday")(good()), "aurora")
