"""Merges of persons: why two names became one person's, setting them apart, and back again."""

from dataclasses import dataclass

from tropa.clock import Instant
from tropa.errors import UsageFault
from tropa.event import Name
from tropa.identify.resolve import APART, JOINED
from tropa.keep.names import Link
from tropa.workspace.opening import Workspace


@dataclass(frozen=True, slots=True)
class Merge:
    """Two names that one event, or an alias, made one person's, or would have."""

    id: int
    a: Name
    b: Name
    at: Instant
    alias: bool
    person: int
    undone: bool
    """Somebody set the two apart."""


def merges(workspace: Workspace, limit: int) -> list[Merge]:
    """The latest merges, those undone among them."""
    book = workspace.ledger.names
    links = [*book.linked(JOINED, limit), *book.linked(APART, limit)]
    return _merges(workspace, sorted(links, key=lambda one: -one.id)[:limit])


def merges_of(workspace: Workspace, person: int) -> list[Merge]:
    """The merges that made a person, and those of their names undone; the latest first."""
    book = workspace.ledger.names
    own = {one.number for one in book.names_of(person)}
    links = [one for one in book.links_of(own) if one.outcome in (JOINED, APART)]
    return _merges(workspace, sorted(links, key=lambda one: (-one.time, -one.id)))


def merge(workspace: Workspace, link_id: int) -> tuple[Merge, list[list[Name]]]:
    """A merge, and the names of each person there would be without it.

    Of one that is undone the persons there are.

    Raises:
        UsageFault: no such merge.
    """
    link = _link(workspace, link_id, JOINED, APART)
    [found] = _merges(workspace, [link])
    book = workspace.ledger.names
    apart = [
        [one.name for _, one in sorted(book.get(numbers).items())]
        for numbers in workspace.persons.if_apart(link.a, link.b)
    ]
    return found, apart


def shared_names(workspace: Workspace, limit: int) -> list[Name]:
    """Names seen with too many people to be anybody's: of a kiosk, of a front desk."""
    return [one.name for one in workspace.ledger.names.shared(limit)]


def undo(workspace: Workspace, link_id: int) -> tuple[Merge, int]:
    """Set the two names of a merge apart; the merge, and how many persons they are now.

    Raises:
        UsageFault: no such merge.
    """
    link = _link(workspace, link_id, JOINED)
    [merge] = _merges(workspace, [link])
    return merge, workspace.live.set_apart(link.a, link.b)


def redo(workspace: Workspace, link_id: int) -> tuple[Merge, int]:
    """Let the names of an undone merge join again; the merge, and how many persons they are.

    Raises:
        UsageFault: no such merge.
    """
    link = _link(workspace, link_id, APART)
    [merge] = _merges(workspace, [link])
    return merge, workspace.live.let_join(link.a, link.b)


def _link(workspace: Workspace, link_id: int, *outcomes: str) -> Link:
    # Numbers of links have eight bytes.
    link = workspace.ledger.names.link(link_id) if abs(link_id) < 1 << 63 else None
    if link is None or link.outcome not in outcomes:
        raise UsageFault("no_such_merge", found=link_id)
    return link


def _merges(workspace: Workspace, links: list[Link]) -> list[Merge]:
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
            link.outcome == APART,
        )
        for link in links
    ]
