"""Flow: who came to each stage, who is there, how they left.

What happened in a period, to all valid journeys, on stage `i`:

    entries    journeys whose first actual visit of i began in it
    visits     actual visits of i that began in it
    entered_from, left_by   ways in and ways out of it, by kind

As of `t`, of all valid journeys:

    present    active journeys standing on i at t

As of `t`, of the cohort (valid journeys opened in the period):

    reached    journeys whose furthest stage is i or later, implied visits included
    won        of them, those with a sale
    advanced   of those who reached i, their furthest stage is later (on the last: won and left)
    open, lost_net, disqualified   everybody else who reached i, by where they are now
    dormant    of the open, those who have bought and have been silent for too long since

Laws, exact to the unit: `reached = advanced + open + lost_net + disqualified` on every stage;
reached never grows along the map; present at the end of a period = present at its beginning +
all ways in − all ways out. A loss mended soon enough, and a journey that turned out invalid,
never were, at the beginning either.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import compiled
from tropa.measure.fold import Asked, cohort, in_period
from tropa.place.standing import (
    DISQUALIFIED_AT,
    DORMANT_AT,
    FURTHEST,
    LEAD_AT,
    LOSSES,
    REVERSED_AT,
    STAGE,
    STATUS,
    WON_AT,
    Standing,
)
from tropa.place.state import (
    ACTIVE,
    ADVANCE,
    BACK,
    DISQUALIFY,
    HARD,
    LOST_NOW,
    REFUSAL,
    REOPEN,
    RETURN,
    SILENCE,
    SKIP,
    START,
    SUCCESS,
)

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

ENTRIES: Final = {
    "start": START,
    "advance": ADVANCE,
    "skip": SKIP,
    "back": BACK,
    "return": RETURN,
    "reopen": REOPEN,
}
EXITS: Final[dict[str, tuple[int, ...]]] = {
    "advance": (ADVANCE,),
    "skip": (SKIP,),
    "back": (BACK,),
    "loss": (SILENCE, REFUSAL, HARD),
    "success": (SUCCESS,),
    "disqualified": (DISQUALIFY,),
}
_KINDS: Final = 32

_COUNTS: Final = (
    "entries",
    "visits",
    "reached",
    "won",
    "present",
    "advanced",
    "open",
    "lost_net",
    "disqualified",
    "dormant",
)
_TOTALS: Final = (
    "valid", "active", "open", "won", "won_net", "lost", "lost_ever", "disqualified", "invalid",
    "leads",
)  # fmt: skip

# What is counted by the furthest stage of a journey, then by the stage it stands on.
CAME, BOUGHT, OPEN, LOST, DISQUALIFIED, DORMANT, PRESENT = range(7)
_SUMS: Final = 7


@dataclass(frozen=True, slots=True)
class StageFlow:
    """One stage of the answer."""

    stage: str
    entries: int
    visits: int
    reached: int
    won: int
    present: int
    advanced: int
    open: int
    lost_net: int
    disqualified: int
    dormant: int
    entered_from: dict[str, int]
    left_by: dict[str, int]


@dataclass(frozen=True, slots=True)
class JourneyCounts:
    """Journeys of the cohort; `lost` are lost now, `lost_ever` were lost at some time."""

    valid: int
    active: int
    open: int
    won: int
    won_net: int
    lost: int
    lost_ever: int
    disqualified: int
    invalid: int
    leads: int
    """Journeys that became a lead in the period, whenever they opened."""


@dataclass(frozen=True, slots=True)
class FlowAnswer:
    """Journeys, and the stages in order."""

    journeys: JourneyCounts
    stages: tuple[StageFlow, ...]


@dataclass(frozen=True, slots=True)
class FlowState:
    """Sums only: adding them adds people."""

    counts: Int64
    """stages × the counts."""
    entered: Int64
    """stages × kinds of entry."""
    left: Int64
    """stages × kinds of exit."""
    totals: Int64


class Flow:
    """Counts by stage and by journey."""

    def start(self, asked: Asked) -> FlowState:
        stages = len(asked.map.stages)
        return FlowState(
            np.zeros((stages, len(_COUNTS)), np.int64),
            np.zeros((stages, _KINDS), np.int64),
            np.zeros((stages, _KINDS), np.int64),
            np.zeros(len(_TOTALS), np.int64),
        )

    def add(self, state: FlowState, standing: Standing, asked: Asked) -> FlowState:
        valid, own, stages = standing.valid, cohort(standing, asked), standing.stages
        first = np.zeros(stages, np.int64)
        entered, left = (np.zeros((stages, _KINDS), np.int64) for _ in range(2))
        _through(
            valid, standing.visit_journey, standing.visit_stage, standing.visit_first,
            standing.visit_entered, standing.visit_entry,
            standing.visit_left, standing.visit_exit,
            asked.since, asked.until, asked.as_of, first, entered, left,
        )  # fmt: skip
        stood = _stood(standing, valid, own)
        counts = np.stack([first, entered.sum(axis=1), *stood], axis=1)
        totals = _totals(standing, own, asked)
        return self.merge(state, FlowState(counts, entered, left, totals))

    def merge(self, left: FlowState, right: FlowState) -> FlowState:
        return FlowState(
            left.counts + right.counts,
            left.entered + right.entered,
            left.left + right.left,
            left.totals + right.totals,
        )

    def finish(self, state: FlowState, asked: Asked) -> FlowAnswer:
        stages = tuple(
            StageFlow(
                stage=stage.id,
                **dict(zip(_COUNTS, state.counts[at].tolist(), strict=True)),
                entered_from={k: int(state.entered[at, v]) for k, v in ENTRIES.items()},
                left_by={k: int(state.left[at, list(v)].sum()) for k, v in EXITS.items()},
            )
            for at, stage in enumerate(asked.map.stages)
        )
        totals = dict(zip(_TOTALS, state.totals.tolist(), strict=True))
        return FlowAnswer(JourneyCounts(**totals), stages)


@compiled
def _through(
    valid: Bools,
    journey: Int64,
    stage: NDArray[np.int16],
    is_first: Bools,
    entered: Int64,
    entry: NDArray[np.uint8],
    left: Int64,
    exits: NDArray[np.uint8],
    since: int,
    until: int,
    as_of: int,
    first: Int64,
    came: Int64,
    went: Int64,
) -> None:
    """Ways in and out that fell into the period, one pass over visits."""
    for visit in range(len(journey)):
        counts, at = valid[journey[visit]], stage[visit]
        t, over = entered[visit], left[visit]
        began = counts & (t >= since) & (t < until) & (t <= as_of)
        ended = counts & (over >= since) & (over < until) & (over <= as_of)
        first[at] += int(began & is_first[visit])
        came[at, entry[visit]] += int(began)
        went[at, exits[visit]] += int(ended)


def _stood(standing: Standing, valid: Bools, own: Bools) -> list[Int64]:
    """Journeys stage by stage, in the order of `_COUNTS` from `reached` on."""
    sums = np.zeros((_SUMS, standing.stages), np.int64)
    column = standing.column
    _count(
        valid, own, column(STATUS), column(STAGE), column(FURTHEST), column(WON_AT),
        column(DISQUALIFIED_AT), column(DORMANT_AT), sums,
    )  # fmt: skip
    reached, won = (np.cumsum(sums[which, ::-1])[::-1] for which in (CAME, BOUGHT))
    rest = sums[[OPEN, LOST, DISQUALIFIED]]
    return [reached, won, sums[PRESENT], reached - rest.sum(axis=0), *rest, sums[DORMANT]]


@compiled
def _count(
    valid: Bools,
    own: Bools,
    status: Int64,
    stage: Int64,
    furthest: Int64,
    won: Int64,
    disqualified: Int64,
    dormant: Int64,
    sums: Int64,
) -> None:
    """Journeys by the furthest stage they came to, and by the stage they stand on."""
    for row in range(len(own)):
        active, lost = status[row] == ACTIVE, status[row] == LOST_NOW
        sums[PRESENT, stage[row]] += int(valid[row] & active)
        if not own[row]:
            continue
        at, bought, unfit = furthest[row], won[row] != FOREVER, disqualified[row] != FOREVER
        # Whoever left by the sale of the last stage went on: there is no further one to show.
        stays = active | unfit | (not bought)
        sums[CAME, at] += 1
        sums[BOUGHT, at] += int(bought)
        sums[OPEN, at] += int(active)
        sums[LOST, at] += int(lost & stays)
        sums[DISQUALIFIED, at] += int(unfit & (not active) & (not lost))
        sums[DORMANT, at] += int(active & (dormant[row] != FOREVER))


def _totals(standing: Standing, own: Bools, asked: Asked) -> Int64:
    status, won = standing.column(STATUS), standing.column(WON_AT) != FOREVER
    active, kept = own & (status == ACTIVE), standing.column(REVERSED_AT) == FOREVER
    opened = standing.placed.opened_at[standing.journey]
    invalid = ~standing.valid & (opened >= asked.since) & (opened < asked.until)
    of = {
        "valid": own,
        "active": active,
        "open": active & ~won,
        "won": own & won,
        "won_net": own & won & kept,
        "lost": own & (status == LOST_NOW),
        "lost_ever": own & (standing.column(LOSSES) > 0),
        "disqualified": own & (standing.column(DISQUALIFIED_AT) != FOREVER),
        "invalid": invalid,
        "leads": standing.valid & in_period(standing.column(LEAD_AT), asked),
    }
    return np.asarray([np.count_nonzero(of[name]) for name in _TOTALS], np.int64)
