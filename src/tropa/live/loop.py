"""The loop: what was committed is identified and placed; now and then the log moves on.

Everything here can be done again: a crash at any point loses nothing acknowledged, and the next
start finds its way from the ledger, the history and the bases.
"""

import logging
import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import AbstractContextManager
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tropa.clock import SECOND, Duration
from tropa.errors import TropaError
from tropa.event import Event
from tropa.keep.block import Damaged, decode
from tropa.keep.ledger import KeptBlock, Position
from tropa.live.attribute import attribute
from tropa.live.flood import Flood
from tropa.live.loop_parts import LoopParts
from tropa.live.merging import Merging
from tropa.live.persons import Changes
from tropa.live.rewriting import Change, Rewriting
from tropa.parts.base import part_of
from tropa.parts.lookup import HEAVY, events_of, persons_with
from tropa.parts.rows import SCHEMA, no_rows

Int64 = NDArray[np.int64]

EVENTS_AT_ONCE: Final = 20_000
INBOX_AT_MOST: Final = 200_000
"""More events than this move from the inbox to the history."""
TAIL_SHARE: Final = 0.01
"""A tail of more than a hundredth of the bases is merged into them."""
BACKLOG_SHARE: Final = 0.5
"""While a long backlog is worked off, only a tail of half the base is."""
HEAVY_REST: Final = SECOND
"""Whoever has a very long trail is placed at most so often."""

_LOG: Final = logging.getLogger("tropa.live")

_NOBODY: Int64 = np.zeros(0, np.int64)


