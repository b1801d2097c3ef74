"""How fast passwords may be tried: slower for each failure, and nobody is locked out.

Two counts, each forgotten a quarter of an hour after its last try. Of an address: after some
tries the next ones must wait longer and longer in one line, and where the line is long, the
address is sent away for a while. Of an account: a try is held for a few seconds at most,
whoever makes it, so that a stranger can slow its owner down and never keep them out. Accounts
that do not exist are counted in the same way, so that waiting tells nothing.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address
from typing import Final

from tropa.clock import MINUTE, SECOND, Clock, Duration
from tropa.errors import RequestFault

FREE_OF_ACCOUNT: Final = 5
FREE_OF_ADDRESS: Final = 10
HELD_AT_MOST: Final[Duration] = 8 * SECOND
"""For what happened to an account."""
LINE: Final[Duration] = 30 * SECOND
"""Where an address would wait longer than this, it is sent away."""
PACE: Final[Duration] = MINUTE
"""The longest time between two tries of one address."""
FORGOTTEN_AFTER: Final[Duration] = 15 * MINUTE
_REMEMBERED: Final = 20_000
"""Accounts, and addresses, at once; the longest silent are forgotten first."""


@dataclass(slots=True)
class _Tries:
    count: int = 0
    last: Duration = 0
    turn: Duration = 0
    """When the next one may begin."""


class Throttle:
    """Counts tries; the steady clock says when."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._accounts = OrderedDict[str, _Tries]()
        self._addresses = OrderedDict[str, _Tries]()

    def __len__(self) -> int:
        """How many accounts and addresses are remembered."""
        return len(self._accounts) + len(self._addresses)

    def begin(self, key: str, address: str) -> Duration:
        """Count a try as a failure until it is said to have passed.

        Args:
            key: of the login that is tried, known or not.
            address: where from.

        Returns:
            How long it must wait before anything else is done.

        Raises:
            RequestFault: `too_many_tries`; that address comes again later.
        """
        with self._lock:
            now = self._clock.steady()
            place = _recall(self._addresses, _network(address), now)
            turn = max(now, place.turn)
            if turn - now > LINE:
                seconds = -(-(turn - now) // SECOND)
                raise RequestFault("too_many_tries", status=429, seconds=seconds)
            account = _recall(self._accounts, key, now)
            held = _pause(account.count, FREE_OF_ACCOUNT, HELD_AT_MOST)
            account.count, account.last = account.count + 1, now
            place.count, place.last = place.count + 1, turn
            place.turn = turn + _pause(place.count, FREE_OF_ADDRESS, PACE)
            return max(turn - now, held)

    def passed(self, key: str, address: str) -> None:
        """The try was right: the account's failures are over, the address's stay."""
        with self._lock:
            self._accounts.pop(key, None)
            place = self._addresses.get(_network(address))
            if place is not None and place.count:
                place.count -= 1

    def failures(self, address: str) -> int:
        """Of an address, of late."""
        with self._lock:
            place = self._addresses.get(_network(address))
            return place.count if place else 0


def _recall(kept: OrderedDict[str, _Tries], key: str, now: Duration) -> _Tries:
    found = kept.pop(key, None)
    if found is None or now - found.last > FORGOTTEN_AFTER:
        found = _Tries()
    kept[key] = found
    if len(kept) > _REMEMBERED:
        kept.popitem(last=False)
    return found


def _pause(count: int, free: int, longest: Duration) -> Duration:
    """Nothing, a second, two, four and so on."""
    over = count - free
    return 0 if over < 0 else min(SECOND << min(over, 10), longest)


def _network(address: str) -> str:
    """What one client speaks from: an address, or the half of an IPv6 one it is given."""
    try:
        read = ip_address(address)
    except ValueError:
        return address
    if isinstance(read, IPv6Address):
        if read.ipv4_mapped is not None:
            return str(read.ipv4_mapped)
        return str(IPv6Address(int(read) >> 64 << 64))
    return address
