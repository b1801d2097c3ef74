from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np

from tropa.measure.flow import Flow
from tropa.measure.moves import Moves
from tropa.measure.run import Slice, run
from tropa.measure.times import Times
from unit.measure.small import FIRM, asked_of, walked

_T = TypeVar("_T")
_R = TypeVar("_R")

TRAILS = ["02.03 asked", "02.03 asked\n 03.03 quoted"]


def test_without_slices_measures_tell_of_nobody() -> None:
    flow, moves = run((Flow(), Moves()), [], asked_of(FIRM, "20.03"))
    assert flow.journeys.valid == 0
    assert moves.back == ()


def test_units_placed_anew_elsewhere_do_not_count_here() -> None:
    [placed] = walked(FIRM, TRAILS)
    [flow] = run((Flow(),), [Slice(placed, np.array([False, True]))], asked_of(FIRM, "20.03"))
    assert [one.reached for one in flow.stages] == [1, 1, 0]


def test_every_slice_is_looked_at_once_for_all_measures() -> None:
    seen: list[object] = []

    def noted(work: Callable[[_T], _R], pieces: Sequence[_T]) -> Iterable[_R]:
        for one in pieces:
            seen.append(one)
            yield work(one)

    slices = [Slice(placed) for trail in TRAILS for placed in walked(FIRM, [trail])]
    flow, _ = run((Flow(), Moves()), slices, asked_of(FIRM, "20.03"), noted)
    looked_at = [one for one in seen if isinstance(one, Slice)]
    assert flow.journeys.valid == len(looked_at) == 2


def test_slices_asked_again_of_another_moment_answer_of_that_moment() -> None:
    slices = [Slice(placed) for placed in walked(FIRM, TRAILS)]
    quoted = [
        run((Flow(),), slices, asked_of(FIRM, day))[0].stages[1].reached
        for day in ("20.03", "02.03 12:00", "20.03", "20.03")
    ]
    assert quoted == [1, 0, 1, 1]


def test_portions_worked_off_in_any_order_make_the_same_answer() -> None:
    def backwards(work: Callable[[_T], _R], pieces: Sequence[_T]) -> Iterable[_R]:
        return [work(one) for one in pieces[::-1]][::-1]

    asked, slices = asked_of(FIRM, "20.03"), [Slice(one) for one in walked(FIRM, TRAILS)]
    times, moves = run((Times(), Moves()), slices, asked, backwards)
    state = Times().start(asked)
    for one in slices:
        state = Times().add(state, one.stand(asked.as_of, asked.map), asked)
    assert times == Times().finish(state, asked)
    assert [one.stage for one in times.stages] == [one.id for one in asked.map.stages]
    assert moves == run((Moves(),), slices, asked)[0]
