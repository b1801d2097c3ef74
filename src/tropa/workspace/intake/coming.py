"""Which events come: when each was last met, how often, from which source, and whether late.

Counted by names alone, so that a hundred million events cost one reading of three columns,
once: a file of the history never changes, and what stands in it is remembered. Only what has
come since is looked at again. An event is late when it is silent for half as long again as it
ever was within the last month, a day at least; one that is rare is late after a month.
"""

import threading
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final, Literal, TypeAlias

import polars as pl

from tropa.clock import DAY, HOUR, MINUTE, Instant
from tropa.engines.folder.history import FolderHistory
from tropa.engines.sqlite.ledger import SqliteLedger
from tropa.event import FACTS
from tropa.keep.block import Damaged, decode
from tropa.keep.ledger import KeptFile, Position
from tropa.workspace.opening import Workspace

Mark: TypeAlias = Literal["comes", "late", "never"]

LOOKED_BACK: Final = 30 * DAY
ENOUGH: Final = 20
"""Fewer hours in which it came tell nothing of how often it usually does."""
TOO_LONG: Final = 1.5
NAMES_AT_MOST: Final = 5_000
"""Of one file; the rest of a file with more names are the rarest."""
_LATELY: Final = DAY + HOUR
_FINE: Final = 10 * MINUTE
"""Within the last day moments are told apart by these, before it by hours."""
_BLOCKS: Final = 100_000

_WHOLE: Final = {
    "event": pl.String, "source": pl.String, "n": pl.Int64, "last": pl.Int64,
}  # fmt: skip
_PARTS: Final = {"event": pl.String, "at": pl.Int64, "n": pl.Int64}


@dataclass(frozen=True, slots=True)
class FromSource:
    """What one source has sent of one event."""

    source: str
    last: Instant
    total: int


@dataclass(frozen=True, slots=True)
class Coming:
    """One event by its name."""

    name: str
    last: Instant
    day: int
    """How many within the last 24 hours, to ten minutes."""
    total: int
    mark: Mark
    sources: tuple[FromSource, ...]
    """The latest heard first."""


@dataclass(frozen=True)
class _Tally:
    """Events of one place, added up."""

    whole: pl.DataFrame
    lately: pl.DataFrame


def coming(workspace: Workspace) -> dict[str, Coming]:
    """Every event that has come, by its name; those the product writes itself left out."""
    now = workspace.clock.now()
    files = workspace.ledger.catalogue.files("history")
    voided = workspace.ledger.catalogue.voided()
    memory = _memory_of(workspace.history)
    tallies = memory.of_files(files, voided, now)
    tallies.append(
        memory.of_inbox(workspace.ledger, max((one.last for one in files), default=0))
    )
    return _added_up(tallies, now)


@lru_cache(maxsize=16)
def _memory_of(history: FolderHistory) -> "_Memory":
    return _Memory(history)


class _Memory:
    """What was counted before and cannot change."""

    def __init__(self, history: FolderHistory) -> None:
        self._history = history
        self._files: dict[str, _Tally] = {}
        self._voided: frozenset[int] = frozenset()
        self._blocks: dict[Position, list[tuple[str, str, Instant]]] = {}
        self._lock = threading.Lock()

    def of_files(
        self, files: Sequence[KeptFile], voided: Sequence[int], now: Instant
    ) -> list[_Tally]:
        """Of each file without events that never were; counted anew only where that changed."""
        with self._lock:
            changed = self._voided.symmetric_difference(voided)
            found: dict[str, _Tally] = {}
            for file in files:
                known = self._files.get(file.path)
                if known is None or (changed and self._has_any(file, changed)):
                    known = _tally(self._history.scan([file]).filter(~_among(voided)), now)
                found[file.path] = known
            self._files, self._voided = found, frozenset(voided)
            return list(found.values())

    def _has_any(self, file: KeptFile, keys: Iterable[int]) -> bool:
        rows = self._history.scan([file]).select(_among(keys).any()).collect()
        return bool(rows.item())

    def of_inbox(self, ledger: SqliteLedger, upto: Position) -> _Tally:
        """Of what the history does not have yet; each block is opened once."""
        with self._lock:
            known = {at: one for at, one in self._blocks.items() if at > upto}
            after = max(known, default=upto)
            while some := ledger.inbox.blocks(after, _BLOCKS):
                for block in some:
                    try:
                        events = decode(block.data, block.keys, block.checksum)
                    except Damaged:
                        events = []
                    known[block.position] = [
                        (one.name, block.source, one.time) for one in events
                    ]
                after = some[-1].position
            self._blocks = known
            rows = [row for block in known.values() for row in block]
        columns = {"event": pl.String, "source": pl.String, "time": pl.Int64}
        return _tally(pl.DataFrame(rows, columns, orient="row").lazy(), 0)


