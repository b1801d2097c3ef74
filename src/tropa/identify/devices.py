"""Whose a device is: at each instant its latest login's; before the first, the first user's.

A login is any event that bears both the device and the name of a human being. Events of the
device alone go to whoever logged in last before them; those before the first login go to the
first user, not longer than the stitching window before it; older ones stay an anonymous
person's. A device that more than five users logged in on (five ids, or five e-mails, or five
phones) is shared: only events that carry a name of their own are anybody's. It is computed from
the set of logins, whatever came first.

Logins are kept as stretches: one user again and again, nobody else between. A late login that
falls inside another user's stretch cannot be placed by its ends alone; all logins of the device
are then asked for again. Of two users at the very same instant the name decides, for numbers
are given in the order of arrival.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final

from tropa.clock import Duration, Instant
from tropa.event import Name, NameKind
from tropa.keep.names import Login

USERS_AT_MOST: Final = 5


def rank_of(name: Name) -> int:
    """A number for a name that is the same whenever the name is met."""
    return int.from_bytes(blake2b(str(name).encode(), digest_size=8).digest(), "big")


@dataclass(frozen=True, slots=True)
class Owners:
    """The owners of one device over time."""

    device: int
    times: tuple[Instant, ...]
    persons: tuple[int, ...]
    stitch: Duration
    """How long before the first login its user is believed to have been there; 0 for ever."""

    def at(self, time: Instant) -> int:
        """The person whose device it was: the device's own number when it was nobody's."""
        if not self.times:
            return self.device
        turn = bisect_right(self.times, time) - 1
        if turn >= 0:
            return self.persons[turn]
        long_before = self.stitch and self.times[0] - time > self.stitch
        return self.device if long_before else self.persons[0]

    @property
    def people(self) -> frozenset[int]:
        """Everybody it was ever anybody's."""
        return frozenset(self.persons)


def owners(
    device: int,
    logins: Iterable[Login],
    persons: Mapping[int, int],
    ranks: Mapping[int, int],
    stitch: Duration,
    apart: frozenset[int] = frozenset(),
) -> Owners:
    """The owners of a device.

    Args:
        device: its number.
        logins: its logins.
        persons: anchor to person.
        ranks: anchor to `rank_of` its name.
        stitch: the window before the first login, 0 for no limit.
        apart: anchors that were said not to be of this device's person.
    """
    counted = [login for login in logins if login.anchor not in apart]
    turns: list[tuple[Instant, int]] = []
    for login in sorted(counted, key=lambda one: (one.first, ranks[one.anchor])):
        person = persons[login.anchor]
        if not turns or turns[-1][1] != person:
            turns.append((login.first, person))
    return Owners(
        device, tuple(time for time, _ in turns), tuple(person for _, person in turns), stitch
    )


def is_shared(anchors: Mapping[int, NameKind]) -> bool:
    """Whether too many users logged in on a device; further logins cannot change that."""
    return any(count > USERS_AT_MOST for count in Counter(anchors.values()).values())


def with_login(
    logins: Sequence[Login], device: int, anchor: int, time: Instant
) -> tuple[Login, ...] | None:
    """The stretches with one more login; None when all logins must be asked for again.

    Args:
        logins: the device's stretches, rising.
        device: its number.
        anchor: who logged in.
        time: when.
    """
    at = bisect_right([one.first for one in logins], time)
    before = logins[at - 1] if at else None
    after = logins[at] if at < len(logins) else None
    if before is not None and before.anchor == anchor:
        if time <= before.last:
            return tuple(logins)
        return (*logins[: at - 1], replace(before, last=time), *logins[at:])
    if before is not None and time <= before.last:
        return None
    if after is not None and after.anchor == anchor:
        return (*logins[:at], replace(after, first=time), *logins[at + 1 :])
    return (*logins[:at], Login(device, anchor, time, time), *logins[at:])


def stretches(
    device: int, logins: Iterable[tuple[Instant, int]], ranks: Mapping[int, int]
) -> tuple[Login, ...]:
    """All logins of a device, (time, anchor), as stretches."""
    found: list[Login] = []
    for time, anchor in sorted(logins, key=lambda one: (one[0], ranks[one[1]])):
        if found and found[-1].anchor == anchor:
            found[-1] = replace(found[-1], last=time)
        else:
            found.append(Login(device, anchor, time, time))
    return tuple(found)
