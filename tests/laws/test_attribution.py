"""Every model shares what its definition says, all of it, whatever the order of people."""

import math
from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Final

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from reference import attribution as slowly
from reference.attribution import Row, Way
from strategies import times as so_many
from tropa.clock import BEFORE, DAY, FOREVER, HOUR
from tropa.measure.attribution.chain import counted, shares, walks
from tropa.measure.attribution.compress import compressed
from tropa.measure.attribution.credits import (
    MODELS,
    AttributionAnswer,
    Model,
    Options,
    attribute,
)
from tropa.measure.attribution.extract import NO_LABEL, LookBack, Rows, extract
from tropa.measure.attribution.journeys import Paths, merged
from tropa.measure.attribution.markov import removal

LABELS: Final = ("ad", "mail", "search", "visit")
DIRECT: Final = frozenset({"visit"})
ENDS: Final = 0.4
HALF: Final = 2 * DAY
ASKED: Final = Options(direct=DIRECT, ends=ENDS, half_life=HALF, draws=0)

instants = st.integers(0, 40).map(lambda steps: steps * 6 * HOUR)


@st.composite
def ways(draw: st.DrawFn) -> Way:
    labels = draw(st.lists(st.sampled_from(LABELS), max_size=5).map(tuple))
    at = draw(st.lists(instants, min_size=len(labels), max_size=len(labels)))
    converted, worth = draw(st.integers(0, 3)), draw(st.integers(0, 500))
    return Way(
        labels,
        converted,
        worth if converted else 0,
        draw(st.integers(0, 3)),
        tuple(sorted(at)),
    )


some_ways = st.lists(ways(), max_size=8)
options = st.builds(
    Options,
    direct=st.frozensets(st.sampled_from(LABELS)),
    ends=st.sampled_from([0.0, 0.3, 0.4, 0.5]),
    half_life=st.sampled_from([HOUR, DAY, 30 * DAY]),
    order=st.integers(1, 4),
    draws=st.just(0),
    worth=st.sampled_from(["conversions", "rate"]),
    once=st.booleans(),
)
models = st.sampled_from(MODELS)


def paths_of(found: Sequence[Way], labels: tuple[str, ...] = LABELS) -> Paths:
    def column(numbers: Sequence[int]) -> NDArray[np.int64]:
        return np.array(numbers, np.int64)

    return Paths(
        labels,
        column([0, *np.cumsum([len(way.labels) for way in found]).tolist()]),
        column([labels.index(label) for way in found for label in way.labels]),
        column([way.converted for way in found]),
        column([way.value for way in found]),
        column([way.lost for way in found]),
        column([at for way in found for at in way.at]),
    )


def close(one: float, other: float | Fraction) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


def by_label(found: AttributionAnswer) -> dict[str | None, tuple[float, float]]:
    return {one.label: (one.conversions, one.value) for one in found.credits}


def assert_same(one: AttributionAnswer, other: AttributionAnswer) -> None:
    """The same credits, in whatever order of labels."""
    left, right = by_label(one), by_label(other)
    for label in left.keys() | right.keys():
        for at in (0, 1):
            assert close(left.get(label, (0, 0))[at], right.get(label, (0, 0))[at]), label


def assert_agrees(
    found: Sequence[Way], answer: AttributionAnswer, slow: slowly.Credit, at: int = 0
) -> None:
    shared = by_label(answer)
    assert (None in shared) == any(way.converted and not way.labels for way in found)
    assert shared.keys() - {None} == {*LABELS}
    for label, one in shared.items():
        assert close(one[at], slow.get(label, Fraction(0))), label


# ---------------------------------------------------------------- twins

RULES: Final[dict[Model, Callable[[Way], list[Fraction]]]] = {
    "first": slowly.first,
    "last": slowly.last,
    "last_significant": lambda way: slowly.last_significant(way, DIRECT),
    "linear": slowly.linear,
    "position": lambda way: slowly.position(way, Fraction(ENDS)),
    "time_decay": lambda way: slowly.time_decay(way, way.at[-1] + DAY, HALF),
}


@so_many(0.5)
@pytest.mark.parametrize("model", RULES)
@given(found=some_ways)
def test_a_rule_shares_every_path_by_its_definition(model: Model, found: list[Way]) -> None:
    answer = attribute(paths_of(found), model, ASKED)
    assert_agrees(found, answer, slowly.credit(found, RULES[model]))
    assert_agrees(found, answer, slowly.value(found, RULES[model]), 1)


