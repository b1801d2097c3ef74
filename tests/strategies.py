"""Hypothesis: small maps, trails and batches, dense with ties, repeats and exact boundaries.

All maps speak of the same few event names and fields, so that any trail fits any map, and a
later edition of a map fits the trail of an earlier one. Times lie on a coarse grid, and the
lengths in maps are made of the same steps: windows are often met to the microsecond.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from hypothesis import settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from reference.trail import Happened
from tropa.clock import DAY, HOUR, MINUTE
from tropa.event import IDENTIFY, STAGE_SET
from tropa.map.document import Map
from tropa.map.read import read_map
from tropa.trail import NO_DEAL, Column, Scalar, TrailBatch, encode

EVENTS = ("looked", "asked", "called", "offered", "paid", "refused")
LENGTHS = ("1d", "2d", "3d", "5d")
START = 1_772_398_800_000_000  # 02.03.2026 00:00 in Moscow
STEPS = (0, 0, 0, 15 * MINUTE, 30 * MINUTE, 12 * HOUR, DAY, DAY, 2 * DAY, 3 * DAY, 5 * DAY)

STAGES = ("notice", "ask", "weigh", "choose", "buy", "use")
POINTS = tuple(f"point_{n}" for n in range(8))
ACTS = (
    "view read impression open message message_click call_out chat reply click pay meet quote"
).split()

lengths = st.sampled_from(LENGTHS)


def some(strategy: st.SearchStrategy[str], share: int = 3) -> st.SearchStrategy[str]:
    """A line of a map, or nothing, oftener nothing."""
    return st.one_of([st.just("")] * (share - 1) + [strategy])


# ---------------------------------------------------------------- conditions

wheres = st.sampled_from(
    (
        "f == 1",
        "f != 2",
        "(f == 1 or f == 2)",
        "(not f == 1)",
        "f exists",
        "f >= 2",
        "f in [1, 3]",
    )
)


@st.composite
def tests_of_touches(draw: st.DrawFn, points: Sequence[str]) -> str:
    """One test that an event can make true."""
    point, other = draw(st.sampled_from(points)), draw(st.sampled_from(points))
    where = draw(some(wheres.map(" where {}".format)))
    within = draw(some(lengths.map(" within {}".format)))
    after = draw(some(st.just(f" after {other}"))) if other != point else ""
    compare = draw(st.sampled_from(("==", "!=", ">=", "<=", ">", "<")))
    number = draw(st.integers(0, 3))
    return draw(
        st.sampled_from(
            (
                f"did {point}{where}{within}{after}",
                f"did {point}{where}",
                f"did ever {point}{where}",
                f"count of {point}{where} {compare} {number}{within}",
                f"count of {point}{where} >= {number}",
                f"sum of {point}.amount{where} {compare} {number * 100}",
                f"sum of {point}.amount >= {number * 100}",
                f"nth {point} {compare} {number}",
                "first two-way touch",
            )
        )
    )


@st.composite
def tests_of_journeys(draw: st.DrawFn, points: Sequence[str], stages: Sequence[str]) -> str:
    """One test of what the journey has been through."""
    stage, point = draw(st.sampled_from(stages)), draw(st.sampled_from(points))
    return draw(
        st.sampled_from(
            (
                "returned",
                "not returned",
                f"lost at {stage}",
                f"entered {stage}",
                'city == "Omsk"',
                f"not entered {stage}",
                f"not did {point}",
                f"{draw(lengths)} after {draw(st.sampled_from((point, stage)))}",
            )
        )
    )


@st.composite
def rules(
    draw: st.DrawFn, points: Sequence[str], stages: Sequence[str], *, timed: bool = False
) -> str:
    """A condition of an event; `timed` also gives those that come true by themselves."""
    first = draw(tests_of_touches(points))
    simple = f"did {draw(st.sampled_from(points))}"
    second = draw(st.one_of(tests_of_touches(points), tests_of_journeys(points, stages)))
    third = draw(tests_of_journeys(points, stages))
    waited = f"{draw(lengths)} after {draw(st.sampled_from((*points, *stages)))}"
    forms = [
        simple,
        simple,
        first,
        f"{first} and {second}",
        f"({first} or {simple}) and {third}",
        f"{first} or ({simple} and {third})",
        f"{first} and not ({second} and {third})",
    ]
    if timed:
        forms += [waited, f"{waited} and {second}", f"{first} or {waited}"]
    return draw(st.sampled_from(forms))


# ---------------------------------------------------------------- maps


@st.composite
def map_texts(draw: st.DrawFn, unit: str = "person") -> str:
    """A map document."""
    stages = STAGES[: draw(st.integers(1, 5))]
    points = POINTS[: draw(st.integers(len(EVENTS), len(POINTS)))]
    lines = ["map: drawn", "title: Drawn", "timezone: Europe/Moscow", f"unit: {unit}"]
    lines.append(draw(some(rules(points, stages).map("lead: {}".format))))
    lines.append(draw(some(rules(points, stages).map("sale: {}".format), 1)))
    lines += draw(_money(points))
    lines += draw(_outcomes(points, stages))
    lines += draw(_policy(unit))
    lines.append("stages:")
    for stage in stages:
        lines += draw(_stage(stage, stages, points))
    lines.append("touchpoints:")
    # The last point of each event takes it whatever its fields; those before it choose.
    for at, point in reversed(list(enumerate(points))):
        lines += draw(
            _touchpoint(point, EVENTS[at % len(EVENTS)], stages, plain=at < len(EVENTS))
        )
    return "\n".join(line for line in lines if line) + "\n"


def maps(unit: str = "person") -> st.SearchStrategy[Map]:
    """A map, read."""
    return map_texts(unit).map(read_map)


@st.composite
def _stage(
    draw: st.DrawFn, stage: str, stages: Sequence[str], points: Sequence[str]
) -> list[str]:
    return [
        f"  - stage: {stage}",
        draw(some(rules(points, stages, timed=True).map("    enter: {}".format), 2)),
        f"    lost_after: {draw(st.sampled_from(('never', *LENGTHS)))}",
        draw(some(st.sampled_from(stages).map("    return_to: {}".format), 4)),
    ]


@st.composite
def _touchpoint(
    draw: st.DrawFn, point: str, event: str, stages: Sequence[str], *, plain: bool
) -> list[str]:
    return [
        f"  - touchpoint: {point}",
        f"    event: {event}",
        draw(some(wheres.map("    where: {}".format), 5 if plain else 1)),
        draw(st.sampled_from(["", *(f"    stage: {stage}" for stage in (*stages, *stages))])),
        draw(st.sampled_from(("", "    from: buyer", "    from: seller"))),
        draw(some(st.just("    answered: ok == true"), 4)),
        draw(some(st.just("    moves_back: true"), 4)),
        draw(some(st.just("    restarts: true"), 4)),
        draw(some(st.sampled_from(ACTS).map("    interaction: {}".format), 2)),
    ]


@st.composite
def _money(draw: st.DrawFn, points: Sequence[str]) -> list[str]:
    paid, refunded = draw(st.sampled_from(points)), draw(st.sampled_from(points))
    return [
        "money:",
        f"  paid: {paid}.amount",
        draw(some(st.just(f"  refunded: {refunded}.amount"), 2)),
    ]


@st.composite
def _outcomes(draw: st.DrawFn, points: Sequence[str], stages: Sequence[str]) -> list[str]:
    lines: list[str] = []
    for name, field in (
        ("lost", "reason"),
        ("hard_lost", "reason"),
        ("disqualified", "reason"),
        ("invalid", "reason"),
        ("snooze", "until"),
        ("reopened", ""),
    ):
        if not draw(st.integers(0, 2 if name in ("lost", "snooze", "reopened") else 5)):
            point = draw(st.sampled_from(points))
            rule = draw(st.one_of(st.just(f"did {point}"), rules(points, stages, timed=True)))
            lines += [f"  {name}:", f"    when: {rule}"]
            if field:
                lines.append(draw(some(st.just(f"    {field}: {point}.{field}"), 1)))
    return ["outcomes:", *lines] if lines else []


@st.composite
def _policy(draw: st.DrawFn, unit: str) -> list[str]:
    windows = st.sampled_from((*LENGTHS, "unlimited"))
    return [
        "policy:",
        f"  reopen_within: {draw(windows)}",
        f"  reversed_within: {draw(windows)}",
        draw(some(lengths.map("  mistake_within: {}".format))),
        draw(some(st.integers(1, 3).map("  laps: {}".format), 4)) if unit == "person" else "",
    ]


# ---------------------------------------------------------------- trails


@st.composite
def trails(
    draw: st.DrawFn, *, most: int = 16, deals: bool = False, ties: bool = True
) -> list[Happened]:
    """One person's events in their order."""
    found: list[Happened] = []
    time, steps = START, st.sampled_from(STEPS if ties else tuple(one for one in STEPS if one))
    least = draw(st.sampled_from((1, most // 4, most // 2, most * 3 // 4)))
    for step, name in draw(st.lists(st.tuples(steps, names), min_size=least, max_size=most)):
        time += step
        deal = draw(st.sampled_from((1, 1, 1, 2, 2, NO_DEAL))) if deals else NO_DEAL
        stated = {IDENTIFY: _facts, STAGE_SET: _set_by_hand}.get(name, _usual)
        fields: dict[str, Scalar] = {**draw(stated)}
        found.append(Happened(time, name, 0, deal, fields))
    return found


names = st.sampled_from((*EVENTS, *EVENTS, *EVENTS, IDENTIFY, "unknown", STAGE_SET, STAGE_SET))
_facts: st.SearchStrategy[dict[str, Scalar]] = st.sampled_from(
    ({"city": "Omsk"}, {"city": "Perm"}, {"f": 1})
)
_set_by_hand: st.SearchStrategy[dict[str, Scalar]] = st.fixed_dictionaries(
    {
        "map": st.sampled_from(("drawn",) * 5 + ("other",)),
        "stage": st.sampled_from((*STAGES[:3], *STAGES[:3], *STAGES[:4], "nowhere")),
    },
    optional={
        "reason": st.sampled_from(("price", "visit moved")),
        "touchpoint": st.just("point_1"),
    },
)


@st.composite
def _fields(draw: st.DrawFn) -> dict[str, Scalar]:
    fields: dict[str, Scalar | None] = {
        "f": draw(st.sampled_from((1, 2, 3, None))),
        "amount": draw(st.sampled_from((100, 200, "1 000,50", -100, None))),
        "currency": draw(st.sampled_from((None, None, "RUB", "EUR"))),
        "touchpoint": draw(st.sampled_from((None,) * 12 + ("point_1", "nowhere"))),
        "ok": draw(st.sampled_from((True, False, None))),
        "reason": draw(st.sampled_from(("price", "rival", None))),
        "until": draw(st.sampled_from(("2026-03-05", "2026-03-10", "soon", None))),
        "message_id": draw(st.sampled_from(("m1", "m2", None))),
    }
    return {name: value for name, value in fields.items() if value is not None}


_usual = _fields()


@st.composite
def batches(
    draw: st.DrawFn, *, people: int = 3, deals: bool = False, ties: bool = True
) -> TrailBatch:
    """Trails of a few people."""
    trail = trails(deals=deals, ties=ties)
    return batch_of(draw(st.lists(trail, min_size=1, max_size=people)))


def batch_of(people: Sequence[Sequence[Happened]], first_key: int = 1) -> TrailBatch:
    """Trails as columns; an event without a key of its own gets its number for one."""
    events = [event for trail in people for event in trail]
    names = sorted({event.name for event in events})
    fields = sorted({name for event in events for name in event.fields})
    sizes = [len(trail) for trail in people]
    keys = [event.key or number for number, event in enumerate(events, first_key)]
    return TrailBatch(
        persons=np.arange(1, len(people) + 1, dtype=np.int64),
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        time=np.array([event.time for event in events], np.int64),
        code=np.array([names.index(event.name) for event in events], np.uint16),
        names=tuple(names),
        key=np.array(keys, np.int64),
        deal=np.array([event.deal for event in events], np.int64),
        columns={name: encode([event.fields.get(name) for event in events]) for name in fields},
    )


def as_outages(stretches: Sequence[tuple[int, int]]) -> NDArray[np.int64]:
    """Stretches as the kernel takes them."""
    return np.array(stretches, np.int64).reshape(-1, 2)


def before(batch: TrailBatch, instant: int) -> TrailBatch:
    """What of a batch had happened before an instant; everybody is still there."""
    kept = batch.time < instant
    sizes = np.add.reduceat(np.append(kept, False).astype(np.int64), batch.offsets[:-1])
    sizes[np.diff(batch.offsets) == 0] = 0
    return replace(
        batch,
        offsets=np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64),
        time=batch.time[kept],
        code=batch.code[kept],
        key=batch.key[kept],
        deal=batch.deal[kept],
        columns={
            name: Column(one.values, one.codes[kept]) for name, one in batch.columns.items()
        },
    )


def times(n: float) -> settings:
    """So many times the examples of the profile."""
    return settings(max_examples=round(n * settings().max_examples))


@st.composite
def editions(draw: st.DrawFn, unit: str = "person") -> list[tuple[Map, int]]:
    """Up to three editions of a map with the instants from which they are live."""
    live = draw(st.lists(st.sampled_from(STEPS[3:]), min_size=1, max_size=2))
    since = [0, *(START + 2 * DAY + sum(live[: at + 1]) for at in range(len(live)))]
    return [(draw(maps(unit)), at) for at in since]


@st.composite
def outages(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Stretches during which a source was silent, rising."""
    found: list[tuple[int, int]] = []
    time = START
    for _ in range(draw(st.integers(0, 2))):
        begin = time + draw(st.sampled_from((12 * HOUR, DAY, 2 * DAY, 3 * DAY)))
        time = begin + draw(st.sampled_from((12 * HOUR, DAY, 2 * DAY)))
        found.append((begin, time))
    return found
