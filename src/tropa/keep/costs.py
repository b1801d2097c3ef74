"""The port of the ledger of costs: added to and never changed.

A cost that comes again is known by its key and adds nothing. The same key with another content
is another cost under a number that is taken: it is not kept, and whoever offered it is told.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from tropa.cost import Cost, Day


@dataclass(frozen=True, slots=True)
class CostsKept:
    """What became of costs offered, by their places: added + known + conflicts = offered."""

    added: tuple[int, ...] = ()
    known: tuple[int, ...] = ()
    conflicts: tuple[int, ...] = ()
    """Those whose key means another cost."""


class Costs(Protocol):
    """What was spent."""

    def keep(
        self, costs: Sequence[Cost], source: str, beside: Callable[[CostsKept], object]
    ) -> CostsKept:
        """Add costs; they are on disk when it returns.

        Args:
            costs: what was spent.
            source: the import that brought them.
            beside: called with what became of them before the transaction ends: whatever it
                changes in this ledger is kept with them, or not at all.
        """
        ...

    def between(self, since: Day | None = None, until: Day | None = None) -> list[Cost]:
        """Costs with a day in a stretch, its end left out; by their first day, then by key."""
        ...
