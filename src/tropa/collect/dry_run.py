"""An import tried out: counts of everything, and nothing kept.

received rows = rows that became events + refused rows, by reason
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from tropa.clock import Instant
from tropa.collect.refuse_rows import RefusedRow
from tropa.collect.rows import Taken
from tropa.event import Event, NameKind

SHOWN: Final = 20
"""Refused rows that are shown of each reason."""
TOO_MANY: Final = 5
"""People behind one address or phone: more, and the value joins nobody."""
_REMEMBERED: Final = 200_000

_STRONG: Final = frozenset({NameKind.USER, NameKind.CRM})
_JOINING: Final = frozenset({NameKind.EMAIL, NameKind.PHONE, NameKind.MESSENGER})


@dataclass
class DryRun:
    """What an import of a file would do, gathered chunk by chunk."""

    rows: int = 0
    refused: Counter[str] = field(default_factory=Counter[str])
    examples: dict[str, list[RefusedRow]] = field(default_factory=dict[str, list[RefusedRow]])
    """The first refused rows of each reason."""
    events: Counter[str] = field(default_factory=Counter[str])
    """Events by name."""
    flags: Counter[str] = field(default_factory=Counter[str])
    """What was mended or left out in events that are kept."""
    first: Instant | None = None
    last: Instant | None = None
    joined: dict[str, set[str]] = field(default_factory=dict[str, set[str]])
    """For addresses and phones the people they stand beside, up to one too many."""

    @property
    def kept(self) -> int:
        """Rows that became events."""
        return self.rows - self.refused.total()

    def add(self, taken: Taken) -> None:
        """One more chunk."""
        self.rows += taken.rows
        for row in taken.refused:
            self.refused[row.code] += 1
            shown = self.examples.setdefault(row.code, [])
            if len(shown) < SHOWN:
                shown.append(row)
        self.events.update(event.name for event in taken.events)
        for event in taken.events:
            if event.flags:
                self.flags.update(event.flags)
            if len(event.names) > 1:
                self._join(event)
        if taken.events:
            first = min(event.time for event in taken.events)
            last = max(event.time for event in taken.events)
            self.first = first if self.first is None else min(self.first, first)
            self.last = last if self.last is None else max(self.last, last)

    def merging(self) -> dict[str, int]:
        """Addresses and phones that stand beside several people, and beside how many."""
        return {name: len(people) for name, people in self.joined.items() if len(people) > 1}

    def joining_too_many(self) -> list[str]:
        """Those that stand beside so many that they are nobody's own."""
        return [name for name, people in self.joined.items() if len(people) > TOO_MANY]

    def _join(self, event: Event) -> None:
        people = [name.value for name in event.names if name.kind in _STRONG]
        if not people:
            return
        for name in event.names:
            if name.kind not in _JOINING:
                continue
            key = str(name)
            if key not in self.joined and len(self.joined) >= _REMEMBERED:
                continue
            beside = self.joined.setdefault(key, set[str]())
            if len(beside) <= TOO_MANY:
                beside.update(people)
