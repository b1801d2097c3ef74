"""Who is behind a cell: names with slashes, «other», ranks, cells that are not there."""

from collections.abc import Sequence

import pytest

from tropa.errors import UsageFault
from tropa.measure.questions.run import settled
from unit.measure.questions.walking import in_parts, query_of, trail

PEOPLE = [
    "02.03 /a/b; 03.03 /c; 04.03 pay",
    "02.03 /a/b; 03.03 /c",
    "02.03 /a/b; 03.03 /d",
    "02.03 /a; 03.03 b",
]


def behind(question: str, cell: str, people: Sequence[str] = PEOPLE) -> list[int]:
    tracks = in_parts([trail(one) for one in people], range(len(people)))
    query = settled(query_of(question), tracks)
    found: list[int] = []
    for lazy in tracks:
        track = lazy()
        found += [int(one) for one in track.person[query.people(track, cell)]]
    return found


def test_names_may_hold_slashes() -> None:
    assert behind("{question: paths}", "edge/1//a/b//c") == [1, 2]
    assert behind("{question: paths}", "node/1//a/b") == [1, 2, 3]
    assert behind("{question: paths}", "dropped/2//c") == [2]


def test_behind_other_stand_all_who_are_in_it() -> None:
    few = "{question: paths, top: 2}"
    people = [f"02.03 look; 03.03 {name}" for name in ("cart", "cart", "call", "chat")]
    assert behind(few, "node/2/(other)", people) == [3, 4]
    assert behind(few, "edge/1/look/(other)", people) == [3, 4]
    assert behind(few, "node/2/cart", people) == [1, 2]
    # What is part of «other» has no cell of its own there.
    assert behind(few, "node/2/chat", people) == []


def test_a_path_is_named_by_its_rank() -> None:
    assert behind("{question: paths, steps: 2}", "path/1") == [1, 2]


def test_those_whose_path_is_told_no_farther_have_not_dropped_out() -> None:
    assert behind("{question: paths, steps: 2}", "dropped/2//c") == [2]


@pytest.mark.parametrize(
    "cell",
    ["", "2", "path/9", "path/0", "edge/1//a/x", "node/7//c", "node/1/(other)", "node/1/no"],
)
def test_a_cell_that_is_not_there_is_refused(cell: str) -> None:
    with pytest.raises(UsageFault) as fault:
        behind("{question: paths}", cell)
    assert fault.value.code == "no_such_path_cell"


def test_a_query_that_does_not_know_its_answer_reads_names_alone() -> None:
    query = query_of("{question: paths}")
    [lazy] = in_parts([trail(PEOPLE[0])], [0])
    track = lazy()
    assert query.people(track, "edge/2//c/pay").tolist() == [0]
    with pytest.raises(UsageFault):
        query.people(track, "path/1")
