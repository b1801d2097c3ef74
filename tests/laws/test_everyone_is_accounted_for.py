"""Nobody disappears: sums that hold to the unit, of any company, at any moment."""

from collections.abc import Sequence
from math import prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies import companies, crowds, questions, windows
from strategies import times as so_many
from tropa.clock import BEFORE, Duration
from tropa.map.document import Map
from tropa.measure.flow import StageFlow
from tropa.measure.fold import Asked
from tropa.measure.members import members
from tropa.measure.moves import Moves, MovesAnswer
from tropa.measure.overview import Overview, overview
from tropa.measure.run import Slice, run
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.place.standing import stand
from tropa.trail import TrailBatch


def placed_by(map_: Map, crowd: TrailBatch) -> list[Placed]:
    return list(place(crowd, [compile_edition(map_)]))


def ask(
    placed: Sequence[Placed], asked: Asked, within: Duration | None = None
) -> tuple[Overview, MovesAnswer]:
    slices = [Slice(one) for one in placed]
    [moved] = run((Moves(),), slices, asked)
    return overview(asked, slices, within=within), moved


@so_many(0.4)
@given(st.data(), companies(), crowds())
def test_whoever_came_went_on_or_is_here_or_was_lost(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    found, _ = ask(placed_by(map_, crowd), data.draw(questions(map_)))
    for stage in found.flow.stages:
        rest = stage.open + stage.lost_net + stage.disqualified
        assert stage.reached == stage.advanced + rest
        assert stage.dormant <= stage.open
        assert stage.won <= stage.reached


@so_many(0.4)
@given(st.data(), companies(), crowds())
def test_journeys_are_under_way_lost_or_over(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    found, _ = ask(placed_by(map_, crowd), data.draw(questions(map_)))
    counts, stages = found.flow.journeys, found.flow.stages
    assert counts.active == sum(one.open for one in stages)
    assert counts.lost == sum(one.lost_net for one in stages)
    assert counts.lost == sum(one.net for one in found.losses.stages)
    assert counts.lost <= counts.lost_ever <= sum(one.lost for one in found.losses.stages)
    assert counts.won_net <= counts.won <= counts.valid
    assert counts.valid == stages[0].reached


@so_many(0.4)
@given(st.data(), companies(), crowds())
def test_fewer_reach_a_later_stage_and_the_steps_multiply_to_the_whole(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    found, _ = ask(placed_by(map_, crowd), data.draw(questions(map_)))
    reached = [one.reached for one in found.flow.stages]
    assert reached == sorted(reached, reverse=True)
    *steps, whole = found.conversion.steps
    shares = [one.rate.rate for one in steps if one.from_stage != "audience"]
    if whole.rate.rate is not None and None not in shares:
        assert prod(one or 0 for one in shares) == pytest.approx(whole.rate.rate)


@so_many(0.4)
@given(st.data(), companies(), crowds())
def test_who_is_here_at_the_end_was_here_or_came_and_has_not_left(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    """Losses later mended, and journeys later found invalid, never were, at the start either.

    So both ends are read off the moves known at the end: up to the start nobody is mended late.
    """
    placed, end = placed_by(map_, crowd), data.draw(questions(map_)).as_of
    start = data.draw(questions(map_)).as_of
    since = [Asked(map_, end, at) for at in (BEFORE, start)]
    whole, later = (ask(placed, asked)[0].flow.stages for asked in since)
    for all_, new in zip(whole, later, strict=True):
        before = balance(all_) - balance(new)
        assert new.present == before + balance(new)
        assert before >= 0


def balance(stage: StageFlow) -> int:
    """All ways in without all ways out."""
    return sum(stage.entered_from.values()) - sum(stage.left_by.values())


@so_many(0.4)
@given(st.data(), companies(), crowds())
def test_every_loss_has_one_reason(data: st.DataObject, map_: Map, crowd: TrailBatch) -> None:
    found, _ = ask(placed_by(map_, crowd), data.draw(questions(map_)))
    losses = found.losses
    for stage in losses.stages:
        assert sum(stage.reasons.values()) == stage.lost >= stage.journeys >= stage.net
    assert sum(losses.reasons.values()) == sum(one.lost for one in losses.stages)


@so_many(0.4)
@given(st.data(), companies(), crowds(), windows)
def test_a_window_leaves_out_those_under_way_and_nobody_else(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: Duration | None
) -> None:
    placed, asked = placed_by(map_, crowd), data.draw(questions(map_))
    whole, windowed = ask(placed, asked)[0], ask(placed, asked, within)[0]
    for all_, some in zip(whole.conversion.steps, windowed.conversion.steps, strict=True):
        assert all_.in_window is None
        assert some.rate.denominator + (some.in_window or 0) == all_.rate.denominator
        assert some.rate.numerator <= all_.rate.numerator
    if within is None:
        assert windowed.conversion == whole.conversion


@so_many(0.4)
@given(st.data(), companies(), crowds(), windows)
def test_the_list_behind_a_figure_is_as_long_as_the_figure_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: Duration | None
) -> None:
    placed, asked = placed_by(map_, crowd), data.draw(questions(map_))
    for name, number in figures(*ask(placed, asked, within)).items():
        lists = (members(stand(one, asked.as_of, map_), asked, name, within) for one in placed)
        assert sum(int(one.sum()) for one in lists) == number, name


def figures(found: Overview, moved: MovesAnswer) -> dict[str, int]:
    """The figures of the map's picture, each under its name there."""
    counts, shown = found.flow.journeys, dict[str, int]()
    shown |= {"map/journeys": counts.valid, "map/won": counts.won}
    shown["map/win_rate"] = found.money.win_rate.denominator
    for flow, back in zip(found.flow.stages, found.returns.stages, strict=True):
        shown |= {
            f"stage/{flow.stage}/entered": flow.reached,
            f"stage/{flow.stage}/present": flow.present,
            f"stage/{flow.stage}/open": flow.open,
            f"stage/{flow.stage}/lost": flow.lost_net,
            f"stage/{flow.stage}/disqualified": flow.disqualified,
            f"stage/{flow.stage}/dormant": flow.dormant,
            f"stage/{flow.stage}/back": back.back.numerator,
            f"stage/{flow.stage}/returned": sum(
                pair.count for pair in moved.returned if pair.start == flow.stage
            ),
        }
        assert back.returned.numerator == shown[f"stage/{flow.stage}/returned"]
    shown |= {f"back/{pair.start}/{pair.end}": pair.count for pair in moved.back}
    shown |= {f"touchpoint/{one.touchpoint}": one.reach for one in found.points.points}
    for step in found.conversion.steps:
        shown[f"conversion/{step.from_stage}/{step.to_stage}"] = step.rate.numerator
    return shown


@so_many(0.4)
@given(st.data(), companies(), crowds())
def test_money_of_two_periods_is_the_money_of_both(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    placed = placed_by(map_, crowd)
    asked, border = data.draw(questions(map_)), data.draw(questions(map_)).as_of
    border = min(max(border, asked.since), asked.until)
    whole, first, second = (
        ask(placed, Asked(map_, asked.as_of, since, until))[0]
        for since, until in (
            (asked.since, asked.until),
            (asked.since, border),
            (border, asked.until),
        )
    )
    assert whole.money.gross == first.money.gross + second.money.gross
    assert whole.money.net == first.money.net + second.money.net
    assert whole.cycle.n == first.cycle.n + second.cycle.n
    for name in ("valid", "won", "lost", "invalid", "leads"):
        parts = [getattr(one.flow.journeys, name) for one in (first, second)]
        assert getattr(whole.flow.journeys, name) == sum(parts), name
