"""Event rules and the past of a journey they look at."""

import pytest

from tropa.map.document import Map
from unit.place.told import map_of, told


def map_with(rule: str) -> Map:
    return map_of(f"""
stages:
  - stage: looking
  - stage: ready
    enter: {rule}
touchpoints:
  - {{touchpoint: page, stage: looking, event: page}}
  - {{touchpoint: call, event: call}}
  - {{touchpoint: order, event: order}}
""")


def becomes_ready(rule: str, trail: str) -> str:
    """The day on which the rule held, or nothing."""
    lines = [line for line in told(map_with(rule), trail) if line.endswith("advance ready")]
    return lines[0].removesuffix(" advance ready") if lines else ""


@pytest.mark.parametrize(
    ("rule", "trail", "day"),
    [
        ("did call and did order", "01.03 page\n02.03 order\n03.03 call", "03.03"),
        (
            "did call where long == true",
            "01.03 page\n02.03 call\n03.03 call long=true",
            "03.03",
        ),
        ("did call and not did order", "01.03 page\n02.03 order\n03.03 call", ""),
        ("not did order", "01.03 page\n02.03 page", "01.03"),
        ("did order and did call within 2d", "01.03 page\n02.03 call\n04.03 order", "04.03"),
        ("did order and did call within 2d", "01.03 page\n02.03 call\n05.03 order", ""),
        ("did order after call", "01.03 page\n02.03 order\n03.03 call\n04.03 order", "04.03"),
        ("did order within 2d after call", "01.03 page\n02.03 call\n04.03 order", "04.03"),
        ("did order within 2d after call", "01.03 page\n02.03 call\n04.03 00:01 order", ""),
        ("count of call >= 3", "01.03 page\n02.03 call\n03.03 call\n04.03 call", "04.03"),
        ("count of call >= 2 within 1d", "01.03 page\n02.03 call\n04.03 call", ""),
        ("count of call >= 2 within 2d", "01.03 page\n02.03 call\n04.03 call", "04.03"),
        ("did order and count of call < 2", "01.03 page\n02.03 call\n03.03 order", "03.03"),
        ("did order and count of call < 1", "01.03 page\n02.03 call\n03.03 order", ""),
        ("sum of order.price >= 100", "01.03 page\n02.03 order price=60", ""),
        (
            "sum of order.price >= 100",
            "01.03 page\n02.03 order price=60\n03.03 order price=39,99\n04.03 order price=0.01",
            "04.03",
        ),
        ("nth call == 2", "01.03 page\n02.03 call\n03.03 order\n04.03 call", "04.03"),
        ("did order and 2d after call", "01.03 page\n02.03 call\n03.03 order", "04.03"),
        ("first two-way touch", "01.03 page\n02.03 call", "01.03"),
        ("did order and entered ready", "01.03 page\n02.03 order", ""),
    ],
)
def test_a_way_in_is_entered_on_the_day_its_rule_comes_true(
    rule: str, trail: str, day: str
) -> None:
    assert becomes_ready(rule, trail) == day


def test_touches_before_the_first_journey_lead_up_to_it_and_count() -> None:
    assert becomes_ready("did call and did page", "01.02 call\n01.03 page") == "01.03"


def test_a_journey_does_not_count_what_was_done_in_the_one_before() -> None:
    map_ = map_of("""
sale: did paid
stages:
  - stage: looking
  - {stage: ready, enter: did ever call where kind == "first"}
  - {stage: sure, enter: count of call >= 2}
  - {stage: bought, enter: did paid}
touchpoints:
  - {touchpoint: page, stage: looking, event: page}
  - {touchpoint: call, event: call}
  - {touchpoint: paid, event: paid}
""")
    first = "01.03 page\n02.03 call kind=first\n03.03 paid\n"
    assert told(map_, first + "04.03 page\n05.03 call", marks=()) == [
        "01.03 start looking",
        "02.03 advance ready",
        "03.03 skip bought",
        "03.03 success bought",
        "04.03 start looking",
    ]


def test_touches_between_two_journeys_count_in_the_second() -> None:
    map_ = map_of("""
sale: did paid
stages:
  - stage: looking
  - {stage: sure, enter: did page and count of call >= 2}
  - {stage: bought, enter: did paid}
touchpoints:
  - {touchpoint: page, stage: looking, event: page}
  - {touchpoint: call, event: call}
  - {touchpoint: paid, event: paid}
""")
    trail = "01.03 page\n02.03 call\n03.03 paid\n04.03 call\n05.03 call\n06.03 page"
    assert told(map_, trail, marks=())[-2:] == ["06.03 start looking", "06.03 advance sure"]


def test_what_was_ever_done_outlives_journeys() -> None:
    map_ = map_of("""
sale: did paid
stages:
  - stage: looking
  - {stage: known, enter: did call and did ever paid}
  - {stage: bought, enter: did paid}
touchpoints:
  - {touchpoint: page, stage: looking, event: page}
  - {touchpoint: call, event: call}
  - {touchpoint: paid, event: paid}
""")
    trail = "01.03 page\n02.03 call\n03.03 paid\n04.03 page\n05.03 call"
    assert told(map_, trail, marks=())[-2:] == ["04.03 start looking", "05.03 advance known"]


def test_a_person_is_known_by_what_was_stated_before() -> None:
    rule = 'did call and city == "Omsk"'
    assert becomes_ready(rule, "01.03 page\n02.03 identify city=Omsk\n03.03 call") == "03.03"
    assert becomes_ready(rule, "01.03 page\n02.03 call\n03.03 identify city=Omsk") == ""
