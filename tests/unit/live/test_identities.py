"""Persons as they come in live: kiosks, junk, merges undone and redone, deals."""

from collections.abc import Generator

import pytest

from live.arriving import map_text
from tropa.collect.segment_api import Request, open_request, read_events
from tropa.errors import UsageFault
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.workspace.finding import find_person
from tropa.workspace.people.merging import merges, redo, shared_names, undo

AT = "2026-03-02T10:00"
NEXT_DAY = "2026-03-03T10:00"


@pytest.fixture
def shop() -> Generator[Temporary]:
    with temporary_workspace(map_text("person"), clock=HandClock(NEXT_DAY)) as tried:
        yield tried


@pytest.fixture
def deals() -> Generator[Temporary]:
    with temporary_workspace(map_text("deal"), clock=HandClock(NEXT_DAY)) as tried:
        yield tried


def valid(tried: Temporary) -> int:
    return tried.numbers()["journeys"]["valid"]


def test_a_kiosk_of_five_thousand_people_keeps_five_thousand_people(shop: Temporary) -> None:
    shop.tell(
        event([f"p{number}", "anonymous:kiosk"], AT, "asked", id=f"{number}")
        for number in range(5_000)
    )
    assert valid(shop) == 5_000
    assert [str(one) for one in shared_names(shop.workspace, 10)] == ["anonymous:kiosk"]
    # What the kiosk does alone is nobody's of them.
    shop.tell([event("anonymous:kiosk", "2026-03-02T11:00", "visited")])
    assert find_person(shop.workspace, "p1") != find_person(shop.workspace, "kiosk")
    assert shop.stage_of("p1") == "request"


@pytest.mark.parametrize("junk", ["null", "undefined", "0", "guest", "[object Object]", "NaN"])
def test_junk_joins_nobody(shop: Temporary, junk: str) -> None:
    for number, device in enumerate(("d1", "d2")):
        body = f'{{"userId": "{junk}", "anonymousId": "{device}", "messageId": "{number}"}}'
        request = Request("identify", body.encode(), 1, authorization="Basic dzo=")
        batch = read_events(open_request(request), "site", public=False)
        shop.tell([one.event for one in batch.kept])
    assert find_person(shop.workspace, "d1") != find_person(shop.workspace, "d2")
    with pytest.raises(UsageFault):
        find_person(shop.workspace, junk)


def test_a_merge_is_listed_undone_stays_undone_and_is_redone(shop: Temporary) -> None:
    shop.tell([event("u1", AT, "asked"), event("email:a@x.test", AT, "asked")])
    assert valid(shop) == 2
    shop.tell([event(["u1", "email:a@x.test"], "2026-03-02T11:00", "looked")])
    assert valid(shop) == 1
    [merge] = merges(shop.workspace, 10)
    assert (str(merge.a), str(merge.b), merge.undone) == ("user:u1", "email:a@x.test", False)

    assert undo(shop.workspace, merge.id)[1] == 2
    assert valid(shop) == 2
    shop.tell([event(["u1", "email:a@x.test"], "2026-03-02T12:00", "looked")])
    shop.compact()
    shop.reopen()
    assert valid(shop) == 2
    [listed] = merges(shop.workspace, 10)
    assert listed.undone
    with pytest.raises(UsageFault):
        undo(shop.workspace, merge.id)

    assert redo(shop.workspace, merge.id)[1] == 1
    assert valid(shop) == 1
    assert not merges(shop.workspace, 10)[0].undone
    with pytest.raises(UsageFault):
        redo(shop.workspace, merge.id)


def test_a_deal_leads_to_its_person(deals: Temporary) -> None:
    deals.tell([event(["email:a@x.test", "deal:DEAL-17"], AT, "asked")])
    ann = find_person(deals.workspace, "a@x.test")
    assert find_person(deals.workspace, "DEAL-17") == ann
    assert find_person(deals.workspace, "deal:DEAL-17") == ann
    # Whoever had it first, not whoever was told of first.
    deals.tell([event(["bob", "deal:DEAL-17"], "2026-03-01T10:00", "asked")])
    assert find_person(deals.workspace, "DEAL-17") == find_person(deals.workspace, "bob")


def test_a_deal_nobody_is_known_by_stands_for_itself(deals: Temporary) -> None:
    deals.tell([event("deal:DEAL-18", AT, "asked")])
    assert deals.stage_of("DEAL-18") == "request"
    deals.tell([event(["ann", "deal:DEAL-18"], "2026-03-02T11:00", "visited")])
    assert deals.stage_of("DEAL-18") == deals.stage_of("ann") == "visit"
    assert valid(deals) == 1


def test_what_a_device_did_before_its_login_stays_its_users_after_a_restart(
    shop: Temporary,
) -> None:
    shop.tell([event("anonymous:dev", "2026-03-02T09:00", "asked"), event("a", AT, "visited")])
    shop.compact()
    shop.tell([event(["a", "anonymous:dev"], "2026-03-02T11:00", "identify")])
    before = shop.journeys_of("a")
    shop.reopen()
    assert shop.journeys_of("a") == before
    assert before[0].story[0].at < before[0].story[-1].at


def test_two_on_one_device_are_two_and_the_device_follows_the_latest(shop: Temporary) -> None:
    shop.tell(
        [
            event(["a", "anonymous:dev"], "2026-03-02T10:00", "identify"),
            event("anonymous:dev", "2026-03-02T11:00", "asked"),
            event("anonymous:dev", "2026-03-02T15:00", "visited"),
            event(["b", "anonymous:dev"], "2026-03-02T14:00", "identify"),
        ]
    )
    assert (shop.stage_of("a"), shop.stage_of("b")) == ("request", "visit")
