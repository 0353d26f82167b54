"""Archives for tests: made, read apart, changed, put together with sums that fit, brought in."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from smoothschedule.portability.archive import write_archive
from smoothschedule.portability.importing import Brought, Wish, bring_in
from smoothschedule.runtime import Runtime

Parts = dict[str, bytes]


def exported(runtime: Runtime, id: UUID) -> bytes:
    """The business's archive."""
    target = BytesIO()
    write_archive(runtime, id, target, progress=lambda _percent: None)
    return target.getvalue()


def brought(
    runtime: Runtime, folder: Path, archive: bytes, subdomain: str = "borealis", **wish: Any
) -> Brought:
    """A new business from the archive, by a file in the folder."""
    path = folder / f"{subdomain}.zip"
    path.write_bytes(archive)
    with path.open("rb") as file:
        return bring_in(runtime, file, Wish(subdomain, **wish), progress=lambda _percent: None)


def apart(archive: bytes) -> Parts:
    """Every entry by its name."""
    with zipfile.ZipFile(BytesIO(archive)) as zipped:
        return {name: zipped.read(name) for name in zipped.namelist()}


def together(parts: Mapping[str, bytes]) -> bytes:
    """A ZIP of exactly these entries."""
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return target.getvalue()


def rows_of(parts: Parts, table: str) -> list[dict[str, Any]]:
    """The table's rows; none for a table that is not there."""
    lines = parts.get(f"tables/{table}.jsonl", b"").splitlines()
    return [json.loads(line) for line in lines]


def with_rows(parts: Parts, table: str, rows: list[dict[str, Any]]) -> Parts:
    """The same with other rows in that table, and a manifest that knows."""
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    return summed({**parts, f"tables/{table}.jsonl": lines.encode()})


def summed(parts: Parts, **manifest: Any) -> Parts:
    """The same with a manifest that tells of these entries, and says what `manifest` says."""
    told = json.loads(parts["manifest.json"])
    others = {name: content for name, content in parts.items() if name != "manifest.json"}
    told["entries"] = [
        {"name": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in others.items()
    ]
    told["tables"] = {
        name.removeprefix("tables/").removesuffix(".jsonl"): content.count(b"\n")
        for name, content in others.items()
        if name.startswith("tables/")
    }
    return {**others, "manifest.json": json.dumps(told | manifest).encode()}
