"""The application, asked as the app in a browser asks it."""

import asyncio
import json
import threading
from typing import Any, Final
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message, Scope

from tropa.show.api.application import application
from tropa.show.api.gate import Gate
from tropa.show.api.site import Site
from tropa.testing import Temporary

MAP: Final = """\
tropa: 1
map: shop
title: A shop
timezone: UTC
currency: RUB
stages:
  - {stage: asked, title: Asked, lost_after: 90d}
  - {stage: bought, title: Bought, enter: did payment}
touchpoints:
  - {touchpoint: form, title: Form, stage: asked, event: form_sent, from: buyer}
  - {touchpoint: payment, title: Payment, stage: bought, event: paid, from: buyer}
sale: did payment
money: {paid: payment.amount}
"""


class App:
    """The application, asked as a browser asks it."""

    def __init__(self, tried: Temporary) -> None:
        self.tried, self.site = tried, Site(tried.workspace, Gate())
        self.asgi: ASGIApp = application(self.site)

    def ask(self, method: str, path: str, body: Any = b"", **query: object) -> Any:
        """The document that comes back; its status stands in `status`."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        said: list[Message] = []
        asyncio.run(self._ask(method, path, data, urlencode(query), said))
        told = json.loads(b"".join(one.get("body", b"") for one in said))
        return told | {"status": said[0]["status"]}

    def read(self, path: str, **query: object) -> str:
        """What comes back as it is: a page, a file."""
        said: list[Message] = []
        asyncio.run(self._ask("GET", path, b"", urlencode(query), said))
        return b"".join(one.get("body", b"") for one in said).decode()

    async def _ask(
        self, method: str, path: str, data: bytes, query: str, said: list[Message]
    ) -> None:
        scope: Scope = {
            "type": "http", "http_version": "1.1", "method": method, "path": path,
            "raw_path": path.encode(), "query_string": query.encode(),
            "headers": [(b"host", b"localhost")], "scheme": "http",
            "server": ("localhost", 80), "client": ("127.0.0.1", 1), "root_path": "",
        }  # fmt: skip
        given = [data]

        async def receive() -> Message:
            if not given:
                await asyncio.Event().wait()
            return {"type": "http.request", "body": given.pop(), "more_body": False}

        async def send(message: Message) -> None:
            said.append(message)

        await self.asgi(scope, receive, send)

    def send(self, data: bytes, name: str = "rows.csv") -> str:
        """A file, piece by piece; its id."""
        upload = self.ask("POST", "/api/uploads", b"", name=name)["answer"]["id"]
        for at in range(0, len(data), 1_000_000):
            piece = data[at : at + 1_000_000]
            assert (
                self.ask("POST", f"/api/uploads/{upload}/more", piece, at=at)["status"] == 200
            )
        return upload

    def looked(self, upload: str) -> Any:
        """What the file seems to hold."""
        return self.ask("GET", f"/api/uploads/{upload}")

    def wish(self, upload: str) -> dict[str, Any]:
        """The guess, taken as it is."""
        columns = self.looked(upload)["answer"]["tables"][0]["columns"]
        return {"roles": {one["header"]: one["role"] for one in columns}}

    def run(self, upload: str, wish: dict[str, Any]) -> Any:
        """Take it in and wait for the end."""
        begun = self.ask("POST", f"/api/uploads/{upload}/run", {"wish": wish, "map": "shop"})
        assert begun["status"] == 200, begun
        self.over()
        return self.ask("GET", f"/api/uploads/{upload}/run")["answer"]

    def over(self) -> None:
        """Wait for the thread that imports."""
        for thread in threading.enumerate():
            if thread.name == "import":
                thread.join()

    def left(self) -> list[str]:
        """Files that lie in the folder of uploads."""
        return [path.name for path in (self.tried.folder / "uploads").iterdir()]
