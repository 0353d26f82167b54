"""What gunicorn and `flask` load."""

from smoothschedule.app import create_app
from smoothschedule.processes import logged_settings

app = create_app(logged_settings("web"))
