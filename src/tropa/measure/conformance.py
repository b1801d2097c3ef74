"""Conformance: whether people walk as the map is drawn, and where they do not.

    adherence      mandatory touches that happened ÷ those planned for the stages passed
    conformance    journeys without a deviation ÷ journeys
    fitness        1 − deviations ÷ (planned steps passed + extra steps)

Planned steps passed are the stages a journey came to, passed over or not, and the mandatory
touches of the stages it has passed; a stage is passed by going beyond it, or out of it by the
sale. Extra steps are steps back. A step deviates at most once, by the first of these:

    skipped         a `required` stage was passed over and never visited
    wrong_order     it was passed over first and visited later
    late            a visit of the stage lasted, or has lasted, longer than its `norm`
    missing         a `mandatory` touch of a stage passed has not happened
    extra           each step back

Journeys are the cohort's; an audience is walked by nobody. What lies off the map is told by
orphan touches (`tropa.measure.control`). A map that demands nothing is kept to by everybody:
`demands` says how much it asks for. (Domain model 2.5.8.)
"""

from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.map.document import Map
from tropa.measure.as_json import rate_json
from tropa.measure.fold import Asked, cohort
from tropa.measure.interval import Rate
from tropa.measure.touched import touched
from tropa.place.standing import FURTHEST, Standing
from tropa.place.state import BACK, SUCCESS
from tropa.words import Language, say

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

Kind: TypeAlias = Literal["skipped", "wrong_order", "late", "extra", "missing"]

KINDS: Final[tuple[Kind, ...]] = ("skipped", "wrong_order", "late", "extra", "missing")
_OF_STAGES: Final = KINDS[:-1]
_SKIPPED, _WRONG_ORDER, _LATE, _EXTRA = range(4)
_TOP: Final = 10

# Columns of the totals.
JOURNEYS, CLEAN, DEVIATIONS, STEPS = range(4)
_TOTALS: Final = 4


@dataclass(frozen=True, slots=True)
class Deviation:
    """One way of not walking as drawn."""

    kind: Kind
    at: str
    """A stage; of a missing touch, its touchpoint."""
    journeys: Rate


@dataclass(frozen=True, slots=True)
class Demands:
    """How much the map asks for."""

    required: int
    norms: int
    mandatory: int


@dataclass(frozen=True, slots=True)
class ConformanceAnswer:
    """Journeys of the cohort."""

    adherence: Rate
    conforming: Rate
    fitness: Rate
    """Steps that did not deviate ÷ steps."""
    touches: tuple[tuple[str, Rate], ...]
    """Adherence by mandatory touchpoint, in the map's order."""
    deviations: tuple[Deviation, ...]
    """The commonest first; of equals in the map's order."""
    demands: Demands


@dataclass(frozen=True, slots=True)
class ConformanceState:
    """Sums only."""

    totals: Int64
    stages: Int64
    """stages × kinds: journeys that deviated so."""
    touches: Int64
    """mandatory touchpoints × (planned, happened)."""


class Conformance:
    """Journeys, steps and deviations."""

    def start(self, asked: Asked) -> ConformanceState:
        return ConformanceState(
            np.zeros(_TOTALS, np.int64),
            np.zeros((len(asked.map.stages), len(_OF_STAGES)), np.int64),
            np.zeros((len(mandatory(asked.map)), 2), np.int64),
        )

    def add(
        self, state: ConformanceState, standing: Standing, asked: Asked
    ) -> ConformanceState:
        own = cohort(standing, asked)
        reached, deviant, extra = _stages(standing, asked)
        planned, happened = _touches(standing, asked)
        missing = planned & ~happened
        wrong = deviant.sum(axis=(1, 2)) + extra.sum(axis=1) + missing.sum(axis=1)
        steps = reached.sum(axis=1) + planned.sum(axis=1) + extra.sum(axis=1)
        by_stage = [deviant[own, :, kind].sum(axis=0) for kind in range(_EXTRA)]
        return self.merge(
            state,
            ConformanceState(
                np.asarray(
                    [own.sum(), (own & (wrong == 0)).sum(), wrong[own].sum(), steps[own].sum()],
                    np.int64,
                ),
                np.stack([*by_stage, (extra[own] > 0).sum(axis=0)], axis=1),
                np.stack(
                    [planned[own].sum(axis=0), (planned & happened)[own].sum(axis=0)], axis=1
                ),
            ),
        )

    def merge(self, left: ConformanceState, right: ConformanceState) -> ConformanceState:
        return ConformanceState(
            left.totals + right.totals,
            left.stages + right.stages,
            left.touches + right.touches,
        )

    def finish(self, state: ConformanceState, asked: Asked) -> ConformanceAnswer:
        journeys, clean, wrong, steps = state.totals.tolist()
        points = [asked.map.touchpoints[point].id for point, _ in mandatory(asked.map)]
        touches = [
            (name, Rate(happened, planned))
            for name, (planned, happened) in zip(points, state.touches.tolist(), strict=True)
        ]
        whole = [int(one) for one in state.touches.sum(axis=0)]
        return ConformanceAnswer(
            adherence=Rate(whole[1], whole[0]),
            conforming=Rate(clean, journeys),
            fitness=Rate(steps - wrong, steps),
            touches=tuple(touches),
            deviations=_top(state, asked, touches, journeys),
            demands=Demands(
                required=sum(one.required for one in asked.map.stages),
                norms=sum(one.norm is not None for one in asked.map.stages),
                mandatory=len(points),
            ),
        )


