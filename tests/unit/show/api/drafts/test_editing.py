"""Editing a map over HTTP: the shapes that the app is written against."""

import asyncio
import json
from collections.abc import Generator, MutableMapping
from typing import Any, NamedTuple, cast

import pytest

from tropa.show.api.application import application
from tropa.show.api.gate import Gate, names_of
from tropa.show.api.site import Site
from tropa.testing import HandClock, Temporary, event, temporary_workspace
from tropa.words import Language

Message = MutableMapping[str, Any]
Json = dict[str, Any]

MAP = """\
tropa: 1
map: shop
title: Магазин
timezone: Europe/Moscow

stages:
  # первый
  - stage: lead
    title: Заявка
    lost_after: 14d
  - stage: quote
    title: Расчёт

touchpoints:
  - touchpoint: form
    title: Форма
    stage: lead
    from: buyer
    event: form_submitted
    channel: site  # пока только сайт
  - touchpoint: offer
    title: КП
    stage: quote
    from: buyer
    event: offer_opened

sale: did offer
"""


class Answer(NamedTuple):
    """What came back."""

    status: int
    body: Json

    @property
    def answer(self) -> Json:
        return self.body["answer"]


class Door:
    """The server's own application, asked without a network."""

    def __init__(self, shop: Temporary, notice: str = "") -> None:
        told: dict[Language, str] = {"ru": notice} if notice else {}
        site = Site(shop.workspace, Gate(names_of("127.0.0.1", ""), ""), told)
        self._app = application(site)

    def ask(
        self, method: str, path: str, body: object = None, query: str = "", **headers: str
    ) -> Answer:
        given = b"" if body is None else json.dumps(body).encode()
        named = {"host": "127.0.0.1", "content-type": "application/json", **headers}
        scope: Json = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [
                (name.replace("_", "-").encode(), value.encode())
                for name, value in named.items()
            ],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        return asyncio.run(self._go(scope, given))

    async def _go(self, scope: Json, given: bytes) -> Answer:
        messages: list[Message] = [{"type": "http.request", "body": given}]
        status, chunks = 0, list[bytes]()

        async def receive() -> Message:
            if messages:
                return messages.pop()
            await asyncio.Event().wait()
            return {"type": "http.disconnect"}

        async def send(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            chunks.append(message.get("body", b""))

        await self._app(scope, receive, send)
        return Answer(status, json.loads(b"".join(chunks)))

    def document(self) -> Json:
        return self.ask("GET", "/api/map/shop/document").answer

    def step(self, *operations: Json, base: str = "", client: str = "") -> Answer:
        body = {
            "base": base or self.document()["digest"],
            "id": client,
            "operations": list(operations),
        }
        return self.ask("POST", "/api/map/shop/operations", body)


@pytest.fixture
def shop() -> Generator[Temporary]:
    told = [event(f"u{at}", "2026-03-01T10:00", "form_submitted") for at in range(5)]
    told += [event(f"u{at}", "2026-03-02T10:00", "offer_opened") for at in range(2)]
    clock = HandClock("2026-03-03T00:00")
    with temporary_workspace(MAP, told, clock=clock, settings='language = "ru"\n') as tried:
        yield tried


@pytest.fixture
def door(shop: Temporary) -> Door:
    return Door(shop)


def test_a_document_says_what_the_text_says_and_where(door: Door) -> None:
    found = door.document()
    assert found["text"] == MAP
    assert found["document"]["stages"][0] == {
        "stage": "lead",
        "title": "Заявка",
        "lost_after": "14d",
    }
    assert found["document"]["touchpoints"][0]["channel"] == ["site"]
    assert found["lines"]['["stages","lead","title"]'] == 9
    assert found["said"]['["sale"]'] == "было касание «КП»"
    assert (found["version"], found["published"], found["changed"]) == (0, None, True)
    assert not found["can_undo"]
    assert {one["severity"] for one in found["findings"]} <= {"error", "launch", "note"}


def test_an_unreadable_draft_is_shown_with_its_fault(door: Door, shop: Temporary) -> None:
    shop.workspace.maps.write_draft("shop", MAP.replace("did offer", "did nothing").encode())
    found = door.document()
    assert found["document"] is None
    [finding] = found["findings"]
    assert (finding["code"], finding["line"]) == ("unknown_touchpoint", 27)
    refused = door.step({"op": "set", "path": ["title"], "value": "x"})
    assert (refused.status, refused.body["code"]) == (422, "draft_unreadable")
    mended = {"base": found["digest"], "text": MAP}
    assert (
        door.ask("PUT", "/api/map/shop/text", mended).answer["document"]["sale"] == "did offer"
    )


def test_a_step_changes_one_line_and_is_told(door: Door) -> None:
    done = door.step({"op": "set", "path": ["stages", "lead", "title"], "value": "Обращение"})
    assert done.status == 200
    assert done.answer["text"] == MAP.replace("title: Заявка", "title: Обращение")
    applied = done.answer["applied"]
    assert applied["touched"] == [["stages", "lead", "title"]]
    assert "«Заявка» → «Обращение»" in applied["words"]
    assert done.answer["can_undo"]
    turn = {"base": done.answer["digest"]}
    light = door.ask("POST", "/api/map/shop/undo", turn, query="whole=no").answer
    assert "text" not in light
    back = Answer(200, {"answer": door.document()})
    assert back.answer["text"] == MAP
    assert back.answer["can_redo"]
    [last, first] = door.ask("GET", "/api/map/shop/history").answer["edits"]
    assert (last["kind"], last["of"], first["undone"]) == ("undo", 1, True)


def test_a_conflict_says_who_changed_what(door: Door) -> None:
    base = door.document()["digest"]
    title = ["stages", "lead", "title"]
    door.step({"op": "set", "path": title, "value": "А"}, base=base)
    refused = door.step({"op": "set", "path": title, "value": "Б"}, base=base)
    assert (refused.status, refused.body["code"]) == (409, "conflict")
    assert refused.body["clash"] == [title]
    assert [one["version"] for one in refused.body["changes"]] == [1]
    other = door.step({"op": "set", "path": ["title"], "value": "Лавка"}, base=base)
    assert other.answer["applied"]["rebased"]


def test_a_step_sent_twice_is_done_once(door: Door) -> None:
    base = door.document()["digest"]
    add: Json = {"op": "add", "path": ["stages"], "value": {"title": "Договор"}}
    first = door.step(add, base=base, client="step-1").answer
    again = door.step(add, base=base, client="step-1").answer
    assert again["applied"]["repeated"]
    assert again["text"] == first["text"]
    assert first["applied"]["names"] == {"0": "dogovor"}
    other = door.step({"op": "remove", "path": ["sale"]}, base=base, client="step-1")
    assert (other.status, other.body["code"]) == (409, "id_taken")


def test_what_others_speak_of_cannot_go(door: Door) -> None:
    refused = door.step({"op": "remove", "path": ["touchpoints", "offer"]})
    assert (refused.status, refused.body["code"]) == (422, "still_used")
    assert refused.body["used_by"] == [["sale"]]
    whole = door.step(
        {"op": "remove", "path": ["sale"]}, {"op": "remove", "path": ["touchpoints", "offer"]}
    )
    assert [one["touchpoint"] for one in whole.answer["document"]["touchpoints"]] == ["form"]


def test_a_refusal_points_to_the_element(door: Door) -> None:
    bad: Json = {"op": "set", "path": ["stages", "quote", "enter"], "value": "did nobody"}
    refused = door.step(bad)
    assert refused.status == 422
    [finding] = refused.body["findings"]
    assert finding["path"] == ["stages", "quote", "enter"]
    assert door.document()["version"] == 0


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ({"op": "destroy", "path": ["title"]}, "unknown_operation"),
        ({"op": "set", "path": ["title"]}, "operation_key_missing"),
        ({"op": "set", "path": "title", "value": 1}, "bad_operation"),
        ({"op": "set", "path": ["title"], "value": None}, "bad_operation_value"),
        ({"op": "set", "path": ["title"], "value": 1, "force": True}, "unknown_operation_key"),
        ({"op": "remove", "path": ["stages", "gone"]}, "no_such_element"),
        ({"op": "rename", "path": ["stages", "lead"], "name": "form"}, "name_taken"),
        ({"op": "rename", "path": ["stages", "lead"], "name": "заявка"}, "bad_element_name"),
        ({"op": "move", "path": ["stages", "lead"], "after": "gone"}, "no_such_neighbour"),
        ({"op": "set", "path": ["stages", "lead", "stage"], "value": "x"}, "rename_wanted"),
    ],
)
def test_each_wrong_operation_is_named(door: Door, operation: Json, code: str) -> None:
    refused = door.step(operation)
    assert refused.status in (400, 422)
    assert refused.body["code"] == code
    assert refused.body["message"]
    assert refused.body["next"]


