"""Uplift: what a play brings over those who come back by themselves.

    uplift u       r_T − r_H: the share recovered of those assigned to the play, less the same
                   share of the holdout; assigned, whether anything was sent or not
    interval       Newcombe's, from two of Wilson's (l, h):
                   u − √((r_T − l_T)² + (h_H − r_H)²)  …  u + √((h_T − r_T)² + (r_H − l_H)²)
    recovered      u × n_T: how many of the play's people would not have come back
    margin         Σ margin_T − (n_T ÷ n_H) × Σ margin_H
    ROI            (margin − cost of the play) ÷ cost of the play
    verdict        the interval lies above 0: brings back; below 0: harms; covers 0: not proven;
                   fewer people than planned: early

    people needed  (z_α √((1 + 1/k) p̄ q̄) + z_β √(p_H q_H + p_T q_T / k))² ÷ (p_T − p_H)² in
                   the holdout and k times as many in the play, p̄ the share of both together;
                   for 95 % sure not to see what is not there, 80 % to see what is

R. Newcombe, «Interval estimation for the difference between independent proportions», 1998.
J. Fleiss, «Statistical methods for rates and proportions», 1981. (Domain model 2.5.4.)
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final, Literal, TypeAlias

from tropa.measure.as_json import major, rate_json
from tropa.measure.interval import CONFIDENCE, Rate, newcombe
from tropa.measure.ratio import Ratio, plain_json, ratio
from tropa.words import Language, say

Verdict: TypeAlias = Literal["brings_back", "harms", "not_proven", "early"]

VERDICTS: Final[tuple[Verdict, ...]] = ("brings_back", "harms", "not_proven", "early")
POWER: Final = 0.8

_Z_CONFIDENCE: Final = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)
_Z_POWER: Final = NormalDist().inv_cdf(POWER)


@dataclass(frozen=True, slots=True)
class Arm:
    """People assigned to one side, sent to or not; arms of different people add up."""

    recovered: int
    assigned: int
    margin: int = 0
    """What they brought in margin, minor units."""

    def __add__(self, other: "Arm") -> "Arm":
        return Arm(
            self.recovered + other.recovered,
            self.assigned + other.assigned,
            self.margin + other.margin,
        )

    @property
    def rate(self) -> Rate:
        return Rate(self.recovered, self.assigned)


@dataclass(frozen=True, slots=True)
class Sample:
    """How many people each arm needs."""

    holdout: int
    treatment: int


@dataclass(frozen=True, slots=True)
class UpliftAnswer:
    """The play against its holdout; figures are None while an arm has nobody."""

    treatment: Rate
    holdout: Rate
    """What comes back by itself."""
    difference: float | None
    low: float | None
    high: float | None
    recovered: float | None
    margin: int | None
    """Minor units, whole."""
    roi: Ratio
    verdict: Verdict
    planned: Sample | None


def uplift(
    treatment: Arm, holdout: Arm, *, cost: int | None = None, planned: Sample | None = None
) -> UpliftAnswer:
    """What a play brought over its holdout.

    Args:
        treatment: people assigned to the play.
        holdout: people it left alone.
        cost: of the play, minor units; None where nobody counted it.
        planned: people each arm was to have before anybody judges; without it only an arm of
            nobody is too early.
    """
    if not treatment.assigned or not holdout.assigned:
        nothing = Ratio(None, cost, "no_people")
        return UpliftAnswer(
            treatment.rate,
            holdout.rate,
            None,
            None,
            None,
            None,
            None,
            nothing,
            "early",
            planned,
        )
    difference, low, high = newcombe(treatment.rate, holdout.rate)
    margin = _incremental(treatment, holdout)
    gained = None if cost is None else margin - cost
    return UpliftAnswer(
        treatment=treatment.rate,
        holdout=holdout.rate,
        difference=difference,
        low=low,
        high=high,
        recovered=difference * treatment.assigned,
        margin=margin,
        roi=ratio(gained, cost, unknown="no_cost", nothing="no_cost"),
        verdict=verdict_of(low, high, early=_is_early(treatment, holdout, planned)),
        planned=planned,
    )


def verdict_of(low: float, high: float, *, early: bool = False) -> Verdict:
    """What an interval proves; nothing before there are as many people as planned."""
    if early:
        return "early"
    if low > 0:
        return "brings_back"
    return "harms" if high < 0 else "not_proven"


def sample(base: float, expected: float, times: float = 1.0) -> Sample:
    """How many people it takes to tell one share from another.

    Args:
        base: the share of those left alone.
        expected: the share worth finding.
        times: how many people the play gets for one in the holdout: 9 of a holdout of 10 %.

    Raises:
        ValueError: shares that do not differ, or are none; a holdout of everybody.
    """
    if not (0 <= base <= 1 and 0 <= expected <= 1) or base == expected or times <= 0:
        raise ValueError((base, expected, times))
    together = (base + times * expected) / (1 + times)
    by_chance = _Z_CONFIDENCE * math.sqrt((1 + 1 / times) * together * (1 - together))
    apart = base * (1 - base) + expected * (1 - expected) / times
    people = ((by_chance + _Z_POWER * math.sqrt(apart)) / (expected - base)) ** 2
    least = math.ceil(people)
    return Sample(least, math.ceil(times * least))


def _incremental(treatment: Arm, holdout: Arm) -> int:
    """Margin over what as many people of the holdout bring; to the nearest minor unit."""
    whole = treatment.margin * holdout.assigned - treatment.assigned * holdout.margin
    half = holdout.assigned
    return (2 * whole + half) // (2 * half)


def _is_early(treatment: Arm, holdout: Arm, planned: Sample | None) -> bool:
    if planned is None:
        return False
    return treatment.assigned < planned.treatment or holdout.assigned < planned.holdout


def uplift_json(found: UpliftAnswer, currency: str) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    planned = found.planned
    return {
        "treatment": rate_json(found.treatment),
        "holdout": rate_json(found.holdout),
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "recovered": found.recovered,
        "margin": major(found.margin, currency),
        "roi": plain_json(found.roi),
        "verdict": found.verdict,
        "planned": planned and {"treatment": planned.treatment, "holdout": planned.holdout},
    }


def verdict_words(verdict: Verdict, language: Language) -> str:
    """The verdict as it is said: «возвращает», «рано»."""
    return say(f"uplift.verdict.{verdict}", language)


def missing_words(found: Ratio, language: Language) -> str:
    """Why the return on a play is not told; nothing where it is."""
    return say(f"uplift.missing.{found.missing}", language) if found.missing else ""


def uplift_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"uplift.{name}.title", language), say(f"uplift.{name}.how", language))
        for name in ("difference", "recovered", "margin", "roi", "sample")
    }
