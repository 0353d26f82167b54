"""gunicorn: threads in a few processes, drained on SIGTERM."""

from smoothschedule.processes import settings_or_exit

_settings = settings_or_exit()
bind = _settings.web_bind
workers = _settings.web_workers
threads = _settings.web_threads
worker_class = "gthread"
# It would be one file for all installs of a user, in a home folder that may be read-only.
control_socket_disable = True
graceful_timeout = 30
timeout = 60
keepalive = 5
accesslog = None
errorlog = "-"
loglevel = "warning"
