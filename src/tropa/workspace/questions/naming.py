"""Names to choose from when a question is written: what has come, what the map calls things.

Names of properties are not kept anywhere by themselves; they are looked up in some of the
latest events and in one of the bases, which is enough to choose from: a name that is not
offered may be typed all the same.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, cast

import msgspec
import numpy as np

from tropa.condition.syntax import Did
from tropa.event import FACTS, IDENTIFY
from tropa.map.document import Map, Segment, Stage, Touchpoint
from tropa.map.properties import field_titles, trait_titles
from tropa.parts.names import EventNames
from tropa.parts.shelf import Shelf
from tropa.parts.snapshot import Snapshot
from tropa.words import Language
from tropa.workspace.answers import board_of
from tropa.workspace.opening import Workspace

LOOKED_AT: Final = 4_000
"""Events of one shelf whose properties are looked at."""
SHELVES: Final = 4
_LARGEST: Final = 500_000
"""A base of more events is not read for this."""
_MOST: Final = 500
"""Names of one kind."""

_FIELDS: Final = msgspec.json.Decoder(dict[str, msgspec.Raw])


@dataclass(frozen=True)
class Names:
    """What may be named."""

    events: list[str]
    properties: list[str]
    traits: list[str]
    map: Map | None

    def as_json(self, language: Language) -> dict[str, Any]:
        """Names with their titles, where they have some.

        Args:
            language: of the titles everybody has; those of the map are in its own.
        """
        map_ = self.map
        return {
            "events": self.events,
            "properties": self.properties,
            "traits": self.traits,
            "field_titles": field_titles(map_, self.properties, language),
            "trait_titles": trait_titles(map_, self.traits, language),
            "touchpoints": [] if map_ is None else [_titled(one) for one in map_.touchpoints],
            "stages": []
            if map_ is None
            else [_titled(one) | {"core": one.core} for one in map_.stages],
            "segments": [] if map_ is None else [_titled(one) for one in map_.segments],
            "channels": [] if map_ is None else _channels(map_),
            "sale": None if map_ is None else _sale(map_),
        }


def names_known(workspace: Workspace, map_id: str | None) -> Names:
    """What a question of a workspace may name.

    Args:
        workspace: whose.
        map_id: the map whose touchpoints, stages and segments are meant; none when omitted.

    Raises:
        WorkspaceFault: there is no such map.
    """
    map_ = board_of(workspace, map_id).edition.map if map_id else None
    properties: set[str] = set()
    traits: set[str] = set()
    snapshot = workspace.trails.snapshot()
    for shelf in _some(snapshot):
        for states, text in _texts(shelf, snapshot.names):
            (traits if states else properties).update(_keys(text))
    events = sorted(set(workspace.trails.names.all) - FACTS - {EventNames.OTHER})
    return Names(events[:_MOST], sorted(properties)[:_MOST], sorted(traits)[:_MOST], map_)


def _some(snapshot: Snapshot) -> list[Shelf]:
    """The largest shelves of the tail, and the smallest base."""
    bases = [one.shelf for one in snapshot.bases if one is not None and one.shelf.events]
    small = [one for one in bases if one.events <= _LARGEST]
    tail = sorted(snapshot.tail, key=lambda one: -one.events)
    return [*tail[:SHELVES], *sorted(small, key=lambda one: one.events)[:1]]


def _texts(shelf: Shelf, names: tuple[str, ...]) -> Iterator[tuple[bool, str]]:
    """Properties of events spread over a shelf, and whether they are traits."""
    if not shelf.events:
        return
    step = max(1, shelf.events // LOOKED_AT)
    rows = np.arange(0, shelf.events, step)
    texts = cast("list[str | None]", shelf.texts().gather(rows).to_list())
    for row, text in zip(rows.tolist(), texts, strict=True):
        code = int(shelf.code[row])
        if text:
            yield code < len(names) and names[code] == IDENTIFY, text


def _keys(text: str) -> Iterator[str]:
    try:
        found = _FIELDS.decode(text)
    except msgspec.DecodeError:
        return
    for name in found:
        if name.isidentifier() and len(name) <= 100:
            yield name


def _titled(one: Stage | Touchpoint | Segment) -> dict[str, str | None]:
    return {"id": one.id, "title": one.title}


def _channels(map_: Map) -> list[dict[str, object]]:
    found = map_.records("channels")
    return [{"id": name, "title": record.get("title", name)} for name, record in found.items()]


def _sale(map_: Map) -> str | None:
    """The touchpoint that is the sale, where one alone is."""
    sale = map_.sale
    return sale.touchpoint if isinstance(sale, Did) and sale.where is None else None
