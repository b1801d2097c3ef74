"""An event on its way: as it was sent, as it is being cleaned, as it is kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

import msgspec

from tropa.clock import Instant
from tropa.collect.context import NO_CONTEXT
from tropa.collect.refuse import Unfit
from tropa.collect.sent_time import NEVER, Stamp
from tropa.event import Event, Name

_T = TypeVar("_T")

_ENCODER: Final = msgspec.json.Encoder()
_RAW: Final = msgspec.Raw()
_NO_FIELDS: Final[Mapping[str, object]] = {}


ANYTHING: Final = msgspec.json.Decoder(object)


def decoded(decoder: msgspec.json.Decoder[_T], text: bytes | msgspec.Raw) -> _T:
    """The text read.

    Raises:
        Unfit: it holds what nobody can read, such as a number beyond all numbers.
    """
    try:
        return decoder.decode(text)
    except (msgspec.DecodeError, RecursionError) as fault:
        raise Unfit("invalid_json") from fault


class Sent(msgspec.Struct, rename="camel", gc=False):
    """An event as clients send it. Every field may hold anything: the steps judge."""

    type: object = None
    event: object = None
    name: object = None
    category: object = None
    user_id: object = None
    anonymous_id: object = None
    previous_id: object = None
    group_id: object = None
    message_id: object = None
    sequence: object = None
    timestamp: object = None
    original_timestamp: object = None
    sent_at: object = None
    properties: msgspec.Raw = _RAW
    traits: msgspec.Raw = _RAW
    context: msgspec.Raw = _RAW


NOT_READ: Final = Sent()


@dataclass(frozen=True, slots=True)
class Arrival:
    """What all events of a request share."""

    source: str
    received: Instant
    call: str = ""
    """The type its address stands for; empty for a batch, whose events state their own."""
    sent: Stamp = NEVER
    """When the client sent the request, by its own clock."""
    public: bool = False
    """The key is a browser's: whoever reads the page has it."""
    number: int = 0
    """The request's own number: equal events without an id differ by it."""
    long_numbers: bool = True
    """A number of more digits than 64 bits hold may be inside."""


class Draft:
    """An event on its way through the steps."""

    __slots__ = (
        "arrival",
        "context",
        "deal",
        "fields",
        "flags",
        "identifier",
        "index",
        "kind",
        "name",
        "names",
        "raw",
        "said",
        "sent",
        "stated",
        "time",
        "voids",
    )

    def __init__(self, arrival: Arrival, raw: bytes, index: int) -> None:
        self.arrival = arrival
        self.raw = raw
        self.index = index
        self.sent = NOT_READ
        self.kind = ""
        self.name = ""
        self.names: list[Name] = []
        self.said = b""
        """The properties, or the traits, as sent."""
        self.stated = b"{}"
        """The same as they will be kept."""
        self.fields: Mapping[str, object] = _NO_FIELDS
        """What was sent, decoded."""
        self.context = NO_CONTEXT
        self.deal = ""
        self.voids = ""
        self.identifier = ""
        self.time = arrival.received
        self.flags: list[str] = []

    def add(self, fields: dict[str, object]) -> None:
        """Put fields behind those that were sent, without touching a digit of them."""
        added = _ENCODER.encode(fields)
        before = self.stated[:-1].rstrip()
        self.stated = added if before == b"{" else before + b"," + added[1:]

    def flag(self, flag: str) -> None:
        """Say what had to be mended, once."""
        if flag not in self.flags:
            self.flags.append(flag)


class Kept(msgspec.Struct, frozen=True, gc=False):
    """An event ready to be kept."""

    event: Event
    body_hash: bytes
    """8 bytes over what the event says, not over how it travelled: another hash under a known
    id is another event."""
