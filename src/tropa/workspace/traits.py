"""What a person's traits are: each as last stated, and when and by what it was told."""

from dataclasses import dataclass

import numpy as np

from tropa.clock import Instant
from tropa.event import IDENTIFY
from tropa.trail import Scalar
from tropa.workspace.opening import Workspace


@dataclass(frozen=True, slots=True)
class Trait:
    """One thing known about somebody."""

    name: str
    value: Scalar
    at: Instant
    event: str
    """What told it."""


def traits_of(workspace: Workspace, person: int, as_of: Instant) -> list[Trait]:
    """The traits that some map has a word for, those stated at all, the latest first."""
    boards = workspace.boards.values()
    names = sorted({name for board in boards for name in board.edition.map.section("traits")})
    if not names:
        return []
    batch = workspace.trails.gather(np.asarray([person], np.int64), names)
    stating = [at for at, name in enumerate(batch.names) if name == IDENTIFY]
    rows = np.flatnonzero(np.isin(batch.code, stating) & (batch.time <= as_of))
    found: list[Trait] = []
    for name in names:
        column = batch.column(name)
        stated = rows[column.codes[rows] != 0]
        if not len(stated):
            continue
        row = int(stated[-1])
        value = column.values[int(column.codes[row])]
        if value is not None and value != "":
            event = batch.names[int(batch.code[row])]
            found.append(Trait(name, value, int(batch.time[row]), event))
    return sorted(found, key=lambda one: (-one.at, one.name))
