"""One request to the application, without a server around it."""

import asyncio
import json
from typing import Any
from urllib.parse import urlencode

from starlette.types import Message, Scope

from tropa.show.api.application import application
from tropa.show.api.gate import Gate
from tropa.show.api.site import Site
from tropa.workspace.opening import Workspace

Answer = tuple[int, dict[str, Any]]


def get(workspace: Workspace, path: str, **query: str | list[str]) -> Answer:
    """The status and the document that come back."""
    said: list[Message] = []
    scope: Scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "path": path,
        "raw_path": path.encode(), "query_string": urlencode(query, doseq=True).encode(),
        "headers": [(b"host", b"localhost")], "scheme": "http", "server": ("localhost", 80),
        "client": ("127.0.0.1", 1), "root_path": "",
    }  # fmt: skip

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        said.append(message)

    async def ask() -> None:
        await application(Site(workspace, Gate()))(scope, receive, send)

    asyncio.run(ask())
    body = b"".join(one.get("body", b"") for one in said)
    return said[0]["status"], json.loads(body)
