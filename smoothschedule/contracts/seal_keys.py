"""The key that seals documents, and the certificates by which our seals are known.

Production names a PKCS#12 file (`flask seal make-key` makes one); elsewhere one comes to be
at first use, so that a new install can seal at once.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from datetime import UTC, datetime
from functools import lru_cache
from importlib import import_module
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from smoothschedule.config import Settings

NAME = "SmoothSchedule seal"
CERTIFICATE_ENDINGS = (".pem", ".crt", ".cer", ".der")


class NoSealKey(RuntimeError):
    """Documents cannot be sealed: the sentence says what the operator has to do."""


def seal_key(settings: Settings) -> Any:
    """The key as `pdf.seal` wants it; raises NoSealKey.

    Loading what makes seals takes most of a second, which only workers pay.
    """
    sealing = import_module("smoothschedule.pdf.seal")
    file = _file(settings)
    try:
        return sealing.key_from_pkcs12(file, _passphrase(settings))
    except ValueError as error:
        raise NoSealKey(f"SEAL_PKCS12 cannot be used: {error}.") from error


def known_certificates(settings: Settings) -> list[bytes]:
    """Certificates (DER) that seal or ever sealed here; raises NoSealKey."""
    try:
        found = pkcs12.load_pkcs12(_file(settings), _passphrase(settings)).cert
    except ValueError as error:
        raise NoSealKey(f"SEAL_PKCS12 cannot be opened: {error}.") from error
    if found is None:
        raise NoSealKey("SEAL_PKCS12 holds no certificate.")
    folder = settings.seal_former_certificates
    former = _former(Path(folder)) if folder else ()
    return [found.certificate.public_bytes(Encoding.DER), *former]


def make_key(path: Path, passphrase: bytes | None) -> bool:
    """A key of our own lies at the path, readable by its owner alone; False when one did.

    Several processes may come at once: one of their keys stays, whole.
    """
    if path.exists():
        return False
    sealing = import_module("smoothschedule.pdf.seal")
    made = sealing.development_pkcs12(NAME, now=datetime.now(UTC), passphrase=passphrase)
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(made)
        os.fsync(file.fileno())
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    finally:
        with suppress(OSError):
            part.unlink()
    return True


def _passphrase(settings: Settings) -> bytes | None:
    return settings.seal_passphrase.encode() if settings.seal_passphrase else None


def _file(settings: Settings) -> bytes:
    path = Path(settings.seal_pkcs12)
    if not path.is_file():
        if settings.environment == "production":
            raise NoSealKey(f"There is no SEAL_PKCS12 at {path}. Make one: flask seal make-key.")
        make_key(path, _passphrase(settings))
    try:
        return _read(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise NoSealKey(f"SEAL_PKCS12 at {path} cannot be read: {error.strerror}.") from error


@lru_cache(maxsize=4)
def _read(path: Path, _changed_at: int) -> bytes:
    return path.read_bytes()


def _former(folder: Path) -> list[bytes]:
    """Certificates of keys that were used before; raises NoSealKey for a file that is none."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if path.suffix.lower() not in CERTIFICATE_ENDINGS:
            continue
        data = path.read_bytes()
        load = (
            x509.load_pem_x509_certificate
            if b"-----BEGIN" in data
            else x509.load_der_x509_certificate
        )
        try:
            found.append(load(data).public_bytes(Encoding.DER))
        except ValueError as error:
            raise NoSealKey(f"{path} is no certificate.") from error
    return found
