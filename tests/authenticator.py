"""The authenticator app in a test's pocket: it shows the codes that people type."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from smoothschedule.users import totp
from tests.factories import PASSWORD
from tests.web import Browser


@dataclass
class Authenticator:
    """An app that has scanned one secret, and the recovery codes kept beside it."""

    secret: str
    recovery_codes: list[str] = field(default_factory=list)

    def code(self, *, steps: int = 0) -> str:
        """The code that the app shows now, or some times 30 seconds from now."""
        return totp.code_of(self.secret, int(time.time()) // totp.STEP_SECONDS + steps)

    def wrong_code(self) -> str:
        """Six digits that no clock near ours makes the code."""
        near = {self.code(steps=steps) for steps in range(-3, 4)}
        return next(code for n in range(10) if (code := f"{n:06}") not in near)


def start_second_factor(browser: Browser) -> Authenticator:
    """The person has scanned the code, and confirmed nothing yet."""
    started = browser.post("/auth/second-factor", {"current_password": PASSWORD})
    assert started.status_code == 200, started.get_data(as_text=True)
    return Authenticator(started.json["secret"])


def enable_second_factor(browser: Browser) -> Authenticator:
    """The person signed in has a second factor from now on; the code before this one is used."""
    app = start_second_factor(browser)
    confirmed = browser.post("/auth/second-factor/confirm", {"code": app.code(steps=-1)})
    assert confirmed.status_code == 200, confirmed.get_data(as_text=True)
    app.recovery_codes = confirmed.json["codes"]
    return app
