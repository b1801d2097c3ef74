"""What a funnel asks: its words, its steps, and what makes no sense."""

from dataclasses import dataclass
from typing import Any, Final

from tropa.clock import FOREVER
from tropa.errors import UsageFault
from tropa.map.kinds import Choice, Flag, Length
from tropa.map.shapes import Key, Many
from tropa.measure.questions.by import By, by_of
from tropa.measure.questions.funnel.chain import STEPS_AT_MOST
from tropa.measure.questions.items import Item, items_of, label_of
from tropa.measure.questions.scope import Scope
from tropa.measure.questions.vocabulary import BY, STEP, question_fields

FIELDS: Final = question_fields(
    {
        "steps": Key(Many(STEP), "The steps in their order, two at least.", needed=True),
        "within": Key(Length("unlimited"), "From the first step to the last. unlimited"),
        "order": Key(
            Choice(("ordered", "strict")),
            "ordered — other events may stand between; strict — nothing else may. ordered",
        ),
        "reentry": Key(Flag(), "With strict order: a step out of turn is passed over."),
        "repeats": Key(
            Choice(("ignored", "end")), "A step met again: ignored, or the end. ignored"
        ),
        "same_time": Key(
            Choice(("counts", "apart")),
            "Two steps at one instant count, or each must be later than the last. counts",
        ),
        "one_event": Key(
            Choice(("one_step", "many_steps")), "How many steps one event may serve. one_step"
        ),
        "by": Key(BY, "Split the answer."),
        "times": Key(Flag(), "Tell how long the steps took. true"),
    }
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step as asked."""

    items: tuple[Item, ...]
    name: str
    optional: bool
    within: int


@dataclass(frozen=True, slots=True)
class Asked:
    """A funnel as asked."""

    scope: Scope
    steps: tuple[Step, ...]
    within: int
    order: str
    reentry: bool
    repeats: str
    same_time: str
    one_event: str
    by: By | None
    times: bool

    @property
    def required(self) -> list[int]:
        """Steps that may not be left out."""
        return [at for at, step in enumerate(self.steps) if not step.optional]

    @property
    def optional(self) -> list[int]:
        """Steps that may."""
        return [at for at, step in enumerate(self.steps) if step.optional]


def bind(record: dict[str, Any], scope: Scope) -> Asked:
    """What a record asks.

    Raises:
        UsageFault: fewer than two steps, too many, or a first step that may be left out.
    """
    steps = tuple(_step(one, scope) for one in record["steps"] if one)
    needed = [step for step in steps if not step.optional]
    if len(steps) > STEPS_AT_MOST:
        raise UsageFault("too_many_steps", n=len(steps), limit=STEPS_AT_MOST)
    if len(needed) < 2 or steps[0].optional or steps[-1].optional:
        raise UsageFault("too_few_steps", n=len(needed))
    if any(step.items == ((Item(),)) for step in steps):
        raise UsageFault("empty_step")
    by = by_of(record.get("by"))
    if by is not None:
        _check_by(by, steps)
    return Asked(
        scope=scope,
        steps=steps,
        within=record.get("within") or FOREVER,
        order=record.get("order") or "ordered",
        reentry=bool(record.get("reentry")),
        repeats=record.get("repeats") or "ignored",
        same_time=record.get("same_time") or "counts",
        one_event=record.get("one_event") or "one_step",
        by=by,
        times=record.get("times") is not False,
    )


def _check_by(by: By, steps: tuple[Step, ...]) -> None:
    if by.rule != "segment" and not by.field:
        raise UsageFault("by_without_field")
    if by.rule == "step" and (by.step > len(steps) or steps[by.step - 1].optional):
        raise UsageFault("no_such_step", found=by.step, n=len(steps))


def _step(record: dict[str, Any], scope: Scope) -> Step:
    items = items_of(record)
    name = record.get("name") or label_of(items, scope.map)
    within = record.get("within") or FOREVER
    return Step(items, name, bool(record.get("optional")), within)
