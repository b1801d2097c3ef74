"""Every figure is what its definition says, counted slowly, journey by journey."""

from collections.abc import Sequence
from fractions import Fraction
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies import companies, crowds, figures_of, questions, windows
from reference import losses as lost
from reference.agree import agree
from reference.before_purchase import touches_before_purchase
from reference.conversion import conversion
from reference.cycle import cycle
from reference.flow import flow, totals
from reference.interval import wilson_by_halving
from reference.kpis import kpis
from reference.members import counts
from reference.money import money, velocity
from reference.moves import moves
from reference.placing import place_slowly
from reference.points import points
from reference.returns import returns
from reference.times import times
from reference.walked import Story, everybody, stories, story_of
from strategies import batches, editions, maps
from strategies import times as so_many
from tropa.clock import Duration
from tropa.map.document import Map
from tropa.measure.conversion import pairs_of
from tropa.measure.fold import Asked
from tropa.measure.interval import wilson
from tropa.measure.kpis import Kpis
from tropa.measure.members import is_figure, members
from tropa.measure.moves import Moves
from tropa.measure.overview import Overview, overview
from tropa.measure.run import Slice, run
from tropa.measure.sale import sale_stage
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.place.standing import stand
from tropa.trail import TrailBatch

Slow = dict[str, object]


def ask(placed: Sequence[Placed], asked: Asked, within: Duration | None) -> Overview:
    return overview(asked, [Slice(one) for one in placed], within=within)


def ask_more(placed: Sequence[Placed], asked: Asked) -> dict[str, object]:
    """What the map's screen tells besides."""
    moved, told = run((Moves(), Kpis()), [Slice(one) for one in placed], asked)
    return {"moves": moved, "kpis": told.kpis}


def more_slowly(told: list[Story], asked: Asked) -> Slow:
    return {"moves": moves(told, asked), "kpis": kpis(told, asked)}


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
    told = stories(placed, map_)
    agree(ask(placed, asked, within), slowly(told, asked, within))
    agree(ask_more(placed, asked), more_slowly(told, asked))


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
    told = stories(placed, asked.map)
    agree(ask(placed, asked, within), slowly(told, asked, within))
    agree(ask_more(placed, asked), more_slowly(told, asked))


@so_many(0.5)
@given(st.data(), companies(), crowds(), windows)
def test_figures_follow_from_events_alone(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: Duration | None
) -> None:
    """From events to answers twice, with nothing shared on the way."""
    asked = data.draw(questions(map_))
    placed = place(crowd, [compile_edition(map_)])
    found = ask(placed, asked, within)
    journeys = [one for walk in place_slowly(crowd, [(map_, 0)]).values() for one in walk]
    told = [story_of(one, map_) for one in journeys]
    agree(found, slowly(told, asked, within))
    agree(found, {"points": {"points": points(journeys, asked)}})
    agree(ask_more(placed, asked), more_slowly(told, asked))


@given(st.data(), companies(), crowds(), windows)
def test_the_people_behind_a_figure_are_those_it_counts(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: Duration | None
) -> None:
    asked = data.draw(questions(map_))
    placed = place(crowd, [compile_edition(map_)])
    standings = [stand(one, asked.as_of, map_) for one in placed]
    journeys = everybody(stories(placed, map_), asked)
    for name in figures_of(map_):
        assert is_figure(asked, name)
        found = [one for all_ in standings for one in members(all_, asked, name, within)]
        assert found == [counts(name, one, asked, within) for one in journeys], name


@given(st.integers(1, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_shares_that_what_was_seen_does_not_rule_out(
    seen: tuple[int, int],
) -> None:
    for found, slow in zip(wilson(*seen), wilson_by_halving(*seen), strict=True):
        assert found == pytest.approx(slow, abs=1e-9)
