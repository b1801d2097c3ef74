"""What links and logins change in the past: whose rows go to whom, whose are read again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tropa.clock import Instant
from tropa.identify.devices import Owners
from tropa.keep.names import KnownName


@dataclass
class Changes:
    """What a handful of links changed in the past of persons."""

    moved: dict[int, int] = field(default_factory=dict[int, int])
    """Persons all of whose rows now belong to another."""
    split: set[int] = field(default_factory=set[int])
    """Persons whose rows must be read again: some became somebody else's."""
    claimed: set[int] = field(default_factory=set[int])
    """Devices: rows that stood under the device itself may now be somebody's."""
    later: list[tuple[int, frozenset[int], Instant]] = field(
        default_factory=list[tuple[int, frozenset[int], Instant]]
    )
    """(person, others, instant): rows of this person from then on may be the others'."""

    def concerned(self, owners: Callable[[int], Owners]) -> set[int]:
        """Everybody whose rows in the parts may no longer be right.

        Args:
            owners: whose a device is now.
        """
        found = {*self.moved, *self.moved.values(), *self.claimed, *self.split}
        found = found.union(*(owners(device).people for device in self.claimed))
        return found.union(*({person} | others for person, others, _ in self.later))

    def forget_new(self, new: frozenset[int]) -> None:
        """Names met for the first time have no past: nothing was said of them before."""
        self.moved = {old: now for old, now in self.moved.items() if old not in new}
        self.claimed -= new


def note_moves(
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


def renamed(before: Owners, whole: Mapping[int, int]) -> Owners:
    """The owners as they were, under the numbers their persons have now."""
    turns: list[tuple[Instant, int]] = []
    for time, person in zip(before.times, before.persons, strict=True):
        now = whole.get(person, person)
        if not turns or turns[-1][1] != now:
            turns.append((time, now))
    times, persons = tuple(time for time, _ in turns), tuple(person for _, person in turns)
    return Owners(before.device, times, persons, before.stitch)


def note_owners(before: Owners, after: Owners, changes: Changes) -> None:
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
            others = frozenset(after.persons[known:])
            changes.later.append((before.persons[-1], others, after.times[known]))
    else:
        changes.split |= before.people | after.people | {after.device}
