"""What one event states about names: who it is of, on which device, and what it links.

The strongest name that points at a human being is the event's *anchor*. The other such names of
the same event are linked to it; a device beside it has been logged in by it; a deal was seen
with it. An alias states on purpose that two ids are one person's; either id may be a user's and
either a device's, for clients differ.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

from tropa.event import ALIAS, IDENTIFIED, Event, Name, NameKind


@dataclass(frozen=True, slots=True)
class Stated:
    """The names of one event by what they do."""

    anchor: Name | None
    device: Name | None
    deal: Name | None
    links: tuple[tuple[Name, Name], ...]
    """Pairs said to be of one person; the stronger first."""
    logins: tuple[tuple[Name, Name], ...]
    """(device, who used it)."""
    alias: bool
    """The pairs were stated on purpose, not merely seen together."""


def stated(event: Event) -> Stated:
    """What the event states."""
    human = [name for name in event.names if name.kind in IDENTIFIED]
    devices = [name for name in event.names if name.kind is NameKind.ANONYMOUS]
    deal = _first(event.names, NameKind.DEAL)
    anchor = human[0] if human else None
    if event.name == ALIAS:
        users = {name.value: name for name in human if name.kind is NameKind.USER}
        logins = [(device, users.get(device.value, human[0])) for device in devices if human]
        pairs = tuple(combinations(users.values(), 2))
        return Stated(anchor, None, deal, pairs, tuple(logins), alias=True)
    links = tuple((human[0], other) for other in human[1:])
    device = devices[0] if devices else None
    logins = [(device, anchor)] if device is not None and anchor is not None else []
    return Stated(anchor, device, deal, links, tuple(logins), alias=False)


def _first(names: Sequence[Name], kind: NameKind) -> Name | None:
    return next((name for name in names if name.kind is kind), None)
