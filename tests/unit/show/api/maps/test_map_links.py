"""The page a stranger sees by a link: one map, nobody's name, nothing to run or to ask."""

import asyncio
import json
import re
from collections.abc import Generator
from typing import Any

import pytest
from starlette.types import Message, Scope

from tropa.clock import DAY, MINUTE
from tropa.show.api.application import application
from tropa.show.api.gate import Gate
from tropa.show.api.site import Site
from tropa.testing import HandClock, Temporary, event, temporary_workspace

MAP = """
map: shop
title: A shop <b>of</b> windows
timezone: UTC
currency: RUB
owners:
  chief: {title: Head of sales, name: Zinaida Popova}
stages:
- {stage: asked, title: Asked, owner: chief, lost_after: 90d}
- {stage: bought, title: Bought, enter: did payment}
touchpoints:
- {touchpoint: form, title: Form, stage: asked, event: form_sent, from: buyer}
- {touchpoint: payment, title: Payment, stage: bought, event: paid, from: buyer}
sale: did payment
"""
EVENTS = [event(f"person-{n}@shop.test", "2026-03-02T10:00", "form_sent") for n in range(777)]


class Shop:
    """A workspace, and whoever asks it."""

    def __init__(self, tried: Temporary) -> None:
        self.tried, self.clock = tried, tried.clock
        self.app = application(Site(tried.workspace, Gate()))

    def ask(
        self, method: str, path: str, body: Any = None, query: str = ""
    ) -> tuple[int, dict[str, str], bytes]:
        said: list[Message] = []
        scope: Scope = {
            "type": "http", "http_version": "1.1", "method": method, "path": path,
            "raw_path": path.encode(), "query_string": query.encode(),
            "headers": [(b"host", b"localhost"), (b"accept", b"text/html")],
            "scheme": "http", "server": ("localhost", 80), "client": ("127.0.0.1", 1),
            "root_path": "",
        }  # fmt: skip

        async def receive() -> Message:
            return {
                "type": "http.request", "body": json.dumps(body).encode(), "more_body": False,
            }  # fmt: skip

        async def send(message: Message) -> None:
            said.append(message)

        async def work() -> None:
            await self.app(scope, receive, send)

        asyncio.run(work())
        headers = {name.decode(): value.decode() for name, value in said[0]["headers"]}
        return said[0]["status"], headers, b"".join(one.get("body", b"") for one in said)

    def send(self, method: str, path: str, **fields: Any) -> tuple[int, Any]:
        status, _, body = self.ask(method, path, fields)
        said = json.loads(body)
        return status, said.get("answer", said)

    def link(self, **fields: Any) -> tuple[dict[str, Any], str]:
        """A new link, and the path it leads to."""
        status, made = self.send("POST", "/api/map/shop/links", **fields)
        assert status == 200, made
        return made, made["link"].removeprefix("http://localhost")


@pytest.fixture(scope="module")
def tried() -> Generator[Temporary]:
    clock = HandClock("2026-03-31T12:00")
    with temporary_workspace(MAP, EVENTS, clock=clock) as one:
        yield one


@pytest.fixture
def shop(tried: Temporary) -> Shop:
    return Shop(tried)


@pytest.mark.parametrize("numbers", [True, False])
def test_a_stranger_sees_the_map_and_nobodys_name(shop: Shop, numbers: bool) -> None:
    _, path = shop.link(numbers=numbers)
    status, headers, page = shop.ask("GET", path)
    text = page.decode()
    assert status == 200
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert "A shop &lt;b&gt;of&lt;/b&gt; windows" in text
    assert ("777" in text) == numbers
    for personal in ("Zinaida", "Popova", "person-", "@shop.test"):
        assert personal not in text
    assert "Head of" in text
    assert not re.search(r"<(script|form|a|iframe|link)\b|\son\w+=|/api/|/login", text)


