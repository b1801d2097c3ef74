"""The inverse of a condition: what would have to happen for it to hold.

`did X where f == 1` holds once an event happens that is a touch of `X` with that field; the
touchpoint itself says by which event it is known, and every touchpoint before it in the map's
list must not fit, for the first that fits takes the event. Rules joined by `and` and `or`,
counts, sums and orders become lists of such acts. What no list of acts brings about is given
up with a reason: nothing is dropped in silence.

Whether a recipe truly does what it is for is not decided here: `repertoire` tries each on the
very kernel that places people.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product
from typing import Final

from tropa.clock import Duration
from tropa.condition.syntax import (
    And,
    Condition,
    CountOf,
    Did,
    FieldTest,
    FirstTwoWay,
    Not,
    Nth,
    Or,
    SumOf,
    TimeAfter,
)
from tropa.map.document import Map, Touchpoint
from tropa.place.classify import TOUCHPOINT_FIELD
from tropa.plan.fields import Fields, Hints, fitting
from tropa.trail import Scalar

RECIPES_AT_MOST: Final = 24
"""Of a rule that many acts can fulfil, so many ways are kept."""
REPEATS_AT_MOST: Final = 12
"""A rule that waits for more touches of one kind is not drawn."""

TOUCHED: Final = "touched"
"""The event of a touchpoint that names none of its own: such an event names its touchpoint."""

SOME_DAY: Final = "2039-01-01"
"""Stands for the day a person names until a person names it."""


@dataclass(frozen=True, slots=True)
class Act:
    """One event that is a touch of this touchpoint."""

    touchpoint: str
    """Empty for an event that is no touch by itself, as a step of a small funnel may be."""
    event: str
    fields: tuple[tuple[str, Scalar], ...] = ()
    absent: frozenset[str] = frozenset()
    """Fields it must not have, lest another touchpoint take it."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """What to do, in this order, for a rule to hold."""

    acts: tuple[Act, ...] = ()
    traits: tuple[tuple[str, Scalar], ...] = ()
    """What must be known of the person beforehand."""
    wait: tuple[str, Duration] | None = None
    """By time alone: so long after this touch or stage."""


@dataclass(frozen=True, slots=True)
class Inverse:
    """All ways found to fulfil a rule, and why others were given up."""

    recipes: tuple[Recipe, ...]
    reasons: tuple[str, ...] = ()


def hints_of(map_: Map) -> Hints:
    """Values a reader of the map would expect, to be tried before anything else."""
    reasons = [
        name
        for name, one in map_.records("loss_reasons").items()
        if one.get("group") not in ("disqualified", "invalid")
    ]
    places = [one.record.get("place") for one in map_.touchpoints]
    hints: dict[str, Sequence[Scalar]] = {
        "reason": reasons,
        "form": ("callback", "calc"),
        "direction": ("in",),
        "answered": (True,),
        "network": ("search",),
        "path": ("/", *(str(one) for one in places if str(one).startswith("/"))),
    }
    snooze = map_.outcomes.get("snooze")
    if snooze is not None and snooze.field is not None:
        hints[snooze.field[1]] = (SOME_DAY,)
    return hints


def acts_of(
    map_: Map,
    touchpoint: Touchpoint,
    more: Sequence[Condition] = (),
    less: Sequence[Condition] = (),
    hints: Hints | None = None,
) -> list[Act]:
    """Events that are a touch of this touchpoint, its own first event first.

    Args:
        map_: the map.
        touchpoint: one of its touchpoints.
        more: conditions on the event's fields that must hold besides.
        less: conditions that must not.
        hints: values to try first; the map's own when omitted.
    """
    hints = hints if hints is not None else hints_of(map_)
    if not touchpoint.events:
        # Nothing but its name can make an event a touch of it.
        named = (TOUCHPOINT_FIELD, touchpoint.id)
        return [
            Act(touchpoint.id, TOUCHED, (named, *one.values), one.absent)
            for one in fitting(more, less, hints)
        ]
    own = [touchpoint.where] if touchpoint.where is not None else []
    found: list[Act] = []
    for event in touchpoint.events:
        before = _earlier(map_, touchpoint, event)
        if before is None:
            continue
        sets = fitting([*own, *more], [*before, *less], hints)
        found += [_act(touchpoint, event, one) for one in sets]
    return found


def step_act(event: str, where: Condition | None, hints: Hints) -> Act | None:
    """An event by its name and fields, whatever touchpoint it may belong to."""
    sets = fitting([where] if where is not None else [], [], hints)
    return next((Act("", event, one.values, one.absent) for one in sets), None)


def invert(map_: Map, tree: Condition, hints: Hints | None = None) -> Inverse:
    """Every way to make an event rule hold.

    Args:
        map_: the map.
        tree: one of its event rules.
        hints: values to try first; the map's own when omitted.
    """
    reasons: list[str] = []
    run = _Inverting(map_, hints if hints is not None else hints_of(map_), reasons)
    recipes = list(islice(_ways(run, tree), RECIPES_AT_MOST))
    return Inverse(tuple(dict.fromkeys(recipes)), tuple(dict.fromkeys(reasons)))


def _act(touchpoint: Touchpoint, event: str, fields: Fields) -> Act:
    return Act(touchpoint.id, event, fields.values, fields.absent)


def _earlier(map_: Map, touchpoint: Touchpoint, event: str) -> list[Condition] | None:
    """What touchpoints before it in the list ask of this event; None where one takes it all."""
    found: list[Condition] = []
    for one in map_.touchpoints:
        if one.id == touchpoint.id:
            return found
        if event in one.events:
            if one.where is None:
                return None
            found.append(one.where)
    return found


@dataclass(frozen=True, slots=True)
class _Inverting:
    map: Map
    hints: Hints
    reasons: list[str]

    def give_up(self, reason: str) -> Iterator[Recipe]:
        self.reasons.append(reason)
        return iter(())

    def touches(self, name: str, where: Condition | None) -> list[Act]:
        """Acts of a touchpoint that a rule asks for."""
        touchpoint = self.map.touchpoints[self.map.touchpoint_index(name)]
        found = acts_of(
            self.map, touchpoint, [where] if where is not None else [], hints=self.hints
        )
        if not found:
            self.reasons.append("no_such_event")
        return found


def _ways(run: _Inverting, tree: Condition) -> Iterator[Recipe]:
    match tree:
        case Or(parts):
            for part in parts:
                yield from _ways(run, part)
        case And(parts):
            yield from _joined(run, parts)
        case Did():
            yield from _of_did(run, tree)
        case CountOf() | Nth():
            yield from _of_count(run, tree)
        case SumOf():
            yield from _of_sum(run, tree)
        case _:
            yield from _of_state(run, tree)


def _joined(run: _Inverting, parts: Sequence[Condition]) -> Iterator[Recipe]:
    ways = [list(islice(_ways(run, part), RECIPES_AT_MOST)) for part in parts]
    for chosen in islice(product(*ways), RECIPES_AT_MOST):
        waits = [one.wait for one in chosen if one.wait is not None]
        acts = tuple(act for one in chosen for act in one.acts)
        if waits and (acts or len(waits) > 1):
            # An act that counts only so long after another: told by nothing but patience.
            run.reasons.append("waits_and_acts")
            continue
        traits = tuple(pair for one in chosen for pair in one.traits)
        yield Recipe(acts, traits, waits[0] if waits else None)


def _of_did(run: _Inverting, did: Did) -> Iterator[Recipe]:
    now = run.touches(did.touchpoint, did.where)
    if did.after is None:
        yield from (Recipe((act,)) for act in now)
        return
    # What came before has mostly happened already on the way here; else it must happen too.
    yield from (Recipe((act,)) for act in now)
    for before, act in product(run.touches(did.after, None)[:2], now):
        yield Recipe((before, act))


def _of_count(run: _Inverting, tree: CountOf | Nth) -> Iterator[Recipe]:
    wanted = _least(tree.compare, tree.number)
    if wanted is None or wanted <= 0:
        # It holds of itself until too much has happened.
        yield Recipe()
        return
    if wanted > REPEATS_AT_MOST:
        yield from run.give_up("too_many_touches")
        return
    where = tree.where if isinstance(tree, CountOf) else None
    for act in run.touches(tree.touchpoint, where):
        # On the way here some may have happened: the fewest that do it are the ones to do.
        for times in range(1, wanted + 1):
            yield Recipe((act,) * times)


def _least(compare: str, number: int) -> int | None:
    """How many touches make the comparison true; None where fewer are better."""
    return {"==": number, ">=": number, ">": number + 1}.get(compare)


def _of_sum(run: _Inverting, tree: SumOf) -> Iterator[Recipe]:
    if tree.compare not in ("==", ">=", ">"):
        yield Recipe()
        return
    amount = tree.number + 1 if tree.compare == ">" else tree.number
    exact = int(amount) if float(amount).is_integer() else amount
    enough = FieldTest(tree.field, "==", exact, tree.span)
    where = And((tree.where, enough), tree.span) if tree.where is not None else enough
    yield from (Recipe((act,)) for act in run.touches(tree.touchpoint, where))


def _of_state(run: _Inverting, tree: Condition) -> Iterator[Recipe]:
    match tree:
        case FieldTest():
            for one in fitting([tree], [], {}):
                yield Recipe((), one.values)
        case TimeAfter(duration, name):
            yield Recipe((), (), (name, duration))
        case FirstTwoWay():
            yield from _two_way(run)
        case Not(FieldTest()):
            for one in fitting([tree], [], {}):
                yield Recipe((), one.values)
        case _:
            # `not …`, `entered …`, `returned`: true or not by the way that led here.
            yield Recipe()


def _two_way(run: _Inverting) -> Iterator[Recipe]:
    for one in run.map.touchpoints:
        if one.from_buyer and one.interaction is not None and one.interaction.two_way:
            yield from (Recipe((act,)) for act in acts_of(run.map, one, hints=run.hints)[:1])
