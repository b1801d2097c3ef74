"""What `tropa show --json` must tell of a log, counted by the slow twins."""

from collections.abc import Mapping
from fractions import Fraction
from typing import cast

import pytest

from golden.asking import Json
from reference import losses as lost
from reference.agree import agree
from reference.before_purchase import touches_before_purchase
from reference.conversion import conversion
from reference.cycle import cycle
from reference.flow import flow, totals
from reference.journey import Journey
from reference.money import money, velocity
from reference.points import points
from reference.returns import returns
from reference.times import times
from reference.walked import Story, story_of
from tropa.measure.conversion import pairs_of
from tropa.measure.fold import Asked
from tropa.measure.sale import sale_stage

Pair = tuple[int, int]


class AtLeast(dict[str, object]):
    """These names of a document; it may have others."""


def told(journeys: list[Journey], asked: Asked, within: int | None) -> AtLeast:
    """The answer, its intervals aside."""
    stories = [story_of(one, asked.map) for one in journeys]
    of_money, of_cycle = money(stories, asked), cycle(stories, asked)
    deal = cast("Fraction | None", of_money["average_deal"])
    going = cast("int", of_money["opportunities"])
    trailing = cast("Pair", of_money["trailing_win_rate"])
    usual = cast("Fraction | None", of_money["trailing_average_deal"])
    speed = velocity(going, trailing, usual, cast("Fraction | None", of_cycle["median_days"]))
    return AtLeast(
        journeys=totals(stories, asked),
        stages=stages(stories, asked, deal),
        conversion=[step(stories, asked, within, pair) for pair in pairs_of(asked)],
        cycle=of_cycle,
        win_rate=rate(of_money["win_rate"]),
        revenue={
            name: major(of_money[name])
            for name in ("gross", "net", "average_deal", "average_deal_net")
        },
        opportunities=going,
        stale_opportunities=of_money["stale"],
        velocity_per_day=major(speed),
        touches=touches_before_purchase(stories, asked),
        losses={"reasons": lost.reasons(lost.cohort(stories, asked), lambda _: True)},
        touchpoints=[
            AtLeast(id=one["touchpoint"], touches=one["touches"], reach=one["reach"])
            for one in points(journeys, asked)
        ],
    )


def stages(stories: list[Story], asked: Asked, deal: Fraction | None) -> list[AtLeast]:
    ways = lost.onward(stories, asked)
    rows = zip(
        flow(stories, asked),
        lost.losses(stories, asked, sale_stage(asked.map)),
        returns(stories, asked),
        times(stories, asked),
        ways,
        [*ways[:-1], None],
        strict=True,
    )
    return [
        AtLeast(
            **{name: value for name, value in came.items() if name != "stage"},
            id=came["stage"],
            lost=gone["lost"],
            lost_from_net=gone["net"],
            loss_rate=rate((gone["journeys"], came["reached"])),
            reasons=gone["reasons"],
            position=gone["position"],
            leak=major(lost.leak(cast("int", gone["net"]), way, deal)),
            point_wins=lost.point(cast("int", came["reached"]), further),
            back=rate(back["back"]),
            returned=rate(back["returned"]),
            recovered=rate(back["recovered"]),
            time=in_time(spent),
        )
        for came, gone, back, spent, way, further in rows
    ]


def in_time(spent: dict[str, object]) -> dict[str, object]:
    curve = cast("list[tuple[Fraction, Fraction]]", spent["incidence"])
    return {
        **{name: value for name, value in spent.items() if name != "stage"},
        "incidence": [{"days": days, "advanced": share} for days, share in curve],
    }


def step(stories: list[Story], asked: Asked, within: int | None, pair: Pair) -> AtLeast:
    found, names = (
        conversion(stories, asked, within, *pair),
        [one.id for one in asked.map.stages],
    )
    return AtLeast(
        {"from": names[pair[0]], "to": names[pair[1]]},
        **cast("dict[str, object]", rate(found["rate"])),
        in_window=found["in_window"],
        by_period=rate(found["by_period"]),
    )


def rate(pair: object) -> AtLeast:
    made, could = cast("Pair", pair)
    return AtLeast(
        numerator=made, denominator=could, rate=Fraction(made, could) if could else None
    )


def major(minor: object) -> object:
    """Roubles: the answer rounds to the kopeck."""
    if minor is None:
        return None
    return pytest.approx(float(cast("Fraction", minor)) / 100, rel=1e-12, abs=0.00501)


def assert_tells(found: object, slow: object, where: str = "") -> None:
    """Say at which name a document differs from what it must tell."""
    if isinstance(slow, Mapping):
        document = cast("Json", found)
        for name, one in cast("Mapping[str, object]", slow).items():
            assert_tells(document[name], one, f"{where}.{name}")
        assert isinstance(slow, AtLeast) or document.keys() == slow.keys(), where
    elif isinstance(slow, list):
        many, others = cast("list[object]", found), cast("list[object]", slow)
        assert len(many) == len(others), where
        for at, (one, other) in enumerate(zip(many, others, strict=True)):
            assert_tells(one, other, f"{where}[{at}]")
    else:
        agree(found, slow, where)
