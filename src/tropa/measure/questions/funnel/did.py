"""What those who finished did on the way oftener than those who did not.

Of everybody who entered, is ripe and no longer under way: who did a thing at least once between
the beginning of the attempt that counts and its end; of those who did not finish, the end of
its window, or the moment of the answer where there is none. Rows of the steps themselves are
left out. For each thing, of A who finished and C who did not,

    a of A and c of C did it        odds ratio = a (C − c) ÷ (A − a) c

with the interval of its logarithm (B. Woolf, 1955), half a unit added to each cell where one
is empty (J. B. S. Haldane, 1956). Where fewer than FEW are to be expected in some cell, by the
shares of both, no interval holds: such things are marked and not looked at further. Among all
looks the rate of false finds is held by q-values (Y. Benjamini, Y. Hochberg, 1995).

It is no cause: who is about to buy looks into the basket anyway.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER
from tropa.compiled import compiled
from tropa.event import IDENTIFY
from tropa.measure.interval import CONFIDENCE, Rate
from tropa.measure.questions.by import By, groups
from tropa.measure.questions.funnel.asked import Asked
from tropa.measure.questions.funnel.rows import Rows
from tropa.measure.questions.funnel.vocabulary import EVENTS
from tropa.measure.questions.funnel.walked import Walked
from tropa.measure.questions.looks import false_finds
from tropa.measure.questions.tally import Tally
from tropa.measure.questions.telling import rate_json
from tropa.measure.questions.track import Track

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

FEW: Final = 5
"""Fewer than so many expected in a cell are too few."""
SHOWN: Final = 40

_Z: Final = NormalDist().inv_cdf((1 + CONFIDENCE) / 2)


@dataclass
class Did:
    """Units that did each thing, and how many there are of either kind."""

    things: Tally
    """Sums: of those who finished, of those who did not."""
    finished: int = 0
    dropped: int = 0

    def take_in(self, other: "Did") -> None:
        self.things.take_in(other.things)
        self.finished += other.finished
        self.dropped += other.dropped


def nobody() -> Did:
    """The state of no one."""
    return Did(Tally(0, 2))


def add_did(
    state: Did, asked: Asked, track: Track, rows: Rows, found: Walked, people: Bools
) -> None:
    """Take units in."""
    settled = people & found.ripe & (found.made != 0) & (found.waiting == 0)
    finished = settled & (found.depth == len(asked.required))
    state.finished += int(np.count_nonzero(finished))
    state.dropped += int(np.count_nonzero(settled & ~finished))
    side = np.where(settled, np.where(finished, 0, 1), -1)
    begin, last = found.at[:, 0], found.at[:, -1]
    window = np.full(len(begin), asked.scope.as_of)
    if asked.within != FOREVER:
        window[settled] = np.minimum(begin[settled] + asked.within, asked.scope.as_of)
    of, values = _things(asked, track, rows)
    of_step = rows.bits.table & np.uint64((1 << len(asked.steps)) - 1) != 0
    of[of_step[rows.bits.index]] = 0
    counts = np.zeros((len(values), 2), np.int64)
    seen = np.full(len(values), -1, np.int64)
    end = np.where(finished, last, window)
    _count(rows.offsets, rows.time, of, begin, end, side, seen, counts)
    met = np.flatnonzero(counts.any(axis=1))
    met = met[met > 0]
    state.things.add(values, met, [], [counts[met, 0], counts[met, 1]])


def _things(asked: Asked, track: Track, rows: Rows) -> tuple[Int64, tuple[str | None, ...]]:
    """What each row is, 0 for nothing to look at, among some values."""
    if asked.correlate != EVENTS:
        by = By(asked.correlate, rule="step")
        found = groups(by, track, asked.scope, None, rows.numbers)
        return found.of.copy(), found.values
    number = np.arange(1, len(track.names) + 2)
    number[-1] = 0
    for at, name in enumerate(track.names):
        if name == IDENTIFY:
            number[at] = 0
    code = track.code if rows.row is None else track.code[rows.row]
    return number[code], (None, *track.names)


@compiled
def _count(
    offsets: Int64,
    time: Int64,
    of: Int64,
    begin: Int64,
    end: Int64,
    side: Int64,
    seen: Int64,
    counts: Int64,
) -> None:
    for unit in range(len(offsets) - 1):
        if side[unit] < 0:
            continue
        for row in range(offsets[unit], offsets[unit + 1]):
            if time[row] > end[unit]:
                break
            thing = of[row]
            if thing and time[row] >= begin[unit] and seen[thing] != unit:
                seen[thing] = unit
                counts[thing, side[unit]] += 1


class Odds(NamedTuple):
    """How much oftener those who finished did each thing."""

    ratio: Floats
    low: Floats
    high: Floats
    few: Bools

    @property
    def chance(self) -> Floats:
        """Two-sided p-values: how likely so much, or more, is where nothing differs."""
        middle = np.log(self.ratio)
        error = (np.log(self.high) - middle) / _Z
        far = np.abs(middle) / error / math.sqrt(2)
        return np.asarray([math.erfc(one) for one in far.tolist()])

    @property
    def least(self) -> Floats:
        """How far from 1 the ratio is at least, as the interval allows: 1 where it holds 1."""
        return np.maximum(np.maximum(self.low, 1 / self.high), 1.0)

    def chosen(self, which: Int64) -> "Odds":
        """Those of some things."""
        return Odds(self.ratio[which], self.low[which], self.high[which], self.few[which])


def odds(did: Int64, finished: int, also: Int64, dropped: int) -> Odds:
    """The odds ratios of `did` of `finished` against `also` of `dropped`."""
    cells = np.stack([did, finished - did, also, dropped - also]).astype(np.float64)
    few = _are_few(cells)
    a, b, c, d = cells + np.where((cells == 0).any(axis=0), 0.5, 0.0)
    middle = np.log(a * d / (b * c))
    spread = _Z * np.sqrt(1 / a + 1 / b + 1 / c + 1 / d)
    return Odds(np.exp(middle), np.exp(middle - spread), np.exp(middle + spread), few)


def _are_few(cells: Floats) -> Bools:
    """Whether the least of what is to be expected in four cells is too little."""
    a, b, c, d = cells
    least = np.minimum(a + b, c + d) * np.minimum(a + c, b + d)
    return least < FEW * (a + b + c + d)


def did_json(state: Did) -> dict[str, Any]:
    """The things, the surest first; those done by too few last."""
    number, _, sums = state.things.rows()
    known = state.things.values
    values = [str(known[int(one)]) for one in number]
    # Of equal things the first by name.
    named = np.asarray(sorted(range(len(values)), key=lambda at: values[at]), np.int64)
    counts = sums[named]
    found = odds(counts[:, 0], state.finished, counts[:, 1], state.dropped)
    looked = np.flatnonzero(~found.few)
    corrected = np.ones(len(named))
    corrected[looked] = false_finds(found.chosen(looked).chance.tolist())
    order = np.lexsort((corrected, -found.least, found.few))[:SHOWN]
    rows: list[dict[str, Any]] = []
    for at in order.tolist():
        did, also = counts[at].tolist()
        few, proven = bool(found.few[at]), float(corrected[at]) <= 1 - CONFIDENCE
        rows.append(
            {
                "value": values[int(named[at])],
                "finished": rate_json(Rate(did, state.finished)),
                "dropped": rate_json(Rate(also, state.dropped)),
                "odds_ratio": float(found.ratio[at]),
                "low": float(found.low[at]),
                "high": float(found.high[at]),
                "p_corrected": None if few else float(corrected[at]),
                "verdict": "too_few" if few else "real" if proven else "not_proven",
            }
        )
    return {"correlations": rows, "looks": len(looked)}
