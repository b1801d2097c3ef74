"""Paths to the purchase, and who met new customers first, are what their definitions say."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies import companies, crowds, questions
from reference.acquisition import journeys_of
from reference.walked import stories
from reference.win_paths import Ways, newcomers, win_paths
from strategies import times as so_many
from tropa.clock import DAY, HOUR
from tropa.map.document import Map
from tropa.measure.acquisition import GainedFold
from tropa.measure.attribution.credits import MODELS, Model, attribute
from tropa.measure.attribution.journeys import Paths
from tropa.measure.attribution.newcomers import Newcomers
from tropa.measure.attribution.wins import WITHIN, WinPaths, relabelled
from tropa.measure.run import Slice, run
from tropa.measure.touches import Touches
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.trail import TrailBatch

lengths = st.sampled_from((HOUR, DAY, 3 * DAY, WITHIN))


def placed_by(map_: Map, crowd: TrailBatch) -> list[Placed]:
    return place(crowd, [compile_edition(map_)])


def ways_of(paths: Paths) -> Ways:
    codes: list[int] = paths.codes.tolist()
    labels = [paths.labels[code] for code in codes]
    counts = zip(
        paths.converted.tolist(), paths.value.tolist(), paths.lost.tolist(), strict=True
    )
    spans = pairwise(paths.offsets.tolist())
    return {
        tuple(labels[begin:end]): one for (begin, end), one in zip(spans, counts, strict=True)
    }


@given(st.data(), companies(), crowds(), lengths)
def test_paths_to_the_purchase_are_what_their_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: int
) -> None:
    asked, placed = data.draw(questions(map_)), placed_by(map_, crowd)
    [found] = run((WinPaths(within),), [Slice(one) for one in placed], asked)
    assert ways_of(found) == win_paths(stories(placed, map_), asked, within)


@pytest.mark.parametrize("model", [one for one in MODELS if one != "time_decay"])
@so_many(0.3)
@given(data=st.data(), map_=companies(), crowd=crowds())
def test_every_model_shares_exactly_the_purchases_of_the_map(
    data: st.DataObject, map_: Map, crowd: TrailBatch, model: Model
) -> None:
    asked = data.draw(questions(map_))
    slices = [Slice(one) for one in placed_by(map_, crowd)]
    paths, touches = run((WinPaths(), Touches()), slices, asked)
    found = attribute(paths, model)
    assert found.conversions == touches.n
    assert sum(one.conversions for one in found.credits) == pytest.approx(touches.n)


@so_many(0.3)
@given(st.data(), companies(), crowds())
def test_other_names_of_touchpoints_lose_nobody(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = data.draw(questions(map_))
    [paths] = run((WinPaths(),), [Slice(one) for one in placed_by(map_, crowd)], asked)
    kinds = {name: data.draw(st.sampled_from(("paid", "free", ""))) for name in paths.labels}
    named = relabelled(paths, kinds)
    assert set(named.labels) == set(kinds.values())
    for column in ("converted", "value", "lost"):
        assert getattr(named, column).sum() == getattr(paths, column).sum()
    slowly: Ways = {}
    for way, counts in ways_of(paths).items():
        new = tuple(kinds[name] for name in way)
        before = slowly.get(new, (0, 0, 0))
        slowly[new] = before[0] + counts[0], before[1] + counts[1], before[2] + counts[2]
    assert ways_of(named) == slowly


@given(st.data(), companies(), crowds(), lengths)
def test_who_met_new_customers_first_is_what_its_definition_says(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: int
) -> None:
    asked, placed = data.draw(questions(map_)), placed_by(map_, crowd)
    slices = [Slice(one) for one in placed]
    found, gained = run((Newcomers(within), GainedFold()), slices, asked)
    assert found == newcomers(journeys_of(placed, asked), asked, within)
    assert sum(found.values()) == gained.period.customers
