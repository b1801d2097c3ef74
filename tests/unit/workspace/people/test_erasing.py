"""Somebody erased: not a byte of theirs is left, what they did is counted as before."""

import json
import threading
from collections.abc import Generator
from typing import Any

import pytest

from tropa.collect.rows import body_hashes
from tropa.collect.segment_api import Request, open_request, read_events
from tropa.engines.folder.history import FolderHistory
from tropa.engines.sqlite.erasures import SqliteErasures
from tropa.errors import UsageFault
from tropa.keep.erasure import Grounds
from tropa.keep.intake import Offer
from tropa.keep.ledger import Failed
from tropa.live.merging import Merging
from tropa.live.regather import Regather
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.users.asker import TERMINAL
from tropa.workspace.answers import Question
from tropa.workspace.finding import find_person
from tropa.workspace.forgetting import Forgetting
from tropa.workspace.people.called import called
from tropa.workspace.people.erasing import erase
from tropa.workspace.people.merging import merges, undo
from tropa.workspace.people.noting import add_note
from tropa.workspace.people.person import card_of
from tropa.workspace.questions.asking import ask_question
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
  - {stage: urgent, title: Urgent, enter: "did form where comment matches '*urgent*'"}
  - {stage: bought, title: Bought, enter: did payment}
touchpoints:
  - {touchpoint: form, title: Form, stage: asked, event: form_sent, from: buyer}
  - {touchpoint: payment, title: Payment, stage: bought, event: paid, from: buyer}
sale: did payment
money: {paid: payment.amount}
traits:
  city: text
  nick: text
