"""Which web pages may show a business's booking page within them."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

import idna

MOST_ORIGINS: Final = 20
DEFAULT_PORTS: Final = {"http": 80, "https": 443}
LABEL: Final = re.compile(r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\Z")
#: Where people try their pages out, before they have a certificate.
OWN_MACHINE: Final = frozenset({"localhost", "127.0.0.1"})


class NoOriginError(ValueError):
    """The text names no origin; the message says why."""


def origin_of(address: str) -> str:
    """The origin of a web page as browsers write it: `https://www.example.com`.

    Takes an address with or without a path, in any case and any script; https unless it says
    otherwise. Raises NoOriginError for what no page has, and for http on the open internet.
    """
    text = address.strip()
    try:
        parts = urlsplit(text if "://" in text else f"https://{text}")
        host, port = _host(parts.hostname or ""), parts.port
    except (ValueError, idna.IDNAError) as error:
        raise NoOriginError("An address looks like https://www.example.com.") from error
    if parts.username is not None or parts.scheme not in DEFAULT_PORTS:
        raise NoOriginError("An address looks like https://www.example.com.")
    if parts.scheme == "http" and host not in OWN_MACHINE:
        raise NoOriginError("Pages have to come by https: others could be changed on their way.")
    suffix = "" if port in (None, DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{host}{suffix}"


def _host(name: str) -> str:
    """As it stands in DNS; raises ValueError for what could not stand there."""
    if name in OWN_MACHINE:
        return name
    host = idna.encode(name.rstrip("."), uts46=True).decode("ascii")
    labels = host.split(".")
    if len(labels) < 2 or labels[-1].isdigit() or not all(LABEL.match(each) for each in labels):
        raise ValueError(host)
    return host
