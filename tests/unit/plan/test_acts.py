"""What would have to happen for an event rule to hold."""

import pytest

from tropa.condition.parse import parse
from tropa.map.document import Map
from tropa.plan.acts import invert
from unit.plan.drawn_maps import shop


def ways(map_: Map, rule: str) -> list[list[str]]:
    found = invert(map_, parse(rule))
    return [[act.event for act in one.acts] for one in found.recipes]


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ("did request", ["form_submit"]),
        ("did request and did payment", ["form_submit", "payment_received"]),
        ("count of request >= 2", ["form_submit", "form_submit"]),
        ("did payment after request", ["form_submit", "payment_received"]),
        ("not did refusal", []),
    ],
)
def test_a_rule_becomes_the_acts_that_fulfil_it(rule: str, wanted: list[str]) -> None:
    assert wanted in ways(shop(), rule)


def test_either_side_of_or_is_a_way_of_its_own() -> None:
    assert ways(shop(), "did request or did refusal") == [["form_submit"], ["deal_lost"]]


def test_an_amount_a_rule_waits_for_is_in_the_act() -> None:
    (way,) = invert(shop(), parse("sum of payment.amount >= 500")).recipes
    assert way.acts[0].fields == (("amount", 500),)


def test_time_alone_is_no_act_but_a_wait() -> None:
    (way,) = invert(shop(), parse("3d after came")).recipes
    assert not way.acts
    assert way.wait is not None
    assert way.wait[0] == "came"


def test_what_cannot_be_done_is_given_up_with_a_reason() -> None:
    found = invert(shop(), parse("count of request >= 50"))
    assert not found.recipes
    assert found.reasons == ("too_many_touches",)
