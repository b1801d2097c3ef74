"""Credits: the conversions of all paths shared among the labels touched before them.

    Σ credits = conversions,   Σ their values = the value of all conversions

whatever the model. Conversions before which nobody was met have no label to go to: they stand
in a row of their own, with None for a label, so that nothing disappears. All of it is
bookkeeping, not proof of effect: only people left alone on purpose show what a touch did.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias, get_args

import numpy as np
from numpy.typing import NDArray

from tropa.clock import Duration
from tropa.errors import UsageFault
from tropa.measure.attribution import rules
from tropa.measure.attribution.journeys import Paths, chosen, without_repeats
from tropa.measure.attribution.markov import removal
from tropa.measure.attribution.redraw import DRAWS, spread
from tropa.measure.attribution.shapley import Worth, by_conversions, by_rate, credited
from tropa.money import exponent_of

Float64 = NDArray[np.float64]

Model: TypeAlias = Literal[
    "first", "last", "last_significant", "linear", "position", "time_decay", "markov", "shapley"
]

MODELS: Final[tuple[Model, ...]] = get_args(Model)
DATA_DRIVEN: Final[frozenset[Model]] = frozenset({"markov", "shapley"})
ENOUGH: Final = 2_000
"""Of fewer conversions a model made of data says little."""


@dataclass(frozen=True, slots=True)
class Options:
    """What some of the models may be told.

    Raises:
        ValueError: a length, a share or a number out of its bounds.
    """

    direct: frozenset[str] = frozenset()
    """Last significant: labels that lead to no other one, such as typing the address in."""
    ends: float = rules.ENDS
    """Position: the part of the first step, and of the last."""
    half_life: Duration = rules.HALF_LIFE
    """Time decay."""
    order: int = 1
    """Markov: how many labels back a chain remembers."""
    draws: int = DRAWS
    """Markov: drawings behind an interval, 0 for none."""
    seed: str = "attribution"
    worth: Worth = "conversions"
    """Shapley: what a set of labels is worth."""
    once: bool = False
    """Any model: a label touched several times in a row is one step."""

    def __post_init__(self) -> None:
        if not (0 <= self.ends <= 1 / 2 and self.half_life > 0):
            raise ValueError((self.ends, self.half_life))
        if self.order < 1 or self.draws < 0:
            raise ValueError((self.order, self.draws))


@dataclass(frozen=True, slots=True)
class Credit:
    """What one label gets."""

    label: str | None
    """None for conversions before which nobody was met."""
    conversions: float
    value: float
    """Minor units."""
    share: float | None
    """Of all conversions; None where there are none."""
    low: float | None = None
    """With `high`: 95 % of other samples of people would have given it so many conversions."""
    high: float | None = None
    removal: float | None = None
    """Markov: the part of conversions that would be lost without it."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to know before the credits are repeated to anybody."""

    code: str
    n: int = 0


@dataclass(frozen=True, slots=True)
class AttributionAnswer:
    """Credits in the order of the labels, those without a label last."""

    model: Model
    options: Options
    credits: tuple[Credit, ...]
    conversions: int
    value: int
    lost: int
    """People who did not convert."""
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class _Shared:
    """What a model gives to each label."""

    conversions: Float64
    value: Float64
    low: Float64 | None = None
    high: Float64 | None = None
    removal: Float64 | None = None


_ANY: Final = Options()


def attribute(paths: Paths, model: Model, options: Options = _ANY) -> AttributionAnswer:
    """Share the conversions of these paths.

    Raises:
        UsageFault: time decay of steps without instants; a chain or a set of labels too large.
    """
    steps = without_repeats(paths) if options.once else paths
    share = _by_data if model in DATA_DRIVEN else _by_rule
    shared = share(steps, model, options)
    return AttributionAnswer(
        model,
        options,
        tuple(_credits(paths, shared)),
        int(paths.converted.sum()),
        int(paths.value.sum()),
        int(paths.lost.sum()),
        tuple(_remarks(paths, model, options, shared)),
    )


