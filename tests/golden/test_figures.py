"""The golden log through the front door: every figure of the domain model, to the rouble."""

import re
from pathlib import Path

import pytest

from golden.asking import AS_OF, GOLDEN, Company, Json, company, process

MAP = (GOLDEN / "golden.yaml").read_text("utf-8")

# Stages: A enquiry, B measure, C quote, D payment.
JOURNEYS = {
    "valid": 11,
    "active": 4,
    "open": 4,
    "won": 4,
    "won_net": 3,
    "lost": 3,
    "lost_ever": 4,
    "disqualified": 0,
    "invalid": 1,
    "leads": 11,
}
STAGES = {
    "entries": [10, 7, 7, 4],
    "visits": [10, 9, 8, 4],
    "reached": [11, 9, 7, 4],
    "present": [1, 1, 2, 0],
    "advanced": [9, 7, 4, 4],
    "open": [1, 1, 2, 0],
    "lost_net": [1, 1, 1, 0],
    "disqualified": [0, 0, 0, 0],
    "dormant": [0, 0, 0, 0],
    "lost": [1, 2, 1, 0],
    "won": [4, 4, 4, 4],
    "leak": [40_000, 51_428.57, 90_000, 0],
    "position": ["early", "middle", "near_finish", None],
    "reasons": [{"silence": 1}, {"competitor": 1, "silence": 1}, {"price": 1}, {}],
}
CONVERSION = [("A", "B", 9, 11), ("B", "C", 7, 9), ("C", "D", 4, 7), ("A", "D", 4, 11)]
IDS = {"A": "request", "B": "measurement", "C": "quote", "D": "contract"}


@pytest.fixture(scope="module")
def golden(tmp_path_factory: pytest.TempPathFactory) -> Company:
    folder = tmp_path_factory.mktemp("golden") / "firm"
    return company(folder, MAP, [GOLDEN / "events.csv"])


@pytest.fixture(scope="module")
def answer(golden: Company) -> Json:
    return golden.answer(AS_OF)


def column(answer: Json, name: str) -> list[object]:
    return [stage[name] for stage in answer["stages"]]


def test_eleven_of_twelve_journeys_count(answer: Json) -> None:
    found = answer["journeys"]
    assert found == JOURNEYS
    assert found["won"] + found["lost"] + found["open"] == found["valid"]


@pytest.mark.parametrize("figure", STAGES)
def test_every_stage_has_its_figures(answer: Json, figure: str) -> None:
    assert [stage["id"] for stage in answer["stages"]] == list(IDS.values())
    assert column(answer, figure) == STAGES[figure]


@pytest.mark.parametrize("step", CONVERSION, ids=lambda step: step[0] + step[1])
def test_conversion_is_reached_by_reached(
    answer: Json, step: tuple[str, str, int, int]
) -> None:
    start, end, made, came = step
    [found] = [
        one
        for one in answer["conversion"]
        if (one["from"], one["to"]) == (IDS[start], IDS[end])
    ]
    assert (found["numerator"], found["denominator"]) == (made, came)
    assert found["rate"] == made / came
    assert found["in_window"] is None


def test_the_whole_way_has_the_interval_of_wilson(answer: Json) -> None:
    whole = answer["conversion"][-1]
    assert [round(whole[end], 4) for end in ("low", "high")] == [0.1517, 0.6462]


def test_what_came_to_the_measure_went_on_is_there_or_was_lost(answer: Json) -> None:
    measure = answer["stages"][1]
    ways_in = {"start": 0, "advance": 7, "skip": 0, "back": 1, "return": 1, "reopen": 0}
    ways_out = {
        "advance": 6, "skip": 0, "back": 0, "loss": 2, "success": 0, "disqualified": 0,
    }  # fmt: skip
    assert measure["entered_from"] == ways_in
    assert measure["left_by"] == ways_out
    assert sum(ways_in.values()) - sum(ways_out.values()) == measure["present"]


def test_the_cycle_is_that_of_fourteen_ten_twenty_one_and_three_days(answer: Json) -> None:
    cycle = answer["cycle"]
    assert (cycle["n"], cycle["median_days"], cycle["mean_days"]) == (4, 12, 12)
    assert (cycle["q1_days"], cycle["q3_days"]) == (8.25, 15.75)
    assert cycle["full_median_days"] == 12


def test_four_of_seven_closed_are_won(answer: Json) -> None:
    rate = answer["win_rate"]
    assert (rate["numerator"], rate["denominator"], rate["rate"]) == (4, 7, 4 / 7)


def test_money_is_counted_before_and_after_refunds(answer: Json) -> None:
    assert answer["revenue"] == {
        "gross": 360_000,
        "net": 300_000,
        "average_deal": 90_000,
        "average_deal_net": 75_000,
    }