def _among(keys: Iterable[int]) -> pl.Expr:
    return pl.col("key").is_in(pl.Series(list(keys), dtype=pl.Int64).implode())


def _tally(rows: pl.LazyFrame, now: Instant) -> _Tally:
    """Events added up; of the last month by hours, of the last day more finely."""
    time = pl.col("time")
    at = (
        pl.when(time >= now - _LATELY)
        .then(time // _FINE * _FINE)
        .otherwise(time // HOUR * HOUR)
    )
    chosen = rows.select("event", "source", "time")
    whole = chosen.group_by("event", "source").agg(
        pl.len().cast(pl.Int64).alias("n"), time.max().alias("last")
    )
    lately = (
        chosen.filter(time >= now - LOOKED_BACK)
        .group_by("event", at.alias("at"))
        .agg(pl.len().cast(pl.Int64).alias("n"))
    )
    found, parts = pl.collect_all([whole, lately])
    most = found.group_by("event").agg(pl.col("n").sum()).top_k(NAMES_AT_MOST, by="n")["event"]
    known = pl.col("event").is_in(most.implode())
    return _Tally(found.filter(known), parts.filter(known))


def _added_up(tallies: Sequence[_Tally], now: Instant) -> dict[str, Coming]:
    """All places together."""
    whole = pl.concat([pl.DataFrame(schema=_WHOLE), *(one.whole for one in tallies)])
    parts = pl.concat([pl.DataFrame(schema=_PARTS), *(one.lately for one in tallies)])
    sources: dict[str, list[FromSource]] = {}
    summed = whole.group_by("event", "source").agg(pl.col("n").sum(), pl.col("last").max())
    for name, source, total, last in summed.sort("last", descending=True).iter_rows():
        if name not in FACTS:
            sources.setdefault(name, []).append(FromSource(source, last, total))
    recent = parts.filter(pl.col("at") >= now - LOOKED_BACK)
    day = recent.filter(pl.col("at") > now - DAY).group_by("event").agg(pl.col("n").sum())
    days = dict(day.iter_rows())
    hours = dict(
        recent.select("event", pl.col("at") // HOUR * HOUR)
        .unique()
        .sort("at")
        .group_by("event")
        .agg("at")
        .iter_rows()
    )
    return {
        name: Coming(
            name,
            some[0].last,
            days.get(name, 0),
            sum(one.total for one in some),
            mark_of(some[0].last, hours.get(name, []), now),
            tuple(some),
        )
        for name, some in sources.items()
    }


def mark_of(last: Instant, hours: Sequence[Instant], now: Instant) -> Mark:
    """Whether an event still comes.

    Args:
        last: when it was met.
        hours: those of the last month in which it was, rising.
        now: the present.
    """
    usual = LOOKED_BACK
    if len(hours) >= ENOUGH:
        longest = max(after - before for before, after in pairwise(hours))
        usual = max(DAY, int(TOO_LONG * longest))
    return "comes" if now - last <= usual else "late"
