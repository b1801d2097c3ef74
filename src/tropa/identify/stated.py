"""What one event states about names: who it is of, on which device, and what it links.

The strongest name that points at a human being is the event's *anchor*. The other such names of
the same event are linked to it; a device beside it has been logged in by it; a deal was seen
with it.
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
    alias: bool
    """The pairs were stated on purpose, not merely seen together."""


def stated(event: Event) -> Stated:
    """What the event states."""
    human = [name for name in event.names if name.kind in IDENTIFIED]
    device = _first(event.names, NameKind.ANONYMOUS)
    deal = _first(event.names, NameKind.DEAL)
    anchor = human[0] if human else None
    if event.name == ALIAS:
        return Stated(anchor, device, deal, tuple(combinations(human, 2)), alias=True)
    links = tuple((human[0], other) for other in human[1:])
    return Stated(anchor, device, deal, links, alias=False)


def _first(names: Sequence[Name], kind: NameKind) -> Name | None:
    return next((name for name in names if name.kind == kind), None)
