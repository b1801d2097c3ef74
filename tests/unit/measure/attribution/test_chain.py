from dataclasses import replace

import numpy as np
import pytest

from tropa.errors import UsageFault
from tropa.measure.attribution import chain
from tropa.measure.attribution.chain import counted, shares, walks
from tropa.measure.attribution.journeys import written

SOME = written([("a > b > c", 1, 0, 0), ("b > c", 2, 0, 3), ("", 5, 0, 0)])


def test_a_table_counts_people_by_where_they_went() -> None:
    found = counted(walks(SOME), SOME.converted, SOME.lost)
    assert found.tolist() == [
        [0, 1, 0, 0, 0],
        [0, 0, 6, 0, 0],
        [0, 0, 0, 3, 3],
        [1, 5, 0, 0, 0],
    ]


def test_shares_are_of_those_who_left() -> None:
    found = shares(np.array([[1.0, 3.0], [0.0, 0.0]]))
    assert found.tolist() == [[0.25, 0.75], [0, 0]]


def test_a_state_of_the_second_order_is_the_last_two_labels() -> None:
    walk = walks(SOME, 2)
    # a, b after nothing, b after a, c after b from the start or not.
    assert len(walk.last) == 4
    assert [SOME.labels[label] for label in walk.last] == ["a", "b", "b", "c"]
    assert walk.states.tolist() == [0, 2, 3, 1, 3]


def test_a_state_of_the_third_order_tells_how_the_path_began() -> None:
    walk = walks(SOME, 3)
    assert len(walk.last) == 5
    assert len(np.unique(walk.states)) == 5


def test_an_order_beyond_all_paths_tells_no_more() -> None:
    assert walks(SOME, 10**9).states.tolist() == walks(SOME, 3).states.tolist()


def test_many_labels_are_told_apart_by_sorting_and_few_by_a_table() -> None:
    texts = [f"c{number} > c{number}" for number in range(1_400)]
    few = written([(text, 1, 0, 0) for text in texts])
    many = replace(few, labels=(*few.labels, *(f"x{number}" for number in range(1_600))))
    assert walks(many, 2).states.tolist() == walks(few, 2).states.tolist()
    assert walks(many, 2).last.tolist() == walks(few, 2).last.tolist()


def test_a_chain_too_large_is_refused() -> None:
    labels = [f"c{number}" for number in range(chain.MOST_STATES + 1)]
    with pytest.raises(UsageFault) as refused:
        walks(written([(label, 1, 0, 0) for label in labels]))
    assert refused.value.code == "attribution_many_states"
    assert refused.value.values == {"n": 3_001, "limit": 3_000}
    assert len(walks(written([(label, 1, 0, 0) for label in labels[1:]])).last) == 3_000
