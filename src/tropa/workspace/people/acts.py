"""Acts of erasing: what was destroyed, by whom and why, and where copies may still be.

An act is made of the row an erasure left and of the journal: who took this person's data away
as a file, which lists of people were taken away while they were among them, which backups were
made. Nothing in it says who the person was but their number.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tropa.clock import Instant
from tropa.errors import RequestFault
from tropa.keep.erasure import Erasure
from tropa.users.store import Deed
from tropa.workspace.opening import Workspace

OWN: Final = ("person_exported",)
LISTS: Final = ("people_exported",)
BACKUPS: Final = ("backed_up",)
_TOLD: Final = 200
"""The latest of each kind; nobody goes through more."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act with what the journal knows of copies."""

    erasure: Erasure
    taken: tuple[Deed, ...]
    """Files with all about this person that were taken away."""
    lists: tuple[Deed, ...]
    """Lists of people that may have had them in it."""
    backups: tuple[Deed, ...]
    """Backups that may hold them."""


def acts(workspace: Workspace) -> list[Erasure]:
    """Every erasure, the latest first."""
    return workspace.ledger.erasures.every()[::-1]


def act(workspace: Workspace, number: int) -> Act:
    """One act.

    Raises:
        RequestFault: there is none of that number, or the erasing is not over yet.
    """
    found = next((one for one in acts(workspace) if one.id == number), None)
    if found is None:
        raise RequestFault("no_such_act", status=404, found=str(number)[:20])
    if not found.finished:
        raise RequestFault("act_unfinished", status=409, found=number)
    known = workspace.ledger.names.get(workspace.persons.names_of(found.person))
    since = min((one.first for one in known.values()), default=0)
    return Act(
        found,
        _deeds(workspace, OWN, (0, found.finished), f"№{found.person}"),
        _deeds(workspace, LISTS, (since, found.finished)),
        _deeds(workspace, BACKUPS, (since, found.finished)),
    )


def _deeds(
    workspace: Workspace, what: Sequence[str], within: tuple[Instant, Instant], about: str = ""
) -> tuple[Deed, ...]:
    """What the journal has of this workspace, of some time, the latest first."""
    users, (since, until) = workspace.users, within
    found = [
        one
        for one in users.store.deeds_done(what, about)
        if since <= one.at <= until and one.details.get("workspace", "") == users.place
    ]
    return tuple(found[::-1][:_TOLD])
