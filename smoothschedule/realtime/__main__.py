"""`python -m smoothschedule.realtime`: the Socket.IO process, on gevent."""

import signal

import gevent
from gevent import monkey

monkey.patch_all()

from flask_socketio import SocketIO  # noqa: E402 - after the patch

from smoothschedule import processes  # noqa: E402
from smoothschedule.config import bind_address  # noqa: E402
from smoothschedule.realtime.server import create_server  # noqa: E402


def main() -> None:
    """Serves until told to stop."""
    runtime = processes.start("realtime")
    app, socketio = create_server(runtime)
    host, port = bind_address("realtime_bind", runtime.settings.realtime_bind)
    for number in (signal.SIGTERM, signal.SIGINT):
        gevent.signal_handler(number, stop, socketio)
    socketio.run(app, host=host, port=port, log_output=False)


def stop(socketio: SocketIO) -> None:
    """The server has ended. One that is half started cannot be stopped, so it starts first."""
    while socketio.wsgi_server is None or not socketio.wsgi_server.started:
        gevent.sleep(0.01)
    socketio.stop()


main()
