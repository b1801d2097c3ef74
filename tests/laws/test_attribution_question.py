"""A question of attribution is what its definition says, whichever way people are split."""

import math
from collections.abc import Callable
from typing import Any, Final

from hypothesis import given
from hypothesis import strategies as st

from reference import attribution_question as slow
from reference.attribution import Way
from reference.attribution_question import Asked, Trail
from strategies import START
from strategies import times as so_many
from tropa.clock import DAY, HOUR, iso
from tropa.measure.attribution.credits import MODELS
from tropa.measure.questions.query import Query
from tropa.measure.questions.run import ask
from unit.measure.questions.walking import in_parts, query_of

SOURCES: Final = ("ya", "vk", "mail", "(direct)", "", None, 1, 1.0)
EVENTS: Final = ("look", "look", "look", "buy", "buy", "identify")
AMOUNTS: Final = ("100", "0.1", 0.2, 7, "many", None, "-3,5", "0.123456789")
WITHIN: Final = {"unlimited": None, "1d": DAY, "3d": 3 * DAY}
HALF_LIFE: Final = 12 * HOUR

instants = st.integers(0, 40).map(lambda steps: START + steps * 6 * HOUR)


@st.composite
def rows(draw: st.DrawFn) -> slow.Event:
    said = {"source": draw(st.sampled_from(SOURCES)), "amount": draw(st.sampled_from(AMOUNTS))}
    fields = {name: value for name, value in said.items() if value is not None}
    return draw(instants), draw(st.sampled_from(EVENTS)), fields


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[Trail], list[int]]:
    """People, and the part each lies in."""
    trails = draw(st.lists(st.lists(rows(), max_size=8), min_size=1, max_size=6))
    parts = draw(st.lists(st.integers(0, 3), min_size=len(trails), max_size=len(trails)))
    return [sorted(one, key=lambda row: row[0]) for one in trails], parts


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, Asked]:
    """A question, and the same in plain values."""
    field = draw(st.sampled_from(("source", "source", "")))
    within = draw(st.sampled_from(list(WITHIN)))
    cut, rest, once = (draw(st.booleans()) for _ in range(3))
    since = draw(st.one_of(st.none(), instants))
    until = draw(st.one_of(st.none(), instants))
    as_of, order = draw(instants), draw(st.integers(1, 2))
    if since is not None and (since > as_of or (until is not None and since >= until)):
        since = None
    lines = [
        "question: attribution",
        "conversion: buy",
        "field: source" if field else "of: events",
        "value: amount",
        f"within: {within}",
        f"model: [{', '.join(MODELS)}]",
        "half_life: 12h",
        f"order: {order}",
        "draws: 3",
        "direct: (direct)",
        f"cut: {str(cut).lower()}",
        f"rest: {str(rest).lower()}",
        f"repeats: {'once' if once else 'count'}",
        f"as_of: {iso(as_of)}",
    ]
    lines += [f"from: {iso(since)}"] if since is not None else []
    lines += [f"to: {iso(until)}"] if until is not None else []
    plain = Asked(
        "buy",
        field,
        "amount",
        WITHIN[within],
        cut,
        rest,
        once,
        -math.inf if since is None else since,
        math.inf if until is None else until,
        as_of,
        order,
    )
    return "\n".join(lines), plain


def answered(query: Query[Any], trails: list[Trail], parts: list[int]) -> dict[str, Any]:
    """The answer, which no other split may change by a hair."""
    found = ask(query, in_parts(trails, parts))
    assert found == ask(query, in_parts(trails, [0] * len(trails)))
    return found


def close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)


@given(crowds(), questions())
def test_credits_are_those_of_the_definition(
    crowd: tuple[list[Trail], list[int]], question: tuple[str, Asked]
) -> None:
    (trails, parts), (text, plain) = crowd, question
    found = answered(query_of(text), trails, parts)
    ways = slow.ways(trails, plain)
    assert found["conversions"] == sum(way.converted for way in ways)
    assert found["lost"] == sum(way.lost for way in ways)
    assert close(found["value"], sum(way.value for way in ways) / 10**9)
    for model in MODELS:
        made, worth = slow.shared(ways, model, plain.order, HALF_LIFE, frozenset({"(direct)"}))
        credits_ = {one["label"]: one for one in found["credits"] if one["model"] == model}
        for label in credits_.keys() | made.keys():
            one = credits_.get(label, {"conversions": 0, "value": 0})
            assert close(one["conversions"], float(made.get(label, 0))), (model, label)
            assert close(one["value"], float(worth.get(label, 0)) / 10**9), (model, label)


@so_many(0.5)
@given(crowds(), questions(), st.integers(1, 3))
def test_rows_of_a_model_sum_to_all_however_few_are_shown(
    crowd: tuple[list[Trail], list[int]], question: tuple[str, Asked], top: int
) -> None:
    found = answered(query_of(f"{question[0]}\ntop: {top}"), *crowd)
    for model in MODELS:
        rows = [one for one in found["credits"] if one["model"] == model]
        assert sum(1 for one in rows if not (one["other"] or one["untouched"])) <= top
        assert close(sum(one["conversions"] for one in rows), found["conversions"])
        assert close(sum(one["value"] for one in rows), found["value"])


way = st.tuples(st.lists(st.sampled_from(("ya", "vk", "mail")), max_size=4), st.booleans())


@so_many(0.5)
@given(st.lists(way, min_size=2, max_size=8), st.integers(1, 3))
def test_a_chain_hears_of_those_who_did_not_convert(
    people: list[tuple[list[str], bool]], order: int
) -> None:
    """Few labels on many short ways: whoever went the same way and left weighs on them."""
    trails: list[Trail] = []
    for sources, buys in people:
        trail = [(START + at, "look", {"source": one}) for at, one in enumerate(sources)]
        trails.append([*trail, *([(START + DAY, "buy", {})] if buys else [])])
    text = "question: attribution\nconversion: buy\nfield: source\nmodel: markov\ndraws: 0\n"
    found = answered(query_of(f"{text}order: {order}"), trails, list(range(len(trails))))
    plain = Asked(
        "buy", "source", "", None, False, False, False, -math.inf, math.inf, START + DAY, order
    )
    ways = slow.ways(trails, plain)
    made, _ = slow.shared(ways, "markov", order, HALF_LIFE, frozenset())
    credits_ = {one["label"]: one["conversions"] for one in found["credits"]}
    for label in credits_.keys() | made.keys():
        assert close(credits_.get(label, 0), float(made.get(label, 0))), label


@so_many(0.5)
@given(crowds(), questions())
def test_as_many_stand_behind_a_cell_as_its_paths_tell(
    crowd: tuple[list[Trail], list[int]], question: tuple[str, Asked]
) -> None:
    (trails, parts), (text, plain) = crowd, question
    query = query_of(text)
    ways = [slow.ways([trail], plain) for trail in trails]
    cells: dict[str, Callable[[Way], bool]] = {
        "converted": lambda way: way.converted > 0,
        "lost": lambda way: way.lost > 0,
        "untouched": lambda way: way.converted > 0 and not way.labels,
        "converted/ya": lambda way: way.converted > 0 and "ya" in way.labels,
        "lost/1": lambda way: way.lost > 0 and "1" in way.labels,
    }
    for cell, behind in cells.items():
        tracks = [lazy() for lazy in in_parts(trails, parts)]
        found = [one for track in tracks for one in track.person[query.people(track, cell)]]
        right = [number for number, some in enumerate(ways, 1) if any(map(behind, some))]
        assert sorted(map(int, found)) == right, cell
