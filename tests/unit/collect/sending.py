"""Requests as clients send them."""

import json
from base64 import b64encode
from datetime import UTC, datetime
from typing import Any, cast

import msgspec

from tropa.clock import Instant, from_datetime
from tropa.collect.refuse import Failed
from tropa.collect.segment_api import Batch, Request, open_request, read_events
from tropa.event import Event, NameKind

NOW: Instant = from_datetime(datetime(2026, 11, 21, 12, tzinfo=UTC))
KEY = "wk-1"
BASIC = "Basic " + b64encode(f"{KEY}:".encode()).decode()

TRACK: dict[str, Any] = {
    "type": "track",
    "userId": "u1",
    "event": "Order Completed",
    "messageId": "m1",
    "properties": {"total": 10},
}


def body_of(said: object) -> bytes:
    """A value as JSON; a text or bytes stand for themselves."""
    if isinstance(said, bytes):
        return said
    return said.encode() if isinstance(said, str) else json.dumps(said).encode()


def post(call: str, said: object, *, public: bool = False, **headers: str) -> Batch:
    """One request through both halves of the door."""
    headers = {"authorization": BASIC, "content_type": "application/json", **headers}
    request = Request(call, body_of(said), NOW, 1, **headers)
    return read_events(open_request(request), "site", public=public)


def kept(said: object, call: str = "track", *, public: bool = False) -> Event:
    """The event a request of one becomes."""
    batch = post(call, said, public=public)
    assert not batch.failed, batch.failed
    assert batch.status == 200
    return batch.kept[0].event


def failed(said: object, call: str = "track", *, public: bool = False) -> Failed:
    """The event a request of one sets aside; such a request answers 400."""
    batch = post(call, said, public=public)
    assert not batch.kept
    assert batch.status == (200 if call == "batch" else 400)
    return batch.failed[0]


def track(**changes: object) -> dict[str, Any]:
    """An ordinary event with some fields changed; None leaves a field out."""
    return {key: value for key, value in {**TRACK, **changes}.items() if value is not None}


def properties(event: Event) -> dict[str, Any]:
    """What the event's properties say."""
    return cast("dict[str, Any]", msgspec.json.decode(event.properties))


def named(event: Event) -> list[str]:
    """The event's names as texts."""
    return [str(name) for name in event.names]


def values(event: Event, kind: NameKind) -> list[str]:
    """The event's names of one kind."""
    return [name.value for name in event.names if name.kind is kind]