def test_nobody_lists_it_frames_it_or_learns_where_one_came_from(shop: Shop) -> None:
    _, path = shop.link()
    _, framed = shop.link(framed=True)
    for one, ancestors in ((path, "'none'"), (framed, "*")):
        _, headers, page = shop.ask("GET", one)
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; ")
        assert "script-src" not in policy
        assert policy.endswith(f"frame-ancestors {ancestors}")
        assert headers.get("x-frame-options") == (None if ancestors == "*" else "DENY")
        assert "noindex" in headers["x-robots-tag"]
        assert b'<meta name="robots" content="noindex,nofollow">' in page
        assert headers["referrer-policy"] == "no-referrer"
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert "set-cookie" not in headers


def test_a_wrong_an_ended_and_an_old_link_are_answered_alike(shop: Shop) -> None:
    made, ended = shop.link()
    _, old = shop.link(days=1)
    assert shop.send("DELETE", f"/api/links/{made['id']}") == (200, {"id": made["id"]})
    shop.clock.move(DAY)
    answers = [
        shop.ask("GET", one) for one in (ended, old, "/p/x", "/p/%00", "/p/" + "x" * 900)
    ]
    assert {status for status, _, _ in answers} == {404}
    assert len({page for _, _, page in answers}) == 1
    assert len({str(headers) for _, headers, _ in answers}) == 1
    text = answers[0][2].decode()
    assert "This link does not work" in text
    in_russian = shop.ask("GET", ended, query="lang=ru")[2].decode()
    assert "Эта ссылка не работает" in in_russian
    again = shop.send("DELETE", f"/api/links/{made['id']}")
    assert (again[0], again[1]["code"]) == (404, "no_such_link")


def test_links_are_listed_without_what_opens_them_and_written_down(shop: Shop) -> None:
    made, path = shop.link(numbers=True, framed=True, title=" Client ", days=30)
    token = path.rpartition("/")[2]
    assert f'<iframe src="{made["link"]}" title="A shop &lt;b&gt;of' in made["frame"]
    _, listed = shop.send("GET", "/api/links")
    [mine] = [one for one in listed["links"] if one["id"] == made["id"]]
    assert (mine["title"], mine["numbers"], mine["framed"]) == ("Client", True, True)
    assert mine["map_title"] == "A shop <b>of</b> windows"
    assert token not in json.dumps(listed)
    shop.send("DELETE", f"/api/links/{made['id']}")
    _, told = shop.send("GET", "/api/audit")
    assert [one["what"] for one in told["entries"][:2]] == ["map_link_ended", "map_link_made"]
    assert told["entries"][0]["details"] == {"map": "shop", "title": "Client"}


def test_a_stranger_chooses_no_moment_and_no_part_of_it(shop: Shop) -> None:
    _, path = shop.link(numbers=True)
    now = shop.ask("GET", path)[2]
    for query in ("as_of=2020-01-01", "from=2030-01-01", "edition=9", "theme=dark"):
        assert shop.ask("GET", path, query=query)[2] == now


def test_a_map_is_drawn_once_a_minute_however_many_come(shop: Shop) -> None:
    _, path = shop.link(numbers=True)
    before = shop.ask("GET", path)[2]
    later = [event("one-more@shop.test", "2026-04-01T13:00", "form_sent")]
    shop.clock.move(MINUTE // 2)
    shop.tried.tell(later)
    assert shop.ask("GET", path)[2] == before
    shop.clock.move(DAY)
    assert b"778" in shop.ask("GET", path)[2]


@pytest.mark.parametrize(
    ("path", "fields", "status", "code"),
    [
        ("/api/map/nowhere/links", {}, 404, "no_such_map"),
        ("/api/map/shop/links", {"numbers": "yes"}, 400, "field_wrong"),
        ("/api/map/shop/links", {"days": -1}, 400, "field_wrong"),
        ("/api/map/shop/links", {"token": "x"}, 400, "field_wrong"),
        ("/api/map/shop/links", {"title": "x" * 121}, 400, "name_wrong"),
    ],
)
def test_what_will_not_do_makes_no_link(
    shop: Shop, path: str, fields: dict[str, Any], status: int, code: str
) -> None:
    said = shop.send("POST", path, **fields)
    assert (said[0], said[1]["code"]) == (status, code)
