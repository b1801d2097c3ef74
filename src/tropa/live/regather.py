"""Trails whose past changed are gathered anew: who moved as a whole, who was torn apart."""

from collections.abc import Collection, Iterable

import numpy as np
import polars as pl

from tropa.clock import Instant
from tropa.keep.history import History
from tropa.keep.ledger import Catalogue
from tropa.live.attribute import attribute
from tropa.live.persons import Changes, Persons
from tropa.parts.lookup import last_time
from tropa.parts.rows import SCHEMA, no_rows
from tropa.parts.trails import Trails


class Regather:
    """Mends the trails after links changed."""

    def __init__(
        self, catalogue: Catalogue, history: History, trails: Trails, persons: Persons
    ) -> None:
        self._catalogue, self._history = catalogue, history
        self._trails, self._persons = trails, persons
        self.arrived: list[pl.DataFrame] = []
        """Rows that have arrived and are not in the history yet."""

    def mend(self, changes: Changes) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        """Gather anew whoever the changes concern; the persons touched, rising."""
        split = set(changes.split)
        for person, others, since in changes.later:
            last = last_time(self._trails, person)
            if last is not None and last >= since:
                split |= {person} | others
        moved = {old: new for old, new in changes.moved.items() if not {old, new} & split}
        split |= {new for old, new in changes.moved.items() if old not in moved}
        split |= {old for old in changes.moved if old not in moved}
        touched: set[int] = set()
        if moved or changes.claimed:
            touched |= self._relabel(moved, changes.claimed - split)
        if split:
            touched |= self._recall(split)
        return np.asarray(sorted(touched), np.int64)

    def recall(self, persons: Iterable[int]) -> None:
        """Read these persons' rows again from the history and what arrived since."""
        self._recall(set(persons))

    def rows(self, persons: Iterable[int]) -> pl.DataFrame:
        """Everything that happened to these persons, with the numbers of their names."""
        wanted = set(persons)
        rows = attribute(self._read(self._numbers_of(wanted)), self._persons)
        return rows.filter(pl.col("person").is_in(pl.Series(sorted(wanted)).implode()))

    def _numbers_of(self, persons: Iterable[int]) -> set[int]:
        numbers: set[int] = set()
        for person in persons:
            numbers |= self._persons.names_of(person)
        return numbers

    def recall_named(self, events: Collection[str]) -> None:
        """Read whoever these events happened to again: by now the events have numbers."""
        files = self._catalogue.files("history")
        wanted = pl.Series(sorted(events)).implode()
        fresh = [rows.filter(pl.col("event").is_in(wanted)) for rows in self.arrived]
        known = self._history.read_events(files, events)
        persons = pl.concat(
            [one["person"] for one in (attribute(known, self._persons), *fresh)]
        )
        self._recall(set(persons.to_list()))

    def logins(self, device: int) -> list[tuple[Instant, int]]:
        """Every login of a device there ever was."""
        rows = self._read({device}).filter((pl.col("device") == device) & (pl.col("who") != 0))
        return list(zip(rows["time"].to_list(), rows["who"].to_list(), strict=True))

    def bearers(self, deals: Iterable[int]) -> set[int]:
        """Whose the events of these deals were while nobody knew whose the deals are."""
        wanted = set(deals)
        rows = self._read(wanted).filter(
            pl.col("deal").is_in(pl.Series(sorted(wanted)).implode())
        )
        nobodys = rows.with_columns(pl.lit(0, pl.Int64).alias("deal"))
        return set(attribute(nobodys, self._persons)["person"].to_list()) - {0}

    def _relabel(self, moved: dict[int, int], claimed: set[int]) -> set[int]:
        """Whole trails that change hands; rows of devices go by their time."""
        owners = {device: self._persons.owners(device) for device in claimed}
        concerned = {*moved, *moved.values(), *claimed}
        concerned |= {person for one in owners.values() for person in one.people}
        rows = self._trails.rows_of(np.asarray(sorted(concerned), np.int64))
        person = rows["person"].to_list()
        for at, (former, time) in enumerate(zip(person, rows["time"].to_list(), strict=True)):
            if former in owners:
                person[at] = owners[former].at(time)
            else:
                person[at] = moved.get(former, former)
        rows = rows.with_columns(pl.Series("person", person, pl.Int64))
        self._trails.append(rows, concerned)
        return concerned

    def _recall(self, persons: set[int]) -> set[int]:
        # Rows of others that bear one of these names stand in the others' trails already.
        self._trails.append(self.rows(persons).select(list(SCHEMA)), persons)
        return persons

    def _read(self, numbers: set[int]) -> pl.DataFrame:
        files = self._catalogue.files("history")
        known = self._history.read_names(files, numbers) if files else None
        wanted = pl.Series(sorted(numbers), dtype=pl.Int64).implode()
        named = pl.any_horizontal(
            pl.col(name).is_in(wanted) for name in ("who", "device", "deal")
        )
        fresh = [rows.filter(named) for rows in self.arrived]
        found = pl.concat([no_rows(), *fresh])
        if known is not None and len(known):
            old = known.with_columns(pl.lit(0, pl.Int64).alias("person")).select(list(SCHEMA))
            found = pl.concat([old, found])
        return found
