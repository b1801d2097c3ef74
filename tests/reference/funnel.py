"""Funnels told again: every attempt with all its chains, one person at a time.

A trail is a person's rows in the order of time: instant, event, properties. Nothing is kept
from row to row: whatever is asked of an attempt, its chains are written out and looked at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import permutations

from reference.questions_over_time import label, period
from reference.trail import fits
from tropa.clock import FOREVER
from tropa.event import IDENTIFY, event_name
from tropa.measure.questions.funnel.asked import Asked
from tropa.measure.questions.items import Item
from tropa.trail import Scalar

Fields = Mapping[str, Scalar]
Trail = Sequence[tuple[int, str, Fields]]


@dataclass(frozen=True)
class Row:
    """A row as the funnel sees it."""

    at: int
    number: int
    name: str
    fields: Fields
    steps: frozenset[int]
    """Steps as asked, counted from 0."""
    excluded: frozenset[int]


Chain = tuple[Row, ...]


@dataclass(frozen=True)
class Fate:
    """What became of one person."""

    made: frozenset[int]
    """Steps of the way made, counted from 0."""
    waiting: frozenset[int]
    optional: tuple[bool, ...]
    chain: tuple[Row | None, ...]
    """The rows of the attempt that counts, step by step."""
    at: tuple[int | None, ...]
    """When each step was made."""
    void: bool
    ripe: bool
    """The first attempt that is not void began as long ago as one may last."""


# ---------------------------------------------------------------- rows


def rows_of(trail: Trail, asked: Asked) -> list[Row]:
    """The rows that are looked at."""
    found: list[Row] = []
    for number, (at, name, fields) in enumerate(trail):
        if at > asked.scope.as_of or not fits(asked.scope.where, dict(fields)):
            continue
        steps = frozenset(
            k for k, one in enumerate(asked.steps) if is_any(one.items, name, fields)
        )
        excluded = frozenset(
            k for k, one in enumerate(asked.exclude) if is_any(one.items, name, fields)
        )
        found.append(Row(at, number, name, fields, steps, excluded))
    return found


def is_any(items: Sequence[Item], name: str, fields: Fields) -> bool:
    return any(is_one(item, name, fields) for item in items)


def is_one(item: Item, name: str, fields: Fields) -> bool:
    named = [event_name(one) for one in item.events]
    by_name = not item.events or "*" in item.events or event_name(name) in named
    return by_name and fits(item.where, dict(fields))


def on_the_way(rows: Sequence[Row], way: Sequence[int], asked: Asked) -> list[Row]:
    """Rows with their steps numbered along a way, in the order they are taken in."""
    found: list[Row] = []
    for row in rows:
        steps = frozenset(k for k, step in enumerate(way) if step in row.steps)
        if asked.order == "strict" and row.steps and not steps:
            # Only of steps that may be left out: no obstacle.
            continue
        found.append(replace(row, steps=steps))
    return sorted(found, key=lambda row: (row.at, min(row.steps, default=-1), row.number))


# ---------------------------------------------------------------- chains


def chains(
    rows: Sequence[Row], first: int, way: Sequence[int], asked: Asked
) -> Iterator[Chain]:
    """All chains of the attempt that begins with a row, longer and shorter."""
    if asked.order == "strict" or asked.repeats == "end":
        yield from only_chain(rows, first, way, asked)
        return
    pending: list[tuple[Chain, int]] = [((rows[first],), first)]
    while pending:
        chain, last = pending.pop()
        yield chain
        if len(chain) == len(way):
            continue
        for at, row in enumerate(rows):
            behind = row.at >= chain[-1].at if many(asked) else at > last
            if behind and joins(row, chain, way, asked):
                pending.append(((*chain, row), at))


def only_chain(
    rows: Sequence[Row], first: int, way: Sequence[int], asked: Asked
) -> Iterator[Chain]:
    """Each step at the first row that fits, until something breaks it."""
    chain: Chain = ()
    for at in range(first, len(rows)):
        row, before = rows[at], chain
        while len(chain) < len(way) and joins(row, chain, way, asked):
            chain = (*chain, row)
            yield chain
            if not many(asked):
                break
        if chain == before and breaks(row, chain, way, asked):
            return


def breaks(row: Row, chain: Chain, way: Sequence[int], asked: Asked) -> bool:
    if row.at - chain[0].at > asked.within:
        return True
    if asked.order == "strict" and (not row.steps or not asked.reentry):
        return True
    again = row.steps & set(range(1, len(chain)))
    return asked.repeats == "end" and bool(again)


def joins(row: Row, chain: Chain, way: Sequence[int], asked: Asked) -> bool:
    """Whether a row may be the next of a chain."""
    if len(chain) not in row.steps:
        return False
    if not chain:
        return asked.scope.since <= row.at < asked.scope.until
    gap = row.at - chain[-1].at
    in_time = row.at - chain[0].at <= asked.within
    own = gap <= asked.steps[way[len(chain)]].within
    return in_time and own and (gap > 0 or asked.same_time == "counts")


def many(asked: Asked) -> bool:
    return asked.one_event == "many_steps"


def attempts(rows: Sequence[Row], asked: Asked) -> list[int]:
    """Where attempts begin."""
    return [
        at
        for at, row in enumerate(rows)
        if 0 in row.steps and asked.scope.since <= row.at < asked.scope.until
    ]


def deadline(chain: Chain, way: Sequence[int], asked: Asked) -> int:
    """The last instant at which a chain may be continued."""
    ends = [FOREVER]
    if asked.within != FOREVER:
        ends.append(chain[0].at + asked.within)
    own = asked.steps[way[len(chain)]].within
    if own != FOREVER:
        ends.append(chain[-1].at + own)
    return min(ends)


# ---------------------------------------------------------------- exclusions


def is_void(rows: Sequence[Row], first: int, way: Sequence[int], asked: Asked) -> bool:
    """Whether an excluded row stands between two steps of the attempt."""
    known = list(chains(rows, first, way, asked))
    for row in rows:
        before = [one for one in known if one[-1].at < row.at]
        if not before:
            continue
        stood = max(map(len, before))
        stands = max(len(one) for one in known if one[-1].at <= row.at)
        going = any(
            deadline(one, way, asked) >= row.at for one in before if len(one) < len(way)
        )
        for which in row.excluded:
            exclusion = asked.exclude[which]
            if going and exclusion.since <= stood and stands < exclusion.until:
                return True
    return False


# ---------------------------------------------------------------- one person


def in_order(trail: Trail, asked: Asked) -> Fate:
    """What became of a person on ordered steps."""
    looked, way = rows_of(trail, asked), asked.required
    rows = on_the_way(looked, way, asked)
    begun = attempts(rows, asked)
    void = {rows[at].number for at in begun if is_void(rows, at, way, asked)}
    every = all_chains(looked, way, void, asked)
    depth = max((len(one) for one in every), default=0)
    optional = tuple(
        depth > 0
        and depth + 1
        in {len(one) for one in all_chains(looked, sorted([*way, extra]), void, asked)}
        for extra in asked.optional
    )
    chain = the_chain([one for one in every if len(one) == depth], rows, asked)
    waits = depth < len(way) and any(
        asked.scope.as_of < deadline(one, way, asked) < FOREVER
        for one in every
        if len(one) < len(way) and goes_on(one, rows, asked)
    )
    rest = [None] * (len(way) - depth)
    return Fate(
        made=frozenset(range(depth)),
        waiting=frozenset([depth - 1] if waits else []),
        optional=optional,
        chain=(*chain, *rest),
        at=(*(row.at for row in chain), *rest),
        void=bool(void) and depth == 0,
        ripe=is_ripe([rows[at] for at in begun if rows[at].number not in void], asked),
    )


def all_chains(
    looked: Sequence[Row], way: Sequence[int], void: set[int], asked: Asked
) -> list[Chain]:
    rows = on_the_way(looked, way, asked)
    return [
        one
        for at in attempts(rows, asked)
        if rows[at].number not in void
        for one in chains(rows, at, way, asked)
    ]


def the_chain(deepest: Sequence[Chain], rows: Sequence[Row], asked: Asked) -> Chain:
    """Of the chains that got so deep the first to get there; of these the latest rows."""
    place = {row.number: at for at, row in enumerate(rows)}

    def rank(chain: Chain) -> list[tuple[int, int, int]]:
        back = list(reversed(list(enumerate(chain))))
        # Where a row may serve many steps, rows of one instant go step by step.
        places = [(row.at, step if many(asked) else 0, place[row.number]) for step, row in back]
        return [places[0], *((-at, -step, -one) for at, step, one in places[1:])]

    return min(deepest, key=rank, default=())


def goes_on(chain: Chain, rows: Sequence[Row], asked: Asked) -> bool:
    """Whether nothing has broken a chain by the moment of the answer."""
    if asked.order != "strict" and asked.repeats != "end":
        return True
    first = next(at for at, row in enumerate(rows) if row.number == chain[0].number)
    longest = list(only_chain(rows, first, asked.required, asked))[-1]
    last = next(at for at, row in enumerate(rows) if row.number == chain[-1].number)
    return chain == longest and not any(
        breaks(row, chain, asked.required, asked) for row in rows[last + 1 :]
    )


# ---------------------------------------------------------------- steps in any order


def in_any_order(trail: Trail, asked: Asked) -> Fate:
    """Each step by itself."""
    rows = [
        row for row in on_the_way(rows_of(trail, asked), asked.required, asked) if row.steps
    ]
    begun = [row for row in rows if asked.scope.since <= row.at < asked.scope.until]
    steps = range(len(asked.required))
    at: list[int | None] = [None for _ in steps]
    nobody = (None,) * len(steps)
    if not begun:
        return Fate(frozenset(), frozenset(), (), nobody, nobody, void=False, ripe=False)
    began = begun[0].at
    for row in rows:
        if 0 <= row.at - began <= asked.within:
            for step in row.steps:
                at[step] = row.at if at[step] is None else at[step]
    made = frozenset(step for step in steps if at[step] is not None)
    may = asked.within != FOREVER and began + asked.within > asked.scope.as_of
    waiting = frozenset(steps) - made if may else frozenset[int]()
    ripe = is_ripe(begun, asked)
    return Fate(made, waiting, (), nobody, tuple(at), void=False, ripe=ripe)


def together(trail: Trail, asked: Asked) -> Fate:
    """All steps so far within one window."""
    rows = [
        row for row in on_the_way(rows_of(trail, asked), asked.required, asked) if row.steps
    ]
    begun = [row for row in rows if asked.scope.since <= row.at < asked.scope.until]
    steps = len(asked.required)
    best: list[int] = []
    for first in begun:
        done = window(first, rows, asked)
        if len(done) > len(best):
            best = done
    depth = len(best)
    latest = begun[-1].at if begun else 0
    may = asked.within != FOREVER and latest + asked.within > asked.scope.as_of
    waits = 0 < depth < steps and may
    rest = [None] * (steps - depth)
    return Fate(
        made=frozenset(range(depth)),
        waiting=frozenset([depth - 1] if waits else []),
        optional=(),
        chain=(None,) * steps,
        at=(*best, *rest),
        void=False,
        ripe=is_ripe(begun, asked),
    )


def window(first: Row, rows: Sequence[Row], asked: Asked) -> list[int]:
    """When the first steps had all been made in the window that a row begins, step by step."""
    inside = [row for row in rows if 0 <= row.at - first.at <= asked.within]
    done: list[int] = []
    for count in range(1, len(asked.required) + 1):
        ends = [row.at for row in inside if can_serve(inside, row.at, count, asked)]
        if not ends:
            break
        done.append(min(ends))
    own = [step for step in first.steps if step < len(done)]
    return [first.at, *done[1:]] if own else []


def can_serve(rows: Sequence[Row], until: int, count: int, asked: Asked) -> bool:
    """Whether rows up to an instant can serve the first so many steps."""
    known = [row for row in rows if row.at <= until]
    if many(asked):
        return all(any(step in row.steps for row in known) for step in range(count))
    return any(
        all(step in row.steps for step, row in enumerate(some))
        for some in permutations(known, count)
    )


def is_ripe(begun: Sequence[Row], asked: Asked) -> bool:
    """Whether whoever began so has had all the time an attempt may last since the first."""
    own = [asked.steps[step].within for step in asked.required[1:]]
    longest = asked.within if FOREVER in own else min(asked.within, sum(own))
    if longest == FOREVER:
        return True
    return bool(begun) and min(row.at for row in begun) <= asked.scope.as_of - longest


# ---------------------------------------------------------------- everybody

WALKS = {"any": in_any_order, "together": together, "ordered": in_order, "strict": in_order}


def fate(trail: Trail, asked: Asked) -> Fate:
    """What became of a person."""
    return WALKS[asked.order](trail, asked)


def funnel(people: Sequence[Trail], asked: Asked) -> dict[str, object]:
    """The answer, shares as pairs of numbers."""
    counted = [one for one in people if is_asked(one, asked)]
    fates = [fate(one, asked) for one in counted]
    whole = [took for one in fates if (took := took_whole(one, asked)) is not None]
    answer: dict[str, object] = {"steps": steps(fates, asked), "took": spread(whole)}
    if asked.exclude:
        answer["void"] = sum(one.void for one in fates)
    if asked.by is not None:
        answer["groups"] = groups(counted, fates, asked)
    return answer


def is_asked(trail: Trail, asked: Asked) -> bool:
    return asked.scope.who is None or fits(asked.scope.who, traits(trail, asked))


def traits(trail: Trail, asked: Asked) -> dict[str, Scalar]:
    """What was last stated of a person."""
    found: dict[str, Scalar] = {}
    for at, name, fields in trail:
        if name == IDENTIFY and at <= asked.scope.as_of:
            found |= fields
    return found


def steps(fates: Sequence[Fate], asked: Asked) -> list[dict[str, object]]:
    """The steps, one after another."""
    found: list[dict[str, object]] = []
    entered = [one for one in fates if one.made]
    for at, step in enumerate(asked.steps):
        row: dict[str, object] = {"name": step.name, "optional": step.optional}
        if step.optional:
            count = sum(one.optional[asked.optional.index(at)] for one in fates)
            found.append(row | {"count": count, "rate": (count, len(entered))})
            continue
        own = asked.required.index(at)
        count = sum(own in one.made for one in fates)
        row |= {"count": count, "rate": (count, len(entered))}
        if asked.order == "any":
            since = [(min(filter(None, one.at)), one) for one in fates if own in one.made]
        else:
            row["from_previous"] = (
                count,
                sum(max(own - 1, 0) in one.made for one in fates),
            )
            since = [(one.at[own - 1] or 0, one) for one in fates if own in one.made]
        ripe = [one for one in entered if one.ripe]
        row["ripe"] = (sum(own in one.made for one in ripe), len(ripe))
        row["in_window"] = sum(own in one.waiting for one in fates)
        if own or asked.order == "any":
            row["took"] = spread([(one.at[own] or 0) - began for began, one in since])
        found.append(row)
    return found


def took_whole(one: Fate, asked: Asked) -> int | None:
    known = [at for at in one.at if at is not None]
    return max(known) - min(known) if len(known) == len(asked.required) else None


def spread(took: Sequence[int]) -> dict[str, object]:
    """How many lengths, and what they are on the whole."""
    return {"n": len(took), "mean_days": mean(took)}


def mean(took: Sequence[int]) -> Fraction | None:
    return Fraction(sum(took), len(took) * 86_400_000_000) if took else None


# ---------------------------------------------------------------- splits


def groups(
    people: Sequence[Trail], fates: Sequence[Fate], asked: Asked
) -> list[dict[str, object]]:
    """The largest groups by themselves, the rest together."""
    by = asked.by
    assert by is not None
    apart: dict[str | None, list[Fate]] = {}
    if by.rule == "all":
        for trail in people:
            for value in values(trail, by.field):
                mine = [row for row in trail if text(row[2].get(by.field)) == value]
                apart.setdefault(value, []).append(fate(mine, asked))
    else:
        for trail, one in zip(people, fates, strict=True):
            apart.setdefault(value_of(trail, one, asked), []).append(one)
    sizes = {value: sum(bool(one.made) for one in some) for value, some in apart.items()}
    known = sorted((value for value in sizes if sizes[value]), key=lambda one: one or "")
    known.sort(key=lambda one: -sizes[one])
    shown, rest = known[: by.top], known[by.top :]
    told: list[dict[str, object]] = [
        {"value": value, "other": False, "steps": steps(apart[value], asked)} for value in shown
    ]
    if rest and by.rule != "all":
        others = [one for value in rest for one in apart[value]]
        told.append({"value": None, "other": True, "steps": steps(others, asked)})
    return told


def values(trail: Trail, name: str) -> set[str]:
    found = {text(fields.get(name)) for _, _, fields in trail}
    return {one for one in found if one is not None}


def value_of(trail: Trail, one: Fate, asked: Asked) -> str | None:
    """The value a person stands for."""
    by = asked.by
    assert by is not None
    if by.rule == "trait":
        return text(traits(trail, asked).get(by.field))
    if by.rule == "step":
        row = one.chain[asked.required.index(by.step - 1)]
        return None if row is None else text(row.fields.get(by.field))
    has = [
        text(row.fields.get(by.field))
        for row in rows_of(trail, asked)
        if row.fields.get(by.field) is not None
    ]
    return (has[0] if by.rule == "first" else has[-1]) if has else None


def text(value: Scalar | None) -> str | None:
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:g}" if isinstance(value, float) else str(value)


# ---------------------------------------------------------------- by period


def attempts_of(trail: Trail, asked: Asked) -> list[tuple[int, frozenset[int]]]:
    """Every attempt: when it began, and what it made; nothing where it is void."""
    if asked.order in ("any", "together"):
        rows = on_the_way(rows_of(trail, asked), asked.required, asked)
        begun = [row for row in rows if row.steps]
        begun = [row for row in begun if asked.scope.since <= row.at < asked.scope.until]
        if asked.order == "together":
            return [(row.at, frozenset(range(len(window(row, rows, asked))))) for row in begun]
        return [(row.at, in_window(row, rows, asked)) for row in begun]
    rows = on_the_way(rows_of(trail, asked), asked.required, asked)
    found: list[tuple[int, frozenset[int]]] = []
    for at in attempts(rows, asked):
        depth = max(len(one) for one in chains(rows, at, asked.required, asked))
        void = is_void(rows, at, asked.required, asked)
        found.append((rows[at].at, frozenset(range(0 if void else depth))))
    return found


def in_window(first: Row, rows: Sequence[Row], asked: Asked) -> frozenset[int]:
    inside = [row for row in rows if 0 <= row.at - first.at <= asked.within]
    return frozenset(step for row in inside for step in row.steps)


def trend(people: Sequence[Trail], asked: Asked) -> dict[str, list[int]]:
    """By period who began in it, and who of them made each step; nobody's periods left out."""
    zone, length = asked.scope.zone, asked.trend
    found: dict[str, list[int]] = {}
    for trail in people:
        by: dict[str, list[frozenset[int]]] = {}
        for at, made in attempts_of(trail, asked):
            by.setdefault(label(period(at, length, zone), length, zone), []).append(made)
        for name, some in by.items():
            best = some[0] if asked.order == "any" else max(some, key=len)
            if is_asked(trail, asked) and best:
                line = found.setdefault(name, [0] * (1 + len(asked.required)))
                for column in (0, *(step + 1 for step in best)):
                    line[column] += 1
    return found


