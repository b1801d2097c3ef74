"""Lead score: how well each fits, how engaged they are, and whether that foretells wins.

    fit            points of conditions on traits that surely hold, from 0 to `fit_cap`;
                   what is unknown adds nothing
    engagement     Σ p · 0.5^((t − tₑ) ÷ h) over events up to t; h is `half_life`
                   20 points, 45 days ago, h = 30 days: 7.07
    grade          fit A–D and engagement 1–4, each from its threshold on
    qualified      both over their thresholds: activity alone never makes up for a low fit
    calibration    of each band of the score as it stood then: won ÷ judged, with an interval

An event has the points of every rule it fits. With `per_day` a rule counts the earliest events
of a local day. Points are whole, may be negative, and so may engagement; its factor is rounded
to a billionth, so that sums are exact.

With `lead` those are asked whose first such event, of everything known, lies in the asked time;
else everybody known by the moment. All their events count, however old.

In the calibration everybody is judged at one kind of moment: `at`, or `after` the first lead.
The score then knows of nothing later; events of that very instant count. A win is later than
that moment, and with `within` not later than so long after it, both ends included; whoever's
time is not over stands apart, early winners too: they would be counted without those who have
not won in the same time. Whoever had won by then is left out, and so is whoever was not yet
there. Scores of winners just before their wins are never held against scores of the others
today: such a comparison would know who won.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.errors import UsageFault
from tropa.measure.interval import Rate
from tropa.measure.questions.about import needs_of
from tropa.measure.questions.amounts import told, told_float
from tropa.measure.questions.distribution.bins import bins_of, edges_of
from tropa.measure.questions.lasting import Lasts, lengths_of
from tropa.measure.questions.query import Kind, Made, Needs
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.score.asked import FIELDS, SCALE, Asked, bind
from tropa.measure.questions.score.bands import bands_json, labels_of
from tropa.measure.questions.score.made import made
from tropa.measure.questions.score.scored import (
    GRADES,
    MISSED,
    NOT_YET,
    WAITING,
    WON,
    WON_BEFORE,
    Judged,
    Scored,
    Standing,
    bands,
    engagement_grade,
    fit_grade,
    qualified,
    scored,
)
from tropa.measure.questions.spread import Cell, Spread
from tropa.measure.questions.telling import rate_json
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]

CELLS: Final = (
    "grade/A1, qualified, engagement/10..20, judged/20..40, won/20..40, waiting/20..40, "
    "won_before, not_yet"
)
_LETTERS: Final = "ABCD"
_FATES: Final = 3
"""Missed, won, waiting: the fates of those judged."""
_WORDS: Final = {"judged": (MISSED, WON), "won": (WON,), "waiting": (WAITING,)}
_ASIDE: Final = {"won_before": WON_BEFORE, "not_yet": NOT_YET}
_QUANTILES: Final = {"p10": 0.1, "median": 0.5, "p90": 0.9, "max": 1.0}
_BINS: Final = 12


class State(NamedTuple):
    """Sums of people; all whole."""

    grades: Int64
    """By fit and engagement."""
    qualified: int
    fit: int
    engagement: int
    """Billionths."""
    spread: Spread
    """Engagement, points."""
    bands: Int64
    """By band, by fate."""
    judged: Int64
    """Not qualified and qualified then, by fate."""
    aside: Int64
    """Won before, not there yet."""


@dataclass(frozen=True)
class Score:
    """A lead score, bound."""

    asked: Asked

    @property
    def scope(self) -> Scope:
        return self.asked.scope

    @property
    def needs(self) -> Needs:
        return needs_of(self.asked.items, self.scope, (), self.asked.traits)

    def lasts(self) -> Lasts | None:
        # Points fade with every instant: a state is of its very moment.
        return Lasts((self, self.scope.as_of), lengths_of(self.scope))

    def start(self) -> State:
        return State(
            np.zeros((GRADES, GRADES), np.int64),
            0,
            0,
            0,
            Spread(keys=0),
            np.zeros((len(self._edges) + 1, _FATES), np.int64),
            np.zeros((2, _FATES), np.int64),
            np.zeros(len(_ASIDE), np.int64),
        )

    def add(self, state: State, track: Track) -> State:
        found = scored(self.asked, track)
        now = found.now
        grades = np.zeros((GRADES, GRADES), np.int64)
        cells = fit_grade(self.asked, now), engagement_grade(self.asked, now)
        np.add.at(grades, cells, 1)
        return self.merge(
            state,
            State(
                grades,
                int(qualified(self.asked, now).sum()),
                int(now.fit.sum()),
                _sum(now.engagement),
                _spread(now),
                *self._fates(found.judged),
            ),
        )

    def merge(self, left: State, right: State) -> State:
        left.spread.take_in(right.spread)
        return State(
            left.grades + right.grades,
            left.qualified + right.qualified,
            left.fit + right.fit,
            left.engagement + right.engagement,
            left.spread,
            left.bands + right.bands,
            left.judged + right.judged,
            left.aside + right.aside,
        )

    def finish(self, state: State) -> dict[str, Any]:
        people = int(state.grades.sum())
        answer: dict[str, Any] = {"people": people}
        if self.asked.fit:
            answer["qualified"] = rate_json(Rate(state.qualified, people))
            answer["mean_fit"] = told(Fraction(state.fit, people)) if people else None
        cell = state.spread.cells((None,)).get(())
        mean = Fraction(state.engagement, people * SCALE) if people else None
        answer["mean"] = told(mean)
        for name, share in _QUANTILES.items():
            answer[name] = told_float(cell.quantile(share)) if cell is not None else None
        answer["grades"] = self._grade_rows(state.grades, people)
        answer["engagement"] = _histogram(cell, people)
        if self.asked.calibration is not None:
            answer |= self._calibration(state)
        if state.spread.is_rounded:
            answer["rounded"] = True
        return answer

    def people(self, track: Track, cell: str) -> Int64:
        """Cells: `grade/A1`, `qualified`, `engagement/10..20`, `judged/20..40` and others."""
        found = scored(self.asked, track)
        word, slash, label = cell.partition("/")
        if word == "grade" and label in self._grades():
            return found.now.unit[self._graded(found.now, label)]
        if cell == "qualified" and self.asked.fit:
            return found.now.unit[qualified(self.asked, found.now)]
        if word == "engagement" and slash:
            return found.now.unit[_between(found.now, label, cell)]
        chosen = self._judged(found, word, slash, label)
        if chosen is None:
            raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS)
        return chosen

    def made(self) -> Made:
        return made(self.asked)

    # ------------------------------------------------------------ counting

    @property
    def _edges(self) -> tuple[int, ...]:
        return self.asked.calibration.edges if self.asked.calibration else ()

    def _fates(self, judged: Judged | None) -> tuple[Int64, Int64, Int64]:
        empty = self.start()
        by_band, by_grade, aside = empty.bands, empty.judged, empty.aside
        if judged is None or self.asked.calibration is None:
            return by_band, by_grade, aside
        then, fate = judged
        told_of = fate < _FATES
        stood, fates = then.chosen(told_of), fate[told_of]
        np.add.at(by_band, (bands(self.asked.calibration, stood), fates), 1)
        np.add.at(by_grade, (qualified(self.asked, stood).astype(np.int64), fates), 1)
        np.add.at(aside, fate[~told_of] - _FATES, 1)
        return by_band, by_grade, aside

    def _judged(self, found: Scored, word: str, slash: str, label: str) -> Int64 | None:
        if found.judged is None or self.asked.calibration is None:
            return None
        then, fate = found.judged
        if word in _ASIDE and not slash:
            return then.unit[fate == _ASIDE[word]]
        labels = labels_of(self._edges)
        if word not in _WORDS or label not in labels:
            return None
        band = bands(self.asked.calibration, then) == labels.index(label)
        return then.unit[band & np.isin(fate, _WORDS[word])]

    # ------------------------------------------------------------ telling

    def _grades(self) -> list[str]:
        """A1 to D4; where fit is not asked about, 1 to 4."""
        letters = _LETTERS if self.asked.fit else ("",)
        return [f"{letter}{at}" for letter in letters for at in range(1, GRADES + 1)]

    def _graded(self, now: Standing, label: str) -> NDArray[np.bool_]:
        found = engagement_grade(self.asked, now) == int(label[-1]) - 1
        if self.asked.fit:
            found &= fit_grade(self.asked, now) == _LETTERS.index(label[0])
        return found

    def _grade_rows(self, grades: Int64, people: int) -> list[dict[str, Any]]:
        counts = grades if self.asked.fit else grades.sum(axis=0, keepdims=True)
        return [
            {"grade": label, "people": count, "share": Rate(count, people).rate}
            for label, count in zip(self._grades(), counts.ravel().tolist(), strict=True)
        ]

    def _calibration(self, state: State) -> dict[str, Any]:
        answer = bands_json(self._edges, state.bands)
        if self.asked.fit:
            for name, counts in zip(("qualified", "others"), state.judged[::-1], strict=True):
                missed, won, _ = (int(one) for one in counts)
                answer[f"won_of_{name}"] = rate_json(Rate(won, missed + won))
        for at, name in enumerate(_ASIDE):
            answer[name] = int(state.aside[at])
        return answer


def _sum(numbers: Int64) -> int:
    """Exactly, however many there are."""
    high, low = np.divmod(numbers, SCALE)
    return int(high.sum()) * SCALE + int(low.sum())


def _spread(now: Standing) -> Spread:
    found = Spread(keys=0)
    known, many = np.unique(now.engagement, return_counts=True)
    nobody = np.zeros(len(known), np.int64)
    found.add((None,), nobody, [], known / SCALE, many)
    return found


def _histogram(cell: Cell | None, people: int) -> list[dict[str, Any]]:
    if cell is None:
        return []
    return [
        {
            "from": told_float(one.low),
            "to": told_float(one.high),
            "count": one.many,
            "share": Rate(one.many, people).rate,
        }
        for one in bins_of(cell, edges_of(cell, _BINS, times=False))
    ]


def _between(now: Standing, label: str, cell: str) -> NDArray[np.bool_]:
    ends: Sequence[str] = label.split("..")
    try:
        low, high = (float(one) if one else None for one in ends)
    except ValueError:
        raise UsageFault("no_such_cell_like", found=cell[:40], allowed=CELLS) from None
    points = now.engagement / SCALE
    found = np.ones(len(points), np.bool_)
    if low is not None:
        found &= points >= low
    if high is not None:
        found &= (points == high) if low == high else (points < high)
    return found


KIND: Final = Kind("score", FIELDS, lambda record, scope: Score(bind(record, scope)))
