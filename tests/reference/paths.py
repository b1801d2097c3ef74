"""Chains of nodes cut out of one trail, and what they add up to: plain lists, by the words."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias

MORE: Final = "(more)"
END_OF_TIME: Final = 2**63 - 1


@dataclass(frozen=True)
class Seen:
    """A row that is a node."""

    at: int
    node: str
    start: bool = False
    end: bool = False


@dataclass(frozen=True)
class Wanted:
    """How chains are cut."""

    since: int = -(2**63)
    until: int = END_OF_TIME
    as_of: int = END_OF_TIME
    gap: int | None = None
    within: int | None = None
    steps: int = 5
    start: bool = False
    end: bool = False
    every: bool = False
    collapse: bool = False
    order: tuple[str, ...] = ()
    """The nodes' own order at one instant, where it counts."""

    @property
    def side(self) -> Literal["first", "last", "both"]:
        if not self.end:
            return "first"
        return "both" if self.start else "last"


Node: TypeAlias = tuple[str, int]
Trail: TypeAlias = Sequence[Seen]


@dataclass(frozen=True)
class Path:
    """One chain as it is told."""

    nodes: tuple[Node, ...]
    cut: bool
    """It has nodes before or behind those told."""

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(name for name, _ in self.nodes)


# ---------------------------------------------------------------- cutting


def sessions(rows: Trail, wanted: Wanted) -> list[list[Seen]]:
    """A unit's rows as trails: a longer silence begins another."""
    known = [row for row in rows if row.at <= wanted.as_of]
    if wanted.order:
        known.sort(key=lambda row: (row.at, wanted.order.index(row.node)))
    found: list[list[Seen]] = []
    for row in known:
        silent = not found or (
            wanted.gap is not None and row.at - found[-1][-1].at > wanted.gap
        )
        if silent:
            found.append([])
        found[-1].append(row)
    return found


def paths(rows: Trail, wanted: Wanted) -> list[Path]:
    """The paths of one unit."""
    found: list[Path] = []
    for trail in sessions(rows, wanted):
        if wanted.start and wanted.end:
            chains = _between(trail, wanted)
        elif wanted.start:
            chains = _from(trail, wanted)
        elif wanted.end:
            chains = _to(trail, wanted)
        else:
            chains = [_in_time(trail, wanted)] if _inside(trail[0], wanted) else []
        found += [_told(collapsed(chain, wanted.collapse), wanted) for chain in chains]
    return found


def _inside(row: Seen, wanted: Wanted) -> bool:
    return wanted.since <= row.at < wanted.until


def _in_time(chain: list[Seen], wanted: Wanted) -> list[Seen]:
    if wanted.within is None:
        return chain
    return [row for row in chain if row.at <= chain[0].at + wanted.within]


def _anchors(marks: list[bool], wanted: Wanted) -> list[int]:
    """Rows that chains hang on; where all count, a repeat in a row is the same once more."""
    same = wanted.every and wanted.collapse
    return [at for at, mark in enumerate(marks) if mark and not (same and at and marks[at - 1])]


def _from(trail: list[Seen], wanted: Wanted) -> list[list[Seen]]:
    starts = _anchors([row.start for row in trail], wanted)
    inside = [at for at in starts if _inside(trail[at], wanted)]
    if not wanted.every:
        return [_in_time(trail[at:], wanted) for at in inside[:1]]
    following = dict(zip(starts, [*starts[1:], len(trail)], strict=False))
    return [_in_time(trail[at : following[at]], wanted) for at in inside]


def _to(trail: list[Seen], wanted: Wanted) -> list[list[Seen]]:
    ends = _anchors([row.end for row in trail], wanted)
    inside = [at for at in ends if _inside(trail[at], wanted)]
    chains: list[list[Seen]] = []
    for at in inside if wanted.every else inside[:1]:
        former = [one for one in range(at) if trail[one].end]
        chain = trail[former[-1] + 1 if former else 0 : at + 1]
        if wanted.within is not None:
            chain = [row for row in chain if row.at >= trail[at].at - wanted.within]
        chains.append(chain)
    return chains


