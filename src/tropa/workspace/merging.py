"""Merges of persons: why two names became one person's, and setting them apart again."""

from dataclasses import dataclass

from tropa.clock import Instant
from tropa.errors import UsageFault
from tropa.event import Name
from tropa.workspace.opening import Workspace


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names that one event, or an alias, made one person's."""

    id: int
    a: Name
    b: Name
    at: Instant
    alias: bool
    person: int


def merges(workspace: Workspace, limit: int) -> list[Merge]:
    """The latest merges."""
    links = workspace.ledger.names.joined(0, limit)
    known = workspace.ledger.names.get(
        {number for link in links for number in (link.a, link.b)}
    )
    return [
        Merge(
            link.id,
            known[link.a].name,
            known[link.b].name,
            link.time,
            link.alias,
            known[link.a].person,
        )
        for link in links
    ]


def undo(workspace: Workspace, link_id: int) -> tuple[Merge, int]:
    """Set the two names of a merge apart; the merge, and how many persons they are now.

    Raises:
        UsageFault: no such merge.
    """
    found = next((one for one in merges(workspace, 1_000_000) if one.id == link_id), None)
    if found is None:
        raise UsageFault("no_such_merge", found=link_id)
    book = workspace.ledger.names
    a, b = book.find(found.a), book.find(found.b)
    if a is None or b is None:
        raise UsageFault("no_such_merge", found=link_id)
    return found, workspace.live.set_apart(a.number, b.number)
