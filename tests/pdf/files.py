"""Small PDFs, one for each hazard, written by hand so that nothing repairs them."""

import zlib
from io import BytesIO

import pikepdf

TEXT = b"BT /F1 24 Tf 40 40 Td (Terms and conditions) Tj ET 0.8 g 300 300 60 60 re f"
FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
RESOURCES = b"/Resources << /Font << /F1 9 0 R >> >>"
A4 = b"/MediaBox [0 0 595 842]"


def stream(data, entries=b""):
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(data), data)


def page(*, box=A4, entries=b"", contents=b"8 0 R", resources=RESOURCES):
    return b"<< /Type /Page /Parent 2 0 R %s /Contents %s %s %s >>" % (
        box,
        contents,
        resources,
        entries,
    )


def pages(*kids, entries=b""):
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    return b"<< /Type /Pages /Count %d /Kids [%s] %s >>" % (len(kids), listed, entries)


def pdf(objects, *, catalog=b"", trailer=b"", shift=0, header=b"%PDF-1.7\n"):
    """A file with a cross-reference table. `shift` is added to its offsets."""
    known = {
        1: b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        8: stream(TEXT),
        9: FONT,
        **objects,
    }
    data = bytearray(header)
    offsets = {}
    for number, body in sorted(known.items()):
        offsets[number] = len(data)
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    size = max(known) + 1
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size
    for number in range(1, size):
        if number in offsets:
            data += b"%010d 00000 n \n" % (offsets[number] + shift)
        else:
            data += b"0000000000 00000 f \n"
    data += b"trailer\n<< /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size,
        trailer,
        start,
    )
    return bytes(data)


def one_page(**words):
    return pdf({2: pages(3), 3: page(**words)})


def drawing(content):
    """One page with this content."""
    return pdf({2: pages(3), 3: page(), 8: stream(content)})


def packed(content):
    """One page with this content, deflated."""
    return pdf(
        {2: pages(3), 3: page(), 8: stream(zlib.compress(content, 9), b"/Filter /FlateDecode")}
    )


def saved(data, **options):
    """The file as qpdf writes it."""
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as document:
        document.save(target, **options)
    return target.getvalue()


def with_form(field, *, form=b"", catalog=b"", others=b""):
    """One page with one field that is its own face."""
    widget = b"/Type /Annot /Subtype /Widget /F 4 /P 3 0 R /Rect [100 600 300 640] " + field
    return pdf(
        {
            2: pages(3),
            3: page(entries=b"/Annots [10 0 R]"),
            10: b"<< %s >>" % widget,
            11: stream(
                b"0.7 0.8 1 rg 0 0 200 40 re f 0 g BT /F1 20 Tf 4 12 Td (Alice) Tj ET",
                b"/Type /XObject /Subtype /Form /BBox [0 0 200 40] " + RESOURCES,
            ),
        },
        catalog=b"/AcroForm << /Fields [10 0 R] /DA (/F1 12 Tf 0 g) "
        b"/DR << /Font << /F1 9 0 R >> >> %s >> %s" % (form, catalog),
    )


FILLED = b"/FT /Tx /T (name) /V (Alice) /DA (/F1 20 Tf 0 g)"
DRAWN = FILLED + b" /AP << /N 11 0 R >>"
THREE = {
    2: pages(3, 4, 5),
    3: page(),
    4: page(),
    5: page(),
}

