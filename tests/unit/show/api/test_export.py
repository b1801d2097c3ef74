"""People taken out as files: whole, safe to open, written down, refused where not allowed."""

import asyncio
import csv
import io
import json
from collections.abc import Generator
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.types import Message, Scope

from tropa.collect.segment_api import Request, open_request, read_events
from tropa.keep.intake import Offer
from tropa.keep.ledger import Failed
from tropa.show.paper.spreadsheet import csv_cell
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.users.asker import TERMINAL
from tropa.users.rights import Role
from tropa.users.roster import Newcomer
from tropa.workspace.finding import find_person
from tropa.workspace.people.noting import add_note
from unit.show.api.browsing import MAP, App

FORMULA = '=HYPERLINK("http://x.example";"?")'
HOSTILE = "<script>window.ran=1</script>"


def identified(user: str, number: int, **traits: object) -> bytes:
    return json.dumps({"userId": user, "messageId": f"i{number}", "traits": traits}).encode()


def state(tried: Temporary, body: bytes) -> None:
    request = Request("identify", body, 1, authorization="Basic dzo=")
    batch = read_events(open_request(request), "site", public=False)
    tried.tell([one.event for one in batch.kept])


@pytest.fixture
def app() -> Generator[App]:
    with temporary_workspace(MAP, clock=HandClock("2026-03-03T10:00")) as tried:
        tried.tell(
            [
                event(FORMULA, "2026-03-01T10:00", "form_sent", id="1"),
                event("ann", "2026-03-02T10:00", "form_sent", page=HOSTILE, id="2"),
                event("bob", "2026-03-02T11:00", "paid", amount=50, id="3"),
            ]
        )
        yield App(tried)


