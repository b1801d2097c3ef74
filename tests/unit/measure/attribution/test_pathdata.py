"""Written paths of twelve channels, every second of ten thousand, and what is known of them.

The figures are those of the reference beside the data; its simulated ones are not exact, and
are only near ours.
"""

import csv
import gzip
import json
from decimal import Decimal
from typing import Any, Final

import pytest

from tropa.measure.attribution.chain import counted, shares, walks
from tropa.measure.attribution.compress import compressed
from tropa.measure.attribution.credits import AttributionAnswer, Model, Options, attribute
from tropa.measure.attribution.journeys import Paths, written
from tropa.measure.attribution.markov import removal
from unit.collect.files import data_folder

# Worth in the file has up to sixteen decimals.
MINOR: Final = 10**10
APART: Final = 1e-6


@pytest.fixture(scope="module")
def known() -> dict[str, Any]:
    folder = data_folder("pathdata_attribution")
    return json.loads((folder / "reference_even.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def paths() -> Paths:
    file = data_folder("pathdata_attribution") / "Data_even.csv.gz"
    with gzip.open(file, "rt", encoding="utf-8", newline="") as text:
        rows = csv.DictReader(text, delimiter=";")
        return written(
            (
                row["path"],
                int(row["total_conversions"]),
                round(Decimal(row["total_conversion_value"]) * MINOR),
                int(row["total_null"]),
            )
            for row in rows
        )


def assert_shared(found: AttributionAnswer, known: dict[str, dict[str, float]]) -> None:
    assert {one.label for one in found.credits} == known.keys()
    for one in found.credits:
        assert one.label is not None
        assert one.conversions == pytest.approx(known[one.label]["conversions"], abs=APART)
        assert one.value / MINOR == pytest.approx(known[one.label]["value"], abs=APART)


def test_paths_are_read_as_they_were_counted(paths: Paths, known: dict[str, Any]) -> None:
    assert len(paths) == known["rows"]
    assert sorted(paths.labels) == known["channels"]
    assert paths.converted.sum() == known["total_conversions"]
    assert paths.lost.sum() == known["total_null"]
    assert paths.value.sum() / MINOR == pytest.approx(known["total_value"], abs=APART)
    assert paths.lengths.mean() == pytest.approx(known["mean_path_length_rows"])
    assert paths.lengths.max() == known["max_path_length"]


@pytest.mark.parametrize(
    ("model", "name"),
    [
        ("first", "first_touch"),
        ("last", "last_touch"),
        ("linear", "linear"),
        ("position", "position_40_20_40"),
    ],
)
def test_rules_share_as_is_known(
    paths: Paths, known: dict[str, Any], model: Model, name: str
) -> None:
    assert_shared(attribute(paths, model), known[name])


def test_where_nothing_is_direct_the_last_significant_touch_is_the_last(
    paths: Paths, known: dict[str, Any]
) -> None:
    assert_shared(attribute(paths, "last_significant"), known["last_touch"])


@pytest.mark.parametrize("once", [False, True])
def test_markov_is_exact(paths: Paths, known: dict[str, Any], once: bool) -> None:
    found = attribute(paths, "markov", Options(once=once, draws=0))
    right = known["markov1_exact_repeats_collapsed" if once else "markov1_exact"]
    worth = right["value_by_conversion_removal_effect"]
    assert_shared(
        found,
        {
            label: {"conversions": made, "value": worth[label]}
            for label, made in right["conversions"].items()
        },
    )
    effects = {one.label: one.removal for one in found.credits}
    assert effects == pytest.approx(right["removal_effect"], abs=APART)
    [alpha] = [one for one in found.credits if one.label == "alpha"]
    assert round(alpha.conversions, 2) == 1_196.58


def test_people_convert_as_often_as_is_known(paths: Paths, known: dict[str, Any]) -> None:
    found = removal(paths)
    assert found.probability == pytest.approx(known["conversion_rate_paths"], abs=APART)
    right = known["markov1_exact"]["P_conversion_from_start"]
    assert found.probability == pytest.approx(right, abs=APART)


def test_people_go_on_from_each_channel_as_is_known(
    paths: Paths, known: dict[str, Any]
) -> None:
    walk = walks(paths)
    table = shares(counted(walk, paths.converted, paths.lost))
    codes: list[int] = walk.last.tolist()
    channels = [paths.labels[code] for code in codes]
    columns = [*channels, "(conversion)", "(null)"]
    found = {
        here: {
            then: round(share, 6) for then, share in zip(columns, row, strict=True) if share > 0
        }
        for here, row in zip([*channels, "(start)"], table.tolist(), strict=True)
    }
    assert found.keys() == known["markov1_transition_matrix"].keys()
    for here, row in known["markov1_transition_matrix"].items():
        assert found[here] == pytest.approx(row, abs=APART)


def test_equal_paths_together_share_the_same(paths: Paths, known: dict[str, Any]) -> None:
    few = compressed(paths)
    assert len(few) <= len(paths)
    assert_shared(attribute(few, "linear"), known["linear"])


def test_a_simulation_lies_within_a_fortieth_of_the_exact_answer(
    paths: Paths, known: dict[str, Any]
) -> None:
    played = known["package_markov1"]["conversions"]
    found = attribute(paths, "markov", Options(draws=0))
    apart = [
        abs(one.conversions / played[one.label] - 1)
        for one in found.credits
        if one.label is not None and one.conversions > 100
    ]
    largest = known["package_vs_exact_max_relative_diff_conversions_channels_over_100"]
    assert max(apart) == pytest.approx(largest, rel=0.05)
