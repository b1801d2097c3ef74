"""Erasing somebody for good, while what they did goes on being counted.

1. Whatever was acknowledged is identified and moves into the history, and from then on nothing
   that bears one of their names is kept: of each name a keyed hash stays.
2. In one transaction marks take the place of names, and contacts, notes and failed events that
   speak of them go. From here on the erasure is decided: a start finishes what a crash left.
3. The files of the history that hold their events are written anew without what is personal
   (`collect/impersonal.py` says what that is); trails and places are made of them again.

What stays in backups made before is not reached from here.
"""

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from typing import Final

from tropa.errors import Unavailable
from tropa.event import NameKind
from tropa.keep.erasure import Erasure
from tropa.keep.names import KnownName
from tropa.users.asker import Asker
from tropa.workspace.forgetting import Forgetting
from tropa.workspace.opening import Workspace
from tropa.workspace.people.mentions import Mentions, failed_about
from tropa.workspace.uploads import forget_uploads

_TRIES: Final = 1_000


def erase(workspace: Workspace, person: int, by: Asker) -> Erasure:
    """Erase a person; what it came to.

    Raises:
        Unavailable: so much comes in that there is no quiet moment; or the disk is full.
    """
    with _quiet(workspace):
        names, persons = _theirs(workspace, person)
        erased = [one.name for one in names]
        mentions = Mentions(erased)
        forget_uploads(workspace.folder, mentions.within_bytes)
        number = _decide(workspace, person, names, persons, mentions, by)
    about = {"names": str(len(names))}
    workspace.users.note("person_erased", by, f"№{person}", about)
    [erasure] = [one for one in workspace.ledger.erasures.every() if one.id == number]
    done = forgetting_of(workspace).finish(erasure)
    workspace.kept.clear()
    return done


def forgetting_of(workspace: Workspace) -> Forgetting:
    """What finishes erasures of a workspace."""
    return Forgetting(
        workspace.folder,
        workspace.ledger,
        workspace.history,
        workspace.persons,
        workspace.live,
        workspace.clock,
    )


def erased_at(workspace: Workspace, person: int) -> int | None:
    """When somebody was erased; None where nobody did."""
    own = (one.at for one in workspace.ledger.erasures.every() if person in one.persons)
    return next(own, None)


@contextmanager
def _quiet(workspace: Workspace) -> Generator[None]:
    """A moment in which everything acknowledged is in the history and nothing more is kept.

    What the log still held would be identified again after a crash, by names it knows.
    """
    for _ in range(_TRIES):
        workspace.live.drain()
        workspace.live.compact(merge=False)
        with workspace.live.holding(), workspace.intake.paused():
            if not workspace.ledger.inbox.blocks(0, 1):
                yield
                return
    raise Unavailable("overloaded")


def _theirs(workspace: Workspace, person: int) -> tuple[list[KnownName], tuple[int, ...]]:
    """Names that are nobody else's, and the persons whose events are this human being's."""
    book, persons = workspace.ledger.names, workspace.persons
    known = book.get(persons.names_of(person))
    alone: set[int] = set()
    for number, name in known.items():
        device = name.name.kind is NameKind.ANONYMOUS
        if device and not name.shared and persons.owners(number).people <= {person}:
            alone.add(number)
    names = [
        name
        for number, name in sorted(known.items())
        if number == person or _is_theirs(name, number in alone)
    ]
    return names, tuple(sorted({person} | alone))


def _is_theirs(name: KnownName, alone: bool) -> bool:  # noqa: FBT001 - said by its name
    if name.name.kind is NameKind.ANONYMOUS:
        return alone
    return not name.shared


def _decide(
    workspace: Workspace,
    person: int,
    names: list[KnownName],
    persons: tuple[int, ...],
    mentions: Mentions,
    by: Asker,
) -> int:
    ledger, forgotten = workspace.ledger, workspace.intake.forgotten
    hashes = [forgotten.hash_of(one.name) for one in names]
    numbers = [one.number for one in names]
    now = workspace.clock.now()
    erasure = Erasure(0, person, now, by.id, persons, len(names), secrets.token_bytes(16))
    about = [one.id for one in failed_about(workspace, mentions)]
    with ledger.names.transaction():
        ledger.failed.drop(about)
        number = ledger.erasures.begin(erasure, numbers, hashes)
        ledger.catalogue.mark_stale(persons)
    forgotten.learn(hashes)
    return number
