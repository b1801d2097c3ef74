from tropa.measure.as_json import major, rate_json
from tropa.measure.interval import Rate


def test_a_share_is_written_with_everything_it_was_made_of() -> None:
    told = rate_json(Rate(1, 2))
    assert list(told) == ["numerator", "denominator", "rate", "low", "high"]
    assert rate_json(Rate(0, 0))["rate"] is None


def test_money_is_written_in_major_units_exact_to_a_kopeck() -> None:
    assert [major(one, "RUB") for one in (123_456, 100, -50, 0)] == [1234.56, 1, -0.5, 0]
    assert (major(None, "RUB"), major(500, "JPY")) == (None, 500)
