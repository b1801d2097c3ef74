"""What ails the way to the sale, step by step (domain model 2.5.3)."""

from fractions import Fraction
from typing import cast

from reference import losses as slow
from reference.conversion import conversion
from reference.flow import flow
from reference.kpis import share
from reference.walked import Story, cohort
from tropa.map.document import Kpi
from tropa.measure.fold import Asked

Link = dict[str, object]


def links(stories: list[Story], asked: Asked, sale: int) -> list[Link]:
    """Every step, the worst first; nothing is known of other months."""
    found = [link(stories, asked, at, sale) for at in range(sale + 1)]
    told = [one for at, one in enumerate(found) if not asked.map.stages[at].counted_only]
    # The stage of the sale is a step of its own only where people on it have not bought.
    last = told[-1]
    if last["end"] == "sale" and last["plain"] == (last["came"], last["came"]):
        told.pop()
    return sorted(told, key=worst_first)


def link(stories: list[Story], asked: Asked, at: int, sale: int) -> Link:
    stages, journeys = asked.map.stages, cohort(stories, asked)
    here = [one for one in journeys if one.furthest >= at]
    bought = [one for one in here if one.won_at is not None]
    plain: object = (len(bought), len(here))
    rate, onward, end = plain, slow.onward(stories, asked)[-1], "sale"
    if at < sale:
        rate = conversion(stories, asked, None, at, at + 1)["rate"]
        onward, end = slow.onward(stories, asked)[at], stages[at + 1].id
    reference, kpi = None, target_of(asked, at, sale)
    if kpi is not None and kpi.target is not None:
        rate = share(kpi, journeys, asked)
        reference = Fraction(str(kpi.target.value))
    elif stages[at].probability is not None:
        reference = Fraction(str(stages[at].probability))
    made, came = cast("tuple[int, int]", rate)
    gap = None
    if reference is not None and came:
        gap = max(Fraction(0), reference - Fraction(made, came))
    reachable = None if gap is None or onward is None else came * gap * onward
    told = slow.losses(stories, asked, sale)[at]
    net = cast("int", told["net"])
    leak = Fraction(0) if not net else None if onward is None else net * onward
    in_time = kpi is not None and kpi.within is not None
    stopped = came > 0 and made == 0 and (net > 0 or (in_time and bool(gap)))
    basis = "stopped" if stopped else "reachable" if reachable else "leak" if leak else None
    return {
        "at": at, "start": stages[at].id, "end": end, "rate": rate, "gap": gap,
        "reachable": reachable, "leak": leak, "basis": basis, "onward": onward,
        "lost": told["lost"], "net": net, "reasons": told["reasons"],
        "position": told["position"] or "near_finish",
        "open": flow(stories, asked)[at]["open"], "plain": plain, "came": len(here),
    }  # fmt: skip


def target_of(asked: Asked, at: int, sale: int) -> Kpi | None:
    """The KPI with a target from this stage to the next, or to the sale."""
    stages = asked.map.stages
    ends = ["sale"] if at == sale else [stages[at + 1].id, *(["sale"] * (at + 1 == sale))]
    fitting = [
        one
        for one in asked.map.kpis.values()
        if one.kind == "share" and one.points and one.points.start == stages[at].id
        if one.points.end in ends and one.target and one.target.at_least
    ]
    return fitting[0] if fitting else None


def worst_first(link: Link) -> tuple[int, float, int]:
    ranks: dict[object, int] = {"stopped": 0, "reachable": 1, "leak": 2, None: 3}
    basis = link["basis"]
    sales = cast("Fraction | None", link["leak"] if basis == "leak" else link["reachable"])
    return ranks[basis], -round(float(sales or 0), 9), cast("int", link["at"])


def same(link: Link) -> Link:
    """What both know of a step."""
    return {name: one for name, one in link.items() if name not in ("plain", "came")}
