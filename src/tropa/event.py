"""The one record that flows: who, what, when, and whatever the sender knew besides.

An event is never changed. A correction is a new event that voids an old one. Order is time,
then sequence (the row of its file, or what the client sent), then the event's own id: the
order of arrival is never used.
"""

from enum import StrEnum
from hashlib import blake2b
from typing import Final

import msgspec

from tropa.clock import Instant


class NameKind(StrEnum):
    """Kinds of names a person can be known by, the strongest first."""

    USER = "user"
    CRM = "crm"
    EMAIL = "email"
    PHONE = "phone"
    MESSENGER = "messenger"
    ANONYMOUS = "anonymous"
    DEAL = "deal"


IDENTIFIED: Final = (
    NameKind.USER,
    NameKind.CRM,
    NameKind.EMAIL,
    NameKind.PHONE,
    NameKind.MESSENGER,
)
"""Kinds that point at a human being; a device and a deal only lead to one."""


class Name(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """One name: its kind and its normalised value."""

    kind: NameKind
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:{self.value}"


class Event(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """What happened."""

    id: str
    """Unique within its source, for ever: the same id again is the same event."""
    source: str
    """The write key or file profile it came through."""
    time: Instant
    name: str
    names: tuple[Name, ...]
    """Everything the sender called the person by, the strongest first."""
    properties: bytes = b"{}"
    """A JSON object, as sent: every digit stays."""
    sequence: int = 0
    deal: str = ""
    voids: str = ""
    """The id of an event of the same source that never was."""
    received: Instant = 0
    flags: tuple[str, ...] = ()
    """What cleaning had to mend: `clock_corrected`, `text_repaired`, …"""
    public: bool = False
    """It came through a browser's key: it may state, never prove."""


# Facts about a person rather than touches; they never match a touchpoint.
IDENTIFY: Final = "identify"
GROUP: Final = "group"
ALIAS: Final = "alias"
FACTS: Final = frozenset({IDENTIFY, GROUP, ALIAS})

# Somebody of the team says on which stage of a map a person stands, and why; it is no touch.
STAGE_SET: Final = "stage_set"

# An outage of a source: a workspace-wide fact, silence clocks pause over it.
OUTAGE: Final = "source_outage"

# Something told by hand never was.
TAKEN_BACK: Final = "taken_back"

RECORDS: Final = FACTS | {STAGE_SET, OUTAGE, TAKEN_BACK}
"""What is only written down: none of these is something that happened to a person."""


def event_key(source: str, identifier: str) -> int:
    """The event's number: 63 bits of a hash of source and id, the same wherever it is met."""
    digest = blake2b(f"{source}\x1f{identifier}".encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def event_name(name: str) -> str:
    """Dotted canonical types become snake_case (`call.answered` is `call_answered`).

    Any other name stays as it is, whatever its alphabet.
    """
    parts = name.split(".")
    dotted = len(parts) > 1 and all(
        part.isascii() and part.isidentifier() and part.islower() for part in parts
    )
    return name.replace(".", "_") if dotted else name
