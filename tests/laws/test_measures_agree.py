"""Every figure is what its definition says, counted slowly, journey by journey."""

from collections.abc import Sequence
from fractions import Fraction
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies import companies, crowds, questions, windows
from reference import losses as lost
from reference.agree import agree
from reference.before_purchase import touches_before_purchase
from reference.conversion import conversion
from reference.cycle import cycle
from reference.flow import flow, totals
from reference.interval import wilson_by_halving
from reference.money import money, velocity
from reference.placing import place_slowly
from reference.points import points
from reference.returns import returns
from reference.times import times
from reference.walked import Story, stories, story_of
from strategies import batches, editions, maps
from strategies import times as so_many
from tropa.clock import Duration
from tropa.map.document import Map
from tropa.measure.conversion import pairs_of
from tropa.measure.fold import Asked
from tropa.measure.interval import wilson
from tropa.measure.overview import Overview, overview
from tropa.measure.run import Slice
from tropa.measure.sale import sale_stage
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.trail import TrailBatch

Slow = dict[str, object]


def ask(placed: Sequence[Placed], asked: Asked, within: Duration | None) -> Overview:
    return overview(asked, [Slice(one) for one in placed], within=within)


def slowly(told: list[Story], asked: Asked, within: Duration | None) -> Slow:
    """All figures of an overview but those of touchpoints."""
    ways, entered = lost.onward(told, asked), flow(told, asked)
    of_money, of_cycle = money(told, asked), cycle(told, asked)
    of_losses = lost.losses(told, asked, sale_stage(asked.map))
    deal = cast("Fraction | None", of_money["average_deal"])
    steps = [conversion(told, asked, within, *pair) for pair in pairs_of(asked)]
    person = [not one.counted_only for one in asked.map.stages]
    return {
        "flow": {"journeys": totals(told, asked), "stages": entered},
        "conversion": {
            "steps": [
                {name: step[name] for name in ("rate", "in_window", "by_period")}
                for step in steps
            ],
            "suggested": [rounded(step["suggested"]) for step in steps],
        },
        "losses": {
            "stages": of_losses,
            "reasons": lost.reasons(lost.cohort(told, asked), lambda _: True),
        },
        "onward": ways,
        "leaks": [
            lost.leak(cast("int", one["net"]), share, deal)
            for one, share in zip(of_losses, ways, strict=True)
        ],
        "point_wins": [
            lost.point(cast("int", one["reached"]) * counts, share)
            for one, share, counts in zip(entered, [*ways[:-1], None], person, strict=True)
        ],
        "returns": {"stages": returns(told, asked)},
        "times": {"stages": times(told, asked)},
        "cycle": of_cycle,
        "touches": touches_before_purchase(told, asked),
        "money": of_money,
        "velocity": velocity(
            cast("int", of_money["opportunities"]),
            cast("tuple[int, int]", of_money["trailing_win_rate"]),
            cast("Fraction | None", of_money["trailing_average_deal"]),
            cast("Fraction | None", of_cycle["median_days"]),
        ),
    }


def rounded(length: object) -> int | None:
    """Whole µs."""
    return round(length) if isinstance(length, Fraction) else None


@given(st.data(), companies(), crowds(), windows)
def test_every_figure_of_a_company_is_what_its_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: Duration | None
) -> None:
    asked = data.draw(questions(map_))
    placed = place(crowd, [compile_edition(map_)])
    agree(ask(placed, asked, within), slowly(stories(placed, map_), asked, within))


@so_many(0.5)
@given(st.data(), maps(), batches(), windows)
def test_every_figure_of_any_map_is_what_its_definition_says(
    data: st.DataObject, map_: Map, batch: TrailBatch, within: Duration | None
) -> None:
    asked = data.draw(questions(map_))
    placed = place(batch, [compile_edition(map_)])
    agree(ask(placed, asked, within), slowly(stories(placed, map_), asked, within))


@so_many(0.3)
@given(st.data(), editions(), batches(ties=False), windows)
def test_journeys_of_earlier_editions_are_told_in_the_stages_asked_for(
    data: st.DataObject,
    live: list[tuple[Map, int]],
    batch: TrailBatch,
    within: Duration | None,
) -> None:
    asked = data.draw(questions(live[-1][0]))
    placed = place(
        batch, [compile_edition(map_, at, since) for at, (map_, since) in enumerate(live)]
    )
    agree(ask(placed, asked, within), slowly(stories(placed, asked.map), asked, within))


@so_many(0.5)
@given(st.data(), companies(), crowds(), windows)
def test_figures_follow_from_events_alone(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: Duration | None
) -> None:
    """From events to answers twice, with nothing shared on the way."""
    asked = data.draw(questions(map_))
    found = ask(place(crowd, [compile_edition(map_)]), asked, within)
    journeys = [one for walk in place_slowly(crowd, [(map_, 0)]).values() for one in walk]
    agree(found, slowly([story_of(one, map_) for one in journeys], asked, within))
    agree(found, {"points": {"points": points(journeys, asked)}})


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_shares_that_what_was_seen_does_not_rule_out(
    seen: tuple[int, int],
) -> None:
    for found, slow in zip(wilson(*seen), wilson_by_halving(*seen), strict=True):
        assert found == pytest.approx(slow, abs=1e-9)
