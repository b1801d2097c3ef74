"""MQL→SQL acceptance: how many of the leads marketing hands over do sales take.

    acceptance       accepted ÷ handed over and decided: taken or given back
    undecided        handed over, and neither yet: told apart, counted against nobody
    reasons          of those given back, why; a rejection that says nothing is «unsaid»
    time to decide   decision − hand-over, in working time; median and tails of those decided
    in time          decided within the limit ÷ those decided, or waiting longer than it
    enough           60 % or more, the share at which a threshold of qualification is worth its
                     name: surely, when the whole interval lies there

A hand-over is a person's `lead_qualified`; said again before it is decided, it is the same one.
The first `lead_accepted` or `lead_rejected` at that instant or later decides it (of both at one
instant, the rejection). Whoever is handed over again after a decision is a new hand-over. A
decision about nobody handed over is told apart: without the hand-over there is nothing to
divide by. A hand-over belongs to the period it was made in, whenever it was decided.

The limit is one working day of the map's calendar unless asked otherwise. A hand-over is told
under the seller who decided it; while undecided, under the one it was handed to. Placed
journeys do not keep these events, so this is a function over columns. (Domain model 2.5.10,
template 3.8.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Literal, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from tropa.clock import FOREVER, MINUTE, Duration, duration_text
from tropa.compiled import compiled
from tropa.measure.as_json import rate_json
from tropa.measure.calendar import WorkingCalendar, calendar_json, calendar_of, working_time
from tropa.measure.fold import Asked, in_period
from tropa.measure.interval import Rate
from tropa.measure.rows import in_order
from tropa.words import Language, say

Int64 = NDArray[np.int64]
Bools = NDArray[np.bool_]
Level: TypeAlias = Literal["enough", "too_few", "unclear", "unknown"]

HANDED, REJECTED, ACCEPTED = range(3)
"""Kinds of rows; at one instant they come in this order."""

ENOUGH: Final = 0.6
UNSAID: Final = -1
"""No reason, or no owner."""

_FIGURES: Final = ("acceptance", "undecided", "reasons", "decision", "in_time", "enough")


class LeadRows(NamedTuple):
    """What became of leads between two departments, in any order."""

    person: Int64
    at: Int64
    kind: Int64
    reason: Int64
    """Its number; of rejections only."""
    owner: Int64
    """Of a hand-over whose it becomes, of a decision whose it was."""


class HandOvers(NamedTuple):
    """One row a hand-over."""

    at: Int64
    outcome: Int64
    """REJECTED or ACCEPTED; HANDED while undecided."""
    decided_at: Int64
    reason: Int64
    owner: Int64


@dataclass(frozen=True, slots=True)
class Decision:
    """Working time to a decision, µs; None where nothing was decided."""

    n: int
    median: float | None
    p80: float | None
    p90: float | None


@dataclass(frozen=True, slots=True)
class Handed:
    """Hand-overs of the period: all, or one owner's."""

    owner: int
    """UNSAID for nobody, and for all together."""
    handed: int
    accepted: Rate
    undecided: int
    overdue: int
    """Of the undecided, waiting longer than the limit."""
    time: Decision
    in_time: Rate


@dataclass(frozen=True, slots=True)
class AcceptanceAnswer:
    """Hand-overs of the period, together and owner by owner."""

    whole: Handed
    owners: tuple[Handed, ...]
    """By number, nobody's last; empty where no event names anybody."""
    reasons: tuple[tuple[int, int], ...]
    """Number of the reason and how many, the most frequent first, the unsaid last."""
    unasked: int
    """Decisions about nobody handed over."""
    within: Duration
    calendar: WorkingCalendar

    @property
    def level(self) -> Level:
        """Whether sixty per cent is reached, as far as the interval lets one say."""
        low, high = self.whole.accepted.ends
        if low is None or high is None:
            return "unknown"
        if low >= ENOUGH:
            return "enough"
        return "too_few" if high < ENOUGH else "unclear"


def acceptance(
    rows: LeadRows,
    asked: Asked,
    calendar: WorkingCalendar | None = None,
    within: Duration | None = None,
) -> AcceptanceAnswer:
    """How many of the leads handed over are taken, and how soon.

    Args:
        rows: of everybody, whenever; those after `as_of` are not read.
        asked: moment and period.
        calendar: of working time; the map's when omitted.
        within: the limit; one working day when omitted.
    """
    calendar = calendar or calendar_of(asked.map)
    within = within or calendar.closes - calendar.opens
    seen = rows.at <= asked.as_of
    found, stray = hand_overs(LeadRows(*(column[seen] for column in rows)))
    own = in_period(found.at, asked)
    found = HandOvers(*(column[own] for column in found))
    decided = found.outcome != HANDED
    until = np.where(decided, found.decided_at, asked.as_of)
    waited = working_time(calendar, found.at, until)
    owners = [*np.unique(found.owner[found.owner != UNSAID]).tolist(), UNSAID]
    everybody = np.ones(len(found.at), np.bool_)
    each = (_handed(found, waited, within, found.owner == one, one) for one in owners)
    return AcceptanceAnswer(
        whole=_handed(found, waited, within, everybody, UNSAID),
        owners=tuple(one for one in each if one.handed) if len(owners) > 1 else (),
        reasons=_reasons(found.reason[found.outcome == REJECTED]),
        unasked=int(in_period(stray, asked).sum()),
        within=within,
        calendar=calendar,
    )


