"""Costs, acquisition, lifetime, break-even and potential are what their definitions say."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companies import companies, crowds, questions, windows
from reference import acquisition as slow_acquisition
from reference import break_even as slow_break_even
from reference import lifetime as slow_lifetime
from reference.agree import agree
from reference.costs import costs as costs_slowly
from reference.orders import paid
from reference.potential import pipeline as pipeline_slowly
from reference.walked import stories
from strategies import START, batches, editions
from strategies import times as so_many
from tropa.clock import BEFORE, DAY, FOREVER, HOUR, Duration, zone_of
from tropa.cost import KINDS, Cost
from tropa.map.document import Map
from tropa.measure.acquisition import (
    MEASURES,
    Attributed,
    Basis,
    GainedFold,
    acquisition,
)
from tropa.measure.break_even import Trade, break_even_leads, break_even_step
from tropa.measure.costs import costs
from tropa.measure.fold import Asked, Fold
from tropa.measure.lifetime import Lifetime, pay_back
from tropa.measure.potential import Pipeline, potential
from tropa.measure.run import Slice, run
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.place.standing import stand
from tropa.trail import TrailBatch
from unit.measure.small import FIRM

FIRST: Final = START // DAY
ZONES: Final = ("Europe/Moscow", "Asia/Kamchatka", "America/New_York", "Asia/Beirut", "UTC")

margins = st.sampled_from((None, 0.25, 0.5, 1.0))
bases: st.SearchStrategy[Basis] = st.sampled_from(("period", "cohort"))


@st.composite
def some_costs(draw: st.DrawFn) -> list[Cost]:
    """Costs around the days that are asked about: short and long, of all kinds."""
    drawn = st.tuples(
        st.integers(FIRST - 40, FIRST + 60),
        st.sampled_from((1, 1, 1, 2, 7, 31, 100)),
        st.sampled_from((0, 1, 100, 12_345, 999_999_999_999_999, -50, -7)),
        st.sampled_from(("RUB", "RUB", "RUB", "USD")),
        st.sampled_from(KINDS),
        st.sampled_from(("", "yandex", "vk")),
        st.sampled_from(("", "spring")),
    )
    return [
        Cost(f"{at}", since, since + days, amount, currency, kind, channel, campaign)
        for at, (since, days, amount, currency, kind, channel, campaign) in enumerate(
            draw(st.lists(drawn, max_size=8))
        )
    ]


@st.composite
def periods(draw: st.DrawFn) -> Asked:
    """Any period of any zone, its ends on midnights or off them."""
    zone = draw(st.sampled_from(ZONES))
    map_ = replace(FIRM, timezone=zone, zone=zone_of(zone))
    moments = st.integers(-80, 160).map(lambda halves: START + halves * 6 * HOUR)
    since = draw(st.one_of(st.just(BEFORE), moments))
    until = draw(st.one_of(st.just(FOREVER), moments))
    return Asked(map_, draw(moments), since, until)


# ---------------------------------------------------------------- costs


@given(some_costs(), periods())
def test_costs_of_a_period_are_those_of_its_days(spent: list[Cost], asked: Asked) -> None:
    found = costs(spent, asked)
    slow: dict[str, Any] = costs_slowly(spent, asked)
    # A month between two costs is told, with nothing in it.
    empty = {month: 0 for month in found.months if month not in slow["months"]}
    slow["months"] |= empty
    agree(replace(found, months=dict(found.months), by=dict(found.by)), slow)
    assert list(found.months) == sorted(found.months)


@given(some_costs(), periods(), st.lists(st.integers(-80, 160), max_size=4))
def test_costs_of_any_split_of_a_period_add_up(
    spent: list[Cost], asked: Asked, cuts: list[int]
) -> None:
    inner = [START + one * 6 * HOUR for one in sorted(cuts)]
    ends = [
        asked.since,
        *(one for one in inner if asked.since < one < asked.until),
        asked.until,
    ]
    if asked.since > asked.until:
        return
    parts = [
        costs(spent, replace(asked, since=since, until=until))
        for since, until in pairwise(ends)
    ]
    whole = costs(spent, asked)
    assert sum(one.total for one in parts) == whole.total
    for name, sums in whole.by.items():
        assert sum(sums.values()) == whole.total, name
    assert sum(whole.months.values()) == whole.total


@given(some_costs())
def test_all_days_of_a_cost_are_the_whole_of_it(spent: list[Cost]) -> None:
    found = costs(spent, Asked(FIRM, START + 400 * DAY))
    assert found.total == sum(one.amount for one in spent if one.currency == "RUB")
    assert sum(found.foreign.values()) == sum(
        one.amount for one in spent if one.currency == "USD"
    )


# ---------------------------------------------------------------- leads, customers, money


def fold(measure: Fold[Any, Any], placed: Sequence[Placed], asked: Asked) -> Any:
    [found] = run((measure,), [Slice(one) for one in placed], asked)
    return found


def agrees_with_slow_ones(
    placed: Sequence[Placed], asked: Asked, within: Duration | None
) -> None:
    people = slow_acquisition.journeys_of(placed, asked)
    agree(fold(GainedFold(), placed, asked), slow_acquisition.gained(people, asked))
    agree(
        fold(Lifetime(3), placed, asked),
        slow_lifetime.lifetime(paid(placed, asked), asked, 3),
    )
    agree(
        fold(Pipeline(within), placed, asked),
        pipeline_slowly(stories(placed, asked.map), asked, within),
    )


@given(st.data(), companies(), crowds(), windows)
def test_what_was_gained_is_what_the_definitions_say(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: Duration | None
) -> None:
    asked = data.draw(questions(map_))
    # Journeys are short: lives of months are seen from farther on.
    later = replace(asked, as_of=asked.as_of + data.draw(st.sampled_from((0, 0, 30, 75))) * DAY)
    agrees_with_slow_ones(place(crowd, [compile_edition(map_)]), later, within)


@so_many(0.3)
@given(st.data(), editions(), batches(ties=False), windows)
def test_a_person_whose_journeys_are_of_several_editions_is_one_customer(
    data: st.DataObject,
    live: list[tuple[Map, int]],
    batch: TrailBatch,
    within: Duration | None,
) -> None:
    asked = data.draw(questions(live[-1][0]))
    placed = place(
        batch, [compile_edition(map_, at, since) for at, (map_, since) in enumerate(live)]
    )
    agrees_with_slow_ones(placed, asked, within)


FOLDS: Final[dict[str, Callable[[], Fold[Any, Any]]]] = {
    "gained": GainedFold,
    "lifetime": lambda: Lifetime(2),
    "pipeline": Pipeline,
}


@pytest.mark.parametrize("name", FOLDS)
@so_many(0.3)
@given(data=st.data(), map_=companies(), crowd=crowds())
def test_any_split_of_people_gives_the_same_answer(
    data: st.DataObject, map_: Map, crowd: TrailBatch, name: str
) -> None:
    measure = FOLDS[name]()
    asked = replace(data.draw(questions(map_)), as_of=START + 80 * DAY)
    [placed] = place(crowd, [compile_edition(map_)]) or [None]
    if placed is None:
        return
    states = [
        measure.add(
            measure.start(asked),
            stand(placed, asked.as_of, map_, placed.person == placed.person[person]),
            asked,
        )
        for person in range(len(placed.person))
    ]
    whole = fold(measure, [placed], asked)
    merged = measure.start(asked)
    for at in data.draw(st.permutations(range(len(states)))):
        merged = measure.merge(merged, states[at])
    assert measure.finish(merged, asked) == whole
    last = measure.merge(states[-1], measure.start(asked))
    assert measure.finish(last, asked) == measure.finish(states[-1], asked)
    half = np.arange(len(placed.person)) % 2 == 0
    [split] = run((measure,), [Slice(placed, half), Slice(placed, ~half)], asked)
    assert split == whole


@given(
    st.data(),
    companies(),
    crowds(),
    some_costs(),
    margins,
    bases,
    st.sampled_from((None, (1.5, 20_000.0), (0.0, 0.0))),
)
def test_what_customers_cost_is_what_the_definitions_say(
    data: st.DataObject,
    map_: Map,
    crowd: TrailBatch,
    spent: list[Cost],
    margin: float | None,
    basis: Basis,
    attributed: tuple[float, float] | None,
) -> None:
    asked, placed = data.draw(questions(map_)), place(crowd, [compile_edition(map_)])
    kinds = costs(spent, asked).kinds
    given = None if attributed is None else Attributed(*attributed)
    found = acquisition(fold(GainedFold(), placed, asked), kinds, margin, basis, given)
    came = slow_acquisition.gained(slow_acquisition.journeys_of(placed, asked), asked)
    slow = slow_acquisition.acquisition(came, kinds, margin, basis, attributed)
    for name in MEASURES:
        one = getattr(found, name)
        agree(one.value, slow[name], name)
        assert (one.value is None) == bool(one.missing), name


@given(st.data(), companies(), crowds(), margins, st.sampled_from((1, 5_000, 20_000)))
def test_a_customer_pays_back_at_the_first_age_that_does(
    data: st.DataObject, map_: Map, crowd: TrailBatch, margin: float | None, cac: int
) -> None:
    stated = replace(map_, money=replace(map_.money, margin=margin))
    asked = replace(data.draw(questions(stated)), as_of=START + 100 * DAY)
    placed = place(crowd, [compile_edition(stated)])
    found = fold(Lifetime(4), placed, asked)
    slow: Any = slow_lifetime.lifetime(paid(placed, asked), asked, 4)
    values = [slow_lifetime.ltv(one, margin, paid_is_kept=True) for one in slow["ages"]]
    agree([one.ltv.value for one in found.ages], values)
    assert pay_back(found, cac).months == slow_lifetime.pay_back(values, Fraction(cac))


@given(st.data(), companies(), crowds(), windows, st.integers(-5, 10**9))
def test_pipeline_leak_and_received_add_up_to_the_potential(
    data: st.DataObject, map_: Map, crowd: TrailBatch, within: Duration | None, leak: int
) -> None:
    asked, placed = data.draw(questions(map_)), place(crowd, [compile_edition(map_)])
    found = potential(fold(Pipeline(within), placed, asked), 5_000.0, leak, 700)
    if found.pipeline is None:
        assert found.potential is None
        assert found.missing == "no_rate"
    else:
        assert found.potential == found.pipeline + leak + 700
        assert found.pipeline >= 0


# ---------------------------------------------------------------- break-even

shares = st.integers(0, 100).map(lambda hundredths: hundredths / 100)
amounts = st.integers(0, 10**6)


@given(st.integers(0, 10**6), st.lists(shares, max_size=3), amounts, amounts, amounts)
def test_fewer_leads_than_the_break_even_lose_and_so_many_do_not(
    margin: int, steps: list[float], cpl: int, fixed: int, wanted: int
) -> None:
    trade = Trade(margin, steps, cpl, fixed)
    exactly = [Fraction(round(one * 100), 100) for one in steps]
    parts = (Fraction(margin), exactly, Fraction(cpl), Fraction(fixed))
    each = slow_break_even.profit(1, *parts) + fixed
    found = break_even_leads(trade, wanted)
    if each <= 0:
        # What comes to nought exactly may come to a hair of it in floating point.
        assert found.missing == "never" or abs(trade.per_lead) < 1e-6
        return
    slow = slow_break_even.fewest_leads(*parts, Fraction(wanted), 10**14)
    assert slow is not None
    assert found.whole is not None
    assert found.exact is not None
    # A whole number of leads may be met within a millionth of a lead.
    assert found.whole == slow or abs(found.exact - round(found.exact)) <= 1e-6 * max(1, slow)
    assert abs(trade.profit(found.exact) - wanted) <= 1e-6 * max(1, wanted + fixed)


@given(
    st.integers(1, 10**6),
    st.lists(st.integers(1, 100).map(lambda one: one / 100), min_size=1, max_size=3),
    amounts,
    amounts,
    st.integers(1, 10_000),
    st.data(),
)
def test_with_the_break_even_conversion_of_a_step_the_profit_is_nought(
    margin: int, steps: list[float], cpl: int, fixed: int, leads: int, data: st.DataObject
) -> None:
    trade = Trade(margin, steps, cpl, fixed)
    at = data.draw(st.integers(0, len(steps) - 1))
    found = break_even_step(trade, at, leads)
    best = [1.0 if place == at else one for place, one in enumerate(steps)]
    if found.exact is None:
        assert found.missing == "over_everybody"
        assert replace(trade, steps=best).profit(leads) <= 1e-6 * max(1, fixed)
    else:
        put = [found.exact if place == at else one for place, one in enumerate(steps)]
        lost = leads * margin
        assert abs(replace(trade, steps=put).profit(leads)) <= 1e-9 * max(1, lost)
