"""An archive is opened, and looked through whole before anything of it is believed.

Nothing of it is ever written to a path that it names: entries are read one by one, by names that
are known here, each to the size that the manifest says and no further.
"""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import IO, Any, BinaryIO, Final, NoReturn

from smoothschedule.portability.archive import FORMAT, FORMAT_VERSION, PIECE_BYTES
from smoothschedule.portability.contents import EXPORTED
from smoothschedule.portability.refusals import ArchiveRefused
from smoothschedule.storage.port import InvalidKeyError, checked_key

MANIFEST, BUSINESS, FILES = "manifest.json", "business.json", "files/"
MOST_ENTRIES: Final = 500_000
MOST_MANIFEST_BYTES: Final = 128 * 2**20
#: Of one row; the largest are documents of templates.
MOST_LINE_BYTES: Final = 32 * 2**20
#: All entries together, unpacked.
MOST_BYTES: Final = 500 * 2**30
#: Larger entries that unpack to more than so many times their size are bombs: rows of a real
#: business are written in about a tenth of their bytes.
RATIO, RATIO_FROM_BYTES = 100, 64 * 2**20
_TABLE: Final = re.compile(r"tables/([a-z_]+)\.jsonl\Z")
_EVIDENCE: Final = re.compile(r"evidence/[A-Za-z0-9._-]+\.json\Z")
_PACKINGS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest says of an entry."""

    bytes: int
    sha256: str


_DAMAGED: Final = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError)


class Archive:
    """An archive whose entries are all named, known and of a sane size."""

    def __init__(self, zipped: zipfile.ZipFile) -> None:
        self._zip = zipped
        self.manifest, self.sha256 = self._read_manifest()
        self.entries = _entries_of(self.manifest)
        packed = {info.filename for info in zipped.infolist()} - {MANIFEST}
        for name in sorted(packed ^ self.entries.keys()):
            where = "manifest" if name in packed else "archive"
            raise ArchiveRefused(f"{name} is not in the {where}.")

    @cached_property
    def business(self) -> dict[str, Any]:
        """What the business says of itself."""
        if BUSINESS not in self.entries:
            raise ArchiveRefused(f"{BUSINESS} is not in the archive.")
        with self.open(BUSINESS) as entry:
            return parsed(entry.read(MOST_LINE_BYTES), BUSINESS)

    @property
    def files(self) -> Iterator[str]:
        """Keys of the store without the business's own beginning."""
        return (name.removeprefix(FILES) for name in self.entries if name.startswith(FILES))

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """The entry, to be read; raises ArchiveRefused for one that is damaged."""
        try:
            entry = self._zip.open(name)
        except (*_DAMAGED, ValueError, OSError) as error:  # it is said to lie outside of the file
            raise ArchiveRefused(f"{name} is damaged: {error}.") from error
        try:
            with entry:
                yield entry
        except _DAMAGED as error:
            raise ArchiveRefused(f"{name} is damaged: {error}.") from error

    def lines(self, table: str) -> Iterator[bytes]:
        """The rows of a table as they are written; none for a table that is not there."""
        name = f"tables/{table}.jsonl"
        if name not in self.entries:
            return
        with self.open(name) as entry:
            while line := entry.readline(MOST_LINE_BYTES + 1):
                if len(line) > MOST_LINE_BYTES:
                    raise ArchiveRefused(f"A row in {name} is too large.")
                yield line

    def check(self, name: str) -> None:
        """The entry is what the manifest says; raises ArchiveRefused."""
        said, sha256, size = self.entries[name], hashlib.sha256(), 0
        with self.open(name) as entry:
            while piece := entry.read(PIECE_BYTES):
                size += len(piece)
                if size > said.bytes:
                    break
                sha256.update(piece)
        if size != said.bytes or sha256.hexdigest() != said.sha256:
            raise ArchiveRefused(f"{name} is not what the manifest says: it was changed.")

    def _read_manifest(self) -> tuple[dict[str, Any], str]:
        if MANIFEST not in self._zip.namelist():
            raise ArchiveRefused("There is no manifest.json: this is no export of a business.")
        with self.open(MANIFEST) as entry:
            content = entry.read(MOST_MANIFEST_BYTES + 1)
        if len(content) > MOST_MANIFEST_BYTES:
            raise ArchiveRefused("The manifest is too large.")
        manifest = parsed(content, MANIFEST)
        version = manifest.get("format_version")
        if manifest.get("format") != FORMAT or not isinstance(version, int):
            raise ArchiveRefused("The manifest is not that of an export of a business.")
        if not 1 <= version <= FORMAT_VERSION:
            raise ArchiveRefused(
                f"The archive is of version {version}; versions up to {FORMAT_VERSION} are"
                " understood here. Import it where the product is newer."
            )
        return manifest, hashlib.sha256(content).hexdigest()


