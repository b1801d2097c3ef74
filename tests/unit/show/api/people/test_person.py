"""One person over HTTP: what is known, and what is done about them."""

from collections.abc import Generator

import pytest

from tropa.collect.segment_api import Request, open_request, read_events
from tropa.testing import HandClock, event, temporary_workspace
from tropa.users.asker import TERMINAL
from tropa.workspace.finding import find_person
from unit.show.api.browsing import MAP, App

HOSTILE = '<script>alert("x")</script>'


@pytest.fixture
def app() -> Generator[App]:
    with temporary_workspace(MAP, clock=HandClock("2026-03-03T10:00")) as tried:
        tried.tell([event("ann", "2026-03-02T10:00", "form_sent")])
        yield App(tried)


def number(app: App, name: str) -> int:
    return find_person(app.tried.workspace, name)


def test_a_note_is_written_read_and_taken_away(app: App) -> None:
    ann = number(app, "ann")
    path = f"/api/person/{ann}/notes"
    written = app.ask("POST", path, {"id": "note-0001", "text": HOSTILE})
    assert (written["status"], written["answer"]["text"]) == (200, HOSTILE)
    assert app.ask("GET", path)["answer"] == [written["answer"]]
    [note] = app.ask("GET", f"/api/person/{ann}")["answer"]["notes"]
    assert note == {
        "id": "note-0001",
        "at": "2026-03-03T10:00:00Z",
        "who": None,
        "text": HOSTILE,
        "removable": True,
    }
    assert app.ask("DELETE", f"{path}/note-0001")["status"] == 200
    assert app.ask("DELETE", f"{path}/note-0001")["status"] == 404
    assert app.ask("GET", path)["answer"] == []
    [deed] = app.tried.workspace.users.store.deeds(0, 1)
    assert (deed.what, deed.about, dict(deed.details)) == ("note_removed", f"№{ann}", {})


def test_nobody_known_takes_no_note(app: App) -> None:
    said = app.ask("POST", "/api/person/999/notes", {"id": "note-0001", "text": "x"})
    assert (said["status"], said["code"]) == (404, "nobody_known")


def test_contacts_are_told_with_the_source_that_stated_them(app: App) -> None:
    body = (
        b'{"userId": "ann", "messageId": "m1", "traits": {"name": "Ann", "email": "a@x.test"}}'
    )
    request = Request("identify", body, 1, authorization="Basic dzo=")
    batch = read_events(open_request(request), "site", public=False)
    app.tried.tell([one.event for one in batch.kept])
    card = app.ask("GET", f"/api/person/{number(app, 'ann')}")["answer"]
    told = {one["name"]: (one["value"], one["source"]) for one in card["traits"]}
    assert told == {"name": ("Ann", "site"), "email": ("a@x.test", "site")}


def test_traits_are_called_as_a_map_calls_them_and_else_by_their_own_names() -> None:
    traits = "traits: {city: {type: text, title: Home town}, plan: text, mood: text}\n"
    stated = event("ann", "2026-03-02T10:00", "identify", city="Rome", plan="pro", mood="x")
    with temporary_workspace(
        MAP + traits, [stated], clock=HandClock("2026-03-03T10:00")
    ) as tried:
        app = App(tried)
        card = app.ask("GET", f"/api/person/{number(app, 'ann')}", lang="en")["answer"]
    called = dict(
        zip([one["name"] for one in card["traits"]], card["words"]["traits"], strict=True)
    )
    assert called == {"city": "Home town", "plan": "Plan", "mood": "mood"}
    assert len(card["words"]["told_by"]) == len(card["traits"])


SALES = """\
map: sales
title: Sales
timezone: UTC
stages:
  - stage: lead
  - stage: done
  - stage: fan
touchpoints:
  - touchpoint: form
    stage: lead
    event: form_submit
  - touchpoint: act
    title: Acceptance act
    stage: done
    event: service_done
    where: kind == "windows"
  - touchpoint: visit
    stage: done
    event: service_done
lead: did form
"""


def test_a_move_is_told_by_the_touch_it_came_from() -> None:
    happened = [
        event("ann", "2026-03-02T10:00", "form_submit"),
        event("ann", "2026-03-02T11:00", "service_done", kind="windows"),
    ]
    with temporary_workspace(SALES, happened, clock=HandClock("2026-03-03T10:00")) as tried:
        app = App(tried)
        card = app.ask("GET", f"/api/person/{number(app, 'ann')}", lang="en")["answer"]
    [told], [said] = card["maps"], card["words"]["maps"]
    why = {
        (move["stage"], move["event"], words["why"])
        for move, words in zip(told["story"], said["story"], strict=True)
        if move["touchpoint"] is None
    }
    assert why == {
        ("lead", "form_submit", "touch “form”"),
        ("done", "service_done", "touch “Acceptance act”"),
    }


