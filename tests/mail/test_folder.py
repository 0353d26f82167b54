from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest

from smoothschedule.mail.folder import FolderMailer
from smoothschedule.mail.port import MailError


def letter(subject: str = "Your booking") -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Salon Aurora <mail@example.test>"
    message["To"] = "Zoë Martin <zoe@example.test>"
    message["Subject"] = subject
    message.set_content("See you on Monday at 09:00.\n— Salon Aurora")
    return message


def test_a_sent_mail_is_one_whole_file(tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "mail"

    FolderMailer(folder).send(letter("Grüße"))

    [file] = folder.iterdir()
    read = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert file.suffix == ".eml"
    assert read["Subject"] == "Grüße"
    assert read["To"].addresses[0].display_name == "Zoë Martin"
    assert "— Salon Aurora" in read.get_content()


def test_mails_sort_by_the_time_of_sending(tmp_path: Path) -> None:
    mailer = FolderMailer(tmp_path)
    subjects = [f"Mail {number}" for number in range(5)]

    for subject in subjects:
        mailer.send(letter(subject))

    files = sorted(tmp_path.glob("*.eml"))
    found = [message_from_bytes(file.read_bytes())["Subject"] for file in files]
    assert found == subjects


def test_a_folder_that_cannot_be_written_is_a_mail_error(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")

    with pytest.raises(MailError, match="could not be written"):
        FolderMailer(blocked / "mail").send(letter())
