"""The collector: Segment's addresses, answered after the commit and never before.

It stands before everything else of the server and is spare, for it is the hot path: bytes to
events to the intake, the intake's outcome to the answer. A request that cannot be read is told
so; a single event that breaks a rule waits as failed and costs its neighbours nothing.
"""

import asyncio
import logging
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from starlette.types import Receive, Scope, Send

from tropa.clock import Clock
from tropa.collect.body import LONGEST_BODY
from tropa.collect.refuse import refused
from tropa.collect.segment_api import (
    CALLS,
    Batch,
    Opened,
    Request,
    open_request,
    read_events,
)
from tropa.errors import RequestFault, TropaError, Unavailable
from tropa.keep.intake import CONFLICT, Intake, Offer, Outcome
from tropa.keep.ledger import Failed, Source, Sources
from tropa.show.api.intake.rate import Rates
from tropa.show.api.shapes import error_bytes, json_bytes
from tropa.words import Language, say

PREFIX: Final = "/v1/"
DRAINED: Final = 1_048_576
"""Bytes of a body that are read to the end, so that its sender hears the answer."""
KEYS_BELIEVED: Final = 1.0
"""Seconds a looked-up key is believed: one switched off is refused no later."""
WAITING_AT_MOST: Final = 100_000
"""Events that may wait for the disk; whoever comes then is asked to come again."""

_LOG: Final = logging.getLogger("tropa.collector")
_JSON: Final = (b"content-type", b"application/json")
_HEADER_NAMES: Final = re.compile(rb"[a-zA-Z0-9, _-]{1,500}")
_UNAVAILABLE: Final = 503


@dataclass(frozen=True, slots=True)
class Door:
    """One workspace's: who holds which key, and where their events go."""

    sources: Sources
    intake: Intake


class Collector:
    """An ASGI application for everything under `/v1/`."""

    def __init__(
        self, doors: Sequence[Door], clock: Clock, rate: int, language: Language
    ) -> None:
        """Serve the sources of these doors.

        Args:
            doors: of the workspaces served; a key opens that of its own.
            clock: the moment of receipt.
            rate: requests a second of one source, 0 for any number.
            language: of the sentences in answers.
        """
        self._doors, self._clock = tuple(doors), clock
        self._rates = Rates(rate)
        self._language: Language = language
        self._numbers = count(1)
        self._known: dict[str, tuple[Door, Source, float]] = {}
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        origin = headers.get(b"origin")
        extra = _shared_with(origin)
        try:
            call = _call(scope, headers)
            if call is None:
                extra += _preflight(scope, headers)
                await _answer(send, 204, b"", extra)
                return
            if scope["method"] == "GET":
                await _answer(send, 200, _settings(call), [_JSON, *extra])
                return
            body = await _body(headers, receive)
            if body is None:
                return
            status, document = await self._take(call, body, headers)
            await _answer(send, status, json_bytes(document), [_JSON, *extra])
        except TropaError as fault:
            await self._refuse(send, fault, extra)
        except Exception as fault:
            # Whatever it is, the events are not kept: the sender is asked to come again.
            _LOG.exception("%s", scope["path"])
            unforeseen = Unavailable("unavailable", problem=type(fault).__name__)
            await self._refuse(send, unforeseen, extra)

    async def _refuse(
        self, send: Send, fault: TropaError, extra: list[tuple[bytes, bytes]]
    ) -> None:
        body = error_bytes(fault, self._language)
        await _answer(send, fault.status, body, [_JSON, *extra, *_manners(fault)])

    async def _take(
        self, call: str, body: bytes, headers: dict[bytes, bytes]
    ) -> tuple[int, dict[str, object]]:
        received = self._clock.now()
        opened = open_request(
            Request(
                CALLS[call],
                body,
                received,
                next(self._numbers),
                _text(headers, b"content-type"),
                _text(headers, b"content-encoding"),
                _text(headers, b"authorization"),
            )
        )
        door, source = self._let_in(opened.write_key)
        batch = read_events(opened, source.id, public=source.kind == "browser")
        outcome = await self._keep(door, source, opened, batch)
        return self._said(batch, outcome)

    def _let_in(self, key: str) -> tuple[Door, Source]:
        now = asyncio.get_running_loop().time()
        known = self._known.get(key)
        if known is None or now - known[2] >= KEYS_BELIEVED:
            known = self._known[key] = (*self._looked_up(key), now)
        door, source, _ = known
        if source.off:
            raise refused("source_disabled")
        wait = self._rates.wait(source.id, now)
        if wait:
            raise RequestFault("rate_limited", status=429, seconds=wait)
        return door, source

    def _looked_up(self, key: str) -> tuple[Door, Source]:
        """Whose key it is."""
        for door in self._doors:
            source = door.sources.opened_by(key)
            if source is not None:
                return door, source
        raise refused("unknown_write_key")

    async def _keep(self, door: Door, source: Source, opened: Opened, batch: Batch) -> Outcome:
        if not batch.kept and not batch.failed:
            return Outcome(0, 0)
        if self._waiting > WAITING_AT_MOST:
            raise Unavailable("overloaded")
        kept, received = batch.kept, opened.received

        def raw(at: int) -> bytes:
            return opened.items[_places(batch, [at])[0]]

        offer = Offer(
            source=source.id,
            received=received,
            events=[one.event for one in kept],
            bodies=[one.body_hash for one in kept],
            failed=[
                Failed(source.id, received, one.code, f"[{one.index}]", one.raw, one.values)
                for one in batch.failed
            ],
            raw=raw,
        )
        self._waiting += len(kept)
        try:
            return await asyncio.wrap_future(door.intake.offer(offer))
        finally:
            self._waiting -= len(kept)

    def _said(self, batch: Batch, outcome: Outcome) -> tuple[int, dict[str, object]]:
        errors = [one.as_json(self._language) for one in batch.failed]
        if outcome.conflicts:
            told = {
                "code": CONFLICT,
                "message": say(f"refusal.{CONFLICT}.what", self._language),
                "next": say(f"refusal.{CONFLICT}.next", self._language),
            }
            errors += [{"index": at, **told} for at in _places(batch, outcome.conflicts)]
        if batch.status != 200:
            only = batch.failed[0]
            return batch.status, {
                "success": False,
                "code": only.code,
                "message": only.message(self._language),
                "next": only.advice(self._language),
            }
        answer: dict[str, object] = {
            "success": True,
            "accepted": outcome.accepted,
            "duplicates": outcome.duplicates,
            "failed": len(errors),
        }
        if outcome.erased:
            answer["erased"] = outcome.erased
        if errors:
            answer["errors"] = errors
        return 200, answer


