"""What marking and sealing a PDF costs, beside what is usually done; no database.

    python -m benchmarks.pdf [--small]

The same text is drawn on the same pages by our appended section, by pypdf's `merge_page`, by
pikepdf's `add_overlay` and by pdf-lib's `drawText` in Node, by processor time. What those leave
out (rotation, boxes, unclosed content, shared resources) is not counted against them: the page is
a plain one.
"""

import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from statistics import median
from time import process_time
from typing import Final

import pikepdf
from pypdf import PdfReader, PdfWriter
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from benchmarks import pdflib
from benchmarks.figures import Report, milliseconds, run
from benchmarks.worker_memory import peaks
from smoothschedule.pdf.geometry import Area
from smoothschedule.pdf.marks import TextMark
from smoothschedule.pdf.overlay import stamp
from smoothschedule.pdf.seal import development_pkcs12, key_from_pkcs12, seal

NOW: Final = datetime(2026, 3, 14, 9, 30, tzinfo=UTC)
AREA: Final = Area(0.1, 0.85, 0.4, 0.05)
WIDTH, HEIGHT = 595.0, 842.0
ROUNDS: Final = 5
EVERY_PAGE: Final = 0.150
LAST_PAGE: Final = 0.060
SEAL: Final = 0.060
MOST_MEGABYTES: Final = 300


def document(pages: int) -> bytes:
    """A contract of that many pages: text, rules and a picture."""
    rl_config.useA85 = 0  # as nearly all other producers
    target = BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), pageCompression=1)
    for page in range(pages):
        canvas.setFont("Helvetica", 10)
        for line in range(55):
            canvas.drawString(56, HEIGHT - 60 - 13 * line, f"{page}.{line} The parties agree " * 3)
        canvas.line(56, 90, 300, 90)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def heavy(megabytes: int) -> bytes:
    """One page with a picture of noise of that size."""
    noise = zlib.compress(b"".join(i.to_bytes(4, "big") for i in range(1000)), 0)
    target = BytesIO()
    with pikepdf.open(BytesIO(document(1))) as pdf:
        stream = pikepdf.Stream(pdf, noise * (megabytes * 1_000_000 // len(noise)))
        pdf.Root.Extra = pdf.make_indirect(stream)
        pdf.save(target, compress_streams=False)
    return target.getvalue()


def overlay() -> bytes:
    """A page with the text alone, as the usual recipes merge it."""
    target = BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Helvetica", 20)
    canvas.drawString(62, 95, "Signed by Alice Example")
    canvas.save()
    return target.getvalue()


def ours(data: bytes, pages: range) -> bytes:
    """Our way."""
    return stamp(data, [TextMark(page, AREA, "Signed by Alice Example") for page in pages])


def by_pypdf(data: bytes, pages: range) -> bytes:
    """The recipe of pypdf's documentation."""
    writer = PdfWriter(clone_from=BytesIO(data))
    mark = PdfReader(BytesIO(overlay())).pages[0]
    for page in pages:
        writer.pages[page].merge_page(mark)
    target = BytesIO()
    writer.write(target)
    return target.getvalue()


def by_pikepdf(data: bytes, pages: range) -> bytes:
    """The recipe of pikepdf's documentation."""
    target = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf, pikepdf.open(BytesIO(overlay())) as mark:
        for page in pages:
            sheet = pdf.pages[page]
            sheet.add_overlay(mark.pages[0], pikepdf.Rectangle(0, 0, WIDTH, HEIGHT))
        pdf.save(target)
    return target.getvalue()


def processor_seconds(work: Callable[[], object]) -> float:
    """Median processor time of one call, after one that opens the fonts."""
    work()
    spent = []
    for _ in range(ROUNDS):
        began = process_time()
        work()
        spent.append(process_time() - began)
    return median(spent)


def measure(is_small: bool) -> Report:
    """Marks on every page and on the last, the seal, and the memory for a large upload."""
    count = 10 if is_small else 100
    data = document(count)
    report = Report(f"PDFs: marking and sealing {count} pages, by processor time")
    for what, pages, limit in (
        (f"every page of {count} marked", range(count), EVERY_PAGE),
        (f"the last page of {count} marked", range(count - 1, count), LAST_PAGE),
    ):
        cost = processor_seconds(partial(ours, data, pages))
        report.add(f"{what} / the time promised", cost / limit, milliseconds(cost), limit=1)
        for name, other in (("pypdf merge_page", by_pypdf), ("pikepdf add_overlay", by_pikepdf)):
            theirs = processor_seconds(partial(other, data, pages))
            detail = f"{milliseconds(theirs)} / {milliseconds(cost)}"
            report.add(f"{what}, {name} / ours", theirs / cost, detail)
        _beside_pdf_lib(report, what, data, pages=pages, cost=cost)
    key = key_from_pkcs12(development_pkcs12("Benchmark", now=NOW))
    marked = ours(data, range(count))
    cost = processor_seconds(partial(seal, marked, key, now=NOW, reason="All signed"))
    report.add("a seal / the time promised", cost / SEAL, milliseconds(cost), limit=1)
    _memory(report, 5 if is_small else 49)
    return report


def _beside_pdf_lib(report: Report, what: str, data: bytes, *, pages: range, cost: float) -> None:
    try:
        theirs = pdflib.seconds_to_mark(data, pages, rounds=ROUNDS)
    except pdflib.NoNode as reason:
        report.notes.append(f"Not compared with pdf-lib: {reason}.")
        return
    detail = f"{milliseconds(theirs)} / {milliseconds(cost)}"
    report.add(f"{what}, pdf-lib drawText / ours", theirs / cost, detail)


def _memory(report: Report, megabytes: int) -> None:
    """Peaks of the worker and of the process in which it opens the file."""
    own, child = peaks(heavy(megabytes))
    for whose, used in (("the worker", own), ("the process that opens it", child)):
        what = f"memory of {whose} for an upload of {megabytes} MB / the memory promised"
        report.add(what, used / MOST_MEGABYTES, f"{used:,.0f} MB", limit=1)


if __name__ == "__main__":
    run("pdf", measure, __doc__)
