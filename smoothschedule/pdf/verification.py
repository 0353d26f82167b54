"""Whether a PDF carries a seal of ours, and what happened to it since."""

from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from typing import Final

from asn1crypto import cms, x509
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import PdfSignatureStatus, SignatureCoverageLevel
from pyhanko_certvalidator import ValidationContext

from smoothschedule.pdf.own_thread import in_own_thread
from smoothschedule.pdf.verdicts import Verdict, Verified

# What our seal makes its readers raise once its bytes were altered. Anything else says
# something about the machine or about us, and nobody is told that their file is broken for it.
ALTERED: Final = (
    PdfError,
    SignatureValidationError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    OverflowError,
)


def verify(data: bytes, certificates: Iterable[bytes]) -> Verified:
    """What the file is, by the certificates (DER) that seal or ever sealed for us."""
    ours = frozenset(certificates)
    try:
        reader = PdfFileReader(BytesIO(data), strict=False)
        seals = list(reader.embedded_regular_signatures)
        mine = [each for each in seals if each.signer_cert.dump() in ours]
    except MemoryError as error:
        return Verified(Verdict.UNCLEAR, trouble=_told(error))
    except Exception as error:  # noqa: BLE001 - whatever a broken file makes the reader raise
        verdict = Verdict.BROKEN if b"/ByteRange" in data else Verdict.UNREADABLE
        return Verified(verdict, trouble=_told(error))
    if not mine:
        return Verified(Verdict.FOREIGN if seals else Verdict.UNSEALED)
    try:
        return _judged(mine[-1], data)
    except ALTERED as error:
        return Verified(Verdict.BROKEN, trouble=_told(error))
    except Exception as error:  # noqa: BLE001 - told in full: it is no verdict on the file
        return Verified(Verdict.UNCLEAR, trouble=_told(error))


def _told(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]


def _judged(seal: EmbeddedPdfSignature, data: bytes) -> Verified:
    context = ValidationContext(trust_roots=[seal.signer_cert], allow_fetching=False)
    status = in_own_thread(lambda: validate_pdf_signature(seal, context))
    end = int(seal.byte_range[2] + seal.byte_range[3])
    verdict = _verdict(status, is_exact=_is_exact(seal, data))
    return Verified(
        verdict,
        sealed_at=seal.self_reported_timestamp,
        timestamped_at=_timestamp(status),
        sealed_bytes=end,
        reason=None if verdict is Verdict.BROKEN else _reason(data[:end]),
    )


def _reason(sealed: bytes) -> str | None:
    """The seal's reason as it stood when it was made: sections added later cannot change it."""
    reader = PdfFileReader(BytesIO(sealed), strict=False)
    found = list(reader.embedded_regular_signatures)[-1].sig_object.get("/Reason")
    return None if found is None else str(found)


def _verdict(status: PdfSignatureStatus, *, is_exact: bool) -> Verdict:
    stamp = status.timestamp_validity
    is_stamp_sound = stamp is None or (stamp.intact and stamp.valid)
    if not (status.intact and status.valid and is_exact and is_stamp_sound):
        return Verdict.BROKEN
    if status.coverage == SignatureCoverageLevel.ENTIRE_FILE:
        return Verdict.UNCHANGED
    is_section = status.coverage == SignatureCoverageLevel.ENTIRE_REVISION
    return Verdict.ADDED_TO if is_section else Verdict.BROKEN


def _timestamp(status: PdfSignatureStatus) -> datetime | None:
    stamp = status.timestamp_validity
    return None if stamp is None else stamp.timestamp


def _is_exact(seal: EmbeddedPdfSignature, data: bytes) -> bool:
    """Whether the gap for the seal holds it as it was written: nothing can hide there."""
    start, first, second, _ = seal.byte_range
    gap = data[start + first : second]
    raw = bytes.fromhex(gap[1:-1].decode("ascii"))
    message = cms.ContentInfo.load(raw)
    length = len(message.dump())
    is_plain = gap in {b"<%s>" % raw.hex().encode(), b"<%s>" % raw.hex().upper().encode()}
    is_whole = start == 0 and is_plain and not any(raw[length:])
    return is_whole and _written_again(message, seal.signer_cert) == raw[:length]


def _written_again(message: cms.ContentInfo, signer: x509.Certificate) -> bytes:
    """The message made from the parts that its signature vouches for, the rest as we write it.

    Much of the envelope may be altered without breaking the signature; not in ours.
    """
    content = message["content"]
    (info,) = content["signer_infos"]
    digest = {"algorithm": info["digest_algorithm"]["algorithm"].native}
    number = {"issuer": signer.issuer, "serial_number": signer.serial_number}
    parts = {
        "version": "v1",
        "sid": cms.SignerIdentifier("issuer_and_serial_number", number),
        "digest_algorithm": digest,
        "signature_algorithm": {"algorithm": info["signature_algorithm"]["algorithm"].native},
        "signed_attrs": info["signed_attrs"],
        "signature": info["signature"],
    }
    if info["unsigned_attrs"].native is not None:
        parts["unsigned_attrs"] = info["unsigned_attrs"]
    envelope = {
        "version": "v1",
        "digest_algorithms": cms.DigestAlgorithms((digest,)),
        "encap_content_info": {"content_type": "data"},
        "certificates": content["certificates"],
        "signer_infos": [cms.SignerInfo(parts)],
    }
    rebuilt = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(envelope)})
    return bytes(rebuilt.dump(force=True))
