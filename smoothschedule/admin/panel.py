"""The console put together: its pages in the order of the menu."""

from __future__ import annotations

from flask import Blueprint, Flask, redirect
from flask_admin import Admin
from flask_admin.theme import Theme
from werkzeug.wrappers import Response as AnyResponse

from smoothschedule.admin.page import Page, shows
from smoothschedule.admin.views.accounts import Accounts
from smoothschedule.admin.views.audit import Audit
from smoothschedule.admin.views.demos import Demos
from smoothschedule.admin.views.domains import Domains
from smoothschedule.admin.views.grants import Grants
from smoothschedule.admin.views.jobs import Jobs
from smoothschedule.admin.views.tenants import Tenants
from smoothschedule.admin.views.visits import Visits

templates = Blueprint("console_templates", __name__, template_folder="templates")
PAGES = (Tenants, Domains, Demos, Accounts, Visits, Grants, Jobs, Audit)


#: Our own templates; nothing of Bootstrap's is served.
LOOK = Theme(folder="console", base_template="console/frame.html")


class Home(Page):
    """The address of the console itself: leads to its first list."""

    permission = "view_tenants"

    def __init__(self) -> None:
        super().__init__(name="Console", endpoint="console", url="/admin")

    def is_visible(self) -> bool:
        return False

    @shows("/")
    def index_view(self) -> AnyResponse:
        """The first list."""
        return redirect(self.get_url("console_tenants.index_view"))


def register(app: Flask) -> None:
    """The console is at /admin/ of the platform's host, and nowhere else."""
    app.register_blueprint(templates)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    panel = Admin(app, name="SmoothSchedule", index_view=Home(), theme=LOOK)
    for view in PAGES:
        panel.add_view(view())
