"""Which host names a business may bring."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from smoothschedule.tenants.rules.hosts import LABEL, HostRefused, normal_host

BASE = "smoothschedule.localhost"
LABELS = st.from_regex(r"\A[a-z0-9]([a-z0-9]{0,10}[a-z0-9])?\Z")


def normal(text: str) -> str:
    return normal_host(text, base_domain=BASE)


@pytest.mark.parametrize(
    ("text", "host"),
    [
        ("book.example.com", "book.example.com"),
        ("  Book.EXAMPLE.com. ", "book.example.com"),
        ("example.co.uk", "example.co.uk"),
        ("bücher.example.com", "xn--bcher-kva.example.com"),
        ("BÜCHER.example.com", "xn--bcher-kva.example.com"),
        ("xn--bcher-kva.example.com", "xn--bcher-kva.example.com"),
        ("straße.de", "xn--strae-oqa.de"),
        ("例え.テスト.com", "xn--r8jz45g.xn--zckzah.com"),
        ("book。example.com", "book.example.com"),
        ("smoothschedule.localhost.example.com", "smoothschedule.localhost.example.com"),
        ("notsmoothschedule.com", "notsmoothschedule.com"),
    ],
)
def test_a_host_of_ones_own_is_written_one_way(text: str, host: str) -> None:
    assert normal(text) == host


@pytest.mark.parametrize(
    "text",
    [
        "",
        ".",
        "localhost",
        "example",
        "book.localhost",
        "printer.local",
        "db.internal",
        "4.3.2.1.in-addr.arpa",
        "router.home.arpa",
        "127.0.0.1",
        "8.8.8.8",
        "0x7f.1",
        "1.2.3",
        "::1",
        "[::1]",
        "https://book.example.com",
        "book.example.com/page",
        "book.example.com:8000",
        "user@book.example.com",
        "*.example.com",
        "_dmarc.example.com",
        "book example.com",
        "-book.example.com",
        "book-.example.com",
        "book..example.com",
        ".book.example.com",
        "book.example.com..",
        f"{'a' * 64}.example.com",
        ".".join(["a" * 60] * 5),
        "xn--a.example.com",
        "bo\u200bok.example.com\u0000",
        "`rm`.example.com",
        "a`)||Host(`b.example.com",
        BASE,
        f"bella.{BASE}",
        f"BELLA.{BASE.upper()}.",
        f"deep.down.{BASE}",
        f"platform.{BASE}",
    ],
)
def test_what_is_no_host_of_ones_own_is_refused(text: str) -> None:
    with pytest.raises(HostRefused):
        normal(text)


@given(st.lists(LABELS, min_size=2, max_size=4).map(".".join))
def test_what_comes_out_stays_as_it_is(text: str) -> None:
    try:
        host = normal(text)
    except HostRefused:
        return
    assert normal(host) == host == text
    assert normal(f" {host.upper()}. ") == host


@given(st.text(max_size=80))
def test_nothing_but_plain_labels_ever_comes_out(text: str) -> None:
    try:
        host = normal(text)
    except HostRefused:
        return
    assert all(LABEL.match(label) for label in host.split("."))
    assert not host.endswith(BASE)


@given(LABELS)
def test_nothing_below_our_own_domain_comes_out(label: str) -> None:
    with pytest.raises(HostRefused):
        normal(f"{label}.{BASE}")
