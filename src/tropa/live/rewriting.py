"""History rewritten where somebody is erased: the files that hold their events, and no others.

A file is written anew beside the old one; one transaction lists the new and strikes the old,
which is removed then. Whoever is killed between leaves files nobody lists, and does it again.
"""

from collections.abc import Callable, Collection
from typing import TypeAlias

import numpy as np
import polars as pl

from tropa.keep.ledger import KeptFile
from tropa.live.attribute import attribute
from tropa.live.loop_parts import LoopParts
from tropa.parts.base import part_of

Change: TypeAlias = Callable[[pl.DataFrame], pl.Series]
"""Rows to their properties, as they are to be."""

_NAMES = ("who", "device", "deal")


class Rewriting:
    """Changes what history says of some persons."""

    def __init__(self, parts: LoopParts) -> None:
        self._with = parts

    def rewrite(self, persons: Collection[int], change: Change) -> tuple[int, set[int]]:
        """Change the history of some persons, and read their trails from it again.

        Args:
            persons: whose events.
            change: rows with the numbers of their names to their properties.

        Returns:
            How many events these were, and whose trails are others now.
        """
        events = self._history(persons, change)
        touched = self._stale(persons)
        # Should we die before the trails are mended, the next start mends them.
        self._with.ledger.catalogue.mark_stale(touched)
        self._with.regather.recall(touched)
        return events, touched

    def _history(self, persons: Collection[int], change: Change) -> int:
        catalogue = self._with.ledger.catalogue
        numbers = self._numbers(persons)
        events = 0
        for file in catalogue.files("history"):
            found = self._file(file, numbers, persons, change)
            if found is None:
                continue
            events += found[0]
            if found[1].path != file.path:
                catalogue.move_to_history([found[1]], [file.path], 0)
        self._with.compaction.sweep()
        return events

    def _numbers(self, persons: Collection[int]) -> pl.Series:
        numbers: set[int] = set()
        for person in persons:
            numbers |= self._with.persons.names_of(person)
        return pl.Series(sorted(numbers), dtype=pl.Int64).implode()

    def _file(
        self, file: KeptFile, numbers: pl.Series, persons: Collection[int], change: Change
    ) -> tuple[int, KeptFile] | None:
        """The file without what is personal; None when they are not in it."""
        scanned = self._with.history.scan([file])
        named = pl.any_horizontal(pl.col(name).is_in(numbers) for name in _NAMES)
        if not scanned.filter(named).select(pl.len()).collect().item():
            return None
        rows: pl.DataFrame = scanned.collect()
        near = rows.with_row_index("row").filter(named)
        wanted = pl.Series(sorted(persons), dtype=pl.Int64).implode()
        mine = attribute(near, self._with.persons).filter(pl.col("person").is_in(wanted))
        if not len(mine):
            return None
        said = rows["properties"].to_list()
        changed = change(mine).to_list()
        for at, text in zip(mine["row"].to_list(), changed, strict=True):
            said[at] = text
        after = rows.with_columns(pl.Series("properties", said, pl.String))
        if after["properties"].equals(rows["properties"], null_equal=True):
            return len(mine), file
        return len(mine), self._with.history.rewrite(file, after)

    def _stale(self, persons: Collection[int]) -> set[int]:
        """Whose trails hold what these persons' events said, now or before a merge."""
        return set(persons) | set(self._numbers(persons).to_list()[0])

    def parts(self, persons: Collection[int]) -> list[int]:
        """Where bases may hold it: also where somebody stood who was gathered anew since."""
        anew = self._with.trails.gathered_anew() | set(self._with.ledger.catalogue.stale())
        everybody = np.asarray(sorted({*persons, *anew}), np.int64)
        return sorted(set(part_of(everybody).tolist()))