def hand_overs(rows: LeadRows) -> tuple[HandOvers, Int64]:
    """Who was handed over and what came of it, and instants of decisions about nobody."""
    order = in_order(*rows)
    rows = LeadRows(*(column[order] for column in rows))
    decision = np.full(len(order), UNSAID, np.int64)
    begins, stray = np.zeros(len(order), np.bool_), np.zeros(len(order), np.bool_)
    _decide(rows.person, rows.kind, begins, stray, decision)
    first, by = np.flatnonzero(begins), decision[begins]
    decided = by != UNSAID
    # Where there is no decision, the row of the hand-over stands in and is not looked at.
    row = np.where(decided, by, first)
    named = rows.owner[row]
    return (
        HandOvers(
            at=rows.at[first],
            outcome=np.where(decided, rows.kind[row], HANDED),
            decided_at=np.where(decided, rows.at[row], FOREVER),
            reason=np.where(decided, rows.reason[row], UNSAID),
            owner=np.where(named == UNSAID, rows.owner[first], named),
        ),
        rows.at[stray],
    )


@compiled
def _decide(person: Int64, kind: Int64, begins: Bools, stray: Bools, decision: Int64) -> None:
    """Which rows begin a hand-over, the row that decides each, decisions about nobody."""
    waiting = -1
    for row in range(len(person)):
        if waiting >= 0 and person[waiting] != person[row]:
            waiting = -1
        if kind[row] == HANDED:
            if waiting < 0:
                begins[row], waiting = True, row
        elif waiting >= 0:
            decision[waiting], waiting = row, -1
        else:
            stray[row] = True


def _handed(
    found: HandOvers, waited: Int64, within: Duration, mine: Bools, owner: int
) -> Handed:
    outcome, waited = found.outcome[mine], waited[mine]
    decided = outcome != HANDED
    late = waited > within
    return Handed(
        owner=owner,
        handed=len(outcome),
        accepted=Rate(int((outcome == ACCEPTED).sum()), int(decided.sum())),
        undecided=int((~decided).sum()),
        overdue=int((~decided & late).sum()),
        time=_decision(waited[decided]),
        in_time=Rate(int((decided & ~late).sum()), int((decided | late).sum())),
    )


def _decision(took: Int64) -> Decision:
    if not len(took):
        return Decision(0, None, None, None)
    median, p80, p90 = (float(one) for one in np.quantile(took, (0.5, 0.8, 0.9)))
    return Decision(len(took), median, p80, p90)


def _reasons(reason: Int64) -> tuple[tuple[int, int], ...]:
    code, count = np.unique(reason, return_counts=True)
    pairs = zip(code.tolist(), count.tolist(), strict=True)
    return tuple(sorted(pairs, key=lambda one: (one[0] == UNSAID, -one[1], one[0])))


def acceptance_json(
    found: AcceptanceAnswer, asked: Asked, reasons: Sequence[str], owners: Sequence[str]
) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on.

    Args:
        found: the answer.
        asked: moment and map.
        reasons: texts of reasons by their numbers.
        owners: names of owners by theirs.
    """
    rejected = found.whole.accepted.denominator - found.whole.accepted.numerator
    return {
        **_handed_json(found.whole),
        "rejected": rejected,
        "overdue": found.whole.overdue,
        "within": duration_text(found.within),
        "enough": {"share": ENOUGH, "level": found.level},
        "unasked": found.unasked,
        "reasons": [
            {
                "id": None if code == UNSAID else reasons[code],
                "count": count,
                "share": count / rejected,
            }
            for code, count in found.reasons
        ],
        "owners": [
            {"id": None if one.owner == UNSAID else owners[one.owner], **_handed_json(one)}
            for one in found.owners
        ],
        "calendar": calendar_json(found.calendar, asked.as_of),
    }


def _handed_json(one: Handed) -> dict[str, Any]:
    return {
        "handed": one.handed,
        "acceptance": rate_json(one.accepted),
        "undecided": one.undecided,
        "decided": one.time.n,
        "median_minutes": _minutes(one.time.median),
        "p80_minutes": _minutes(one.time.p80),
        "p90_minutes": _minutes(one.time.p90),
        "in_time": rate_json(one.in_time),
    }


def _minutes(length: float | None) -> float | None:
    return None if length is None else length / MINUTE


def acceptance_words(language: Language) -> dict[str, tuple[str, str]]:
    """For each figure its name and the sentence on how it is made."""
    return {
        name: (
            say(f"acceptance.{name}.title", language),
            say(f"acceptance.{name}.how", language),
        )
        for name in _FIGURES
    }


def level_words(level: Level, language: Language) -> str:
    """Whether sixty per cent is reached, as a sentence."""
    return say(f"acceptance.level.{level}", language)
