"""Attribution in words: what a model is called, how it shares, what to know of an answer."""

from typing import Final

from tropa.measure.attribution.credits import (
    ENOUGH,
    AttributionAnswer,
    Model,
    Options,
    Remark,
)
from tropa.words import Language, duration_words, number_words, percent_words, say

REMARKS: Final = (
    "bookkeeping",
    "untouched",
    "few_conversions",
    "nobody_lost",
    "no_intervals",
    "less_than_nothing",
)
"""Everything an answer may remark."""

_ANY: Final = Options()


def model_name(model: Model, language: Language) -> str:
    """What people call the model."""
    return say(f"attribution.model.{model}.name", language)


def how_made(model: Model, language: Language, options: Options = _ANY) -> str:
    """How the model shares conversions, in a sentence."""
    how = "how"
    if model == "shapley" and options.worth == "rate":
        how = "how_rate"
    if model == "markov" and options.order > 1:
        how = "how_higher"
    return say(
        f"attribution.model.{model}.{how}",
        language,
        ends=percent_words(options.ends, language, 0),
        between=percent_words(1 - 2 * options.ends, language, 0),
        half_life=duration_words(options.half_life, language),
        direct=", ".join(sorted(options.direct)) or "—",
        order=options.order,
    )


def label_words(label: str | None, language: Language) -> str:
    """A label as it is, and what stands for none."""
    return say("attribution.untouched", language) if label is None else label


def remark_words(remark: Remark, language: Language) -> str:
    """A remark in a sentence."""
    needed = number_words(ENOUGH, language)
    return say(f"attribution.remark.{remark.code}", language, n=remark.n, needed=needed)


def told(found: AttributionAnswer, language: Language) -> tuple[str, ...]:
    """How an answer was made and what to know of it, sentence by sentence."""
    remarks = (remark_words(one, language) for one in found.remarks)
    return (how_made(found.model, language, found.options), *remarks)
