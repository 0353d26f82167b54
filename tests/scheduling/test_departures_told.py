"""Who is said to have moved what, when a job did it."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from smoothschedule.core.api import App
from smoothschedule.core.audit import Realm
from smoothschedule.core.db import new_id
from smoothschedule.core.unit_of_work import Actor
from smoothschedule.runtime import Runtime
from smoothschedule.scheduling.events import DepartureStarted, DepartureWentOn
from smoothschedule.scheduling.queries.departures import asked_by
from smoothschedule.users.rules import Role
from tests.mailbox import Mailbox
from tests.scheduling.shop import Shop
from tests.visiting import arrive, ask_masquerade, platform_browser, token_in


def test_whoever_decided_is_named_and_that_it_was_by_the_departure(
    shop: Shop, mailbox: Mailbox, runtime: Runtime
) -> None:
    owner = shop.browser
    who = shop.business.owner.name
    name = owner.get(shop.path).json["name"]
    id = shop.book(3)
    done = shop.left(mailbox, do="move", to_id=shop.other_id, notify=False)
    shop.undo(mailbox, done["id"])
    told = owner.get(f"/activity?subject_id={id}").json["items"]
    assert [each["tag"] for each in told[:2]] == ["appointment.moved"] * 2
    for each in told[:2]:
        assert each["who"]["name"] == who
        assert each["sentence"].startswith(f"{who} moved the appointment of ")
        assert each["sentence"].endswith(f", by the departure of {name}")
    with runtime.units.tenant(shop.business.id) as work:
        work.emit(DepartureWentOn(UUID(done["id"])))
    lately = owner.get("/activity").json["items"]
    assert lately[0]["tag"] == "departure.undone"
    went = owner.get(f"/activity?subject_id={done['id']}").json["items"]
    assert went.pop(0)["tag"] == "departure.went_on"
    assert [each["sentence"] for each in went] == [
        f"{who} took back the departure of {name}",
        f"{who} asked to take back the departure of {name}",
        f"{who} came to the end of the departure of {name}",
        f"{who} said what becomes of the appointments in the departure of {name}",
    ]


def test_who_really_sat_there_is_named_too(
    shop: Shop, mailbox: Mailbox, app: App, runtime: Runtime
) -> None:
    id = shop.book(3)
    business, owner = shop.business, shop.browser
    platform, person = platform_browser(app, runtime, Role.SUPERUSER)
    token = token_in(ask_masquerade(platform, business.id, business.owner.id))
    in_their_place = replace(shop, browser=arrive(app, business, token))
    in_their_place.left(mailbox, do="cancel", notify=False)
    [told] = owner.get(f"/activity?subject_id={id}").json["items"][:1]
    assert (told["who"]["name"], told["behind"]["name"]) == (business.owner.name, person.name)


def test_the_script_by_which_somebody_decided_is_known(runtime: Runtime, shop: Shop) -> None:
    script = Actor(
        user_id=shop.business.owner.id,
        role=Role.TENANT_OWNER,
        realm=Realm.TENANT,
        api_token_id=new_id(),
    )
    with runtime.units.tenant(shop.business.id, actor=script) as work:
        work.emit(DepartureStarted(id := new_id()))
    with runtime.units.tenant(shop.business.id) as work:
        assert asked_by(work, id) == script
