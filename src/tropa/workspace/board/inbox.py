"""The inbox of the unsorted: people with a contact whom no touchpoint of the map has met.

They wrote, called or came in a file, and no rule of the map knows what to make of it: they have
no journey on it at all. Each is to be told of by hand, linked to somebody known, or turned away
with a reason; whoever was turned away comes back when something new happens to them.

The latest come first. A crowd of nameless visitors costs little: who has no journey, and when
something last happened to them, is seen in columns; who of them has a contact the ledger tells
of many at once; and events are read of those alone who are shown.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import msgspec
import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, Instant
from tropa.errors import UsageFault
from tropa.event import ALIAS, RECORDS, Event, Name, NameKind
from tropa.keep.erasure import is_erased
from tropa.keep.names import CONTACTS, KnownName
from tropa.live.moves import among
from tropa.measure.run import Slice
from tropa.parts.shelf import Shelf
from tropa.parts.snapshot import Snapshot
from tropa.trail import TrailBatch
from tropa.workspace.answers import board_of
from tropa.workspace.finding import find_shown
from tropa.workspace.intake.by_hand import LONGEST_TEXT, SOURCE, check_many, keep, names_of
from tropa.workspace.opening import Workspace
from tropa.workspace.people.called import Called, called_all
from tropa.workspace.people.figures import best_name
from tropa.workspace.tasks.noted import KINDS, REJECTED, REJECTED_EVENT, noted

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

SHOWN: Final = 100
_LOOKED_AT: Final = 20_000
"""People asked of the ledger at once: whoever writes to it waits no longer than that."""
_READ: Final = SHOWN + 1
"""People whose events are read at once."""
_OURS: Final = frozenset(KINDS) | RECORDS
"""Events that are no news of the person."""
_NOBODY: Final[Int64] = np.zeros(0, np.int64)
_JSON: Final = msgspec.json.Encoder()


@dataclass(frozen=True, slots=True)
class Unsorted:
    """Somebody the map does not know what to make of."""

    person: int
    called: Called
    contacts: tuple[Name, ...]
    events: int
    event: str
    """The latest."""
    at: Instant


@dataclass(frozen=True, slots=True)
class Inbox:
    """Those to be sorted; the latest first."""

    people: tuple[Unsorted, ...]
    more: bool
    """There are others."""


def ask_inbox(workspace: Workspace, map_id: str) -> Inbox:
    """Who is to be sorted now.

    Raises:
        WorkspaceFault: no such map, or it has no stages.
    """
    board = board_of(workspace, map_id)
    snapshot = workspace.trails.snapshot()
    rows = noted(snapshot, board.edition.map.zone)
    turned = rows.kind == REJECTED
    persons, last = _strangers(snapshot, board.slices())
    away = _latest(persons, rows.person[turned], rows.at[turned])
    # Nothing has come since they were turned away.
    persons = persons[last > away]
    found: list[Unsorted] = []
    for known in _with_contact(workspace, persons):
        found += _unsorted(workspace, known)
        if len(found) > SHOWN:
            break
    return Inbox(tuple(found[:SHOWN]), len(found) > SHOWN)


def _strangers(snapshot: Snapshot, slices: Sequence[Slice]) -> tuple[Int64, Int64]:
    """Persons without a journey, those with the latest news before others; and when it came."""
    walking = np.unique(np.concatenate([_NOBODY, *map(_walking, slices)]))
    ours = np.asarray([name in _OURS for name in snapshot.names], np.bool_)
    persons, times = [_NOBODY], [_NOBODY]
    for number, shelf in snapshot.shelves():
        has, at = _last_news(shelf, ours)
        some = shelf.persons[has]
        counts = ~among(some, walking) & snapshot.counting(some, number)
        persons.append(some[counts])
        times.append(at[has][counts])
    everybody, last = np.concatenate(persons), np.concatenate(times)
    order = np.argsort(-last, kind="stable")
    # Of several shelves that tell of somebody the one with the latest news stands first.
    first = np.sort(np.unique(everybody[order], return_index=True)[1])
    return everybody[order[first]], last[order[first]]


def _last_news(shelf: Shelf, ours: Bools) -> tuple[Bools, Int64]:
    """Of whom a shelf tells news, and when the last of it came."""
    row, begin = shelf.offsets[1:] - 1, shelf.offsets[:-1]
    back = np.flatnonzero(ours[shelf.code[row]])
    # Rows of a person lie in the order of time: behind what we noted news may stand.
    while len(back):
        row[back] -= 1
        back = back[row[back] >= begin[back]]
        back = back[ours[shelf.code[row[back]]]]
    return row >= begin, shelf.time[row]


def _walking(one: Slice) -> Int64:
    """Persons of journeys, whatever became of them."""
    placed = one.placed
    unit = np.unique(placed.unit)
    return placed.person[unit if one.alive is None else unit[one.alive[unit]]]


def _latest(persons: Int64, of: Int64, at: Int64) -> Int64:
    """For each person the latest of some instants of theirs; BEFORE where there is none."""
    found = np.full(len(persons), BEFORE, np.int64)
    order = np.lexsort((-at, of))
    known, first = np.unique(of[order], return_index=True)
    if len(known):
        place = np.minimum(np.searchsorted(known, persons), len(known) - 1)
        mine = known[place] == persons
        found[mine] = at[order][first[place[mine]]]
    return found


def _with_contact(workspace: Workspace, persons: Int64) -> Iterator[Int64]:
    """Those with a contact, so many as are shown at once, in their order."""
    book, some = workspace.ledger.names, list[int]()
    for begin in range(0, len(persons), _LOOKED_AT):
        some += book.with_contact(persons[begin : begin + _LOOKED_AT].tolist())
        while len(some) >= _READ:
            yield np.asarray(some[:_READ], np.int64)
            del some[:_READ]
    if some:
        yield np.asarray(some, np.int64)


def _unsorted(workspace: Workspace, persons: Int64) -> list[Unsorted]:
    """Of some people with a contact those to whom something has really happened."""
    contacts: dict[int, list[Name]] = {}
    for one in workspace.ledger.names.names_of_all(persons.tolist()):
        if one.name.kind in CONTACTS and not is_erased(one.name):
            contacts.setdefault(one.person, []).append(one.name)
    known = np.asarray(sorted(contacts), np.int64)
    batch = workspace.trails.gather(known, ())
    called = called_all(workspace, known.tolist())
    found = [
        Unsorted(
            person,
            called[person],
            tuple(contacts[person]),
            len(rows),
            batch.names[int(batch.code[rows[-1]])],
            int(batch.time[rows[-1]]),
        )
        for person, rows in zip(known.tolist(), _news(batch), strict=True)
        if len(rows)
    ]
    return sorted(found, key=lambda one: (-one.at, one.person))


def _news(batch: TrailBatch) -> Iterable[Int64]:
    """For each person the rows of what happened to them, in the order of time."""
    ours = [at for at, name in enumerate(batch.names) if name in _OURS]
    news = ~np.isin(batch.code, np.asarray(ours, np.uint16))
    for begin, end in zip(batch.offsets[:-1].tolist(), batch.offsets[1:].tolist(), strict=True):
        yield begin + np.flatnonzero(news[begin:end])


# ---------------------------------------------------------------- sorting


class TurnedAway(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is none of ours, and why."""

    id: str
    person: int
    reason: str


