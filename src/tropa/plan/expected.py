"""The same walk reckoned exactly: what one person who comes brings about, on the average.

With `P` the shares of going from a visit of one stage to a visit of another, `N = (I - P)^-1`
counts the visits of `j` by whoever stands on `i`. The chance ever to come to `j` is
`N_ij / N_jj`; to get to `j` or further, that of a chain that ends there. Journeys that turn out
to be spam count nowhere, so everything is weighed by the chance that they do not. Further
journeys of customers are a second chain, begun as often as the first ones, and they themselves,
end by an order once more.

Whatever is placed and measured of drawn people must agree with this within chance.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tropa.plan.shares import steps_of
from tropa.plan.walk import (
    AGAIN,
    BACK,
    LOSSES,
    NOT_OURS,
    ON,
    REFUNDED,
    REFUSED,
    SILENT,
    SPAM,
    WITHDRAWN,
    Model,
    Way,
)

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Expected:
    """For one person who begins a journey; arrays are by the map's stages."""

    journeys: float
    """All that do not turn out to be spam."""
    invalid: float
    wins: float
    refunds: float
    disqualified: float
    repeats: float
    """Journeys that are not the person's first."""
    visits: Floats
    entries: Floats
    """Journeys that ever visit the stage."""
    reached: Floats
    """Journeys that ever get to the stage or further."""
    advanced: Floats
    """Steps on from the stage."""
    backs: Floats
    """Steps back from the stage."""
    silent: Floats
    """Losses by silence, those who return included."""
    refused: Floats
    withdrawn: Floats
    returns: Floats
    """Of the lost from the stage, who come back."""

    @property
    def losses(self) -> Floats:
        """All losses, by the stage lost from."""
        return self.silent + self.refused + self.withdrawn


def expected(model: Model) -> Expected:
    """What one who begins brings about, all journeys together."""
    order = sorted(model.stages)
    first, later = _Chain(model, order, 0), _Chain(model, order, 1)
    begin = np.zeros(len(order))
    for stage, share in model.starts:
        begin[order.index(stage)] = share
    anew = np.zeros(len(order))
    if model.restarts >= 0:
        anew[order.index(model.restarts)] = 1.0
    ordering = float(later.ends(anew, AGAIN))
    once_more = float(first.ends(begin, AGAIN)) / (1 - ordering) if ordering < 1 else 0.0
    return _summed(model, order, (first, begin, 1.0), (later, anew, once_more))


