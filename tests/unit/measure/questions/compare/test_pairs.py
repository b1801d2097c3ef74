"""What stands in the same place of two answers."""

from typing import Any

from tropa.measure.questions.compare.pairs import pairs


def share(made: int, of: int) -> dict[str, Any]:
    return {"numerator": made, "denominator": of, "rate": made / of}


def paths(first: object, second: object) -> list[tuple[str, ...]]:
    return [one.path for one in pairs(first, second)]


def test_shares_are_found_however_deep_they_stand() -> None:
    answer = {"steps": [{"name": "Seen", "rate": share(1, 2), "count": 1}], "n": 3}
    [found] = pairs(answer, answer)
    assert found.path == ("steps", "Seen", "rate")
    assert found.first == found.second == share(1, 2)


def test_rows_are_matched_by_name_and_not_by_place() -> None:
    one = [{"value": "ads", "rate": share(1, 2)}, {"value": None, "rate": share(1, 9)}]
    other = [{"value": None, "rate": share(2, 3)}, {"value": "mail", "rate": share(1, 4)}]
    [found] = pairs(one, other)
    assert (found.path, found.second) == (("—", "rate"), share(2, 3))


def test_rows_of_one_name_are_matched_by_their_turn() -> None:
    steps = [{"name": "Seen", "rate": share(1, 2)}, {"name": "Seen", "rate": share(1, 3)}]
    assert [one.first for one in pairs(steps, steps)] == [share(1, 2), share(1, 3)]


def test_the_rest_is_compared_with_nothing() -> None:
    rest = [{"value": None, "other": True, "rate": share(1, 2)}]
    assert paths(rest, rest) == []


def test_lengths_of_time_are_found_where_they_have_an_interval() -> None:
    took = {"n": 3, "median_days": 1.0, "median_low_days": None, "median_high_days": None}
    assert paths({"took": took}, {"took": took}) == [("took",)]
    assert paths({"took": {"median_days": 1.0}}, {"took": took}) == []
