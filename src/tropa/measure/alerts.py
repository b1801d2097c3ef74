"""Alerts: a stage's conversion, losses or dwell have left their usual band.

Of the journeys that first reached a stage in one week, beside those of the eight weeks before:

    conversion    reached the next stage within the stage's time ÷ all of them
    losses        were lost on the stage within its silence limit ÷ all of them
    dwell         took longer to the next stage than the middle one of both groups does ÷ those
                  who reached it within the stage's time

The stage's time is its norm, else its silence limit, in whole weeks from one to four; one week
where it states neither. Of losses it is the silence limit, from one to eight. The week looked
at is the latest one, from Monday in the map's zone, of which everybody has had that time: each
stage and measure has its own, nobody is «still under way», and looks of one week, however many,
see the same.

Each look asks one thing: if nobody's chance has changed, how likely is so great a difference,
up or down? Fisher's exact test (`tropa.measure.exact_test`) answers it without supposing that
anything is large. Three looks a stage make `m` looks at the map, and an alert is given at
`p ≤ rate / m`, so that in a week in which nothing has changed the whole map gives an alert, any
at all, with a chance of no more than `rate`: 5 % unless asked otherwise (Bonferroni).

What is supposed is that people act one without regard to another. Where many act as one (the
staff of one firm, readers of one mailing, leads brought in by one file), weeks differ by more
than chance, and such alerts come more often than promised: one cause stands behind them, not so
many people. Whatever holds for everybody, a holiday or a site that was down, is a change and is
told, whoever is to blame for it.

Fewer than ten journeys in the week, or thirty before it, are «few data»: there is no alert of
them. The band told beside a share is exactly the shares that give none.
"""

import math
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, WEEK, Duration, Instant
from tropa.map.document import Map, Stage
from tropa.measure.days import first_day, midnight
from tropa.measure.exact_test import p_value, usual_band
from tropa.measure.fold import Asked
from tropa.measure.interval import Rate
from tropa.place.standing import Standing
from tropa.place.state import HARD, REFUSAL, SILENCE

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Measure: TypeAlias = Literal["conversion", "losses", "dwell"]
Change: TypeAlias = Literal["up", "down"]

MEASURES: Final[tuple[Measure, ...]] = ("conversion", "losses", "dwell")
FALSE_ALARMS: Final = 0.05
"""The chance of any alert at all in a week in which nothing has changed."""
WEEKS_BEFORE: Final = 8
LEAST_NOW: Final = 10
LEAST_BEFORE: Final = 30

_LONGEST: Final = {"conversion": 4, "losses": 8}
"""Weeks a stage is given at most."""
_MONDAY: Final = 4
"""The first one of 1970, counted from its first day."""
_DAYS: Final = 7

_NOBODY: Final = Rate(0, 0)

# Columns of the counts, and its groups.
CAME, ON, CAME_FOR_LOSSES, LOST = range(4)
NOW, BEFOREHAND = range(2)


class Weeks(NamedTuple):
    """The week looked at, and where the weeks before it begin."""

    begin: Instant
    since: Instant
    until: Instant

    def of(self, reached: Int64) -> tuple[Bools, Bools]:
        """Journeys that came in the week, and in those before."""
        now = (reached >= self.since) & (reached < self.until)
        return now, (reached >= self.begin) & (reached < self.since)


@dataclass(frozen=True, slots=True)
class Look:
    """One measure of one stage."""

    stage: str
    next: str
    measure: Measure
    within: Duration
    weeks: Weeks
    now: Rate
    before: Rate
    median_now: float | None = None
    """Of dwell, µs."""
    median_before: float | None = None
    p: float | None = None
    """None where there are few data."""
    band: tuple[float, float] | None = None
    """Shares that give no alert."""
    alarm: Change | None = None

    @property
    def enough(self) -> bool:
        return self.now.denominator >= LEAST_NOW and self.before.denominator >= LEAST_BEFORE

    @property
    def is_worse(self) -> bool:
        """Whether the change is for the worse."""
        return self.alarm == ("down" if self.measure == "conversion" else "up")


@dataclass(frozen=True, slots=True)
class AlertsAnswer:
    """All looks in the map's order."""

    looks: tuple[Look, ...]
    rate: float
    """The chance of a false alert, over all looks of a week."""

    @property
    def alerts(self) -> tuple[Look, ...]:
        """Those outside their band: the worse first, the least likely by chance first."""
        found = [one for one in self.looks if one.alarm is not None]
        # A hair of floating point puts nobody first: equals stay in the map's order.
        return tuple(
            sorted(found, key=lambda one: (not one.is_worse, float(f"{one.p or 0.0:.6e}")))
        )

    @property
    def told(self) -> int:
        """Looks with data enough."""
        return sum(one.enough for one in self.looks)


@dataclass(frozen=True, slots=True)
class AlertsState:
    """Sums, and how long it took those who went on, in the pieces they came in."""

    counts: Int64
    """stages × (now, before) × the columns."""
    took: tuple[tuple[tuple[Int64, ...], tuple[Int64, ...]], ...]
    """For each stage those of now and of before."""


