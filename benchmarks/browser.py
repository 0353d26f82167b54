"""A browser that counts: bytes of script, paints, shifts, frames, as the page itself sees them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Response, sync_playwright

from benchmarks.figures import ROOT
from scripts.local import chromium

DIST = ROOT / "frontend" / "dist"
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}
#: A slow phone: 1.6 Mbit/s down, 750 kbit/s up, 150 ms away, a quarter of this processor.
SLOW = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWDOWN = 4
#: Paints, shifts and answers to presses, from the first moment of each page.
WATCH = """
window.seen = { lcp: 0, cls: 0, inp: 0, frames: [] };
const each = (type, more, tell) =>
  new PerformanceObserver((list) => list.getEntries().forEach(tell))
    .observe({ type, buffered: true, ...more });
each("largest-contentful-paint", {}, (entry) => { seen.lcp = entry.startTime; });
each("layout-shift", {}, (entry) => { if (!entry.hadRecentInput) seen.cls += entry.value; });
each("event", { durationThreshold: 16 }, (entry) => {
  if (entry.interactionId) seen.inp = Math.max(seen.inp, entry.duration);
});
"""
#: Milliseconds from the last answer whose address holds the text to the paint of the element.
PAINTED = """([answer, selector]) => new Promise((tell) => {
  const look = () => {
    const came = performance.getEntriesByType("resource").filter((e) => e.name.includes(answer));
    if (!came.length || !document.querySelector(selector)) return requestAnimationFrame(look);
    // This frame shows it; a task that is asked for in it comes once it is painted.
    setTimeout(() => {
      const arrived = came.at(-1).responseEnd;
      tell({ since: performance.now() - arrived, began: performance.now() });
    });
  };
  requestAnimationFrame(look);
})"""
FRAMES = """(isOn) => {
  if (!isOn) { window.counting = false; return seen.frames; }
  window.counting = true;
  let last = performance.now();
  const count = (now) => {
    seen.frames.push(now - last);
    last = now;
    if (window.counting) requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
}"""


@contextmanager
def launched() -> Iterator[Browser]:
    """This system's Chromium."""
    path = chromium.find()
    if path is None:
        raise RuntimeError("There is no Chromium; scripts/test says how to get one.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        try:
            yield browser
        finally:
            browser.close()


class Watched:
    """A window whose downloads are counted; `is_slow` makes a slow phone of it."""

    def __init__(self, browser: Browser, *, is_slow: bool = False, is_phone: bool = False) -> None:
        size: Any = PHONE if is_phone else DESKTOP
        self._context = browser.new_context(viewport=size, locale="en-US", timezone_id="UTC")
        self.page: Page = self._context.new_page()
        self.page.add_init_script(WATCH)
        self.scripts: dict[str, int] = {}
        self.page.on("response", self._count)
        if is_slow:
            session = self._context.new_cdp_session(self.page)
            session.send("Network.enable")
            session.send("Network.emulateNetworkConditions", SLOW)
            session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})

    def _count(self, response: Response) -> None:
        path = urlsplit(response.url).path
        if path.endswith((".js", ".mjs")):
            self.scripts[path] = packed(path)

    @property
    def script_kb(self) -> float:
        """Kilobytes of script so far, packed by gzip."""
        return sum(self.scripts.values()) / 1024

    def seen(self) -> dict[str, Any]:
        """`lcp` and `inp` in milliseconds, `cls` as a share, of the page that is open."""
        found: dict[str, Any] = self.page.evaluate("seen")
        return found

    def close(self) -> None:
        """The window is gone."""
        self._context.close()


def packed(path: str) -> int:
    """Bytes of one file of the front end on the wire, packed by gzip."""
    twin = DIST / f"{path.lstrip('/')}.gz"
    file = twin if twin.is_file() else Path(DIST / path.lstrip("/"))
    return file.stat().st_size
