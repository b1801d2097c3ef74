"""Which months stand before a launch and after it, and what the difference proves."""

import numpy as np
import pytest

from tropa.clock import BEFORE, DAY, FOREVER, HOUR
from tropa.measure.effect import EARLY, EffectAnswer, Launch, effect, effect_json, window
from tropa.measure.effect_words import effect_sentences
from tropa.measure.fold import Asked
from tropa.measure.interval import Rate
from tropa.measure.lead_months import LeadMonths, LeadRows, begins_at
from unit.measure.small import FIRM
from unit.measure.small import answer as answer_of

MONTH = (2026 - 1970) * 12
"""January 2026."""
AS_OF = begins_at(MONTH + 11, FIRM.zone)
LAUNCH = begins_at(MONTH + 4, FIRM.zone)


def rows(*told: tuple[int, int, int, int]) -> LeadRows:
    """Month counted from January 2026, 1 for sold, money, leads; all of edition 1."""
    table = [(1, MONTH + month, *rest) for month, *rest in sorted(told)]
    return LeadRows(*np.asarray(table, np.int64).reshape(-1, 5).T)


def found(
    *told: tuple[int, int, int, int],
    launch: int = LAUNCH,
    as_of: int = AS_OF,
    since: int = BEFORE,
    cycle: float = 5 * DAY,
) -> EffectAnswer:
    asked = Asked(FIRM, as_of, since, FOREVER)
    return effect(rows(*told), asked, Launch(1, launch), 10 * DAY, cycle)


def each(months: range, sold: int, of: int = 100) -> list[tuple[int, int, int, int]]:
    """So many of a hundred leads bought for a hundred in each of the months."""
    return [row for one in months for row in ((one, 1, 100, sold), (one, 0, 0, of - sold))]


def test_as_many_months_before_as_after_where_no_year_before_is_known() -> None:
    answer = found(*each(range(12), 10))
    # November is not over for ten days yet; March to December of the year before are unknown.
    assert answer.after.months == (
        "2026-05",
        "2026-06",
        "2026-07",
        "2026-08",
        "2026-09",
        "2026-10",
    )
    assert answer.before.months == ("2026-01", "2026-02", "2026-03", "2026-04")
    assert (answer.basis, answer.unripe) == ("before", 200)


def test_the_month_of_the_launch_is_on_neither_side() -> None:
    answer = found(*each(range(10), 10), launch=LAUNCH + HOUR)
    assert answer.after.months[0] == "2026-06"
    assert answer.before.months[-1] == "2026-04"


def test_the_same_months_of_the_year_before_where_all_are_known() -> None:
    told = each(range(-12, 10), 10)
    assert found(*told).before.months[0] == "2025-05"
    without_one = [row for row in told if row[0] != -5]
    assert found(*without_one).basis == "before"


def test_no_more_than_a_year_after_the_launch_counts() -> None:
    late = begins_at(MONTH + 40, FIRM.zone)
    answer = found(*each(range(-20, 40), 10), as_of=late)
    assert (answer.after.months[-1], len(answer.after.months)) == ("2027-04", 12)


def test_a_rise_is_proven_when_the_interval_lies_above_nought() -> None:
    answer = found(*each(range(4), 10), *each(range(4, 10), 30))
    assert answer.conversion is not None
    assert answer.money is not None
    assert answer.verdict(answer.conversion) == "grew"
    assert answer.verdict(answer.money) == "grew"
    assert answer.money.low < 20 < answer.money.high
    assert answer.money.relative == 2


def test_a_difference_within_chance_proves_nothing() -> None:
    answer = found(*each(range(4), 10), *each(range(4, 10), 11))
    assert answer.verdict(answer.conversion) == "not_proven"
    assert answer.verdict(answer.money) == "not_proven"


def test_money_of_few_leads_has_no_verdict() -> None:
    answer = found((3, 0, 0, 5), (5, 1, 1000, 5))
    assert answer.verdict(answer.money) == "few"


@pytest.mark.parametrize(("cycle", "length"), [(DAY, EARLY), (60 * DAY, 120 * DAY)])
def test_it_is_early_for_three_months_or_two_cycles(cycle: float, length: int) -> None:
    told = each(range(10), 10)
    assert found(*told, as_of=LAUNCH + length - 1, cycle=cycle).early
    answer = found(*told, as_of=LAUNCH + length, cycle=cycle)
    assert not answer.early
    assert answer.judged_from == LAUNCH + length


def test_without_a_lead_on_one_side_nothing_is_compared() -> None:
    answer = found(*each(range(4, 10), 10))
    assert answer.conversion is None
    assert answer.verdict(answer.conversion) == "unknown"
    asked = Asked(FIRM, AS_OF)
    assert effect_json(answer, asked)["before"]["per_lead"] is None
    assert "До запуска лидов не видно: сравнить не с чем." in effect_sentences(
        answer, asked, "ru"
    )
    assert found(*each(range(4), 10)).conversion is None


def test_drawings_of_one_seed_are_the_same() -> None:
    told = (*each(range(4), 10, 3000), *each(range(4, 10), 30))
    assert found(*told).money == found(*told).money


def test_the_window_is_two_cycles_in_whole_days() -> None:
    assert window(None) == DAY
    assert window(2.3 * DAY) == 5 * DAY
    assert window(2.3 * DAY, HOUR) == HOUR


def test_what_is_paid_after_the_window_is_not_of_the_lead() -> None:
    told = answer_of(
        LeadMonths(7 * DAY),
        FIRM,
        "30.03",
        "02.03 asked\n03.03 paid amount=100\n09.03 refunded amount=40\n10.03 refunded amount=1",
        "02.03 asked\n10.03 paid amount=70",
        "02.03 asked\n03.03 spam",
    )
    assert [column.tolist() for column in told] == [
        [0, 0],
        [MONTH + 2, MONTH + 2],
        [0, 1],
        [0, 6_000],
        [1, 1],
    ]


def test_relative_change_of_nothing_is_unknown() -> None:
    answer = found(*each(range(4), 0), *each(range(4, 10), 30))
    assert answer.conversion is not None
    assert answer.conversion.relative is None
    assert answer.before.sold == Rate(0, 400)
