"""The loop: what was committed is identified and placed; now and then the log moves on.

Everything here can be done again: a crash at any point loses nothing acknowledged, and the next
start finds its way from the ledger, the history and the bases.
"""

import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tropa.clock import Clock
from tropa.event import Event
from tropa.keep.block import Damaged, decode
from tropa.keep.history import History
from tropa.keep.ledger import Addition, Failed, KeptBlock, Ledger, Position
from tropa.live.arrivals import Arrivals
from tropa.live.attribute import attribute
from tropa.live.board import Board
from tropa.live.compact import Compaction
from tropa.live.persons import Persons
from tropa.live.regather import Regather
from tropa.parts.base import part_of
from tropa.parts.rows import SCHEMA, no_rows
from tropa.parts.trails import Trails

Int64 = NDArray[np.int64]

EVENTS_AT_ONCE: Final = 20_000
INBOX_AT_MOST: Final = 200_000
"""More events than this move from the inbox to the history."""
TAIL_SHARE: Final = 0.01
TAIL_LEAST: Final = 100_000
"""A tail of more than a hundredth of the base, and of so many events, is merged into it."""
BACKLOG_SHARE: Final = 0.5
"""While a long backlog is worked off, only a tail of half the base is."""

_NOBODY: Int64 = np.zeros(0, np.int64)


@dataclass
class LoopParts:
    """What the loop works with; `tropa.workspace` puts it together."""

    ledger: Ledger
    history: History
    trails: Trails
    persons: Persons
    arrivals: Arrivals
    regather: Regather
    compaction: Compaction
    boards: Mapping[str, Board]
    clock: Clock


class Live:
    """Keeps boards current. One thread at a time works; questions never wait for it long."""

    def __init__(self, parts: LoopParts) -> None:
        self._with = parts
        self._turn = threading.RLock()
        self._wake = threading.Event()
        self._stop = False
        self._thread: threading.Thread | None = None
        self.position: Position = 0
        """Everything up to here is on the boards."""
        self.version = 0
        """Grows with every change of the boards."""
        self.importing = 0
        """Files that are being taken in: what moves meanwhile starts nothing."""
        self.changed: list[Callable[[], None]] = []

    # ------------------------------------------------------------ start and stop

    def open(self) -> None:
        """Find the way back: everything kept becomes trails again."""
        with self._turn:
            trails, ledger = self._with.trails, self._with.ledger
            trails.set_voided(ledger.catalogue.voided())
            files = ledger.catalogue.files("history")
            self.position = max((file.last for file in files), default=0)
            rows = self._with.history.read_after(files, min(trails.covered))
            if len(rows):
                rows = attribute(rows, self._with.persons).select(list(SCHEMA))
                covered = np.asarray(trails.covered)[part_of(rows["person"].to_numpy())]
                trails.append(rows.filter(rows["position"].to_numpy() > covered))
            stale = ledger.catalogue.stale()
            if stale:
                self._with.regather.recall(stale)

    def start(self) -> None:
        """Work in a thread of its own from now on."""
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Finish what is under way and stop."""
        self._stop = True
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def committed(self, position: Position) -> None:
        """Something new is in the log."""
        _ = position
        self._wake.set()

    def _run(self) -> None:
        while not self._stop:
            self._wake.wait()
            self._wake.clear()
            self.drain()

    # ------------------------------------------------------------ work

    def drain(self) -> None:
        """Take in everything the log holds; return when the boards show it."""
        with self._turn:
            touched: list[Int64] = []
            while blocks := self._with.ledger.inbox.blocks(self.position, EVENTS_AT_ONCE):
                touched.append(self._take(blocks))
                caught_up = sum(block.count for block in blocks) < EVENTS_AT_ONCE
                if self._is_heavy():
                    self.compact(merge=self._tail_is_long(share=BACKLOG_SHARE))
                    # What is in the bases now has been placed with them.
                    touched = touched if self._with.trails.fresh_events else []
                elif caught_up:
                    self._show(touched)
                    touched = []
            self._show(touched)
            if self._tail_is_long(share=TAIL_SHARE):
                self.compact(merge=True)

    def _take(self, blocks: list[KeptBlock]) -> Int64:
        stretch: list[tuple[Position, list[Event]]] = []
        for block in blocks:
            stretch.append((block.position, self._decoded(block)))
            self._with.compaction.pending.append((block.position, block.keys))
        arrived = self._with.arrivals.take(stretch, blocks[-1].position)
        mended = self._with.regather.mend(arrived.changes)
        if arrived.voided:
            self._with.trails.set_voided(self._with.ledger.catalogue.voided())
        touched = self._with.trails.append(arrived.rows)
        self._with.regather.arrived.append(arrived.rows)
        self.position = blocks[-1].position
        return np.union1d(mended, touched)

    def _decoded(self, block: KeptBlock) -> list[Event]:
        try:
            return decode(block.data, block.keys, block.checksum)
        except Damaged:
            raw = block.data[:1_000]
            failed = Failed(
                block.source, block.received, "damaged_block", f"{block.position}", raw
            )
            self._with.ledger.inbox.commit([Addition(failed=[failed])])
            return []

    def _show(self, touched: list[Int64]) -> None:
        persons = np.unique(np.concatenate([_NOBODY, *touched]))
        if not len(persons):
            return
        now = self._with.clock.now()
        for board in self._with.boards.values():
            board.update(persons, now, replayed=self.importing > 0)
        self._tell()

    def _tell(self) -> None:
        self.version += 1
        for tell in self.changed:
            tell()

    # ------------------------------------------------------------ compaction

    def _is_heavy(self) -> bool:
        waiting = sum(len(rows) for rows in self._with.regather.arrived)
        return waiting > INBOX_AT_MOST

    def _tail_is_long(self, share: float) -> bool:
        trails = self._with.trails
        base = sum(trails.base_events(part) for part in range(len(trails.bases)))
        return trails.fresh_events > max(TAIL_LEAST, share * base)

    def compact(self, *, merge: bool) -> None:
        """Move the log on to the history; merge the tail into the bases when asked."""
        with self._turn:
            arrived = self._with.regather.arrived
            rows = pl.concat([no_rows(), *arrived])
            if len(rows) or self._with.compaction.pending:
                self._with.compaction.to_history(rows, self.position)
                arrived.clear()
            if merge:
                parts = self._with.trails.merge(self.position)
                for board in self._with.boards.values():
                    board.rebase(parts)
                stale = self._with.ledger.catalogue.stale()
                self._with.ledger.catalogue.clear_stale(stale)
                self._tell()

    def set_apart(self, a: int, b: int) -> int:
        """Undo a merge of two names; the number of persons they are now."""
        with self._turn:
            ledger, persons = self._with.ledger, self._with.persons
            with ledger.names.transaction():
                changes = persons.set_apart(a, b, self._with.clock.now())
                # Should we die before the trails are mended, the next start mends them.
                ledger.catalogue.mark_stale(changes.concerned())
            touched = self._with.regather.mend(changes)
            self._show([touched])
            return len({persons.person(a), persons.person(b)})

    def holding(self) -> AbstractContextManager[object]:
        """Nothing moves from the log to the history while this is held."""
        return self._turn

    def change_boards(self, change: Callable[[], bool]) -> None:
        """Change which boards there are, between two steps of the work; it says if it did."""
        with self._turn:
            if change():
                self._tell()
