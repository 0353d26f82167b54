"""Addresses of web sites, as people type them and as browsers write them."""

from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from smoothschedule.tenants.rules.origins import NoOriginError, origin_of


@pytest.mark.parametrize(
    ("typed", "origin"),
    [
        ("https://www.example.com", "https://www.example.com"),
        ("www.example.com", "https://www.example.com"),
        (" HTTPS://Www.Example.COM/book?x=1#top ", "https://www.example.com"),
        ("https://example.com:443/", "https://example.com"),
        ("https://example.com:8443", "https://example.com:8443"),
        ("https://example.com.", "https://example.com"),
        ("münchen.example", "https://xn--mnchen-3ya.example"),
        ("http://localhost:3000/", "http://localhost:3000"),
        ("http://127.0.0.1:80", "http://127.0.0.1"),
    ],
)
def test_addresses_become_the_origin_that_browsers_send(typed: str, origin: str) -> None:
    assert origin_of(typed) == origin


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "https://",
        "example",
        "https://*.example.com",
        "https://user@example.com",
        "ftp://example.com",
        "javascript:alert(1)",
        "https://example.com:99999",
        "https://10.0.0.1",
        "https://[::1]",
        "https://exa mple.com",
        "https://example.com; script-src *",
        "https://a,b.example",
        "'self'",
        "http://example.com",
    ],
)
def test_what_no_page_comes_from_is_refused(typed: str) -> None:
    with pytest.raises(NoOriginError):
        origin_of(typed)


@given(st.text(max_size=60))
def test_an_origin_is_one_word_of_a_policy_and_its_own_origin(typed: str) -> None:
    try:
        origin = origin_of(typed)
    except NoOriginError:
        origin = origin_of("example.com")
    assert origin_of(origin) == origin
    assert not set(origin) & set(" ;,'\"*\t\r\n")
    assert origin.isascii()