@so_many(0.5)
@given(some_ways, st.integers(1, 4))
def test_a_chain_solved_is_the_chain_with_each_label_removed(
    found: list[Way], order: int
) -> None:
    answer = attribute(paths_of(found), "markov", Options(order=order, draws=0))
    touched = [way for way in found if way.labels]
    parts = slowly.markov(touched, LABELS, order)
    effects = slowly.removal(touched, LABELS, order)
    made, worth = sum(way.converted for way in touched), sum(way.value for way in touched)
    for one in answer.credits[: len(LABELS)]:
        assert one.label is not None
        assert one.removal is not None
        assert close(one.removal, effects[one.label])
        assert close(one.conversions, parts[one.label] * made)
        assert close(one.value, parts[one.label] * worth)


@given(some_ways)
def test_a_counted_chain_holds_the_shares_of_all_moves(found: list[Way]) -> None:
    paths = paths_of(found)
    walk = walks(paths)
    table = shares(counted(walk, paths.converted, paths.lost))
    names: list[slowly.State] = [(LABELS[label],) for label in walk.last.tolist()]
    chain = slowly.transitions(found, 1)
    for state, row in zip([*names, ()], table, strict=True):
        for then, share in zip([*names, slowly.CONVERTED, slowly.LOST], row, strict=True):
            assert close(float(share), chain.get(state, {}).get(then, Fraction(0)))
    assert close(removal(paths).probability, slowly.converts(chain, None))


@given(some_ways)
def test_shapley_is_what_a_label_adds_over_all_orders(found: list[Way]) -> None:
    answer = attribute(paths_of(found), "shapley")
    nobody = Fraction(sum(way.converted for way in found if not way.labels))
    slow = slowly.shapley_by_conversions(found, LABELS)
    assert_agrees(found, answer, {**slow, None: nobody})


@so_many(0.5)
@given(some_ways)
def test_shapley_by_rate_shares_each_path_by_what_its_labels_add(found: list[Way]) -> None:
    answer = attribute(paths_of(found), "shapley", Options(worth="rate"))
    nobody = Fraction(sum(way.converted for way in found if not way.labels))
    assert_agrees(found, answer, {**slowly.shapley_by_rate(found), None: nobody})


# ---------------------------------------------------------------- laws


@given(some_ways, models, options)
def test_credits_sum_to_the_conversions_and_to_their_value(
    found: list[Way], model: Model, asked: Options
) -> None:
    answer = attribute(paths_of(found), model, asked)
    assert answer.conversions == sum(way.converted for way in found)
    assert answer.value == sum(way.value for way in found)
    assert close(sum(one.conversions for one in answer.credits), answer.conversions)
    assert close(sum(one.value for one in answer.credits), answer.value)


@given(st.data(), some_ways, models, options)
def test_neither_the_order_of_people_nor_their_split_matters(
    data: st.DataObject, found: list[Way], model: Model, asked: Options
) -> None:
    mixed = data.draw(st.permutations(found))
    at = data.draw(st.integers(0, len(mixed)))
    parts = [
        paths_of(part, tuple(data.draw(st.permutations(LABELS))))
        for part in (mixed[:at], mixed[at:])
    ]
    whole = attribute(paths_of(found), model, asked)
    assert_same(attribute(merged(parts), model, asked), whole)


@so_many(0.5)
@given(some_ways, models.filter(lambda model: model != "time_decay"), options)
def test_people_of_one_way_may_stand_in_one_row_or_in_many(
    found: list[Way], model: Model, asked: Options
) -> None:
    apart = paths_of(
        [
            Way(way.labels, *counts, way.at)
            for way in found
            for counts in [(1, 10, 0)] * way.converted + [(0, 0, 1)] * way.lost
        ]
    )
    together = paths_of(
        [Way(way.labels, way.converted, 10 * way.converted, way.lost, way.at) for way in found]
    )
    few = compressed(apart)
    assert len(few) == len({way.labels for way in found if way.converted + way.lost})
    whole = attribute(together, model, asked)
    assert_same(attribute(apart, model, asked), whole)
    assert_same(attribute(few, model, asked), whole)


@given(some_ways, models, options, st.integers(2, 5))
def test_as_many_times_the_people_get_as_many_times_the_credit(
    found: list[Way], model: Model, asked: Options, often: int
) -> None:
    once = attribute(paths_of(found), model, asked)
    many = attribute(paths_of(found * often), model, asked)
    for one, other in zip(once.credits, many.credits, strict=True):
        assert close(one.conversions * often, other.conversions)


@so_many(0.5)
@given(some_ways, options)
def test_rules_and_equal_parts_read_no_path_that_did_not_convert(
    found: list[Way], asked: Options
) -> None:
    sold = [way for way in found if way.converted]
    for model in (*RULES, "shapley"):
        if model == "shapley":
            asked = Options()
        assert_same(
            attribute(paths_of(sold), model, asked), attribute(paths_of(found), model, asked)
        )


