"""Somebody in a browser: their cookies, their sign-in, and the tries nobody waits for."""

import json
import re
import socket
import time
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from contract.serving import Answer, Serving

GOOD: Final = "тихие окна на рассвете"
BETTER: Final = "seven kettles hum below the pier"


class Browser:
    """Somebody with a cookie jar."""

    def __init__(self, serving: Serving, **headers: str) -> None:
        self.serving, self.headers, self.cookies = serving, headers, dict[str, str]()

    def ask(
        self, method: str, path: str, body: bytes = b"", headers: dict[str, str] | None = None
    ) -> Answer:
        sent = {"Accept": "application/json", **self.headers, **(headers or {})}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={one}" for name, one in self.cookies.items())
        answer = self.serving.ask(method, path, body, sent)
        for line in answer.headers.get_all("set-cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value.strip('"')
        self.cookies = {name: one for name, one in self.cookies.items() if one}
        return answer

    def send(self, path: str, method: str = "POST", **fields: Any) -> Answer:
        return self.ask(method, path, json.dumps(fields).encode())

    def get(self, path: str) -> Any:
        answer = self.ask("GET", path)
        assert answer.status == 200, answer.body
        return answer.json["answer"]

    def signed(self, login: str, password: str = GOOD) -> "Browser":
        answer = self.send("/api/sign-in", login=login, password=password)
        assert answer.status == 200, answer.body
        return self


_LINKS: Final[dict[Path, str]] = {}
"""Links that were read: the file goes when there is an account."""


def link_of(serving: Serving) -> str:
    if serving.folder in _LINKS:
        return _LINKS[serving.folder]
    # What is printed may stand in somebody's log: the link is in a file of its owner.
    assert "/welcome#" not in serving.said
    path = next(Path(one) for one in serving.said.split() if one.endswith("welcome.txt"))
    assert path.stat().st_mode & 0o777 == 0o600
    found = re.search(r"/welcome#(\S+)", path.read_text("utf-8"))
    assert found is not None
    _LINKS[serving.folder] = found[1]
    return found[1]


@contextmanager
def asked_and_left(
    shop: Serving, login: str, address: str, password: str = GOOD
) -> Generator[None]:
    """A sign-in that nobody waits for."""
    body = json.dumps({"login": login, "password": password}).encode()
    head = (
        "POST /api/sign-in HTTP/1.1\r\nHost: localhost\r\n"
        f"X-Forwarded-For: {address}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", shop.port), timeout=30) as line:
        line.sendall(head.encode() + body)
        # It is counted once it is read, and then it waits.
        time.sleep(0.2)
        yield