@contextmanager
def opened(file: BinaryIO) -> Iterator[Archive]:
    """The archive in the file, its outside checked; raises ArchiveRefused."""
    try:
        zipped = zipfile.ZipFile(file)
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise ArchiveRefused("This is no ZIP file, or not all of one.") from None
    with zipped:
        _check_outside(zipped.infolist())
        yield Archive(zipped)


def parsed(content: bytes, name: str) -> dict[str, Any]:
    """The JSON object; raises ArchiveRefused, also for what JSON itself does not know."""
    try:
        found = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise ArchiveRefused(f"{name} holds something that is no JSON.") from None
    if not isinstance(found, dict):
        raise ArchiveRefused(f"{name} holds something other than a JSON object.")
    return found


def _no_number(word: str) -> NoReturn:
    raise ValueError(word)


def _check_outside(infos: list[zipfile.ZipInfo]) -> None:
    """Names, number, sizes and packing, by the ZIP's own directory."""
    if len(infos) > MOST_ENTRIES:
        raise ArchiveRefused(f"The archive has more than {MOST_ENTRIES:,} entries.")
    if sum(info.file_size for info in infos) > MOST_BYTES:
        raise ArchiveRefused(f"The archive unpacks to more than {MOST_BYTES // 2**30} GB.")
    seen: set[str] = set()
    for info in infos:
        name = info.filename
        _check_name(name)
        if name in seen:
            raise ArchiveRefused(f"{name} is in the archive twice.")
        seen.add(name)
        if info.flag_bits & 1 or info.compress_type not in _PACKINGS:
            raise ArchiveRefused(f"{name} is encrypted, or packed in a way not used here.")
        if info.file_size > max(RATIO_FROM_BYTES, RATIO * info.compress_size):
            raise ArchiveRefused(f"{name} unpacks to more than {RATIO} times its size.")


def _check_name(name: str) -> None:
    """Raises ArchiveRefused unless an entry of this name has a place in an archive."""
    if table := _TABLE.match(name):
        if table[1] not in EXPORTED:
            raise ArchiveRefused(
                f"The table {table[1]} is not known here, or never part of an export."
                " Is the archive from a newer version?"
            )
    elif name.startswith(FILES):
        try:
            checked_key(name)
        except InvalidKeyError:
            raise ArchiveRefused(f"{name!r} is no name for a file of a business.") from None
    elif name not in (MANIFEST, BUSINESS) and not _EVIDENCE.match(name):
        raise ArchiveRefused(f"{name!r} has no place in an archive.")


def _entries_of(manifest: dict[str, Any]) -> dict[str, Entry]:
    said = manifest.get("entries")
    tables, missing = manifest.get("tables"), manifest.get("missing_files")
    if not (isinstance(said, list) and isinstance(tables, dict) and isinstance(missing, list)):
        raise ArchiveRefused("The manifest lacks entries, tables or missing_files.")
    try:
        found = {each["name"]: Entry(each["bytes"], each["sha256"]) for each in said}
    except (KeyError, TypeError):
        raise ArchiveRefused("An entry of the manifest lacks name, bytes or sha256.") from None
    for name, each in found.items():
        if (type(name), type(each.bytes), type(each.sha256)) != (str, int, str):
            raise ArchiveRefused("An entry of the manifest says no name, size or hash.")
    for table in tables:
        if f"tables/{table}.jsonl" not in found:
            raise ArchiveRefused(f"tables/{table}.jsonl is not in the archive.")
    return found