@given(some_ways, models, options, st.integers(1, 9))
def test_people_met_only_where_nobody_converts_change_nobodys_credit(
    found: list[Way], model: Model, asked: Options, many: int
) -> None:
    labels = (*LABELS, "nowhere")
    more = [*found, Way(("nowhere", "nowhere"), 0, 0, many, (0, 0))]
    answer = attribute(paths_of(more, labels), model, asked)
    assert by_label(answer)["nowhere"] == (0, 0)
    assert_same(answer, attribute(paths_of(found, labels), model, asked))


@given(some_ways)
def test_a_chain_of_the_first_order_does_not_mind_repeats(found: list[Way]) -> None:
    paths = paths_of(found)
    once, often = (Options(draws=0, once=one) for one in (True, False))
    assert_same(attribute(paths, "markov", once), attribute(paths, "markov", often))


@given(some_ways, models, options)
def test_where_one_touch_came_before_all_models_agree(
    found: list[Way], model: Model, asked: Options
) -> None:
    short = [Way(w.labels[:1], w.converted, 0, w.lost, w.at[:1]) for w in found]
    assert_same(attribute(paths_of(short), model, asked), attribute(paths_of(short), "linear"))


@given(some_ways, models, options)
def test_a_label_touched_in_a_row_counts_once_where_asked(
    found: list[Way], model: Model, asked: Options
) -> None:
    single = paths_of([slowly.once(way) for way in found])
    plain = Options(
        asked.direct, asked.ends, asked.half_life, asked.order, 0, worth=asked.worth, once=True
    )
    bare = Options(asked.direct, asked.ends, asked.half_life, asked.order, 0, worth=asked.worth)
    assert_same(attribute(paths_of(found), model, plain), attribute(single, model, bare))


@so_many(0.2)
@given(st.data(), some_ways, st.integers(1, 2))
def test_intervals_do_not_depend_on_who_came_first(
    data: st.DataObject, found: list[Way], order: int
) -> None:
    asked = Options(draws=7, order=order)
    whole = attribute(paths_of(found), "markov", asked)
    mixed = attribute(paths_of(data.draw(st.permutations(found))), "markov", asked)
    assert mixed == whole
    for one in whole.credits:
        if one.low is not None and one.high is not None:
            assert 0 <= one.low <= one.high <= sum(way.converted for way in found) + 1e-9


# ---------------------------------------------------------------- paths out of events

rows = st.builds(
    Row,
    instants,
    st.one_of(st.none(), st.sampled_from(LABELS)),
    st.booleans(),
    st.integers(0, 9),
)
people = st.lists(
    st.lists(rows, max_size=7).map(lambda some: sorted(some, key=lambda row: row.at)),
    max_size=4,
)


@so_many(0.5)
@given(
    people,
    st.one_of(st.none(), st.sampled_from([0, DAY, 3 * DAY])),
    st.booleans(),
    st.booleans(),
    st.tuples(st.one_of(st.none(), instants), st.one_of(st.none(), instants)),
)
def test_paths_hold_the_touches_within_the_window_before_each_conversion(
    crowd: list[list[Row]],
    within: int | None,
    cut: bool,
    rest: bool,
    period: tuple[int | None, int | None],
) -> None:
    since, until = period
    slow = [
        way
        for person in crowd
        for ends, way in slowly.ways_of(person, within, cut=cut, rest=rest)
        if (since is None or since <= ends) and (until is None or ends < until)
    ]
    look = LookBack(
        FOREVER if within is None else within,
        cut,
        rest,
        BEFORE if since is None else since,
        FOREVER if until is None else until,
    )
    assert sorted(ways_back(extract(rows_of(crowd), LABELS, look)), key=str) == sorted(
        slow, key=str
    )


def rows_of(crowd: list[list[Row]]) -> Rows:
    every = [row for person in crowd for row in person]
    codes = [NO_LABEL if row.label is None else LABELS.index(row.label) for row in every]
    return Rows(
        np.array([0, *np.cumsum([len(person) for person in crowd]).tolist()], np.int64),
        np.array([row.at for row in every], np.int64),
        np.array(codes, np.int64),
        np.array([row.converts for row in every], np.bool_),
        np.array([row.value for row in every], np.int64),
    )


def ways_back(paths: Paths) -> list[Way]:
    """Columns as ways again."""
    assert paths.at is not None
    found: list[Way] = []
    for path in range(len(paths)):
        steps = slice(int(paths.offsets[path]), int(paths.offsets[path + 1]))
        codes: list[int] = paths.codes[steps].tolist()
        at: list[int] = paths.at[steps].tolist()
        made, worth, lost = (
            int(column[path]) for column in (paths.converted, paths.value, paths.lost)
        )
        labels = tuple(paths.labels[code] for code in codes)
        found.append(Way(labels, made, worth, lost, tuple(at)))
    return found
