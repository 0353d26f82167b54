from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from scripts.local.ports import LOOPBACK, free_port
from smoothschedule.mail.factory import mailer_from
from smoothschedule.mail.port import MailError, MailRefusedError

IN_THE_CLEAR = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")


class Postbox:
    """An SMTP server's memory of what it took; addresses starting with `no` are refused."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.user: str | None = None
        self.answer = "250 OK"

    async def handle_RCPT(  # noqa: N802 (the server's own name for it)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("no"):
            return "550 No such mailbox"
        if address.startswith("later"):
            return "451 Try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        if self.answer.startswith("250"):
            self.taken.append(envelope)
        return self.answer

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        assert isinstance(data, LoginPassword)
        self.user = data.login.decode()
        return AuthResult(success=data.password == b"p@ss:word", handled=False)


@pytest.fixture
def postbox() -> Postbox:
    return Postbox()


@pytest.fixture
def server(postbox: Postbox) -> Iterator[Controller]:
    controller = Controller(postbox, hostname=LOOPBACK, port=free_port())
    controller.start()
    yield controller
    controller.stop()


@pytest.fixture
def guarded_server(postbox: Postbox) -> Iterator[Controller]:
    controller = Controller(
        postbox,
        hostname=LOOPBACK,
        port=free_port(),
        authenticator=postbox.authenticate,
        auth_required=True,
        auth_require_tls=False,
    )
    controller.start()
    yield controller
    controller.stop()


def letter(*recipients: str) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "Salon Aurora <mail@example.test>"
    message["To"] = ", ".join(recipients)
    message["Subject"] = "Grüße"
    message.set_content("See you on Monday.")
    return message


def test_a_mail_reaches_the_server_for_every_recipient(
    server: Controller, postbox: Postbox
) -> None:
    mailer = mailer_from(f"smtp://{LOOPBACK}:{server.port}")

    mailer.send(letter("zoe@example.test", "ben@example.test"))

    [envelope] = postbox.taken
    assert envelope.mail_from == "mail@example.test"
    assert envelope.rcpt_tos == ["zoe@example.test", "ben@example.test"]
    assert b"See you on Monday." in (envelope.original_content or b"")


@IN_THE_CLEAR
def test_user_and_password_of_the_url_are_used(
    guarded_server: Controller, postbox: Postbox
) -> None:
    mailer = mailer_from(f"smtp://shop%40example:p%40ss%3Aword@{LOOPBACK}:{guarded_server.port}")

    mailer.send(letter("zoe@example.test"))

    assert postbox.user == "shop@example"
    assert len(postbox.taken) == 1


@IN_THE_CLEAR
def test_a_wrong_password_is_an_error_that_does_not_repeat_it(guarded_server: Controller) -> None:
    mailer = mailer_from(f"smtp://shop:hunter2@{LOOPBACK}:{guarded_server.port}")

    with pytest.raises(MailError, match="did not accept the user and password") as caught:
        mailer.send(letter("zoe@example.test"))

    assert "hunter2" not in str(caught.value)


@pytest.mark.parametrize("recipients", [("nobody@example.test",), ("zoe@a.test", "no@a.test")])
def test_a_refused_recipient_is_refused_for_good(
    server: Controller, recipients: tuple[str, ...]
) -> None:
    mailer = mailer_from(f"smtp://{LOOPBACK}:{server.port}")

    with pytest.raises(MailRefusedError, match="no"):
        mailer.send(letter(*recipients))


def test_a_recipient_that_is_busy_may_work_next_time(server: Controller) -> None:
    mailer = mailer_from(f"smtp://{LOOPBACK}:{server.port}")

    with pytest.raises(MailError) as caught:
        mailer.send(letter("later@example.test"))

    assert not isinstance(caught.value, MailRefusedError)


@pytest.mark.parametrize(("answer", "for_good"), [("554 Spam", True), ("452 Disk full", False)])
def test_the_servers_answer_to_the_message_tells_whether_it_is_final(
    server: Controller, postbox: Postbox, answer: str, for_good: bool
) -> None:
    postbox.answer = answer
    mailer = mailer_from(f"smtp://{LOOPBACK}:{server.port}")

    with pytest.raises(MailError) as caught:
        mailer.send(letter("zoe@example.test"))

    assert isinstance(caught.value, MailRefusedError) == for_good


def test_a_server_that_is_away_may_be_back_next_time() -> None:
    mailer = mailer_from(f"smtp://{LOOPBACK}:{free_port()}")

    with pytest.raises(MailError, match="cannot be used") as caught:
        mailer.send(letter("zoe@example.test"))

    assert not isinstance(caught.value, MailRefusedError)


def test_a_server_without_starttls_gets_no_mail_when_encryption_is_asked(
    server: Controller, postbox: Postbox
) -> None:
    mailer = mailer_from(f"smtp://{LOOPBACK}:{server.port}?tls=starttls")

    with pytest.raises(MailError, match="STARTTLS"):
        mailer.send(letter("zoe@example.test"))

    assert postbox.taken == []
