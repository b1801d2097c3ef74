"""Somebody with a hundred thousand events: kept, marked, and in nobody's way."""

import threading
from collections.abc import Generator
from typing import Any

import pytest

from live.arriving import START, map_text
from tropa.clock import MINUTE, SECOND
from tropa.collect.rows import body_hashes
from tropa.keep.intake import Offer
from tropa.live import loop
from tropa.parts import lookup
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.workspace.finding import find_person
from tropa.workspace.people import person
from tropa.workspace.people.person import card_json, card_of


@pytest.fixture
def shop(monkeypatch: pytest.MonkeyPatch) -> Generator[Temporary]:
    """A workspace where ten events are a hundred thousand."""
    for module in (lookup, loop, person):
        monkeypatch.setattr(module, "HEAVY", 10)
    with temporary_workspace(map_text("person"), clock=HandClock(START)) as tried:
        yield tried


def visits(who: str, count: int, begin: int) -> list[Any]:
    return [
        event(who, START + (begin + number) * MINUTE, "visited", id=f"{who}-{begin + number}")
        for number in range(count)
    ]


def test_whoever_has_too_many_events_is_suspected_to_be_a_program(shop: Temporary) -> None:
    shop.tell([*visits("ann", 9, 0), *visits("bot", 10, 0)])
    cards = {
        name: card_json(card_of(shop.workspace, find_person(shop.workspace, name), START))
        for name in ("ann", "bot")
    }
    assert not cards["ann"]["suspected_bot"]
    assert cards["bot"]["suspected_bot"]
    shop.compact()
    bot = find_person(shop.workspace, "bot")
    assert card_of(shop.workspace, bot, START).suspected_bot


def test_heavy_people_are_placed_once_a_second_and_others_at_once(shop: Temporary) -> None:
    shop.tell(visits("bot", 10, 0))
    updates: list[tuple[int, bool]] = []
    board = shop.workspace.boards["shop"]
    update = board.update

    def noted(persons: Any, now: int, *, replayed: bool, heavy: bool = False) -> Any:
        updates.append((len(persons), heavy))
        return update(persons, now, replayed=replayed, heavy=heavy)

    board.update = noted
    live = shop.workspace.live
    intake = shop.workspace.intake

    def arrive(turn: int) -> None:
        events = [*visits("bot", 1, 100 + turn), *visits(f"ann{turn}", 1, 0)]
        intake.keep(Offer("test", START, events, body_hashes(events)))
        live.drain(patient=True)

    shop.clock.move(SECOND)
    for turn in range(5):
        arrive(turn)
    assert updates.count((1, False)) == 5
    assert updates.count((1, True)) == 1
    shop.clock.move(SECOND)
    live.drain(patient=True)
    assert updates.count((1, True)) == 2
    # A command that must see everything waits for nobody.
    arrive(9)
    live.drain()
    assert updates.count((1, True)) == 3


def test_the_loop_comes_back_to_heavy_people_by_itself(shop: Temporary) -> None:
    shop.tell(visits("bot", 10, 0))
    told = threading.Event()
    shop.workspace.live.start()
    shop.clock.move(SECOND)
    shop.workspace.live.changed.append(told.set)
    events = visits("bot", 1, 200)
    shop.workspace.intake.keep(Offer("test", START, events, body_hashes(events)))
    assert told.wait(900)
    assert shop.journeys_of("bot")


def test_many_heavy_people_placed_at_different_times_are_no_burden(shop: Temporary) -> None:
    bots = [f"bot{number:02d}" for number in range(60)]
    for name in bots:
        shop.tell(visits(name, 10, 0))
    shop.tell(visits("ann", 1, 0))
    assert {shop.stage_of(name) for name in [*bots, "ann"]} == {"visit"}
