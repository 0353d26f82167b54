"""The budgets of the screens, in Chromium: script, first paint, shifts, and a full schedule.

    python -m benchmarks.screens [--small]

Ratios are of what was measured to its budget. A slow phone has 1.6 Mbit/s, 150 ms and a quarter
of this machine's processor.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID

from playwright.sync_api import Browser, Page

from benchmarks.browser import FRAMES, PAINTED, Watched, launched
from benchmarks.figures import Report, p50, progress, run
from benchmarks.installation import installation
from benchmarks.paper import sent_contract
from benchmarks.stage import PASSWORD, Stage, open_stage
from benchmarks.week import busy_week
from scripts.local import frontend
from smoothschedule.core.db import new_id

SIZES = ((50, 2_000), (200, 10_000))
LAZY = ("customers", "resources", "services", "team", "settings", "contracts", "templates")
DRAG_STEPS = 60
LIVE_CHANGES = 7
TOLD = "A wash, a cut and a dry, with time for a coffee. Please come five minutes early."
TODAY = datetime.combine(datetime.now(UTC).date(), time(), UTC)
MONDAY = TODAY + timedelta(days=7 - TODAY.weekday())


def measure(is_small: bool) -> Report:
    """What the screens promise, and what they keep."""
    report = Report("Screens in Chromium: measured / budget")
    frontend.main()
    with installation(durable=False) as install, launched() as browser:
        install.values |= {"ENVIRONMENT": "development"}
        for name in ("web", "realtime", "relay"):
            install.start(name)
        stage = open_stage(install.runtime, install.web_port, "screens")
        _, people = busy_week(stage, TODAY + timedelta(days=1), resources=4, appointments=60)
        # Of one service alone visitors would not choose; businesses say what theirs are.
        stage.service(30, ("staff", people), description=TOLD)
        times = 2 if is_small else 7
        _booking(report, browser, stage, times)
        _signing(report, browser, stage, times)
        _shell(report, browser, stage)
        for size in SIZES[: 1 if is_small else 2]:
            full = open_stage(install.runtime, install.web_port, f"full-{size[0]}")
            _schedule(report, browser, full, size)
    return report


def _address(stage: Stage, path: str) -> str:
    return f"http://{stage.host}:{stage.port}{path}"


def _budget(report: Report, what: str, found: float, *, budget: float, unit: str = "ms") -> None:
    digits = 0 if budget >= 10 else 2
    detail = f"{found:,.{digits}f} / {budget:,.{digits}f} {unit}"
    report.add(what, found / budget, detail.strip(), limit=1.0)


def _first_views(
    browser: Browser, url: str, heading: str, times: int
) -> tuple[float, list[dict[str, Any]]]:
    """Kilobytes of script, and what each first view on a slow phone saw."""
    views, kilobytes = [], 0.0
    for at in range(times):
        progress(f"first view {at + 1} of {times}")
        window = Watched(browser, is_slow=True, is_phone=True)
        window.page.goto(url)
        window.page.get_by_role("heading", name=heading, level=1).wait_for()
        window.page.wait_for_load_state("networkidle")
        views.append(window.seen())
        kilobytes = window.script_kb
        window.close()
    return kilobytes, views


def _booking(report: Report, browser: Browser, stage: Stage, times: int) -> None:
    kilobytes, views = _first_views(browser, _address(stage, "/"), "screens", times)
    _budget(report, "booking page: script, gzip", kilobytes, budget=200, unit="kB")
    largest = p50([view["lcp"] for view in views])
    _budget(report, "booking page on a slow phone: largest paint", largest, budget=1_500)
    window = Watched(browser, is_phone=True)
    page = window.page
    page.goto(_address(stage, "/"))
    page.get_by_role("button", name="45 min").first.click()
    page.locator("time").first.wait_for()
    page.get_by_role("radio").nth(1).check(force=True)
    page.wait_for_load_state("networkidle")
    seen = window.seen()
    window.close()
    shift = max([seen["cls"], *(view["cls"] for view in views)])
    _budget(report, "booking page: layout shift", shift, budget=0.1, unit="")
    _budget(report, "booking page: slowest answer to a press", seen["inp"], budget=200)


def _signing(report: Report, browser: Browser, stage: Stage, times: int) -> None:
    runtime = stage.runtime
    with stage.work() as work:
        key = runtime.settings.secret_key
        paper = sent_contract(work, files=runtime.files, secret_key=key, pages=3)
    url = _address(stage, f"/sign/s/{paper.tokens['client']}")
    kilobytes, views = _first_views(browser, url, "Agreement", times)
    _budget(report, "signing page: script with its worker, gzip", kilobytes, budget=240, unit="kB")
    largest = p50([view["lcp"] for view in views])
    report.add("signing page on a slow phone: largest paint", None, f"{largest:,.0f} ms")
    shift = max(view["cls"] for view in views)
    _budget(report, "signing page: layout shift", shift, budget=0.1, unit="")


def _sign_in(window: Watched, stage: Stage) -> None:
    page = window.page
    page.goto(_address(stage, "/sign-in"))
    page.get_by_label("E-mail").fill("owner@stage.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/app/**")
    page.wait_for_load_state("networkidle")


def _shell(report: Report, browser: Browser, stage: Stage) -> None:
    """Account is the plainest of screens: what it loads, every screen loads."""
    window = Watched(browser)
    _sign_in(window, stage)
    window.scripts.clear()
    window.page.goto(_address(stage, "/app/account"))
    window.page.get_by_role("heading", level=1).wait_for()
    window.page.wait_for_load_state("networkidle")
    shell = dict(window.scripts)
    document = window.page.evaluate("fetch(location.href).then((answer) => answer.text())")
    first = sum(size for path, size in shell.items() if path in document) / 1024
    _budget(report, "application's shell: script, gzip", first, budget=200, unit="kB")
    report.add("application's plainest screen: script, gzip", None, f"{window.script_kb:,.0f} kB")
    routes = {}
    for name in (*LAZY, "schedule?show=timeline"):
        window.page.goto(_address(stage, f"/app/{name}"))
        window.page.get_by_role("heading", level=1).wait_for()
        window.page.wait_for_load_state("networkidle")
        own = {path: size for path, size in window.scripts.items() if path not in shell}
        routes[name.partition("?")[0]] = sum(own.values()) / 1024
        window.scripts.clear()
    window.close()
    largest = max(routes, key=lambda name: routes[name])
    what = f"largest of {len(routes)} lazy routes ({largest}): script, gzip"
    _budget(report, what, routes[largest], budget=140, unit="kB")


def _schedule(report: Report, browser: Browser, stage: Stage, size: tuple[int, int]) -> None:
    resources, appointments = size
    label = f"schedule of {resources} with {appointments:,}"
    progress(label)
    offer = busy_week(stage, MONDAY, resources=resources, appointments=appointments)
    window = Watched(browser)
    _sign_in(window, stage)
    page = window.page
    page.goto(_address(stage, f"/app/schedule?show=timeline&view=week&day={MONDAY:%Y-%m-%d}"))
    drawn = page.evaluate(PAINTED, ["/calendar", ".ss_bar"])
    page.wait_for_load_state("networkidle")
    frames = _dragged(page)
    live = [_live(window, stage, offer, at) for at in range(LIVE_CHANGES)]
    window.close()
    promised = size == SIZES[0]
    for what, found, budget in (
        ("drawn after its data came", drawn["since"], 800),
        ("worst frame of a drag", max(frames), 50),
        ("a live change drawn after its data came", p50(live), 50),
    ):
        if promised:
            _budget(report, f"{label}: {what}", found, budget=budget)
        else:
            report.add(f"{label}: {what}", None, f"{found:,.0f} ms")
    report.add(f"{label}: the first live change, code not yet warm", None, f"{live[0]:,.0f} ms")


def _dragged(page: Page) -> list[float]:
    """Milliseconds of each frame while an appointment is dragged; it is let go where it was."""
    bar = page.locator(".ss_bar").first
    box = bar.bounding_box()
    if box is None:
        raise RuntimeError("The schedule shows no appointment.")
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 8, y)
    page.evaluate(FRAMES, True)
    for step in range(DRAG_STEPS):
        page.mouse.move(x + 8 + step * 3, y)
    frames = page.evaluate(FRAMES, False)
    page.keyboard.press("Escape")
    page.mouse.move(x, y)
    page.mouse.up()
    page.wait_for_load_state("networkidle")
    return [float(each) for each in frames]


def _live(window: Watched, stage: Stage, offer: tuple[UUID, list[UUID]], at: int) -> float:
    """Milliseconds from the arrival of a new appointment's data to its paint, in row `at`."""
    service, people = offer
    start = MONDAY + timedelta(hours=7)
    booked = stage.owner.call(
        "POST",
        "/appointments",
        {
            "service_id": str(service),
            "starts_at": f"{start:%Y-%m-%dT%H:%M:%SZ}",
            "resource_ids": [str(people[at])],
            "customer": {"name": f"Live {new_id().hex[:6]}"},
        },
    )
    id = booked.body["id"]
    found = window.page.evaluate(PAINTED, [f"/appointments/{id}", f'[data-bar^="{id}"]'])
    return float(found["since"])


if __name__ == "__main__":
    run("screens", measure, __doc__)