# ---------------------------------------------------------------- what else they did


def did(people: Sequence[Trail], asked: Asked) -> tuple[int, int, dict[str, tuple[int, int]]]:
    """How many finished and how many did not; by thing, how many of either did it."""
    finished = dropped = 0
    things: dict[str, tuple[int, int]] = {}
    for trail in people:
        one = fate(trail, asked)
        if not is_asked(trail, asked) or not one.made or not one.ripe or one.waiting:
            continue
        done = len(one.made) == len(asked.required)
        finished, dropped = finished + done, dropped + (not done)
        began = one.at[0] or 0
        end = one.at[-1] if done else min(began + asked.within, asked.scope.as_of)
        for thing in sorted(things_of(trail, began, end or 0, asked)):
            had = things.get(thing, (0, 0))
            things[thing] = (had[0] + done, had[1] + (not done))
    return finished, dropped, things


def things_of(trail: Trail, began: int, end: int, asked: Asked) -> set[str]:
    """What a person did from one instant to another, the steps aside."""
    found: set[str] = set()
    for row in rows_of(trail, asked):
        if not row.steps and began <= row.at <= end:
            thing = row.name if asked.correlate == "events" else row.fields.get(asked.correlate)
            said = text(thing)
            if said is not None and not (asked.correlate == "events" and thing == IDENTIFY):
                found.add(said)
    return found
