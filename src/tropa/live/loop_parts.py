"""What the loop works with."""

from collections.abc import Mapping
from dataclasses import dataclass

from tropa.clock import Clock
from tropa.keep.history import History
from tropa.keep.ledger import Ledger
from tropa.live.arrivals import Arrivals
from tropa.live.board import Board
from tropa.live.compact import Compaction
from tropa.live.persons import Persons
from tropa.live.regather import Regather
from tropa.parts.trails import Trails


@dataclass
class LoopParts:
    """The loop's surroundings; `tropa.workspace` puts them together."""

    ledger: Ledger
    history: History
    trails: Trails
    persons: Persons
    arrivals: Arrivals
    regather: Regather
    compaction: Compaction
    boards: Mapping[str, Board]
    clock: Clock
