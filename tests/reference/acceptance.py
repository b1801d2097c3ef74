"""Leads handed over and taken, lead by lead (domain model 2.5.10)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from reference.quantile import quantile
from reference.walked import in_period
from reference.working_time import working_time
from tropa.measure.calendar import WorkingCalendar
from tropa.measure.fold import Asked

ORDER = ("handed", "rejected", "accepted")
NOTHING = -1


class Row(NamedTuple):
    """One event."""

    person: int
    at: int
    what: str
    reason: int = NOTHING
    owner: int = NOTHING


@dataclass
class HandOver:
    """A lead handed over, and the event that decided it."""

    first: Row
    decision: Row | None = None

    @property
    def owner(self) -> int:
        if self.decision is not None and self.decision.owner != NOTHING:
            return self.decision.owner
        return self.first.owner


def hand_overs(rows: Sequence[Row], asked: Asked) -> tuple[list[HandOver], int]:
    """Those of the period, and how many decisions in it were about nobody."""
    found: list[HandOver] = []
    about_nobody = 0
    past = [one for one in rows if one.at <= asked.as_of]
    for person in sorted({one.person for one in past}):
        mine = [one for one in past if one.person == person]
        mine.sort(key=lambda one: (one.at, ORDER.index(one.what), one.reason, one.owner))
        waiting: HandOver | None = None
        for row in mine:
            if row.what == "handed":
                if waiting is None:
                    waiting = HandOver(row)
                    found.append(waiting)
            elif waiting is not None:
                waiting.decision, waiting = row, None
            else:
                about_nobody += in_period(row.at, asked)
    return [one for one in found if in_period(one.first.at, asked)], about_nobody


def acceptance(
    rows: Sequence[Row], asked: Asked, calendar: WorkingCalendar, within: int
) -> dict[str, object]:
    """Everything the measure tells."""
    found, about_nobody = hand_overs(rows, asked)
    owners = sorted({one.owner for one in found} - {NOTHING})
    by_owner = [
        {
            "owner": name,
            **told([one for one in found if one.owner == name], asked, calendar, within),
        }
        for name in ([*owners, NOTHING] if owners else [])
        if any(one.owner == name for one in found)
    ]
    why = Counter(
        one.decision.reason
        for one in found
        if one.decision is not None and one.decision.what == "rejected"
    )
    return {
        "whole": told(found, asked, calendar, within),
        "owners": by_owner,
        "reasons": sorted(why.items(), key=lambda one: (one[0] == NOTHING, -one[1], one[0])),
        "unasked": about_nobody,
    }


def told(
    found: Sequence[HandOver], asked: Asked, calendar: WorkingCalendar, within: int
) -> dict[str, object]:
    took: list[int] = []
    accepted = in_time = late = overdue = 0
    for one in found:
        if one.decision is None:
            overdue += working_time(calendar, one.first.at, asked.as_of) > within
            continue
        accepted += one.decision.what == "accepted"
        took.append(working_time(calendar, one.first.at, one.decision.at))
        in_time += took[-1] <= within
        late += took[-1] > within
    return {
        "handed": len(found),
        "accepted": (accepted, len(took)),
        "undecided": len(found) - len(took),
        "overdue": overdue,
        "time": {
            "n": len(took),
            "median": quantile(took, Fraction(1, 2)),
            "p80": quantile(took, Fraction(4, 5)),
            "p90": quantile(took, Fraction(9, 10)),
        },
        "in_time": (in_time, in_time + late + overdue),
    }