def _between(trail: list[Seen], wanted: Wanted) -> list[list[Seen]]:
    chains: list[list[Seen]] = []
    begin = 0
    while True:
        starts = _anchors([row.start for row in trail], wanted)
        left = [at for at in starts if at >= begin and _inside(trail[at], wanted)]
        right = [at for at, row in enumerate(trail) if left and at > left[0] and row.end]
        if not left or not right:
            return chains
        start, end = left[0], right[0]
        in_time = wanted.within is None or trail[end].at - trail[start].at <= wanted.within
        if in_time:
            chains.append(trail[start : end + 1])
        if not wanted.every:
            return chains
        begin = end if in_time else start + 1


def collapsed(chain: Sequence[Seen], collapse: bool) -> list[Node]:
    """The nodes of a chain with the instants they were entered."""
    return [
        (row.node, row.at)
        for at, row in enumerate(chain)
        if not collapse or at == 0 or chain[at - 1].node != row.node
    ]


def _told(nodes: list[Node], wanted: Wanted) -> Path:
    steps = wanted.steps
    if len(nodes) <= steps:
        return Path(tuple(nodes), cut=False)
    if wanted.side == "first":
        return Path(tuple(nodes[:steps]), cut=True)
    if wanted.side == "last":
        return Path(tuple(nodes[-steps:]), cut=True)
    if steps == 2:
        return Path((nodes[0], nodes[-1]), cut=False)
    folded = (MORE, nodes[steps - 2][1])
    return Path((*nodes[: steps - 2], folded, nodes[-1]), cut=False)


# ---------------------------------------------------------------- adding up


@dataclass
class Figures:
    """What all paths add up to."""

    paths: int = 0
    units: int = 0
    count: Counter[tuple[int, str]] = field(default_factory=Counter[tuple[int, str]])
    began: Counter[tuple[int, str]] = field(default_factory=Counter[tuple[int, str]])
    dropped: Counter[tuple[int, str]] = field(default_factory=Counter[tuple[int, str]])
    cut: Counter[tuple[int, str]] = field(default_factory=Counter[tuple[int, str]])
    """Steps and nodes where something beyond is not told."""
    took: defaultdict[tuple[int, str, str], list[int]] = field(
        default_factory=lambda: defaultdict[tuple[int, str, str], list[int]](list)
    )
    whole: Counter[tuple[str, ...]] = field(default_factory=Counter[tuple[str, ...]])
    further: Counter[tuple[str, ...]] = field(default_factory=Counter[tuple[str, ...]])
    behind_edge: defaultdict[tuple[int, str, str], set[int]] = field(
        default_factory=lambda: defaultdict[tuple[int, str, str], set[int]](set)
    )
    behind_node: defaultdict[tuple[int, str], set[int]] = field(
        default_factory=lambda: defaultdict[tuple[int, str], set[int]](set)
    )
    behind_path: defaultdict[tuple[str, ...], set[int]] = field(
        default_factory=lambda: defaultdict[tuple[str, ...], set[int]](set)
    )


def figures(people: Sequence[Trail], wanted: Wanted) -> Figures:
    """The figures of everybody; units are numbered from 0."""
    found = Figures()
    for unit, rows in enumerate(people):
        every = paths(rows, wanted)
        found.paths += len(every)
        found.units += bool(every)
        for path in every:
            _add(found, unit, path, wanted)
    return found


def _add(found: Figures, unit: int, path: Path, wanted: Wanted) -> None:
    names = path.names
    found.whole[names] += 1
    found.further[names] += path.cut
    found.behind_path[names].add(unit)
    first = wanted.steps - len(names) + 1 if wanted.side == "last" else 1
    for step, name in enumerate(names, first):
        found.count[step, name] += 1
        found.behind_node[step, name].add(unit)
    begin, last = (first, names[0]), (first + len(names) - 1, names[-1])
    found.began[begin] += 1
    beyond = path.cut and wanted.side != "last"
    if path.cut:
        found.cut[last if beyond else begin] += 1
    if not beyond:
        found.dropped[last] += 1
    pairs = zip(path.nodes, path.nodes[1:], strict=False)
    for step, ((left, entered), (right, then)) in enumerate(pairs, first):
        found.took[step, left, right].append(then - entered)
        found.behind_edge[step, left, right].add(unit)
