"""What a person's traits are: each as last stated, and when and by what it was told.

Those a map has a word for come from the trails. Contacts stand in the ledger and nowhere else,
and it knows which source stated them.
"""

from dataclasses import dataclass

import numpy as np

from tropa.clock import Instant
from tropa.collect.private import MARK
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
    source: str = ""
    """The write key or file it came through, where that is known."""


def traits_of(workspace: Workspace, person: int, as_of: Instant) -> list[Trait]:
    """The contacts, and the traits that some map has a word for, the latest first."""
    contacts = _contacts(workspace, person, as_of)
    told = {one.name for one in contacts}
    spoken = [one for one in _spoken_of(workspace, person, as_of) if one.name not in told]
    return sorted([*contacts, *spoken], key=lambda one: (-one.at, one.name))


def _contacts(workspace: Workspace, person: int, as_of: Instant) -> list[Trait]:
    """Each contact field as last stated."""
    book, titles = workspace.ledger.names, _titles(workspace)
    latest = {
        one.name: Trait(
            one.name, one.value, one.time, IDENTIFY, titles.get(one.source, one.source)
        )
        for one in book.traits_of(workspace.persons.names_of(person))
        if one.time <= as_of
    }
    return list(latest.values())


def _titles(workspace: Workspace) -> dict[str, str]:
    return {one.id: one.title for one in workspace.ledger.sources.every()}


def _spoken_of(workspace: Workspace, person: int, as_of: Instant) -> list[Trait]:
    boards = workspace.boards.values()
    names = sorted({name for board in boards for name in board.edition.map.traits})
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
        if value is not None and value not in ("", MARK):
            event = batch.names[int(batch.code[row])]
            found.append(Trait(name, value, int(batch.time[row]), event))
    return found
