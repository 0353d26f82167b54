"""A file written anew by PDFium, for what cannot stay as it is."""

from io import BytesIO

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw

from smoothschedule.pdf.refusals import Code, Refused
from smoothschedule.pdf.rendering import opened, picture_of_page


def rewritten(
    data: bytes, *, password: str | None = None, is_drawing_fields: bool = False
) -> bytes:
    """The same document without encryption and with a sound cross-reference table.

    `is_drawing_fields`: the values of form fields get the appearance a reader would give
    them. PDFium does that as it draws a page.
    """
    target = BytesIO()
    with opened(data, password) as document:
        for index in range(len(document) if is_drawing_fields else 0):
            picture_of_page(document, index)
        try:
            document.save(target, flags=pdfium_raw.FPDF_REMOVE_SECURITY)
        except pdfium.PdfiumError as error:
            raise Refused(Code.MALFORMED, str(error)) from error
    return target.getvalue()
