"""The workspace's list of event names: each has a number, as columns want it."""

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Final


class EventNames:
    """A number for each name, for ever.

    Beyond the limit further names share number 0: their events are kept and counted together,
    and their true names stand in the history. A name that a map asks for has its number always.
    """

    AT_MOST: Final = 5_000
    NEEDED_AT_MOST: Final = 60_000
    """With those that maps ask for; a number has two bytes."""
    OTHER: Final = "(other)"

    def __init__(
        self, known: Sequence[str] = (), keep: Callable[[list[str]], None] | None = None
    ) -> None:
        self._names = list(known) or [self.OTHER]
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self._keep = keep
        self._lock = threading.Lock()

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(self._names)

    def codes(self, names: Iterable[str]) -> list[int]:
        """Numbers of names; new ones are added, and kept before they are used."""
        wanted = list(names)
        with self._lock:
            self._add(wanted, self.AT_MOST)
            return [self._numbers.get(name, 0) for name in wanted]

    def need(self, names: Iterable[str]) -> set[str]:
        """See to it that these names have numbers.

        Returns:
            Those that may have been met before under the number of all others.
        """
        with self._lock:
            full = len(self._names) >= self.AT_MOST
            added = self._add(sorted(names), self.NEEDED_AT_MOST)
            return set(added) if full else set()

    def _add(self, names: Sequence[str], limit: int) -> list[str]:
        new = [one for one in dict.fromkeys(names) if one not in self._numbers]
        new = new[: max(0, limit - len(self._names))]
        if new:
            known = [*self._names, *new]
            # Kept first: a number that is on no disk must be in no file either.
            if self._keep is not None:
                self._keep(known)
            self._numbers.update((name, at) for at, name in enumerate(new, len(self._names)))
            self._names = known
        return new
