"""A business words its mails itself; a slip is found before it is sent."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given, strategies as st

from smoothschedule.core.api import App
from smoothschedule.scheduling.mails.texts import DEFAULTS, lacking, variables_of
from smoothschedule.scheduling.rules.mails import TextKind
from smoothschedule.scheduling.rules.templating import filled_in, names_in, paragraphs
from smoothschedule.users.rules import Role
from tests.factories import Business
from tests.mailbox import Mailbox, text_of
from tests.scheduling.guests import booked
from tests.web import Browser, check_problem, signed_in

CONFIRMATION = "/mail-texts/confirmation"
OWN = {
    "subject": "See you soon, {{customer_name}}",
    "body": "Dear {{customer_name}},\n\n{{ service }} <b>awaits</b> you on {{when}}.\n\n"
    "Because: {{staff}}",
}


@pytest.fixture
def owner(app: App, business: Business) -> Browser:
    return signed_in(app, business)


def html_of(mail: EmailMessage) -> str:
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def test_mails_say_what_the_business_says(
    app: App, business: Business, owner: Browser, mailbox: Mailbox
) -> None:
    saved = owner.call("PUT", CONFIRMATION, OWN, version=0)
    assert (saved.status_code, saved.json["is_own"], saved.json["version"]) == (200, True, 1)
    booked(app, business)
    (mail,) = mailbox.deliver()
    assert mail["Subject"] == "See you soon, Vera Visitor"
    text = text_of(mail)
    assert "Dear Vera Visitor," in text
    assert "Aurora Cut <b>awaits</b> you on Monday, 3 March 2031, 10:00 to 10:30" in text
    assert "Aurora Cut &lt;b&gt;awaits&lt;/b&gt; you on" in html_of(mail)


def test_what_guests_type_is_text_and_never_a_variable(
    app: App, business: Business, owner: Browser, mailbox: Mailbox
) -> None:
    owner.call("PUT", CONFIRMATION, OWN, version=0)
    booked(app, business, name="{{manage_link}}<img src=x>")
    (mail,) = mailbox.deliver()
    assert "Dear {{manage_link}}<img src=x>," in text_of(mail)
    assert "<img src=x>" not in html_of(mail)
    assert "/b/" not in text_of(mail)


def test_going_back_sends_our_words_again(
    app: App, business: Business, owner: Browser, mailbox: Mailbox
) -> None:
    owner.call("PUT", CONFIRMATION, OWN, version=0)
    back = owner.call("DELETE", CONFIRMATION, version=1)
    assert (back.json["is_own"], back.json["version"]) == (False, 0)
    assert back.json["subject"] == DEFAULTS[TextKind.CONFIRMATION].subject
    booked(app, business)
    assert mailbox.deliver()[0]["Subject"] == "Your appointment: Aurora Cut"


@pytest.mark.parametrize(
    ("field", "text", "words"),
    [
        ("body", "Hello {{nobody}}", "There is no {{nobody}} in this mail."),
        ("subject", "{{reason}}", "There is no {{reason}} in this mail."),
        ("body", "Hello {{Customer_Name}}", "Write a variable as {{name}}, in small letters."),
        ("body", "Hello {{customer_name}", "Write a variable as {{name}}, in small letters."),
        ("body", "{{ customer_name | upper }}", "Write a variable as {{name}}, in small letters."),
        ("body", "{{customer_name.__class__}}", "Write a variable as {{name}}, in small letters."),
    ],
)
@pytest.mark.parametrize("how", ["set", "preview"])
def test_a_slip_is_said_beside_its_field(
    owner: Browser, field: str, text: str, words: str, how: str
) -> None:
    body = OWN | {field: text}
    answer = (
        owner.call("PUT", CONFIRMATION, body, version=0)
        if how == "set"
        else owner.post(f"{CONFIRMATION}/preview", body)
    )
    document = check_problem(answer, 422, "unknown-variable")
    assert document["errors"]["json"] == {field: [words]}


def test_what_readers_would_miss_is_said(owner: Browser) -> None:
    silent = {"subject": "Hello", "body": "Hello {{customer_name}}"}
    found = owner.post(f"{CONFIRMATION}/preview", silent).json
    assert found["lacks"] == ["details", "when"]
    assert owner.post(f"{CONFIRMATION}/preview", OWN).json["lacks"] == []


@pytest.mark.parametrize("kind", list(TextKind))
def test_every_kind_can_be_looked_at_and_ours_lack_nothing(owner: Browser, kind: TextKind) -> None:
    items = {item["kind"]: item for item in owner.get("/mail-texts").json["items"]}
    ours = {name: items[kind][name] for name in ("subject", "body")}
    seen = owner.post(f"/mail-texts/{kind}/preview", ours).json
    assert seen["lacks"] == items[kind]["lacks"] == []
    assert "{{" not in seen["subject"] + seen["text"] + seen["html"]
    assert "Alex Archer" in seen["text"]
    assert "Aurora House" in seen["html"]


def test_a_change_that_somebody_else_made_is_not_lost(owner: Browser) -> None:
    assert owner.call("PUT", CONFIRMATION, OWN, version=0).status_code == 200
    check_problem(owner.call("PUT", CONFIRMATION, OWN, version=0), 412)
    check_problem(owner.call("DELETE", CONFIRMATION, version=7), 412)
    check_problem(owner.call("PUT", CONFIRMATION, OWN), 428)


def test_only_the_owner_words_mails(app: App, business: Business) -> None:
    manager = signed_in(app, business, business.people[Role.TENANT_MANAGER])
    check_problem(manager.get("/mail-texts"), 403)
    check_problem(manager.call("PUT", CONFIRMATION, OWN, version=0), 403)


@pytest.mark.parametrize(
    "body", [{"subject": "", "body": "x"}, {"subject": "x"}, {"subject": "x", "body": "y" * 5001}]
)
def test_what_says_nothing_or_too_much_is_refused(owner: Browser, body: dict[str, str]) -> None:
    check_problem(owner.call("PUT", CONFIRMATION, body, version=0), 422)


def test_a_mail_that_does_not_exist_is_not_found(owner: Browser) -> None:
    check_problem(owner.post("/mail-texts/invoice/preview", OWN), 404)


def test_a_paragraph_without_its_value_is_left_out() -> None:
    body = "Hello {{a}}\n\nReason: {{b}}\n \nBye"
    assert paragraphs(body, lambda name: name == "a") == ["Hello {{a}}", "Bye"]


@given(st.text(alphabet="ab {}\n_", max_size=60), st.text(max_size=20))
def test_filling_in_puts_values_in_and_reads_nothing_out_of_them(text: str, value: str) -> None:
    names = names_in(text)
    filled = filled_in(text, dict.fromkeys(names, value))
    if not names:
        assert filled == text
    if value == "":
        assert len(filled) <= len(text)


def test_our_texts_name_only_what_they_may() -> None:
    for kind, wording in DEFAULTS.items():
        named = names_in(wording.subject) | names_in(wording.body)
        assert named <= set(variables_of(kind))
        assert lacking(kind, wording) == []
