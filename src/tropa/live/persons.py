"""Persons kept current: new links are taken in, and whoever they concern is decided anew."""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, Protocol

from tropa.clock import Duration, Instant
from tropa.identify.devices import Owners, is_shared, owners, rank_of, stretches, with_login
from tropa.identify.resolve import MERGES, SHARED, resolve
from tropa.keep.names import DealSeen, KnownName, Link, Login, NameBook
from tropa.live.changes import Changes, note_moves, note_owners, renamed


class Past(Protocol):
    """What has happened, asked by name: the history and what arrived since."""

    def logins(self, device: int) -> list[tuple[Instant, int]]:
        """Every login of a device there ever was, (time, anchor)."""
        ...

    def bearers(self, deals: Iterable[int]) -> set[int]:
        """Whose the events of these deals were while nobody knew whose the deals are."""
        ...


_SETTLED: Final = frozenset({SHARED, MERGES})
"""Outcomes that lead nowhere: such a link is not followed any more."""

_REMEMBERED: Final = 200_000


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
        self._ranks: dict[int, int] = {}

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
            self._persons.update(self._book.persons(unknown))

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

    def link(
        self, links: Sequence[Link], changes: Changes, known_better: Iterable[int] = ()
    ) -> None:
        """Take in links and decide the persons they concern.

        Args:
            links: new or known ones.
            changes: what follows is added here.
            known_better: names that are now known from an earlier instant, or from a private
                source: whether a browser may link them depends on that.
        """
        touched = set(self._book.add_links(links)) if links else set[int]()
        better = list(known_better)
        for link in self._book.links_of(better) if better else ():
            if link.public:
                touched |= {link.a, link.b}
        if touched:
            self._decide(touched, changes)

    def log_in(
        self,
        logins: Iterable[tuple[int, int, Instant]],
        past: Past,
        changes: Changes,
    ) -> None:
        """Take in logins (device, anchor, time).

        Args:
            logins: in any order.
            past: asked for every login of a device when stretches do not tell enough.
            changes: what follows is added here.
        """
        by_device: dict[int, list[tuple[Instant, int]]] = {}
        for device, anchor, time in logins:
            by_device.setdefault(device, []).append((time, anchor))
        for device, new in by_device.items():
            if self._is_shared(device):
                continue
            before = self._logins_of(device)
            after = _with_logins(before, device, sorted(new))
            if after is None:
                every = [*past.logins(device), *new]
                after = stretches(device, every, self._ranks_of(one for _, one in every))
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
        note_owners(former, self._owners[device], changes)

    def _is_shared(self, device: int) -> bool:
        if device in self._shared:
            return True
        if device in self._logins:
            return False
        known = self._book.get([device]).get(device)
        if known is not None and known.shared:
            self._shared.add(device)
        return device in self._shared

    def see_deals(
        self, deals: Sequence[DealSeen], new: frozenset[int], past: Past, changes: Changes
    ) -> None:
        """Take in with whom deals were seen first.

        Args:
            deals: for each deal the earliest event of these that says so.
            new: names met for the first time.
            past: asked whose a deal's events were before.
            changes: what follows is added here.
        """
        before = {deal.deal: self.deal_anchor(deal.deal) for deal in deals}
        changed = set(self._book.add_deals(deals))
        nobodys: set[int] = set()
        for deal in deals:
            if deal.deal not in changed:
                continue
            self._deals[deal.deal] = deal.anchor
            person, former = self.person(deal.anchor), before[deal.deal]
            if former and self.person(former) != person:
                changes.split |= {self.person(former), person}
            elif not former and deal.deal not in new:
                changes.split |= {deal.deal, person}
                nobodys.add(deal.deal)
        if nobodys:
            changes.split |= past.bearers(nobodys)

    def set_apart(self, a: int, b: int, time: Instant) -> Changes:
        """Undo a merge: these two names are not one person, whatever links them."""
        return self._judge_anew(a, b, lambda: self._book.keep_apart(a, b, time))

    def let_join(self, a: int, b: int) -> Changes:
        """Take the undoing of a merge back: links decide about these two names again."""
        return self._judge_anew(a, b, lambda: self._book.let_join(a, b))

    def if_apart(self, a: int, b: int) -> list[set[int]]:
        """Whom the names of two that are one person would belong to, were they set apart.

        Nothing is changed. The sets of names are in the order of their persons.
        """
        names, links = self._connected({a, b})
        pair = (min(a, b), max(a, b))
        resolved = resolve(names, links, self._book.apart(names) | {pair})
        both = {names[a].person, names[b].person}
        found: dict[int, set[int]] = {}
        for number, name in names.items():
            if name.person in both:
                found.setdefault(resolved.persons[number], set()).add(number)
        return [found[person] for person in sorted(found)]

    def _judge_anew(self, a: int, b: int, change: Callable[[], object]) -> Changes:
        changes = Changes()
        devices = [one for one in (a, b) if self._logins_of(one)]
        before = {device: self.owners(device) for device in devices}
        concerned = {self.person(a), self.person(b)}
        change()
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
        whole = note_moves(names, persons, changes)
        for device, former in before.items():
            now = self._owners[device] = self._ask_owners(device, self._logins_of(device))
            note_owners(renamed(former, whole), now, changes)

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
            ranks = self._ranks_of(one.anchor for one in found)
            known = tuple(sorted(found, key=lambda one: (one.first, ranks[one.anchor])))
            self._logins[device] = known
        return known

    def _ask_owners(self, device: int, logins: tuple[Login, ...]) -> Owners:
        if len(self._owners) > _REMEMBERED:
            self._owners.clear()
        anchors = [login.anchor for login in logins]
        pairs = self._book.apart([device]) if logins else set[tuple[int, int]]()
        apart = frozenset(other for pair in pairs for other in pair if other != device)
        persons = {anchor: self.person(anchor) for anchor in anchors}
        return owners(device, logins, persons, self._ranks_of(anchors), self._stitch, apart)

    def _ranks_of(self, anchors: Iterable[int]) -> dict[int, int]:
        """What decides between two who used a device at the same instant."""
        wanted = set(anchors)
        if len(self._ranks) > _REMEMBERED:
            self._ranks.clear()
        unknown = wanted - self._ranks.keys()
        names = self._book.get(unknown) if unknown else {}
        self._ranks.update((number, rank_of(name.name)) for number, name in names.items())
        return {anchor: self._ranks[anchor] for anchor in wanted}


def _with_logins(
    logins: tuple[Login, ...], device: int, new: Iterable[tuple[Instant, int]]
) -> tuple[Login, ...] | None:
    """The stretches with more logins; None when all logins must be asked for again."""
    found: tuple[Login, ...] | None = logins
    for time, anchor in new:
        if found is not None:
            found = with_login(found, device, anchor, time)
    return found