def _places(batch: Batch, kept: Iterable[int]) -> list[int]:
    """Where in the request some of its kept events stood."""
    failed = {one.index for one in batch.failed}
    every = range(len(batch.kept) + len(failed))
    places = [at for at in every if at not in failed]
    return [places[at] for at in kept]


def _call(scope: Scope, headers: dict[bytes, bytes]) -> str | None:
    """What an address asks for: a call, `projects/…/settings`, None for a preflight.

    Raises:
        RequestFault: no such address, or not in this way.
    """
    name, method = scope["path"][len(PREFIX) :], scope["method"]
    settings = name.startswith("projects/") and name.endswith("/settings")
    if name not in CALLS and not settings:
        raise RequestFault("no_such_address", status=404)
    allowed = "GET" if settings else "POST"
    if method == "OPTIONS" and b"access-control-request-method" in headers:
        return None
    if method != allowed:
        raise RequestFault("wrong_method", status=405, allowed=allowed)
    return name


def _settings(name: str) -> bytes:
    """What Segment's browser client asks for before it sends: no other destinations."""
    key = name.removeprefix("projects/").removesuffix("/settings")
    own: dict[str, object] = {"apiKey": key, "addBundledMetadata": True}
    return json_bytes({"integrations": {"Segment.io": own}, "plan": {}, "edgeFunction": {}})


async def _body(headers: dict[bytes, bytes], receive: Receive) -> bytes | None:
    """The body, or None when the client has gone.

    Raises:
        DataFault: `body_too_large`.
    """
    stated = headers.get(b"content-length", b"0")
    if stated.isdigit() and int(stated) > DRAINED:
        raise refused("body_too_large", limit=LONGEST_BODY // 1024)
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        chunk = message.get("body", b"")
        size += len(chunk)
        if size <= LONGEST_BODY:
            chunks.append(chunk)
        if size > DRAINED or not message.get("more_body", False):
            break
    if size > LONGEST_BODY:
        raise refused("body_too_large", limit=LONGEST_BODY // 1024)
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _text(headers: dict[bytes, bytes], name: bytes) -> str:
    return headers.get(name, b"").decode("latin-1")


def _shared_with(origin: bytes | None) -> list[tuple[bytes, bytes]]:
    """A page of any site may send events; no cookie of ours goes with them."""
    if origin is None:
        return []
    return [(b"access-control-allow-origin", origin), (b"vary", b"origin")]


def _preflight(scope: Scope, headers: dict[bytes, bytes]) -> list[tuple[bytes, bytes]]:
    asked = headers[b"access-control-request-method"]
    settings = scope["path"].endswith("/settings")
    return [
        (b"access-control-allow-methods", b"GET" if settings and asked == b"GET" else b"POST"),
        (b"access-control-allow-headers", _headers_asked_for(headers)),
        (b"access-control-max-age", b"86400"),
    ]


def _headers_asked_for(headers: dict[bytes, bytes]) -> bytes:
    """Those the page wants to send: clients add their own, and none of them opens anything."""
    asked = headers.get(b"access-control-request-headers", b"")
    return asked if _HEADER_NAMES.fullmatch(asked) else b"content-type, authorization"


def _manners(fault: TropaError) -> list[tuple[bytes, bytes]]:
    """Headers that tell a client when and how to come again."""
    if fault.code == "rate_limited":
        seconds = str(fault.values["seconds"]).encode()
        return [(b"retry-after", seconds), (b"x-ratelimit-reset", seconds)]
    if fault.code == "wrong_method":
        return [(b"allow", str(fault.values["allowed"]).encode())]
    if fault.code == "body_too_large":
        return [(b"connection", b"close")]
    return [(b"retry-after", b"30")] if fault.status == _UNAVAILABLE else []


async def _answer(
    send: Send, status: int, body: bytes, headers: Iterable[tuple[bytes, bytes]]
) -> None:
    start: dict[str, Any] = {"type": "http.response.start", "status": status}
    start["headers"] = [*headers, (b"content-length", str(len(body)).encode())]
    await send(start)
    await send({"type": "http.response.body", "body": body})
