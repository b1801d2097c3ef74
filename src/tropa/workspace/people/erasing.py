"""Erasing somebody for good, while what they did goes on being counted.

1. Whatever was acknowledged is identified and moves into the history, and from then on nothing
   that bears one of their names is kept: of each name a keyed hash stays.
2. In one transaction marks take the place of names, and contacts, notes and failed events that
   speak of them go. From here on the erasure is decided: a start finishes what a crash left.
3. The files of the history that hold their events are written anew without what is personal
   (`collect/impersonal.py` says what that is), and those where others' events name them without
   the name (`collect/named.py`); trails and places are made of them again.

What stays in backups made before is not reached from here.
"""

import secrets
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass

from tropa.errors import Unavailable
from tropa.event import NameKind
from tropa.keep.erasure import Erasure, Grounds, is_erased
from tropa.keep.names import KnownName
from tropa.users.asker import Asker
from tropa.workspace.forgetting import Forgetting
from tropa.workspace.opening import Workspace
from tropa.workspace.people.grounds import check_impersonal, checked, kinds_of
from tropa.workspace.people.mentions import Mentions, failed_about
from tropa.workspace.uploads import forget_uploads


def erase(
    workspace: Workspace, person: int, by: Asker, grounds: Grounds | None = None
) -> Erasure:
    """Erase a person; what it came to.

    Whoever asks again for somebody erased is told the same, and what broke off is finished.

    Raises:
        UsageFault: there is no such reason, or the paper's name says who the person is.
        Unavailable: what was acknowledged cannot be moved on; or the disk is full.
    """
    why = checked(grounds or Grounds())
    with _quiet(workspace):
        names, persons = _theirs(workspace, person)
        number = _act_of(workspace, person) if not names else 0
        if not number:
            number = _decided(workspace, Wanted(person, persons, names, why), by)
    [erasure] = [one for one in workspace.ledger.erasures.every() if one.id == number]
    done = erasure if erasure.finished else forgetting_of(workspace).finish(erasure)
    workspace.kept.clear()
    return done


def _act_of(workspace: Workspace, person: int) -> int:
    """The latest act about a person; 0 where there is none."""
    every = workspace.ledger.erasures.every()
    return max((one.id for one in every if person in one.persons), default=0)


def forgetting_of(workspace: Workspace) -> Forgetting:
    """What finishes erasures of a workspace."""
    return Forgetting(
        workspace.folder,
        workspace.ledger,
        workspace.history,
        workspace.persons,
        workspace.live,
        workspace.clock,
        workspace.intake.forgotten,
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
    live = workspace.live
    # Most of it while others are served; the little that came meanwhile while they wait.
    live.drain()
    live.compact(merge=False)
    with live.holding(), workspace.intake.paused():
        live.drain()
        live.compact(merge=False)
        if workspace.ledger.inbox.blocks(0, 1):
            raise Unavailable("overloaded")
        yield


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
        if (number == person or _is_theirs(name, number in alone)) and not is_erased(name.name)
    ]
    return names, tuple(sorted({person} | alone))


def _is_theirs(name: KnownName, alone: bool) -> bool:  # noqa: FBT001 - said by its name
    if name.name.kind is NameKind.ANONYMOUS:
        return alone
    return not name.shared


@dataclass(frozen=True, slots=True)
class Wanted:
    """Who is to be erased."""

    person: int
    persons: tuple[int, ...]
    names: list[KnownName]
    grounds: Grounds


def _decided(workspace: Workspace, wanted: Wanted, by: Asker) -> int:
    """From here on they are erased; the number of the act."""
    ledger, forgotten = workspace.ledger, workspace.intake.forgotten
    erased = [one.name for one in wanted.names]
    numbers = [one.number for one in wanted.names]
    mentions, traits = Mentions(erased), ledger.names.traits_of(numbers)
    check_impersonal(wanted.grounds, mentions, traits)
    about = [one.id for one in failed_about(workspace, mentions)]
    files = forget_uploads(workspace.folder, mentions.within_bytes)
    notes = len(ledger.notes.of(numbers))
    what = kinds_of(erased, traits) | {"notes": notes, "failed": len(about), "files": files}
    erasure = Erasure(
        0, wanted.person, workspace.clock.now(), by.id, wanted.persons, len(erased),
        secrets.token_bytes(16), called=by.user.name if by.user else "",
        grounds=wanted.grounds, what={kind: n for kind, n in what.items() if n},
    )  # fmt: skip
    hashes = [forgotten.hash_of(one) for one in erased]
    with ledger.names.transaction():
        ledger.failed.drop(about)
        number = ledger.erasures.begin(erasure, numbers, hashes)
        ledger.catalogue.mark_stale(wanted.persons)
        # The journal tells of it or it was not: nobody is erased and not written down.
        told = {"act": str(number), "reason": wanted.grounds.reason}
        told = {name: text for name, text in told.items() if text}
        workspace.users.note("person_erased", by, f"№{wanted.person}", told)
    forgotten.learn(hashes)
    return number
