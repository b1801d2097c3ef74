"""How a funnel's answer was made, in sentences."""

from functools import partial

from tropa.clock import BEFORE, FOREVER
from tropa.measure.questions.funnel.asked import Asked
from tropa.measure.questions.funnel.order import LOOKS_AT_MOST
from tropa.measure.questions.query import Made
from tropa.words import length_words

Said = list[tuple[str, dict[str, object]]]


def made_of(asked: Asked) -> Made:
    """The sentences, in order."""
    said: Said = [
        ("ask.made.funnel", {"steps": " → ".join(step.name for step in asked.steps)}),
        (f"ask.made.order_{asked.order}", {}),
    ]
    said += _windows(asked)
    said += _modes(asked)
    for one in asked.exclude:
        pair = {"first": asked.required[one.since - 1] + 1}
        pair["last"] = asked.required[one.until - 1] + 1
        said.append(("ask.made.funnel_exclude", {"name": one.name, **pair}))
    if asked.exclude or (asked.ordered and _one_by_one(asked)):
        said.append(("ask.made.funnel_cut", {"limit": LOOKS_AT_MOST // 1_000_000}))
    if asked.scope.since != BEFORE or asked.scope.until != FOREVER:
        said.append(("ask.made.funnel_period", {}))
    if asked.scope.where is not None:
        said.append(("ask.made.funnel_where", {}))
    if asked.by is not None:
        said.append((f"ask.made.by_{asked.by.rule}", {"field": asked.by.field}))
    if asked.trend:
        said.append((f"ask.made.funnel_trend_{asked.trend}", {"zone": str(asked.scope.zone)}))
    if asked.correlate:
        said.append(("ask.made.funnel_correlate", {}))
    return Made(tuple(said))


def _windows(asked: Asked) -> Said:
    said: Said = []
    if asked.within != FOREVER:
        key = {"any": "funnel_within_any", "together": "funnel_within_together"}
        name = f"ask.made.{key.get(asked.order, 'within')}"
        said.append((name, {"within": partial(length_words, asked.within)}))
    for step in asked.steps:
        if step.within != FOREVER:
            within = partial(length_words, step.within)
            said.append(("ask.made.funnel_step_within", {"step": step.name, "within": within}))
    return said


def _modes(asked: Asked) -> Said:
    said: Said = []
    if asked.reentry:
        said.append(("ask.made.funnel_reentry", {}))
    if asked.repeats == "end":
        said.append(("ask.made.funnel_repeats", {}))
    if asked.same_time == "apart":
        said.append(("ask.made.funnel_apart", {}))
    if asked.one_event == "many_steps" and asked.order != "any":
        said.append(("ask.made.funnel_many_steps", {}))
    if asked.convention == "windowfunnel":
        said.append(("ask.made.funnel_windowfunnel", {}))
    return said


def _one_by_one(asked: Asked) -> bool:
    """Whether attempts are followed one by one, as far as there is time for."""
    strict = asked.order == "strict" or asked.repeats == "end"
    return strict and asked.convention == "attempts"
