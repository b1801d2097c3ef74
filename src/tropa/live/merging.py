"""The tail goes into the bases, a few parts at a time, so that nobody waits for long.

A round takes the parts one after another; what comes meanwhile stays in the tail. Between two
steps the loop takes in what has arrived and shows it.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

import numpy as np

from tropa.keep.ledger import Catalogue, Position
from tropa.live.board import Board
from tropa.parts.base import PARTS, part_of
from tropa.parts.trails import Trails

TAIL_LEAST: Final = 100_000
"""A tail of fewer events is left as it is."""
_AT_ONCE: Final = 2


class Merging:
    """Writes bases anew and has boards stand on them."""

    def __init__(
        self, trails: Trails, boards: Mapping[str, Board], catalogue: Catalogue
    ) -> None:
        self._trails, self._boards, self._catalogue = trails, boards, catalogue
        self._left: list[int] = []
        self._upto: Position = 0

    def is_due(self, share: float) -> bool:
        """Whether the tail is long, absolutely and beside the bases."""
        based = sum(self._trails.base_events(part) for part in range(PARTS))
        return self._trails.fresh_events > max(TAIL_LEAST, share * based)

    @property
    def under_way(self) -> bool:
        """Whether a round has parts left."""
        return bool(self._left)

    def begin(self, upto: Position) -> None:
        """Begin a round: everything up to this place in the log is in the history."""
        self._left, self._upto = list(range(PARTS)), upto

    def step(self, show: Callable[[], None]) -> None:
        """Merge the next few parts.

        Args:
            show: brings the boards in line first, where somebody listens to them.
        """
        parts, self._left = self._left[:_AT_ONCE], self._left[_AT_ONCE:]
        self._merge(self._upto, parts, show)

    def some(self, upto: Position, parts: Iterable[int], show: Callable[[], None]) -> None:
        """Merge these parts at once, after the round that is under way."""
        while self.under_way:
            self.step(show)
        self._merge(upto, parts, show)

    def whole(self, upto: Position, show: Callable[[], None]) -> None:
        """Merge everything at once."""
        self._left = []
        self._merge(upto, range(PARTS), show)

    def _merge(self, upto: Position, parts: Iterable[int], show: Callable[[], None]) -> None:
        if any(board.listeners for board in self._boards.values()):
            # Whoever listens hears of everything; a base says nothing of what is new in it.
            show()
        try:
            written = self._trails.merge(upto, parts)
        except BaseException:
            self._left = []
            self._rebase(range(PARTS))
            raise
        self._rebase(written)
        self._settle(set(parts))

    def _rebase(self, parts: Iterable[int]) -> None:
        for board in self._boards.values():
            board.rebase(list(parts))

    def _settle(self, parts: set[int]) -> None:
        """Persons gathered anew who are in their base now need not be gathered again."""
        stale = np.asarray(self._catalogue.stale(), np.int64)
        going = self._trails.gathered_anew()
        owners = part_of(stale).tolist()
        pairs = zip(stale.tolist(), owners, strict=True)
        self._catalogue.clear_stale(
            [person for person, part in pairs if part in parts and person not in going]
        )
