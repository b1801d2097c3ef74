"""Pins over HTTP: kept questions on a map, each with the one number of its answer."""

import json
from collections.abc import Generator
from typing import Any

import pytest

from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.headline import headline
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.workspace.questions.asking import ask_question
from unit.show.api.browsing import MAP, App

PINS = "/api/map/shop/pins"
FUNNEL = "question: funnel\nmap: shop\ntitle: Доходят ли\nsteps: [form_sent, paid]\n"
HOW_MANY = "question: table\nof: form_sent\nby: source\n"
ITEMS = {"of": "form_sent"}
QUESTIONS: dict[str, tuple[dict[str, Any], float | None, str]] = {
    "funnel": ({"steps": ["form_sent", "paid"]}, 0.25, "share"),
    "trend": ({**ITEMS, "period": "week"}, 4, "count"),
    "retention": ({"begins": "form_sent", "returns": "paid", "period": "week"}, 0.25, "share"),
    "stickiness": ({**ITEMS, "period": "week"}, 1, "number"),
    "lifecycle": ({"of": "*", "period": "week"}, 1, "count"),
    "distribution": ({**ITEMS, "then": "paid"}, 7, "days"),
    "paths": ({"of": "events"}, 4, "count"),
    "transitions": ({"of": "events"}, 4, "count"),
    "table": ({**ITEMS, "by": "source"}, 4, "count"),
    "attribution": ({"conversion": "paid", "of": "channels", "model": ["last"]}, 1, "count"),
    "segments": ({}, 3, "count"),
    "score": ({"points": [{"event": "paid", "points": 10}]}, 2.0502743675, "number"),
    "compare": (
        {
            "ask": {"question": "funnel", "steps": ["form_sent", "paid"]},
            "between": [{"name": "A", "last": "30d"}, {"name": "B", "last": "90d"}],
        },
        0,
        "count",
    ),
}
SEGMENTS = """
segments:
  - {segment: north, title: North, who: city == "N"}
  - {segment: south, title: South, who: city == "S"}
"""


@pytest.fixture
def shop() -> Generator[Temporary]:
    told = [event(f"u{at}", "2026-03-02T10:00", "form_sent", source="ads") for at in range(4)]
    told += [event(f"u{at}", "2026-03-02T10:01", "identify", city="NNS"[at]) for at in range(3)]
    told.append(event("u0", "2026-03-09T10:00", "paid", amount=5))
    clock = HandClock("2026-03-18T00:00")
    with temporary_workspace(MAP + SEGMENTS, told, clock=clock) as tried:
        yield tried


@pytest.fixture
def app(shop: Temporary) -> App:
    made = App(shop)
    for name, text in (("reach", FUNNEL), ("many", HOW_MANY)):
        assert made.ask("PUT", f"/api/saved/{name}", {"text": text})["status"] == 200
    return made


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_question_has_its_one_number(shop: Temporary, kind: str) -> None:
    fields, value, written = QUESTIONS[kind]
    found = ask_question(
        shop.workspace, json.dumps({"question": kind, "map": "shop", **fields})
    )
    one = headline(kind, found.answer)
    assert (one.value, one.written) == (pytest.approx(value), written)


def pinned(app: App) -> list[tuple[str, str]]:
    return [(one["question"], one["place"]) for one in app.ask("GET", PINS)["answer"]]


def test_a_pin_shows_the_number_of_now(app: App) -> None:
    assert app.ask("PUT", PINS, {"question": "reach", "place": "stage/asked"})["status"] == 200
    [one] = app.ask("GET", PINS)["answer"]
    assert (one["title"], one["where"], one["kind"]) == ("Доходят ли", "Asked", "funnel")
    assert one["number"] == {"value": 0.25, "as": "share"}
    app.tried.tell([event("u1", "2026-03-10T10:00", "paid", amount=5)])
    [one] = app.ask("GET", PINS)["answer"]
    assert one["number"] == {"value": 0.5, "as": "share"}


def test_a_pin_waits_for_its_question_whatever_is_pinned_meanwhile(app: App) -> None:
    app.ask("PUT", PINS, {"question": "reach", "place": "stage/asked"})
    assert app.ask("DELETE", "/api/saved/reach")["status"] == 200
    app.ask("PUT", PINS, {"question": "many"})
    assert pinned(app) == [("many", "")]
    app.ask("PUT", "/api/saved/reach", {"text": FUNNEL})
    assert pinned(app) == [("reach", "stage/asked"), ("many", "")]


def test_pins_stand_in_the_order_they_were_made_and_twice_is_once(app: App) -> None:
    for question, place in (("many", ""), ("reach", "touchpoint/form"), ("many", "")):
        app.ask("PUT", PINS, {"question": question, "place": place})
    assert pinned(app) == [("many", ""), ("reach", "touchpoint/form")]
    for _ in range(2):
        gone = app.ask("DELETE", PINS, {"question": "many", "place": ""})
        assert gone["status"] == 200
    assert pinned(app) == [("reach", "touchpoint/form")]
    told = [one.what for one in app.tried.workspace.users.store.deeds(0, 9)]
    assert told == ["unpinned", "pinned", "pinned"]


def test_a_removed_question_takes_its_pins_away_and_brings_them_back(app: App) -> None:
    app.ask("PUT", PINS, {"question": "reach"})
    app.ask("DELETE", "/api/saved/reach")
    assert pinned(app) == []
    app.ask("PUT", "/api/saved/reach", {"text": FUNNEL})
    assert pinned(app) == [("reach", "")]


def test_a_question_that_cannot_be_asked_any_more_says_why_and_hides_no_other(
    app: App,
) -> None:
    app.ask("PUT", PINS, {"question": "many"})
    app.ask("PUT", PINS, {"question": "reach", "place": "stage/asked"})
    broken = FUNNEL.replace("form_sent", "never_heard_of")
    app.ask("PUT", "/api/saved/reach", {"text": broken})
    app.tried.draw(MAP.replace("stage: asked", "stage: enquiry"))
    many, reach = app.ask("GET", PINS)["answer"]
    assert many["number"]["value"] == 4
    assert (reach["number"], reach["where"]) == (None, None)
    assert reach["fault"]["message"]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"question": "none"}, "no_saved_question"),
        ({"question": "../reach"}, "bad_question_name"),
        ({"question": "reach", "place": "stage/nowhere"}, "field_wrong"),
        ({"question": "reach", "place": "lane/asked"}, "field_wrong"),
        ({"question": "reach", "place": 5}, "field_wrong"),
    ],
)
def test_what_cannot_be_pinned_is_refused(app: App, body: object, code: str) -> None:
    assert app.ask("PUT", PINS, body)["code"] == code
    assert pinned(app) == []


def test_no_more_are_pinned_than_are_asked_at_once(app: App) -> None:
    points = ["", "stage/asked", "stage/bought", "touchpoint/form", "touchpoint/payment"]
    for at in range(4):
        app.ask("PUT", f"/api/saved/one{at}", {"text": HOW_MANY})
        for place in points:
            made = app.ask("PUT", PINS, {"question": f"one{at}", "place": place})
            assert made["status"] == 200
    assert app.ask("PUT", PINS, {"question": "reach"})["code"] == "too_many_pins"
    assert len(pinned(app)) == 20