"""
CANARY = "zanzibarcanary"
EMAIL = f"{CANARY}@mail.test"
PHONE = "+79161234567"
AT = "2026-03-02T10:00"
TABLE = "question: table\nof: form_sent\nby: {field: city, rule: trait}\n"


def state(tried: Temporary, user: str, **traits: object) -> None:
    at = "2026-03-02T09:00:00Z"
    said = {"userId": user, "messageId": f"of {user}", "timestamp": at, "traits": traits}
    request = Request("identify", json.dumps(said).encode(), 1, authorization="Basic dzo=")
    batch = read_events(open_request(request), "site", public=False)
    tried.tell([one.event for one in batch.kept], "2026-03-02T09:00")


@pytest.fixture
def shop() -> Generator[Temporary]:
    with temporary_workspace(MAP, clock=HandClock("2026-03-05T10:00")) as tried:
        fill(tried)
        yield tried


def fill(tried: Temporary) -> None:
    for number in range(8):
        state(tried, f"u{number}", city="Kazan")
    tried.tell(
        event(f"u{number}", AT, "form_sent", id=f"f{number}", comment="plain")
        for number in range(8)
    )
    # Whom others name: as typed, as a spreadsheet has it, deep inside, by an id.
    tried.tell(
        [
            event("u2", "2026-03-02T10:10", "referral_made", id="r1", friend=EMAIL.upper()),
            event("u2", "2026-03-02T10:20", "form_sent", id="r2", comment=EMAIL, amount=7.50),
            event("u3", "2026-03-02T10:30", "referral_made", id="r3", lead=79161234567),
            event("u4", "2026-03-02T10:40", "looked", id="r4", cc={"to": [f" {EMAIL} ", 1]}),
        ]
    )
    state(
        tried,
        f"user-{CANARY}",
        email=EMAIL,
        phone="+7 916 123-45-67",
        name=f"Anna {CANARY}",
        city="Kazan",
        nick=f"nick {CANARY}",
        hobby=f"hobby {CANARY}",
    )
    tried.tell([event([f"user-{CANARY}", f"anonymous:dev-{CANARY}"], AT, "identify")])
    tried.compact()
    tried.tell(
        [
            event(
                [f"email:{EMAIL}", f"deal:D-{CANARY}"],
                "2026-03-02T11:00",
                "form_sent",
                id="c1",
                comment=f"urgent, call {CANARY}",
                amount=79161234567,
                extra={"deep": [f"list {CANARY}"]},
            ),
            event(f"anonymous:dev-{CANARY}", "2026-03-02T12:00", "looked", page=f"/{CANARY}"),
            event(f"user-{CANARY}", "2026-03-03T10:00", "paid", id="c2", amount=500.25),
            event("u5", "2026-03-03T11:00", "referral_made", id="r5", friend=f"user-{CANARY}"),
            event("u6", "2026-03-03T12:00", "looked", id="r6", call="8 (916) 123-45-67"),
        ]
    )
    person = find_person(tried.workspace, EMAIL)
    add_note(tried.workspace, person, "note-0001", f"note {CANARY}", TERMINAL)
    raws = (f'{{"e": "{EMAIL.upper()}"}}', '{"p": "8 (916) 123 45 67"}', '{"e": "u1"}')
    failed = [Failed("site", 1, "no_name", "[0]", raw.encode(), {}) for raw in raws]
    tried.workspace.intake.keep(Offer("site", 1, failed=failed))


def whole(tried: Temporary) -> dict[str, Any]:
    _, told = ask_sections(tried.workspace, "shop", Question(), ["referral"])
    return {
        "referral": sections_json(told),
        "now": tried.numbers(),
        "then": tried.numbers("2026-03-02T11:30"),
        "table": ask_question(tried.workspace, TABLE).answer,
    }


def erase_canary(tried: Temporary) -> int:
    person = find_person(tried.workspace, EMAIL)
    erase(tried.workspace, person, TERMINAL)
    return person


def nothing_left(tried: Temporary) -> None:
    assert in_parquet(tried.folder, CANARY) == []
    assert found_in(tried.folder, CANARY, "9161234567", "916 123") == []


def test_the_canary_is_there_before(shop: Temporary) -> None:
    assert in_parquet(shop.folder, CANARY) != []
    assert "ledger.sqlite-wal" in found_in(shop.folder, CANARY, "9161234567")


def test_not_a_byte_is_left_in_any_file_and_the_figures_stay(shop: Temporary) -> None:
    before = whole(shop)
    person = erase_canary(shop)
    nothing_left(shop)
    assert whole(shop) == before
    shop.reopen()
    assert whole(shop) == before
    shop.compact()
    shop.reopen()
    nothing_left(shop)
    assert whole(shop) == before
    gone = called(shop.workspace, person)
    assert (gone.stated, gone.known_as) == ("", f"№{person}")
    with pytest.raises(UsageFault, match="erased"):
        add_note(shop.workspace, person, "note-0002", "again", TERMINAL)
    for name in (EMAIL, PHONE, f"user-{CANARY}", f"dev-{CANARY}", f"D-{CANARY}"):
        with pytest.raises(UsageFault):
            find_person(shop.workspace, name)
    left = [bytes(one.raw) for one in shop.workspace.ledger.failed.find(None, 0, 10)]
    assert left == [b'{"e": "u1"}']


def test_the_journal_tells_who_erased_whom_by_number(shop: Temporary) -> None:
    person = erase_canary(shop)
    [deed] = shop.workspace.users.store.deeds(0, 1)
    assert (deed.what, deed.about, deed.how) == ("person_erased", f"№{person}", "terminal")
    [act] = shop.workspace.ledger.erasures.every()
    assert (act.person, act.names, act.events, act.key) == (person, 5, 5, b"")
    assert act.finished
    assert act.what == {
        "anonymous": 1, "deal": 1, "email": 1, "failed": 2, "name": 1, "notes": 1, "phone": 1,
        "user": 1,
    }  # fmt: skip
    # Whoever asks again is told the same, and nothing is done twice.
    assert erase(shop.workspace, person, TERMINAL, Grounds("request")) == act
    assert len(shop.workspace.users.store.deeds(0, 9)) == 1


def test_what_broke_off_is_finished_when_asked_for_again(
    shop: Temporary, monkeypatch: pytest.MonkeyPatch
) -> None:
    def dies(*_: object) -> None:
        raise OSError("no room")

    with monkeypatch.context() as patch:
        patch.setattr(FolderHistory, "rewrite", dies)
        with pytest.raises(OSError, match="no room"):
            erase_canary(shop)
    [act] = shop.workspace.ledger.erasures.every()
    assert erase(shop.workspace, act.person, TERMINAL).finished
    nothing_left(shop)


def test_whoever_was_erased_does_not_come_back(shop: Temporary) -> None:
    erase_canary(shop)
    before = whole(shop)
    for _ in range(2):
        outcome = shop.tell(
            [
                event(f"email:{EMAIL}", "2026-03-04T10:00", "form_sent", id="late1"),
                event([f"phone:{PHONE}", "new-id"], "2026-03-04T10:00", "paid", id="late2"),
                event(f"anonymous:dev-{CANARY}", "2026-03-04T10:00", "looked", id="late3"),
                event(f"email:{EMAIL}", "2026-03-02T11:00", "form_sent", id="c1"),
                event("u1", "2026-03-04T10:00", "looked", id="u1-again"),
            ]
        )
        assert (outcome.erased, outcome.accepted + outcome.duplicates) == (4, 1)
        # What fails does not wait, either; of others it does.
        raws = [b'{"u": "user-%s"}' % CANARY.encode(), b"p;8 (916) 123-45-67", b'{"u": "u2"}']
        failed = [Failed("site", 2, "no_name", "[0]", raw, {}) for raw in raws]
        shop.workspace.intake.keep(Offer("site", 2, failed=failed))
        shop.reopen()
    assert whole(shop) == before
    nothing_left(shop)
    with pytest.raises(UsageFault):
        find_person(shop.workspace, "new-id")
    left = [bytes(one.raw) for one in shop.workspace.ledger.failed.find(None, 0, 10)]
    assert left == [b'{"e": "u1"}', b'{"u": "u2"}', b'{"u": "u2"}']


def test_somebody_is_erased_while_events_never_cease(shop: Temporary) -> None:
    over = threading.Event()

    def come() -> None:
        while not over.is_set():
            some = [event("u3", "2026-03-04T10:00", "looked")]
            shop.workspace.intake.keep(Offer("test", 1, some, body_hashes(some)))

    crowd = [threading.Thread(target=come) for _ in range(3)]
    for one in crowd:
        one.start()
    try:
        erase_canary(shop)
    finally:
        over.set()
        for one in crowd:
            one.join()
    assert len(list((shop.folder / "history").glob("*.parquet"))) < 10
    shop.workspace.live.drain()
    nothing_left(shop)


BREAKS = (
    (Forgetting, "finish"),
    (FolderHistory, "rewrite"),
    (Regather, "recall"),
    (Merging, "some"),
    (SqliteErasures, "finish"),
)


@pytest.mark.parametrize(
    ("thing", "name"), BREAKS, ids=lambda one: getattr(one, "__name__", one)
)
def test_an_erasure_that_broke_off_is_finished_at_the_next_start(
    shop: Temporary, monkeypatch: pytest.MonkeyPatch, thing: type, name: str
) -> None:
    before = whole(shop)

    def dies(*_: object) -> None:
        raise OSError("killed")

    with monkeypatch.context() as patch:
        patch.setattr(thing, name, dies)
        with pytest.raises(OSError, match="killed"):
            erase_canary(shop)
    [act] = shop.workspace.ledger.erasures.every()
    assert not act.finished
    shop.reopen()
    nothing_left(shop)
    assert whole(shop) == before
    [act] = shop.workspace.ledger.erasures.every()
    assert (bool(act.finished), act.events, act.key) == (True, 5, b"")


def test_others_keep_every_word(shop: Temporary) -> None:
    erase_canary(shop)
    state_of = card_of(shop.workspace, find_person(shop.workspace, "u1"), shop.clock.now())
    assert [one.name.value for one in state_of.names] == ["u1"]
    rows = shop.workspace.regather.rows([state_of.person])
    assert set(rows["properties"].to_list()) == {'{"city": "Kazan"}', '{"comment":"plain"}'}


def test_what_stood_in_another_persons_trail_before_goes_too(shop: Temporary) -> None:
    shop.tell([event("zed", "2026-03-01T10:00", "form_sent", comment=f"of {CANARY}")])
    shop.tell([event("email:zed@x.test", "2026-03-01T11:00", "form_sent")])
    shop.tell([event(["zed", "email:zed@x.test"], "2026-03-01T12:00", "looked")])
    shop.compact()
    merge = next(one for one in merges(shop.workspace, 9) if one.b.value == "zed@x.test")
    undo(shop.workspace, merge.id)
    for name in ("zed", EMAIL):
        erase(shop.workspace, find_person(shop.workspace, name), TERMINAL)
    nothing_left(shop)
    assert find_person(shop.workspace, "zed@x.test")


def test_a_device_of_two_people_stays_the_others(shop: Temporary) -> None:
    shop.tell(
        [
            event([f"user-{CANARY}", "anonymous:home"], "2026-03-04T10:00", "identify"),
            event("anonymous:home", "2026-03-04T10:30", "looked", page=f"/{CANARY}"),
            event(["u1", "anonymous:home"], "2026-03-04T11:00", "identify"),
            event("anonymous:home", "2026-03-04T12:00", "form_sent", comment="mine"),
        ]
    )
    erase_canary(shop)
    nothing_left(shop)
    assert find_person(shop.workspace, "anonymous:home") == find_person(shop.workspace, "u1")
    told = shop.workspace.regather.rows([find_person(shop.workspace, "u1")])
    assert '{"comment":"mine"}' in told["properties"].to_list()


def test_a_file_on_its_way_in_that_speaks_of_them_goes(shop: Temporary) -> None:
    folder = shop.folder / "uploads"
    folder.mkdir()
    for name, data in (("a", f"mail\n{EMAIL}\n"), ("b", "mail\nother@x.test\n")):
        (folder / f"{name}.data").write_text(data)
        (folder / f"{name}.json").write_text("{}")
    erase_canary(shop)
    assert sorted(path.name for path in folder.iterdir()) == ["b.data", "b.json"]


def test_events_are_counted_where_no_map_is_drawn_yet() -> None:
    with temporary_workspace("", [event("ann", "2026-03-02T10:00", "asked")]) as tried:
        person = find_person(tried.workspace, "ann")
        assert card_of(tried.workspace, person, tried.clock.now()).events == 1
