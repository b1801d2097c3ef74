"""What each row of a track gives credit to: a value of a property, a touchpoint, a channel.

A row without it is no touch. Values are told apart as people write them: `1` and `1.0` are one.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.event import FACTS
from tropa.map.document import Map
from tropa.measure.attribution.extract import NO_LABEL
from tropa.measure.questions.attribution.asked import Asked
from tropa.measure.questions.by import text_of
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]


class Labels(NamedTuple):
    """Names, and for each row of a track the place of its own, NO_LABEL where it has none."""

    names: tuple[str, ...]
    of: Int64


def labels_of(asked: Asked, track: Track) -> Labels:
    """The labels of a track's rows."""
    if asked.field:
        column = track.column(asked.field)
        return _named([text_of(value) for value in column.values], column.codes)
    if asked.of == "events":
        named = [None if name in FACTS else name for name in track.names]
        return _named([*named, None], track.code)
    map_ = asked.scope.map
    if map_ is None or track.point is None:
        return Labels((), np.full(track.events, NO_LABEL, np.int64))
    return _named(_of_points(map_, asked.of), track.point)


def _of_points(map_: Map, of: str) -> list[str | None]:
    """By number of the touchpoint; 0 is none."""
    if of == "channels":
        return [None, *(one.channel or None for one in map_.touchpoints)]
    return [None, *(one.id for one in map_.touchpoints)]


def _named(named: list[str | None], codes: NDArray[np.unsignedinteger]) -> Labels:
    """The labels of rows whose codes number some names."""
    known: dict[str, int] = {}
    table = [NO_LABEL if one is None else known.setdefault(one, len(known)) for one in named]
    return Labels(tuple(known), np.asarray(table, np.int64)[codes])
