import pytest

from tropa.measure.interval import Rate
from tropa.measure.losses import leaks, loss_rate, onward, point_wins
from tropa.measure.sale import sale_stage
from unit.measure.small import FIRM, tells
from unit.place.told import map_of


def positions(stages: int) -> list[str | None]:
    """Positions of break of a map with so many stages, the sale on the last."""
    names = [f"s{at}" for at in range(stages)]
    listed = ", ".join(f"{{stage: {name}}}" for name in names)
    return [
        one.position for one in tells(map_of(f"stages: [{listed}]\n"), "02.03").losses.stages
    ]


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        (1, [None]),
        (2, ["near_finish", None]),
        (3, ["early", "near_finish", None]),
        (4, ["early", "middle", "near_finish", None]),
        (5, ["early", "middle", "near_finish", "near_finish", None]),
        (7, ["early", "early", "middle", "middle", "near_finish", "near_finish", None]),
    ],
)
def test_the_position_of_break_tells_how_near_the_sale(
    stages: int, expected: list[str | None]
) -> None:
    assert positions(stages) == expected


def test_what_stands_after_the_sale_has_no_position() -> None:
    after = map_of("""
sale: did payment
stages: [{stage: a}, {stage: b}, {stage: paid, enter: did payment}, {stage: use}]
touchpoints: [{touchpoint: payment, event: paid, stage: paid}]
""")
    assert sale_stage(after) == 2
    told = [one.position for one in tells(after, "02.03").losses.stages]
    assert told == ["early", "near_finish", None, None]


def test_silence_is_a_reason_and_so_is_saying_none() -> None:
    found = tells(
        FIRM,
        "20.03",
        "02.03 asked",
        "02.03 asked\n 03.03 refused",
        "02.03 asked\n 03.03 refused reason=price",
    ).losses
    assert found.reasons == {"": 1, "price": 1, "silence": 1}
    assert found.stages[0].reasons == found.reasons


def test_who_is_lost_twice_on_a_stage_is_two_losses_of_one_journey() -> None:
    trail = "02.03 asked\n 03.03 refused\n 05.03 asked\n 06.03 refused"
    found = tells(FIRM, "20.03", trail)
    stage = found.losses.stages[0]
    assert (stage.lost, stage.journeys, stage.net) == (2, 1, 1)
    assert loss_rate(stage, found.flow.stages[0].reached) == Rate(1, 1)


def test_where_nobody_was_lost_nothing_leaks_whatever_is_unknown() -> None:
    assert leaks([0, 0], [None, 1.0], None) == [0, 0]


def test_a_leak_is_unknown_while_nothing_tells_its_price() -> None:
    assert leaks([2], [0.5], None) == [None]
    assert leaks([2], [None], 100.0) == [None]
    assert leaks([2], [0.5], 100.0) == [100]


def test_nobody_knows_what_follows_a_stage_none_has_passed() -> None:
    assert onward([5, 0, 0], [0, 0, 0]) == [None, None, 1]


def test_one_more_per_cent_of_nobody_is_unknown() -> None:
    assert point_wins([0, 4, 3], [0.5, None, 1.0]) == [None, None, None]
    assert point_wins([200, 3], [0.5, 1.0]) == [1.0, None]
