"""The port of the history: everything that ever happened, open to any tool.

Files of rows sorted by part; a file is listed in the ledger's catalogue in the transaction that
takes its rows out of the inbox, and an unlisted file is nothing.
"""

from collections.abc import Collection, Sequence
from typing import Any, Protocol

import polars as pl

from tropa.keep.dedupe import KeyRun, Words
from tropa.keep.ledger import KeptFile, Position


class History(Protocol):
    """Rows of events in files, and runs of keys beside them."""

    def write_rows(self, rows: pl.DataFrame, first: Position, last: Position) -> KeptFile:
        """A new file, synced, not yet listed."""
        ...

    def rewrite(self, file: KeptFile, rows: pl.DataFrame) -> KeptFile:
        """Another file in the place of one, its rows in the same order; not yet listed."""
        ...

    def read_after(self, files: Sequence[KeptFile], position: Position) -> pl.DataFrame:
        """Rows that came behind a place in the log."""
        ...

    def read_names(self, files: Sequence[KeptFile], numbers: Collection[int]) -> pl.DataFrame:
        """Rows that bear one of these names: as anchor, device or deal."""
        ...

    def read_events(self, files: Sequence[KeptFile], names: Collection[str]) -> pl.DataFrame:
        """Rows of events of these names."""
        ...

    def write_keys(self, keys: tuple[Words, Words, Words]) -> KeptFile:
        """A new run of keys, synced, not yet listed."""
        ...

    def open_keys(self, file: KeptFile) -> KeyRun: ...

    def sweep(self, listed: Collection[str]) -> list[str]:
        """Remove files that are not listed; their names."""
        ...

    def scan(self, files: Sequence[KeptFile]) -> Any:
        """All rows, lazily."""
        ...
