"""Paths and transitions are what their definitions say, whichever way people are split.

Trails are dense with rows of one instant; gaps, windows and periods often end on a row.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from statistics import mean, median
from typing import Any, Final, TypeAlias

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference import paths as slow
from reference import transitions as slow_transitions
from reference.paths import Seen, Wanted
from strategies import times
from tropa.clock import MINUTE, iso
from tropa.measure.questions.catalogue import KINDS
from tropa.measure.questions.nodes.tally import Chains, Side, Tally
from tropa.measure.questions.nodes.took import Lengths, lengths_of
from tropa.measure.questions.query import Query
from tropa.measure.questions.read import read_question
from tropa.measure.questions.run import Lazy, ask, settled
from tropa.measure.questions.scope import bind
from unit.measure.questions.walking import Row, in_parts

ACTS: Final = ("look", "look", "cart", "call", "pay", "identify")
START: Final = 1_772_398_800_000_000
AFTER: Final = (0, 0, 0, 1, 1, 2, 3, 5)
LENGTHS: Final = (1, 2, 3, 5, 8)
EVERYTHING: Final = 1_000

moments = st.integers(0, 20).map(lambda n: START + n * MINUTE)


@st.composite
def crowds(draw: st.DrawFn) -> tuple[list[list[Row]], list[int]]:
    """People, and the part each lies in."""
    people: list[list[Row]] = []
    for _ in range(draw(st.integers(1, 5))):
        at, rows, least = START, list[Row](), draw(st.sampled_from((0, 5, 9)))
        for step, name in draw(
            st.lists(
                st.tuples(st.sampled_from(AFTER), st.sampled_from(ACTS)),
                min_size=least,
                max_size=14,
            )
        ):
            at += step * MINUTE
            rows.append((at, name, {"f": draw(st.sampled_from(("1", "2")))}))
        people.append(rows)
    parts = draw(st.lists(st.integers(0, 2), min_size=len(people), max_size=len(people)))
    return people, parts


@st.composite
def askings(draw: st.DrawFn, kind: str) -> tuple[dict[str, Any], Wanted]:
    """The same question in the words of a person and in those of the twin."""
    record: dict[str, Any] = {"question": kind, "top": 200}
    known: dict[str, Any] = {"collapse": draw(st.booleans())}
    record["collapse"] = known["collapse"]
    for key, name in (("from", "since"), ("to", "until"), ("as_of", "as_of")):
        at = draw(st.one_of(st.none(), moments))
        if at is not None:
            record[key], known[name] = iso(at), at
    if draw(st.booleans()):
        gap = draw(st.sampled_from(LENGTHS))
        record["session_gap"], known["gap"] = f"{gap}m", gap * MINUTE
    if draw(st.booleans()):
        order = draw(st.permutations(("look", "cart", "call", "pay")))[:3]
        record["nodes"], known["order"] = list(order), tuple(order)
        record["ties"] = "nodes"
    if draw(st.booleans()):
        record["groupings"] = {"c*": "contact", "PAY": "paid"}
    if draw(st.booleans()):
        record["without"] = [{"event": "call", "where": "f == 1"}]
    if kind == "paths":
        _roles(draw, record, known)
    return record, Wanted(**known)


def _roles(draw: st.DrawFn, record: dict[str, Any], known: dict[str, Any]) -> None:
    known["steps"] = record["steps"] = draw(st.integers(2, 6))
    record["top"] = EVERYTHING
    for role in ("start", "end"):
        item = draw(st.sampled_from((None, "look", "look", "pay", "call")))
        if item is not None:
            record[role], known[role] = item, True
    if ("start" in record or "end" in record) and draw(st.booleans()):
        record["occurrences"], known["every"] = "every", True
    if draw(st.booleans()):
        within = draw(st.sampled_from(LENGTHS))
        record["within"], known["within"] = f"{within}m", within * MINUTE


def seen(rows: Sequence[Row], record: dict[str, Any]) -> list[Seen]:
    """A person's rows as the nodes of a question."""
    found: list[Seen] = []
    for at, name, fields in rows:
        node = _node(name, record)
        roles = {role: record.get(role) == name for role in ("start", "end")}
        if node is None and any(roles.values()):
            node = name
        left_out = "without" in record and name == "call" and fields["f"] == "1"
        if node is not None and not left_out:
            found.append(Seen(at, node, **roles))
    return found


