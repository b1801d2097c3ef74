"""Events told in one line, as a test wants to read them."""

from collections.abc import Sequence
from itertools import count

import msgspec

from tropa.clock import Instant
from tropa.event import Event, Name, NameKind
from tropa.testing.clock import instant

_NUMBERS = count(1)
_STRENGTH = {kind: strength for strength, kind in enumerate(NameKind)}


def event(
    who: str | Sequence[str],
    at: Instant | str,
    name: str,
    *,
    id: str = "",  # noqa: A002 - an event's id is called so everywhere
    source: str = "test",
    voids: str = "",
    public: bool = False,
    sequence: int = 0,
    **properties: object,
) -> Event:
    """Something that happened.

    Args:
        who: names of the person, `ann` for the user id, else `email:ann@shop.ru`,
            `anonymous:phone-1`, `deal:D-17`; several in a list.
        at: an instant, or a text that says one (UTC when it states no zone).
        name: what happened, as maps call it.
        id: unique within the source; a fresh one when omitted.
        source: through which write key or file it came.
        voids: the id of an event that never was.
        public: a browser sent it.
        sequence: order among events of one instant.
        properties: whatever else is known.
    """
    said = [who] if isinstance(who, str) else who
    names = sorted((_name(one) for one in said), key=lambda one: _STRENGTH[one.kind])
    moment = instant(at)
    return Event(
        id=id or f"told-{next(_NUMBERS)}",
        source=source,
        time=moment,
        name=name,
        names=tuple(names),
        properties=msgspec.json.encode(properties),
        sequence=sequence,
        deal=next((one.value for one in names if one.kind is NameKind.DEAL), ""),
        voids=voids,
        received=moment,
        public=public,
    )


def _name(text: str) -> Name:
    kind, _, value = text.partition(":")
    if value and kind in set(NameKind):
        return Name(NameKind(kind), value)
    return Name(NameKind.USER, text)
