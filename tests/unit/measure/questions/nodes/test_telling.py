"""What bounded memory did to an answer is said in it."""

from dataclasses import replace
from typing import Any, cast

from tropa.measure.questions.paths.query import Paths
from tropa.measure.questions.paths.sums import Sums
from unit.measure.questions.walking import in_parts, query_of, trail

PEOPLE = ["02.03 look; 03.03 cart; 04.03 pay", "02.03 look; 03.03 call; 04.03 pay"]


def state_of(query: Paths) -> Sums:
    [lazy] = in_parts([trail(one) for one in PEOPLE], [0, 0])
    return query.add(query.start(), lazy())


def test_paths_told_apart_by_fewer_nodes_than_asked_say_so() -> None:
    query = cast("Paths", query_of("{question: paths, steps: 3}"))
    state = state_of(query)
    few = replace(state, tally=replace(state.tally, most=4).together())
    answer: dict[str, Any] = query.finish(few)
    assert [(one["code"], one["n"]) for one in answer["remarks"]] == [("chains_short", 2)]
    assert {tuple(row["path"]): row["further"] for row in answer["top_paths"]} == {
        ("look", "call"): 1,
        ("look", "cart"): 1,
    }
    # Nodes and edges do not suffer.
    assert {row["step"] for row in answer["nodes"]} == {1, 2, 3}


def test_medians_that_are_not_exact_though_they_should_be_say_so() -> None:
    query = cast("Paths", query_of("{question: paths}"))
    state = state_of(query)
    rough = replace(state, lengths=state.lengths.merged(state.lengths, 1))
    answer: dict[str, Any] = query.finish(rough)
    assert not answer["exact_medians"]
    assert [one["code"] for one in answer["remarks"]] == ["medians_rough"]
    asked = cast("Paths", query_of("{question: paths, medians: histogram}"))
    assert "remarks" not in asked.finish(state_of(asked))
