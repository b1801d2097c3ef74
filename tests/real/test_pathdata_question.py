"""Paths of twelve channels through the front door: written out as events, imported, asked."""

import json
import runpy
from pathlib import Path
from typing import Any, Final, cast

import pytest

from golden.asking import EXAMPLES, command
from unit.collect.files import data_folder

pytestmark = pytest.mark.slow

APART: Final = 1e-6
NAMES: Final = {
    "first": "first_touch",
    "last": "last_touch",
    "linear": "linear",
    "position": "position_40_20_40",
}


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    folder = data_folder("pathdata_attribution")
    return json.loads((folder / "reference_even.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def firm(tmp_path_factory: pytest.TempPathFactory) -> Path:
    source = data_folder("pathdata_attribution") / "Data_even.csv.gz"
    folder = tmp_path_factory.mktemp("pathdata")
    events = folder / "events.csv"
    runpy.run_path(str(EXAMPLES / "pathdata" / "expand.py"))["expand"](source, events)
    command("new", folder / "firm", "--lang", "en")
    mapping = EXAMPLES / "pathdata" / "mapping.yaml"
    command("import", folder / "firm", events, "--mapping", mapping)
    return folder / "firm"


@pytest.fixture(scope="module")
def answer(firm: Path) -> dict[str, Any]:
    return asked(firm, EXAMPLES / "questions" / "attribution.yaml")


def asked(firm: Path, question: Path) -> dict[str, Any]:
    said = command("ask", firm, question, "--json")
    return cast("dict[str, Any]", json.loads(said)["answer"])


def credits_of(answer: dict[str, Any], model: str) -> dict[str, dict[str, Any]]:
    return {one["label"]: one for one in answer["credits"] if one["model"] == model}


def assert_shared(
    found: dict[str, dict[str, Any]], made: dict[str, float], worth: dict[str, float]
) -> None:
    assert found.keys() == made.keys()
    for label, one in found.items():
        assert one["conversions"] == pytest.approx(made[label], abs=APART)
        assert one["value"] == pytest.approx(worth[label], abs=APART)


def test_everybody_was_written_out(answer: dict[str, Any], known: dict[str, Any]) -> None:
    assert answer["conversions"] == known["total_conversions"]
    assert answer["lost"] == known["total_null"]
    assert answer["value"] == pytest.approx(known["total_value"], abs=APART)
    assert answer["without_value"] == 0


@pytest.mark.parametrize("model", NAMES)
def test_rules_share_as_is_known(
    answer: dict[str, Any], known: dict[str, Any], model: str
) -> None:
    right = known[NAMES[model]]
    assert_shared(
        credits_of(answer, model),
        {label: one["conversions"] for label, one in right.items()},
        {label: one["value"] for label, one in right.items()},
    )


def test_the_chain_is_solved_exactly(answer: dict[str, Any], known: dict[str, Any]) -> None:
    right, found = known["markov1_exact"], credits_of(answer, "markov")
    assert_shared(found, right["conversions"], right["value_by_conversion_removal_effect"])
    effects = {label: one["removal_effect"] for label, one in found.items()}
    assert effects == pytest.approx(right["removal_effect"], abs=APART)
    assert round(found["alpha"]["conversions"], 2) == 1_196.58
    for one in found.values():
        assert one["low"] <= one["conversions"] <= one["high"]


def test_a_touch_met_again_and_again_may_count_once(
    firm: Path, tmp_path: Path, known: dict[str, Any]
) -> None:
    text = (EXAMPLES / "questions" / "attribution.yaml").read_text("utf-8")
    once = tmp_path / "once.yaml"
    more = "repeats: once\ndraws: 0\n"
    once.write_text(text + more, "utf-8")
    found = asked(firm, once)
    right = known["markov1_exact_repeats_collapsed"]["conversions"]
    made = {name: one["conversions"] for name, one in credits_of(found, "markov").items()}
    assert made == pytest.approx(right, abs=APART)
    assert sum(one["conversions"] for one in credits_of(found, "linear").values()) == (
        pytest.approx(known["total_conversions"])
    )
