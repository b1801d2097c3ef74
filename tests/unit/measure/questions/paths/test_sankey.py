"""Few edges: which nodes are put together, and that one alone never is."""

from unit.measure.questions.walking import asks

CROWD = [
    *["02.03 look; 03.03 cart"] * 3,
    *["02.03 look; 03.03 call"] * 2,
    "02.03 look; 03.03 chat",
]


def shown(top: int) -> dict[str, int]:
    answer = asks(f"{{question: paths, steps: 2, top: {top}}}", CROWD)
    return {row["to"]: row["count"] for row in answer["edges"]}


def test_the_least_visited_nodes_are_put_together() -> None:
    assert shown(3) == {"cart": 3, "call": 2, "chat": 1}
    assert shown(2) == {"cart": 3, "(other)": 3}
    assert shown(1) == {"(other)": 6}


def test_a_node_alone_at_its_step_is_not_called_other() -> None:
    answer = asks("{question: paths, steps: 3, top: 1}", ["02.03 look; 03.03 cart; 04.03 pay"])
    assert [(row["from"], row["to"]) for row in answer["edges"]] == [
        ("look", "cart"),
        ("cart", "pay"),
    ]


def test_times_of_other_are_of_everything_in_it() -> None:
    people = ["02.03 look; 03.03 cart", "02.03 look; 04.03 call", "02.03 look; 06.03 chat"]
    [edge] = asks("{question: paths, steps: 2, top: 1}", people)["edges"]
    assert edge["took"] == {
        "n": 3,
        "mean_seconds": 7 * 86_400 / 3,
        "median_seconds": 2 * 86_400,
    }
