"""Kept questions, names to choose from and a text as a form has it, over HTTP."""

import asyncio
import json
from collections.abc import Generator
from typing import Any
from urllib.parse import quote

import pytest
from starlette.types import Message, Scope

from tropa.show.api.application import application
from tropa.show.api.gate import Gate
from tropa.show.api.site import Site
from tropa.testing import HandClock, Temporary, event, temporary_workspace

MAP = """
map: shop
title: Shop
sale: did paid
stages:
  - stage: lead
    title: Lead
  - stage: bought
    title: Bought
    enter: did paid
touchpoints:
  - touchpoint: view
    title: View
    stage: lead
    event: seen
    from: buyer
  - touchpoint: paid
    title: Paid
    stage: bought
    event: payment
    from: buyer
events:
  seen: {channel: {type: text, title: Where seen}}
  payment: {amount: money}
traits: {city: {type: text, title: Home town}}
"""
TEXT = "question: trend\nof: seen\n"


@pytest.fixture
def shop() -> Generator[Temporary]:
    told = [
        event("ann", "2026-03-01T10:00", "seen", channel="ads"),
        event("ann", "2026-03-01T10:01", "identify", city="Тула"),
        event("bob", "2026-03-02T10:00", "payment", amount=5),
    ]
    with temporary_workspace(MAP, told, clock=HandClock("2026-03-20T00:00")) as tried:
        yield tried


def ask(shop: Temporary, method: str, path: str, body: object = None, query: str = "") -> Any:
    """The status and the document that come back."""
    said: list[Message] = []
    raw = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    scope: Scope = {
        "type": "http", "http_version": "1.1", "method": method, "path": path,
        "raw_path": quote(path).encode(), "query_string": query.encode(),
        "headers": [(b"host", b"localhost")], "scheme": "http", "server": ("localhost", 80),
        "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": raw if body is not None else b""}

    async def send(message: Message) -> None:
        said.append(message)

    async def go() -> None:
        await application(Site(shop.workspace, Gate(local=True)))(scope, receive, send)

    asyncio.run(go())
    found = json.loads(b"".join(one.get("body", b"") for one in said))
    return said[0]["status"], found.get("answer", found)


def test_a_question_is_kept_listed_read_and_removed(shop: Temporary) -> None:
    kept = {"name": "views", "title": "views", "kind": "trend", "text": TEXT}
    assert ask(shop, "PUT", "/api/saved/views", {"text": TEXT, "new": True}) == (200, kept)
    assert ask(shop, "PUT", "/api/saved/views", {"text": TEXT, "new": True})[0] == 409
    assert ask(shop, "GET", "/api/saved") == (200, [kept])
    assert ask(shop, "GET", "/api/saved/views") == (200, kept)
    assert ask(shop, "DELETE", "/api/saved/views") == (200, {"name": "views"})
    assert ask(shop, "GET", "/api/saved/views")[0] == 404


@pytest.mark.parametrize("body", ["", "[]", '{"text": 5}', '{"text": "x", "more": 1}', "\xff"])
def test_a_body_that_is_no_request_is_refused(shop: Temporary, body: str) -> None:
    status, fault = ask(shop, "PUT", "/api/saved/views", body)
    assert (status, fault["code"]) == (400, "bad_saved_question")


def test_a_name_that_leads_elsewhere_is_refused(shop: Temporary) -> None:
    for name in ("..", "a%2fb", "Views", "тест"):
        status, fault = ask(shop, "PUT", f"/api/saved/{name}", {"text": TEXT})
        assert (status, fault["code"]) == (400, "bad_question_name"), name


def test_names_are_what_has_come_and_what_the_map_says(shop: Temporary) -> None:
    _, plain = ask(shop, "GET", "/api/names")
    assert plain["events"] == ["payment", "seen"]
    assert {"amount", "channel"} <= set(plain["properties"])
    assert plain["traits"] == ["city"]
    assert plain["stages"] == []
    _, named = ask(shop, "GET", "/api/names", query="map=shop")
    assert [one["title"] for one in named["stages"]] == ["Lead", "Bought"]
    assert named["sale"] == "paid"
    assert ask(shop, "GET", "/api/names", query="map=none")[0] == 404


def test_names_have_the_titles_of_the_map_or_of_everybody(shop: Temporary) -> None:
    _, plain = ask(shop, "GET", "/api/names", query="lang=en")
    assert plain["trait_titles"] == {"city": "City"}
    _, named = ask(shop, "GET", "/api/names", query="map=shop&lang=ru")
    assert named["trait_titles"] == {"city": "Home town"}
    assert (named["field_titles"]["channel"], named["field_titles"]["amount"]) == (
        "Where seen",
        "Сумма",
    )


def test_a_text_is_read_for_a_form_with_what_is_wrong_with_it(shop: Temporary) -> None:
    text = "question: funnel\nsteps: [seen, {stage: lead, within: 5z}]\n"
    status, found = ask(shop, "POST", "/api/questions/read", text)
    assert status == 200
    assert found["question"] == {
        "question": "funnel",
        "steps": ["seen", {"stage": "lead", "within": "5z"}],
    }
    assert [(one["code"], one["line"]) for one in found["findings"]] == [("bad_duration", 2)]


def test_a_text_that_is_no_yaml_says_where(shop: Temporary) -> None:
    status, fault = ask(shop, "POST", "/api/questions/read", "question: [\n")
    assert status == 422
    assert fault["findings"][0]["line"] >= 1
