"""Open tasks and next steps are what their definition says, told task by task."""

from collections.abc import Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reference import open_tasks as slow
from strategies import START
from strategies import times as so_many
from tropa.clock import FOREVER, HOUR
from tropa.measure.open_tasks import (
    CREATED,
    ENDED,
    WHEN,
    Days,
    Planned,
    Told,
    next_steps,
    still_open,
    when_of,
)
from tropa.measure.rows import NONE

# Few instants, people, deals and ids: whatever may fall together does.
moments = st.integers(0, 6).map(lambda hours: START + hours * HOUR)
few = st.integers(1, 2)
deals = st.integers(0, 2)
dues = st.one_of(st.none(), moments)
notes = st.lists(
    st.builds(slow.Note, few, deals, few, moments, st.sampled_from((False, False, True)), dues),
    max_size=12,
)
journeys = st.lists(st.builds(slow.Journey, st.integers(1, 3), deals), max_size=6)


def column(values: Sequence[int | None]) -> NDArray[np.int64]:
    return np.asarray([FOREVER if one is None else one for one in values], np.int64)


def told_of(given_: Sequence[slow.Note]) -> Told:
    return Told(
        column([one.person for one in given_]),
        column([one.task for one in given_]),
        column([one.at for one in given_]),
        column([ENDED if one.ends else CREATED for one in given_]),
        column([None if one.ends else one.due for one in given_]),
    )


def planned_of(given_: Sequence[slow.Note]) -> Planned:
    return Planned(
        column([one.person for one in given_]),
        column([one.deal for one in given_]),
        column([one.due for one in given_]),
        column([one.at for one in given_]),
    )


@so_many(3)
@given(notes, moments)
def test_open_tasks_are_those_created_and_not_ended(
    given_: list[slow.Note], as_of: int
) -> None:
    found = still_open(told_of(given_), as_of)
    assert found.tolist() == slow.open_notes(given_, as_of)


@so_many(3)
@given(notes, journeys, st.booleans())
def test_the_next_step_is_the_one_due_first(
    given_: list[slow.Note], asked: list[slow.Journey], persons_walk: bool
) -> None:
    if persons_walk:
        asked = [slow.Journey(one.person, 0) for one in asked]
    person, deal = column([one.person for one in asked]), column([one.deal for one in asked])
    found = next_steps(person, deal, planned_of(given_)).tolist()
    every = range(len(given_))
    expected = [slow.next_of(one, given_, every) for one in asked]
    assert [None if one == NONE else one for one in found] == expected


@so_many(2)
@given(st.lists(dues, max_size=8), moments, st.integers(0, 3), st.integers(0, 3))
def test_a_deadline_stands_on_one_day(
    given_: list[int | None], now: int, left: int, longer: int
) -> None:
    today = now + left * HOUR
    days = Days(now, today, today + longer * HOUR)
    found = when_of(column(given_), days, has=np.ones(len(given_), np.bool_))
    assert [WHEN[at] for at in found.tolist()] == [slow.when(one, *days) for one in given_]


def test_who_has_nothing_planned_has_no_step() -> None:
    days = Days(START, START, START)
    found = when_of(column([FOREVER, START]), days, has=np.zeros(2, np.bool_))
    assert [WHEN[at] for at in found.tolist()] == ["none", "none"]