class _Chain:
    """Journeys of one kind: a person's first, or a further one."""

    def __init__(self, model: Model, order: list[int], lap: int) -> None:
        self.model, self.order, self.lap = model, order, lap
        self.moves = np.zeros((len(order), len(order)))
        for row, stage in enumerate(order):
            for to, share in steps_of(model.stages[stage], lap).items():
                self.moves[row, order.index(to)] += share
        self.visits = np.linalg.inv(np.eye(len(order)) - self.moves)
        spam = np.asarray([self.share(stage, SPAM) for stage in order])
        self.counts: Floats = np.asarray(1 - self.visits @ spam, np.float64)
        """From each stage, the chance not to turn out to be spam."""

    def share(self, stage: int, exit_: str) -> float:
        """The share of visits that end so."""
        ways = self.model.stages[stage].of(self.lap)
        return sum(way.share for way in ways if way.exit == exit_)

    def ends(self, begin: Floats, exit_: str) -> Floats:
        """Visits that end so, from a beginning."""
        shares = np.asarray([self.share(stage, exit_) for stage in self.order])
        return (begin @ self.visits) @ shares

    def seen(self, begin: Floats) -> Floats:
        """Visits of each stage in journeys that count."""
        return (begin @ self.visits) * self.counts

    def entered(self, begin: Floats) -> Floats:
        """Journeys that count and ever visit each stage."""
        return (begin @ (self.visits / np.diag(self.visits))) * self.counts

    def reached(self, begin: Floats) -> Floats:
        """Journeys that count and ever get to each stage or beyond it."""
        found = np.zeros(len(self.order))
        for at in range(len(self.order)):
            before, beyond = slice(0, at), slice(at, None)
            inner = np.eye(at) - self.moves[before, before]
            passing = begin[before] @ np.linalg.solve(inner, self.moves[before, beyond])
            found[at] = (begin[beyond] + passing) @ self.counts[beyond]
        return found

    def left(self, begin: Floats, exit_: str) -> Floats:
        """Visits of each stage that end so, in journeys that count."""
        passed = begin @ self.visits
        found = np.zeros(len(self.order))
        for row, stage in enumerate(self.order):
            for way in self.model.stages[stage].of(self.lap):
                if way.exit == exit_ and way.to < len(self.model.map.stages):
                    found[row] += passed[row] * way.share * self._counting(stage, way)
        return found

    def refunded(self, begin: Floats) -> Floats:
        """Sales given back."""
        shares = np.asarray([self.share(stage, REFUNDED) for stage in self.order])
        return (begin @ self.visits) * shares

    def returned(self, begin: Floats) -> Floats:
        """Returns, by the stage lost from, in journeys that count."""
        passed = begin @ self.visits
        found = np.zeros(len(self.order))
        for row, stage in enumerate(self.order):
            leaving = self.model.stages[stage]
            lost = sum(self.share(stage, exit_) for exit_ in LOSSES)
            if leaving.returns:
                here = self.counts[self.order.index(leaving.return_to)]
                found[row] = passed[row] * lost * leaving.returns * here
        return found

    def _counting(self, stage: int, way: Way) -> float:
        """The chance that the journey counts, seen from how a visit ended."""
        if way.exit in (ON, BACK):
            return float(self.counts[self.order.index(way.to)])
        leaving = self.model.stages[stage]
        if way.exit in LOSSES and leaving.returns:
            here = self.counts[self.order.index(leaving.return_to)]
            return float(1 - leaving.returns * (1 - here))
        return 1.0


def _implied(reached: Floats, order: list[int]) -> Floats:
    """A stage nobody is drawn onto is passed by whoever gets further."""
    for stage in reversed(range(len(reached) - 1)):
        if stage not in order:
            reached[stage] = reached[stage + 1]
    return reached


def _summed(
    model: Model,
    order: list[int],
    *laps: tuple[_Chain, Floats, float],
) -> Expected:
    """First and further journeys together, laid out by the map's stages."""
    stages = len(model.map.stages)

    def total(of: Callable[[_Chain, Floats], Floats]) -> Floats:
        return sum(
            (weight * of(chain, begin) for chain, begin, weight in laps), np.zeros(len(order))
        )

    def laid_out(values: Floats) -> Floats:
        found = np.zeros(stages)
        for row, stage in enumerate(order):
            if stage < stages:
                found[stage] = values[row]
        return found

    def by(exit_: str) -> Floats:
        return laid_out(total(lambda chain, begin: chain.left(begin, exit_)))

    entered = total(_Chain.entered)
    begun = sum(weight * float(begin.sum()) for _, begin, weight in laps)
    spam = sum(weight * float(chain.ends(begin, SPAM)) for chain, begin, weight in laps)
    sale = model.sale_stage
    return Expected(
        journeys=begun - spam,
        invalid=spam,
        wins=float(entered[order.index(sale)]) if sale in order else 0.0,
        refunds=float(total(lambda chain, begin: chain.refunded(begin)).sum()),
        disqualified=float(by(NOT_OURS).sum()),
        repeats=sum(weight * float(begin.sum()) for chain, begin, weight in laps if chain.lap),
        visits=laid_out(total(_Chain.seen)),
        entries=laid_out(entered),
        reached=_implied(laid_out(total(_Chain.reached)), order),
        advanced=by(ON),
        backs=by(BACK),
        silent=by(SILENT),
        refused=by(REFUSED),
        withdrawn=by(WITHDRAWN),
        returns=laid_out(total(_Chain.returned)),
    )
