"""Orders, their repetition, rhythm and worth are what their definitions say."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any, Final

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from companies import companies, crowds, questions, windows
from reference import orders as slow
from reference import referral as slow_referral
from reference import surveys as slow_surveys
from reference.agree import agree
from reference.next_order import next_order as next_order_slowly
from reference.placing import place_slowly
from reference.repeat import repeat as repeat_slowly
from reference.rfm import rfm as rfm_slowly
from reference.walked import story_of
from strategies import START, batches, editions, maps
from strategies import times as so_many
from tropa.clock import BEFORE, DAY, FOREVER, HOUR, Duration
from tropa.map.document import Map
from tropa.measure.fold import Asked, Fold
from tropa.measure.money import Money
from tropa.measure.next_order import USUAL, NextOrder, Patience
from tropa.measure.orders import Orders, Paid, least_order, orders_of
from tropa.measure.referral import Referred, referral
from tropa.measure.repeat import Repeat
from tropa.measure.rfm import SEGMENTS, Limits, Rfm, Table, scored
from tropa.measure.run import Slice, run
from tropa.measure.survey_response import KINDS, Sends, may_ask
from tropa.measure.surveys import Answers, nps_interval, once_in, surveys
from tropa.place.journey import place
from tropa.place.placed import Placed
from tropa.place.rules import compile_edition
from tropa.place.standing import stand
from tropa.trail import TrailBatch
from unit.measure.small import FIRM

Row = tuple[int, int, int]
Folds = tuple[Repeat, NextOrder, Rfm]

HALF: Final = 12 * HOUR
LIMITS: Final = (
    Limits(),
    Limits(recency=(6 * DAY, 4 * DAY, 2 * DAY, DAY), money=(50, 100, 200, 300)),
    Limits(frequency=(2, 3, 4, 6)),
)
SIMPLE: Final[Table] = {
    "good": "55 54 53 45 44 43 35 34 33",
    "fresh": "52 51 42 41 32 31",
    "gone": "25 24 23 22 21 15 14 13 12 11",
}

moments = st.integers(0, 24).map(lambda half_days: START + half_days * HALF)
rows: st.SearchStrategy[list[Row]] = st.lists(
    st.tuples(st.integers(1, 4), moments, st.sampled_from((100, 100, 200, 300, 50, 0, -100))),
    max_size=30,
)
patiences = st.sampled_from((USUAL, Patience(1.5, 2), Patience(3, 3)))


@st.composite
def folds(draw: st.DrawFn) -> Folds:
    """The three measures, with whatever they may be asked for."""
    return (
        Repeat(draw(windows)),
        NextOrder(draw(patiences)),
        Rfm(
            draw(windows),
            draw(st.sampled_from(LIMITS)),
            draw(st.sampled_from((SEGMENTS, SIMPLE))),
        ),
    )


def slowly(
    people: dict[int, slow.Payments], smallest: int, asked: Asked, measures: Folds
) -> list[dict[str, object]]:
    repeat, late, rfm = measures
    customers = slow.customers(people, smallest)
    dormant, lost = (Fraction(one) for one in late.patience)
    return [
        repeat_slowly(customers, asked, repeat.within),
        next_order_slowly(customers, asked, dormant, lost),
        rfm_slowly(customers, asked, rfm.window, rfm.limits, rfm.table),
    ]


def columns(parts: Sequence[Sequence[Row]]) -> list[Paid]:
    return [Paid(*(np.array(part, np.int64).reshape(-1, 3).T)) for part in parts]


def split(data: st.DataObject, all_: Sequence[Row]) -> list[list[Row]]:
    """Rows in any order and any parts."""
    parts: list[list[Row]] = [[], [], []]
    for row in data.draw(st.permutations(list(all_))):
        parts[data.draw(st.integers(0, 2))].append(row)
    return parts


# ---------------------------------------------------------------- from columns


@so_many(2)
@given(st.data(), rows, st.sampled_from((1, 1, 0, 150)), folds())
def test_what_payments_tell_is_what_the_definitions_say(
    data: st.DataObject, all_: list[Row], smallest: int, measures: Folds
) -> None:
    asked = data.draw(questions(FIRM))
    known = [row for row in all_ if row[1] <= asked.as_of]
    people: dict[int, slow.Payments] = {}
    for person, at, amount in known:
        people.setdefault(person, []).append((at, amount))
    state = tuple(columns(split(data, known)))
    told = slowly(people, smallest, of_least(asked, smallest), measures)
    for fold, expected in zip(measures, told, strict=True):
        agree(fold.finish(state, of_least(asked, smallest)), expected)


def of_least(asked: Asked, smallest: int) -> Asked:
    """The question to a map whose orders begin with such a payment."""
    money = asked.map.money
    if smallest == 0:
        # Where no payments are kept, sales stand for orders that cost nothing.
        return replace(asked, map=replace(asked.map, money=replace(money, paid=None)))
    least = replace(money, least=smallest / 100)
    return replace(asked, map=replace(asked.map, money=least))


@given(st.data(), rows, st.sampled_from((1, 0, 150)))
def test_any_split_and_order_of_payments_makes_the_same_orders(
    data: st.DataObject, all_: list[Row], smallest: int
) -> None:
    whole = orders_of(columns([all_]), smallest)
    assert_same(orders_of(columns(split(data, all_)), smallest), whole)
    assert int(whole.net.sum()) + whole.aside == sum(row[2] for row in all_)


@given(st.data(), st.lists(st.integers(0, 3), min_size=150, max_size=400))
def test_a_person_with_many_payments_is_put_in_order_too(
    data: st.DataObject, days: list[int]
) -> None:
    all_ = [(at % 2, START + day * DAY, 100 + at % 7) for at, day in enumerate(days)]
    shuffled = data.draw(st.randoms(use_true_random=False))
    other = list(all_)
    shuffled.shuffle(other)
    found = orders_of(columns([other]))
    assert_same(found, orders_of(columns([sorted(all_, key=lambda row: (row[1], -row[2]))])))
    assert found.at.tolist() == [
        row[1] for row in sorted(all_, key=lambda row: (row[0], row[1]))
    ]


def assert_same(one: Orders, other: Orders) -> None:
    for name in ("person", "begins", "at", "net"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist(), name
    assert one.aside == other.aside


# ---------------------------------------------------------------- from journeys


@given(st.data(), companies(), crowds(), folds())
def test_what_a_company_is_told_is_what_the_definitions_say(
    data: st.DataObject, map_: Map, crowd: TrailBatch, measures: Folds
) -> None:
    asked = data.draw(questions(map_))
    placed = place(crowd, [compile_edition(map_)])
    same_as_slow(placed, asked, measures)


@so_many(0.5)
@given(st.data(), st.sampled_from(("person", "deal")).flatmap(maps), folds())
def test_orders_of_any_map_are_numbered_person_by_person(
    data: st.DataObject, map_: Map, measures: Folds
) -> None:
    """Over all laps, and over all deals where deals walk."""
    batch = data.draw(batches(deals=map_.unit == "deal"))
    same_as_slow(place(batch, [compile_edition(map_)]), data.draw(questions(map_)), measures)


@so_many(0.3)
@given(st.data(), st.sampled_from(("person", "deal")).flatmap(editions), folds())
def test_orders_are_numbered_over_all_editions(
    data: st.DataObject, live: list[tuple[Map, int]], measures: Folds
) -> None:
    asked = data.draw(questions(live[-1][0]))
    batch = data.draw(batches(deals=asked.map.unit == "deal", ties=False))
    rules = [compile_edition(map_, at, since) for at, (map_, since) in enumerate(live)]
    same_as_slow(place(batch, rules), asked, measures)


def same_as_slow(placed: Sequence[Placed], asked: Asked, measures: Folds) -> None:
    told = slowly(slow.paid(placed, asked), slow.least(asked), asked, measures)
    found = run(measures, [Slice(one) for one in placed], asked)
    for one, expected in zip(found, told, strict=True):
        agree(one, expected)


@so_many(0.3)
@given(st.data(), companies(), crowds(), folds())
def test_orders_follow_from_events_alone(
    data: st.DataObject, map_: Map, crowd: TrailBatch, measures: Folds
) -> None:
    """From events to answers twice, with nothing shared on the way."""
    asked = data.draw(questions(map_))
    journeys = [
        (person, story_of(one, map_))
        for (person, _), walk in place_slowly(crowd, [(map_, 0)]).items()
        for one in walk
    ]
    told = slowly(slow.paid_on(journeys, asked), slow.least(asked), asked, measures)
    slices = [Slice(one) for one in place(crowd, [compile_edition(map_)])]
    for one, expected in zip(run(measures, slices, asked), told, strict=True):
        agree(one, expected)


@so_many(0.5)
@given(st.data(), maps("deal"), folds())
def test_deals_of_one_person_may_lie_in_different_slices(
    data: st.DataObject, map_: Map, measures: Folds
) -> None:
    asked = data.draw(questions(map_))
    placed = place(data.draw(batches(deals=True)), [compile_edition(map_)])
    slices: list[Slice] = []
    for one in placed:
        units = len(one.person)
        mine = np.array(
            data.draw(st.lists(st.booleans(), min_size=units, max_size=units)), bool
        )
        slices += [Slice(one, mine), Slice(one, ~mine)]
    whole = run(measures, [Slice(one) for one in placed], asked)
    assert run(measures, data.draw(st.permutations(slices)), asked) == whole


@so_many(0.3)
@given(st.data(), companies(), crowds(), folds())
def test_states_merge_by_addition(
    data: st.DataObject, map_: Map, crowd: TrailBatch, measures: Folds
) -> None:
    asked, fold = data.draw(questions(map_)), data.draw(st.sampled_from(measures))
    nobody = fold.start(asked)
    states = [
        fold.add(nobody, stand(one, asked.as_of, map_, one.person == person), asked)
        for one in place(crowd, [compile_edition(map_)])
        for person in one.person
    ]
    one, two, three = (data.draw(st.sampled_from([nobody, *states])) for _ in range(3))
    merge = fold.merge

    def answer(state: Any) -> object:
        return fold.finish(state, asked)

    assert answer(merge(one, two)) == answer(merge(two, one))
    assert answer(merge(merge(one, two), three)) == answer(merge(one, merge(two, three)))
    assert answer(merge(nobody, one)) == answer(one)


@given(st.data(), companies(), crowds())
def test_money_of_orders_and_of_people_without_any_is_all_money(
    data: st.DataObject, map_: Map, crowd: TrailBatch
) -> None:
    asked = replace(data.draw(questions(map_)), since=BEFORE, until=FOREVER)
    slices = [Slice(one) for one in place(crowd, [compile_edition(map_)])]
    repeat: Fold[Any, Any] = Repeat()
    money, found = run((Money(), repeat), slices, asked)
    parts = [Repeat().add((), one.stand(asked.as_of, map_), asked) for one in slices]
    aside = orders_of([paid for part in parts for paid in part], least_order(asked)).aside
    assert found.shared.total + aside == money.net


# ---------------------------------------------------------------- laws


@given(st.data(), rows, moments, folds())
def test_cohorts_of_different_days_add_up(
    data: st.DataObject, all_: list[Row], cut: int, measures: Folds
) -> None:
    """What a customer is does not depend on whom else is asked about."""
    as_of = data.draw(moments)
    state = tuple(columns([[row for row in all_ if row[1] <= as_of]]))
    whole = Asked(FIRM, as_of)
    halves = (replace(whole, until=cut), replace(whole, since=cut))
    repeat, late, rfm = measures

    def added(fold: Fold[Any, Any], *path: str) -> None:
        total, *parts = (value(fold.finish(state, asked), path) for asked in (whole, *halves))
        assert total == sum(parts), path

    for name in ("customers", "orders"):
        added(repeat, name)
        added(rfm, name)
    added(repeat, "shared", "later")
    added(repeat, "rate", "denominator")
    for name in ("own", "on_time", "overdue", "dormant", "lost", "unknown"):
        added(late, name)
    for at in range(len(rfm.table)):
        added(rfm, "segments", str(at), "customers")
        added(rfm, "segments", str(at), "net")


def value(answer: Any, path: Sequence[str]) -> int:
    for name in path:
        answer = answer[int(name)] if name.isdecimal() else getattr(answer, name)
    return answer


@given(st.data(), rows, folds())
def test_everybody_is_in_one_state_and_one_segment(
    data: st.DataObject, all_: list[Row], measures: Folds
) -> None:
    asked = data.draw(questions(FIRM))
    state = tuple(columns([[row for row in all_ if row[1] <= asked.as_of]]))
    one, two, three = measures
    repeat, late, rfm = (
        one.finish(state, asked),
        two.finish(state, asked),
        three.finish(state, asked),
    )
    assert repeat.customers == late.customers == sum(n for _, n in repeat.by_orders)
    states = (late.on_time, late.overdue, late.dormant, late.lost, late.unknown)
    assert sum(states) == late.customers
    assert sum(one.customers for one in late.bands) == late.customers - late.unknown
    assert rfm.customers == sum(one.customers for one in rfm.segments)
    assert rfm.customers == sum(map(sum, rfm.grid))
    assert rfm.net == sum(one.net for one in rfm.segments)
    for letter in (rfm.recency, rfm.frequency, rfm.money):
        assert rfm.customers == sum(one.customers for one in letter)


@given(st.data(), rows)
def test_equal_customers_have_equal_scores_and_better_ones_no_worse(
    data: st.DataObject, all_: list[Row]
) -> None:
    as_of = data.draw(moments)
    orders = orders_of(columns([[row for row in all_ if row[1] <= as_of]]))
    found = scored(orders, Asked(FIRM, as_of))
    for values, scores in (
        (found.last_at, found.recency),
        (found.orders, found.frequency),
        (found.net, found.money),
    ):
        pairs = sorted(zip(values.tolist(), scores.tolist(), strict=True))
        assert [score for _, score in pairs] == sorted(score for _, score in pairs)
        assert len({score for _, score in pairs}) <= len({one for one, _ in pairs})
        assert len(set(pairs)) == len({one for one, _ in pairs})
        if pairs:
            assert pairs[0][1] == 1


@given(st.data(), rows)
def test_the_repeat_rate_without_a_window_holds_what_any_window_finds(
    data: st.DataObject, all_: list[Row]
) -> None:
    asked = data.draw(questions(FIRM))
    state = tuple(columns([[row for row in all_ if row[1] <= asked.as_of]]))
    whole = Repeat().finish(state, asked)
    for within in (DAY, 2 * DAY, 4 * DAY):
        found = Repeat(within).finish(state, asked)
        for some, all_of in zip(found.ladder, whole.ladder, strict=True):
            assert some.rate.numerator <= all_of.rate.numerator
            assert some.rate.denominator + (some.in_window or 0) == all_of.rate.denominator


# ---------------------------------------------------------------- surveys

Said = slow_surveys.Said
Sent = slow_surveys.Sent

grades = st.sampled_from((0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 0.5, 4.5))
often = st.sampled_from((*KINDS, "nps", "nps", "nps"))
spoken = st.tuples(st.integers(1, 2), moments, often, grades).map(
    lambda one: Said(one[0], one[1], one[2], Fraction(one[3]))
)
asked_of = st.tuples(st.integers(1, 2), moments, often).map(lambda one: Sent(*one))
patience = st.sampled_from((DAY, 3 * DAY, 5 * DAY))


def answered(said: Sequence[slow_surveys.Said]) -> Answers:
    person, at, kind = whole_numbers(said)
    return Answers(person, at, kind, np.array([float(one.value) for one in said], np.float64))


def whole_numbers(
    told: Sequence[slow_surveys.Said] | Sequence[slow_surveys.Sent],
) -> tuple[NDArray[np.int64], ...]:
    return tuple(
        np.array(column, np.int64)
        for column in (
            [one.person for one in told],
            [one.at for one in told],
            [KINDS.index(one.kind) for one in told],
        )
    )


@so_many(2)
@given(
    st.data(),
    st.lists(spoken, max_size=20),
    st.lists(asked_of, max_size=20),
    windows,
    patience,
)
def test_what_surveys_tell_is_what_the_definitions_say(
    data: st.DataObject,
    said: list[slow_surveys.Said],
    sent: list[slow_surveys.Sent],
    within: Duration | None,
    apart: Duration,
) -> None:
    asked = data.draw(questions(FIRM))
    sends = Sends(*whole_numbers(sent))
    found = surveys(answered(said), sends, asked, within, apart)
    agree(found, slow_surveys.surveys(said, sent, asked, within, apart))


@given(st.lists(spoken, max_size=20), patience, moments)
def test_what_counted_once_counts_for_ever(
    said: list[slow_surveys.Said], apart: Duration, as_of: int
) -> None:
    """Later answers change nothing of what was counted before."""
    early = [one for one in said if one.at <= as_of]
    kept = once_in(answered(said), apart)
    assert [bool(count) for one, count in zip(said, kept, strict=True) if one in early] == (
        once_in(answered(early), apart).tolist()
    )


@given(st.lists(asked_of, max_size=20), patience, moments)
def test_whom_one_may_ask_has_not_been_asked_lately(
    sent: list[slow_surveys.Sent], apart: Duration, at: int
) -> None:
    everybody = np.arange(1, 4)
    found = may_ask(everybody, Sends(*whole_numbers(sent)), at, apart)
    assert found.tolist() == [
        not any(one.person == who and 0 <= at - one.at < apart for one in sent)
        for who in everybody
    ]


@example((0, 0, 1))
@example((1, 0, 1))
@example((0, 5, 5))
@given(
    st.integers(1, 60).flatmap(
        lambda n: st.integers(0, n).flatmap(
            lambda up: st.tuples(st.just(up), st.integers(0, n - up), st.just(n))
        )
    )
)
def test_the_interval_of_nps_is_made_of_those_of_its_shares(seen: tuple[int, int, int]) -> None:
    low, high = nps_interval(*seen)
    expected = slow_surveys.nps_interval(*seen)
    assert (low, high) == (
        pytest.approx(max(-1.0, expected[0]), abs=1e-8),
        pytest.approx(min(1.0, expected[1]), abs=1e-8),
    )
    up, down, n = seen
    assert -1 <= low <= (up - down) / n <= high <= 1
    # Turned round, the interval is turned round.
    mirrored = nps_interval(down, up, n)
    assert mirrored == (pytest.approx(-high), pytest.approx(-low))


# ---------------------------------------------------------------- referrals

few = st.integers(1, 6)
people = st.lists(few, max_size=8)


@given(st.data(), st.lists(st.tuples(few, few, moments), max_size=15), people, people)
def test_referrals_are_counted_as_sets_of_people_say(
    data: st.DataObject, referred: list[Row], customers: list[int], bought: list[int]
) -> None:
    asked = data.draw(questions(FIRM))
    found = referral(
        np.array(customers, np.int64),
        Referred(*np.array(referred, np.int64).reshape(-1, 3).T),
        np.array(bought, np.int64),
        asked,
    )
    agree(found, slow_referral.referral(customers, referred, bought, asked))


def test_every_measure_is_tried() -> None:
    """Nothing of what is told goes unchecked: the twins tell all fields but the settings."""
    asked = Asked(FIRM, START)
    settings: Mapping[str, set[str]] = {
        "Repeat": set(),
        "NextOrder": {"patience"},
        "Rfm": {"window", "limits"},
    }
    measures: Folds = (Repeat(), NextOrder(), Rfm())
    for fold, told in zip(measures, slowly({}, 1, asked, measures), strict=True):
        fields = set(fold.finish((), asked).__slots__)
        assert fields - set(told) == settings[type(fold).__name__]
