"""Time to first response: how long a lead waits until somebody turns to it.

    first response    the seller's first touch at lead_at or later − lead_at, in working time
    automatic         the first of them by message; a message with a `script` is a person's
    human             the first of any other kind: a call, a meeting, a chat
    within SLA        answered within the limit ÷ those answered, or waiting longer than it

Limits are 2 minutes for an automatic answer and 15 for a person's, or what the stage the lead
came on states as its `sla`; working time is of the map's calendar. Leads younger than the limit
are «still waiting» and left out of the share. A lead taken in a live talk, by a call that was
answered, at a meeting, waits for nobody: it is counted apart, for it would flatter the rest.
Leads are of the period by lead_at. Medians are of those answered; the unanswered stand beside.

An answer inside a chat that the buyer began belongs to that one contact and is not told here.
(Domain model 2.5.5.)
"""

from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, MINUTE, Duration, duration_text
from tropa.measure.as_json import rate_json
from tropa.measure.calendar import (
    WorkingCalendar,
    calendar_json,
    calendar_of,
    deadline,
    working_time,
)
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.touched import (
    Touched,
    firsts,
    is_automatic,
    is_live,
    is_sellers,
    points_that,
    touched,
)
from tropa.place.standing import LEAD_AT, STATUS, WON_AT, Standing
from tropa.place.state import ACTIVE
from tropa.place.touch import TALK
from tropa.words import Language, say

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]

AUTOMATIC_WITHIN: Final[Duration] = 2 * MINUTE
HUMAN_WITHIN: Final[Duration] = 15 * MINUTE

# Columns of the state.
FIRST, AUTOMATIC, HUMAN, WAITED, LIMIT, JOURNEY = range(6)
_WIDTH: Final = 6
_NEVER: Final = -1


@dataclass(frozen=True, slots=True)
class Wait:
    """Working time until an answer of one kind, µs; None where nobody was answered so."""

    n: int
    median: float | None
    p80: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class ResponseAnswer:
    """Leads of the period, and how soon they were answered."""

    leads: int
    live: int
    """Of them, taken in a live talk."""
    unanswered: int
    first: Wait
    automatic: Wait
    human: Wait
    automatic_in_time: Rate | None
    """None where no touchpoint of the map answers by itself."""
    human_in_time: Rate
    automatic_waiting: int
    """Unanswered so, and younger than the limit."""
    human_waiting: int


@dataclass(frozen=True, slots=True)
class ResponseState:
    """A row a lead that had to be answered, and how many had not."""

    waits: Int64
    live: int


class Response:
    """Waits of leads, in working time."""

    def __init__(
        self,
        calendar: WorkingCalendar | None = None,
        automatic: Duration = AUTOMATIC_WITHIN,
        human: Duration = HUMAN_WITHIN,
    ) -> None:
        self.calendar, self.automatic, self.human = calendar, automatic, human

    def start(self, asked: Asked) -> ResponseState:
        _ = asked
        return ResponseState(np.zeros((0, _WIDTH), np.int64), 0)

    def add(self, state: ResponseState, standing: Standing, asked: Asked) -> ResponseState:
        lead, found = standing.column(LEAD_AT), touched(standing)
        leads = standing.valid & in_period(lead, asked)
        live = leads & _live(standing, found, lead)
        asking = leads & ~live
        calendar, since = self.calendar or calendar_of(asked.map), lead[asking]
        map_ = standing.placed.edition.map
        seller, alone = points_that(map_, is_sellers), points_that(map_, is_automatic)
        columns = [
            _waits(calendar, since, _answered(found, lead, which)[asking])
            for which in (seller, alone, seller & ~alone)
        ]
        now = np.full(len(since), asked.as_of, np.int64)
        columns += [
            working_time(calendar, since, now),
            _limits(standing, asked, self.human)[asking],
            standing.placed.key[standing.journey][asking],
        ]
        return self.merge(state, ResponseState(np.stack(columns, axis=1), int(live.sum())))

    def merge(self, left: ResponseState, right: ResponseState) -> ResponseState:
        return ResponseState(np.concatenate([left.waits, right.waits]), left.live + right.live)

    def finish(self, state: ResponseState, asked: Asked) -> ResponseAnswer:
        rows = state.waits
        known = points_that(asked.map, is_automatic).any()
        by_itself = np.full(len(rows), self.automatic, np.int64)
        automatic, early = _in_time(rows[:, AUTOMATIC], rows[:, WAITED], by_itself)
        human, young = _in_time(rows[:, HUMAN], rows[:, WAITED], rows[:, LIMIT])
        return ResponseAnswer(
            leads=len(rows) + state.live,
            live=state.live,
            unanswered=int((rows[:, FIRST] == _NEVER).sum()),
            first=_wait(rows[:, FIRST]),
            automatic=_wait(rows[:, AUTOMATIC]),
            human=_wait(rows[:, HUMAN]),
            automatic_in_time=automatic if known else None,
            human_in_time=human,
            automatic_waiting=early if known else 0,
            human_waiting=young,
        )


