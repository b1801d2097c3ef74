"""Those who send: prepared requests over connections that stay open."""

import json
import socket
import threading
import time
from base64 import b64encode
from collections.abc import Iterator, Sequence
from typing import Final

from tropa.chance import Draws
from tropa.clock import MachineClock

_EVENTS: Final = ("page_viewed", "ad_click", "form_submit", "call_in", "chat_in", "visit_start")
_DAY: Final = 86_400


class Sender:
    """One connection: sends a request, reads the answer."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._left = b""

    def send(self, request: bytes) -> tuple[int, bytes]:
        """Status and body of the answer."""
        self._socket.sendall(request)
        head, body = self._until(b"\r\n\r\n")
        length = next(
            int(line.split(b":")[1])
            for line in head.lower().split(b"\r\n")
            if line.startswith(b"content-length:")
        )
        while len(body) < length:
            body += self._more()
        self._left = body[length:]
        return int(head.split(b" ", 2)[1]), body[:length]

    def close(self) -> None:
        """Hang up."""
        self._socket.close()

    def _until(self, mark: bytes) -> tuple[bytes, bytes]:
        got = self._left
        while mark not in got:
            got += self._more()
        head, _, rest = got.partition(mark)
        return head, rest

    def _more(self) -> bytes:
        got = self._socket.recv(65_536)
        if not got:
            message = "the server hung up"
            raise ConnectionError(message)
        return got


def post(path: str, key: str, document: object) -> bytes:
    """A whole request with a JSON body."""
    body = json.dumps(document).encode()
    name = b64encode(f"{key}:".encode()).decode()
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Basic {name}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get(path: str) -> bytes:
    """A whole request without a body."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode()


def batches(key: str, count: int, size: int, name: str) -> Iterator[bytes]:
    """Requests of ordinary events of the last day, no two the same."""
    now = MachineClock().now() / 1e6
    for at in range(count):
        draws = Draws(name, at)
        yield post(
            "/v1/batch",
            key,
            {"batch": [_event(draws, f"{name}-{at}-{number}", now) for number in range(size)]},
        )


def _event(draws: Draws, message: str, now: float) -> dict[str, object]:
    at = now - _DAY * draws.next()
    stamp = (
        time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(at)) + f".{int(at * 1000) % 1000:03d}Z"
    )
    return {
        "type": "track",
        "event": _EVENTS[int(draws.next() * len(_EVENTS))],
        "userId": f"u{int(draws.next() * 50_000)}",
        "messageId": message,
        "timestamp": stamp,
        "properties": {
            "source": "search",
            "device": "phone",
            "page": "/windows",
            "price": 42_000,
        },
        "context": {"library": {"name": "bench", "version": "1"}, "locale": "ru-RU"},
    }


def send_all(port: int, requests: Sequence[bytes], connections: int) -> float:
    """Seconds until every request was answered with 200."""
    begun = time.perf_counter()
    wrong: list[bytes] = []

    def work(first: int) -> None:
        sender = Sender(port)
        for request in requests[first::connections]:
            status, body = sender.send(request)
            if status != 200:
                wrong.append(body)
        sender.close()

    threads = [threading.Thread(target=work, args=(at,)) for at in range(connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if wrong:
        message = f"{len(wrong)} requests were refused: {wrong[0].decode()}"
        raise RuntimeError(message)
    return time.perf_counter() - begun
