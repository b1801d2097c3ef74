"""An import of costs tried out: counts and sums of everything, and nothing kept.

received rows = rows that became costs + refused rows, by reason
"""

from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from tropa.collect.cost_rows import CostsTaken
from tropa.collect.refuse_rows import RefusedRow
from tropa.cost import CostKind, Day

SHOWN: Final = 20
"""Refused rows that are shown of each reason."""


@dataclass
class CostDryRun:
    """What an import of costs would do, gathered chunk by chunk."""

    rows: int = 0
    refused: Counter[str] = field(default_factory=Counter[str])
    examples: dict[str, list[RefusedRow]] = field(default_factory=dict[str, list[RefusedRow]])
    """The first refused rows of each reason."""
    spent: Counter[tuple[CostKind, str]] = field(default_factory=Counter[tuple[CostKind, str]])
    """Minor units by kind and currency."""
    first: Day | None = None
    last: Day | None = None

    @property
    def kept(self) -> int:
        """Rows that became costs."""
        return self.rows - self.refused.total()

    def add(self, taken: CostsTaken) -> None:
        """One more chunk."""
        self.rows += taken.rows
        for row in taken.refused:
            self.refused[row.code] += 1
            shown = self.examples.setdefault(row.code, [])
            if len(shown) < SHOWN:
                shown.append(row)
        for _, cost, _ in taken.costs:
            self.spent[cost.kind, cost.currency] += cost.amount
            self.first = cost.since if self.first is None else min(self.first, cost.since)
            self.last = max(self.last or 0, cost.until - 1)
