import pytest

from tropa.measure.interval import Rate
from tropa.measure.money import velocity_per_day
from unit.measure.small import FIRM, firm, tells
from unit.place.told import map_of

SOLD = "02.03 asked\n 03.03 quoted\n 06.03 paid amount=100"
OPEN = "09.03 asked\n 10.03 quoted"


def test_without_a_sale_there_is_no_average_and_no_velocity() -> None:
    money = tells(FIRM, "11.03", OPEN).money
    assert (money.gross, money.opportunities) == (0, 1)
    assert money.average_deal is money.average_deal_net is None
    assert velocity_per_day(money, None) is None


def test_a_cycle_of_no_length_has_no_velocity() -> None:
    """Who paid at once, with no talk before, tells nothing of speed."""
    found = tells(FIRM, "11.03", "02.03 paid amount=100", OPEN)
    assert found.cycle.median == 0
    assert found.velocity is None


def test_velocity_is_its_four_parts() -> None:
    found = tells(FIRM, "11.03", SOLD, OPEN, "02.03 asked\n 03.03 refused")
    # One opportunity, one of two closed is won, 100 roubles, four days.
    assert found.velocity == pytest.approx(1 * 0.5 * 10_000 / 4)


def test_a_deal_nobody_touched_for_over_two_norms_is_stale() -> None:
    fresh, stale = (tells(FIRM, day, OPEN).money for day in ("14.03", "14.03 00:01"))
    assert (fresh.opportunities, fresh.stale) == (1, 0)
    assert (stale.opportunities, stale.stale) == (0, 1)


def test_an_opportunity_is_one_from_the_qualified_stage_on() -> None:
    assert tells(FIRM, "03.03", "02.03 asked").money.opportunities == 0


def test_without_a_qualified_stage_every_open_journey_is_an_opportunity() -> None:
    any_stage = map_of(
        FIRM.text.partition("Moscow\n")[2].replace("qualified: from offer\n", "")
    )
    assert tells(any_stage, "03.03", "02.03 asked").money.opportunities == 1


def test_money_given_back_is_taken_off_on_its_own_day() -> None:
    trail = SOLD + "\n 12.03 refunded amount=40"
    early, late = (
        tells(FIRM, "20.03", trail, since=since, until=until).money
        for since, until in (("01.03", "10.03"), ("10.03", "20.03"))
    )
    assert (early.gross, early.net) == (10_000, 10_000)
    assert (late.gross, late.net) == (0, -4_000)
    assert early.average_deal_net == 6_000


def test_the_trailing_window_holds_its_first_instant() -> None:
    short = firm("policy: {trailing: 5d}\n")
    inside, outside = (
        tells(short, day, SOLD).money.trailing_win_rate for day in ("11.03", "11.03 00:01")
    )
    assert (inside, outside) == (Rate(1, 1), Rate(0, 0))


def test_who_came_back_is_not_among_the_lost() -> None:
    trail = "02.03 asked\n 03.03 refused\n 05.03 asked\n 06.03 quoted"
    assert tells(FIRM, "07.03", trail).money.win_rate == Rate(0, 0)
