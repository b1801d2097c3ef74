"""Write keys over HTTP: told once, switched, written down."""

import asyncio
import json
from typing import Any

from starlette.types import Message, Scope

from tropa.show.api.application import application
from tropa.show.api.gate import Gate
from tropa.show.api.site import Site
from tropa.testing import HandClock, temporary_workspace
from tropa.workspace.opening import Workspace

CLOCK = "2026-03-31T12:00"


def asked(workspace: Workspace, method: str, path: str, body: Any = None) -> tuple[int, Any]:
    """The status and the document that come back."""
    said: list[Message] = []
    scope: Scope = {
        "type": "http", "http_version": "1.1", "method": method, "path": path,
        "raw_path": path.encode(), "query_string": b"", "headers": [(b"host", b"localhost")],
        "scheme": "http", "server": ("localhost", 80), "client": ("127.0.0.1", 1),
        "root_path": "",
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": json.dumps(body).encode(), "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    async def ask() -> None:
        await application(Site(workspace, Gate()))(scope, receive, send)

    asyncio.run(ask())
    answer = json.loads(b"".join(one.get("body", b"") for one in said))
    return said[0]["status"], answer.get("answer", answer)


def test_a_key_is_told_once_and_opens_its_source() -> None:
    with temporary_workspace(clock=HandClock(CLOCK)) as tried:
        shop = tried.workspace
        status, made = asked(shop, "POST", "/api/keys", {"kind": "browser", "title": "Сайт"})
        assert status == 200
        assert made["key"].startswith("pk_")
        assert made["key"].endswith(made["ends"])
        source = shop.ledger.sources.opened_by(made["key"])
        assert source is not None
        assert (source.id, source.title, source.kind) == (made["id"], "Сайт", "browser")
        _, listed = asked(shop, "GET", "/api/keys")
        assert [one["id"] for one in listed["keys"]] == [made["id"]]
        assert made["key"] not in json.dumps(listed)


def test_a_key_is_switched_off_and_on_and_the_journal_knows() -> None:
    with temporary_workspace(clock=HandClock(CLOCK)) as tried:
        shop = tried.workspace
        _, made = asked(shop, "POST", "/api/keys", {"kind": "private"})
        path = f"/api/keys/{made['id']}"
        assert asked(shop, "PATCH", path, {"off": True})[1]["off"] is True
        source = shop.ledger.sources.opened_by(made["key"])
        assert source is not None
        assert source.off
        assert asked(shop, "PATCH", path, {"off": False})[1]["off"] is False
        deeds = [one.what for one in shop.users.store.deeds(0, 10)]
        assert deeds == ["key_switched_on", "key_switched_off", "key_made"]


def test_what_makes_no_key_is_refused() -> None:
    with temporary_workspace(clock=HandClock(CLOCK)) as tried:
        shop = tried.workspace
        for body in ({"kind": "master"}, {}, {"kind": "browser", "title": "\x1b[2J"}):
            status, refused = asked(shop, "POST", "/api/keys", body)
            assert (status, refused["code"]) == (400, "field_wrong")
        status, refused = asked(shop, "PATCH", "/api/keys/nobody", {"off": True})
        assert (status, refused["code"]) == (404, "no_such_key")
        assert shop.ledger.sources.every() == []
