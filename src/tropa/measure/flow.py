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
        of = standing.valid[standing.visit_journey]
        came = of & in_period(standing.visit_entered, asked)
        went = of & in_period(standing.visit_left, asked)
        return self.merge(
            state,
            FlowState(
                _counts(standing, cohort(standing, asked), came),
                _by_kind(standing, came, standing.visit_entry),
                _by_kind(standing, went, standing.visit_exit),
                _totals(standing, cohort(standing, asked), asked),
            ),
        )

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


def _counts(standing: Standing, chosen: Bools, came: Bools) -> Int64:
    stages = standing.stages
    table = standing.table[chosen]
    furthest, status = table[:, FURTHEST], table[:, STATUS]
    won, disqualified = table[:, WON_AT] != FOREVER, table[:, DISQUALIFIED_AT] != FOREVER
    # Whoever left by the sale of the last stage went on; there is no further stage to show it.
    beyond = furthest + (won & (status != ACTIVE) & ~disqualified)
    here = {
        "open": status == ACTIVE,
        "lost": status == LOST_NOW,
        "dormant": (status == ACTIVE) & (table[:, DORMANT_AT] != FOREVER),
        "disqualified": disqualified & (status != ACTIVE) & (status != LOST_NOW),
    }
    rest = {name: _at_most(furthest, beyond, which, stages) for name, which in here.items()}
    reached = _reached(furthest, stages)
    advanced = reached - rest["open"] - rest["lost"] - rest["disqualified"]
    present = standing.valid & (standing.column(STATUS) == ACTIVE)
    stage = standing.visit_stage
    return np.stack(
        [
            np.bincount(stage[came & standing.visit_first], minlength=stages),
            np.bincount(stage[came], minlength=stages),
            reached,
            _reached(furthest[won], stages),
            np.bincount(standing.column(STAGE)[present], minlength=stages),
            advanced,
            rest["open"],
            rest["lost"],
            rest["disqualified"],
            rest["dormant"],
        ],
        axis=1,
    )


def _reached(furthest: Int64, stages: int) -> Int64:
    """For each stage, the journeys that came as far as it."""
    return np.cumsum(np.bincount(furthest, minlength=stages)[::-1])[::-1]


def _at_most(furthest: Int64, beyond: Int64, which: Bools, stages: int) -> Int64:
    """For each stage, the journeys that came as far as it and no further, of one kind."""
    return np.bincount(furthest[which & (beyond == furthest)], minlength=stages)


def _by_kind(standing: Standing, visits: Bools, kinds: NDArray[np.uint8]) -> Int64:
    cell = standing.visit_stage[visits].astype(np.int64) * _KINDS + kinds[visits]
    return np.bincount(cell, minlength=standing.stages * _KINDS).reshape(-1, _KINDS)


def _totals(standing: Standing, chosen: Bools, asked: Asked) -> Int64:
    table = standing.table[chosen]
    won, active = table[:, WON_AT] != FOREVER, table[:, STATUS] == ACTIVE
    reversed_ = table[:, REVERSED_AT] != FOREVER
    opened = standing.placed.opened_at[standing.journey]
    invalid = ~standing.valid & (opened >= asked.since) & (opened < asked.until)
    return np.asarray(
        [
            len(table),
            active.sum(),
            (active & ~won).sum(),
            won.sum(),
            (won & ~reversed_).sum(),
            (table[:, STATUS] == LOST_NOW).sum(),
            (table[:, LOSSES] > 0).sum(),
            (table[:, DISQUALIFIED_AT] != FOREVER).sum(),
            invalid.sum(),
            (standing.valid & in_period(standing.column(LEAD_AT), asked)).sum(),
        ],
        np.int64,
    )