def _by_rule(paths: Paths, model: Model, options: Options) -> _Shared:
    paths = chosen(paths, paths.converted > 0)
    parts = _parts(paths, model, options)
    return _Shared(
        rules.shared(paths, parts, paths.converted), rules.shared(paths, parts, paths.value)
    )


def _parts(paths: Paths, model: Model, options: Options) -> Float64:
    match model:
        case "first":
            return rules.first(paths)
        case "last":
            return rules.last(paths)
        case "last_significant":
            return rules.last_significant(paths, options.direct)
        case "position":
            return rules.position(paths, options.ends)
        case "time_decay":
            if paths.at is None:
                raise UsageFault("attribution_no_instants")
            return rules.time_decay(paths, paths.at, options.half_life)
        case _:
            return rules.linear(paths)


def _by_data(paths: Paths, model: Model, options: Options) -> _Shared:
    if model == "shapley" and options.worth == "conversions":
        return _Shared(
            by_conversions(paths, paths.converted), by_conversions(paths, paths.value)
        )
    if model == "shapley":
        game, many = by_rate(paths), len(paths.labels)
        return _Shared(credited(game, paths.converted, many), credited(game, paths.value, many))
    touched = paths.lengths > 0
    made, worth = int(paths.converted[touched].sum()), int(paths.value[touched].sum())
    found = removal(paths, options.order)
    around = spread(paths, options.order, options.draws, options.seed)
    return _Shared(
        found.parts * made,
        found.parts * worth,
        around.low * made if around else None,
        around.high * made if around else None,
        found.effect,
    )


def _credits(paths: Paths, shared: _Shared) -> Iterator[Credit]:
    every = int(paths.converted.sum())

    def share(of: float) -> float | None:
        return of / every if every else None

    def at(column: Float64 | None, place: int) -> float | None:
        return None if column is None else float(column[place])

    for place, label in enumerate(paths.labels):
        made = float(shared.conversions[place])
        yield Credit(
            label,
            made,
            float(shared.value[place]),
            share(made),
            at(shared.low, place),
            at(shared.high, place),
            at(shared.removal, place),
        )
    untouched = paths.lengths == 0
    nobody = int(paths.converted[untouched].sum())
    if nobody:
        yield Credit(None, nobody, int(paths.value[untouched].sum()), share(nobody))


def _remarks(paths: Paths, model: Model, options: Options, shared: _Shared) -> Iterator[Remark]:
    touched = paths.lengths > 0
    made = int(paths.converted[touched].sum())
    yield Remark("bookkeeping")
    if made < int(paths.converted.sum()):
        yield Remark("untouched", int(paths.converted.sum()) - made)
    if model not in DATA_DRIVEN:
        return
    if made < ENOUGH:
        yield Remark("few_conversions", made)
    reads_lost = model == "markov" or options.worth == "rate"
    if reads_lost and not paths.lost[touched].any():
        yield Remark("nobody_lost")
    if model == "markov" and options.draws and made and shared.low is None:
        yield Remark("no_intervals")
    if (shared.conversions < 0).any():
        yield Remark("less_than_nothing", int((shared.conversions < 0).sum()))


def attribution_json(found: AttributionAnswer, currency: str) -> dict[str, Any]:
    """The answer under names that people and scripts may rely on; money in major units."""
    minor = 10 ** exponent_of(currency)
    return {
        "model": found.model,
        "conversions": found.conversions,
        "value": found.value / minor,
        "lost": found.lost,
        "credits": [
            {
                "label": one.label,
                "conversions": one.conversions,
                "value": one.value / minor,
                "share": one.share,
                "low": one.low,
                "high": one.high,
                "removal_effect": one.removal,
            }
            for one in found.credits
        ],
        "remarks": [{"code": one.code, "n": one.n} for one in found.remarks],
    }
