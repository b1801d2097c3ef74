"""What a funnel asks, bound; and what makes no sense."""

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tropa.clock import BEFORE, FOREVER, Duration
from tropa.errors import UsageFault
from tropa.measure.questions.belonging import check_segment
from tropa.measure.questions.by import By, by_of
from tropa.measure.questions.funnel.ways import EXCLUSIONS_AT_MOST, STEPS_AT_MOST, Ways
from tropa.measure.questions.items import Item, items_of, label_of
from tropa.measure.questions.scope import Scope

Int64 = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Step:
    """One step as asked."""

    items: tuple[Item, ...]
    name: str
    optional: bool
    within: Duration


@dataclass(frozen=True, slots=True)
class Exclusion:
    """What voids an attempt, and while it stands where."""

    items: tuple[Item, ...]
    name: str
    since: int
    """From this depth on, counted in steps that may not be left out …"""
    until: int
    """… and before this one."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A funnel as asked."""

    scope: Scope
    steps: tuple[Step, ...]
    within: Duration = FOREVER
    order: str = "ordered"
    reentry: bool = False
    repeats: str = "ignored"
    same_time: str = "counts"
    one_event: str = "one_step"
    convention: str = "attempts"
    exclude: tuple[Exclusion, ...] = ()
    by: By | None = None
    trend: str = ""
    correlate: str = ""
    times: bool = True
    required: list[int] = field(init=False)
    """Numbers of the steps that may not be left out."""
    optional: list[int] = field(init=False)
    """Of those that may."""

    def __post_init__(self) -> None:
        numbered = list(enumerate(self.steps))
        object.__setattr__(self, "required", [at for at, one in numbered if not one.optional])
        object.__setattr__(self, "optional", [at for at, one in numbered if one.optional])

    @property
    def ordered(self) -> bool:
        """Whether steps follow one another."""
        return self.order in ("ordered", "strict")

    @property
    def between(self) -> Int64:
        """Depths between which each exclusion counts."""
        pairs = [(one.since, one.until) for one in self.exclude]
        return np.asarray(pairs, np.int64).reshape(-1, 2)

    def ways(self, way: list[int]) -> Ways:
        """How rows are joined on the way through some of the steps."""
        return Ways(
            steps=len(way),
            within=self.within,
            step_within=np.asarray([self.steps[at].within for at in way], np.int64),
            since=max(self.scope.since, BEFORE + 1),
            until=self.scope.until,
            as_of=self.scope.as_of,
            strict_order=self.order == "strict",
            reentry=self.reentry,
            repeats_end=self.repeats == "end",
            apart=self.same_time == "apart",
            many_steps=self.one_event == "many_steps",
            by_attempt=self.convention == "attempts",
        )


def bind(record: dict[str, Any], scope: Scope) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: what cannot be asked, with the reason and the mend.
    """
    steps = tuple(_step(one, scope) for one in record["steps"] if one)
    _check_steps(steps)
    asked = Asked(
        scope=scope,
        steps=steps,
        within=record.get("within") or FOREVER,
        order=record.get("order") or "ordered",
        reentry=bool(record.get("reentry")),
        repeats=record.get("repeats") or "ignored",
        same_time=record.get("same_time") or "counts",
        one_event=record.get("one_event") or "one_step",
        convention=record.get("convention") or "attempts",
        exclude=_exclusions(record, steps, scope),
        by=by_of(record.get("by")),
        trend=record.get("trend") or "",
        correlate=record.get("correlate") or "",
        times=record.get("times") is not False,
    )
    if asked.by is not None:
        _check_by(asked.by, asked)
    _check_order(asked)
    return asked


def _step(record: dict[str, Any], scope: Scope) -> Step:
    items = items_of(record)
    name = record.get("name") or label_of(items, scope.map)
    within = record.get("within") or FOREVER
    return Step(items, name, bool(record.get("optional")), within)


def _check_steps(steps: tuple[Step, ...]) -> None:
    needed = [step for step in steps if not step.optional]
    if len(steps) > STEPS_AT_MOST:
        raise UsageFault("too_many_steps", n=len(steps), limit=STEPS_AT_MOST)
    if len(needed) < 2 or steps[0].optional or steps[-1].optional:
        raise UsageFault("too_few_steps", n=len(needed))
    if any(_is_empty(step.items) for step in steps):
        raise UsageFault("empty_step")


def _is_empty(items: tuple[Item, ...]) -> bool:
    return not items or any(one == Item() for one in items)


def _exclusions(
    record: dict[str, Any], steps: tuple[Step, ...], scope: Scope
) -> tuple[Exclusion, ...]:
    records = [one for one in record.get("exclude") or () if one]
    if len(records) > EXCLUSIONS_AT_MOST:
        raise UsageFault("too_many_exclusions", n=len(records), limit=EXCLUSIONS_AT_MOST)
    return tuple(_exclusion(one, steps, scope) for one in records)


def _exclusion(record: dict[str, Any], steps: tuple[Step, ...], scope: Scope) -> Exclusion:
    items = items_of(record)
    if _is_empty(items):
        raise UsageFault("empty_step")
    pair = [int(one) for one in record.get("between") or (1, len(steps))]
    fine = len(pair) == 2 and pair[0] < pair[1] <= len(steps)
    if not fine or any(steps[one - 1].optional for one in pair):
        raise UsageFault("bad_between", found=", ".join(map(str, pair)), n=len(steps))
    name = record.get("name") or label_of(items, scope.map)
    since, until = (sum(not one.optional for one in steps[:end]) for end in pair)
    return Exclusion(items, name, since, until)


def _check_by(by: By, asked: Asked) -> None:
    steps = asked.steps
    if by.rule == "segment":
        _check_segments(asked.scope)
    if by.rule != "segment" and not by.field:
        raise UsageFault("by_without_field")
    if by.rule == "step" and (by.step > len(steps) or steps[by.step - 1].optional):
        raise UsageFault("no_such_step", found=by.step, n=len(steps))


def _check_segments(scope: Scope) -> None:
    if scope.map is None:
        raise UsageFault("segments_without_map")
    for one in scope.map.segments:
        if one.who is not None:
            check_segment(one, scope.map)


def _check_order(asked: Asked) -> None:
    """Every word that means nothing beside another is refused rather than passed over."""
    windowfunnel = asked.convention == "windowfunnel"
    own = asked.repeats == "end" or asked.same_time == "apart" or asked.order == "strict"
    plain = asked.order == "ordered" and asked.repeats == "ignored"
    words = (
        ("reentry", asked.reentry, asked.order == "strict", "order: strict"),
        ("repeats", asked.repeats == "end", asked.ordered, "order: ordered, strict"),
        ("same_time", asked.same_time == "apart", asked.ordered, "order: ordered, strict"),
        ("convention", windowfunnel, asked.ordered, "order: ordered, strict"),
        ("optional", bool(asked.optional), asked.ordered, "order: ordered, strict"),
        ("exclude", bool(asked.exclude), plain, "order: ordered, repeats: ignored"),
        ("exclude", bool(asked.exclude), not (windowfunnel and own), "convention: attempts"),
        ("trend", bool(asked.trend), not (windowfunnel and own), "convention: attempts"),
        ("correlate", bool(asked.correlate), asked.order != "any", "order: ordered, together"),
        ("steps.within", _has_own_windows(asked), asked.ordered, "order: ordered, strict"),
    )
    for word, is_said, makes_sense, beside in words:
        if is_said and not makes_sense:
            raise UsageFault("only_beside", key=word, allowed=beside)


def _has_own_windows(asked: Asked) -> bool:
    return any(step.within != FOREVER for step in asked.steps)
