"""Which names are one person: decided from the whole set of links, in the order of their time.

Links are taken one after another, earliest first, and join the two persons unless

* somebody set the two names apart (an undone merge stays undone);
* it would put two user ids, or two ids of the CRM, into one person: an identified person is
  never absorbed. Only an alias stated with a private key may do that;
* a browser stated it, and both are established, with a user id or a word from a private source:
  a public key never merges two known people;
* one of the names is shared: linked to more than five user ids, as `info@` or a family's phone
  is, it joins nobody;
* the person would have more names of a kind, or more merges, than a human being has.

Arrival plays no part: the same links give the same persons whatever came first.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from tropa.clock import Instant
from tropa.event import NameKind
from tropa.keep.names import KnownName, Link

JOINED: Final = "joined"
SAME: Final = "same"
"""The two were one person already."""
APART: Final = "apart"
TWO_USERS: Final = "two_users"
TWO_CRM: Final = "two_crm_ids"
PUBLIC_KEY: Final = "merge_refused"
SHARED: Final = "shared"
TOO_MANY: Final = "too_many_names"
MERGES: Final = "merge_limit"

SHARED_ABOVE: Final = 5
"""A name seen with more users than this is shared."""
NAMES_AT_MOST: Final = 50
"""Names of one kind, of one person."""
MERGES_AT_MOST: Final = 100


@dataclass
class _Person:
    """A person while links are being taken."""

    members: list[int]
    first: Instant
    counts: dict[NameKind, int]
    established: bool
    aliases: int = 0

    @property
    def number(self) -> int:
        return min(self.members)


@dataclass(frozen=True)
class Resolved:
    """Persons of a set of names, and what became of each link."""

    persons: Mapping[int, int]
    """Name to person: the smallest number among the person's names."""
    outcomes: Mapping[int, str]
    """Link id to outcome."""
    shared: frozenset[int] = field(default=frozenset())


def resolve(
    names: Mapping[int, KnownName], links: Iterable[Link], apart: Iterable[tuple[int, int]]
) -> Resolved:
    """The persons of some names.

    Args:
        names: every name the links mention; a whole connected set of them.
        links: all links between them.
        apart: pairs of names that must not be one person.
    """
    ordered = sorted(links, key=lambda link: (link.time, link.key, link.a, link.b))
    shared = _shared(names, ordered) | {name.number for name in names.values() if name.shared}
    persons = {number: _alone(name) for number, name in names.items()}
    separate = [frozenset(pair) for pair in apart]
    outcomes: dict[int, str] = {}
    for link in ordered:
        left, right = persons[link.a], persons[link.b]
        if left is right:
            outcomes[link.id] = SAME
            continue
        outcomes[link.id] = _judge(link, left, right, shared, separate)
        if outcomes[link.id] == JOINED:
            _join(persons, left, right, link)
    numbers = {number: person.number for number, person in persons.items()}
    return Resolved(numbers, outcomes, shared)


def _alone(name: KnownName) -> _Person:
    established = not name.public or name.name.kind in (NameKind.USER, NameKind.CRM)
    return _Person([name.number], name.first, {name.name.kind: 1}, established)


def _shared(names: Mapping[int, KnownName], links: list[Link]) -> frozenset[int]:
    users: dict[int, set[int]] = {}
    for link in links:
        if link.alias:
            continue
        for name, other in ((link.a, link.b), (link.b, link.a)):
            of_user = names[other].name.kind is NameKind.USER
            if of_user and names[name].name.kind is not NameKind.USER:
                users.setdefault(name, set()).add(other)
    return frozenset(name for name, known in users.items() if len(known) > SHARED_ABOVE)


def _judge(
    link: Link,
    left: _Person,
    right: _Person,
    shared: frozenset[int],
    separate: list[frozenset[int]],
) -> str:
    if link.a in shared or link.b in shared:
        return SHARED
    if separate and _kept_apart(left, right, separate):
        return APART
    known = left.established and right.established
    if link.public and known and left.first < link.time and right.first < link.time:
        return PUBLIC_KEY
    if not link.alias:
        if _both_have(left, right, NameKind.USER):
            return TWO_USERS
        if _both_have(left, right, NameKind.CRM):
            return TWO_CRM
    elif left.aliases + right.aliases + 1 > MERGES_AT_MOST:
        return MERGES
    return JOINED if _few_enough(left, right) else TOO_MANY


def _kept_apart(left: _Person, right: _Person, separate: list[frozenset[int]]) -> bool:
    both = {*left.members, *right.members}
    return any(
        pair <= both and not pair <= set(left.members) and not pair <= set(right.members)
        for pair in separate
    )


def _both_have(left: _Person, right: _Person, kind: NameKind) -> bool:
    return bool(left.counts.get(kind)) and bool(right.counts.get(kind))


def _few_enough(left: _Person, right: _Person) -> bool:
    return all(
        left.counts.get(kind, 0) + right.counts.get(kind, 0) <= NAMES_AT_MOST
        or kind is NameKind.USER
        for kind in (*left.counts, *right.counts)
    )


def _join(persons: dict[int, _Person], left: _Person, right: _Person, link: Link) -> None:
    if len(left.members) < len(right.members):
        left, right = right, left
    left.members += right.members
    left.first = min(left.first, right.first)
    for kind, count in right.counts.items():
        left.counts[kind] = left.counts.get(kind, 0) + count
    left.established = left.established or right.established
    left.aliases += right.aliases + int(link.alias)
    for member in right.members:
        persons[member] = left
