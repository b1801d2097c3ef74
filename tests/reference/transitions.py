"""From node to node: what whole trails add up to, counted pair by pair over plain lists."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from reference.paths import Seen, Wanted, collapsed, sessions

START, END = "(start)", "(end)"
LONGEST = 64


@dataclass
class Figures:
    """What all trails add up to."""

    trails: int = 0
    units: int = 0
    visits: Counter[str] = field(default_factory=Counter[str])
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    """With (start) and (end)."""
    took: defaultdict[tuple[str, str], list[int]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], list[int]](list)
    )
    steps: Counter[tuple[int, str]] = field(default_factory=Counter[tuple[int, str]])
    variants: Counter[tuple[str, ...]] = field(default_factory=Counter[tuple[str, ...]])
    behind: defaultdict[tuple[str, str], set[int]] = field(
        default_factory=lambda: defaultdict[tuple[str, str], set[int]](set)
    )
    behind_step: defaultdict[tuple[int, str], set[int]] = field(
        default_factory=lambda: defaultdict[tuple[int, str], set[int]](set)
    )
    behind_variant: defaultdict[tuple[str, ...], set[int]] = field(
        default_factory=lambda: defaultdict[tuple[str, ...], set[int]](set)
    )


def figures(people: Sequence[Sequence[Seen]], wanted: Wanted, steps: int) -> Figures:
    """The figures of everybody; `steps` of the step matrix."""
    found = Figures()
    for unit, rows in enumerate(people):
        before = found.visits.total()
        for trail in sessions(rows, wanted):
            _add(found, unit, trail, wanted, steps)
        found.units += found.visits.total() > before
    return found


def _add(found: Figures, unit: int, trail: list[Seen], wanted: Wanted, steps: int) -> None:
    nodes = collapsed(trail, wanted.collapse)
    inside = [wanted.since <= at < wanted.until for _, at in nodes]
    pairs: list[tuple[str, str]] = []
    for place, (name, at) in enumerate(nodes):
        if not inside[place]:
            continue
        found.visits[name] += 1
        following = nodes[place + 1] if place + 1 < len(nodes) else None
        pairs.append((name, following[0] if following else END))
        if following:
            found.took[name, following[0]].append(following[1] - at)
    if inside[0]:
        pairs.append((START, nodes[0][0]))
        found.trails += 1
        for step in range(steps):
            name = nodes[step][0] if step < len(nodes) else END
            found.steps[step + 1, name] += 1
            found.behind_step[step + 1, name].add(unit)
        variant = tuple(name for name, _ in collapsed(trail, True))[:LONGEST]
        found.variants[variant] += 1
        found.behind_variant[variant].add(unit)
    for pair in pairs:
        found.pairs[pair] += 1
        found.behind[pair].add(unit)
