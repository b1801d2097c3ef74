"""Stall: whom nobody is going to turn to, and how long ago anybody last did.

    stall rate     active journeys with no next step, or with one that is past ÷ active
    contact gap    as_of − the last touch that counts, or the opening where there was none since
    over the norm  active journeys with a gap longer than the norm of their stage ÷ active

A next step is whatever the caller knows to be planned, the nearest open task; where nothing
is, the day a planned pause ends. Whoever is active counts, whenever the journey opened; the
last stage counts too, for after the sale somebody must still mean to come back. Where leads
alone are asked about, nobody else counts: whom we have never talked with, nobody can turn to.
(Domain model 2.5.3.)
"""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, DAY, FOREVER, Duration
from tropa.measure.as_json import rate_json
from tropa.measure.contacts import last_touches
from tropa.measure.fold import Asked
from tropa.measure.interval import Rate
from tropa.place.standing import LEAD_AT, STAGE, STATUS, Standing
from tropa.place.state import ACTIVE, SNOOZE_MARK
from tropa.words import Language, say

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

# Columns of the state.
AT_STAGE, GAP, STALLED, JOURNEY = range(4)
_WIDTH: Final = 4


class NextSteps(NamedTuple):
    """What is planned with journeys: a row a journey, by rising key."""

    journey: Int64
    """Keys of journeys, as placed."""
    at: Int64
    """By when the next step is due."""


NOTHING_PLANNED: Final = NextSteps(np.zeros(0, np.int64), np.zeros(0, np.int64))


@dataclass(frozen=True, slots=True)
class Gaps:
    """How long ago the last touch was, days; None of nobody."""

    median_days: float | None
    p75_days: float | None
    p90_days: float | None
    longest_days: float | None


@dataclass(frozen=True, slots=True)
class StageStall:
    """Active journeys of one stage, or of all."""

    stage: str | None
    """None for all stages."""
    stalled: Rate
    gaps: Gaps
    over_norm: Rate | None
    """None where the stage has no norm; of all stages, over those that have one."""


@dataclass(frozen=True, slots=True)
class StallAnswer:
    """Stages in order, and all of them together."""

    stages: tuple[StageStall, ...]
    all: StageStall


class Stall:
    """A row an active journey: its stage, its gap, whether it is stalled."""

    def __init__(
        self, steps: NextSteps = NOTHING_PLANNED, *, leads_alone: bool = False
    ) -> None:
        self.steps, self.leads_alone = steps, leads_alone

    def start(self, asked: Asked) -> Int64:
        _ = asked
        return np.zeros((0, _WIDTH), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        going = standing.valid & (standing.column(STATUS) == ACTIVE)
        if self.leads_alone:
            going &= standing.column(LEAD_AT) != FOREVER
        rows = np.flatnonzero(going)
        planned = self._planned(standing)
        next_ = np.where(planned == BEFORE, paused_until(standing), planned)[rows]
        columns = [
            standing.column(STAGE)[rows],
            asked.as_of - last_touches(standing, rows),
            (next_ < asked.as_of).astype(np.int64),
            standing.placed.key[standing.journey[rows]],
        ]
        return self.merge(state, np.stack(columns, axis=1))

    def merge(self, left: Int64, right: Int64) -> Int64:
        return np.concatenate([left, right])

    def finish(self, state: Int64, asked: Asked) -> StallAnswer:
        norms = [one.norm for one in asked.map.stages]
        stages = tuple(
            _stage(one.id, state[state[:, AT_STAGE] == at], norms, told=one.norm is not None)
            for at, one in enumerate(asked.map.stages)
        )
        told = any(one is not None for one in norms)
        return StallAnswer(stages, _stage(None, state, norms, told=told))

    def _planned(self, standing: Standing) -> Int64:
        """For each journey the instant of what the caller plans with it."""
        keys, at = standing.placed.key[standing.journey], self.steps.at
        found = np.full(len(keys), BEFORE, np.int64)
        if len(at):
            row = np.minimum(np.searchsorted(self.steps.journey, keys), len(at) - 1)
            known = self.steps.journey[row] == keys
            found[known] = at[row[known]]
        return found


def paused_until(standing: Standing) -> Int64:
    """For each journey the instant its latest planned pause ends at."""
    placed, row = standing.placed, np.full(standing.placed.journeys, -1, np.int64)
    row[standing.journey] = np.arange(len(standing.journey))
    pauses = np.flatnonzero((placed.kind == SNOOZE_MARK) & (placed.at <= standing.as_of))
    journey = row[np.searchsorted(placed.journey_moves, pauses, side="right") - 1]
    found = np.full(len(standing.journey), BEFORE, np.int64)
    # Moves are in the order of time: of several pauses the latest one stays.
    found[journey[journey >= 0]] = placed.detail[pauses[journey >= 0]]
    return found


def _stage(
    stage: str | None, rows: Int64, norms: list[Duration | None], *, told: bool
) -> StageStall:
    known, over = _over(rows, norms)
    return StageStall(
        stage=stage,
        stalled=Rate(int(rows[:, STALLED].sum()), len(rows)),
        gaps=_gaps(rows[:, GAP]),
        over_norm=Rate(int(over.sum()), int(known.sum())) if told else None,
    )


def _over(rows: Int64, norms: list[Duration | None]) -> tuple[Bools, Bools]:
    """Whose stage has a norm, and who of them has a gap longer than it."""
    of = rows[:, AT_STAGE]
    known = np.asarray([one is not None for one in norms], np.bool_)[of]
    norm = np.asarray([one or 0 for one in norms], np.int64)[of]
    return known, known & (rows[:, GAP] > norm)


def stalled(state: Int64, asked: Asked) -> dict[str, Int64]:
    """Keys of the journeys behind the counts: without a next step, silent over the norm."""
    _, over = _over(state, [one.norm for one in asked.map.stages])
    return {
        "stalled": state[state[:, STALLED] == 1, JOURNEY],
        "over_norm": state[over, JOURNEY],
    }


def _gaps(gaps: Int64) -> Gaps:
    if not len(gaps):
        return Gaps(None, None, None, None)
    median, p75, p90 = (float(one) for one in np.quantile(gaps / DAY, (0.5, 0.75, 0.9)))
    return Gaps(median, p75, p90, float(gaps.max() / DAY))


def stall_json(found: StallAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        **_stage_json(found.all),
        "stages": [{"id": one.stage, **_stage_json(one)} for one in found.stages],
    }


def _stage_json(one: StageStall) -> dict[str, Any]:
    return {
        "stalled": rate_json(one.stalled),
        "contact_gap": {name: getattr(one.gaps, name) for name in one.gaps.__slots__},
        "over_norm": rate_json(one.over_norm) if one.over_norm is not None else None,
    }


def stall_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"stall.{name}.title", language), say(f"stall.{name}.how", language))
        for name in ("rate", "gap", "over_norm")
    }
