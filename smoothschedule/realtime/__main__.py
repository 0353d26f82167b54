"""`python -m smoothschedule.realtime`: the Socket.IO process, on gevent."""

import signal

import gevent
from gevent import monkey

monkey.patch_all()

from smoothschedule import processes  # noqa: E402 - after the patch
from smoothschedule.config import bind_address  # noqa: E402
from smoothschedule.realtime.server import create_server  # noqa: E402


def main() -> None:
    """Serves until told to stop."""
    runtime = processes.start("realtime")
    app, socketio = create_server(runtime)
    host, port = bind_address("realtime_bind", runtime.settings.realtime_bind)
    for number in (signal.SIGTERM, signal.SIGINT):
        # Run by the event loop: a bare handler could stop a server that is half started.
        gevent.signal_handler(number, socketio.stop)
    socketio.run(app, host=host, port=port, log_output=False)


main()
