"""What the converted did oftener: odds ratios against figures reckoned by hand."""

import math

import numpy as np
import pytest

from tropa.measure.questions.funnel.did import odds
from tropa.measure.questions.looks import false_finds
from unit.measure.questions.walking import asks


def one(did: int, finished: int, also: int, dropped: int) -> list[float]:
    found = odds(np.asarray([did]), finished, np.asarray([also]), dropped)
    ends = [float(column[0]) for column in (found.ratio, found.low, found.high)]
    return [*ends, float(found.chance[0])]


def test_the_odds_of_two_by_two() -> None:
    """20 of 100 against 10 of 100: 20·90 / (80·10) = 2.25, error √(1/20+1/80+1/10+1/90)."""
    ratio, low, high, chance = one(20, 100, 10, 100)
    error = math.sqrt(1 / 20 + 1 / 80 + 1 / 10 + 1 / 90)
    assert ratio == pytest.approx(2.25)
    assert low == pytest.approx(2.25 * math.exp(-1.959964 * error), rel=1e-6)
    assert high == pytest.approx(2.25 * math.exp(1.959964 * error), rel=1e-6)
    assert chance == pytest.approx(math.erfc(math.log(2.25) / error / math.sqrt(2)))


def test_the_interval_holds_one_where_nothing_is_proven() -> None:
    for cells in ((20, 100, 10, 100), (50, 100, 30, 100), (7, 9, 2, 30), (1, 100, 1, 100)):
        _, low, high, chance = one(*cells)
        assert (low <= 1 <= high) == (chance >= 0.05)


def test_an_empty_cell_gets_half_a_unit() -> None:
    ratio, _, _, chance = one(10, 10, 0, 40)
    assert ratio == pytest.approx(10.5 * 40.5 / (0.5 * 0.5))
    assert 0 < chance < 0.001


def test_a_thing_done_by_all_or_by_few_is_marked() -> None:
    did, also = np.asarray([100, 2, 50]), np.asarray([100, 1, 40])
    assert odds(did, 100, also, 100).few.tolist() == [True, True, False]


def test_many_looks_find_less() -> None:
    """The worked example of Benjamini and Hochberg: of 15 chances four stand at 5 %."""
    chances = [
        0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
        0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0,
    ]  # fmt: skip
    found = false_finds(chances)
    assert [one <= 0.05 for one in found] == [True] * 4 + [False] * 11
    assert found == sorted(found)
    assert false_finds(chances[::-1]) == found[::-1]
    assert false_finds([]) == []


def test_only_what_was_done_on_the_way_counts() -> None:
    asked = "question: funnel\nsteps: [seen, paid]\nwithin: 3d\ncorrelate: events\n"
    people = ["01.03 called; 02.03 seen; 03.03 asked; 04.03 paid; 05.03 thanked"]
    people += ["01.03 seen; 02.03 asked; 05.03 called", "01.03 seen; 04.03 refused"]
    answer = asks(asked, people)
    told = {
        one["value"]: (one["finished"]["numerator"], one["dropped"]["numerator"])
        for one in answer["correlations"]
    }
    assert told == {"asked": (1, 1), "refused": (0, 1)}
    assert answer["looks"] == 0
    assert {one["verdict"] for one in answer["correlations"]} == {"too_few"}


def test_what_really_differs_is_found_among_what_does_not() -> None:
    people: list[str] = []
    for at in range(160):
        called = "; 02.03 called" * (at % 2)
        asked_too = "; 02.03 asked" * (at % 4 != 0 if at < 80 else at % 10 == 0)
        people.append(f"01.03 seen{called}{asked_too}{'; 03.03 paid' * (at < 80)}")
    people += ["01.03 seen; 02.03 left"] * 2
    asked = "question: funnel\nsteps: [seen, paid]\nwithin: 3d\ncorrelate: events\n"
    answer = asks(asked, people)
    told = [(one["value"], one["verdict"]) for one in answer["correlations"]]
    assert told == [("asked", "real"), ("called", "not_proven"), ("left", "too_few")]
    assert answer["correlations"][0]["odds_ratio"] == pytest.approx(60 * 74 / (20 * 8))
    assert answer["looks"] == 2


def test_values_of_a_property_are_things_too() -> None:
    asked = "question: funnel\nsteps: [seen, paid]\ncorrelate: page\n"
    people = ["01.03 seen; 02.03 looked page=price; 03.03 looked page=price; 04.03 paid"]
    people += ["01.03 seen; 02.03 looked page=jobs"]
    answer = asks(asked, people)
    told = {one["value"]: one["finished"]["numerator"] for one in answer["correlations"]}
    assert told == {"price": 1, "jobs": 0}
