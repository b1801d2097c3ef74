"""A funnel is what its definition says, however people are split.

Trails are short and dense: many rows of one instant, the same step again and again, rows of
several steps; windows are met to the microsecond.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final, cast

from hypothesis import given
from hypothesis import strategies as st

from reference import funnel as slow
from reference.agree import agree
from reference.funnel import Trail
from strategies import START, times
from tropa.clock import DAY, FOREVER, HOUR, MINUTE, iso
from tropa.event import IDENTIFY
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.funnel.among import among
from tropa.measure.questions.funnel.asked import Asked, Step, bind
from tropa.measure.questions.funnel.counted import is_counted
from tropa.measure.questions.funnel.fates import fates
from tropa.measure.questions.funnel.query import Funnel
from tropa.measure.questions.funnel.rows import rows_of, table_of
from tropa.measure.questions.query import Query
from tropa.measure.questions.read import read_question
from tropa.measure.questions.run import ask
from tropa.measure.questions.scope import bind as scope_of
from tropa.trail import Scalar
from unit.measure.questions.walking import in_parts, track_of

STEPS: Final = (
    *("a", "b", "c") * 3,
    "[a, b]",
    "{event: '*', where: f == 1}",
    "{any: [{event: a, where: f == 1}, b]}",
    "{event: c, where: f exists}",
)
LENGTHS: Final = ("15m", "30m", "1h", "90m", "2h")
EXCLUDED: Final = ("x", "b", "{event: a, where: f == 2}", "{event: '*', where: f == 1}")
GAPS: Final = (*(0, 15 * MINUTE) * 4, *(30 * MINUTE, HOUR) * 2, DAY)
NAMES: Final = ("a", "a", "b", "b", "c", "c", "x", IDENTIFY)


IN_WINDOWS: Final = ("ordered", "strict", "together")
IN_ORDER: Final = st.sampled_from(("ordered", "ordered", "ordered", "strict"))


@st.composite
def trails(draw: st.DrawFn, most: int = 9) -> Trail:
    time, rows = START, list[tuple[int, str, Mapping[str, Scalar]]]()
    gaps, names = st.sampled_from(GAPS), st.sampled_from(NAMES)
    least = draw(st.sampled_from((0, 3, 5, 6)))
    for gap, name in draw(st.lists(st.tuples(gaps, names), min_size=least, max_size=most)):
        time += gap
        fields: dict[str, Scalar | None] = {"f": draw(st.sampled_from((1, 2, None)))}
        fields["source"] = draw(st.sampled_from(("ya", "vk", "", None)))
        known = {key: value for key, value in fields.items() if value is not None}
        rows.append((time, name, known))
    return rows


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[Trail], list[int]]:
    """People, and the part each lies in."""
    people = draw(st.lists(trails(), min_size=1, max_size=4))
    parts = draw(st.lists(st.integers(0, 2), min_size=len(people), max_size=len(people)))
    return people, parts


def some(options: Sequence[str], share: int = 3) -> st.SearchStrategy[str]:
    """A line of a question, or nothing, oftener nothing."""
    return st.one_of([st.just("")] * (share - 1) + [st.sampled_from(options)])


@st.composite
def steps(draw: st.DrawFn, *, ordered: bool = True) -> list[str]:
    """Two steps or more; some may be left out, some have a window of their own."""
    found = draw(st.lists(st.sampled_from(STEPS), min_size=2, max_size=4))
    if not ordered:
        return list[str](found)
    whole: list[str] = []
    for at, one in enumerate(found):
        within = draw(some([f", within: {length}" for length in LENGTHS], 5)) if at else ""
        middle = 0 < at < len(found) - 1 and len(found) > 2
        optional = draw(some([", optional: true"], 4)) if middle else ""
        item = one if one.startswith("{") else f"{{event: {one}}}"
        whole.append(item[:-1] + within + optional + "}")
    return whole


@st.composite
def exclusions(draw: st.DrawFn, written: Sequence[str]) -> str:
    """What voids an attempt between two steps that may not be left out."""
    needed = [at for at, one in enumerate(written, 1) if "optional" not in one]
    found: list[str] = []
    for _ in range(draw(st.integers(1, 2))):
        item = draw(st.sampled_from(EXCLUDED))
        item = item if item.startswith("{") else f"{{event: {item}}}"
        first, last = sorted(draw(st.permutations(needed))[:2])
        between = draw(st.sampled_from(("", f", between: [{first}, {last}]")))
        found.append(item[:-1] + between + "}")
    return f"exclude: [{', '.join(found)}]"


@st.composite
def questions(
    draw: st.DrawFn,
    order: st.SearchStrategy[str] = IN_ORDER,
    *,
    exclude: bool = False,
    by: bool = False,
    more: str = "",
) -> str:
    """A question about ordered steps, whatever else it says."""
    kind = draw(order)
    ordered = kind in ("ordered", "strict")
    written = draw(steps(ordered=ordered))
    lines = ["question: funnel", f"steps: [{', '.join(written)}]", f"order: {kind}"]
    lines.append(draw(some([f"within: {length}" for length in LENGTHS], 2)))
    lines.append(draw(some(["one_event: many_steps"])))
    if ordered:
        lines.append(draw(some(["same_time: apart"], 5)))
    if kind == "strict":
        lines.append(draw(some(["reentry: true"], 2)))
    if exclude:
        lines.append(draw(exclusions(written)))
    elif ordered:
        lines.append(draw(some(["repeats: end"], 4)))
    lines.append(draw(some(["where: f != 2", "where: f exists"], 6)))
    lines.append(draw(some(["who: f == 1", "who: f exists"], 8)))
    lines += draw(periods())
    if by:
        lines.append(f"by: {draw(splits(written, ordered=ordered))}")
    if more:
        lines.append(more)
    return "\n".join(line for line in lines if line)


@st.composite
def periods(draw: st.DrawFn) -> list[str]:
    """The moment of the answer, mostly after everything; a period now and then."""
    moments = st.integers(0, 12).map(lambda quarters: START + quarters * 15 * MINUTE)
    late = [st.just(START + 9 * DAY)] * 3
    lines = [f"as_of: {iso(draw(st.one_of(*late, moments)))}"]
    since, length = draw(moments), draw(st.sampled_from((0, 0, 0, HOUR, 9 * DAY)))
    if length:
        lines += [f"from: {iso(since)}", f"to: {iso(since + length)}"]
    return lines


@st.composite
def splits(draw: st.DrawFn, written: Sequence[str], *, ordered: bool) -> str:
    needed = [at for at, one in enumerate(written, 1) if "optional" not in one]
    rules = ("first", "last", "trait", "all", "step") if ordered else ("first", "all")
    rule = draw(st.sampled_from(rules))
    step = f", step: {draw(st.sampled_from(needed))}" if rule == "step" else ""
    return f"{{field: source, rule: {rule}{step}, top: {draw(st.integers(1, 3))}}}"


def asked_of(text: str) -> Asked:
    written = read_question(text, KINDS)
    return bind(written.record, scope_of(written.record, None, START + 9 * DAY))


def told(found: Any) -> object:
    """An answer with shares as pairs of numbers and times by what the twin tells of them."""
    if isinstance(found, list):
        return [told(one) for one in cast("list[Any]", found)]
    if not isinstance(found, dict):
        return found
    record = cast("dict[str, Any]", found)
    if "numerator" in record:
        return record["numerator"], record["denominator"]
    if "median_days" in record:
        return {name: record[name] for name in ("n", "mean_days")}
    return {name: told(one) for name, one in record.items() if name != "took_histogram"}


def check(text: str, people: Sequence[Trail], parts: Sequence[int]) -> None:
    asked = asked_of(text)
    query: Query[Any] = Funnel(asked)
    found = ask(query, in_parts(people, parts))
    assert found == ask(query, in_parts(people, [0] * len(people)))
    agree(told(found), slow.funnel(people, asked))


@times(3)
@given(crowds(), questions())
def test_a_funnel_is_what_its_attempts_make(
    crowd: tuple[list[Trail], list[int]], text: str
) -> None:
    check(text, *crowd)


@times(2)
@given(crowds(), questions(st.just("ordered"), exclude=True))
def test_an_exclusion_voids_the_attempts_it_comes_into(
    crowd: tuple[list[Trail], list[int]], text: str
) -> None:
    check(text, *crowd)


@times(2)
@given(crowds(), questions(st.sampled_from(("any", "together"))))
def test_steps_in_any_order_are_what_lies_in_a_window(
    crowd: tuple[list[Trail], list[int]], text: str
) -> None:
    check(text, *crowd)


@times(2)
@given(
    crowds(),
    questions(st.sampled_from(("ordered", "ordered", "strict", "any", "together")), by=True),
)
def test_every_group_is_a_funnel_of_its_people(
    crowd: tuple[list[Trail], list[int]], text: str
) -> None:
    check(text, *crowd)


@st.composite
def plain_questions(draw: st.DrawFn) -> str:
    """Steps in order, one window at most, and nothing that must be kept of a unit."""
    written = draw(steps(ordered=False))
    lines = ["question: funnel", f"steps: [{', '.join(written)}]"]
    lines.append(draw(some([f"within: {length}" for length in LENGTHS], 2)))
    lines.append(draw(some(["one_event: many_steps"])))
    lines.append(draw(some(["where: f != 2", "where: f exists"], 6)))
    lines.append(draw(some(["who: f == 1", "who: f exists"], 8)))
    rules = ("first", "last", "trait")
    lines.append(draw(some([f"by: {{field: source, rule: {rule}, top: 2}}" for rule in rules])))
    return "\n".join(line for line in [*lines, *draw(periods())] if line)


@times(2)
@given(crowds(), plain_questions())
def test_the_quick_way_counts_what_the_long_one_does(
    crowd: tuple[list[Trail], list[int]], text: str
) -> None:
    quick = asked_of(text + "\ntimes: false")
    assert is_counted(quick)
    found = ask(Funnel(quick), in_parts(*crowd))
    whole = ask(Funnel(asked_of(text)), in_parts(*crowd))
    assert found == without_times(whole)


def without_times(found: Any) -> Any:
    if isinstance(found, list):
        return [without_times(one) for one in cast("list[Any]", found)]
    if not isinstance(found, dict):
        return found
    record = cast("dict[str, Any]", found)
    return {
        name: without_times(one)
        for name, one in record.items()
        if name not in ("took", "took_histogram")
    }


ANY_ORDER: Final = st.sampled_from(("ordered", "ordered", "strict", "any", "together"))


@given(st.data(), crowds(), st.sampled_from(("day", "week", "month")))
def test_a_trend_counts_attempts_by_when_they_began(
    data: st.DataObject, crowd: tuple[list[Trail], list[int]], length: str
) -> None:
    people, parts = crowd
    voiding = questions(st.just("ordered"), exclude=True, more=f"trend: {length}")
    text = data.draw(st.one_of(questions(ANY_ORDER, more=f"trend: {length}"), voiding))
    found = ask(Funnel(asked_of(text)), in_parts(people, parts))["trend"]
    assert found == ask(Funnel(asked_of(text)), in_parts(people, [0] * len(people)))["trend"]
    shown = {one["period"]: [one["entered"], *one["counts"]] for one in found}
    told_of = {name: line for name, line in shown.items() if line[0]}
    assert told_of == slow.trend(people, asked_of(text))


@given(
    st.data(), crowds(), st.sampled_from(("events", "f", "source")), st.sampled_from(IN_WINDOWS)
)
def test_what_was_done_on_the_way_is_counted_of_each_side(
    data: st.DataObject, crowd: tuple[list[Trail], list[int]], thing: str, order: str
) -> None:
    people, parts = crowd
    text = data.draw(questions(st.just(order), more=f"correlate: {thing}"))
    query = Funnel(asked_of(text))
    found = ask(query, in_parts(people, parts))
    finished, dropped, things = slow.did(people, asked_of(text))
    shown = {
        one["value"]: (one["finished"]["numerator"], one["dropped"]["numerator"])
        for one in found["correlations"]
    }
    assert shown == things
    for one in found["correlations"]:
        whole = one["finished"]["denominator"], one["dropped"]["denominator"]
        assert whole == (finished, dropped)


@given(crowds(), questions(st.just("ordered"), exclude=True))
def test_attempts_fare_alike_all_at_once_and_one_by_one(
    crowd: tuple[list[Trail], list[int]], text: str
) -> None:
    asked = replace(asked_of(text), steps=tuple(map(windowless, asked_of(text).steps)))
    rows = rows_of(asked, track_of(dict(enumerate(crowd[0]))))
    table = table_of(asked, rows.bits.table, asked.required)
    ways = asked.ways(asked.required)._replace(apart=False)
    known = rows.offsets, rows.time, rows.bits.index, table, ways, asked.between
    at_once = fates(*known)
    one_by_one, cut = among(*known)
    assert at_once.fate.tolist() == one_by_one.tolist()
    assert not cut.any()


def windowless(step: Step) -> Step:
    return replace(step, within=FOREVER)


@given(crowds(), questions(ANY_ORDER, by=True))
def test_nobody_is_lost_between_the_cells(
    crowd: tuple[list[Trail], list[int]], text: str
) -> None:
    """Whoever made a step made the next one, or dropped, or may yet; groups add up."""
    people, parts = crowd
    query = Funnel(asked_of(text))
    tracks = [lazy() for lazy in in_parts(people, parts)]
    answer = ask(query, in_parts(people, parts))

    def behind(cell: str) -> int:
        return sum(len(query.people(track, cell)) for track in tracks)

    for at, step in enumerate(answer["steps"], 1):
        assert behind(f"{at}") == step["count"]
    for at, after in pairwise(query.asked.required):
        if query.asked.order != "any":
            assert answer["steps"][at]["count"] >= answer["steps"][after]["count"]
            left = behind(f"{at + 1}/dropped") + behind(f"{at + 1}/open")
            assert behind(f"{at + 1}") == left + behind(f"{after + 1}")
    for group in answer["groups"]:
        if not group["other"]:
            name = group["value"] or ""
            counts = [behind(f"{at}@{name}") for at in range(1, len(answer["steps"]) + 1)]
            assert counts == [step["count"] for step in group["steps"]]