def _node(name: str, record: dict[str, Any]) -> str | None:
    if name not in record.get("nodes", ("look", "cart", "call", "pay")):
        return None
    if "groupings" in record and name in ("cart", "call"):
        return "contact"
    return "paid" if "groupings" in record and name == "pay" else name


def order_of(record: dict[str, Any]) -> tuple[str, ...]:
    """The order of nodes at one instant: a group stands where its first node does."""
    if "ties" not in record:
        return ()
    listed = [_node(name, record) or "" for name in record["nodes"]]
    roles = [record[role] for role in ("start", "end") if role in record]
    return tuple(dict.fromkeys([*listed, *roles]))


def query_of(record: dict[str, Any]) -> Query[Any]:
    written = read_question(json.dumps(record), KINDS)
    return written.kind.bind(written.record, bind(written.record, None, START * 2))


def makes_sense(wanted: Wanted) -> bool:
    return wanted.since < wanted.until and wanted.since <= wanted.as_of


def told(took: dict[str, Any]) -> tuple[int, float, float]:
    return took["n"], took["mean_seconds"], took["median_seconds"]


def long(lengths: Sequence[int]) -> Any:
    seconds = [one / 1e6 for one in lengths]
    return pytest.approx((len(lengths), mean(seconds), median(seconds)))


# ---------------------------------------------------------------- paths


@given(crowds(), askings("paths"))
def test_paths_are_what_is_said(
    crowd: tuple[list[list[Row]], list[int]], asking: tuple[dict[str, Any], Wanted]
) -> None:
    (people, parts), (record, wanted) = crowd, asking
    if not makes_sense(wanted):
        return
    wanted = replace(wanted, order=order_of(record))
    expected = slow.figures([seen(rows, record) for rows in people], wanted)
    answer = ask(query_of(record), in_parts(people, parts))
    assert (answer["paths"], answer["units"], answer["of"]) == (
        expected.paths,
        expected.units,
        len(people),
    )
    more = "earlier" if wanted.side == "last" else "further"
    for row in answer["nodes"]:
        place = row["step"], row["node"]
        assert row["count"] == expected.count[place]
        assert row["began"] == expected.began[place]
        assert row["dropped"] == expected.dropped[place]
        assert row[more] == expected.cut[place]
    assert {(row["step"], row["node"]) for row in answer["nodes"]} == set(expected.count)
    edges = {(row["step"], row["from"], row["to"]): row for row in answer["edges"]}
    assert set(edges) == set(expected.took)
    for pair, lengths in expected.took.items():
        assert told(edges[pair]["took"]) == long(lengths)
        assert edges[pair]["rate"]["denominator"] == expected.count[pair[:2]]
    whole = {tuple(row["path"]): (row["count"], row["further"]) for row in answer["top_paths"]}
    assert whole == {
        path: (count, expected.further[path] if wanted.side != "both" else 0)
        for path, count in expected.whole.items()
    }
    assert answer["distinct_paths"] == len(whole)


@given(crowds(), askings("paths"), st.integers(1, 12))
@times(0.5)
def test_however_few_edges_are_shown_nothing_is_lost(
    crowd: tuple[list[list[Row]], list[int]], asking: tuple[dict[str, Any], Wanted], top: int
) -> None:
    (people, parts), (record, wanted) = crowd, asking
    if not makes_sense(wanted):
        return
    tracks = in_parts(people, parts)
    whole = ask(query_of(record), tracks)
    few = ask(query_of(record | {"top": top}), tracks)
    assert len(few["edges"]) <= max(top, wanted.steps - 1)
    came, left = Counter[Any](), Counter[Any]()
    for row in few["edges"]:
        left[row["step"], row["from"]] += row["count"]
        came[row["step"] + 1, row["to"]] += row["count"]
    for row in few["nodes"]:
        place = row["step"], row["node"]
        assert row["count"] == row["began"] + row["came"]
        assert row["count"] == row["left"] + row["dropped"] + row.get("further", 0)
        assert (row["came"], row["left"]) == (came[place], left[place])
    for name in ("nodes", "edges"):
        steps, all_steps = Counter[int](), Counter[int]()
        for row in few[name]:
            steps[row["step"]] += row["count"]
        for row in whole[name]:
            all_steps[row["step"]] += row["count"]
        assert steps == all_steps