def test_a_move_is_told_by_its_event_where_several_touches_fall_together() -> None:
    # A file that knows days alone: which of the two led them on, nobody can say.
    happened = [
        event("ann", "2026-03-02T00:00", "form_submit", id="1"),
        event("ann", "2026-03-03T00:00", "service_done", kind="doors", id="2"),
        event("ann", "2026-03-03T00:00", "service_done", kind="windows", id="3"),
    ]
    with temporary_workspace(SALES, happened, clock=HandClock("2026-03-04T10:00")) as tried:
        app = App(tried)
        card = app.ask("GET", f"/api/person/{number(app, 'ann')}", lang="en")["answer"]
    [told], [said] = card["maps"], card["words"]["maps"]
    why = {
        words["why"]
        for move, words in zip(told["story"], said["story"], strict=True)
        if move["touchpoint"] is None and move["stage"] == "done"
    }
    assert why == {"event “Service done”"}


def test_a_merge_is_shown_with_who_they_would_be_undone_and_redone(app: App) -> None:
    app.tried.tell(
        [
            event("email:a@x.test", "2026-03-02T09:00", "form_sent"),
            event(["ann", "email:a@x.test"], "2026-03-02T11:00", "looked"),
            event(["email:a@x.test", "phone:+79990000001"], "2026-03-02T12:00", "looked"),
        ]
    )
    ann = number(app, "ann")
    merges = app.ask("GET", f"/api/person/{ann}")["answer"]["merges"]
    merge = next(one for one in merges if one["a"]["value"] == "ann")
    assert (merge["b"]["value"], merge["undone"], len(merges)) == ("a@x.test", False, 2)
    told = app.ask("GET", f"/api/merges/{merge['id']}")["answer"]["people"]
    named = [[name["value"] for name in names] for names in told]
    assert named == [["ann"], ["a@x.test", "+79990000001"]]

    people = app.ask("POST", f"/api/merges/{merge['id']}/undo")["answer"]["people"]
    assert [one["person"] for one in people] == [ann, number(app, "a@x.test")]
    assert number(app, "+79990000001") == number(app, "a@x.test") != ann
    for name in ("ann", "a@x.test"):
        shown = app.ask("GET", f"/api/person/{number(app, name)}")["answer"]["merges"]
        assert [one["undone"] for one in shown if one["id"] == merge["id"]] == [True]
    assert app.ask("POST", f"/api/merges/{merge['id']}/undo")["status"] == 404

    people = app.ask("POST", f"/api/merges/{merge['id']}/redo")["answer"]["people"]
    assert [one["person"] for one in people] == [ann]
    deeds = app.tried.workspace.users.store.deeds(0, 2)
    assert [(one.what, one.about) for one in deeds] == [
        ("merge_redone", str(merge["id"])),
        ("merge_undone", str(merge["id"])),
    ]


def test_an_erased_person_is_a_number_and_the_act_says_who_did_it(app: App) -> None:
    ann = number(app, "ann")
    before = app.ask("GET", "/api/map/shop")["answer"]
    done = app.ask("DELETE", f"/api/person/{ann}")
    assert (done["status"], done["answer"]["person"], done["answer"]["names"]) == (200, ann, 1)
    told = app.ask("GET", f"/api/person/{ann}")["answer"]
    assert told["erased"] == "2026-03-03T10:00:00Z"
    assert told["words"]["called"] == f"No name · No. {ann}"
    assert "ann" not in str([told["names"], told["traits"], told["notes"]])
    assert app.ask("GET", "/api/person", name="ann")["status"] == 404
    assert app.ask("GET", "/api/erasures")["answer"] == [done["answer"]]
    assert app.ask("GET", "/api/map/shop")["answer"] == before
    hand = {"id": "hand-0001", "touchpoint": "form", "person": ann}
    assert app.ask("POST", "/api/map/shop/by-hand", hand)["status"] == 404
    assert app.ask("DELETE", "/api/person/999")["status"] == 404


def test_an_act_says_what_went_why_and_where_copies_may_be_and_not_who_it_was(
    app: App,
) -> None:
    ann, users = number(app, "ann"), app.tried.workspace.users
    users.note("person_exported", TERMINAL, f"№{ann}", {"form": "csv"})
    users.note("person_exported", TERMINAL, f"№{ann + 1}", {"form": "json"})
    users.note("people_exported", TERMINAL, "shop", {"people": "7", "form": "csv"})
    users.note("backed_up", TERMINAL, "", {"file": "<b>.zip"})
    said = {"reason": "withdrawn", "basis": "letter 5"}
    refused = app.ask("DELETE", f"/api/person/{ann}", said | {"basis": "of ann"})
    assert (refused["status"], refused["code"]) == (400, "basis_personal")
    done = app.ask("DELETE", f"/api/person/{ann}", said)["answer"]
    assert (done["reason"], done["basis"], done["what"]) == (
        "withdrawn",
        "letter 5",
        {"user": 1},
    )
    act = app.ask("GET", f"/api/erasures/{done['id']}")["answer"]
    assert [one["form"] for one in act["taken"]] == ["csv"]
    assert ([one["people"] for one in act["lists"]], len(act["backups"])) == (["7"], 1)
    assert app.ask("GET", "/api/erasures/99")["code"] == "no_such_act"
    page = app.read(f"/api/erasures/{done['id']}/page")
    for told in ("consent was withdrawn", "letter 5", f"No. {ann} ", "csv", "&lt;b&gt;.zip"):
        assert told in page, told
    assert ">ann" not in page