def test_a_text_is_checked_without_being_kept(door: Door) -> None:
    good = door.ask("POST", "/api/map/shop/check", {"text": MAP}).answer
    assert good["readable"]
    bad = door.ask("POST", "/api/map/shop/check", {"text": "map: [shop"}).answer
    assert not bad["readable"]
    assert bad["findings"][0]["code"] == "yaml_syntax"
    assert door.document()["text"] == MAP


def test_publishing_tells_first_what_it_would_do(door: Door, shop: Temporary) -> None:
    first = door.ask("GET", "/api/map/shop/publish").answer
    assert (first["before"], first["edition"], first["people"]["active"]) == (None, 1, 3)
    body = {"base": first["base"], "reason": "начали"}
    assert door.ask("POST", "/api/map/shop/publish", body).answer["edition"]["number"] == 1
    [deed] = shop.workspace.users.store.deeds(0, 9)
    assert (deed.what, deed.details["edition"]) == ("published", "1")
    assert door.ask("GET", "/api/map/shop/publish").answer["same"]
    renamed = door.step({"op": "rename", "path": ["stages", "lead"], "name": "enquiry"})
    assert renamed.answer["changed"]
    refused = door.ask("POST", "/api/map/shop/publish", body)
    assert (refused.status, refused.body["code"]) == (409, "conflict")
    edition = door.ask("GET", "/api/map/shop/document", query="edition=1").answer
    assert (edition["edition"], edition["text"], edition["published"]) == (1, MAP, 1)
    gone = door.ask("GET", "/api/map/shop/document", query="edition=7")
    assert (gone.status, gone.body["code"]) == (404, "no_such_edition")
    then = door.ask("GET", "/api/map/shop/publish").answer
    assert [one["kind"] for one in then["changes"]] == ["renamed"]
    assert then["possible"]