@given(crowds(), askings("paths"), st.integers(1, 12))
@times(0.5)
def test_behind_every_cell_of_paths_stand_its_people(
    crowd: tuple[list[list[Row]], list[int]], asking: tuple[dict[str, Any], Wanted], top: int
) -> None:
    (people, parts), (record, wanted) = crowd, asking
    if not makes_sense(wanted):
        return
    wanted = replace(wanted, order=order_of(record))
    expected = slow.figures([seen(rows, record) for rows in people], wanted)
    tracks = in_parts(people, parts)
    query = settled(query_of(record), tracks)
    for (step, left, right), units in expected.behind_edge.items():
        assert behind(query, tracks, f"edge/{step}/{left}/{right}") == units
    for (step, name), units in expected.behind_node.items():
        assert behind(query, tracks, f"node/{step}/{name}") == units
    for row in ask(query, tracks)["top_paths"]:
        units = expected.behind_path[tuple(row["path"])]
        assert behind(query, tracks, f"path/{row['rank']}") == units
    few = record | {"top": top}
    query = settled(query_of(few), tracks)
    for row in ask(query, tracks)["edges"]:
        found = behind(query, tracks, f"edge/{row['step']}/{row['from']}/{row['to']}")
        assert 0 < len(found) <= row["count"]


def behind(query: Query[Any], tracks: Sequence[Lazy], cell: str) -> set[int]:
    """The people of a cell, numbered from 0."""
    found: list[int] = []
    for lazy in tracks:
        track = lazy()
        found += [int(one) - 1 for one in track.person[query.people(track, cell)]]
    assert len(found) == len(set(found))
    return set(found)


@given(crowds(), st.sampled_from(LENGTHS), st.data())
@times(0.5)
def test_as_many_go_around_a_gap_as_the_funnel_says_dropped_out(
    crowd: tuple[list[list[Row]], list[int]], within: int, data: st.DataObject
) -> None:
    people, parts = crowd
    record: dict[str, Any] = {"within": f"{within}m"}
    for key in ("from", "to", "as_of"):
        at = data.draw(st.one_of(st.none(), moments))
        if at is not None:
            record[key] = iso(at)
    since, until = record.get("from", "0"), min(record.get(key, "9") for key in ("to", "as_of"))
    if since >= until:
        return
    item = st.sampled_from(({"event": "look"}, {"event": ["look", "cart"]}, {"event": "cart"}))
    first, second = data.draw(item), data.draw(item)
    tracks = in_parts(people, parts)
    funnel = record | {"question": "funnel", "steps": [first, second]}
    paths = record | {"question": "paths", "after": first, "instead_of": second}
    lost = behind(query_of(funnel), tracks, "1/dropped")
    query = settled(query_of(paths), tracks)
    answer = ask(query, tracks)
    assert answer["paths"] == answer["units"] == len(lost)
    gone = [behind(query, tracks, f"path/{row['rank']}") for row in answer["top_paths"]]
    assert set[int]().union(*gone) == lost
    begins = {row["path"][0] for row in answer["top_paths"]}
    names = first["event"] if isinstance(first["event"], list) else [first["event"]]
    assert begins <= set(names)


# ---------------------------------------------------------------- transitions

STEPS: Final = 6


def transitions(record: dict[str, Any], tracks: Sequence[Lazy]) -> dict[str, Any]:
    more = {"ends": True, "step_matrix": STEPS, "variants": EVERYTHING}
    return ask(query_of(record | more), tracks)


