"""Losses: where people left, why, and how near the finish.

    lost at i      losses on stage i, ever: the stage lost from
    net            journeys lost there and not returned as of `t`; over all stages, all the lost
    loss rate      journeys lost at i, ever ÷ reached i
    position       index of the stage ÷ (stages before the sale − 1):
                   early below 1/3, near the finish from 2/3
    reasons        what the refusals say; silence is a reason of its own
    onward         (i+1 → win): of those who reached i+1, the share with a sale; whoever passes
                   the last stage has bought
    leak           net lost at i × onward × average deal: an upper bound, «if the lost had
                   behaved like those who passed»
    one point      reached i × 0.01 × onward: wins that one more per cent at i brings; of the
                   last stage there is none, for there is nowhere to bring them to

A loss mended soon enough never was.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.compiled import compiled
from tropa.measure.fold import Asked, cohort
from tropa.measure.interval import Rate
from tropa.measure.sale import sale_stage
from tropa.place.standing import LOST_STAGE, STATUS, Standing
from tropa.place.state import HARD, LOST_NOW, REFUSAL, SILENCE

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Position: TypeAlias = Literal["early", "middle", "near_finish"]

SILENT: Final = "silence"
UNSAID: Final = ""

_THIRD: Final = 1 / 3

# Columns of the sums.
LOST, JOURNEYS, NET = range(3)
_WIDTH: Final = 3
_KINDS: Final = 32


@dataclass(frozen=True, slots=True)
class StageLosses:
    """Losses of one stage."""

    stage: str
    lost: int
    """Losses here, ever."""
    journeys: int
    """Journeys lost here at least once."""
    net: int
    """Journeys lost here and not returned."""
    position: Position | None
    reasons: dict[str, int]
    """Losses by reason; `silence` for silence, an empty text for a refusal without a reason."""


@dataclass(frozen=True, slots=True)
class LossesAnswer:
    """Stages in order, and reasons over all of them."""

    stages: tuple[StageLosses, ...]
    reasons: dict[str, int]


@dataclass(frozen=True, slots=True)
class LossesState:
    """Sums by stage, and by stage and reason."""

    sums: Int64
    """stages × (losses, journeys, net)."""
    reasons: Counter[tuple[int, str]]


class Losses:
    """Where, why and how near the finish."""

    def start(self, asked: Asked) -> LossesState:
        return LossesState(np.zeros((len(asked.map.stages), _WIDTH), np.int64), Counter())

    def add(self, state: LossesState, standing: Standing, asked: Asked) -> LossesState:
        own, texts = cohort(standing, asked), standing.placed.reasons
        sums = np.zeros((standing.stages, _WIDTH), np.int64)
        # Behind the numbers of reasons stands silence.
        reasons = np.zeros((standing.stages, len(texts) + 1), np.int64)
        _count_visits(
            _lost(standing, own), standing.visit_journey, standing.visit_stage,
            standing.visit_exit, standing.visit_reason, sums, reasons,
        )  # fmt: skip
        now = own & (standing.column(STATUS) == LOST_NOW)
        sums[:, NET] = np.bincount(standing.column(LOST_STAGE)[now], minlength=standing.stages)
        return self.merge(state, LossesState(sums, _named(reasons, (*texts, SILENT))))

    def merge(self, left: LossesState, right: LossesState) -> LossesState:
        return LossesState(left.sums + right.sums, left.reasons + right.reasons)

    def finish(self, state: LossesState, asked: Asked) -> LossesAnswer:
        before_sale = sale_stage(asked.map)
        stages = tuple(
            StageLosses(
                stage=stage.id,
                lost=int(state.sums[at, LOST]),
                journeys=int(state.sums[at, JOURNEYS]),
                net=int(state.sums[at, NET]),
                position=_position(at, before_sale),
                reasons=_of_stage(state.reasons, at),
            )
            for at, stage in enumerate(asked.map.stages)
        )
        total: Counter[str] = Counter()
        for (_, reason), count in state.reasons.items():
            total[reason] += count
        return LossesAnswer(stages, _by_count(total))


def _position(at: int, before_sale: int) -> Position | None:
    if at >= before_sale:
        return None
    share = at / (before_sale - 1) if before_sale > 1 else 1.0
    if share < _THIRD:
        return "early"
    return "near_finish" if share >= 2 * _THIRD else "middle"


def _lost(standing: Standing, own: Bools) -> Int64:
    """The visits that ended in a loss, picked out of all before they are walked."""
    losses = np.zeros(_KINDS, np.bool_)
    losses[[SILENCE, REFUSAL, HARD]] = True
    picked = np.empty(len(standing.visit_journey), np.int64)
    return picked[: _pick(own, standing.visit_journey, standing.visit_exit, losses, picked)]


@compiled
def _pick(
    own: Bools, journey: Int64, exits: NDArray[np.uint8], losses: Bools, picked: Int64
) -> int:
    """Without a branch: how a visit ends is hard to foresee."""
    count = 0
    for visit in range(len(journey)):
        picked[count] = visit
        count += int(own[journey[visit]] & losses[exits[visit]])
    return count


@compiled
def _count_visits(
    lost: Int64,
    journey: Int64,
    stage: NDArray[np.int16],
    exits: NDArray[np.uint8],
    reason: Int64,
    sums: Int64,
    reasons: Int64,
) -> None:
    """Visits that ended in a loss, and why; those of one journey lie together."""
    whose, seen, silent = -1, 0, reasons.shape[1] - 1
    for visit in lost:
        at = int(stage[visit])
        seen = seen if journey[visit] == whose else 0
        whose = journey[visit]
        sums[at, LOST] += 1
        sums[at, JOURNEYS] += 1 - (seen >> at & 1)
        seen |= 1 << at
        reasons[at, silent if exits[visit] == SILENCE else reason[visit]] += 1


def _named(reasons: Int64, texts: tuple[str, ...]) -> Counter[tuple[int, str]]:
    found: Counter[tuple[int, str]] = Counter()
    for at, number in np.argwhere(reasons).tolist():
        found[at, texts[number]] += int(reasons[at, number])
    return found


def _of_stage(reasons: Counter[tuple[int, str]], at: int) -> dict[str, int]:
    own = Counter({reason: count for (stage, reason), count in reasons.items() if stage == at})
    return _by_count(own)


def _by_count(reasons: Counter[str]) -> dict[str, int]:
    """The commonest first; of equals by name, whatever order people were counted in."""
    return dict(sorted(reasons.items(), key=lambda one: (-one[1], one[0])))


def onward(reached: list[int], won: list[int]) -> list[float | None]:
    """For each stage the share with a sale among those who reached the next.

    Args:
        reached: journeys that reached each stage.
        won: of them, those with a sale.
    """
    further = zip(reached[1:], won[1:], strict=True)
    return [*(bought / came if came else None for came, bought in further), 1.0]


def leaks(
    net: list[int], onward: list[float | None], average_deal: float | None
) -> list[float | None]:
    """For each stage the money its lost would have brought, minor units; None while unknown."""
    found: list[float | None] = []
    for lost, share in zip(net, onward, strict=True):
        if not lost:
            found.append(0.0)
        elif share is None or average_deal is None:
            found.append(None)
        else:
            found.append(lost * share * average_deal)
    return found


def point_wins(entered: list[int], onward: list[float | None]) -> list[float | None]:
    """For each stage the wins one more per cent of those who entered it would bring."""
    pairs = list(zip(entered, onward, strict=True))[:-1]
    return [
        came * 0.01 * share if came and share is not None else None for came, share in pairs
    ] + [None]


def loss_rate(losses: StageLosses, reached: int) -> Rate:
    """Share of those who reached the stage that were ever lost on it."""
    return Rate(losses.journeys, reached)