def mandatory(map_: Map) -> list[tuple[int, int]]:
    """Touchpoints everybody who passes their stage must be touched at: numbers of both."""
    found: list[tuple[int, int]] = []
    for number, one in enumerate(map_.touchpoints):
        stage = map_.stage_index(one.stage)
        if one.record.get("mandatory") and stage >= 0 and not map_.stages[stage].counted_only:
            found.append((number, stage))
    return found


def _stages(standing: Standing, asked: Asked) -> tuple[Bools, Bools, Int64]:
    """Journeys × stages: came to; × kinds: deviated; steps back to it."""
    shape = (len(standing.journey), standing.stages)
    stages, of, stage = asked.map.stages, standing.visit_journey, standing.visit_stage
    walked = np.asarray([not one.counted_only for one in stages], np.bool_)
    reached = (standing.reached_at != FOREVER) & walked
    first = np.full(shape, FOREVER, np.int64)
    began = standing.visit_first
    first[of[began], stage[began]] = standing.visit_entered[began]
    required = reached & np.asarray([one.required for one in stages], np.bool_)
    norm = np.asarray([FOREVER if one.norm is None else one.norm for one in stages], np.int64)
    lasted = np.minimum(standing.visit_left, asked.as_of) - standing.visit_entered
    long = lasted > norm[stage]
    late = np.zeros(shape, np.bool_)
    late[of[long], stage[long]] = True
    deviant = np.zeros((*shape, _EXTRA), np.bool_)
    deviant[:, :, _SKIPPED] = required & (first == FOREVER)
    deviant[:, :, _WRONG_ORDER] = required & (first != FOREVER) & (first > standing.reached_at)
    # A step deviates at most once.
    deviant[:, :, _LATE] = reached & late & ~deviant.any(axis=2)
    extra = np.zeros(shape, np.int64)
    back = standing.visit_entry == BACK
    np.add.at(extra, (of[back], stage[back]), 1)
    return reached, deviant, extra


def _touches(standing: Standing, asked: Asked) -> tuple[Bools, Bools]:
    """Journeys × mandatory touchpoints: planned, for the stage is passed; happened."""
    journeys, wanted = len(standing.journey), mandatory(asked.map)
    sold_out = np.zeros((journeys, standing.stages), np.bool_)
    out = standing.visit_exit == SUCCESS
    sold_out[standing.visit_journey[out], standing.visit_stage[out]] = True
    stage = np.asarray([at for _, at in wanted], np.int64)
    planned = (standing.column(FURTHEST)[:, None] > stage) | sold_out[:, stage]
    column = np.full(len(asked.map.touchpoints) + 1, -1, np.int64)
    column[[point for point, _ in wanted]] = np.arange(len(wanted))
    points = standing.placed.edition.map.touchpoints
    # Numbers of touchpoints are those of the edition that placed; the last place is of none.
    own = [-1, *(asked.map.touchpoint_index(one.id) for one in points)]
    found = touched(standing)
    at = column[np.asarray(own, np.int64)][found.point]
    happened = np.zeros((journeys, len(wanted)), np.bool_)
    happened[found.journey[at >= 0], at[at >= 0]] = True
    return planned, happened


def _top(
    state: ConformanceState, asked: Asked, touches: list[tuple[str, Rate]], journeys: int
) -> tuple[Deviation, ...]:
    found = [
        Deviation(kind, one.id, Rate(count, journeys))
        for one, counts in zip(asked.map.stages, state.stages.tolist(), strict=True)
        for kind, count in zip(_OF_STAGES, counts, strict=True)
    ]
    found += [
        Deviation("missing", name, Rate(rate.denominator - rate.numerator, journeys))
        for name, rate in touches
    ]
    some = [one for one in found if one.journeys.numerator]
    some.sort(key=lambda one: -one.journeys.numerator)
    return tuple(some[:_TOP])


def conformance_json(found: ConformanceAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    return {
        "adherence": rate_json(found.adherence),
        "conformance": rate_json(found.conforming),
        "fitness": rate_json(found.fitness),
        "touchpoints": [{"id": name, **rate_json(rate)} for name, rate in found.touches],
        "deviations": [
            {"kind": one.kind, "at": one.at, **rate_json(one.journeys)}
            for one in found.deviations
        ],
        "demands": {name: getattr(found.demands, name) for name in found.demands.__slots__},
    }


def deviation_words(kind: Kind, language: Language) -> str:
    """A deviation as it is said."""
    return say(f"control.deviation.{kind}", language)
