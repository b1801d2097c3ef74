"""SLA share: of what had to be done within a limit, how much was.

    SLA share          actions within their limit ÷ actions with a limit
    tasks              done within the limit ÷ done, or going on longer than it
    first responses    answered by a person within the limit ÷ answered, or waiting longer

Both kinds are counted alike, so that they may be added up: the limit is in working time of the
map's calendar and itself in time, and what goes on but has not yet reached it is left out. A
task's limit is its own `limit`, else that of its touchpoint in the map; a `due` is a date and
no limit. A task cancelled within its limit had not to be done. Tasks are of the period they
were created in. Of first responses, what is counted and when is told by
`tropa.measure.response`: of each lead the answer of a person, by the `sla` of its stage, or a
quarter of an hour. Where the map has no touchpoint at which the seller turns to the buyer,
nothing is known of them. (Domain model 2.5.5 and 2.5.8.)
"""

from dataclasses import dataclass
from typing import Any

from tropa.clock import FOREVER
from tropa.measure.as_json import rate_json
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.response import ResponseAnswer
from tropa.measure.tasks import Tasks
from tropa.words import Language, say


@dataclass(frozen=True, slots=True)
class SlaAnswer:
    """Of actions of the period."""

    tasks: Rate
    tasks_waiting: int
    """Open, and within the limit as yet."""
    responses: Rate | None
    """None where nothing can be known of them."""
    responses_waiting: int

    @property
    def all(self) -> Rate:
        """Both together: a ratio of sums."""
        other = self.responses or Rate(0, 0)
        return Rate(
            self.tasks.numerator + other.numerator, self.tasks.denominator + other.denominator
        )


def sla(tasks: Tasks, responses: ResponseAnswer | None, asked: Asked) -> SlaAnswer:
    """How much is done within its limit.

    Args:
        tasks: as of the moment asked.
        responses: first responses of the same question; None where nothing tells of them.
        asked: moment and period.
    """
    within = tasks.ended <= tasks.limit_ends
    limited = (tasks.limit_ends != FOREVER) & in_period(tasks.created, asked)
    limited &= ~(tasks.cancelled & within)
    ripe = limited & (tasks.done | (tasks.limit_ends < asked.as_of))
    return SlaAnswer(
        Rate(int((ripe & tasks.done & within).sum()), int(ripe.sum())),
        int((limited & ~ripe).sum()),
        None if responses is None else responses.human_in_time,
        0 if responses is None else responses.human_waiting,
    )


def sla_json(found: SlaAnswer) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    responses = found.responses
    return {
        "all": rate_json(found.all),
        "waiting": found.tasks_waiting + found.responses_waiting,
        "tasks": {**rate_json(found.tasks), "waiting": found.tasks_waiting},
        "responses": None
        if responses is None
        else {**rate_json(responses), "waiting": found.responses_waiting},
    }


def sla_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {"sla": (say("execution.sla.title", language), say("execution.sla.how", language))}
