"""An import taken back as a whole: everything it brought never was.

Which events those are is read off the log: all of them bear the instant their import began at,
whenever it was gone on with and whenever a refused row was mended, and no two imports begin at
one instant. Their keys are voided, as a correction voids one event, and whoever they belong to
is placed anew. The names of people stay known; the record of the import stays, too, and says
that it was undone.
"""

from collections.abc import Iterator
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from tropa.clock import Instant
from tropa.errors import RequestFault, UsageFault
from tropa.event import event_key
from tropa.keep.block import Damaged, decode
from tropa.keep.intake import Offer
from tropa.keep.ledger import ImportRecord, KeptBlock, Progress
from tropa.workspace.opening import Workspace

UNDONE: Final = "undone"
"""The count of an import's record that says how many of its events were taken back."""

Int64 = NDArray[np.int64]

_FROM_FILE: Final = "file:"
_BLOCKS_OF: Final = 20_000
"""Events whose blocks are in memory at once."""


def undo_import(workspace: Workspace, import_id: str) -> int:
    """Take an import back; how many events never were.

    Raises:
        RequestFault: there is no such import.
        UsageFault: it was taken back before, or brought nothing.
    """
    record = import_of(workspace, import_id)
    if UNDONE in record.counts:
        raise UsageFault("import_undone", file=record.name)
    workspace.live.drain()
    every = _keys_of(workspace, record)
    if not len(every):
        raise UsageFault("import_brought_nothing", file=record.name)
    keys = np.setdiff1d(every, np.asarray(workspace.ledger.catalogue.voided(), np.int64))
    workspace.live.take_back(keys.tolist())
    # Nothing is left where an earlier undoing was cut off before it was written down.
    undone = len(keys) or len(every)
    counts = {**record.counts, UNDONE: undone}
    now = workspace.clock.now()
    at = Progress(record.id, record.chunk, counts, record.finished or now)
    workspace.intake.keep(Offer(_FROM_FILE + record.mapping, now, progress=at))
    return undone


def import_of(workspace: Workspace, import_id: str) -> ImportRecord:
    """The record of an import.

    Raises:
        RequestFault: there is none.
    """
    records = workspace.ledger.catalogue.imports()
    found = next((one for one in records if one.id == import_id), None)
    if found is None:
        raise RequestFault("no_such_import", status=404)
    return found


def was_undone(workspace: Workspace, mapping: str) -> bool:
    """Whether an import by this mapping was taken back: its events cannot come again as new."""
    records = workspace.ledger.catalogue.imports()
    return any(one.mapping == mapping and UNDONE in one.counts for one in records)


def _keys_of(workspace: Workspace, record: ImportRecord) -> Int64:
    """Keys of what came with an import."""
    source, began = _FROM_FILE + record.mapping, record.started
    ledger = workspace.ledger
    files = ledger.catalogue.files("history")
    found: list[Int64] = []
    if files:
        rows = workspace.history.scan(files).filter(
            (pl.col("source") == source) & (pl.col("received") == began)
        )
        found.append(rows.select("key").collect()["key"].to_numpy())
    found += [
        _block_keys(block)
        for block in _blocks(workspace)
        if block.source == source and block.received == began
    ]
    return np.unique(np.concatenate([np.zeros(0, np.int64), *found]))


def _blocks(workspace: Workspace) -> Iterator[KeptBlock]:
    after: Instant = 0
    while some := workspace.ledger.inbox.blocks(after, _BLOCKS_OF):
        yield from some
        after = some[-1].position


def _block_keys(block: KeptBlock) -> Int64:
    try:
        events = decode(block.data, block.keys, block.checksum)
    except Damaged:
        events = []
    return np.asarray([event_key(one.source, one.id) for one in events], np.int64)
