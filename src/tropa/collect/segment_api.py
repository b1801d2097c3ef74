"""Requests in Segment's contract: `POST /v1/track`, `/v1/batch` and their kin.

    open_request      bytes and headers -> its key and the events as JSON, or a refusal
    read_events       those events, by what the key may do -> kept and failed ones

Between the two whoever keeps the keys says whose the key is. Every event of a request is in
exactly one of the two lists, so that what was received is what was kept and what failed.
"""

import base64
import binascii
from dataclasses import dataclass
from typing import Final

import msgspec

from tropa.clock import Instant
from tropa.collect.body import (
    DEEPEST,
    check_media,
    inflated,
    is_too_deep,
    json_text,
    mended,
)
from tropa.collect.clean import clean
from tropa.collect.draft import Arrival, Kept
from tropa.collect.refuse import Failed, Unfit, refused
from tropa.collect.sent_time import NEVER, Stamp, stamp_of
from tropa.errors import DataFault
from tropa.event import ALIAS, GROUP, IDENTIFY

BATCH: Final = "batch"
CALLS: Final = {
    "track": "track",
    "t": "track",
    "page": "page",
    "p": "page",
    "screen": "screen",
    "s": "screen",
    IDENTIFY: IDENTIFY,
    "i": IDENTIFY,
    GROUP: GROUP,
    "g": GROUP,
    ALIAS: ALIAS,
    "a": ALIAS,
    BATCH: BATCH,
    "b": BATCH,
}
"""What stands behind `/v1/` in an address, and the call it is."""

LARGEST_BATCH: Final = 2_500

_NUL: Final = rb"\u0000"
_LONG_NUMBER: Final = b"0" * 19
_DIGITS: Final = bytes(48 if 48 <= code < 58 else 32 for code in range(256))


@dataclass(frozen=True, slots=True)
class Request:
    """What came over the wire."""

    call: str
    """One of the values of `CALLS`."""
    body: bytes
    received: Instant
    number: int = 0
    """A number no other request of this process has."""
    content_type: str = ""
    content_encoding: str = ""
    authorization: str = ""


@dataclass(frozen=True, slots=True)
class Opened:
    """A request that can be read, before its key is known."""

    write_key: str
    call: str
    received: Instant
    number: int
    sent: Stamp
    items: list[bytes]
    """The JSON of each event, mended."""
    repaired: frozenset[int]
    """Which of them had text to mend."""
    long_numbers: bool


@dataclass(frozen=True, slots=True)
class Batch:
    """Every event of a request: kept or failed."""

    kept: list[Kept]
    failed: list[Failed]
    alone: bool
    """The address takes one event: what fails it fails the request."""

    @property
    def status(self) -> int:
        """The answer when the kept ones are safe on disk."""
        return 400 if self.alone and self.failed else 200


class _Envelope(msgspec.Struct, rename="camel"):
    write_key: object = None
    sent_at: object = None


class _BatchEnvelope(msgspec.Struct, rename="camel"):
    batch: list[msgspec.Raw]
    write_key: object = None
    sent_at: object = None


_ONE: Final = msgspec.json.Decoder(_Envelope)
_MANY: Final = msgspec.json.Decoder(_BatchEnvelope)
_ANYTHING: Final = msgspec.json.Decoder(object)


def open_request(request: Request) -> Opened:
    """The request read as far as its key and the JSON of its events.

    Raises:
        DataFault: the whole request is refused; its `status` and code are the answer.
    """
    check_media(request.content_type)
    text = json_text(inflated(request.body, request.content_encoding))
    envelope, readable = _envelope(text, request.call)
    key = write_key(request.authorization, envelope.write_key)
    if isinstance(envelope, _BatchEnvelope):
        items = [bytes(item) for item in envelope.batch]
    else:
        items = [readable]
    return Opened(
        key,
        request.call,
        request.received,
        request.number,
        NEVER if envelope.sent_at is None else stamp_of(envelope.sent_at),
        items,
        frozenset() if readable is text else _repaired(text, readable, items),
        _LONG_NUMBER in text.translate(_DIGITS),
    )


def write_key(authorization: str, in_body: object) -> str:
    """The write key a request carries: the user of Basic authorization, or `writeKey`.

    Raises:
        DataFault: `no_write_key`, or `unknown_write_key` where the two say different keys.
    """
    in_header = _basic_user(authorization)
    if not isinstance(in_body, str) or not in_body:
        in_body = None
    key = in_header or in_body
    if not key:
        raise refused("no_write_key")
    if in_header and in_body and in_header != in_body:
        raise refused("unknown_write_key")
    return key


def _basic_user(authorization: str) -> str | None:
    scheme, _, credentials = authorization.strip().partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        pair = base64.b64decode(credentials.strip(), validate=True).decode()
    except (binascii.Error, ValueError):
        return None
    return pair.partition(":")[0] or None


def read_events(opened: Opened, source: str, *, public: bool) -> Batch:
    """The events of a request, each kept or failed.

    Args:
        opened: the request.
        source: the source its key belongs to.
        public: the key is a browser's.
    """
    alone = opened.call != BATCH
    arrival = Arrival(
        source,
        opened.received,
        opened.call if alone else "",
        opened.sent,
        public,
        opened.number,
        opened.long_numbers,
    )
    kept: list[Kept] = []
    failed: list[Failed] = []
    for index, raw in enumerate(opened.items[:LARGEST_BATCH]):
        try:
            flags = ("text_repaired",) if index in opened.repaired else ()
            kept.append(clean(arrival, raw, index, flags))
        except Unfit as fault:
            failed.append(Failed(index, fault.code, raw, fault.values))
    for index, raw in enumerate(opened.items[LARGEST_BATCH:], LARGEST_BATCH):
        failed.append(Failed(index, "batch_limit", raw, {"limit": LARGEST_BATCH}))
    return Batch(kept, failed, alone)


def _envelope(text: bytes, call: str) -> tuple[_Envelope | _BatchEnvelope, bytes]:
    """What stands around the events, and the text it was read from, mended if need be."""
    decoder = _MANY if call == BATCH else _ONE
    readable = mended(text) if _NUL in text else text
    try:
        return decoder.decode(readable), readable
    except (msgspec.DecodeError, RecursionError):
        # Half a surrogate pair is the one fault of JSON that mending takes away.
        readable = mended(text)
    try:
        return decoder.decode(readable), readable
    except (msgspec.DecodeError, RecursionError) as fault:
        raise _unreadable(readable) from fault


def _unreadable(text: bytes) -> DataFault:
    """Why a body cannot be taken."""
    if is_too_deep(text):
        return refused("nesting_too_deep", limit=DEEPEST)
    try:
        body = _ANYTHING.decode(text)
    except msgspec.DecodeError:
        return refused("invalid_json")
    if not isinstance(body, dict):
        return refused("not_an_object")
    return refused("bad_field_type", field="batch")


def _repaired(text: bytes, readable: bytes, items: list[bytes]) -> frozenset[int]:
    """Which events were mended: mending keeps lengths, so the two texts lie side by side."""
    found: set[int] = set()
    at = 0
    for index, item in enumerate(items):
        at = readable.find(item, at)
        if text[at : at + len(item)] != item:
            found.add(index)
        at += len(item)
    return frozenset(found)
