"""A block: the events of one request or one stretch of a file, encoded together.

Events go into the ledger as blocks, not as rows: one write, one checksum. The checksum is of
the very bytes kept, so a byte that turned over on the disk is found and named, never served.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

import msgspec

from tropa.clock import Instant
from tropa.event import Event

_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(list[Event])

KEY_SIZE: Final = 16
BODY_SIZE: Final = 8


class Damaged(Exception):
    """The kept bytes are not the bytes that were written."""


@dataclass(frozen=True, slots=True)
class Block:
    """Events as they are kept."""

    source: str
    received: Instant
    count: int
    data: bytes
    checksum: bytes
    keys: bytes
    """For each event the key it is known by for ever (16 bytes) and a hash of its body (8)."""


def encode(source: str, received: Instant, events: Sequence[Event], keys: bytes) -> Block:
    """Events of one source as a block.

    Args:
        source: the write key or file profile they came through.
        received: when.
        events: in the order given.
        keys: for each event its `event_id` and its `body_hash`, one after another.
    """
    data = _ENCODER.encode(events)
    return Block(source, received, len(events), data, checksum(data, keys), keys)


def decode(data: bytes, keys: bytes, expected: bytes) -> list[Event]:
    """The events of a block.

    Raises:
        Damaged: the bytes changed since they were written.
    """
    if checksum(data, keys) != expected:
        raise Damaged
    try:
        return _DECODER.decode(data)
    except msgspec.MsgspecError as fault:
        raise Damaged from fault


def event_id(source: str, identifier: str) -> bytes:
    """The 16 bytes an event is known by: the same id from the same source is the same event."""
    return blake2b(f"{source}\x1f{identifier}".encode(), digest_size=KEY_SIZE).digest()


def event_ids(source: str, events: Sequence[Event]) -> list[bytes]:
    """The `event_id` of many events of one source."""
    begun = blake2b(f"{source}\x1f".encode(), digest_size=KEY_SIZE)
    found: list[bytes] = []
    for event in events:
        digest = begun.copy()
        digest.update(event.id.encode())
        found.append(digest.digest())
    return found


def body_hash(content: bytes) -> bytes:
    """The 8 bytes that tell whether an id came again with other content."""
    return blake2b(content, digest_size=BODY_SIZE).digest()


def checksum(data: bytes, keys: bytes) -> bytes:
    """Eight bytes over everything a block keeps."""
    digest = blake2b(data, digest_size=8, person=b"tropa-block")
    digest.update(keys)
    return digest.digest()
