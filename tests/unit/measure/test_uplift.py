from typing import cast

import pytest

from tropa.measure.interval import Rate, newcombe
from tropa.measure.uplift import (
    VERDICTS,
    Arm,
    Sample,
    Verdict,
    missing_words,
    sample,
    uplift,
    uplift_json,
    uplift_words,
    verdict_of,
    verdict_words,
)
from tropa.words import LANGUAGES


@pytest.mark.parametrize(
    ("treatment", "holdout", "told", "verdict"),
    [
        (Arm(96, 800), Arm(14, 200), (0.0500, 0.0013, 0.0870), "brings_back"),
        # The domain model prints 0.1388, with Wilson's ends rounded to four digits on the way.
        (Arm(54, 360), Arm(3, 40), (0.0750, -0.0530, 0.1387), "not_proven"),
        (Arm(90, 600), Arm(60, 600), (0.0500, 0.0126, 0.0876), "brings_back"),
        (Arm(60, 600), Arm(90, 600), (-0.0500, -0.0876, -0.0126), "harms"),
    ],
)
def test_the_difference_and_its_interval_are_those_of_the_domain_model(
    treatment: Arm, holdout: Arm, told: tuple[float, float, float], verdict: Verdict
) -> None:
    found = uplift(treatment, holdout)
    figures = (found.difference, found.low, found.high)
    assert tuple(round(cast("float", one), 4) for one in figures) == told
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("base", "expected", "times", "needed"),
    [
        (0.05, 0.08, 1, Sample(1_059, 1_059)),
        (0.10, 0.12, 1, Sample(3_841, 3_841)),
        (0.20, 0.25, 1, Sample(1_094, 1_094)),
        (0.05, 0.08, 9, Sample(624, 5_616)),
    ],
)
def test_so_many_people_are_needed(
    base: float, expected: float, times: float, needed: Sample
) -> None:
    assert sample(base, expected, times) == needed


@pytest.mark.parametrize(
    ("base", "expected", "times"), [(0.1, 0.1, 1), (-0.1, 0.1, 1), (0.1, 1.1, 1), (0.1, 0.2, 0)]
)
def test_shares_that_cannot_be_told_apart_are_refused(
    base: float, expected: float, times: float
) -> None:
    with pytest.raises(ValueError, match=str(expected)):
        sample(base, expected, times)


def test_fewer_people_than_planned_is_early_whatever_they_did() -> None:
    planned = sample(0.05, 0.08, 9)
    assert uplift(Arm(5_615, 5_615), Arm(0, 624), planned=planned).verdict == "early"
    assert uplift(Arm(5_616, 5_616), Arm(0, 623), planned=planned).verdict == "early"
    assert uplift(Arm(5_616, 5_616), Arm(0, 624), planned=planned).verdict == "brings_back"


@pytest.mark.parametrize("arms", [(Arm(0, 0), Arm(1, 2)), (Arm(1, 2), Arm(0, 0))])
def test_against_nobody_nothing_is_known(arms: tuple[Arm, Arm]) -> None:
    found = uplift(*arms, cost=100)
    assert (found.difference, found.low, found.recovered, found.margin) == (None,) * 4
    assert found.verdict == "early"
    assert (found.roi.value, found.roi.missing) == (None, "no_people")
    assert all(missing_words(found.roi, language) for language in LANGUAGES)


def test_an_interval_that_ends_at_nought_proves_nothing() -> None:
    assert verdict_of(0.0, 0.1) == verdict_of(-0.1, 0.0) == "not_proven"


def test_how_many_came_back_for_the_play_and_what_it_earned() -> None:
    found = uplift(Arm(96, 800, 4_800_000), Arm(14, 200, 700_000), cost=400_000)
    assert found.recovered == pytest.approx(40)
    # Four times as many people as in the holdout, so four times its margin.
    assert found.margin == 2_000_000
    assert found.roi.value == 4
    assert missing_words(found.roi, "en") == ""


def test_margin_is_whole_to_a_kopeck() -> None:
    assert uplift(Arm(1, 10, 100), Arm(1, 3, 10)).margin == 67
    assert uplift(Arm(1, 10, 100), Arm(1, 4, 11)).margin == 73
    assert uplift(Arm(1, 10, 0), Arm(1, 3, 10)).margin == -33


@pytest.mark.parametrize("cost", [None, 0])
def test_a_play_without_a_cost_has_no_roi(cost: int | None) -> None:
    found = uplift(Arm(1, 2, 10), Arm(1, 2), cost=cost)
    assert (found.roi.value, found.roi.missing) == (None, "no_cost")
    assert all(missing_words(found.roi, language) for language in LANGUAGES)


def test_everybody_against_nobody_stays_within_one() -> None:
    difference, low, high = newcombe(Rate(10, 10), Rate(0, 10))
    assert (difference, high) == (1, 1)
    assert 0 < low < 1


def test_the_end_that_is_printed_from_rounded_intervals_is_within_its_last_digit() -> None:
    assert uplift(Arm(54, 360), Arm(3, 40)).high == pytest.approx(0.1388, abs=1e-4)


def test_arms_of_different_people_add_up() -> None:
    assert Arm(1, 2, 3) + Arm(10, 20, 30) == Arm(11, 22, 33)


def test_it_is_told_under_stable_names() -> None:
    found = uplift(Arm(96, 800, 150), Arm(14, 200), cost=50, planned=Sample(200, 800))
    told = uplift_json(found, "RUB")
    assert told["treatment"]["rate"] == 0.12
    assert (told["margin"], told["roi"]["value"], told["verdict"]) == (1.5, 2, "brings_back")
    assert told["planned"] == {"treatment": 800, "holdout": 200}
    assert uplift_json(uplift(Arm(1, 2), Arm(1, 2)), "RUB")["planned"] is None


def test_verdicts_are_said_in_words() -> None:
    said = [verdict_words(one, "ru") for one in VERDICTS]
    assert said == ["возвращает", "вредит", "не доказано", "рано"]
    for language in LANGUAGES:
        assert all(verdict_words(one, language) for one in VERDICTS)
        assert all(title and how for title, how in uplift_words(language).values())