def test_what_stands_in_the_way_of_the_whole_map_is_a_finding_of_no_place(door: Door) -> None:
    base = door.ask("GET", "/api/map/shop/publish").answer["base"]
    door.ask("POST", "/api/map/shop/publish", {"base": base})
    text = MAP + "unit: deal\n"
    typed = door.ask("PUT", "/api/map/shop/text", {"base": base, "text": text})
    assert typed.status == 200, typed.body
    [fault] = door.ask("GET", "/api/map/shop/publish").answer["in_the_way"]
    assert (fault["code"], fault["severity"], fault["path"]) == ("unit_changed", "error", [])


def test_a_new_map_is_made_of_stages_or_of_a_template(door: Door) -> None:
    wish: Json = {"title": "Мой магазин", "stages": ["Реклама", "Звонок"], "language": "ru"}
    made = door.ask("POST", "/api/maps", wish).answer
    assert made == {"map": "moy_magazin", "title": "Мой магазин"}
    found = door.ask("GET", "/api/map/moy_magazin/document").answer["document"]
    assert [one["title"] for one in found["stages"]] == ["Реклама", "Звонок"]
    twin = door.ask("POST", "/api/maps", wish | {"map": "shop"})
    assert (twin.status, twin.body["code"]) == (409, "map_exists")
    bare = door.ask("POST", "/api/maps", {"title": "Пустая", "template": "blank"}).answer
    listed = cast("list[Json]", door.ask("GET", "/api/maps").answer)
    assert {one["id"]: (one["title"], one["empty"]) for one in listed} == {
        bare["map"]: ("Пустая", True),
        "moy_magazin": ("Мой магазин", False),
        "shop": ("Магазин", False),
    }
    ready = {"title": "Окна", "template": "windows", "map": "okna"}
    assert door.ask("POST", "/api/maps", ready).answer["map"] == "okna"


def test_no_map_takes_a_name_that_addresses_of_the_product_have(
    door: Door, shop: Temporary
) -> None:
    wish = {"title": "API", "template": "blank"}
    for taken in ("api", "changes"):
        refused = door.ask("POST", "/api/maps", wish | {"map": taken})
        assert refused.body["code"] == "map_name_reserved"
    made = door.ask("POST", "/api/maps", wish).answer["map"]
    assert made == "api_2"
    told = [(one.what, one.about) for one in shop.workspace.users.store.deeds(0, 2)]
    assert told == [("map_made", "api_2")]


def test_an_invented_company_says_that_it_is_one(door: Door, shop: Temporary) -> None:
    assert door.ask("GET", "/api/maps").body["how"] == {"example": False}
    assert Door(shop, "Пример").ask("GET", "/api/maps").body["how"] == {"example": True}


def test_the_gallery_shows_every_template_and_each_becomes_a_map(door: Door) -> None:
    for language in ("ru", "en"):
        told = door.ask("GET", "/api/templates", query=f"lang={language}")
        shown = cast("list[Json]", told.answer)
        assert [one["id"] for one in shown][:2] == ["windows", "clinic"]
        assert len(shown) >= 7
        for one in shown:
            wish = {"title": "Моя", "template": one["id"], "map": f"my_{one['id']}_{language}"}
            made = door.ask("POST", "/api/maps", wish | {"language": language}).answer["map"]
            found = door.ask("GET", f"/api/map/{made}/document").answer["document"]
            stages, points = found.get("stages", []), found.get("touchpoints", [])
            assert found["language"] == language
            assert [stage["title"] for stage in stages] == [
                stage["title"] for stage in one["stages"]
            ]
            assert one["touchpoints"] == len(points)
            assert sum(len(stage["channels"]) for stage in one["stages"]) == sum(
                "stage" in point for point in points
            )


def test_only_a_page_of_ours_may_change_a_map(door: Door) -> None:
    body: Json = {"base": "", "operations": []}
    path = "/api/map/shop/operations"
    foreign = door.ask("POST", path, body, origin="http://evil.example")
    assert (foreign.status, foreign.body["code"]) == (403, "foreign_origin")
    plain = door.ask("POST", path, body, **{"content-type": "text/plain"})
    assert (plain.status, plain.body["code"]) == (415, "json_wanted")
    long = {"base": "", "text": "x" * 2_000_000}
    assert door.ask("PUT", "/api/map/shop/text", long).status == 400
