"""When each source was last heard, and how long it is usually silent.

A source is silent when nothing has come for half as long again as it was ever silent within the
last month, an hour at least: a shop that sleeps at night is not alarming in the morning. Files
are no sources: they come when somebody brings them.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import polars as pl

from tropa.clock import DAY, HOUR, MINUTE, Duration, Instant
from tropa.engines.folder.history import FolderHistory
from tropa.keep.ledger import KeptFile
from tropa.workspace.intake.by_hand import SOURCE as BY_HAND
from tropa.workspace.opening import Workspace

LOOKED_BACK: Final = 30 * DAY
STRETCH: Final = 10 * MINUTE
"""Times of receipt are looked at by stretches of this length."""
ENOUGH: Final = 20
"""Fewer stretches in which something came tell nothing of how often it usually does."""
TOO_LONG: Final = 1.5
_AT_LEAST: Final = HOUR
_BLOCKS: Final = 100_000


@dataclass(frozen=True, slots=True)
class Heard:
    """One source."""

    source: str
    last: Instant
    usual: Duration | None
    """The longest it was silent in the last month; None where too little is known."""
    silent: bool


def heard(workspace: Workspace) -> list[Heard]:
    """Every source that sends by itself, the longest silent first."""
    now = workspace.clock.now()
    since = now - LOOKED_BACK
    stretches: defaultdict[str, set[int]] = defaultdict(set)
    for file in workspace.ledger.catalogue.files("history"):
        for source, stretch in _of_file(workspace.history, file):
            stretches[source].add(stretch)
    after = 0
    while some := workspace.ledger.inbox.blocks(after, _BLOCKS):
        for block in some:
            stretches[block.source].add(block.received // STRETCH)
        after = some[-1].position
    off = {one.id for one in workspace.ledger.sources.every() if one.off}
    found = [
        _heard(source, sorted(met), since, now)
        for source, met in stretches.items()
        if not source.startswith(("file:", "costs:"))
        and source != BY_HAND
        and source not in off
    ]
    return sorted(found, key=lambda one: one.last)


@lru_cache(maxsize=4_096)
def _of_file(history: FolderHistory, file: KeptFile) -> tuple[tuple[str, int], ...]:
    """Sources of a file with the stretches they were heard in; a file never changes."""
    rows = history.scan([file]).select("source", (pl.col("received") // STRETCH).alias("at"))
    return tuple(rows.unique().collect().iter_rows())


def _heard(source: str, met: list[int], since: Instant, now: Instant) -> Heard:
    last = met[-1] * STRETCH
    lately = [one * STRETCH for one in met if one * STRETCH >= since]
    gaps = [after - before for before, after in pairwise(lately)]
    if len(lately) < ENOUGH:
        return Heard(source, last, None, silent=False)
    usual = max(gaps)
    return Heard(source, last, usual, silent=now - last > max(_AT_LEAST, TOO_LONG * usual))
