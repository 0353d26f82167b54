"""Addresses that people typed do not lead into our own network, and cost little."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_network
from typing import Any

import psutil
import pytest

from smoothschedule.core.outbound import Limits, Outbound, OutboundError

LIMITS = Limits(bytes=1_000, seconds=5)
HERE = Outbound([ip_network("127.0.0.0/8")])


@contextmanager
def server(answer: Callable[[BaseHTTPRequestHandler], None]) -> Iterator[str]:
    """A server on this machine; gives its address."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer(self)

        def log_message(self, *_: Any) -> None:
            """Tests are quiet."""

    running = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    running.daemon_threads = False  # closing waits for them
    thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{running.server_port}"
    finally:
        running.shutdown()
        thread.join()
        running.server_close()


def says(body: bytes, status: int = 200, **headers: str) -> Callable[[Any], None]:
    def answer(handler: Any) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def why(url: str, *, outbound: Outbound = HERE, limits: Limits = LIMITS) -> str:
    with pytest.raises(OutboundError) as caught:
        outbound.get(url, limits)
    return caught.value.code


def test_what_is_there_is_fetched() -> None:
    with server(says(b"hello", ETag='"1"')) as url:
        found = HERE.get(f"{url}/path?x=1", LIMITS)
    assert (found.status, found.body, found.headers["etag"]) == (200, b"hello", '"1"')


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.1",
        "localhost",
        "0.0.0.0",  # noqa: S104 - refused
        "10.0.0.1",
        "172.16.3.4",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[fe80::1]",
        "[fd00::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[2002:7f00:1::]",
        "[2002:a00:1::]",
        "[64:ff9b::a00:1]",
        "[64:ff9b:1::a00:1]",
    ],
)
def test_no_spelling_of_a_private_address_is_reached(host: str) -> None:
    assert why(f"http://{host}/", outbound=Outbound()) in {"private", "name"}


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.com/",
        "file:///etc/passwd",
        "gopher://127.0.0.1/",
        "http://",
        "http:///path",
        "//example.com",
        "http://user:secret@example.com/",
        "http://example.com:99999/",
        "http://example.com/a b",
        "http://example.com/\r\nX: y",
        "http://[::1/",
        "javascript:alert(1)",
        "",
    ],
)
def test_what_is_no_web_address_is_not_asked(url: str) -> None:
    assert why(url) in {"address", "name"}


def test_a_name_with_one_private_address_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, 80))
        for address in ("93.184.216.34", "10.0.0.1")
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: both)
    assert why("http://example.com/", outbound=Outbound()) == "private"


def test_the_address_that_was_looked_at_is_the_one_that_is_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A name that means something else a moment later (DNS rebinding) changes nothing."""
    with server(says(b"here")) as url:
        port = int(url.rpartition(":")[2])
        asked: list[str] = []

        def first_here_then_nowhere(host: str, *_: Any, **__: Any) -> list[Any]:
            asked.append(host)
            address = "127.0.0.1" if len(asked) == 1 else "192.0.2.1"
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

        real = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *args, **kw: (
                real(host, *args, **kw) if host == "127.0.0.1" else first_here_then_nowhere(host)
            ),
        )
        found = HERE.get(f"http://rebind.example:{port}/", LIMITS)
    assert (found.body, asked) == (b"here", ["rebind.example"])


def test_a_redirect_into_a_private_network_is_not_followed() -> None:
    with server(says(b"", 302, Location="http://10.0.0.1/secret")) as url:
        assert why(url) == "private"


def test_a_redirect_to_another_scheme_is_not_followed() -> None:
    with server(says(b"", 302, Location="file:///etc/passwd")) as url:
        assert why(url) == "address"


def test_a_redirect_is_followed_a_few_times() -> None:
    def once(handler: BaseHTTPRequestHandler) -> None:
        if handler.path == "/end":
            says(b"end")(handler)
        else:
            says(b"", 301, Location="/end")(handler)

    with server(once) as url:
        assert HERE.get(f"{url}/start", LIMITS).body == b"end"
    with server(says(b"", 302, Location="/again")) as url:
        assert why(url) == "redirects"


def test_too_much_is_not_taken() -> None:
    with server(says(b"x" * 1_000)) as url:
        assert len(HERE.get(url, LIMITS).body) == 1_000
    with server(says(b"x" * 1_001)) as url:
        assert why(url) == "large"


def test_nothing_of_an_answer_stays_open_that_was_too_much() -> None:
    with server(says(b"x" * 100_000)) as url:
        with pytest.raises(OutboundError) as refused:
            HERE.get(url, LIMITS)
        port = int(url.rpartition(":")[2])
        connections = psutil.Process().net_connections()
        kept = [each for each in connections if each.raddr and each.raddr.port == port]
    assert refused.value.code == "large"
    assert kept == []


def test_what_comes_packed_is_not_unpacked() -> None:
    with server(says(b"x", Content_Encoding="gzip")) as url:
        assert why(url) == "encoding"


@pytest.mark.parametrize("where", ["header", "body"])
def test_a_server_that_dribbles_is_cut_off(where: str) -> None:
    def dribble(handler: BaseHTTPRequestHandler) -> None:
        start = b"HTTP/1.1 200 OK\r\n" + (b"X: " if where == "header" else b"\r\n")
        try:
            handler.wfile.write(start)
            for _ in range(200):
                handler.wfile.write(b"x")
                time.sleep(0.05)
        except OSError:
            pass

    with server(dribble) as url:
        assert why(url, limits=Limits(bytes=1_000, seconds=0.5)) == "slow"


def test_a_server_that_is_late_with_its_handshake_and_dribbles_is_cut_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    class Slow:
        """A handshake that has the socket to itself, as that of TLS, and ends after all time."""

        def wrap_socket(self, plain: socket.socket, **_: Any) -> socket.socket:
            taken = socket.socket(fileno=plain.detach())
            taken.settimeout(5)
            time.sleep(0.3)
            return taken

    def dribble(handler: BaseHTTPRequestHandler) -> None:
        with contextlib.suppress(OSError):
            handler.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(60):
                handler.wfile.write(b"x")
                time.sleep(0.05)

    monkeypatch.setattr(ssl, "create_default_context", Slow)
    with server(dribble) as url:
        began = time.monotonic()
        secured = url.replace("http:", "https:")
        assert why(secured, limits=Limits(bytes=1_000, seconds=0.2)) == "slow"
        assert time.monotonic() - began < 1.5


def test_many_addresses_that_are_silent_cost_no_more_than_one(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("", 0), backlog=0) as full, contextlib.ExitStack() as waiting:
        port = full.getsockname()[1]
        for _ in range(3):  # whoever comes after these is not heard
            first = waiting.enter_context(socket.socket())
            first.setblocking(False)
            first.connect_ex(("127.0.0.1", port))
        known = [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", (f"127.0.0.{n}", port)) for n in range(1, 7)
        ]
        resolved = socket.getaddrinfo
        monkeypatch.setattr(
            socket,
            "getaddrinfo",
            lambda host, *rest, **more: (
                known if host == "silent.example" else resolved(host, *rest, **more)
            ),
        )
        began = time.monotonic()
        limits = Limits(bytes=1_000, seconds=0.5)
        assert why(f"http://silent.example:{port}/", limits=limits) == "slow"
        assert time.monotonic() - began < 1.5


def test_nobody_there_is_said_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    assert why(f"http://127.0.0.1:{port}/") == "unreachable"
    assert why("http://nobody.invalid/") == "name"
