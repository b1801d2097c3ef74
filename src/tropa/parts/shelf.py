"""A shelf: events sorted by person, time, sequence and key, in columns.

The base of a part is a shelf of mapped files; every stretch of fresh events is a shelf in
memory. Trails are gathered from several shelves alike. Properties are kept as JSON texts and
become dictionary-coded columns, field by field, when a map first asks for them.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tropa.parts.properties import property_columns
from tropa.parts.rows import ORDER
from tropa.trail import Column, absent

Int64 = NDArray[np.int64]


@dataclass
class Shelf:
    """Events of some persons, sorted."""

    persons: Int64
    """p numbers, rising."""
    offsets: Int64
    """p + 1."""
    time: Int64
    sequence: Int64
    key: Int64
    code: NDArray[np.uint16]
    """Numbers of event names in the workspace's list of names."""
    deal: Int64
    """Empty when no event has a deal."""
    texts: Callable[[], pl.Series]
    """The properties of all rows as JSON texts; read when needed."""
    columns: dict[str, Column] = field(default_factory=dict[str, Column])
    save: Callable[[str, Column], None] | None = None
    """Keeps a column once made, so that it is made once."""

    @property
    def events(self) -> int:
        return len(self.time)

    def column(self, name: str) -> Column:
        """A property of every row, made from the texts at first use."""
        self.learn([name])
        return self.columns.get(name) or absent(self.events)

    def learn(self, names: Iterable[str]) -> None:
        """Make columns of these properties, if there are none, in one reading of the texts."""
        unknown = [name for name in names if self.columns.get(name) is None]
        if not unknown:
            return
        made = (
            property_columns(self.texts(), self.events, unknown)
            if self.events
            else [absent(0)] * len(unknown)
        )
        for name, column in zip(unknown, made, strict=True):
            self.columns[name] = column
            if self.save is not None:
                self.save(name, column)

    def ranges(self, persons: Int64) -> tuple[Int64, Int64]:
        """Where the rows of each of these persons begin and end; nowhere when it has none."""
        at = np.searchsorted(self.persons, persons)
        inside = np.minimum(at, max(len(self.persons) - 1, 0))
        if not len(self.persons):
            nothing = np.zeros(len(persons), np.int64)
            return nothing, nothing
        has = self.persons[inside] == persons
        begin = np.where(has, self.offsets[inside], 0)
        end = np.where(has, self.offsets[inside + 1], 0)
        return begin, end


def shelf_of(rows: pl.DataFrame, codes: Callable[[Iterable[str]], list[int]]) -> Shelf:
    """A shelf in memory from rows in any order.

    Args:
        rows: with the columns of `tropa.parts.rows.SCHEMA`.
        codes: the numbers of event names in the workspace's list.
    """
    ordered = rows.sort(ORDER, maintain_order=True)
    person = ordered["person"].to_numpy()
    starts = (
        np.flatnonzero(np.append(True, person[1:] != person[:-1])) if len(person) else person
    )
    deal = ordered["deal"].to_numpy()
    texts = ordered["properties"]
    return Shelf(
        persons=person[starts].astype(np.int64),
        offsets=np.append(starts, len(person)).astype(np.int64),
        time=ordered["time"].to_numpy(),
        sequence=ordered["sequence"].to_numpy(),
        key=ordered["key"].to_numpy(),
        code=_codes(ordered["event"], codes),
        deal=deal if deal.any() else np.zeros(0, np.int64),
        texts=lambda: texts,
    )


def _codes(
    events: pl.Series, codes: Callable[[Iterable[str]], list[int]]
) -> NDArray[np.uint16]:
    distinct = events.unique(maintain_order=True)
    numbers = pl.Series(codes(distinct.to_list()), dtype=pl.UInt16)
    found = events.replace_strict(distinct, numbers, return_dtype=pl.UInt16).to_numpy()
    # Of no events at all the type is anybody's guess.
    return found.astype(np.uint16, copy=False)
