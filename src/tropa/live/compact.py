"""Compaction: what was acknowledged moves from the inbox to the history, and into the bases.

Files first, synced; then one transaction lists them and takes their rows out of the inbox. A
crash between the two leaves files nobody lists, which the next start removes.
"""

from contextlib import suppress
from typing import Final

import polars as pl

from tropa.keep.dedupe import KeyIndex, KeyRun, merged_runs, sorted_run
from tropa.keep.history import History
from tropa.keep.intake import Intake
from tropa.keep.ledger import Addition, Failed, KeptBlock, KeptFile, Ledger, Position

RUNS_AT_MOST: Final = 6
"""More runs of keys than this are merged, the largest left alone."""
DAMAGED: Final = "damaged_block"
_NAMED_AT_MOST: Final = 10_000


class Compaction:
    """Moves the log on."""

    def __init__(
        self, ledger: Ledger, history: History, keys: KeyIndex, intake: Intake
    ) -> None:
        self._ledger, self._history = ledger, history
        self._keys, self._intake = keys, intake
        self.pending: list[tuple[Position, bytes]] = []
        """Keys of blocks identified and not yet in a run."""

    def to_history(self, rows: pl.DataFrame, upto: Position) -> None:
        """Move everything up to a position.

        Args:
            rows: all rows identified since the last time, with the numbers of their names.
            upto: their last position.
        """
        moved = b"".join(keys for position, keys in self.pending if position <= upto)
        first = int(rows["position"].min() or upto) if len(rows) else upto  # type: ignore[arg-type]
        added: list[KeptFile] = []
        if len(rows):
            added.append(self._history.write_rows(rows, first, upto))
        runs, removed = list(self._keys.runs), list[str]()
        if moved:
            added.append(self._history.write_keys(sorted_run(moved)))
            runs.append(self._history.open_keys(added[-1]))
        if len(runs) > RUNS_AT_MOST:
            runs, merged, removed = self._merge(runs)
            added = [file for file in added if file.path not in removed] + [merged]
        with self._intake.paused():
            self._ledger.catalogue.move_to_history(added, removed, upto)
            self._keys.runs = runs
            self._keys.forget(moved)
        self.pending = [one for one in self.pending if one[0] > upto]
        if removed:
            # What cannot be removed now is at the next start.
            with suppress(OSError):
                self.sweep()

    def _merge(self, runs: list[KeyRun]) -> tuple[list[KeyRun], KeptFile, list[str]]:
        largest = max(runs, key=lambda run: len(run.high))
        small = [run for run in runs if run is not largest]
        merged = self._history.write_keys(merged_runs(small))
        return [largest, self._history.open_keys(merged)], merged, [run.path for run in small]

    def unlearn(self, keys: bytes) -> None:
        """Events of these keys are not kept after all."""
        with self._intake.paused():
            self._keys.forget(keys)

    def set_aside(self, block: KeptBlock) -> None:
        """A block whose bytes changed on the disk waits as failed, whole, and once.

        Its events are not known any more: whoever sends them again mends the loss.
        """
        self.unlearn(block.keys)
        known = self._ledger.failed.find(DAMAGED, 0, _NAMED_AT_MOST)
        if any(one.values.get("position") == block.position for one in known):
            return
        failed = Failed(
            block.source,
            block.received,
            DAMAGED,
            f"{block.position}",
            block.data,
            {"position": block.position, "events": block.count},
        )
        self._ledger.inbox.commit([Addition(failed=[failed])])

    def sweep(self) -> None:
        """Remove files nobody lists."""
        listed = {
            file.path
            for kind in ("history", "keys")
            for file in self._ledger.catalogue.files(kind)
        }
        self._history.sweep(listed)
