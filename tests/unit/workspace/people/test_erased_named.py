"""Whoever is erased goes from events of others that name them; what these tell stays told."""

from collections.abc import Generator
from typing import Any

import pytest

from tropa.collect.rows import body_hashes
from tropa.engines.sqlite.catalogue import SqliteCatalogue
from tropa.keep.intake import Offer
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.users.asker import TERMINAL
from tropa.workspace.answers import Question
from tropa.workspace.finding import find_person
from tropa.workspace.people.erasing import erase
from tropa.workspace.sections.asking import ask_sections, sections_json
from unit.workspace.people.traces import found_in, in_parquet

MAP = """\
tropa: 1
map: shop
title: A shop
timezone: UTC
currency: RUB
stages:
  - {stage: asked, title: Asked, lost_after: 90d}
  - {stage: near, title: Near, enter: "did form where by matches '*@okna.ru'"}
  - {stage: bought, title: Bought, enter: did payment}
touchpoints:
  - {touchpoint: form, title: Form, stage: asked, event: form_sent, from: buyer}
  - {touchpoint: payment, title: Payment, stage: bought, event: paid, from: buyer}
sale: did payment
"""
EMAIL = "petrcanary@okna.ru"
PHONE = "+79161234567"


@pytest.fixture
def shop() -> Generator[Temporary]:
    with temporary_workspace(MAP, clock=HandClock("2026-03-05T10:00")) as tried:
        fill(tried)
        yield tried


def fill(shop: Temporary) -> None:
    shop.tell(event(name, "2026-03-01T10:00", "form_sent") for name in ("anna", "boris", "77"))
    shop.tell(
        [
            event([f"email:{EMAIL}", f"phone:{PHONE}"], "2026-03-01T11:00", "form_sent"),
            event([f"email:{EMAIL}", "crm:12", "deal:77"], "2026-03-01T11:00", "form_sent"),
            event("anna", "2026-03-01T12:00", "paid", windows=12),
            event("77", "2026-03-01T12:00", "paid", windows="12"),
            event("anna", "2026-03-01T13:00", "referral_made", friend=EMAIL),
        ]
    )
    shop.compact()
    shop.tell(
        [
            event("boris", "2026-03-01T14:00", "referral_made", lead="8 (916) 123-45-67"),
            event("boris", "2026-03-01T14:00", "referral_made", friend="12"),
            event("boris", "2026-03-01T14:00", "referral_made", friend="77"),
            event("boris", "2026-03-01T14:00", "form_sent", by=EMAIL),
            event(f"email:{EMAIL}", "2026-03-02T10:00", "paid", amount=500),
        ]
    )


def whole(shop: Temporary) -> dict[str, Any]:
    _, told = ask_sections(shop.workspace, "shop", Question(), ["referral"])
    return {"numbers": shop.numbers(), "referral": sections_json(told)["referral"]}


def erase_petr(shop: Temporary) -> None:
    erase(shop.workspace, find_person(shop.workspace, EMAIL), TERMINAL)


def said_by(shop: Temporary, name: str) -> list[str]:
    rows = shop.workspace.regather.rows([find_person(shop.workspace, name)])
    return rows.sort("time", "key")["properties"].to_list()


def test_whom_somebody_erased_recommended_stays_recommended(shop: Temporary) -> None:
    before = whole(shop)
    erase(shop.workspace, find_person(shop.workspace, "boris"), TERMINAL)
    assert whole(shop) == before
    # They are themselves till they are erased, too.
    erase(shop.workspace, find_person(shop.workspace, "77"), TERMINAL)
    erase_petr(shop)
    assert whole(shop) == before


def nothing_left(shop: Temporary) -> None:
    theirs = ("petrcanary", "9161234567", "916) 123")
    assert found_in(shop.folder, *theirs) == []
    assert in_parquet(shop.folder, *theirs) == []


def test_a_friend_named_by_others_is_gone_and_still_counted(shop: Temporary) -> None:
    before = whole(shop)
    assert before["referral"]["leads_won"]["numerator"] == 2
    assert before["referral"]["leads_won"]["denominator"] == 2
    erase_petr(shop)
    nothing_left(shop)
    assert whole(shop) == before
    shop.compact()
    shop.reopen()
    nothing_left(shop)
    assert whole(shop) == before


