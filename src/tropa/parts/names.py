"""The workspace's list of event names."""

import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Final


class EventNames:
    """A number for each name, for ever.

    Beyond the limit further names share number 0: their events are kept and counted together,
    and their true names stand in the history.
    """

    AT_MOST: Final = 5_000
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
        with self._lock:
            found: list[int] = []
            added = len(self._names)
            for name in names:
                number = self._numbers.get(name)
                if number is None and len(self._names) < self.AT_MOST:
                    number = self._numbers[name] = len(self._names)
                    self._names.append(name)
                found.append(number or 0)
            if len(self._names) > added and self._keep is not None:
                self._keep(list(self._names))
            return found
