"""The numbers of an overview by the names of figures: what is set beside another period's.

    map/…          journeys, won, lost, leads, sales, win_rate, revenue, revenue_net,
                   average_deal, cycle
    stage/ID/…     present, entered, entries, advanced, open, lost, disqualified, dormant,
                   back, returned, time, leak
    conversion/A/B, touchpoint/ID, touchpoint/ID/sale, kpi/ID

Sums of money are in minor units, times in µs.
"""

from collections.abc import Iterator

from tropa.clock import DAY
from tropa.map.document import Kpi
from tropa.measure.compared import Figure, Kind
from tropa.measure.interval import Rate
from tropa.measure.kpis import KpiFact, KpisAnswer
from tropa.measure.overview import Overview


def figures_of(found: Overview, kpis: KpisAnswer | None = None) -> dict[str, Figure]:
    """Every number that may be compared."""
    told = dict((*_of_map(found), *_of_stages(found), *_of_steps(found), *_of_points(found)))
    for fact in kpis.kpis if kpis is not None else ():
        told[f"kpi/{fact.kpi}"] = _of_kpi(found.asked.map.kpis[fact.kpi], fact)
    return told


def _of_map(found: Overview) -> Iterator[tuple[str, Figure]]:
    counts, money = found.flow.journeys, found.money
    yield "map/journeys", Figure("count", counts.valid)
    for name in ("won", "lost", "leads"):
        yield f"map/{name}", Figure("count", getattr(counts, name))
    yield "map/sales", Figure("count", found.cycle.n)
    yield "map/win_rate", _share(money.win_rate)
    if found.asked.map.money.paid is not None:
        yield "map/revenue", Figure("money", money.gross)
        yield "map/revenue_net", Figure("money", money.net)
    yield "map/average_deal", Figure("price", money.average_deal)
    yield "map/cycle", _days(found.cycle.median_days)


def _of_stages(found: Overview) -> Iterator[tuple[str, Figure]]:
    rows = zip(
        found.asked.map.stages,
        found.flow.stages,
        found.returns.stages,
        found.times.stages,
        found.leaks,
        strict=True,
    )
    for stage, flow, returns, times, leak in rows:
        if stage.counted_only:
            continue
        own = f"stage/{stage.id}"
        yield f"{own}/present", Figure("stock", flow.present)
        counts = {
            "entered": flow.reached,
            "entries": flow.entries,
            "advanced": flow.advanced,
            "open": flow.open,
            "lost": flow.lost_net,
            "disqualified": flow.disqualified,
            "dormant": flow.dormant,
        }
        for name, count in counts.items():
            yield f"{own}/{name}", Figure("count", count)
        yield f"{own}/back", _share(returns.back)
        yield f"{own}/returned", _share(returns.returned)
        yield f"{own}/time", _days(times.median_days)
        yield f"{own}/leak", Figure("money", leak)


def _of_steps(found: Overview) -> Iterator[tuple[str, Figure]]:
    for step in found.conversion.steps:
        name = f"conversion/{step.from_stage}/{step.to_stage}"
        yield name, _share(step.rate, step.in_window or 0)


def _of_points(found: Overview) -> Iterator[tuple[str, Figure]]:
    for point in found.points.points:
        yield f"touchpoint/{point.touchpoint}", Figure("count", point.reach)
        if point.sale is not None:
            name = f"touchpoint/{point.touchpoint}/sale"
            yield name, _share(point.sale, point.in_window or 0)


def _of_kpi(kpi: Kpi, fact: KpiFact) -> Figure:
    if fact.rate is not None:
        return _share(fact.rate)
    kinds: dict[str, Kind] = {"time": "days", "money": "price"}
    return Figure(kinds.get(kpi.kind, "number"), fact.value)


def _share(rate: Rate, waiting: int = 0) -> Figure:
    return Figure("share", rate.rate, rate if rate.denominator else None, waiting)


def _days(length: float | None) -> Figure:
    return Figure("days", None if length is None else length * DAY)