SIGNABLE = {
    "plain": one_page(),
    "rotated 90, one content for all": pdf(
        {2: pages(3, 4, 5), **{number: page(entries=b"/Rotate 90") for number in (3, 4, 5)}}
    ),
    "rotated 180": one_page(entries=b"/Rotate 180"),
    "rotated -90": one_page(entries=b"/Rotate -90"),
    "rotated 450": one_page(entries=b"/Rotate 450"),
    "rotation inherited": pdf({2: pages(3, entries=b"/Rotate 270"), 3: page()}),
    "linearized": saved(pdf(THREE), linearize=True),
    "object streams": saved(pdf(THREE), object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "crop box away from the origin, q left open": pdf(
        {
            2: pages(3),
            3: page(
                box=b"/MediaBox [0 0 1190 1684] /CropBox [173 247 1014 1437]",
                contents=b"[8 0 R 10 0 R]",
            ),
            8: stream(b"q 0.5 0 0 0.5 300 400 cm"),
            10: stream(TEXT),
        }
    ),
    "box below the origin, corners swapped": one_page(box=b"/MediaBox [300 -100 -295 742]"),
    "crop box larger than the page": one_page(box=A4 + b" /CropBox [-50 -50 700 900]"),
    "crop box without area": one_page(box=A4 + b" /CropBox [0 0 0 0]"),
    "user unit": one_page(box=b"/MediaBox [0 0 200 300] /UserUnit 3"),
    "box by reference": pdf(
        {2: pages(3), 3: page(box=b"/MediaBox [0 0 10 0 R 842]"), 10: b"500.5"}
    ),
    "box inherited": pdf({2: pages(3, entries=A4), 3: page(box=b"")}),
    "resources inherited and shared": pdf(
        {
            2: pages(3, 4, entries=RESOURCES),
            3: page(resources=b""),
            4: page(box=b"/MediaBox [0 0 300 400]", resources=b""),
        }
    ),
    "no resources": pdf({2: pages(3), 3: page(resources=b""), 8: stream(b"0 0 100 100 re f")}),
    "no content": pdf({2: pages(3), 3: b"<< /Type /Page /Parent 2 0 R %s >>" % A4}),
    "content that is null": one_page(contents=b"99 0 R"),
    "leaking matrix": drawing(b"0.3 0 0 -0.3 50 700 cm " + TEXT),
    "leaking clip": drawing(TEXT + b" 0 0 1 1 re W n"),
    "Q too many": drawing(b"1 0 0 rg Q Q 2 0 0 2 0 0 cm 10 10 80 80 re f Q " + TEXT),
    "text left open": drawing(b"BT /F1 24 Tf 40 40 Td (Terms) Tj"),
    "marked content left open": drawing(b"/Span << /Lang (en) >> BDC " + TEXT),
    "string left open": drawing(TEXT + b" (never closed q q"),
    "operators in strings and names": drawing(
        b"BT /F1 12 Tf 50 50 Td (q \\( q (q) q) Tj ET /q gs % q q\n" + TEXT
    ),
    "inline image with the letters of operators": drawing(
        b"q 50 0 0 50 100 500 cm BI /W 4 /H 4 /BPC 8 /CS /G "
        b"ID \x01 Q q (( \xffq Q\x00\x01\x02\nEI Q " + TEXT
    ),
    "the same page twice": pdf({2: pages(3, 3, 4), 3: page(), 4: page()}),
    "form field with a look": with_form(DRAWN),
    "form field without a look": with_form(FILLED, form=b"/NeedAppearances true"),
    "Adobe form with fields to fall back on": with_form(DRAWN, form=b"/XFA (x)"),
    "usage rights": with_form(DRAWN, catalog=b"/Perms << /UR3 << /Type /Sig >> >>"),
    "wrong offsets": pdf(THREE, shift=7),
    "resources with a word that means nothing": pdf(
        {
            2: pages(3),
            3: page(resources=b"/Resources 7 0 R"),
            7: b"<< /Font << /F1 9 0 R >> /Lang foo >>",
        }
    ),
    "a content that says it is empty": pdf(
        {
            2: pages(3),
            3: page(contents=b"[8 0 R]"),
            8: b"<< /Length 0 >>\nstream\n%s\nendstream" % TEXT,
        }
    ),
    "junk before the header": b"Received: by mail\r\n" + one_page(),
    "no cross-reference at all": one_page().partition(b"xref\n")[0] + b"trailer << /Root 1 0 R >>",
    "encrypted with an empty password": saved(
        pdf(THREE), encryption=pikepdf.Encryption(owner="bar", user="", R=6)
    ),
    "encrypted with RC4 and an empty password": saved(
        pdf(THREE),
        encryption=pikepdf.Encryption(owner="bar", user="", R=3, aes=False, metadata=False),
    ),
}

PASSWORD = saved(pdf(THREE), encryption=pikepdf.Encryption(owner="bar", user="foo", R=6))


def field_with_signature(rights):
    reference = (
        b"/Reference [<< /TransformMethod /DocMDP /TransformParams << /P %d >> >>]" % rights
        if rights
        else b""
    )
    return b"/FT /Sig /T (s) /V << /Type /Sig /Contents <00> /ByteRange [0 1 2 3] %s >>" % reference


REFUSED = {
    "real password": (PASSWORD, "pdf_password_required"),
    "Adobe form without fields": (
        pdf(
            {2: pages(3), 3: page()},
            catalog=b"/AcroForm << /Fields [] /XFA (x) >>",
        ),
        "pdf_xfa_dynamic",
    ),
    "Adobe form that is drawn by Adobe only": (
        with_form(DRAWN, form=b"/XFA (x)", catalog=b"/NeedsRendering true"),
        "pdf_xfa_dynamic",
    ),
    "signed": (with_form(field_with_signature(0)), "pdf_signed"),
    "certified, forms may be filled": (with_form(field_with_signature(2)), "pdf_signed"),
    "certified, no changes": (with_form(field_with_signature(1)), "pdf_certified_no_changes"),
    "no PDF": (b"Dear Sir or Madam", "pdf_malformed"),
    "nothing": (b"", "pdf_malformed"),
    "page tree in a circle": (
        pdf({2: b"<< /Type /Pages /Count 2 /Kids [3 0 R 4 0 R] >>", 3: page(), 4: pages(4)}),
        "pdf_malformed",
    ),
    "no pages": (pdf({2: pages()}), "pdf_malformed"),
    "page without a box": (one_page(box=b""), "pdf_bad_page_box"),
    "page without area": (one_page(box=b"/MediaBox [0 0 0 0]"), "pdf_bad_page_box"),
    "box of three numbers": (one_page(box=b"/MediaBox [0 0 595]"), "pdf_bad_page_box"),
    "box of names": (one_page(box=b"/MediaBox [/a /b /c /d]"), "pdf_bad_page_box"),
    "crop box beside the page": (
        one_page(box=A4 + b" /CropBox [700 900 800 1000]"),
        "pdf_bad_page_box",
    ),
    "rotation by 45": (one_page(entries=b"/Rotate 45"), "pdf_bad_page_box"),
    "user unit of nothing": (one_page(entries=b"/UserUnit 0"), "pdf_bad_page_box"),
    "unknown filter": (
        pdf({2: pages(3), 3: page(), 8: stream(TEXT, b"/Filter /SecretDecode")}),
        "pdf_unsupported_filter",
    ),
    "unknown filter of an image": (
        pdf(
            {
                2: pages(3),
                3: page(resources=b"/Resources << /XObject << /I 10 0 R >> >>"),
                10: stream(b"x", b"/Subtype /Image /Width 1 /Height 1 /Filter /SecretDecode"),
            }
        ),
        "pdf_unsupported_filter",
    ),
}
