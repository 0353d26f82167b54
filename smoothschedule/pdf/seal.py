"""One PAdES seal over a finished document, by the key of whoever runs the product.

The seal certifies: a reader reports any later change, filling a form included.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO
from typing import Final

from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    NoEncryption,
    pkcs12,
)
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, SimpleSigner
from pyhanko.sign.signers.pdf_signer import PdfSigningSession
from pyhanko.sign.timestamps import HTTPTimeStamper, TimeStamper, TimestampRequestError

from smoothschedule.pdf.own_thread import in_own_thread

FIELD: Final = "SmoothScheduleSeal"
DEVELOPMENT_YEARS: Final = 10
DAYS_OF_YEAR: Final = 365
TIMESTAMP_SECONDS: Final = 10


@dataclass(frozen=True, slots=True)
class SealKey:
    """A private key with its certificate, opened."""

    signer: SimpleSigner

    @property
    def certificate(self) -> bytes:
        """The certificate in DER, for `verification.verify`."""
        found: asn1_x509.Certificate = self.signer.signing_cert
        return bytes(found.dump())


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sealed document. `is_timestamped`: a time stamp server vouched for the moment."""

    data: bytes
    is_timestamped: bool


def key_from_pkcs12(file: bytes, passphrase: bytes | None = None) -> SealKey:
    """The key in a PKCS#12 file. Raises ValueError for a wrong file, passphrase or kind of key."""
    signer = SimpleSigner.load_pkcs12_data(file, other_certs=[], passphrase=passphrase)
    if signer is None or signer.signing_cert.public_key.algorithm != "ec":
        raise ValueError("the PKCS#12 file holds no elliptic-curve key")
    return SealKey(signer)


def development_pkcs12(name: str, *, now: datetime, passphrase: bytes | None = None) -> bytes:
    """A PKCS#12 file with a new P-256 key and a certificate that it signed itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = {
        "digital_signature": True,
        "content_commitment": True,
        "key_encipherment": False,
        "data_encipherment": False,
        "key_agreement": False,
        "key_cert_sign": False,
        "crl_sign": False,
        "encipher_only": False,
        "decipher_only": False,
    }
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=DAYS_OF_YEAR * DEVELOPMENT_YEARS))
        .add_extension(x509.KeyUsage(**usage), critical=True)
        .sign(key, hashes.SHA256())
    )
    locked = BestAvailableEncryption(passphrase) if passphrase else NoEncryption()
    return pkcs12.serialize_key_and_certificates(name.encode(), key, certificate, None, locked)


def time_stamp_server(url: str) -> TimeStamper:
    """Asks the RFC 3161 server at this address when a seal is made."""
    return HTTPTimeStamper(url, https=url.startswith("https:"), timeout=TIMESTAMP_SECONDS)


def seal(
    data: bytes,
    key: SealKey,
    *,
    now: datetime,
    reason: str,
    timestamper: TimeStamper | None = None,
) -> Sealed:
    """The document with a seal over all of it, in an appended section.

    A time stamp server that does not answer leaves the seal without its time stamp.
    """
    if timestamper is not None:
        try:
            stamped = _sealed(data, key, now=now, reason=reason, timestamper=timestamper)
            return Sealed(stamped, is_timestamped=True)
        except (TimestampRequestError, OSError, ValueError):
            pass
    return Sealed(_sealed(data, key, now=now, reason=reason), is_timestamped=False)


class _SignerAt(PdfSigner):
    """Signs at a given moment instead of reading the clock."""

    moment: datetime

    def init_signing_session(
        self, pdf_out: BasePdfFileWriter, existing_fields_only: bool = False
    ) -> PdfSigningSession:
        session = super().init_signing_session(pdf_out, existing_fields_only)
        session.system_time = self.moment
        return session


def _sealed(
    data: bytes,
    key: SealKey,
    *,
    now: datetime,
    reason: str,
    timestamper: TimeStamper | None = None,
) -> bytes:
    wish = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        reason=reason,
        subfilter=SigSeedSubFilter.PADES,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signer = _SignerAt(wish, key.signer, timestamper=timestamper)
    signer.moment = now
    target = BytesIO()
    writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
    in_own_thread(lambda: signer.sign_pdf(writer, output=target))
    return target.getvalue()
