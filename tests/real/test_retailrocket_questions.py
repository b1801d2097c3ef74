"""Paths and transitions of 5,000 visitors, through questions a user would write."""

from pathlib import Path
from typing import Any

import pytest

import tropa
from golden.asking import EXAMPLES, Company
from real.sets import imported, known
from unit.collect.files import data_folder

pytestmark = pytest.mark.slow

QUESTIONS = EXAMPLES / "questions"


@pytest.fixture(scope="module")
def expected() -> dict[str, Any]:
    return known(data_folder("retailrocket_sample5k"))


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Company:
    log = data_folder("retailrocket_sample5k") / "events.csv.gz"
    return imported(tmp_path_factory.mktemp("retailrocket") / "firm", "retailrocket", log)


def asked(firm: Company, question: str | Path) -> dict[str, Any]:
    with tropa.open(firm.folder) as workspace:
        return workspace.ask(question).data


def test_every_transition_is_found(firm: Company, expected: dict[str, Any]) -> None:
    answer = asked(firm, QUESTIONS / "transitions.yaml")
    found: dict[str, dict[str, int]] = {}
    for row in answer["transitions"]:
        found.setdefault(row["from"], {})[row["to"]] = row["count"]
    begins = found.pop("(start)")
    assert sum(begins.values()) == answer["trails"] == expected["visitors"]
    met = {
        left: {right: count for right, count in row.items() if count}
        for left, row in expected["transitions"].items()
    }
    assert found == met
    visits = {row["node"]: row["count"] for row in answer["nodes"]}
    assert visits == expected["events_by_type"]


def test_in_the_order_of_the_trail_instants_shared_by_rows_go_another_way(
    firm: Company, expected: dict[str, Any]
) -> None:
    text = (QUESTIONS / "transitions.yaml").read_text("utf-8").replace("ties: nodes\n", "")
    rows = asked(firm, text)["transitions"]
    found = {(row["from"], row["to"]): row["count"] for row in rows}
    events = expected["rows"]
    assert sum(count for (left, _), count in found.items() if left != "(start)") == events


def test_variants_and_steps_account_for_everybody(
    firm: Company, expected: dict[str, Any]
) -> None:
    answer = asked(firm, QUESTIONS / "transitions.yaml")
    for step in range(1, 6):
        there = [row["count"] for row in answer["step_matrix"] if row["step"] == step]
        assert sum(there) == expected["visitors"]
    every = (
        (QUESTIONS / "transitions.yaml")
        .read_text("utf-8")
        .replace("variants: 10", "variants: 1000")
    )
    variants = asked(firm, every)["variants"]
    assert sum(row["count"] for row in variants) == expected["visitors"]
    assert variants[-1]["cumulative"]["rate"] == 1


def test_sittings_are_cut_by_half_an_hour(firm: Company, expected: dict[str, Any]) -> None:
    known_ = expected["sessions_30min"]
    answer = asked(firm, QUESTIONS / "paths_sessions.yaml")
    assert answer["paths"] == known_["sessions"]
    assert answer["units"] == expected["visitors"]
    single = [row["dropped"] for row in answer["nodes"] if row["step"] == 1]
    assert sum(single) == known_["single_event_sessions"]
    text = (QUESTIONS / "paths_sessions.yaml").read_text("utf-8")
    for event, name in (("cart_added", "with_cart"), ("purchase_made", "with_transaction")):
        assert asked(firm, f"{text}\nstart: {event}\n")["paths"] == known_[name]


def test_every_purchase_ends_a_path(firm: Company, expected: dict[str, Any]) -> None:
    text = (QUESTIONS / "paths_to_purchase.yaml").read_text("utf-8")
    every = asked(firm, text.replace("collapse: true\n", ""))
    assert every["paths"] == expected["events_by_type"]["transaction"]
    assert every["units"] == expected["funnel_any_order_visitors"]["transaction"]
    last = [row for row in every["nodes"] if row["step"] == every["steps"]]
    assert [(row["node"], row["dropped"]) for row in last] == [("purchase_made", 46)]
    # Two purchases in a row are one where repeats are: six such pairs.
    again = expected["transitions"]["transaction"]["transaction"]
    assert asked(firm, text)["paths"] == every["paths"] - again


def test_around_the_gap_go_those_the_funnel_lost(firm: Company) -> None:
    funnel = asked(
        firm,
        "{question: funnel, steps: [cart_added, purchase_made], within: 7d, as_of: 2016-01-01}",
    )
    paths = asked(
        firm,
        "{question: paths, after: cart_added, instead_of: purchase_made, within: 7d, "
        "as_of: 2016-01-01}",
    )
    carts, bought = (step["count"] for step in funnel["steps"])
    assert paths["paths"] == carts - bought > 0