class Alerts:
    """Journeys of the week looked at beside those of the weeks before."""

    def __init__(self, rate: float = FALSE_ALARMS) -> None:
        """Args: rate: of false alarms, over the whole map and one week."""
        self.rate = rate

    def start(self, asked: Asked) -> AlertsState:
        stages = len(asked.map.stages)
        return AlertsState(np.zeros((stages, 2, 4), np.int64), (((), ()),) * stages)

    def add(self, state: AlertsState, standing: Standing, asked: Asked) -> AlertsState:
        counts = np.zeros_like(state.counts)
        took: list[tuple[tuple[Int64, ...], tuple[Int64, ...]]] = [((), ())] * len(counts)
        lost = _lost(standing, asked.map)
        for at in stages_looked_at(asked.map):
            stage, reached = asked.map.stages[at], standing.reached_at[:, at]
            within = time_of(stage, "conversion")
            went = standing.reached_at[:, at + 1]
            on = (went != FOREVER) & (went - within <= reached)
            came = [
                standing.valid & one for one in _weeks(stage, "conversion", asked).of(reached)
            ]
            took[at] = (
                ((went - reached)[came[NOW] & on],),
                ((went - reached)[came[BEFOREHAND] & on],),
            )
            late = _weeks(stage, "losses", asked).of(reached)
            for group in (NOW, BEFOREHAND):
                those = standing.valid & late[group]
                columns = (came[group], came[group] & on, those, those & lost[:, at])
                counts[at, group] = [np.count_nonzero(one) for one in columns]
        return self.merge(state, AlertsState(counts, tuple(took)))

    def merge(self, left: AlertsState, right: AlertsState) -> AlertsState:
        both = zip(left.took, right.took, strict=True)
        took = tuple((one[0] + other[0], one[1] + other[1]) for one, other in both)
        return AlertsState(left.counts + right.counts, took)

    def finish(self, state: AlertsState, asked: Asked) -> AlertsAnswer:
        stages = stages_looked_at(asked.map)
        level = self.rate / max(1, len(stages) * len(MEASURES))
        looks: list[Look] = []
        for at in stages:
            looks += [_judged(one, level) for one in _looks(state, at, asked)]
        return AlertsAnswer(tuple(looks), self.rate)


def stages_looked_at(map_: Map) -> list[int]:
    """Every stage people enter and may go on from."""
    return [at for at, one in enumerate(map_.stages[:-1]) if not one.counted_only]


def time_of(stage: Stage, measure: Measure) -> Duration:
    """How long a stage is given before it is judged, in whole weeks."""
    longest = _LONGEST["losses" if measure == "losses" else "conversion"]
    stated = stage.lost_after if measure == "losses" else stage.norm or stage.lost_after
    return min(max(1, math.ceil((stated or 0) / WEEK)), longest) * WEEK


def weeks_before(at: Instant, map_: Map) -> Weeks:
    """The latest week that was over by an instant, and the weeks before it."""
    zone = map_.zone
    if at < (WEEKS_BEFORE + 2) * WEEK:
        # Nobody came before the calendar began.
        return Weeks(0, 0, 0)
    day = first_day(at, zone)
    day -= 0 if midnight(day, zone) == at else 1
    monday = day - (day - _MONDAY) % _DAYS
    begin, since = monday - _DAYS * (WEEKS_BEFORE + 1), monday - _DAYS
    return Weeks(*(midnight(one, zone) for one in (begin, since, monday)))


def _weeks(stage: Stage, measure: Measure, asked: Asked) -> Weeks:
    return weeks_before(asked.as_of - time_of(stage, measure), asked.map)


def _lost(standing: Standing, map_: Map) -> Bools:
    """For each journey and stage whether it was lost there soon enough to be told."""
    found = np.zeros(standing.reached_at.shape, np.bool_)
    at = np.flatnonzero(np.isin(standing.visit_exit, (SILENCE, REFUSAL, HARD)))
    journey, stage = standing.visit_journey[at], standing.visit_stage[at].astype(np.int64)
    within = np.asarray([time_of(one, "losses") for one in map_.stages], np.int64)
    soon = standing.visit_left[at] - standing.reached_at[journey, stage] <= within[stage]
    found[journey[soon], stage[soon]] = True
    return found


def _looks(state: AlertsState, at: int, asked: Asked) -> list[Look]:
    """The three looks at a stage, not judged yet."""
    stage = asked.map.stages[at]
    ends = stage.id, asked.map.stages[at + 1].id
    (came, on, came_late, lost), before = (
        [int(one) for one in group] for group in state.counts[at]
    )
    conversion, losses = (
        (time_of(stage, one), _weeks(stage, one, asked)) for one in ("conversion", "losses")
    )
    now_took, before_took = (
        np.concatenate([np.zeros(0, np.int64), *pieces]) for pieces in state.took[at]
    )
    return [
        Look(*ends, "conversion", *conversion, Rate(on, came), Rate(before[ON], before[CAME])),
        Look(
            *ends, "losses", *losses,
            Rate(lost, came_late), Rate(before[LOST], before[CAME_FOR_LOSSES]),
        ),
        _dwell(Look(*ends, "dwell", *conversion, _NOBODY, _NOBODY), now_took, before_took),
    ]  # fmt: skip


def _dwell(look: Look, now: Int64, before: Int64) -> Look:
    """Those who took longer than the middle one of all, in both groups."""
    if not len(now) or not len(before):
        return replace(look, now=Rate(0, len(now)), before=Rate(0, len(before)))
    middle = float(np.median(np.concatenate([now, before])))
    return replace(
        look,
        now=Rate(int((now > middle).sum()), len(now)),
        before=Rate(int((before > middle).sum()), len(before)),
        median_now=float(np.median(now)),
        median_before=float(np.median(before)),
    )


def _judged(look: Look, level: float) -> Look:
    """A look with its band, and whether it is outside."""
    if not look.enough:
        return look
    now, before = look.now, look.before
    others = before.numerator, before.denominator
    least, most = usual_band(now.denominator, *others, level)
    alarm: Change | None = None
    if not least <= now.numerator <= most:
        alarm = "down" if now.numerator < least else "up"
    return replace(
        look,
        p=p_value(now.numerator, now.denominator, *others),
        band=(least / now.denominator, most / now.denominator),
        alarm=alarm,
    )