class Linked(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Who is somebody else."""

    id: str
    person: int
    to: str
    """A phone, an e-mail address, or any name the other is known by."""


def turn_away(workspace: Workspace, map_id: str, said: TurnedAway, by: str) -> None:
    """Somebody is none of ours, with a reason.

    Raises:
        UsageFault: no reason, or nobody has that number.
        RequestFault: another thing was told under the same id.
        WorkspaceFault: no such map.
    """
    board_of(workspace, map_id)
    check_many(said.id, [said.person])
    if not said.reason.strip():
        raise UsageFault("reason_needed")
    names = names_of(workspace, said.person)
    fields = {"reason": said.reason.strip()[:LONGEST_TEXT], "by": by, "told_by_hand": True}
    keep(workspace, [_event(workspace, f"{said.id}-0", REJECTED_EVENT, names, fields)])


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of linking two people."""

    person: int
    names: tuple[int, int]
    """The numbers of the two names, by which they are set apart again."""


def link(workspace: Workspace, map_id: str, said: Linked) -> Joined:
    """Two people are one.

    Raises:
        UsageFault: nobody is known by that name, it is the same person, or they stay two.
        RequestFault: another thing was told under the same id.
        WorkspaceFault: no such map.
    """
    board_of(workspace, map_id)
    check_many(said.id, [said.person])
    other = find_shown(workspace, said.to.strip())
    if other == said.person:
        raise UsageFault("link_to_oneself")
    one, two = _pair(workspace, said.person, other)
    event = ALIAS if one.name.kind is two.name.kind is NameKind.USER else "identify"
    names = sorted((one, two), key=lambda name: list(NameKind).index(name.name.kind))
    # Once set apart by hand, they are let join by hand.
    workspace.live.let_join(one.number, two.number)
    told = _event(workspace, f"{said.id}-0", event, tuple(name.name for name in names), {})
    keep(workspace, [told])
    persons = workspace.persons
    if persons.person(one.number) != persons.person(two.number):
        raise UsageFault("not_linked", one=str(one.name.value), two=str(two.name.value))
    return Joined(persons.person(one.number), (one.number, two.number))


def unlink(workspace: Workspace, map_id: str, one: int, two: int) -> None:
    """They are two people after all.

    Raises:
        WorkspaceFault: no such map.
        UsageFault: there are no such names.
    """
    board_of(workspace, map_id)
    known = workspace.ledger.names.get([one, two]) if max(one, two) < 2**63 else {}
    if len(known) != 2:
        raise UsageFault("nobody_known", found=f"№{str(one)[:20]}")
    workspace.live.set_apart(one, two)


def _pair(workspace: Workspace, person: int, other: int) -> tuple[KnownName, KnownName]:
    book = workspace.ledger.names
    mine, theirs = book.names_of(person), book.names_of(other)
    users = [
        next((one for one in some if one.name.kind is NameKind.USER), None)
        for some in (mine, theirs)
    ]
    if users[0] is not None and users[1] is not None:
        return users[0], users[1]
    return _best(mine, person), _best(theirs, other)


def _best(known: list[KnownName], person: int) -> KnownName:
    best = best_name(known)
    for one in known:
        if one.name == best and one.name.kind is not NameKind.ANONYMOUS:
            return one
    raise UsageFault("nobody_known", found=f"№{person}")


def _event(
    workspace: Workspace,
    event_id: str,
    name: str,
    names: tuple[Name, ...],
    fields: Mapping[str, object],
) -> Event:
    now = workspace.clock.now()
    return Event(
        id=event_id,
        source=SOURCE,
        time=now,
        name=name,
        names=names,
        properties=_JSON.encode(fields),
        received=now,
    )
