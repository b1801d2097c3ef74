"""Differences are judged as their definition says, and each side is answered as if alone."""

import math
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reference import compare as slow
from strategies import START
from strategies import times as so_many
from tropa.clock import DAY, HOUR, iso
from tropa.measure.interval import Rate
from tropa.measure.questions.compare.proof import Look, proofs
from tropa.measure.questions.medians import median_ranks
from tropa.measure.questions.query import named
from tropa.measure.questions.run import ask
from unit.measure.questions.walking import Trail, in_parts, query_of

LEVELS = (0.01, 0.05, 0.2)


@st.composite
def sides(draw: st.DrawFn) -> slow.Counts:
    of = draw(st.integers(1, 120))
    return draw(st.integers(0, of)), of


seen = st.tuples(sides(), sides())


def looks(every: list[slow.Seen]) -> list[Look]:
    return [Look(Rate(*first), Rate(*second)) for first, second in every]


@given(st.lists(seen, min_size=1, max_size=12))
def test_every_look_is_what_its_words_mean(every: list[slow.Seen]) -> None:
    distinct = list(dict.fromkeys(every))
    sure = [one for one in distinct if slow.chance(one) is not None]
    chances = [slow.chance(one) or 0.0 for one in sure]
    by_level = {
        level: dict(zip(sure, slow.finds(chances, level), strict=True)) for level in LEVELS
    }
    for one, found in zip(every, proofs(looks(every)), strict=True):
        right = slow.chance(one)
        low, high = slow.interval(one)
        assert math.isclose(found.low, max(-1, low), abs_tol=1e-9)
        assert math.isclose(found.high, min(1, high), abs_tol=1e-9)
        assert (found.chance is None) == (right is None)
        if right is None or found.chance is None or found.corrected is None:
            assert found.verdict != "real"
            continue
        assert math.isclose(found.chance, right, rel_tol=1e-6, abs_tol=1e-12)
        for level, called in by_level.items():
            if not math.isclose(found.corrected, level, rel_tol=1e-6):
                assert (found.corrected <= level) == called[one]
        off_zero = found.low > 0 or found.high < 0
        if slow.few(one):
            assert found.verdict == "too_few"
        elif not math.isclose(found.corrected, 0.05, rel_tol=1e-6):
            real = by_level[0.05][one] and off_zero
            assert found.verdict == ("real" if real else "not_proven")


@given(st.lists(seen, min_size=1, max_size=8))
def test_sides_may_change_places(every: list[slow.Seen]) -> None:
    swapped = [(second, first) for first, second in every]
    for one, other in zip(proofs(looks(every)), proofs(looks(swapped)), strict=True):
        assert one.verdict == other.verdict
        assert math.isclose(one.difference, -other.difference, abs_tol=1e-12)
        assert math.isclose(one.low, -other.high, abs_tol=1e-12)


@given(st.integers(0, 400))
def test_a_median_lies_within_its_ranks_as_often_as_promised(n: int) -> None:
    ranks = median_ranks(n)
    if ranks is None:
        assert n == 0 or slow.median_covered(n, 0, n - 1) < 0.95
        return
    low, high = ranks
    assert slow.median_covered(n, low, high) >= 0.95
    # One rank further in they would not be sure enough.
    assert slow.median_covered(n, low + 1, high - 1) < 0.95


# ---------------------------------------------------------------- the question

instants = st.integers(0, 30).map(lambda steps: START + steps * 6 * HOUR)
CHANNELS = ("ads", "mail", None)
FUNNEL = (
    "question: funnel\nsteps: [seen, paid]\nwithin: 3d\nby: {field: channel, rule: first}\n"
)
SPLITS = {
    "traits": ("who: city == 'Omsk'", "who: not city == 'Omsk'"),
    "events": ("where: channel == 'ads'", "where: channel == 'mail'"),
    "periods": (f"to: {iso(START + 3 * DAY)}", f"from: {iso(START + 3 * DAY)}"),
}


@st.composite
def rows(draw: st.DrawFn) -> tuple[int, str, dict[str, Any]]:
    name = draw(st.sampled_from(("seen", "seen", "paid", "identify")))
    field, values = ("city", ("Omsk", "Tver")) if name == "identify" else ("channel", CHANNELS)
    value = draw(st.sampled_from(values))
    return draw(instants), name, {} if value is None else {field: value}


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[Trail], list[int]]:
    trails = draw(st.lists(st.lists(rows(), max_size=6), min_size=1, max_size=12))
    parts = draw(st.lists(st.integers(0, 3), min_size=len(trails), max_size=len(trails)))
    return [sorted(one, key=lambda row: row[0]) for one in trails], parts


@so_many(0.5)
@given(crowds(), st.sampled_from(list(SPLITS)))
def test_each_side_is_answered_as_if_it_stood_alone(
    crowd: tuple[list[Trail], list[int]], split: str
) -> None:
    trails, parts = crowd
    first, second = SPLITS[split]
    inside = FUNNEL.replace("\n", "\n  ")
    text = f"question: compare\nask:\n  {inside}\nbetween:\n  - {first}\n  - {second}\n"
    found = ask(query_of(text), in_parts(trails, parts))
    assert found == ask(query_of(text), in_parts(trails, [0] * len(trails)))
    for side, asked in (("first", first), ("second", second)):
        alone = ask(query_of(FUNNEL + asked), in_parts(trails, parts))
        assert found[side] == named("funnel", alone)
    for one in found["differences"]:
        assert one["what"][0] in ("steps", "groups")
        rates = [
            one[side]["numerator"] / one[side]["denominator"] for side in ("first", "second")
        ]
        assert math.isclose(one["difference"]["points"], rates[0] - rates[1], abs_tol=1e-12)
