import pytest
from hypothesis import given, strategies as st

from smoothschedule.storage.port import MAX_KEY_LENGTH, InvalidKeyError, checked_key

SEGMENTS = st.from_regex(r"[A-Za-z0-9_-][A-Za-z0-9._-]{0,20}", fullmatch=True)


@given(st.lists(SEGMENTS, min_size=1, max_size=5))
def test_plain_segments_make_a_key(segments: list[str]) -> None:
    key = "/".join(segments)

    assert checked_key(key) == key


@pytest.mark.parametrize(
    "key",
    [
        "",
        "/",
        "/etc/passwd",
        "a/",
        "a//b",
        ".",
        "..",
        "a/../b",
        "a/./b",
        "a/.hidden",
        "a\\b",
        "a\nb",
        "a/b\n",
        "a\x00b",
        "a b",
        "ä",
        "C:/x",
        "x" * (MAX_KEY_LENGTH + 1),
    ],
)
def test_a_key_that_could_leave_its_folder_or_hide_is_refused(key: str) -> None:
    with pytest.raises(InvalidKeyError):
        checked_key(key)
