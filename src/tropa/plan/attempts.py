"""Attempts of somebody who stands on a stage: what each does, by the kernel's own moves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from tropa.clock import Instant
from tropa.place.rules import Edition
from tropa.place.state import AWAKE_MARK, LEAD_MARK
from tropa.plan.acts import Act, Recipe
from tropa.plan.candidates import Candidates
from tropa.plan.rehearsal import BETWEEN_STAGES, Move, Tried, performed, rehearse

Ways: TypeAlias = tuple[Recipe, ...]

_HARMLESS: Final = frozenset({LEAD_MARK, AWAKE_MARK})


@dataclass(frozen=True, slots=True)
class Path:
    """How somebody came to stand on a stage, as plainly as can be."""

    trail: tuple[Tried, ...]
    stage: int
    entered: Instant
    won: bool
    starts: Mapping[int, Ways]
    quiet: frozenset[Act]
    """Quiet before any journey."""


@dataclass(frozen=True, slots=True)
class Attempts:
    """Somebody led to a stage, before whom anything may be tried."""

    edition: Edition
    candidates: Candidates
    path: Path

    @property
    def now(self) -> Instant:
        return self.path.trail[-1].at + BETWEEN_STAGES

    def tried(self, ways: Sequence[Recipe], earlier: Ways = ()) -> list[list[Move]]:
        """The moves each way made, and none of before it.

        Args:
            ways: what to try.
            earlier: what happens before, an hour each.
        """
        trail, begin = self.path.trail, self.now
        for way in earlier:
            trail = (*trail, *performed(way, begin))
            begin += BETWEEN_STAGES
        return self.from_here(trail, ways, begin)

    def from_here(
        self, trail: tuple[Tried, ...], ways: Sequence[Recipe], begin: Instant
    ) -> list[list[Move]]:
        trails = [(*trail, *performed(way, begin)) for way in ways]
        found = rehearse(self.edition, trails)
        end = begin + BETWEEN_STAGES
        return [
            [move for move in moves if begin <= move.at <= end and move.by_event]
            for moves in found
        ]


def told(moves: Sequence[Move]) -> list[tuple[int, int]]:
    """What was done, marks that mean nothing here left out."""
    return [(move.kind, move.stage) for move in moves if move.kind not in _HARMLESS]


def by_last_act(way: Recipe, moves: Sequence[Move], begin: Instant) -> bool:
    """Whether nothing moved before the last act of a way."""
    last = performed(way, begin)[-1].at
    return all(move.at == last for move in moves if move.kind < LEAD_MARK)
