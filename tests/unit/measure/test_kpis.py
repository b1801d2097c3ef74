import pytest

from tropa.clock import DAY
from tropa.measure.interval import Rate
from tropa.measure.kpis import KpiFact, Kpis
from unit.measure.small import answer, firm


def fact(kpi: str, as_of: str, *trails: str) -> KpiFact:
    [found] = answer(Kpis(), firm(f"kpis: {{k: {{{kpi}}}}}\n"), as_of, *trails).kpis
    return found


SOLD = "02.03 asked\n 04.03 quoted\n 09.03 paid amount=100"


@pytest.mark.parametrize(
    "kpi", ["share: from enquiry to sale", "time: from lead to sale", "touches: before sale"]
)
def test_of_nobody_a_kpi_is_unknown(kpi: str) -> None:
    found = fact(kpi, "20.03")
    assert (found.value, found.n) == (None, 0)


def test_a_share_of_none_who_could_is_unknown_and_of_none_who_did_is_nought() -> None:
    assert fact("share: from offer to sale", "20.03", "02.03 asked").value is None
    assert fact("share: from enquiry to offer", "20.03", "02.03 asked").value == 0


def test_what_cannot_be_told_without_costs_is_unknown() -> None:
    assert fact("money: spend per lead", "20.03", SOLD) == KpiFact("k", None, None, 0)


def test_a_window_ends_inclusively_and_leaves_out_the_young() -> None:
    young = "18.03 asked\n 18.03 quoted"
    found = fact(
        "share: from enquiry to offer, within: 2d", "20.03", SOLD, young, "19.03 asked"
    )
    assert found.rate == Rate(2, 2)
    assert fact("share: from enquiry to offer, within: 1d", "20.03", SOLD).rate == Rate(0, 1)


def test_ways_between_any_two_points_are_told() -> None:
    assert fact("time: from lead to sale", "20.03", SOLD).value == 7 * DAY
    assert (
        fact("time: from first touch to offer", "20.03", "01.03 sent\n" + SOLD).value == 3 * DAY
    )
    assert fact("time: from quote to payment, at: mean", "20.03", SOLD).value == 5 * DAY


def test_who_passed_the_points_the_other_way_round_did_not_go_from_one_to_the_other() -> None:
    late = "02.03 quoted\n 05.03 asked"
    assert fact("share: from request to quote", "20.03", late).rate == Rate(0, 1)
    assert fact("time: from request to quote", "20.03", late).n == 0


def test_touches_before_a_point_leave_out_what_was_only_shown() -> None:
    found = fact("touches: before sale", "20.03", "01.03 seen\n" + SOLD)
    assert (found.value, found.n) == (2, 1)


def test_a_quantile_lies_between_two_neighbours() -> None:
    other = "02.03 asked\n 05.03 quoted"
    found = fact("time: from enquiry to offer, at: p75", "20.03", SOLD, other)
    assert found.value == 2.75 * DAY