def test_what_only_looks_like_a_name_of_theirs_stays(shop: Temporary) -> None:
    erase_petr(shop)
    assert '{"windows":12}' in said_by(shop, "anna")
    assert '{"windows":"12"}' in said_by(shop, "77")
    told = said_by(shop, "boris")
    # Their deal bore this number, too; it is found as somebody's who lives on.
    assert '{"friend":"77"}' in told
    assert '{"friend":"12"}' not in told


def test_the_act_keeps_no_way_from_a_name_to_its_mark(shop: Temporary) -> None:
    erase_petr(shop)
    [act] = shop.workspace.ledger.erasures.every()
    assert (bool(act.finished), act.key, act.events) == (True, b"", 3)


def test_who_recommended_may_be_erased_after_whom_they_recommended(shop: Temporary) -> None:
    erase_petr(shop)
    before = whole(shop)
    erase(shop.workspace, find_person(shop.workspace, "anna"), TERMINAL)
    assert whole(shop) == before


def test_a_name_said_after_it_was_erased_is_not_kept(shop: Temporary) -> None:
    erase_petr(shop)
    before = whole(shop)["referral"]
    late = [
        event("anna", "2026-03-04T10:00", "referral_made", id="late1", friend=EMAIL),
        event("anna", "2026-03-04T11:00", "referral_made", id="late2", lead="12"),
        event(
            "boris", "2026-03-04T12:00", "looked", id="late3", call="8 (916) 123-45-67", n=12
        ),
        event("boris", "2026-03-04T12:00", "looked", id="late4", windows="12"),
    ]
    outcome = shop.tell(late)
    assert (outcome.accepted, outcome.erased) == (4, 0)
    # Sent again they are known, as they were sent.
    assert shop.tell(late).duplicates == 4
    nothing_left(shop)
    assert said_by(shop, "anna")[-2:] == ['{"friend":"∅"}', '{"lead":"∅"}']
    assert set(said_by(shop, "boris")[-2:]) == {'{"call":"∅","n":12}', '{"windows":"12"}'}
    after = whole(shop)["referral"]
    assert after["recommendations"] == before["recommendations"] + 2
    # Somebody new each time: nobody can tell whether it was one.
    assert after["leads_won"]["denominator"] == before["leads_won"]["denominator"] + 2


def test_an_event_in_conflict_that_names_them_does_not_wait(shop: Temporary) -> None:
    erase_petr(shop)
    for number, friend in enumerate(("ivan@okna.ru", EMAIL, "olga@okna.ru")):
        raw = f'{{"friend":"{friend}"}}'.encode()
        some = [event("anna", "2026-03-04T10:00", "referral_made", id="one", friend=friend)]
        bodies = body_hashes(some)
        offer = Offer("site", 1, some, bodies, raw=lambda _, raw=raw: raw)
        assert len(shop.workspace.intake.keep(offer).conflicts) == min(number, 1)
    left = [bytes(one.raw) for one in shop.workspace.ledger.failed.find(None, 0, 10)]
    assert left == [b'{"friend":"olga@okna.ru"}']


@pytest.mark.parametrize("files", [0, 1, 2])
def test_one_that_broke_off_between_two_files_comes_out_the_same(
    shop: Temporary, monkeypatch: pytest.MonkeyPatch, files: int
) -> None:
    # Whose events name them stands in files of its own, in the middle.
    shop.compact()
    shop.tell([event(f"email:{EMAIL}", "2026-03-02T11:00", "form_sent", id="last", by=EMAIL)])
    shop.compact()
    before = whole(shop)
    moved = 0
    move = SqliteCatalogue.move_to_history

    def dies(one: SqliteCatalogue, added: Any, removed: Any, upto: int) -> None:
        nonlocal moved
        if removed:
            if moved == files:
                raise OSError("killed")
            moved += 1
        move(one, added, removed, upto)

    with monkeypatch.context() as patch:
        patch.setattr(SqliteCatalogue, "move_to_history", dies)
        with pytest.raises(OSError, match="killed"):
            erase_petr(shop)
    shop.reopen()
    nothing_left(shop)
    assert whole(shop) == before
    [act] = shop.workspace.ledger.erasures.every()
    assert (bool(act.finished), act.events, act.key) == (True, 4, b"")