class Waiting(NamedTuple):
    """Leads that no person has turned to yet, and by when one should."""

    row: Int64
    """Of their journeys in the standing."""
    since: Int64
    deadline: Int64


def waiting(standing: Standing, asked: Asked) -> Waiting:
    """Who waits for a first answer before the sale, where their stage says how soon."""
    lead, found = standing.column(LEAD_AT), touched(standing)
    map_ = standing.placed.edition.map
    human = points_that(map_, is_sellers) & ~points_that(map_, is_automatic)
    limits = _limits(standing, asked, FOREVER)
    waits = standing.valid & (standing.column(STATUS) == ACTIVE) & (lead != FOREVER)
    waits &= standing.column(WON_AT) == FOREVER
    waits &= (limits != FOREVER) & (_answered(found, lead, human) == FOREVER)
    row = np.flatnonzero(waits & ~_live(standing, found, lead))
    return Waiting(row, lead[row], deadline(calendar_of(asked.map), lead[row], limits[row]))


def unanswered(state: ResponseState, asked: Asked) -> dict[str, Int64]:
    """Keys of the journeys behind two of the counts.

    Returns:
        `unanswered` by anybody; `late`: a person answered after the limit, or not yet though it
        has passed.
    """
    _ = asked
    rows = state.waits
    answered = rows[:, HUMAN] != _NEVER
    late = np.where(answered, rows[:, HUMAN], rows[:, WAITED]) > rows[:, LIMIT]
    return {
        "unanswered": rows[rows[:, FIRST] == _NEVER, JOURNEY],
        "late": rows[late, JOURNEY],
    }


def _limits(standing: Standing, asked: Asked, otherwise: Duration) -> Int64:
    """For each journey how soon a person must answer, by the stage its lead came on."""
    stated = [one.record.get("sla") for one in asked.map.stages]
    limits = [one if isinstance(one, int) else otherwise for one in stated]
    lead, of = standing.column(LEAD_AT), standing.visit_journey
    begun = standing.visit_entered <= lead[of]
    found = np.full(len(lead), otherwise, np.int64)
    # Visits are in the order of time: of several begun by then the latest one stays.
    found[of[begun]] = np.asarray(limits, np.int64)[standing.visit_stage[begun]]
    return found


def _live(standing: Standing, found: Touched, lead: Int64) -> Bools:
    """Journeys whose lead came of a talk that both sides were at."""
    talks = (standing.placed.touch_flags[found.row] & TALK) != 0
    both = points_that(standing.placed.edition.map, is_live)[found.point]
    live = np.zeros(len(lead), np.bool_)
    live[found.journey[talks & both & (found.at == lead[found.journey])]] = True
    return live


def _answered(found: Touched, lead: Int64, which: Bools) -> Int64:
    """For each journey the first touch of some touchpoints since it became a lead."""
    answers = which[found.point] & (found.at >= lead[found.journey])
    return firsts(found.journey[answers], found.at[answers], len(lead), FOREVER)


def _waits(calendar: WorkingCalendar, since: Int64, answered: Int64) -> Int64:
    waits = np.full(len(since), _NEVER, np.int64)
    came = answered != FOREVER
    waits[came] = working_time(calendar, since[came], answered[came])
    return waits


def _in_time(waits: Int64, waited: Int64, limit: Int64) -> tuple[Rate, int]:
    """Answered in time ÷ answered or late, and how many may yet be answered in time."""
    answered = waits != _NEVER
    ripe = answered | (waited > limit)
    made = answered & (waits <= limit)
    return Rate(int(made.sum()), int(ripe.sum())), int((~ripe).sum())


def _wait(waits: Int64) -> Wait:
    came = waits[waits != _NEVER]
    if not len(came):
        return Wait(0, None, None, None)
    median, p80, p90 = (float(one) for one in np.quantile(came, (0.5, 0.8, 0.9)))
    return Wait(len(came), median, p80, p90)


def response_json(found: ResponseAnswer, asked: Asked, fold: Response) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on."""
    in_time = found.automatic_in_time
    return {
        "leads": found.leads,
        "live": found.live,
        "unanswered": found.unanswered,
        "first": _wait_json(found.first),
        "automatic": {
            **_wait_json(found.automatic),
            "within": duration_text(fold.automatic),
            "in_time": rate_json(in_time) if in_time is not None else None,
            "waiting": found.automatic_waiting,
        },
        "human": {
            **_wait_json(found.human),
            "within": duration_text(fold.human),
            "in_time": rate_json(found.human_in_time),
            "waiting": found.human_waiting,
        },
        "calendar": calendar_json(fold.calendar or calendar_of(asked.map), asked.as_of),
    }


def _wait_json(wait: Wait) -> dict[str, Any]:
    return {
        "n": wait.n,
        "median_minutes": _minutes(wait.median),
        "p80_minutes": _minutes(wait.p80),
        "p90_minutes": _minutes(wait.p90),
    }


def _minutes(length: float | None) -> float | None:
    return None if length is None else length / MINUTE


def response_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (say(f"response.{name}.title", language), say(f"response.{name}.how", language))
        for name in ("first", "automatic", "human", "in_time", "live", "waiting")
    }
