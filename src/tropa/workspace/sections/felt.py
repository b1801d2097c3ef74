"""What customers feel at each stage, by what they answer when asked.

A survey is about the stage of the touchpoint it starts after (`start: did acceptance`), or of
the stage its start names. An answer is of the survey it names in `survey`; one that names none
is of the only survey of the map with such a question. So that it can stand beside the feelings
a map writes, −2…+2, the mean of CSAT is taken from the middle of its scale, mean − 3, and the
score of NPS by its ends, score ÷ 50. Where a stage has both, CSAT is told: it is of the moment
and not of everything. (Domain model 2.5.7; one answer a person in 90 days.)
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from tropa.condition.syntax import And, Condition, Did, Entered, InStage, Or
from tropa.map.document import Map
from tropa.measure.fold import Asked
from tropa.measure.survey_response import CSAT, KINDS, NPS, Sends
from tropa.measure.surveys import SCALES, Answers, SurveysAnswer, surveys
from tropa.workspace.sections.events import Everybody, told_events
from tropa.workspace.sections.voices import (
    ANSWERED,
    SURVEY,
    kinds_of,
    named_in,
    number_of,
    which,
)

_MIDDLE = 3
_ENDS = 50


@dataclass(frozen=True, slots=True)
class Felt:
    """What a stage's customers said."""

    stage: str
    kind: str
    """`csat` or `nps`."""
    score: float
    """The mean of CSAT, or the points of NPS."""
    value: float
    """The same as a feeling, −2…+2."""
    n: int

    def as_json(self) -> dict[str, Any]:
        return {
            "stage": self.stage,
            "kind": self.kind,
            "score": self.score,
            "value": self.value,
            "n": self.n,
        }


def felt(asked: Asked, people: Everybody) -> list[Felt]:
    """What is felt at the stages that somebody was asked about, in their order.

    Args:
        asked: the moment, the period and the map.
        people: whose answers count.
    """
    map_, asked_by = asked.map, asked.map.records("surveys")
    stages = [_stage_of(map_, one.get("start")) for one in asked_by.values()]
    kinds = [kinds_of(one) for one in asked_by.values()]
    if not any(stages):
        return []
    readers = {KINDS[kind]: number_of for kind in (CSAT, NPS)}
    reading = {**readers, SURVEY: named_in(list(asked_by))}
    rows = told_events(people, ANSWERED, reading)
    found: dict[str, Felt] = {}
    for kind in (CSAT, NPS):
        asking = [at for at, known in enumerate(kinds) if kind in known]
        survey = which(rows)
        if len(asking) == 1:
            survey[survey < 0] = asking[0]
        values = rows.columns[KINDS[kind]]
        for stage in dict.fromkeys(stages[at] for at in asking):
            own = [at for at in asking if stages[at] == stage]
            mine = ~np.isnan(values) & np.isin(survey, own)
            answers = Answers(
                rows.person[mine],
                rows.at[mine],
                np.full(int(mine.sum()), kind, np.int64),
                values[mine],
            )
            told = _told(stage, kind, surveys(answers, _nothing_sent(), asked))
            if told is not None:
                found.setdefault(told.stage, told)
    return [found[one.id] for one in map_.stages if one.id in found]


def _told(stage: str, kind: int, found: SurveysAnswer) -> Felt | None:
    n = sum(found.by_value[kind])
    if not (stage and n):
        return None
    if kind == CSAT:
        by_value = zip(SCALES[kind], found.by_value[kind], strict=True)
        mean = sum(value * count for value, count in by_value) / n
        return Felt(stage, KINDS[kind], mean, mean - _MIDDLE, n)
    score = found.nps.score or 0.0
    return Felt(stage, KINDS[kind], score, score / _ENDS, n)


def _nothing_sent() -> Sends:
    none = np.zeros(0, np.int64)
    return Sends(none, none, none)


def _stage_of(map_: Map, start: object) -> str:
    """The stage that the start of a survey speaks of first; empty where it speaks of none."""
    tree: Condition | object = start
    match tree:
        case Did(touchpoint=name):
            at = map_.touchpoint_index(name)
            return (map_.touchpoints[at].stage or "") if at >= 0 else ""
        case Entered(stage=name) | InStage(stage=name):
            return name
        case And(parts=parts) | Or(parts=parts):
            return next((found for one in parts if (found := _stage_of(map_, one))), "")
        case _:
            return ""