class Live:
    """Keeps boards current. One thread at a time works; questions never wait for it long."""

    def __init__(self, parts: LoopParts) -> None:
        self._with = parts
        self._flood = Flood(parts.clock)
        self._rewriting = Rewriting(parts)
        self._merging = Merging(parts.trails, parts.boards, parts.ledger.catalogue)
        self._turn = threading.RLock()
        self._wake = threading.Event()
        self._stop = False
        self._thread: threading.Thread | None = None
        self._taken: Position = 0
        """Everything up to here is in the trails."""
        self.position: Position = 0
        """Everything up to here is on the boards."""
        self.version = 0
        """Grows with every change of the boards."""
        self.importing = 0
        """Files that are being taken in: what moves meanwhile starts nothing."""
        self.changed: list[Callable[[], None]] = []
        self.trouble: Exception | None = None
        """Why the boards are behind the log, while they are."""
        self._unshown: list[Int64] = []
        """Persons whose trails changed since the boards were last brought in line."""
        self._heavy: Int64 = _NOBODY
        """Those of them with very long trails, who wait a moment more."""
        self._heavy_shown: Duration = -HEAVY_REST
        self._doubtful = False
        """A step broke off: what is in memory may not be what the ledger says."""

    # ------------------------------------------------------------ start and stop

    def open(self) -> None:
        """Find the way back: everything kept becomes trails again."""
        with self._turn:
            trails, ledger = self._with.trails, self._with.ledger
            trails.set_voided(ledger.catalogue.voided())
            files = ledger.catalogue.files("history")
            self._taken = max((file.last for file in files), default=0)
            rows = self._with.history.read_after(files, min(trails.covered))
            if len(rows):
                rows = attribute(rows, self._with.persons).select(list(SCHEMA))
                covered = np.asarray(trails.covered)[part_of(rows["person"].to_numpy())]
                trails.append(rows.filter(rows["position"].to_numpy() > covered))
            self._recall_stale()

    def start(self) -> None:
        """Work in a thread of its own from now on."""
        self._thread = threading.Thread(target=self._run, name="live", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Finish what is under way and stop."""
        self._stop = True
        self._flood.end()
        self._wake.set()
        if self._thread is not None:
            self._thread.join()

    def committed(self, position: Position) -> None:
        """Something new is in the log."""
        self._flood.committed(position)
        self._wake.set()

    def _run(self) -> None:
        while not self._stop:
            self._wake.wait(self._rest())
            self._wake.clear()
            try:
                self.drain(patient=True)
                self._tell_due()
                self.trouble = None
            except Exception as fault:
                # The log has everything: it is tried again, however long the disk is full.
                if self.trouble is None:
                    foreseen = isinstance(fault, TropaError | OSError)
                    _LOG.error("the boards wait: %s", fault, exc_info=not foreseen)
                self.trouble = fault

    def _rest(self) -> float | None:
        """Seconds after which there is something to do though nothing came."""
        waiting = self.trouble is not None or len(self._heavy) > 0
        listened = any(board.listeners for board in self._with.boards.values())
        return HEAVY_REST / SECOND if waiting or listened else None

    # ------------------------------------------------------------ work

    def drain(self, *, patient: bool = False) -> None:
        """Take in everything the log holds; return when the boards show it.

        Args:
            patient: people with very long trails may be shown a moment later.
        """
        with self._turn:
            self._recover()
            self._take_all(patient=patient)
            while self._is_merging() and not self._stop:
                self.merge_some()
                self._take_all(patient=patient)

    def _take_all(self, *, patient: bool) -> None:
        while blocks := self._with.ledger.inbox.blocks(self._taken, EVENTS_AT_ONCE):
            begun = self._with.clock.steady()
            self._take(blocks)
            events = sum(block.count for block in blocks)
            if self._is_heavy():
                self.compact(merge=self._merging.is_due(share=BACKLOG_SHARE))
            elif events < EVENTS_AT_ONCE:
                self._show(patient=patient)
            if patient:
                self._flood.give_way(events, begun)
        self._show(patient=patient)

    def _take(self, blocks: list[KeptBlock]) -> None:
        stretch = [(block.position, self._decoded(block)) for block in blocks]
        self._doubtful = True
        arrived = self._with.arrivals.take(stretch, blocks[-1].position)
        if arrived.voided:
            self._with.trails.set_voided(self._with.ledger.catalogue.voided())
        touched = self._with.regather.mend(arrived.changes)
        # From here on nothing can break off half way.
        touched = np.union1d(touched, self._with.trails.append(arrived.rows))
        self._with.regather.arrived.append(arrived.rows)
        whole = {position for position, events in stretch if events}
        self._with.compaction.pending += [
            (block.position, block.keys) for block in blocks if block.position in whole
        ]
        self._taken = blocks[-1].position
        self._doubtful = False
        self._unshown.append(touched)
        if arrived.voided:
            voided = np.asarray(arrived.voided, np.int64)
            self._unshown.append(persons_with(self._with.trails, voided, touched))

    def _recover(self) -> None:
        """What a step that broke off remembered is forgotten: the ledger knows."""
        if not self._doubtful:
            return
        self._with.persons.forget()
        self._with.trails.set_voided(self._with.ledger.catalogue.voided())
        self._unshown.append(self._recall_stale())
        self._doubtful = False

    def _recall_stale(self) -> Int64:
        stale = self._with.ledger.catalogue.stale()
        if stale:
            self._with.regather.recall(stale)
        return np.asarray(stale, np.int64)

    def _decoded(self, block: KeptBlock) -> list[Event]:
        try:
            return decode(block.data, block.keys, block.checksum)
        except Damaged:
            self._with.compaction.set_aside(block)
            return []

    # ------------------------------------------------------------ boards

    def _show(self, *, patient: bool = False) -> None:
        persons = np.unique(np.concatenate([_NOBODY, self._heavy, *self._unshown]))
        taken = self._taken
        if len(persons):
            self._bring_in_line(persons, patient=patient)
        self.position = taken

    def _bring_in_line(self, persons: Int64, *, patient: bool) -> None:
        is_heavy = events_of(self._with.trails, persons) >= HEAVY
        light, heavy = persons[~is_heavy], persons[is_heavy]
        now, steady = self._with.clock.now(), self._with.clock.steady()
        wait = patient and steady - self._heavy_shown < HEAVY_REST
        for board in self._with.boards.values():
            if len(light):
                board.update(light, now, replayed=self.importing > 0)
            if len(heavy) and not wait:
                board.update(heavy, now, replayed=self.importing > 0, heavy=True)
        if len(heavy) and not wait:
            self._heavy_shown = steady
        self._unshown, self._heavy = [], heavy if wait else _NOBODY
        if len(light) or not wait:
            self._tell()

    def _tell_due(self) -> None:
        with self._turn:
            now = self._with.clock.now()
            for board in self._with.boards.values():
                board.tell_due(now)

    def _tell(self) -> None:
        self.version += 1
        for tell in self.changed:
            tell()

    # ------------------------------------------------------------ compaction

    def _is_heavy(self) -> bool:
        waiting = sum(len(rows) for rows in self._with.regather.arrived)
        return waiting > INBOX_AT_MOST

    def compact(self, *, merge: bool) -> None:
        """Move the log on to the history; merge the tail into the bases when asked."""
        with self._turn:
            self._recover()
            arrived = self._with.regather.arrived
            rows = pl.concat([no_rows(), *arrived])
            if len(rows) or self._with.compaction.pending:
                self._with.compaction.to_history(rows, self._taken)
                arrived.clear()
            if merge:
                self._merging.whole(self._taken, self._show)
                # Everybody is in the bases now, and placed with them.
                self._unshown, self._heavy, self.position = [], _NOBODY, self._taken
                self._tell()

    def merge_some(self) -> None:
        """A step of moving the tail into the bases; the first of a round, if none is going."""
        with self._turn:
            if not self._merging.under_way:
                self.compact(merge=False)
                self._merging.begin(self._taken)
            self._merging.step(self._show)

    def _is_merging(self) -> bool:
        return self._merging.under_way or self._merging.is_due(share=TAIL_SHARE)

    # ------------------------------------------------------------ corrections

    def take_back(self, keys: Sequence[int]) -> None:
        """Events that never were: their people are placed without them."""
        with self._turn:
            self._recover()
            catalogue = self._with.ledger.catalogue
            self._doubtful = True
            catalogue.add_voids((key, key) for key in keys)
            self._with.trails.set_voided(catalogue.voided())
            self._doubtful = False
            gone = np.asarray(keys, np.int64)
            self._unshown.append(persons_with(self._with.trails, gone, _NOBODY))
            self._show()

    def rewrite(self, persons: Collection[int], change: Change) -> int:
        """Properties of all these persons' events give way to others; how many events it was.

        So does what others' events say of them.

        Done again it comes out the same. The moments and the order of events stay.
        """
        with self._turn:
            self.compact(merge=False)
            self._doubtful = True
            events, touched = self._rewriting.rewrite(persons, change)
            self._doubtful = False
            self._unshown.append(np.asarray(sorted(touched), np.int64))
            self._merging.some(self._taken, self._rewriting.parts(touched), self._show)
            self._show()
            return events

    # ------------------------------------------------------------ merges of persons

    def set_apart(self, a: int, b: int) -> int:
        """Undo a merge of two names; the number of persons they are now."""
        with self._turn:
            now = self._with.clock.now()
            return self._judge_anew(a, b, lambda: self._with.persons.set_apart(a, b, now))

    def let_join(self, a: int, b: int) -> int:
        """Take the undoing back; the number of persons the two names are now."""
        with self._turn:
            return self._judge_anew(a, b, lambda: self._with.persons.let_join(a, b))

    def _judge_anew(self, a: int, b: int, change: Callable[[], Changes]) -> int:
        self._recover()
        ledger, persons = self._with.ledger, self._with.persons
        self._doubtful = True
        with ledger.names.transaction():
            changes = change()
            # Should we die before the trails are mended, the next start mends them.
            ledger.catalogue.mark_stale(changes.concerned(persons.owners))
        self._unshown.append(self._with.regather.mend(changes))
        self._doubtful = False
        self._show()
        return len({persons.person(a), persons.person(b)})

    # ------------------------------------------------------------ others' turns

    def holding(self) -> AbstractContextManager[object]:
        """Nothing moves from the log to the history while this is held."""
        return self._turn

    def change_boards(self, change: Callable[[], bool]) -> None:
        """Change which boards there are, between two steps of the work; it says if it did."""
        with self._turn:
            if change():
                self._tell()