@given(crowds(), askings("transitions"))
def test_transitions_are_what_is_said(
    crowd: tuple[list[list[Row]], list[int]], asking: tuple[dict[str, Any], Wanted]
) -> None:
    (people, parts), (record, wanted) = crowd, asking
    if not makes_sense(wanted):
        return
    wanted = replace(wanted, order=order_of(record))
    expected = slow_transitions.figures([seen(rows, record) for rows in people], wanted, STEPS)
    answer = transitions(record, in_parts(people, parts))
    assert (answer["trails"], answer["units"]) == (expected.trails, expected.units)
    visits = {row["node"]: row["count"] for row in answer["nodes"] if row["count"]}
    assert visits == expected.visits
    pairs = {(row["from"], row["to"]): row for row in answer["transitions"]}
    assert {pair: row["count"] for pair, row in pairs.items()} == expected.pairs
    for pair, lengths in expected.took.items():
        assert told(pairs[pair]["took"]) == long(lengths)
    rows = Counter[str]()
    for (left, _), count in expected.pairs.items():
        rows[left] += count
    assert all(row["rate"]["denominator"] == rows[row["from"]] for row in pairs.values())
    steps = {(row["step"], row["node"]): row["count"] for row in answer["step_matrix"]}
    assert steps == expected.steps
    variants = {tuple(row["path"]): row["count"] for row in answer["variants"]}
    assert variants == expected.variants
    if variants:
        assert answer["variants"][-1]["cumulative"]["rate"] == 1


@given(crowds(), askings("transitions"))
@times(0.5)
def test_behind_every_cell_of_transitions_stand_its_people(
    crowd: tuple[list[list[Row]], list[int]], asking: tuple[dict[str, Any], Wanted]
) -> None:
    (people, parts), (record, wanted) = crowd, asking
    if not makes_sense(wanted):
        return
    wanted = replace(wanted, order=order_of(record))
    expected = slow_transitions.figures([seen(rows, record) for rows in people], wanted, STEPS)
    tracks = in_parts(people, parts)
    more = {"ends": True, "step_matrix": STEPS, "variants": EVERYTHING}
    query = settled(query_of(record | more), tracks)
    for (left, right), units in expected.behind.items():
        assert behind(query, tracks, f"edge/{left}/{right}") == units
    for (step, name), units in expected.behind_step.items():
        assert behind(query, tracks, f"step/{step}/{name}") == units
    for row in ask(query, tracks)["variants"]:
        units = expected.behind_variant[tuple(row["path"])]
        assert behind(query, tracks, f"variant/{row['rank']}") == units


@given(crowds(), askings("transitions"), moments)
@times(0.5)
def test_transitions_of_two_periods_add_up(
    crowd: tuple[list[list[Row]], list[int]],
    asking: tuple[dict[str, Any], Wanted],
    middle: int,
) -> None:
    (people, parts), (record, wanted) = crowd, asking
    if not wanted.since < middle < wanted.until or not middle <= wanted.as_of:
        return
    tracks = in_parts(people, parts)
    found: list[Counter[Any]] = []
    for one in (record, record | {"to": iso(middle)}, record | {"from": iso(middle)}):
        rows = transitions(one, tracks)["transitions"]
        found.append(Counter({(row["from"], row["to"]): row["count"] for row in rows}))
    assert found[0] == found[1] + found[2]


@given(crowds(), askings("transitions"), st.integers(1, 3))
@times(0.5)
def test_other_nodes_are_the_sum_of_those_not_shown(
    crowd: tuple[list[list[Row]], list[int]], asking: tuple[dict[str, Any], Wanted], top: int
) -> None:
    (people, parts), (record, wanted) = crowd, asking
    if not makes_sense(wanted):
        return
    tracks = in_parts(people, parts)
    whole, few = (transitions(record | {"top": n}, tracks) for n in (200, top))
    ends = {"(start)", "(end)"}
    # A node that is only gone to, after the period, has no visits in it.
    shown = {row[key] for row in few["transitions"] for key in ("from", "to")} - ends
    assert len(shown) <= top + 1
    expected = Counter[Any]()
    for row in whole["transitions"]:
        pair = tuple(
            one if one in shown | ends else "(other)" for one in (row["from"], row["to"])
        )
        expected[pair] += row["count"]
    found = {(row["from"], row["to"]): row["count"] for row in few["transitions"]}
    assert found == expected


