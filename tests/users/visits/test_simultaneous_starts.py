"""Several tabs that start a masquerade at the same moment: one of them wins."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import psycopg
import pytest

from smoothschedule.core.api import App
from smoothschedule.runtime import Runtime
from smoothschedule.users.rules import Role
from tests.factories import Business
from tests.visiting import PLATFORM_HOST, ask_masquerade, forget_logs, log_lines, platform_browser
from tests.web import Browser


@pytest.mark.parametrize("is_same_session", [True, False])
def test_of_two_starts_at_once_exactly_one_visit_is_left(
    app: App,
    runtime: Runtime,
    business: Business,
    admin: psycopg.Connection,
    is_same_session: bool,
) -> None:
    forget_logs(runtime)
    first, person = platform_browser(app, runtime, Role.PLATFORM_SUPPORT)
    second = Browser(app, PLATFORM_HOST)
    if is_same_session:
        second.keep_cookie(str(first.cookie))
        second.csrf_token = first.csrf_token
    else:
        second.enter(person)
    ready = Barrier(2)

    def start(tab: Browser) -> int:
        ready.wait(timeout=30)
        return ask_masquerade(tab, business.id, business.owner.id).status_code

    with ThreadPoolExecutor(2) as threads:
        statuses = sorted(threads.map(start, (first, second)))
    # The loser meets the visit, or comes so late that the session's secret is another by then.
    assert statuses[0] == 200
    assert statuses[1] in ((401, 409) if is_same_session else (409,))
    assert admin.execute("SELECT count(*) FROM visits").fetchone() == (1,)
    actions = sorted(line["action"] for line in log_lines(runtime))
    assert actions == ["HIJACK_DENIED", "HIJACK_START"]
