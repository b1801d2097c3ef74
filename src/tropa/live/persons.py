"""Persons kept current: new links are taken in, and whoever they concern is decided anew."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from tropa.clock import Duration, Instant
from tropa.identify.devices import Owners, is_shared, owners, stretches, with_login
from tropa.identify.resolve import MERGES, SHARED, resolve
from tropa.keep.ledger import DealSeen, KnownName, Link, Login, NameBook

AllLogins: TypeAlias = Callable[[int], list[tuple[Instant, int]]]
"""Every login of a device, (time, anchor), read from the history."""

_SETTLED: Final = frozenset({SHARED, MERGES})
"""Outcomes that lead nowhere: such a link is not followed any more."""

_REMEMBERED: Final = 200_000


@dataclass
class Changes:
    """What a handful of links changed in the past of persons."""

    moved: dict[int, int] = field(default_factory=dict[int, int])
    """Persons all of whose rows now belong to another."""
    split: set[int] = field(default_factory=set[int])
    """Persons whose rows must be read again: some became somebody else's."""
    claimed: set[int] = field(default_factory=set[int])
    """Devices: rows that stood under the device itself may now be somebody's."""
    later: list[tuple[int, int, Instant]] = field(
        default_factory=list[tuple[int, int, Instant]]
    )
    """(device, person, instant): rows of this person from then on may be another's."""

    def concerned(self) -> set[int]:
        """Everybody whose rows in the parts may no longer be right."""
        return (
            {*self.moved, *self.moved.values(), *self.claimed, *self.split}
            | {person for _, person, _ in self.later}
        )  # fmt: skip


class Persons:
    """Names to persons, devices to owners, deals to persons: remembered, and kept true."""

    def __init__(self, book: NameBook, stitch: Duration) -> None:
        """Open.

        Args:
            book: names and links.
            stitch: how long before its first login a device is believed to be its user's.
        """
        self._book, self._stitch = book, stitch
        self._persons: dict[int, int] = {}
        self._logins: dict[int, tuple[Login, ...]] = {}
        self._owners: dict[int, Owners] = {}
        self._deals: dict[int, int] = {}
        self._shared: set[int] = set()

    # ------------------------------------------------------------ answers

    def person(self, number: int) -> int:
        """The person a name belongs to."""
        known = self._persons.get(number)
        if known is None:
            self.remember([number])
            known = self._persons[number]
        return known

    def owners(self, device: int) -> Owners:
        """Whose a device was, over time."""
        known = self._owners.get(device)
        if known is None:
            known = self._owners[device] = self._ask_owners(device, self._logins_of(device))
        return known

    def attribute(self, who: int, device: int, deal: int, time: Instant) -> int:
        """Whom an event belongs to: its deal's person, its anchor's, its device's."""
        if deal:
            anchor = self.deal_anchor(deal)
            if anchor:
                return self.person(anchor)
        if who:
            return self.person(who)
        return self.owners(device).at(time) if device else deal

    def remember(self, numbers: Iterable[int]) -> None:
        """Look up many names at once."""
        if len(self._persons) > _REMEMBERED:
            self._persons.clear()
        unknown = [number for number in numbers if number not in self._persons]
        if unknown:
            for number, name in self._book.get(unknown).items():
                self._persons[number] = name.person

    def forget(self) -> None:
        """What is remembered may be wrong: ask the book again."""
        for memory in (self._persons, self._logins, self._owners, self._deals, self._shared):
            memory.clear()

    def names_of(self, person: int) -> set[int]:
        """Numbers of every name a person's events may stand under, devices and deals too."""
        own = {name.number for name in self._book.names_of(person)} | {person}
        devices = {login.device for login in self._book.logins_by(own)}
        return own | devices | set(self._book.deals_of(own))

    def deal_anchor(self, deal: int) -> int:
        """The name a deal was first seen with, 0 for none."""
        known = self._deals.get(deal)
        if known is None:
            if len(self._deals) > _REMEMBERED:
                self._deals.clear()
            seen = self._book.deals([deal]).get(deal)
            known = self._deals[deal] = seen.anchor if seen is not None else 0
        return known

    # ------------------------------------------------------------ change

    def link(self, links: Sequence[Link], changes: Changes) -> None:
        """Take in links and decide the persons they concern."""
        touched = self._book.add_links(links) if links else []
        if touched:
            self._decide(touched, changes)

    def log_in(
        self,
        logins: Iterable[tuple[int, int, Instant]],
        all_logins: AllLogins,
        changes: Changes,
    ) -> None:
        """Take in logins (device, anchor, time).

        Args:
            logins: in any order.
            all_logins: asked for every login of a device when stretches do not tell enough.
            changes: what follows is added here.
        """
        found: dict[int, tuple[Login, ...]] = {}
        for device, anchor, time in logins:
            if self._is_shared(device):
                continue
            if device not in found:
                found[device] = self._logins_of(device)
            after = with_login(found[device], device, anchor, time)
            if after is None:
                after = stretches(device, [*all_logins(device), (time, anchor)])
            found[device] = after
        for device, after in found.items():
            before = self._logins_of(device)
            if after != before:
                self._change_logins(device, before, after, changes)

    def _change_logins(
        self,
        device: int,
        before: tuple[Login, ...],
        after: tuple[Login, ...],
        changes: Changes,
    ) -> None:
        former = self.owners(device)
        anchors = {login.anchor for login in after}
        kinds = {one: name.name.kind for one, name in self._book.get(anchors).items()}
        if is_shared(kinds):
            self._book.mark_shared([device])
            self._shared.add(device)
            after = ()
        else:
            kept, now = set(before), set(after)
            self._book.change_logins(kept - now, now - kept)
        self._logins[device] = after
        self._owners[device] = self._ask_owners(device, after)
        _compare(former, self._owners[device], changes)

    def _is_shared(self, device: int) -> bool:
        if device in self._shared:
            return True
        if device in self._logins:
            return False
        known = self._book.get([device]).get(device)
        if known is not None and known.shared:
            self._shared.add(device)
        return device in self._shared

    def see_deals(self, deals: Sequence[DealSeen], changes: Changes) -> None:
        """Take in with whom deals were seen first."""
        for deal in deals:
            before = self.deal_anchor(deal.deal)
            if not self._book.add_deals([deal]):
                continue
            self._deals[deal.deal] = deal.anchor
            if not before:
                changes.moved[deal.deal] = self.person(deal.anchor)
            elif self.person(before) != self.person(deal.anchor):
                changes.split |= {self.person(before), self.person(deal.anchor)}

    def set_apart(self, a: int, b: int, time: Instant) -> Changes:
        """Undo a merge: these two names are not one person, whatever links them."""
        changes = Changes()
        devices = [one for one in (a, b) if self._logins_of(one)]
        before = {device: self.owners(device) for device in devices}
        concerned = {self.person(a), self.person(b)}
        self._book.keep_apart(a, b, time)
        self._decide([a, b], changes)
        for device in devices:
            self._owners[device] = self._ask_owners(device, self._logins_of(device))
            concerned |= before[device].people | self._owners[device].people | {device}
        changes.split |= concerned | {self.person(a), self.person(b)}
        return changes

    # ------------------------------------------------------------ deciding

    def _decide(self, touched: Iterable[int], changes: Changes) -> None:
        names, links = self._connected(set(touched))
        resolved = resolve(names, links, self._book.apart(names))
        persons = resolved.persons
        moved = {one: now for one, now in persons.items() if names[one].person != now}
        devices = (
            {login.device for login in self._book.logins_by(moved)} if moved else set[int]()
        )
        before = {device: self.owners(device) for device in devices}
        outcomes = {link.id: resolved.outcomes[link.id] for link in links}
        new = {
            link.id: outcomes[link.id] for link in links if link.outcome != outcomes[link.id]
        }
        shared = [number for number in resolved.shared if not names[number].shared]
        self._book.settle(moved, new, shared)
        self._persons.update(persons)
        whole = _note_moves(names, persons, changes)
        for device, former in before.items():
            now = self._owners[device] = self._ask_owners(device, self._logins_of(device))
            _compare(_renamed(former, whole), now, changes)

    def _connected(self, numbers: set[int]) -> tuple[dict[int, KnownName], list[Link]]:
        """Every name that links lead to from these, and the links."""
        found: dict[int, Link] = {}
        seen: set[int] = set()
        while numbers:
            seen |= numbers
            further: set[int] = set()
            for link in self._book.links_of(numbers):
                if link.outcome not in _SETTLED:
                    found[link.id] = link
                    further |= {link.a, link.b}
            numbers = further - seen
        return self._book.get(seen), list(found.values())

    def _logins_of(self, device: int) -> tuple[Login, ...]:
        known = self._logins.get(device)
        if known is None:
            if len(self._logins) > _REMEMBERED:
                self._logins.clear()
            found = self._book.logins_of([device])
            known = tuple(sorted(found, key=lambda one: (one.first, one.anchor)))
            self._logins[device] = known
        return known

    def _ask_owners(self, device: int, logins: tuple[Login, ...]) -> Owners:
        if len(self._owners) > _REMEMBERED:
            self._owners.clear()
        anchors = [login.anchor for login in logins]
        pairs = self._book.apart([device]) if logins else set[tuple[int, int]]()
        apart = frozenset(other for pair in pairs for other in pair if other != device)
        persons = {anchor: self.person(anchor) for anchor in anchors}
        return owners(device, logins, persons, self._stitch, apart)


