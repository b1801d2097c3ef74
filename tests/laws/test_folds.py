"""A measure is a fold: whatever way people are split and merged, the answer is the same."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies import companies, crowds, questions, windows
from strategies import times as so_many
from tropa.clock import DAY, Duration
from tropa.map.document import Map
from tropa.measure.acquisition import GainedFold
from tropa.measure.alerts import Alerts
from tropa.measure.attribution.journeys import Paths
from tropa.measure.attribution.newcomers import Newcomers
from tropa.measure.attribution.wins import WinPaths
from tropa.measure.chance_at_touch import ChanceAtTouch
from tropa.measure.completeness import Heard
from tropa.measure.conformance import Conformance
from tropa.measure.conversion import Conversion
from tropa.measure.cycle import Cycle
from tropa.measure.flow import Flow
from tropa.measure.fold import Asked, Fold
from tropa.measure.kpis import Kpis
from tropa.measure.lead_months import LeadMonths, LeadRows
from tropa.measure.lifetime import Lifetime
from tropa.measure.losses import Losses
from tropa.measure.managed import Managed
from tropa.measure.money import Money
from tropa.measure.month_plan import MonthPlan
from tropa.measure.moves import Moves
from tropa.measure.next_order import NextOrder
from tropa.measure.overview import overview
from tropa.measure.points import Points
from tropa.measure.potential import Pipeline
from tropa.measure.pressure import Pressure
from tropa.measure.quality import TouchQuality
from tropa.measure.referral import Buyers
from tropa.measure.repeat import Repeat
from tropa.measure.response import Response
from tropa.measure.returns import Returns
from tropa.measure.rfm import Rfm
from tropa.measure.run import Slice, run
from tropa.measure.stall import Stall
from tropa.measure.times import Times
from tropa.measure.touches import Touches
from tropa.measure.trial import Came, ComeBacks
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.place.standing import stand
from tropa.trail import TrailBatch

FOLDS: dict[str, Callable[[], Fold[Any, Any]]] = {
    "flow": Flow,
    "conversion": Conversion,
    "conversion in a window": lambda: Conversion(2 * DAY),
    "losses": Losses,
    "returns": Returns,
    "times": Times,
    "cycle": Cycle,
    "money": Money,
    "touches": Touches,
    "points": Points,
    "moves": Moves,
    "kpis": Kpis,
    "chance at touch": ChanceAtTouch,
    "quality": TouchQuality,
    "response": Response,
    "stall": Stall,
    "stall of leads": lambda: Stall(leads_alone=True),
    "alerts": Alerts,
    "managed": Managed,
    "conformance": Conformance,
    "month plan": MonthPlan,
    "pressure": Pressure,
    "heard": Heard,
    "gained": GainedFold,
    "buyers": Buyers,
    "pipeline": Pipeline,
    "lifetime": lambda: Lifetime(3),
    "repeat": lambda: Repeat(2 * DAY),
    "next order": NextOrder,
    "rfm": Rfm,
    "paths to the purchase": WinPaths,
    "newcomers": Newcomers,
    "coming back": ComeBacks,
    "leads by month": lambda: LeadMonths(2 * DAY),
}

_T = TypeVar("_T")
_R = TypeVar("_R")


def plain(answer: object) -> object:
    """An answer that can be compared: columns as lists."""
    if isinstance(answer, np.ndarray):
        return answer.tolist()
    if isinstance(answer, Paths):
        return [plain(getattr(answer, one.name)) for one in fields(answer)]
    if isinstance(answer, Came | LeadRows):
        return [plain(column) for column in answer]
    return answer


def of_each(placed: Placed, asked: Asked, fold: Fold[Any, Any]) -> list[Any]:
    """The state of every person alone."""
    states: list[Any] = []
    for person in range(len(placed.person)):
        standing = stand(placed, asked.as_of, asked.map, placed.person == placed.person[person])
        states.append(fold.add(fold.start(asked), standing, asked))
    return states


@pytest.mark.parametrize("name", FOLDS)
@so_many(0.15)
@given(data=st.data(), map_=companies(), crowd=crowds())
def test_states_merge_by_addition(
    data: st.DataObject, map_: Map, crowd: TrailBatch, name: str
) -> None:
    fold, asked = FOLDS[name](), data.draw(questions(map_))
    nobody = fold.start(asked)
    states = [
        state
        for placed in place(crowd, [compile_edition(map_)])
        for state in of_each(placed, asked, fold)
    ]
    one, two, three = (data.draw(st.sampled_from([nobody, *states])) for _ in range(3))

    def answer(state: object) -> object:
        return plain(fold.finish(state, asked))

    assert answer(fold.merge(one, two)) == answer(fold.merge(two, one))
    left, right = (
        fold.merge(fold.merge(one, two), three),
        fold.merge(one, fold.merge(two, three)),
    )
    assert answer(left) == answer(right)
    assert answer(fold.merge(nobody, one)) == answer(one) == answer(fold.merge(one, nobody))


@given(st.data(), companies(), crowds(6), windows)
def test_any_split_of_people_into_any_number_of_slices_gives_the_same_answer(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: Duration | None
) -> None:
    asked = data.draw(questions(map_))
    placed = place(crowd, [compile_edition(map_)])
    all_ = [Slice(one) for one in placed]
    whole = overview(asked, all_, within=within)
    count = data.draw(st.integers(1, 4))
    slices = [
        Slice(one, np.asarray(group) == number)
        for one in placed
        for group in [data.draw(groups(len(one.person), count))]
        for number in range(count)
    ]
    some = data.draw(st.permutations(slices))
    assert_same(overview(asked, some, within=within), whole)
    assert run((Moves(), Kpis()), some, asked) == run((Moves(), Kpis()), all_, asked)


def groups(people: int, count: int) -> st.SearchStrategy[list[int]]:
    """For each person the slice it falls into."""
    return st.lists(st.integers(0, count - 1), min_size=people, max_size=people)


@so_many(0.3)
@given(st.data(), companies(), st.lists(crowds(2), min_size=1, max_size=3))
def test_people_placed_apart_and_counted_on_threads_give_the_same_answer(
    data: st.DataObject, map_: Map, few: list[TrailBatch]
) -> None:
    asked = data.draw(questions(map_))
    slices = [Slice(one) for batch in few for one in place(batch, [compile_edition(map_)])]

    def on_threads(work: Callable[[_T], _R], pieces: Sequence[_T]) -> list[_R]:
        with ThreadPoolExecutor(2) as pool:
            return list(pool.map(work, pieces))

    assert_same(overview(asked, slices, spread=on_threads), overview(asked, slices))


def assert_same(one: object, other: object) -> None:
    for name in (
        "flow",
        "conversion",
        "losses",
        "returns",
        "times",
        "cycle",
        "money",
        "touches",
        "points",
    ):
        assert getattr(one, name) == getattr(other, name), name
