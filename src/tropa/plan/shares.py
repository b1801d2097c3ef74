"""The model of a map: what it says itself, and assumptions for the rest.

A stage's `probability`, or the plan's figures of it and of the next stage, say which share `h`
of those who enter ever get beyond. With `b` the share of visits that step back, `k` that of
spam and the like, `L = 1 - g - b - k` the lost, `r` those of them who return, and `u`, `v` the
chances that whoever stepped back (returned) comes to this stage again, or passes it by,

    h = g + b (u h + v) + L r (u' h + v')

is solved for `g`, the share of visits that go on. Stages are taken in order: everything before
a stage is known by then.
"""

from collections.abc import Mapping
from typing import Final

import numpy as np

from tropa.map.document import Map
from tropa.plan.assumptions import Assumptions
from tropa.plan.repertoire import Repertoire, repertoire_of
from tropa.plan.said import Said
from tropa.plan.walk import (
    AGAIN,
    ASLEEP,
    BACK,
    CLOSED,
    LOSSES,
    NOT_OURS,
    ON,
    REFUNDED,
    REFUSED,
    SILENT,
    SPAM,
    STAYS,
    WITHDRAWN,
    Leaving,
    Model,
    Way,
)

DAYS_A_MONTH: Final = 365 / 12


def model_of(
    map_: Map,
    assumptions: Assumptions | None = None,
    repertoire: Repertoire | None = None,
) -> Model:
    """The model of a map.

    Args:
        map_: the map.
        assumptions: for what it does not say; the defaults when omitted.
        repertoire: what can be drawn on it, where it is known already.
    """
    assumed = assumptions or Assumptions()
    said = Said(map_, assumed, repertoire or repertoire_of(map_))
    made: dict[int, Leaving] = {}
    for at in said.order:
        made[at] = _customers(said, at) if at >= said.sale_stage else _buyers(said, at, made)
    return Model(
        map=map_,
        repertoire=said.repertoire,
        assumptions=assumed,
        starts=tuple(said.starts.items()),
        restarts=said.restarts,
        stages=made,
        known_from=said.known_from,
        sale_stage=said.sale_stage,
        returns_after=said.length("returns_after", assumed.returns_after),
        starters_a_day=_starters_a_day(said),
        deal=_deal(said),
    )


def _starters_a_day(said: Said) -> float:
    month = said.planned(said.order[0]) if said.order else None
    if month is None:
        return said.assumed.people_a_day
    return month / said.starts[said.order[0]] / DAYS_A_MONTH


def _deal(said: Said) -> float:
    products = said.map.records("products").values()
    prices = [price for one in products if isinstance(price := one.get("price"), int | float)]
    return said.number("deal", float(prices[0]) if prices else said.assumed.deal)


# ------------------------------------------------------------------ before the sale


def _buyers(said: Said, at: int, made: Mapping[int, Leaving]) -> Leaving:
    """How visits end on a stage before the sale."""
    spam, not_ours = said.junk(at)
    back = said.steps_back(at)
    losing, returns, return_to = _losing(said, at)
    ahead = said.ahead(at)
    if at in said.repertoire.alone:
        # Whoever neither leaves nor says no is led on by time.
        told = sum(share for name, share in losing.items() if name not in (SILENT, STAYS))
        on = 1 - spam - not_ours - sum(back.values()) - (1 - said.beyond(at)) * told
        losing = {name: share for name, share in losing.items() if name not in (SILENT, STAYS)}
    else:
        on = _per_visit(said, at, made, returns, return_to) if ahead else 0.0
    on = min(max(on, 0.0), 1 - spam - not_ours - sum(back.values()))
    lost = max(0.0, 1 - spam - not_ours - sum(back.values()) - on)
    whole = sum(losing.values()) or 1.0
    first = [
        *(Way(ON, to, on * share) for to, share in ahead.items()),
        *(Way(BACK, to, share) for to, share in back.items()),
        *(Way(name, at, lost * share / whole) for name, share in losing.items()),
        Way(SPAM, at, spam),
        Way(NOT_OURS, at, not_ours),
    ]
    return _leaving(said, at, first, returns, return_to)


