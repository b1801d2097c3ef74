"""What a question walks over: the rows of some units in the order of time, in columns.

A row is an event; it knows its touchpoint where a map was asked about, and a question that asks
about stages finds a row for every stage entered, right behind the event that led there. Units
are persons or deals. A track lies on the columns of the parts themselves: nothing is copied for
a question about plain events.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from tropa.trail import Column, absent, fix_columns

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Track:
    """Rows of n units, m rows in all; a unit's rows lie together, in the order of time."""

    person: Int64
    """n person numbers."""
    offsets: Int64
    """n + 1."""
    time: Int64
    """m instants, µs UTC."""
    code: NDArray[np.uint16]
    """m numbers of `names`."""
    names: tuple[str, ...]
    """Event names; one more number than there are names is a row that is no event."""
    columns: Mapping[str, Column] = field(default_factory=dict[str, Column])
    """Properties of events that the question reads."""
    point: NDArray[np.uint16] | None = None
    """m touchpoint numbers from 1, 0 for none; None where the question asks about none."""
    stage: NDArray[np.int16] | None = None
    """m stages entered, -1 for none; None where the question asks about none."""
    deal: Int64 | None = None
    """n deal numbers where deals walk."""
    alive: Bools | None = None
    """n; units that count here, all when None (the others are told of elsewhere)."""

    def __post_init__(self) -> None:
        fix_columns(self)

    @property
    def units(self) -> int:
        return len(self.offsets) - 1

    @property
    def events(self) -> int:
        """Rows: what conditions on fields are answered for."""
        return len(self.time)

    def column(self, name: str) -> Column:
        """A property of every row, absent everywhere when no event has it."""
        known = self.columns.get(name)
        return known if known is not None else absent(self.events)

    def owner(self) -> Int64:
        """The unit of each row."""
        return np.repeat(np.arange(self.units), np.diff(self.offsets))

    def counted(self) -> Bools:
        """For each unit whether it counts here."""
        return np.ones(self.units, np.bool_) if self.alive is None else self.alive


class SomeRows:
    """Some rows of a track, for conditions that concern only these."""

    def __init__(self, track: Track, rows: NDArray[np.intp]) -> None:
        self._track, self._rows = track, rows

    @property
    def events(self) -> int:
        return len(self._rows)

    def column(self, name: str) -> Column:
        """A property of each of them."""
        column = self._track.column(name)
        return Column(column.values, column.codes[self._rows])
