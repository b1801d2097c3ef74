"""History rewritten where somebody is erased: the files that hold their events or name them.

A file is written anew beside the old one; one transaction lists the new and strikes the old,
which is removed then. Whoever is killed between leaves files nobody lists, and does it again.
Whose trails hold what a file said is noted before its place is taken: done again, nothing in it
tells any more.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass

import numpy as np
import polars as pl

from tropa.keep.ledger import KeptFile
from tropa.live.attribute import attribute
from tropa.live.loop_parts import LoopParts
from tropa.parts.base import part_of

_NAMES = ("who", "device", "deal")


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of properties."""

    own: Callable[[pl.DataFrame], pl.Series]
    """Rows of the persons to their properties as they are to be."""
    others: Callable[[str], str]
    """The properties of anybody else's event as they are to be."""
    suspect: str
    """A pattern: what stands in properties of others that may have to change."""


@dataclass(frozen=True, slots=True)
class _Changed:
    """Rows of a file that say something else now."""

    own: pl.DataFrame
    others: pl.DataFrame
    """Both with the place of each row in its file (`row`), its person, and `after`."""

    def said(self, before: pl.Series) -> pl.Series:
        """The properties of the whole file."""
        texts = before.to_list()
        for rows in (self.own, self.others):
            for at, text in zip(rows["row"].to_list(), rows["after"].to_list(), strict=True):
                texts[at] = text
        return pl.Series("properties", texts, pl.String)


class Rewriting:
    """Changes what history says of some persons."""

    def __init__(self, parts: LoopParts) -> None:
        self._with = parts

    def rewrite(self, persons: Collection[int], change: Change) -> tuple[int, set[int]]:
        """Change the history of some persons, and read the trails it made from it again.

        Args:
            persons: whose events.
            change: what becomes of them, and of what others' events say.

        Returns:
            How many events of theirs these were, and whose trails are others now.
        """
        events, others = self._history(persons, change)
        touched = self._stale({*persons, *others})
        # Should we die before the trails are mended, the next start mends them.
        self._with.ledger.catalogue.mark_stale(touched)
        self._with.regather.recall(touched)
        return events, touched

    def _history(self, persons: Collection[int], change: Change) -> tuple[int, set[int]]:
        catalogue = self._with.ledger.catalogue
        numbers = self._numbers(persons)
        events, others = 0, set[int]()
        for file in catalogue.files("history"):
            changed = self._changed(file, numbers, persons, change)
            events += len(changed.own)
            if not len(changed.own) and not len(changed.others):
                continue
            theirs = set(changed.others["person"].to_list())
            others |= theirs
            written = self._written(file, changed)
            if written.path != file.path:
                catalogue.mark_stale(self._stale(theirs))
                catalogue.move_to_history([written], [file.path], 0)
        self._with.compaction.sweep()
        return events, others

    def _numbers(self, persons: Collection[int]) -> pl.Series:
        numbers: set[int] = set()
        for person in persons:
            numbers |= self._with.persons.names_of(person)
        return pl.Series(sorted(numbers), dtype=pl.Int64).implode()

    def _changed(
        self, file: KeptFile, numbers: pl.Series, persons: Collection[int], change: Change
    ) -> _Changed:
        """What a file is to say instead; of others' events those alone that change."""
        named = pl.any_horizontal(pl.col(name).is_in(numbers) for name in _NAMES)
        suspect = pl.col("properties").str.contains(change.suspect)
        near: pl.DataFrame = (
            self._with.history.scan([file])
            .with_row_index("row")
            .select("row", *_NAMES, "time", "properties", named=named)
            .filter(pl.col("named") | suspect)
            .collect()
        )
        wanted = pl.Series(sorted(persons), dtype=pl.Int64).implode()
        mine = attribute(near.filter("named"), self._with.persons)
        mine = mine.filter(pl.col("person").is_in(wanted))
        others = near.join(mine, on="row", how="anti").drop_nulls("properties")
        after = [change.others(text) for text in others["properties"].to_list()]
        others = others.with_columns(pl.Series("after", after, pl.String))
        others = others.filter(pl.col("after") != pl.col("properties"))
        own = change.own(mine) if len(mine) else pl.Series(dtype=pl.String)
        return _Changed(
            mine.with_columns(own.alias("after")), attribute(others, self._with.persons)
        )

    def _written(self, file: KeptFile, changed: _Changed) -> KeptFile:
        """The file as it is to be: the same one where it says so already."""
        rows: pl.DataFrame = self._with.history.scan([file]).collect()
        said = changed.said(rows["properties"])
        if said.equals(rows["properties"], null_equal=True):
            return file
        return self._with.history.rewrite(file, rows.with_columns(said))

    def _stale(self, persons: Collection[int]) -> set[int]:
        """Whose trails hold what these persons' events said, now or before a merge."""
        return set(persons) | set(self._numbers(persons).to_list()[0])

    def parts(self, persons: Collection[int]) -> list[int]:
        """Where bases may hold it: also where somebody stood who was gathered anew since."""
        anew = self._with.trails.gathered_anew() | set(self._with.ledger.catalogue.stale())
        everybody = np.asarray(sorted({*persons, *anew}), np.int64)
        return sorted(set(part_of(everybody).tolist()))