def _note_moves(
    names: Mapping[int, KnownName], persons: Mapping[int, int], changes: Changes
) -> dict[int, int]:
    """Former persons that moved as a whole; those torn apart are noted as split."""
    by_former: dict[int, set[int]] = {}
    for number, name in names.items():
        by_former.setdefault(name.person, set()).add(persons[number])
    whole: dict[int, int] = {}
    for former, now in by_former.items():
        if len(now) > 1:
            changes.split |= {former, *now}
        elif now != {former}:
            whole[former] = next(iter(now))
    changes.moved.update(whole)
    return whole


def _renamed(before: Owners, whole: Mapping[int, int]) -> Owners:
    """The owners as they were, under the numbers their persons have now."""
    turns: list[tuple[Instant, int]] = []
    for time, person in zip(before.times, before.persons, strict=True):
        now = whole.get(person, person)
        if not turns or turns[-1][1] != now:
            turns.append((time, now))
    times, persons = tuple(time for time, _ in turns), tuple(person for _, person in turns)
    return Owners(before.device, times, persons, before.stitch)


def _compare(before: Owners, after: Owners, changes: Changes) -> None:
    """What a change of owners means for rows that have come already."""
    if before == after:
        return
    known = len(before.times)
    if not known:
        # Nobody's until now: its rows stand under the device itself.
        changes.claimed.add(after.device)
    elif after.persons[:known] == before.persons and after.times[1:known] == before.times[1:]:
        if after.times[0] != before.times[0]:
            changes.claimed.add(after.device)
        if len(after.times) > known:
            changes.later.append((after.device, before.persons[-1], after.times[known]))
    else:
        changes.split |= before.people | after.people | {after.device}
