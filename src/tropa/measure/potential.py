"""Potential and received: what lies in the funnel, what leaked out, what came in.

    stage probability   of the cohort's journeys that reached the stage, the share with a sale;
                        with a window W: of those that reached it at least W ago, the share
                        with a sale within W of it. Computed, never what a CRM has in a field
    pipeline            Σ over journeys under way, not sold, of the probability of their stage
                        × average deal
    potential           pipeline + leak + received

No plan of a deal's amount is kept, so an open deal counts as an average one. Leak is the money
of the lost (`tropa.measure.losses`), received the net revenue (`tropa.measure.money`), so that
the three figures add up to the potential. Who is under way is a matter of the instant, not of
the period: all of them are in the pipeline, whenever they came. (Domain model 2.5.6.)
"""

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, Duration, duration_text
from tropa.measure.as_json import major, rate_json
from tropa.measure.fold import Asked, cohort
from tropa.measure.interval import Rate
from tropa.measure.ratio import Ratio, plain_json, ratio
from tropa.place.standing import STAGE, STATUS, WON_AT, Standing
from tropa.place.state import ACTIVE
from tropa.words import Language, duration_words, say

Int64 = NDArray[np.int64]

MEASURES: Final = ("probability", "pipeline", "potential", "share")

REACHED, WON, OPEN = range(3)


@dataclass(frozen=True, slots=True)
class StagePipeline:
    """One stage."""

    stage: str
    open: int
    """Journeys under way here, not sold."""
    probability: Rate


@dataclass(frozen=True, slots=True)
class PipelineAnswer:
    """Stages in order."""

    stages: tuple[StagePipeline, ...]
    within: Duration | None

    @property
    def wins(self) -> float | None:
        """Sales the open journeys may be expected to end in; None while a rate is unknown."""
        found = 0.0
        for one in self.stages:
            rate = one.probability.rate
            if one.open and rate is None:
                return None
            found += one.open * (rate or 0.0)
        return found


class Pipeline:
    """Journeys under way by stage, and how probable a sale is from each."""

    def __init__(self, within: Duration | None = None) -> None:
        self.within = within

    def start(self, asked: Asked) -> Int64:
        return np.zeros((len(asked.map.stages), 3), np.int64)

    def add(self, state: Int64, standing: Standing, asked: Asked) -> Int64:
        own, won = cohort(standing, asked), standing.column(WON_AT)
        sums = np.zeros_like(state)
        for stage in range(standing.stages):
            reached = standing.reached_at[:, stage]
            came = own & (reached != FOREVER)
            made = came & (won != FOREVER)
            if self.within is not None:
                came &= reached <= asked.as_of - self.within
                made &= came
                made[made] &= won[made] - reached[made] <= self.within
            sums[stage, REACHED], sums[stage, WON] = came.sum(), made.sum()
        going = standing.valid & (standing.column(STATUS) == ACTIVE) & (won == FOREVER)
        sums[:, OPEN] = np.bincount(standing.column(STAGE)[going], minlength=standing.stages)
        return state + sums

    def merge(self, left: Int64, right: Int64) -> Int64:
        return left + right

    def finish(self, state: Int64, asked: Asked) -> PipelineAnswer:
        rows = [[int(count) for count in row] for row in state]
        stages = tuple(
            StagePipeline(stage.id, row[OPEN], Rate(row[WON], row[REACHED]))
            for stage, row in zip(asked.map.stages, rows, strict=True)
        )
        return PipelineAnswer(stages, self.within)


@dataclass(frozen=True, slots=True)
class PotentialAnswer:
    """Minor units; the potential is the sum of the other three."""

    pipeline: float | None
    leak: float | None
    received: int
    missing: str = ""

    @property
    def potential(self) -> float | None:
        if self.pipeline is None or self.leak is None:
            return None
        return self.pipeline + self.leak + self.received

    @property
    def share(self) -> Ratio:
        """Received of the potential."""
        whole = self.potential
        if whole is None:
            return Ratio(self.received, None, self.missing)
        return ratio(self.received, whole, unknown="", nothing="no_potential")


def potential(
    pipeline: PipelineAnswer, average_deal: float | None, leak: float | None, received: int
) -> PotentialAnswer:
    """What might have come in, and what did.

    Args:
        pipeline: who is under way, and how probable a sale is.
        average_deal: minor units; None where nothing was sold.
        leak: money of the lost, minor units; None where it is not known.
        received: net revenue, minor units.
    """
    wins = pipeline.wins
    value = 0.0 if not wins else None if average_deal is None else wins * average_deal
    if wins is None:
        return PotentialAnswer(None, leak, received, "no_rate")
    if value is None:
        return PotentialAnswer(None, leak, received, "no_deal")
    return PotentialAnswer(value, leak, received, "" if leak is not None else "no_leak")


def potential_json(
    pipeline: PipelineAnswer, found: PotentialAnswer, currency: str
) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        "within": duration_text(pipeline.within) if pipeline.within else None,
        "stages": [
            {"id": one.stage, "open": one.open, "probability": rate_json(one.probability)}
            for one in pipeline.stages
        ],
        "wins": pipeline.wins,
        "pipeline": major(found.pipeline, currency),
        "leak": major(found.leak, currency),
        "received": major(found.received, currency),
        "potential": major(found.potential, currency),
        "share": plain_json(found.share),
        "missing": found.missing or None,
    }


def potential_words(pipeline: PipelineAnswer, language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made, its window included."""
    within = pipeline.within
    window = (
        say("potential.always", language)
        if within is None
        else say("potential.within", language, within=duration_words(within, language))
    )
    return {
        name: (
            say(f"potential.{name}.title", language),
            say(f"potential.{name}.how", language, window=window),
        )
        for name in MEASURES
    }


def missing_words(found: PotentialAnswer, language: Language) -> str:
    """Why the potential is not there; the empty text where it is."""
    return say(f"potential.missing.{found.missing}", language) if found.missing else ""
