"""One sent event becomes an `Event`, by a list of steps that can be read.

Each step mends what can be mended, and says so by a flag; what cannot is a reason to set the
event aside (`Unfit`). No step looks at any other event.
"""

from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from typing import Final

import msgspec

from tropa.collect.body import DEEPEST, is_too_deep
from tropa.collect.contacts import as_fields, as_list
from tropa.collect.context import NO_CONTEXT, Context, surroundings
from tropa.collect.draft import Arrival, Draft, Kept, Sent, decoded
from tropa.collect.refuse import Unfit
from tropa.collect.sent_time import NOT_AS_SENT, happened, stamp_of, usual_time
from tropa.collect.who import (
    has_group,
    has_identifiers,
    is_somebody,
    knows_contacts,
    knows_deal,
    states_no_consent,
)
from tropa.event import ALIAS, FACTS, GROUP, IDENTIFY, OUTAGE, STAGE_SET, Event, event_name

LONGEST_EVENT: Final = 32 * 1024
"""Bytes of the JSON of one event."""
MOST_KEYS: Final = 1_000
LONGEST_EVENT_NAME: Final = 200

TYPES: Final = frozenset({"track", "page", "screen", IDENTIFY, GROUP, ALIAS})
_VIEWS: Final = {"page": "page_viewed", "screen": "screen_viewed"}

RESERVED_IN_BROWSERS: Final = frozenset(
    {
        OUTAGE,
        "consent_given",
        "consent_withdrawn",
        "data_erased",
        "subject_merged",
        STAGE_SET,
    }
)
"""What only a server may tell: anybody can read a browser's key out of a page."""

_SENT: Final = msgspec.json.Decoder(Sent)
_FIELDS: Final = msgspec.json.Decoder(dict[str, object])
_CONTEXT: Final = msgspec.json.Decoder(Context | None)

_SPELLING: Final = lru_cache(4_096)(event_name)
_INT64: Final = range(-(2**63), 2**63)


