from tropa.measure.ratio import Ratio, money_json, plain_json, ratio


def test_a_quotient_of_nothing_by_something_is_nought() -> None:
    assert ratio(0, 4, unknown="a", nothing="b").value == 0


def test_what_cannot_be_divided_says_why() -> None:
    assert ratio(None, 4, unknown="a", nothing="b") == Ratio(None, 4, "a")
    for below in (0, None, -1):
        found = ratio(3, below, unknown="a", nothing="b")
        assert (found.value, found.missing) == (None, "b")


def test_money_is_told_in_major_units_and_shares_as_they_are() -> None:
    third = ratio(100, 3, unknown="", nothing="")
    assert money_json(third, "RUB") == {"value": 0.33, "missing": None}
    assert plain_json(third)["value"] == 100 / 3
    assert plain_json(Ratio(1, None, "b")) == {"value": None, "missing": "b"}
