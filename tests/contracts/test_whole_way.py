"""From the booking of a service to the sealed contract, through every door on the way."""

from __future__ import annotations

import pypdfium2

from smoothschedule.core.api import App
from smoothschedule.users.rules import Role
from tests.contracts.desk import Signer
from tests.contracts.world import WAIVER, link_of, template
from tests.factories import Business, soon, wire
from tests.mailbox import Mailbox
from tests.web import signed_in, visitor


def test_a_booking_waits_for_its_written_contract_and_stands_once_that_is_signed(
    app: App, business: Business, mailbox: Mailbox
) -> None:
    owner, customer = signed_in(app, business), business.people[Role.CUSTOMER]
    asked = {
        "template_id": template(owner, WAIVER)["id"],
        "policy": "block",
        "customer_role_key": "client",
    }
    path = f"/services/{business.service_id}/contract"
    assert owner.call("PUT", path, asked, version=0).status_code == 200
    booking = {
        "service_id": str(business.service_id),
        "starts_at": wire(soon(3)),
        "customer_id": str(business.customer_id),
    }
    appointment = f"/appointments/{owner.post('/appointments', booking).json['id']}"
    mailbox.deliver()
    assert owner.get(appointment).json["state"] == "pending"

    signer = Signer(visitor(app, business), link_of(mailbox, customer.email))
    assert signer.view()["values"]["name"] == customer.name
    signer.agree()
    assert signer.save("agree", True).status_code == 200
    assert signer.save("sign", signer.ink()).status_code == 200
    assert signer.finish().status_code == 200
    mailbox.deliver()

    assert owner.get(appointment).json["state"] == "confirmed"
    query = f"/contracts?appointment_id={appointment.rpartition('/')[2]}"
    (contract,) = owner.get(query).json["items"]
    assert (contract["state"], contract["has_sealed_pdf"]) == ("completed", True)
    assert contract["progress"] == {"signed": 1, "total": 1}
    with signer.browser.get(signer.view()["download"]["url"]) as answer:
        sealed = bytes(answer.data)
    with pypdfium2.PdfDocument(sealed) as document:
        first = document[0].get_textpage().get_text_bounded()
        kinds = [each.type for each in document[0].get_objects(max_depth=5)]
    assert f"I, {customer.name}, agree:" in first
    assert first.count(customer.name) == 2  # in the text, and in the field for the name
    assert 3 in kinds  # the signature is a picture
