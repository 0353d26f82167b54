"""Why a file, a text or an image is not taken, in a code and a sentence for its owner."""

from enum import StrEnum
from typing import Final


class Code(StrEnum):
    """What a refusal is called on the wire."""

    PASSWORD_REQUIRED = "pdf_password_required"  # noqa: S105 - a code, no secret
    XFA_DYNAMIC = "pdf_xfa_dynamic"
    SIGNED = "pdf_signed"
    CERTIFIED_NO_CHANGES = "pdf_certified_no_changes"
    MALFORMED = "pdf_malformed"
    BAD_PAGE_BOX = "pdf_bad_page_box"
    UNSUPPORTED_FILTER = "pdf_unsupported_filter"
    TOO_LARGE = "pdf_too_large"
    NO_SUCH_PAGE = "pdf_no_such_page"
    OUTSIDE_PAGE = "pdf_outside_page"
    TEXT_UNSUPPORTED = "pdf_text_unsupported"
    IMAGE_UNREADABLE = "pdf_image_unreadable"
    IMAGE_TOO_LARGE = "pdf_image_too_large"
    INFECTED = "pdf_infected"
    NOT_SCANNED = "pdf_not_scanned"


SENTENCES: Final[dict[Code, str]] = {
    Code.PASSWORD_REQUIRED: (
        "This PDF is locked with a password. Remove the password, then upload it again."
    ),
    Code.XFA_DYNAMIC: (
        "This PDF is an Adobe form that only Adobe Reader can show. "
        "Print it to a new PDF, then upload that one."
    ),
    Code.SIGNED: (
        "This PDF is signed already, and adding to its pages would break that signature. "
        "Upload the document as it was before it was signed."
    ),
    Code.CERTIFIED_NO_CHANGES: (
        "The author of this PDF certified it and allows no changes. "
        "Ask them for a copy without the certification."
    ),
    Code.MALFORMED: (
        "This file is damaged or is no PDF. Open it on your computer, "
        "save or print it as a new PDF, then upload that one."
    ),
    Code.BAD_PAGE_BOX: (
        "A page of this PDF has no usable size, so nothing can be placed on it. "
        "Print it to a new PDF, then upload that one."
    ),
    Code.UNSUPPORTED_FILTER: (
        "This PDF is packed in a way we cannot read. Print it to a new PDF, then upload that one."
    ),
    Code.TOO_LARGE: (
        "This PDF is too large or too complex to prepare for signing. "
        "Split it, or save it with a smaller size."
    ),
    Code.NO_SUCH_PAGE: "Something is placed on a page that this PDF does not have.",
    Code.OUTSIDE_PAGE: "Something is placed outside its page.",
    Code.TEXT_UNSUPPORTED: "This text has characters that we cannot print.",
    Code.IMAGE_UNREADABLE: "This image cannot be read. Use a PNG or JPEG file.",
    Code.IMAGE_TOO_LARGE: "This image is too large. Use a smaller one.",
    Code.INFECTED: (
        "The virus scanner found something harmful in this file. It was refused and deleted."
    ),
    Code.NOT_SCANNED: (
        "Files cannot be checked for viruses at the moment. Please try again in a few minutes."
    ),
}


class Refused(Exception):
    """The code to act on, its sentence to show, and a detail for the log."""

    def __init__(self, code: Code, detail: str = "") -> None:
        self.code = code
        self.detail = detail
        super().__init__(f"{code}: {detail}" if detail else str(code))

    @property
    def sentence(self) -> str:
        """What to tell the person whose file it is."""
        return SENTENCES[self.code]
