import json
from collections.abc import Sequence
from math import comb

import numpy as np
import pytest

from tropa.clock import DAY
from tropa.measure.interval import Rate
from tropa.measure.survey_response import KINDS, Sends, may_ask
from tropa.measure.surveys import (
    APART,
    Answers,
    Nps,
    SurveysAnswer,
    nps_interval,
    surveys,
    surveys_json,
    surveys_words,
)
from unit.measure.paid import asked
from unit.measure.small import FIRM
from unit.place.told import instant


def rows(lines: Sequence[str]) -> list[list[str]]:
    return [line.split() for line in lines]


def sent(*lines: str) -> Sends:
    """Person, day, kind."""
    told = rows(lines)
    return Sends(
        np.array([int(row[0]) for row in told], np.int64),
        np.array([instant(FIRM, row[1]) for row in told], np.int64),
        np.array([KINDS.index(row[2]) for row in told], np.int64),
    )


def said(*lines: str) -> Answers:
    """Person, day, kind, value."""
    who, at, kind = sent(*lines)
    return Answers(who, at, kind, np.array([float(row[3]) for row in rows(lines)], np.float64))


def of(*lines: str, as_of: str = "30.06", since: str = "", until: str = "") -> SurveysAnswer:
    return surveys(said(*lines), sent(), asked(as_of, since, until))


def test_nobody_has_said_anything() -> None:
    found = of()
    assert (found.nps.score, found.nps.interval, found.ces_mean) == (None, (None, None), None)
    assert found.csat == found.solved == found.ces == found.response.response == Rate(0, 0)


def test_nps_is_those_who_recommend_less_those_who_do_not() -> None:
    found = of(
        *(f"{who} 02.03 nps {value}" for who, value in enumerate((10, 9, 9, 8, 7, 6, 0)))
    )
    assert (found.nps.promoters, found.nps.detractors) == (Rate(3, 7), Rate(2, 7))
    assert (found.nps.n, found.nps.score) == (7, pytest.approx(100 / 7))
    assert found.by_value[0] == (1, 0, 0, 0, 0, 0, 1, 1, 1, 2, 1)


def test_four_and_five_are_satisfied() -> None:
    found = of(*(f"{who} 02.03 csat {value}" for who, value in enumerate((5, 4, 3, 1))))
    assert found.csat == Rate(2, 4)


def test_ease_is_a_mean_and_a_share_of_those_who_agree() -> None:
    found = of(*(f"{who} 02.03 ces {value}" for who, value in enumerate((7, 5, 4, 2))))
    assert (found.ces_mean, found.ces) == (4.5, Rate(2, 4))


def test_partly_solved_is_answered_and_no_yes() -> None:
    found = of("1 02.03 solved 1", "2 02.03 solved 0.5", "3 02.03 solved 0")
    assert (found.solved, found.by_value[3]) == (Rate(1, 3), (1, 1, 1))


def test_a_value_off_its_scale_is_odd_and_counts_nowhere() -> None:
    found = of("1 02.03 csat 0", "2 02.03 csat 6", "3 02.03 nps 9.5", "4 02.03 nps nan")
    assert (found.odd, found.csat, found.nps.n) == (4, Rate(0, 0), 0)
    assert found.response.unasked == 0


def test_a_person_has_one_voice_in_ninety_days() -> None:
    found = of("1 01.03 nps 10", "1 02.03 nps 0", "1 29.05 nps 0", "1 30.05 nps 5")
    assert (found.nps.promoters, found.nps.detractors) == (Rate(1, 2), Rate(1, 2))
    assert found.repeated == 2


def test_a_voice_a_question() -> None:
    found = of("1 01.03 nps 10", "1 01.03 csat 5", "1 01.03 solved 1")
    assert (found.nps.n, found.csat, found.solved) == (1, Rate(1, 1), Rate(1, 1))


def test_of_one_instant_the_lowest_answer_counts() -> None:
    assert of("1 01.03 nps 10", "1 01.03 nps 3").nps.detractors == Rate(1, 1)


def test_what_counts_in_a_period_is_told_by_all_that_came_before() -> None:
    lines = ("1 01.03 nps 10", "1 15.03 nps 0", "2 15.03 nps 9", "3 25.03 nps 9")
    found = of(*lines, since="10.03", until="20.03")
    assert (found.nps.n, found.repeated) == (1, 1)
    assert of(*lines, as_of="14.03").nps.n == 1


# ---------------------------------------------------------------- the interval of NPS


def test_the_interval_is_wide_where_few_have_spoken() -> None:
    low, high = Nps(Rate(3, 5), Rate(1, 5)).interval
    assert low is not None
    assert high is not None
    assert -35 < low < 0 < 40 < high < 85


def test_all_for_one_end_is_not_certain() -> None:
    low, high = nps_interval(10, 0, 10)
    assert (round(high, 9), low > 0.5, low < 0.8) == (1, True, True)


@pytest.mark.parametrize("n", [12, 30])
@pytest.mark.parametrize("shares", [(0.5, 0.2), (0.3, 0.3), (0.8, 0.05), (0.1, 0.6)])
def test_about_ninety_five_times_of_a_hundred_the_interval_holds_the_truth(
    n: int, shares: tuple[float, float]
) -> None:
    """Exactly: every outcome with its chance."""
    up, down = shares
    held = 0.0
    for promoters in range(n + 1):
        for detractors in range(n + 1 - promoters):
            rest = n - promoters - detractors
            chance = comb(n, promoters) * comb(n - promoters, detractors)
            chance *= up**promoters * down**detractors * (1 - up - down) ** rest
            low, high = nps_interval(promoters, detractors, n)
            held += chance * (low <= up - down <= high)
    assert 0.92 < held < 0.99


# ---------------------------------------------------------------- the answer


def test_the_answer_is_written_under_stable_names() -> None:
    found = surveys(
        said("1 02.03 nps 9", "1 02.03 ces 6"), sent("1 01.03 nps"), asked("30.03"), 7 * DAY
    )
    told = surveys_json(found)
    assert (told["nps"]["score"], told["nps"]["n"], told["ces"]["mean"]) == (100, 1, 6)
    assert told["nps"]["by_value"][9] == {"value": 9, "answers": 1}
    assert told["response"]["rate"] == 1
    assert told["response"]["within"] == "7d"
    assert told["response"]["too_soon"]["apart"] == "90d"
    json.dumps(told)


def test_every_question_has_its_sentence() -> None:
    words = surveys_words(APART, "ru")
    assert list(words)[:4] == list(KINDS)
    assert "90 дней" in words["once"][1]


def test_ninety_days_after_a_survey_a_person_may_be_asked_again() -> None:
    sends, who = sent("1 01.03 nps", "2 02.03 csat", "4 31.05 nps"), np.array([1, 2, 3, 4])
    found = may_ask(who, sends, instant(FIRM, "30.05"))
    assert found.tolist() == [True, False, True, True]
