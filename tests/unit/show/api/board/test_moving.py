"""Somebody put on a stage by hand, as a browser asks for it."""

from collections.abc import Generator
from typing import Any

import pytest

from tropa.show.card_words import card_words
from tropa.testing import HandClock, event, temporary_workspace
from tropa.workspace.drafts.publish import publish
from tropa.workspace.finding import find_person
from tropa.workspace.intake.by_hand import Told, tell
from tropa.workspace.people.person import card_of
from unit.show.api.browsing import MAP, App

WHERE = "/api/map/shop/by-hand"
ASKING = MAP.replace(
    "touchpoints:",
    "  - {stage: audience, title: Everybody, level: audience}\n"
    "  - {stage: served, title: Served, asks: [doctor]}\ntouchpoints:",
)
PEOPLE = [event(f"u{n}", f"2026-03-{1 + n:02d}T10:00", "form_sent") for n in range(4)]


@pytest.fixture
def app() -> Generator[App]:
    with temporary_workspace(ASKING, PEOPLE, clock=HandClock("2026-04-01T00:00")) as tried:
        yield App(tried)


def moved(app: App, **more: object) -> dict[str, Any]:
    said: dict[str, object] = {
        "id": "hand-0001",
        "who": "u1",
        "stage": "bought",
        "reason": "Met",
    }
    return app.ask("POST", WHERE, said | more)


def test_somebody_is_moved_without_an_event_and_back_again(app: App) -> None:
    person = find_person(app.tried.workspace, "u1")
    answer = moved(app)["answer"]
    assert answer == {
        "person": person, "called": "", "name": "u1", "name_kind": "user",
        "stage": "bought", "title": "Bought", "status": "active", "new": True,
    }  # fmt: skip
    story = app.ask("GET", f"/api/person/{person}", lang="ru")["answer"]
    [on_map], [words] = story["maps"], story["words"]["maps"]
    assert (on_map["won_at"], on_map["story"][-1]["by_hand"]) == (None, True)
    assert words["story"][-1]["what"] == "Путь переставлен вручную: «Asked» → «Bought»"
    assert words["story"][-1]["why"] == "Met"
    bought = app.ask("GET", "/api/map/shop/board", lang="en")["answer"]["stages"][1]
    assert [card["why"] for card in bought["cards"]] == ["Moved by hand"]
    [deed] = app.tried.workspace.users.store.deeds(0, 1)
    assert (deed.what, deed.about) == ("person_moved", f"№{person}")
    assert dict(deed.details) == {"map": "shop", "title": "Bought"}
    app.tried.compact()
    assert app.tried.stage_of("u1") == "bought"
    app.ask("POST", f"{WHERE}/undo", {"id": "hand-0001", "person": person})
    assert app.tried.stage_of("u1") == "asked"


def test_the_timeline_says_who_moved_them(app: App) -> None:
    workspace = app.tried.workspace
    told = Told(id="hand-0002", who="u2", stage="bought", reason="Paid in cash")
    kept = tell(workspace, "shop", told, "Ann")
    card = card_of(workspace, kept.person, workspace.clock.now())
    words = card_words(card, [], workspace, "en")
    assert words["maps"][0]["story"][-1]["why"] == "Paid in cash (Ann)"


def test_several_are_moved_at_once(app: App) -> None:
    whom = [{"person": find_person(app.tried.workspace, f"u{n}")} for n in (1, 2)]
    told = {"id": "hand-0003", "stage": "bought", "reason": "One order for both"}
    found = app.ask("POST", f"{WHERE}/many", {"told": told, "whom": whom})["answer"]
    assert found == {"new": 2, "of": 2}
    assert [app.tried.stage_of(f"u{n}") for n in range(3)] == ["asked", "bought", "bought"]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"reason": "  "}, "move_without_reason"),
        ({"stage": "nowhere"}, "no_such_stage"),
        ({"stage": "audience"}, "no_such_stage"),
        ({"stage": "served"}, "stage_asks"),
        ({"touchpoint": "form"}, "field_wrong"),
        ({"who": "nobody"}, "nobody_meant"),
        ({"at": "2026-05-01"}, "not_yet_happened"),
    ],
)
def test_a_move_that_cannot_be_is_not_kept(
    app: App, more: dict[str, object], code: str
) -> None:
    refused = moved(app, **more)
    assert (refused["code"], app.tried.stage_of("u1")) == (code, "asked")


def test_what_a_stage_asks_is_told_with_the_move(app: App) -> None:
    assert moved(app, stage="served", fields={"doctor": "House"})["answer"]["stage"] == "served"
    offered = app.ask("GET", WHERE)["answer"]["stages"]
    assert [one["id"] for one in offered] == ["asked", "bought", "served"]


def test_a_deal_is_moved_by_its_own_number() -> None:
    deals = [event(["u1", f"deal:D{n}"], f"2026-03-0{n}T10:00", "form_sent") for n in (1, 2)]
    text = MAP.replace("title: A shop", "title: A shop\nunit: deal")
    with temporary_workspace(text, deals, clock=HandClock("2026-04-01T00:00")) as tried:
        app = App(tried)
        assert moved(app)["code"] == "deal_not_meant"
        [column, _] = app.ask("GET", "/api/map/shop/board")["answer"]["stages"]
        card = column["cards"][0]
        told = moved(app, who="", person=card["person"], deal=card["deal"])
        assert "answer" in told
        stages = app.ask("GET", "/api/map/shop/board")["answer"]["stages"]
        assert [[one["deal"] for one in each["cards"]] for each in stages][1] == [card["deal"]]
        assert [each["count"] for each in stages] == [1, 1]


def test_a_stage_that_came_later_is_not_on_the_way_of_who_walked_before() -> None:
    with temporary_workspace(MAP, PEOPLE, clock=HandClock("2026-03-15T00:00")) as tried:
        publish(tried.workspace, "shop", "")
        tried.clock.set("2026-03-20T00:00")
        tried.draw(ASKING)
        publish(tried.workspace, "shop", "")
        person = find_person(tried.workspace, "u1")
        more = {"person": person, "stage": "served", "fields": {"doctor": "House"}}
        assert moved(App(tried), **more)["code"] == "stage_of_later_edition"
