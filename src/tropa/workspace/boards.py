"""Boards of a workspace: one a map, by its editions, or its draft while it has none."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tropa.errors import TropaError, WorkspaceFault
from tropa.event import event_name
from tropa.keep.ledger import Catalogue
from tropa.keep.maps import Maps
from tropa.live.board import Board
from tropa.live.regather import Regather
from tropa.map.finding import MapRefused
from tropa.map.read import read_map
from tropa.parts.trails import Trails
from tropa.place.rules import Edition, compile_edition

Int64 = NDArray[np.int64]


@dataclass(frozen=True)
class _Seen:
    """What a board was made from; another one is made when this changes."""

    editions: tuple[int, ...]
    draft: float
    outages: bytes


class Boards(dict[str, Board]):
    """Boards by map; the loop updates them, questions read them."""

    def __init__(
        self,
        maps: Maps,
        catalogue: Catalogue,
        trails: Trails,
        regather: Regather,
        folder: Path,
    ) -> None:
        super().__init__()
        self._maps, self._catalogue, self._trails = maps, catalogue, trails
        self._regather, self._folder = regather, folder
        self._seen: dict[str, _Seen] = {}
        self.refused: dict[str, TropaError] = {}
        """Maps that cannot be read now; the board before stays as it is."""

    def behind(self) -> bool:
        """Whether maps changed since the boards were made."""
        ids = self._maps.ids()
        return set(self._seen) != set(ids) or any(
            self._seen[map_id] != self._look(map_id) for map_id in ids
        )

    def refresh(self, now: int) -> bool:
        """Bring boards in line with the maps there are; whether anything changed."""
        changed = False
        for map_id in self._maps.ids():
            seen = self._look(map_id)
            if self._seen.get(map_id) != seen:
                changed = self._make(map_id, seen, now) or changed
        for gone in set(self._seen) - set(self._maps.ids()):
            del self._seen[gone]
            changed = self.pop(gone, None) is not None or changed
        return changed

    def _look(self, map_id: str) -> _Seen:
        numbers = tuple(one.number for one in self._catalogue.editions(map_id))
        draft = 0.0 if numbers else self._maps.draft_changed(map_id)
        return _Seen(numbers, draft, outages_of(self._catalogue).tobytes())

    def _make(self, map_id: str, seen: _Seen, now: int) -> bool:
        self._seen[map_id] = seen
        try:
            editions = editions_of(map_id, self._maps, self._catalogue)
        except (MapRefused, WorkspaceFault) as fault:
            self.refused[map_id] = fault
            return False
        self.refused.pop(map_id, None)
        if not editions or not editions[-1].map.stages:
            return self.pop(map_id, None) is not None
        unnamed = self._trails.names.need(_events_named(editions))
        if unnamed:
            # Such events may have come when the list of names was full.
            self._regather.recall_named(unnamed)
        board = Board(self._trails, editions, outages_of(self._catalogue), self._folder)
        fresh = self._trails.fresh_persons()
        if len(fresh):
            board.update(fresh, now, replayed=True)
        if map_id in self:
            board.take_over(self[map_id], now)
        self[map_id] = board
        return True


def _events_named(editions: Iterable[Edition]) -> set[str]:
    """Events some touchpoint is bound to, as they are kept."""
    said = (name for one in editions for point in one.map.touchpoints for name in point.events)
    return {event_name(name) for name in said}


def editions_of(map_id: str, maps: Maps, catalogue: Catalogue) -> list[Edition]:
    """The editions of a map ready for placing; the draft alone while none is published.

    Raises:
        MapRefused: the draft cannot be read.
        WorkspaceFault: an edition is not there, or not what was published.
    """
    published = catalogue.editions(map_id)
    found: list[Edition] = []
    for one in published:
        data, where = maps.edition(map_id, one.number), f"maps/{map_id}/{one.number}.yaml"
        if data is None or edition_digest(data) != one.digest:
            raise WorkspaceFault("damaged_edition", where=where)
        found.append(compile_edition(read_map(data, where), one.number, one.published))
    if not found:
        data = maps.draft(map_id)
        if data is not None:
            found.append(compile_edition(read_map(data, f"maps/{map_id}.yaml")))
    return found


def edition_digest(data: bytes) -> str:
    """What an edition's text is known by."""
    return blake2b(data, digest_size=16).hexdigest()


def outages_of(catalogue: Catalogue) -> Int64:
    """Stretches between which silence clocks stand still, k × 2."""
    return np.asarray(catalogue.outages(), np.int64).reshape(-1, 2)