def fits_limits(draft: Draft) -> None:
    """An object, not too large, not too deep."""
    raw = draft.raw
    if not raw.startswith(b"{"):
        raise Unfit("not_an_object")
    if len(raw) > LONGEST_EVENT:
        raise Unfit("event_too_large", limit=LONGEST_EVENT // 1024)
    if raw.count(b"{") + raw.count(b"[") > DEEPEST and is_too_deep(raw):
        raise Unfit("nesting_too_deep", limit=DEEPEST)


def is_read(draft: Draft) -> None:
    """The JSON becomes fields; the context, where there is one, too."""
    draft.sent = sent = decoded(_SENT, draft.raw)
    if sent.context:
        context = bytes(sent.context)
        if not context.startswith((b"{", b"null")):
            raise Unfit("bad_field_type", field="context")
        draft.context = decoded(_CONTEXT, context) or NO_CONTEXT


def has_type(draft: Draft) -> None:
    """One of the six. An address stands for one; an event there may not say another."""
    call = draft.arrival.call
    kind = draft.sent.type
    if kind is None:
        kind = call
    if not isinstance(kind, str) or kind not in TYPES or (call and kind != call):
        raise Unfit("invalid_type", found=str(kind)[:80])
    draft.kind = kind


def has_fields(draft: Draft) -> None:
    """Properties are an object; of an identify and a group the traits are."""
    if draft.kind in (IDENTIFY, GROUP):
        field, said = "traits", bytes(draft.sent.traits)
        if said in (b"", b"null") and draft.kind == IDENTIFY:
            # Some clients put the traits of an identify into the context.
            said = bytes(draft.context.traits)
    else:
        field, said = "properties", bytes(draft.sent.properties)
    if said in (b"", b"null"):
        return
    if not said.startswith(b"{"):
        raise Unfit("bad_field_type", field=field)
    draft.said = draft.stated = said
    draft.fields = decoded(_FIELDS, said)
    if len(draft.fields) > MOST_KEYS:
        raise Unfit("too_many_keys", limit=MOST_KEYS)
    if draft.arrival.long_numbers and _has_long_number(draft.fields):
        draft.flag("number_out_of_range")


def has_name(draft: Draft) -> None:
    """What happened: the tracked event's own name, else the one its type has."""
    if draft.kind != "track":
        draft.name = _VIEWS.get(draft.kind, draft.kind)
        return
    said = draft.sent.event
    if said is None:
        raise Unfit("missing_event_name")
    if not isinstance(said, str):
        raise Unfit("bad_field_type", field="event")
    bare = said.strip()
    if not bare:
        raise Unfit("missing_event_name")
    if len(bare) > LONGEST_EVENT_NAME:
        raise Unfit("event_name_too_long", limit=LONGEST_EVENT_NAME)
    name = _SPELLING(bare)
    if name in FACTS or (draft.arrival.public and name in RESERVED_IN_BROWSERS):
        raise Unfit("reserved_event_name", found=name)
    draft.name = name


def takes_back(draft: Draft) -> None:
    """`voids`: the id of an event that never was. A browser's key takes nothing back."""
    said = draft.fields.get("voids")
    if not said or not isinstance(said, str | int) or draft.kind != "track":
        return
    if draft.arrival.public:
        draft.flag("voids_ignored")
    else:
        draft.voids = str(said)


def has_surroundings(draft: Draft) -> None:
    """Page, campaign and device join the properties, where the sender did not put them."""
    if draft.kind in FACTS:
        return
    found = surroundings(draft.context, draft.fields)
    if draft.kind in _VIEWS:
        for field, said in (("name", draft.sent.name), ("category", draft.sent.category)):
            if said is not None and not isinstance(said, str):
                raise Unfit("bad_field_type", field=field)
            if said and field not in draft.fields:
                found[field] = said
    if found:
        draft.add(found)


def has_time(draft: Draft) -> None:
    """When it happened, by our clock; the sender's text stays where it was not believed."""
    sent, arrival = draft.sent, draft.arrival
    written = sent.timestamp if sent.original_timestamp is None else sent.original_timestamp
    if written is None:
        return
    at = usual_time(written, arrival.sent.at, arrival.received)
    if at is not None:
        draft.time = at
        return
    stamp = stamp_of(written)
    if stamp.at is None and sent.timestamp is not None:
        written = sent.timestamp
        stamp = stamp_of(written)
    when_sent = arrival.sent if arrival.sent.written else stamp_of(sent.sent_at)
    draft.time, flags = happened(stamp, when_sent, arrival.received)
    draft.flags += flags
    keeps_text = draft.kind not in FACTS and "original_timestamp" not in draft.fields
    if keeps_text and not NOT_AS_SENT.isdisjoint(flags):
        draft.add({"original_timestamp": str(written)[:80]})


def has_message_id(draft: Draft) -> None:
    """The client's id, whatever its length; else one made of the text and its arrival."""
    said = draft.sent.message_id
    if isinstance(said, int) and not isinstance(said, bool):
        said = str(said)
    if said is not None and not isinstance(said, str):
        raise Unfit("bad_field_type", field="messageId")
    if said and not said.isspace():
        draft.identifier = said
        return
    arrival = draft.arrival
    salt = f"{arrival.received}\x1f{arrival.number}\x1f{draft.index}\x1f".encode()
    draft.identifier = "made-" + blake2b(salt + draft.raw, digest_size=16).hexdigest()
    draft.flag("message_id_made")


STEPS: Final[tuple[Callable[[Draft], None], ...]] = (
    fits_limits,
    is_read,
    has_type,
    has_fields,
    has_identifiers,
    has_name,
    has_group,
    knows_contacts,
    knows_deal,
    is_somebody,
    states_no_consent,
    takes_back,
    has_surroundings,
    has_time,
    has_message_id,
)
"""Everything that is done to a sent event, in this order."""


def clean(arrival: Arrival, raw: bytes, index: int = 0, flags: tuple[str, ...] = ()) -> Kept:
    """The event a piece of JSON states.

    Args:
        arrival: what it shares with the other events of its request.
        raw: its JSON.
        index: its place in the batch.
        flags: what was already mended in its text.

    Raises:
        Unfit: it cannot be kept as it is.
    """
    draft = Draft(arrival, raw, index)
    draft.flags += flags
    for step in STEPS:
        step(draft)
    sequence = draft.sent.sequence
    event = Event(
        draft.identifier,
        arrival.source,
        draft.time,
        draft.name,
        tuple(draft.names),
        draft.stated,
        sequence if type(sequence) is int and sequence in _INT64 else 0,
        draft.deal,
        draft.voids,
        arrival.received,
        tuple(draft.flags),
        arrival.public,
    )
    return Kept(event, _body_hash(draft))


def _body_hash(draft: Draft) -> bytes:
    sent = draft.sent
    said = (
        f"{draft.kind}\x1f{sent.event}\x1f{sent.user_id}\x1f{sent.anonymous_id}"
        f"\x1f{sent.original_timestamp or sent.timestamp}\x1f"
    )
    if draft.kind != "track":
        said += f"{sent.name}\x1f{sent.category}\x1f{sent.previous_id}\x1f{sent.group_id}\x1f"
    return blake2b(said.encode() + draft.said, digest_size=8).digest()


def _has_long_number(value: object) -> bool:
    """Whether an integer of more than 64 bits is inside."""
    if isinstance(value, bool):
        return False
    if isinstance(value, int):
        return value not in _INT64
    values = as_fields(value).values() or as_list(value)
    return any(_has_long_number(one) for one in values)
