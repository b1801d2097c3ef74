"""What was spent: the one record of the ledger of costs.

A cost belongs to whole days of the calendar, from `since` to the day before `until`. Days have
no zone: «1 March» is the local 1 March of whatever map asks. A cost is never changed; what was
wrong is put right by another one, and an amount below nought is money that came back.
"""

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

Day: TypeAlias = int
"""A day of the calendar, counted from 1 January 1970."""

CostKind: TypeAlias = Literal[
    "ad", "content", "tool", "salary", "commission", "goods", "delivery", "fee"
]
KINDS: Final[tuple[CostKind, ...]] = get_args(CostKind)

ADVERTISING: Final[frozenset[CostKind]] = frozenset({"ad"})
MARKETING: Final[frozenset[CostKind]] = frozenset({"ad", "content", "tool"})
"""What brings leads."""
SELLING: Final[frozenset[CostKind]] = frozenset({"salary", "commission"})
"""What makes customers of them."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What was spent, on what, over which days."""

    key: str
    """What makes it the same cost whenever it comes again."""
    since: Day
    until: Day
    """The day after the last one."""
    amount: int
    """Minor units."""
    currency: str
    kind: CostKind
    channel: str = ""
    campaign: str = ""
    touchpoint: str = ""
    role: str = ""
    note: str = ""

    @property
    def days(self) -> int:
        """How many days it is spread over."""
        return self.until - self.since
