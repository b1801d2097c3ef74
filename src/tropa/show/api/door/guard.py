"""The guard at the door: what no request may do to the server before it is even a request.

A head has its size and its deadline, a body its deadline by its length; a request must say
whom it speaks to. Whoever breaks that gets one answer in our error shape and is let go. The
sizes of bodies are a matter of addresses and stand there.
"""

import asyncio
from collections.abc import Callable, Iterable
from socket import socket
from typing import Any, Final, cast

from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol
from uvicorn.server import Server, ServerState

from tropa.errors import RequestFault, TropaError
from tropa.show.api.shapes import error_bytes
from tropa.words import Language

HEAD_BYTES: Final = 16_384
HEAD_WITHIN: Final = 10.0
"""Seconds from the first byte of a connection or request to the end of its head."""
BODY_WITHIN: Final = 10.0
BODY_BYTES_A_SECOND: Final = 32_768
"""A body may take ten seconds, and longer by its stated length at this pace."""

_LONGEST_BELIEVED: Final = 1_048_576
_SWEEP_TICKS: Final = 5


class Guard(HttpToolsProtocol):
    """One connection."""

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self.deadline = 0.0
        """By the loop's clock; 0 while nothing is awaited of the client."""
        self._head_bytes = 0
        self._in_head = True
        self._served = False
        """A request of this connection has been handed on."""
        self._fault: TropaError | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:
        super().connection_made(transport)
        self.deadline = self.loop.time() + HEAD_WITHIN

    def data_received(self, data: bytes) -> None:
        if self._in_head:
            if not self._head_bytes:
                self.deadline = self.loop.time() + HEAD_WITHIN
            self._head_bytes += len(data)
        super().data_received(data)
        if self._in_head and self._head_bytes > HEAD_BYTES:
            self.turn_away(RequestFault("head_too_large", status=431, limit=HEAD_BYTES))

    def on_message_begin(self) -> None:
        super().on_message_begin()
        self._in_head = True

    def on_headers_complete(self) -> None:
        self._fault = self._fault_of_head()
        if self._fault is not None:
            # The parser turns it into a fault of its own, and the answer is ours again.
            raise self._fault
        self._in_head, self._head_bytes = False, 0
        length = _stated_length(self.headers)
        self.deadline = self.loop.time() + BODY_WITHIN + length / BODY_BYTES_A_SECOND
        self._served = True
        super().on_headers_complete()

    def _fault_of_head(self) -> TropaError | None:
        size = len(self.url) + sum(len(name) + len(value) for name, value in self.headers)
        if size > HEAD_BYTES:
            return RequestFault("head_too_large", status=431, limit=HEAD_BYTES)
        names = [name for name, _ in self.headers]
        version = self.parser.get_http_version() if self.parser is not None else ""
        if version != "1.0" and names.count(b"host") != 1:
            return RequestFault("no_host")
        if b"content-length" in names and b"transfer-encoding" in names:
            return RequestFault("two_lengths")
        return None

    def on_message_complete(self) -> None:
        self.deadline = 0.0
        self._in_head = True
        super().on_message_complete()

    def send_400_response(self, msg: str) -> None:
        """Answer what the parser would not read, or what the head may not be."""
        _ = msg
        self.turn_away(self._fault or RequestFault("not_http"))

    def turn_away(self, fault: TropaError) -> None:
        """Answer with an error and close; nothing more is read."""
        self.deadline = 0.0
        if self.transport.is_closing():
            return
        if self._in_head or not self.cycle.response_started:
            self.transport.write(self._answer(fault))
        if self._served:
            # What the request was about to answer goes nowhere.
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.close()

    def _answer(self, fault: TropaError) -> bytes:
        body = error_bytes(fault, _language_of(self.headers))
        head = (
            b"content-type: application/json\r\ncontent-length: %d\r\nconnection: close\r\n\r\n"
        )
        return STATUS_LINE[fault.status] + head % len(body) + body


def _language_of(headers: Iterable[tuple[bytes, bytes]] | None) -> Language:
    for name, value in headers or ():
        if name == b"accept-language":
            return "ru" if value[:2].lower() == b"ru" else "en"
    return "en"


def _stated_length(headers: Iterable[tuple[bytes, bytes]]) -> int:
    for name, value in headers:
        if name == b"content-length":
            return min(int(value), _LONGEST_BELIEVED) if value.isdigit() else 0
    return 0


class WatchfulServer(Server):
    """A server that lets go of those who keep it waiting, and of those waiting when it goes."""

    def __init__(self, config: Config, leaving: Callable[[], None]) -> None:
        """Serve by a configuration; `leaving` is called when the server is told to stop."""
        super().__init__(config)
        self._leaving = leaving

    async def shutdown(self, sockets: list[socket] | None = None) -> None:
        self._leaving()
        await super().shutdown(sockets)

    async def on_tick(self, counter: int) -> bool:
        if counter % _SWEEP_TICKS == 0:
            now = asyncio.get_running_loop().time()
            for connection in cast("list[Guard]", list(self.server_state.connections)):
                if 0 < connection.deadline < now:
                    connection.turn_away(RequestFault("too_slow", status=408))
        return await super().on_tick(counter)