# ---------------------------------------------------------------- what is kept

Found: TypeAlias = list[tuple[tuple[int, ...], bool]]

chains = st.lists(
    st.tuples(
        st.lists(st.integers(1, 3), min_size=1, max_size=6).map(tuple[int, ...]),
        st.booleans(),
    ),
    min_size=1,
    max_size=30,
)


@given(chains, st.lists(st.integers(0, 3), min_size=30, max_size=30), st.data())
def test_chains_that_are_too_many_are_cut_alike_however_they_are_split(
    found: Found, parts: list[int], data: st.DataObject
) -> None:
    most = data.draw(st.integers(1, 80))
    side: Side = data.draw(st.sampled_from(("first", "last", "both")))
    names = ("(more)", "a", "b", "c")
    whole = tally(found, side, most)
    split = [
        [one for one, at in zip(found, parts, strict=False) if at == part] for part in range(4)
    ]
    together = tally([], side, most)
    for some in data.draw(st.permutations(split)):
        together = together.merged(tally(some, side, most))
    together = together.together()
    assert together.depth == whole.depth
    cut = [shortened(nodes, whole.depth, side) for nodes, _ in found]
    further = Counter(
        path for (nodes, more), path in zip(found, cut, strict=True) if more or path != nodes
    )
    expected = {tuple(names[one] for one in path): n for path, n in Counter(cut).items()}
    for kept in (whole, together):
        ranked = kept.leading(names, EVERYTHING)
        assert {one.path: one.count for one in ranked} == expected
        assert [one.count for one in ranked] == sorted(expected.values(), reverse=True)
        if side != "both":
            gone = {tuple(names[one] for one in path): n for path, n in further.items()}
            assert {one.path: one.further for one in ranked if one.further} == gone
        few = data.draw(st.integers(1, 5))
        assert kept.leading(names, few) == ranked[:few]
    fits = sum(len(path) for path in set(cut)) <= most
    assert fits or whole.depth == (3 if side == "both" else 1)


def shortened(nodes: tuple[int, ...], depth: int, side: Side) -> tuple[int, ...]:
    if len(nodes) <= depth:
        return nodes
    if side == "both":
        return (*nodes[: depth - 2], 0, nodes[-1])
    return nodes[:depth] if side == "first" else nodes[-depth:]


def tally(found: Found, side: Side, most: int) -> Tally:
    sizes = np.cumsum([0, *(len(nodes) for nodes, _ in found)])
    nodes = np.asarray([node for nodes, _ in found for node in nodes], np.uint16)
    counts = np.asarray([(1, further) for _, further in found], np.int64).reshape(-1, 2)
    return Tally(side, 6, Chains(sizes, nodes), counts, most).together()


lengths = st.lists(
    st.tuples(st.integers(0, 3), st.one_of(st.integers(0, 300), st.integers(0, 10**15))),
    min_size=1,
    max_size=60,
)


@given(lengths, st.lists(st.integers(0, 2), min_size=60, max_size=60), st.integers(0, 90))
def test_lengths_are_the_same_however_they_are_split(
    found: list[tuple[int, int]], parts: list[int], most: int
) -> None:
    together = Lengths(exact=True)
    for part in range(3):
        some = [one for one, at in zip(found, parts, strict=False) if at == part]
        together = together.merged(kept(some, exact=True), most)
    assert together.exact == (len(found) <= most)
    told = together.told()
    for at, cell in enumerate(told.cell.tolist()):
        mine = [length for one, length in found if one == cell]
        assert told.count[at] == len(mine)
        assert told.mean[at] == pytest.approx(mean(mine), rel=1e-12)
        apart = 0 if together.exact else 1 / 128
        assert told.median[at] == pytest.approx(median(mine), rel=apart + 1e-12)
    if not together.exact:
        straight = kept(found, exact=False).told()
        assert told.median.tolist() == straight.median.tolist()


def kept(found: list[tuple[int, int]], *, exact: bool) -> Lengths:
    cells = np.asarray([cell for cell, _ in found], np.int32)
    took = np.asarray([length for _, length in found], np.int64)
    return lengths_of(cells, took, 4, exact=exact)
