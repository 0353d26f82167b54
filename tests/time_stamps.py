"""A time stamp server of our own: RFC 3161 over HTTP, as pyHanko answers it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

from asn1crypto import tsp
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import NoEncryption
from cryptography.hazmat.primitives.serialization.pkcs12 import serialize_key_and_certificates
from cryptography.x509.oid import NameOID
from pyhanko.sign.signers import SimpleSigner
from pyhanko.sign.timestamps import DummyTimeStamper

QUERY, REPLY = "application/timestamp-query", "application/timestamp-reply"


def rsa_signer() -> SimpleSigner:
    """A time stamp server's key: the stand-in of pyHanko knows only RSA."""
    private = rsa.generate_private_key(65537, 2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Clock")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(private.public_key())
        .serial_number(1)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2036, 1, 1, tzinfo=UTC))
        .sign(private, hashes.SHA256())
    )
    file = serialize_key_and_certificates(b"x", private, certificate, None, NoEncryption())
    signer = SimpleSigner.load_pkcs12_data(file, other_certs=[])
    assert signer is not None
    return signer


class Clock(HTTPServer):
    """Says that it is `at`, or only `answer` where that is set."""

    def __init__(self, at: datetime) -> None:
        super().__init__(("127.0.0.1", 0), _Asked)
        signer = rsa_signer()
        self.stamper = DummyTimeStamper(signer.signing_cert, signer.signing_key, fixed_dt=at)
        self.answer: bytes | None = None
        self.asked = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/"


class _Asked(BaseHTTPRequestHandler):
    server: Clock

    def do_POST(self) -> None:
        assert self.headers["Content-Type"] == QUERY
        self.server.asked += 1
        query = tsp.TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
        body = self.server.answer
        if body is None:
            body = asyncio.run(self.server.stamper.async_request_tsa_response(query)).dump()
        self.send_response(200)
        self.send_header("Content-Type", REPLY)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Nobody reads it."""


@contextmanager
def clock_server(at: datetime) -> Iterator[Clock]:
    """It answers on a port of its own until the block ends."""
    with Clock(at) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
