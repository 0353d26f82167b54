"""A customer asks to be erased, and the business answers."""

from __future__ import annotations

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.factories import Business
from tests.mailbox import Mailbox, text_of
from tests.web import check_problem, signed_in


def test_the_owner_is_told_once_and_the_customer_hears_why_not(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    person = business.people[Role.CUSTOMER]
    own, owner = signed_in(app, business, person), signed_in(app, business)
    assert own.get("/my/erasure").json == {"request": None}
    assert own.post("/my/erasure").json["request"]["state"] == "open"
    assert own.post("/my/erasure").status_code == 200
    mailbox.deliver()
    (mail,) = mailbox.to(business.owner.email)
    assert f"/app/customers?customer={business.customer_id}" in text_of(mail)
    (waiting,) = owner.get("/erasure-requests").json["items"]
    assert (waiting["customer_name"], waiting["customer_id"]) == (
        person.name,
        str(business.customer_id),
    )
    path = f"/erasure-requests/{waiting['id']}/decline"
    assert owner.post(path, {"answer": "We still owe you a refund."}).status_code == 204
    assert check_problem(owner.post(path, {"answer": "x"}), 409)["type"].endswith("already-decided")
    mailbox.deliver()
    assert "We still owe you a refund." in text_of(mailbox.to(person.email)[-1])
    answered = own.get("/my/erasure").json["request"]
    assert (answered["state"], answered["answer"]) == ("declined", "We still owe you a refund.")


def test_a_request_can_be_taken_back_and_the_team_has_none(app: App, business: Business) -> None:
    own = signed_in(app, business, business.people[Role.CUSTOMER])
    check_problem(own.call("DELETE", "/my/erasure"), 404)
    assert own.post("/my/erasure").status_code == 200
    assert own.call("DELETE", "/my/erasure").status_code == 204
    assert own.get("/my/erasure").json["request"]["state"] == "withdrawn"
    assert signed_in(app, business).get("/erasure-requests").json["items"] == []
    staff = signed_in(app, business, business.people[Role.TENANT_STAFF])
    check_problem(staff.post("/my/erasure"), 403)
    check_problem(staff.get("/erasure-requests"), 403)
