"""Figures owner by owner, added up one stage and one touchpoint at a time."""

from collections import Counter

from tropa.map.document import Map
from tropa.measure.overview import Overview


def owners(map_: Map, found: Overview) -> dict[str | None, Counter[str]]:
    """For each owner, nobody included, its counts."""
    sums: dict[str | None, Counter[str]] = {None: Counter()}
    for at, stage in enumerate(map_.stages):
        own = sums.setdefault(stage.owner, Counter())
        flow, losses = found.flow.stages[at], found.losses.stages[at]
        own["stages"] += 1
        own["entries"] += flow.entries
        own["visits"] += flow.visits
        own["present"] += flow.present
        own["reached"] += flow.reached
        own["advanced"] += flow.advanced
        own["lost"] += losses.journeys
        own["lost_net"] += losses.net
    for at, point in enumerate(map_.touchpoints):
        own = sums.setdefault(point.owner, Counter())
        told = found.points.points[at]
        own["touchpoints"] += 1
        own["touches"] += told.touches
        own["sold"] += told.sale.numerator if told.sale else 0
        own["ripe"] += told.sale.denominator if told.sale else 0
    return sums
