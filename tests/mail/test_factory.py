from pathlib import Path

import pytest

from smoothschedule.mail.factory import mailer_from
from smoothschedule.mail.folder import FolderMailer
from smoothschedule.mail.smtp import SmtpMailer


@pytest.mark.parametrize("path", ["var/mail", "/srv/mail"])
def test_a_folder_is_relative_or_absolute(path: str) -> None:
    mailer = mailer_from(f"folder:{path}")

    assert isinstance(mailer, FolderMailer)
    assert mailer.folder == Path(path)


@pytest.mark.parametrize(
    ("url", "port"),
    [
        ("smtp://mail.example.test", 25),
        ("smtp://mail.example.test?tls=starttls", 587),
        ("smtp://mail.example.test?tls=tls", 465),
        ("smtp://mail.example.test:2525?tls=tls", 2525),
    ],
)
def test_the_port_follows_from_the_encryption(url: str, port: int) -> None:
    mailer = mailer_from(url)

    assert isinstance(mailer, SmtpMailer)
    assert (mailer.host, mailer.port) == ("mail.example.test", port)


@pytest.mark.parametrize(
    "url", ["", "folder:", "smtp://", "http://mail.example.test", "smtp://u:secret@h?tls=maybe"]
)
def test_anything_else_is_refused_without_repeating_a_password(url: str) -> None:
    with pytest.raises(ValueError, match="MAIL_URL") as caught:
        mailer_from(url)

    assert "secret" not in str(caught.value)
