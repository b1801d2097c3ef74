import json

import pytest

from tropa.clock import DAY
from tropa.errors import UsageFault
from tropa.measure.attribution.credits import (
    MODELS,
    AttributionAnswer,
    Credit,
    Model,
    Options,
    Remark,
    attribute,
    attribution_json,
)
from tropa.measure.attribution.journeys import written

PATHS = written([("ad > mail", 1, 100_00, 3), ("mail > mail", 3, 200_00, 1), ("", 2, 50_00, 0)])
PLAIN = Options(draws=0)


def shared(found: AttributionAnswer) -> dict[str | None, tuple[float, float]]:
    return {one.label: (one.conversions, one.value) for one in found.credits}


def codes(found: AttributionAnswer) -> list[str]:
    return [one.code for one in found.remarks]


def test_every_conversion_and_all_money_stand_somewhere() -> None:
    found = attribute(PATHS, "linear")
    assert (found.conversions, found.value, found.lost) == (6, 350_00, 4)
    assert shared(found) == {
        "ad": (0.5, 50_00),
        "mail": (3.5, 250_00),
        None: (2, 50_00),
    }
    assert [one.share for one in found.credits] == pytest.approx([0.5 / 6, 3.5 / 6, 2 / 6])


def test_conversions_before_which_nobody_was_met_are_told() -> None:
    found = attribute(PATHS, "first")
    assert found.credits[-1] == Credit(None, 2, 50_00, 2 / 6)
    assert found.remarks == (Remark("bookkeeping"), Remark("untouched", 2))


def test_without_conversions_there_are_no_shares() -> None:
    found = attribute(written([("ad", 0, 0, 5)]), "markov")
    assert shared(found) == {"ad": (0, 0)}
    assert found.credits[0].share is None
    assert found.credits[0].low is None
    assert codes(found) == ["bookkeeping", "few_conversions"]


@pytest.mark.parametrize("model", [model for model in MODELS if model != "time_decay"])
def test_nothing_at_all_is_an_answer(model: Model) -> None:
    found = attribute(written([]), model)
    assert found.credits == ()
    assert found.conversions == found.value == found.lost == 0


def test_time_decay_without_instants_is_refused() -> None:
    with pytest.raises(UsageFault) as refused:
        attribute(PATHS, "time_decay")
    assert refused.value.code == "attribution_no_instants"


def test_markov_tells_effect_and_interval() -> None:
    found = attribute(PATHS, "markov", Options(draws=50))
    ad, mail = found.credits[:2]
    # All who convert pass mail; without ad those who began with mail are left, 4 of 8.
    assert mail.removal == pytest.approx(1)
    assert ad.removal == pytest.approx(1 / 2)
    assert (ad.conversions, mail.conversions) == pytest.approx((4 / 3, 8 / 3))
    for one in (ad, mail):
        assert one.low is not None
        assert one.high is not None
        assert 0 <= one.low < one.conversions < one.high <= 4
    assert found.credits[2].low is None


def test_an_interval_is_told_in_conversions() -> None:
    found = attribute(written([("a", 100, 0, 900), ("b", 100, 0, 900)]), "markov")
    for one in found.credits:
        # 200 conversions, half of them ± 0.069
        assert (one.low, one.high) == pytest.approx((86, 114), abs=4)


def test_an_interval_is_of_the_chain_that_was_asked_for() -> None:
    paths = written([("a > b", 50, 0, 0), ("c > b", 0, 0, 50)])
    chance, certain = (
        attribute(paths, "markov", Options(order=order)).credits[2] for order in (1, 2)
    )
    assert (certain.low, certain.high) == (0, 0)
    assert chance.high is not None
    assert chance.high > 10


def test_models_of_data_say_when_the_data_is_short() -> None:
    few = written([("ad", 1_999, 0, 0), ("mail", 0, 0, 0)])
    enough = written([("ad", 2_000, 0, 1)])
    assert attribute(few, "markov", PLAIN).remarks[1:] == (
        Remark("few_conversions", 1_999),
        Remark("nobody_lost"),
    )
    assert codes(attribute(few, "shapley")) == ["bookkeeping", "few_conversions"]
    assert "nobody_lost" in codes(attribute(few, "shapley", Options(worth="rate")))
    assert codes(attribute(few, "last")) == ["bookkeeping"]
    assert codes(attribute(enough, "markov", PLAIN)) == ["bookkeeping"]


def test_intervals_that_could_not_be_drawn_are_told() -> None:
    many = written([(f"c{number}", 10, 0, 1) for number in range(257)])
    assert codes(attribute(many, "markov")) == ["bookkeeping", "no_intervals"]
    assert codes(attribute(many, "markov", PLAIN)) == ["bookkeeping"]


def test_less_than_nothing_is_told() -> None:
    paths = written([("a", 9, 0, 1), ("b", 0, 0, 10), ("a > b", 2, 0, 8)])
    found = attribute(paths, "shapley", Options(worth="rate"))
    assert found.remarks[-1] == Remark("less_than_nothing", 1)


def test_a_label_in_a_row_is_one_step_where_asked() -> None:
    paths = written([("ad > mail > mail > mail", 1, 0, 0)])
    assert shared(attribute(paths, "linear", Options(once=True)))["ad"] == (0.5, 0)
    assert shared(attribute(paths, "linear"))["ad"] == (0.25, 0)


@pytest.mark.parametrize(
    "wrong", [{"ends": 0.6}, {"ends": -0.1}, {"half_life": 0}, {"order": 0}, {"draws": -1}]
)
def test_options_out_of_bounds_are_a_fault(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"\("):
        Options(**wrong)  # type: ignore[arg-type]


def test_the_defaults_are_those_of_the_trade() -> None:
    asked = Options()
    assert (asked.half_life, asked.ends, asked.order) == (7 * DAY, 0.4, 1)


def test_an_answer_has_stable_names_and_major_money() -> None:
    found = attribution_json(attribute(PATHS, "linear"), "RUB")
    assert list(found) == ["model", "conversions", "value", "lost", "credits", "remarks"]
    assert found["value"] == 350
    assert found["credits"][0] == {
        "label": "ad",
        "conversions": 0.5,
        "value": 50,
        "share": 0.5 / 6,
        "low": None,
        "high": None,
        "removal_effect": None,
    }
    assert found["remarks"][1] == {"code": "untouched", "n": 2}
    assert json.loads(json.dumps(found)) == found
