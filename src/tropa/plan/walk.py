"""The model people are drawn by: a semi-Markov walk over the stages of a map.

A journey begins on the map's first stage, a stated share on the second. How a visit of a stage
ends is drawn anew each time and depends on the stage alone:

    on         to the next stage, or passing over it by a route of the map
    back       to an earlier stage, where a touchpoint may move there
    silent     nothing more is heard: lost when the stage's `lost_after` has passed
    refused    they say no; `withdrawn`: they forbid any contact
    spam, not ours   on the first stage where people name themselves, of a first journey only
    stays      where silence loses nobody, they stay for good

Of the silent and the refused a share returns, to the stage the map returns them to, and walks
on from there as from any visit. From the sale on nobody is lost: a visit ends

    on         as before; where time alone leads on, sooner or later everybody
    asleep     nothing more is heard
    refunded   on the stage of the sale: all money is given back, and nothing follows
    again      on the last stage: a new journey of the same person begins

The share that goes on is read off the map: a stage's `probability`, else the plan's figures of
two neighbouring stages, is the share of those who *enter* that ever get beyond. It is reckoned
back to a share of visits, so that with all steps back and returns it comes out as stated
(`shares`). Times are drawn beside the walk and never change where it leads: how long a visit
lasts is log-normal around the stage's `norm` and shorter than its silence limit; a return
comes exponentially late, within the time the map allows.

`expected` reckons the same chain exactly.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from tropa.chance import Draws
from tropa.clock import Duration
from tropa.map.document import Map
from tropa.plan.assumptions import Assumptions
from tropa.plan.repertoire import Repertoire

# How a visit ends.
ON: Final = "on"
BACK: Final = "back"
SILENT: Final = "silent"
REFUSED: Final = "refused"
WITHDRAWN: Final = "withdrawn"
SPAM: Final = "spam"
NOT_OURS: Final = "not_ours"
STAYS: Final = "stays"
ASLEEP: Final = "asleep"
REFUNDED: Final = "refunded"
AGAIN: Final = "again"
CLOSED: Final = "closed"
"""The sale itself ended the journey."""

LOSSES: Final = (SILENT, REFUSED)
"""Losses one may return from."""

VISITS_AT_MOST: Final = 500
"""No walk of a sound model is as long; a map without a way out ends here."""


class Way(NamedTuple):
    """One way a visit may end."""

    exit: str
    to: int
    """The stage it leads to; the stage itself where it leads nowhere."""
    share: float


@dataclass(frozen=True, slots=True)
class Leaving:
    """How visits of one stage end; the shares make one."""

    stage: int
    ways: tuple[Way, ...]
    later: tuple[Way, ...]
    """The same in a journey that is not the person's first."""
    returns: float
    """Of those lost here, who come back."""
    return_to: int
    norm: Duration
    limit: Duration
    """Silence that loses here; 0 for none."""
    alone: Duration
    """After so long time alone leads on; 0 for never."""

    def of(self, lap: int) -> tuple[Way, ...]:
        """The ways of a visit in the person's n-th journey, from 0."""
        return self.later if lap else self.ways


@dataclass(frozen=True)
class Model:
    """Everything that decides where people go, and when."""

    map: Map
    repertoire: Repertoire
    assumptions: Assumptions
    starts: tuple[tuple[int, float], ...]
    restarts: int
    """Where a further journey begins, -1 where none does."""
    stages: Mapping[int, Leaving]
    known_from: int
    """The first stage where people name themselves."""
    sale_stage: int
    """From this stage on a journey has its sale; may lie behind the last one."""
    returns_after: Duration
    starters_a_day: float
    """Who begin a journey in an ordinary day."""
    deal: float
    """A sale, on the average, in major units."""


class Visit(NamedTuple):
    """One visit of a drawn walk."""

    lap: int
    stage: int
    exit: str
    to: int
    """Where it led: on or back, or after a loss where they returned; -1 for nowhere."""


def walk(model: Model, *names: str | int) -> Iterator[Visit]:
    """The visits of one person, all journeys, in order; the same names walk the same.

    Args:
        model: the model.
        names: seed and person.
    """
    draws = Draws(*names, "walk")
    stage = _start(model, draws.next())
    lap = 0
    for _ in range(VISITS_AT_MOST):
        leaving = model.stages[stage]
        end, to = _end(leaving.of(lap), draws.next())
        if end in LOSSES:
            to = leaving.return_to if draws.next() < leaving.returns else -1
        elif end not in (ON, BACK, AGAIN):
            to = -1
        yield Visit(lap, stage, end, to)
        if to < 0:
            return
        lap += end == AGAIN
        stage = to


def _start(model: Model, point: float) -> int:
    for stage, share in model.starts:
        point -= share
        if point < 0:
            return stage
    return model.starts[0][0]


def _end(ways: tuple[Way, ...], point: float) -> tuple[str, int]:
    for way in ways:
        point -= way.share
        if point < 0:
            return way.exit, way.to
    return ways[-1].exit, ways[-1].to
