"""What is offered with orders, told by events in whichever way, and how often it is taken."""

from typing import Any

import pytest

from tropa.event import Event
from tropa.show.cli.section_table import section_table
from tropa.testing import event, temporary_workspace
from tropa.testing.clock import instant
from tropa.workspace.answers import Question
from tropa.workspace.sections.asking import ask_sections
from tropa.workspace.sections.ground import Told

MAP = """\
tropa: 1
map: shop
title: Лавка
language: ru
timezone: Europe/Moscow
currency: RUB
sale: did paid
money:
  paid: paid.amount
products:
  sill: {title: Подоконник}
stages:
  - stage: interest
    title: Интерес
  - stage: bought
    title: Покупка
    enter: did paid
touchpoints:
  - touchpoint: enquiry
    title: Заявка
    stage: interest
    from: buyer
    event: form.submit
  - touchpoint: paid
    title: Оплата
    stage: bought
    from: buyer
    event: deal.stage_changed
    where: result == "paid"
"""
EVENTS = [
    event("A", "2026-03-01T10:00", "offer_made", item="sill"),
    event("A", "2026-03-01T10:05", "offer_made", items="net; blind"),
    event("A", "2026-03-02T10:00", "order_created", items=["window", "sill"]),
    event("A", "2026-03-02T11:00", "payment_received", amount=10),
    event("A", "2026-03-03T10:00", "offer_made", items=["net"]),
    event("A", "2026-03-04T10:00", "deal_stage_changed", result="talk", items="net"),
    event("A", "2026-03-05T10:00", "deal_stage_changed", result="paid", items="window, net"),
    event("A", "2026-03-06T10:00", "offer_made", item=" sill "),
    event("B", "2026-03-02T10:00", "order_created", order=7, item=5),
    event("B", "2026-03-02T12:00", "offer_made", order_id="7", item="sill"),
    event("B", "2026-03-02T13:00", "payment_received", order=7, items=["5", None, {"sill": 1}]),
]


def told(*events: Event, compacted: bool = False) -> Told:
    with temporary_workspace(MAP, events) as tried:
        if compacted:
            tried.compact()
        question = Question(as_of=instant("2026-04-01"))
        _, found = ask_sections(tried.workspace, "shop", question, ["attach"])
    return found["attach"]


@pytest.fixture(scope="module")
def said() -> Told:
    return told(*EVENTS)


def rates(answer: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {one["id"]: (one["numerator"], one["denominator"]) for one in answer["items"]}


def test_orders_that_took_what_was_offered_are_set_against_those_offered_it(
    said: Told,
) -> None:
    found = said.answer
    # The payment that names no items is no order, nor is a talk about them.
    assert (found["attach"]["numerator"], found["attach"]["denominator"]) == (2, 3)
    assert (found["offers"], found["without_order"]) == (6, 1)


def test_items_stand_each_for_itself_under_the_maps_titles(said: Told) -> None:
    assert rates(said.answer) == {"net": (1, 2), "sill": (1, 2), "blind": (0, 1)}
    titles = {one["id"]: one["title"] for one in said.answer["items"]}
    assert (titles["sill"], titles["net"]) == ("Подоконник", "net")


def test_what_is_long_known_and_what_just_came_tell_the_same(said: Told) -> None:
    assert told(*EVENTS, compacted=True).answer == said.answer


def test_items_are_told_as_files_hold_lists_too() -> None:
    found = told(
        event("A", "2026-03-01T10:00", "offer_made", items='["a, b", 5]'),
        event("A", "2026-03-02T10:00", "order_created", item="a, b", items="[broken, 5"),
    )
    assert rates(found.answer) == {"a, b": (1, 1), "5": (1, 1)}


def test_a_table_is_read_by_people(said: Told) -> None:
    table = section_table("attach", said, "ru", "RUB").replace("\u00a0", " ")
    assert "ДОПОЛНЕНИЯ К ЗАКАЗУ" in table
    assert "Подоконник" in table
    assert "2 из 3" in table


def test_of_no_offers_the_table_says_what_it_waits_for() -> None:
    table = section_table("attach", told(), "en", "RUB")
    assert "offer.made" in table
