import json

import pytest

from tropa.measure.overview import how_json, overview_json
from unit.measure.small import FIRM, tells
from unit.place.told import map_of

SOLD = "02.03 asked\n 05.03 paid amount=100"


def test_of_nobody_counts_are_nought_and_shares_unknown() -> None:
    found = overview_json(tells(FIRM, "20.03"))
    assert set(found["journeys"].values()) == {0}
    for stage in found["stages"]:
        assert stage["reached"] == stage["present"] == stage["lost"] == stage["leak"] == 0
        assert stage["time"]["median_days"] is None
        assert stage["point_wins"] is None
        assert stage["loss_rate"]["rate"] is None
    for step in found["conversion"]:
        assert (step["numerator"], step["denominator"], step["rate"]) == (0, 0, None)
        assert step["suggested_within_days"] is None
    assert found["win_rate"]["rate"] is None
    assert found["revenue"] == {
        "gross": 0, "net": 0, "average_deal": None, "average_deal_net": None,
    }  # fmt: skip
    assert found["cycle"]["n"] == found["touches"]["n"] == 0
    assert found["cycle"]["median_days"] is found["touches"]["median"] is None
    assert found["velocity_per_day"] is None


def test_an_answer_of_nobody_is_plain_json() -> None:
    found = tells(FIRM, "20.03")
    text = json.dumps([overview_json(found), how_json(found)], allow_nan=False)
    assert json.loads(text)[1]["people"] == 0


def test_one_person_is_the_whole_of_everything() -> None:
    found = overview_json(tells(FIRM, "20.03", SOLD))
    assert [stage["reached"] for stage in found["stages"]] == [1, 1, 1]
    assert [step["rate"] for step in found["conversion"]] == [1, 1, 1]
    assert found["revenue"]["average_deal"] == found["revenue"]["gross"] == 100
    assert (found["cycle"]["median_days"], found["cycle"]["mean_days"]) == (3, 3)


def test_amounts_are_told_in_roubles_and_kopecks() -> None:
    found = overview_json(tells(FIRM, "20.03", "02.03 asked\n 05.03 paid amount=100.01"))
    assert found["revenue"]["gross"] == 100.01


def test_a_margin_is_told_beside_the_leak_where_the_map_states_one() -> None:
    lost = "02.03 asked\n 03.03 refused"
    text = FIRM.text.partition("Moscow\n")[2]
    third = map_of(text.replace("refund.amount}", "refund.amount, margin: 30%}", 1))
    plain, stated = (
        overview_json(tells(map_, "20.03", SOLD, lost))["stages"][0] for map_ in (FIRM, third)
    )
    assert plain["leak"] == stated["leak"] == 100
    assert (plain["leak_margin"], stated["leak_margin"]) == (None, 30)


@pytest.mark.parametrize(
    ("since", "until", "period"),
    [
        ("", "", (None, None)),
        ("01.03", "01.04", ("2026-03-01T00:00:00+03:00", "2026-04-01T00:00:00+03:00")),
    ],
)
def test_how_tells_the_period_it_was_asked_for(
    since: str, until: str, period: tuple[str | None, str | None]
) -> None:
    how = how_json(tells(FIRM, "20.03", SOLD, since=since, until=until))
    assert (how["period"]["from"], how["period"]["to"]) == period


def test_how_tells_the_definition_and_what_was_left_out() -> None:
    how = how_json(tells(FIRM, "20.03", SOLD, within="7d"))
    assert (how["edition"], how["unit"], how["timezone"]) == (
        "draft",
        "person",
        "Europe/Moscow",
    )
    assert (how["currency"], how["confidence"], how["within"]) == ("RUB", 0.95, "7d")
    assert how["policy"]["reopen_within"] == "180d"
    assert how["policy"]["reversed_within"] == how["policy"]["laps"] == "unlimited"
    assert how_json(tells(FIRM, "20.03", SOLD))["within"] is None


@pytest.mark.parametrize(("since", "until"), [("01.03", ""), ("", "01.04")])
def test_a_period_may_have_one_end(since: str, until: str) -> None:
    period = how_json(tells(FIRM, "20.03", SOLD, since=since, until=until))["period"]
    assert [period["from"] is None, period["to"] is None] == [not since, not until]
