"""What gunicorn and `flask` load."""

from smoothschedule.app import create_app
from smoothschedule.core.logs import configure_logs
from smoothschedule.processes import settings_or_exit

settings = settings_or_exit()
configure_logs(settings, process="web")
app = create_app(settings)