def raw(app: App, path: str, cookie: str = "", **query: object) -> tuple[int, str]:
    """The status and the text that comes back."""
    said: list[Message] = []
    scope: Scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "path": path,
        "raw_path": path.encode(), "query_string": urlencode(query).encode(), "scheme": "http",
        "headers": [(b"host", b"localhost"), (b"cookie", cookie.encode())],
        "server": ("localhost", 80), "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip

    given = [b""]

    async def receive() -> Message:
        if not given:
            await asyncio.Event().wait()
        return {"type": "http.request", "body": given.pop(), "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    async def ask() -> None:
        await app.asgi(scope, receive, send)

    asyncio.run(ask())
    return said[0]["status"], b"".join(one.get("body", b"") for one in said).decode()


def table(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\0", "\n"])
def test_a_text_that_would_run_gets_a_quote_mark_and_a_number_none(start: str) -> None:
    cell = next(csv.reader(io.StringIO(csv_cell(f"{start}1,2"), newline="")))[0]
    assert cell == f"'{start}1,2"
    assert csv_cell(-1.5) == "-1.5"
    assert csv_cell("a=b") == "a=b"
    assert csv_cell(None) == ""


def test_the_whole_list_comes_as_a_table_in_which_nothing_runs(app: App) -> None:
    state(app.tried, identified("ann", 1, name=FORMULA, email="ann@x.test"))
    state(app.tried, identified("bob", 2, email="bob@x.test", phone="+7 999 000-00-01"))
    status, text = raw(app, "/api/people/export.csv", sort="name", down="no", lang="en")
    assert status == 200
    head, *rows = table(text)
    assert head[:3] == ["Who", "E-mail", "Phone"]
    assert [row[0] for row in rows] == [f"'{FORMULA}", "bob@x.test", "No name · No. 1"]
    assert [row[-1] for row in rows] == ["ann", "bob", f"'{FORMULA}"]
    assert rows[1][1:3] == ["bob@x.test", "'+79990000001"]
    assert rows[1][4:8] == ["Bought", "finished", "2026-03-02 11:00", "2026-03-02 11:00"]
    [deed] = app.tried.workspace.users.store.deeds(0, 1)
    assert (deed.what, deed.details["people"], deed.details["form"]) == (
        "people_exported", "3", "csv",
    )  # fmt: skip


def test_a_list_is_filtered_and_sorted_as_on_the_screen(app: App) -> None:
    found = app.ask("GET", "/api/people", figure="stage/asked/present")["answer"]
    assert [one["name"] for one in found["people"]] == ["ann", FORMULA]
    found = app.ask("GET", "/api/people", find="BOUGHT")["answer"]
    assert [one["name"] for one in found["people"]] == ["bob"]
    found = app.ask("GET", "/api/people", sort="since", down="yes")["answer"]
    assert [one["name"] for one in found["people"]] == ["bob", "ann", FORMULA]
    assert found["count"] == 3
    found = app.ask("GET", "/api/people", find="no. 2")["answer"]
    assert [(one["name"], one["called"]) for one in found["people"]] == [("ann", "")]


@pytest.mark.parametrize("sort", ["email;drop table people", "person", "1", "name desc"])
def test_a_list_is_sorted_only_by_what_it_may_be(app: App, sort: str) -> None:
    for path in ("/api/people", "/api/people/export", "/api/people/export.csv"):
        said = app.ask("GET", path, sort=sort)
        assert (said["status"], said["code"]) == (422, "no_such_order")


ROLES_WITHOUT: tuple[Role, ...] = ("viewer", "seo", "seller", "service", "analyst")


def test_who_may_not_is_refused_and_written_down(app: App) -> None:
    roster = app.tried.workspace.users
    ann = find_person(app.tried.workspace, "ann")
    paths = ("/api/people/export", "/api/people/export.csv", f"/api/person/{ann}/export/json")
    roster.add(Newcomer("o", "o@shop.ru", "seven kettles hum below"), "owner", TERMINAL)
    for role in ROLES_WITHOUT:
        user = roster.add(
            Newcomer(role, f"{role}@shop.ru", "seven kettles hum below"), role, TERMINAL
        )
        cookie = f"tropa={roster.sessions.begin(user.id, '127.0.0.1')}"
        for path in paths:
            status, text = raw(app, path, cookie, find="secret@x.test")
            assert (status, json.loads(text)["code"]) == (403, "not_allowed")
            [deed] = roster.store.deeds(0, 1)
            assert (deed.what, deed.who, deed.about) == ("refused", user.id, path)
            assert dict(deed.details) == {"right": "people.export"}


def dossier(app: App, name: str) -> dict[str, Any]:
    person = find_person(app.tried.workspace, name)
    return json.loads(raw(app, f"/api/person/{person}/export/json")[1])


def test_a_person_is_taken_out_with_all_that_is_held(app: App) -> None:
    tried = app.tried
    state(tried, identified("ann", 1, email="ann@x.test", name="Ann Lee", plan="gold"))
    tried.compact()
    tried.tell([event(["ann", "anonymous:dev"], "2026-03-02T12:00", "looked", id="9")])
    ann = find_person(tried.workspace, "ann")
    add_note(tried.workspace, ann, "note-0001", "prefers mornings", TERMINAL)
    lost = b'{"type": "track", "email": "ANN@x.test"}'
    others = b'{"type": "track", "email": "annx@x.test"}'
    failed = [Failed("site", 1, "no_name", "[0]", one, {}) for one in (lost, others)]
    tried.workspace.intake.keep(Offer("site", 1, failed=failed))

    told = dossier(app, "ann")
    names = {(one["kind"], one["value"]) for one in told["names"]}
    assert names == {("user", "ann"), ("email", "ann@x.test"), ("anonymous", "dev")}
    assert {one["name"]: one["value"] for one in told["contacts"]} == {
        "email": "ann@x.test", "name": "Ann Lee",
    }  # fmt: skip
    assert [one["event"] for one in told["events"]] == ["identify", "form_sent", "looked"]
    assert told["events"][0]["properties"]["plan"] == "gold"
    assert [one["text"] for one in told["notes"]] == ["prefers mornings"]
    assert [one["raw"] for one in told["failed"]] == [lost.decode()]
    assert {line["kind"] for line in told["maps"][0]["story"]} >= {"touch", "start"}
    assert dossier(app, "bob")["contacts"] == []


def test_a_persons_page_and_table_run_nothing(app: App) -> None:
    for name, wanted in ((FORMULA, "form_sent"), ("ann", "form_sent")):
        person = find_person(app.tried.workspace, name)
        status, page = raw(app, f"/api/person/{person}/export/html", lang="ru")
        assert status == 200
        assert "<script" not in page
        assert wanted in page
        _, text = raw(app, f"/api/person/{person}/export/csv")
        for row in table(text)[1:]:
            assert all(not cell.startswith(("=", "+", "-", "@")) for cell in row)
    assert raw(app, f"/api/person/{person}/export/exe")[0] == 404
    assert raw(app, "/api/person/999/export/json")[0] == 404
