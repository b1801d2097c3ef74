"""Decisions of a month over HTTP: told with numbers, written down, taken back, noted."""

from collections.abc import Generator
from typing import Any

import pytest

from tropa.event import Event
from tropa.testing import HandClock, event, temporary_workspace
from unit.show.api.browsing import MAP, App

WISH = {"change": "Звонить за две минуты", "owner": "Анна", "due": "2026-03-31"}
RATE = WISH | {"moves": "rate", "target": 0.5}
FEBRUARY, MARCH = "/api/map/shop/decisions/2026-02", "/api/map/shop/decisions/2026-03"


def month(of: str, asked: int, early: int, late: int) -> list[Event]:
    """So many come on the first; some buy on the second, some on the twentieth."""
    told = [event(f"{of}{at}", f"{of}-01T10:00", "form_sent") for at in range(asked)]
    for day, some in (("02", range(early)), ("20", range(early, early + late))):
        told += [event(f"{of}{at}", f"{of}-{day}T10:00", "paid", amount=100) for at in some]
    return told


@pytest.fixture
def app() -> Generator[App]:
    told = [*month("2026-02", 100, 20, 40), *month("2026-03", 100, 40, 0)]
    told.sort(key=lambda one: one.time)
    with temporary_workspace(MAP, told, clock=HandClock("2026-03-10T00:00")) as tried:
        yield App(tried)


def told(app: App, path: str, **query: object) -> Any:
    found = app.ask("GET", path, **query)
    assert found["status"] == 200, found
    return found["answer"]


def test_what_was_decided_stands_in_its_month_and_came_to_something_in_the_next(
    app: App,
) -> None:
    made = app.ask("PUT", f"{FEBRUARY}/asked", RATE)["answer"]
    assert {name: made[name] for name in RATE} == RATE
    [own] = told(app, FEBRUARY)["decisions"]
    assert own["title"] == {"ru": "«Asked» → «Bought»", "en": "“Asked” → “Bought”"}
    assert (own["now"]["value"], "verdict" in own) == (0.6, False)
    assert told(app, FEBRUARY)["earlier"] == []
    page = told(app, MARCH)
    assert page["decisions"] == []
    [earlier] = page["earlier"]
    # By the ninth day of February twenty had bought, whoever bought later.
    assert (earlier["then"]["value"], earlier["now"]["value"]) == (0.2, 0.4)
    assert earlier["then"]["share"]["denominator"] == 100
    assert earlier["verdict"] == "better"


def test_both_months_are_taken_at_the_same_age(app: App) -> None:
    app.ask("PUT", f"{FEBRUARY}/asked", RATE)
    app.tried.clock.set("2026-03-28T00:00")
    [earlier] = told(app, MARCH)["earlier"]
    assert (earlier["then"]["value"], earlier["now"]["value"]) == (0.6, 0.4)
    assert earlier["verdict"] == "worse"
    [before] = told(app, MARCH, as_of="2026-03-10")["earlier"]
    assert before["verdict"] == "better"


def test_money_is_told_in_the_units_people_speak_of(app: App) -> None:
    app.ask("PUT", f"{FEBRUARY}/asked", WISH | {"moves": "net", "target": 3500})
    [earlier] = told(app, MARCH)["earlier"]
    assert (earlier["then"]["value"], earlier["now"]["value"]) == (2000, 4000)
    assert earlier["verdict"] == "reached"


def test_a_link_the_map_has_no_more_is_told_without_a_number(app: App) -> None:
    app.ask("PUT", f"{FEBRUARY}/asked", RATE)
    app.tried.draw(MAP.replace("stage: asked", "stage: enquiry"))
    [earlier] = told(app, MARCH)["earlier"]
    assert (earlier["title"], earlier["now"]["value"]) == (None, None)
    assert earlier["verdict"] == "unknown"


def test_whoever_did_not_see_the_last_word_is_told_so(app: App) -> None:
    first = app.ask("PUT", f"{MARCH}/asked", RATE)["answer"]
    assert app.ask("PUT", f"{MARCH}/asked", RATE)["code"] == "decision_changed"
    app.tried.clock.set("2026-03-11T00:00")
    second = app.ask("PUT", f"{MARCH}/asked", RATE | {"owner": "Пётр", "seen": first["seen"]})
    assert second["answer"]["owner"] == "Пётр"
    gone = app.ask("DELETE", f"{MARCH}/asked", {"seen": first["seen"]})
    assert (gone["status"], gone["code"]) == (409, "decision_changed")
    assert (
        app.ask("DELETE", f"{MARCH}/asked", {"seen": second["answer"]["seen"]})["status"] == 200
    )
    assert told(app, MARCH)["decisions"] == []
    deeds = [one.what for one in app.tried.workspace.users.store.deeds(0, 10)]
    assert deeds == ["undecided", "decided_anew", "decided"]


@pytest.mark.parametrize(
    ("path", "body", "code"),
    [
        (f"{MARCH}/nowhere", RATE, "field_wrong"),
        (f"{MARCH}/asked", RATE | {"moves": "mountains"}, "field_wrong"),
        (f"{MARCH}/asked", RATE | {"target": "half"}, "field_wrong"),
        (f"{MARCH}/asked", RATE | {"seen": "-1"}, "field_wrong"),
        (f"{MARCH}/asked", RATE | {"change": "я" * 2001}, "field_wrong"),
        ("/api/map/shop/decisions/2026-3/asked", RATE, "bad_month"),
        ("/api/map/none/decisions/2026-03/asked", RATE, "no_such_map"),
    ],
)
def test_what_cannot_be_decided_is_refused(
    app: App, path: str, body: object, code: str
) -> None:
    assert app.ask("PUT", path, body)["code"] == code
    assert not (app.tried.folder / "decisions").exists()
