"""Flow: who came to each stage, who is there, how they left.

For a cohort of valid journeys as of `t`, and stage `i`:

    entries    journeys with an actual visit of i
    visits     actual visits of i
    reached    journeys whose furthest stage is i or later, implied visits included
    present    active journeys standing on i at t
    advanced   of those who reached i, their furthest stage is later (on the last: won and left)
    open, lost_net, disqualified   everybody else who reached i, by where they are now

Laws, exact to the unit: `reached = advanced + open + lost_net + disqualified` on every stage;
reached never grows along the map; `visits = all ways in`, `visits = all ways out + present`.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.measure.fold import Asked, cohort
from tropa.place.standing import (
    DISQUALIFIED_AT,
    FURTHEST,
    LOSSES,
    REVERSED_AT,
    STAGE,
    STATUS,
    STILL_HERE,
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
    "present",
    "advanced",
    "open",
    "lost_net",
    "disqualified",
)
_TOTALS: Final = (
    "valid", "active", "open", "won", "won_net", "lost", "lost_ever", "disqualified", "invalid",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class StageFlow:
    """One stage of the answer."""

    stage: str
    entries: int
    visits: int
    reached: int
    present: int
    advanced: int
    open: int
    lost_net: int
    disqualified: int
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


@dataclass(frozen=True, slots=True)
class FlowAnswer:
    """Journeys, and the stages in order."""

    journeys: JourneyCounts
    stages: tuple[StageFlow, ...]


@dataclass(frozen=True, slots=True)
class FlowState:
    """Sums only: adding them adds people."""

    counts: Int64
    """stages × the eight counts."""
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
        chosen = cohort(standing, asked)
        return self.merge(
            state,
            FlowState(
                _counts(standing, chosen),
                _by_kind(standing, chosen, standing.visit_entry),
                _by_kind(standing, chosen, standing.visit_exit),
                _totals(standing, chosen, asked),
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


def _counts(standing: Standing, chosen: NDArray[np.bool_]) -> Int64:
    stages = standing.stages
    table = standing.table[chosen]
    furthest, status = table[:, FURTHEST], table[:, STATUS]
    disqualified = table[:, DISQUALIFIED_AT] != FOREVER
    # Whoever left by the sale of the last stage went on; there is no further stage to show it.
    beyond = furthest + ((table[:, WON_AT] != FOREVER) & (status != ACTIVE) & ~disqualified)
    by_furthest = np.bincount(furthest, minlength=stages)
    reached = np.cumsum(by_furthest[::-1])[::-1]
    here = {
        "open": status == ACTIVE,
        "lost": status == LOST_NOW,
        "disqualified": disqualified & (status != ACTIVE) & (status != LOST_NOW),
    }
    rest = {name: _at_most(furthest, beyond, which, stages) for name, which in here.items()}
    advanced = reached - rest["open"] - rest["lost"] - rest["disqualified"]
    visits = chosen[standing.visit_journey]
    stage = standing.visit_stage.astype(np.int64)
    return np.stack(
        [
            np.bincount(stage[visits & standing.visit_first], minlength=stages),
            np.bincount(stage[visits], minlength=stages),
            reached,
            np.bincount(table[status == ACTIVE, STAGE], minlength=stages),
            advanced,
            rest["open"],
            rest["lost"],
            rest["disqualified"],
        ],
        axis=1,
    )


def _at_most(furthest: Int64, beyond: Int64, which: NDArray[np.bool_], stages: int) -> Int64:
    """For each stage, the journeys that came as far as it and no further, of one kind."""
    return np.bincount(furthest[which & (beyond == furthest)], minlength=stages)


def _by_kind(standing: Standing, chosen: NDArray[np.bool_], kinds: NDArray[np.uint8]) -> Int64:
    visits = chosen[standing.visit_journey] & (kinds != STILL_HERE)
    cell = standing.visit_stage[visits].astype(np.int64) * _KINDS + kinds[visits]
    return np.bincount(cell, minlength=standing.stages * _KINDS).reshape(-1, _KINDS)


def _totals(standing: Standing, chosen: NDArray[np.bool_], asked: Asked) -> Int64:
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
        ],
        np.int64,
    )