def _losing(said: Said, at: int) -> tuple[dict[str, float], float, int]:
    """Shares of the lost by how; then who of the silent and refusing return, and to where."""
    stage, ends, assumed = said.map.stages[at], said.repertoire.ends, said.assumed
    known = at >= said.known_from
    refused = assumed.refuses if known and ("lost", at) in ends else 0.0
    withdrawn = assumed.withdraws if known and ("hard_lost", at) in ends else 0.0
    rest = 1 - refused - withdrawn
    losing = {
        REFUSED: refused,
        WITHDRAWN: withdrawn,
        SILENT if stage.lost_after is not None else STAYS: rest,
    }
    found = said.repertoire.returns.get(at)
    if found is None or found[0] not in said.order:
        return losing, 0.0, at
    return losing, said.number("returns", assumed.returns), found[0]


def _per_visit(
    said: Said, at: int, made: Mapping[int, Leaving], returns: float, return_to: int
) -> float:
    """The share of visits that go on, so that of those who enter `beyond` ever do."""
    h = said.beyond(at)
    junk = sum(said.junk(at))
    losing = _losing(said, at)[0]
    coming = returns * sum(losing.get(name, 0.0) for name in LOSSES) / sum(losing.values())
    back = said.steps_back(at)
    again = {to: _reaching(made, to, at) for to in {*back, return_to}}

    def gets_beyond(to: int) -> float:
        here, past = again[to]
        return here * h + past

    by_return = coming * gets_beyond(return_to)
    by_back = sum(share * gets_beyond(to) for to, share in back.items())
    left = 1 - junk - sum(back.values())
    return (h - by_back - left * by_return) / (1 - by_return) if by_return < 1 else h


def _reaching(made: Mapping[int, Leaving], start: int, at: int) -> tuple[float, float]:
    """From a stage, the chance to come to `at` first, and the chance to get past it without."""
    if start == at:
        return 1.0, 0.0
    if start > at:
        return 0.0, 1.0
    before = [stage for stage in made if stage < at]
    place = {stage: row for row, stage in enumerate(before)}
    moves = np.zeros((len(before), len(before)))
    ends = np.zeros((len(before), 2))
    for stage in before:
        for to, share in steps_of(made[stage]).items():
            if to in place:
                moves[place[stage], place[to]] += share
            else:
                ends[place[stage], int(to > at)] += share
    here, past = np.linalg.solve(np.eye(len(before)) - moves, ends)[place[start]].tolist()
    return here, past


def steps_of(leaving: Leaving, lap: int = 0) -> dict[int, float]:
    """From one visit to the next of the same journey: on, back, or returned."""
    steps: dict[int, float] = {}
    for way in leaving.of(lap):
        if way.exit in (ON, BACK):
            steps[way.to] = steps.get(way.to, 0.0) + way.share
        elif way.exit in LOSSES and leaving.returns:
            to = leaving.return_to
            steps[to] = steps.get(to, 0.0) + way.share * leaving.returns
    return steps


# ------------------------------------------------------------------ from the sale on


def _customers(said: Said, at: int) -> Leaving:
    """How visits end once the sale has been."""
    ahead = said.ahead(at)
    refunded = said.refunds if at == said.sale_stage else 0.0
    on = said.beyond(at) if ahead else 0.0
    if at in said.repertoire.alone:
        on = 1.0
    on = min(on, 1 - refunded)
    again = said.repeats if not ahead and said.restarts >= 0 else 0.0
    again = min(again, 1 - refunded)
    rest = CLOSED if said.closes(at) else ASLEEP
    ways = [
        *(Way(ON, to, on * share) for to, share in ahead.items()),
        Way(REFUNDED, at, refunded),
        Way(AGAIN, said.restarts, again),
        Way(rest, at, 1 - on - refunded - again),
    ]
    return _leaving(said, at, ways, 0.0, at)


def _leaving(said: Said, at: int, ways: list[Way], returns: float, return_to: int) -> Leaving:
    kept = tuple(way for way in ways if way.share > 0)
    real = at < len(said.map.stages)
    stage = said.map.stages[at] if real else None
    alone = said.repertoire.alone.get(at)
    return Leaving(
        stage=at,
        ways=kept,
        later=_without_junk(kept),
        returns=returns,
        return_to=return_to,
        norm=(stage.norm if stage is not None else None) or said.assumed.stays,
        limit=(stage.lost_after if stage is not None else None) or 0,
        alone=alone[1] if alone is not None else 0,
    )


def _without_junk(ways: tuple[Way, ...]) -> tuple[Way, ...]:
    """Who has bought before is neither spam nor a stranger."""
    kept = [way for way in ways if way.exit not in (SPAM, NOT_OURS)]
    whole = sum(way.share for way in kept)
    return tuple(Way(way.exit, way.to, way.share / whole) for way in kept) if whole else ways