def test_velocity_is_that_of_three_opportunities(answer: Json) -> None:
    assert (answer["opportunities"], answer["stale_opportunities"]) == (3, 0)
    assert answer["velocity_per_day"] == 12_857.14


def test_one_more_per_cent_brings_most_at_the_quote(answer: Json) -> None:
    *wins, last = column(answer, "point_wins")
    assert [round(float(str(one)), 4) for one in wins] == [0.0489, 0.0514, 0.07]
    assert last is None


def test_who_is_still_waiting_for_the_quote_counts_in_its_time(answer: Json) -> None:
    time = answer["stages"][2]["time"]
    shares = {one["days"]: round(one["advanced"], 4) for one in time["incidence"]}
    assert shares == {3: 0.1429, 7: 0.4286, 9: 0.6429}
    assert (time["n"], time["advanced_median_days"]) == (6, 7)


def test_buyers_were_touched_one_two_three_and_five_times(answer: Json) -> None:
    touches = answer["touches"]
    assert (touches["median"], touches["q1"], touches["q3"]) == (2.5, 1.75, 3.5)
    assert touches["histogram"] == [0, 1, 1, 1, 0, 1]


def test_who_came_back_is_not_recovered_before_the_next_stage(answer: Json) -> None:
    measure, quote = answer["stages"][1:3]
    pairs = [(one["numerator"], one["denominator"]) for one in (quote["back"], measure["back"])]
    assert pairs == [(1, 7), (0, 9)]
    returned, recovered = measure["returned"], measure["recovered"]
    assert (returned["numerator"], returned["denominator"]) == (1, 2)
    assert (recovered["numerator"], recovered["denominator"]) == (0, 1)


@pytest.mark.parametrize(
    ("within", "shares"),
    [
        ("7d", [(9, 11, 0), (7, 9, 0), (3, 7, 0), (1, 11, 0)]),
        ("8d", [(9, 11, 0), (7, 9, 0), (3, 6, 1), (1, 11, 0)]),
        ("20d", [(8, 9, 2), (6, 8, 1), (4, 5, 2), (3, 9, 2)]),
    ],
)
def test_in_a_window_those_who_came_too_lately_are_under_way(
    golden: Company, within: str, shares: list[tuple[int, int, int]]
) -> None:
    """The ends of a window are inclusive: seven days before the first of April is in time."""
    steps = golden.answer(AS_OF, "--within", within)["conversion"]
    found = [(one["numerator"], one["denominator"], one["in_window"]) for one in steps]
    assert found == shares


def test_a_period_takes_what_happened_in_it(golden: Company) -> None:
    found = golden.answer(AS_OF, "--from", "2026-03-10", "--to", "2026-03-20")
    assert column(found, "entries") == [2, 3, 3, 2]
    assert column(found, "visits") == [2, 4, 4, 2]
    assert found["revenue"]["gross"] == found["revenue"]["net"] == 180_000
    assert (found["win_rate"]["numerator"], found["win_rate"]["denominator"]) == (2, 5)
    assert found["journeys"]["valid"] == 2
    by_period = found["conversion"][0]["by_period"]
    assert (by_period["numerator"], by_period["denominator"]) == (3, 2)
    assert by_period["low"] is None


@pytest.mark.parametrize(
    ("as_of", "lost"), [("2026-03-16T23:59:59+03:00", 1), ("2026-03-17T00:00+03:00", 2)]
)
def test_silence_loses_to_the_second(golden: Company, as_of: str, lost: int) -> None:
    assert golden.answer(as_of)["journeys"]["lost"] == lost


def test_a_process_of_its_own_prints_the_same(tmp_path: Path, answer: Json) -> None:
    firm = company(tmp_path / "firm", MAP, [GOLDEN / "events.csv"], run=process)
    assert firm.answer(AS_OF) == answer


@pytest.mark.parametrize("name", ["README.md", "README.ru.md"])
def test_the_readme_tells_the_same_figures(answer: Json, name: str) -> None:
    text = (GOLDEN / name).read_text("utf-8")
    told = [numbers(line) for line in text.splitlines() if re.match(r"\| `\w+` \|", line)]
    figures = ("entries", "visits", "reached", "present", "lost_net", "leak")
    shown = [[float(stage[figure]) for figure in figures] for stage in answer["stages"]]
    assert told == shown
    for figure in ("360000", "300000", "90000", "12857.14", "4/7", "4/11"):
        assert figure in plain(text), figure


def numbers(line: str) -> list[float]:
    return [float(plain(cell)) for cell in line.split("|")[3:-1]]


def plain(text: str) -> str:
    """Without what languages put between the digits of a number."""
    return (
        re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}\b)", "", text)
        .replace(" ", "")
        .replace(",", ".")
    )
