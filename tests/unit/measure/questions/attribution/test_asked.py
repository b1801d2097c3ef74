"""What a question of attribution may say, and what is refused."""

import pytest

from tropa.clock import DAY, FOREVER
from tropa.errors import UsageFault
from tropa.measure.attribution.credits import MODELS
from tropa.measure.questions.attribution.query import Attribution
from unit.measure.questions.walking import query_of

PLAIN = "question: attribution\nconversion: paid\n"


def bound(*lines: str) -> Attribution:
    query = query_of(PLAIN + "\n".join(lines))
    assert isinstance(query, Attribution)
    return query


def test_a_question_that_says_no_more_looks_a_quarter_back_by_three_rules() -> None:
    asked = bound("field: channel").asked
    assert (asked.within, asked.models) == (90 * DAY, ("first", "last", "linear"))
    assert bound("field: channel", "within: unlimited").asked.within == FOREVER


def test_models_stand_side_by_side_each_once() -> None:
    asked = bound("field: channel", "model: [last, markov, last]").asked
    assert asked.models == ("last", "markov")
    assert bound("field: channel", "model: shapley").asked.models == ("shapley",)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((), "attribution_of_what"),
        (("of: events", "field: channel"), "attribution_of_what"),
        (("of: touchpoints",), "attribution_without_map"),
        (("of: channels",), "attribution_without_map"),
        (("field: channel", "order: 2"), "attribution_option"),
        (("field: channel", "model: linear", "half_life: 3d"), "attribution_option"),
        (("field: channel", "model: markov", "direct: none"), "attribution_option"),
        (("field: channel", "model: position", "ends: 60%"), "attribution_ends"),
    ],
)
def test_what_makes_no_sense_is_refused(lines: tuple[str, ...], code: str) -> None:
    with pytest.raises(UsageFault) as refused:
        bound(*lines)
    assert refused.value.code == code


def test_a_conversion_must_be_named() -> None:
    with pytest.raises(UsageFault) as refused:
        query_of("question: attribution\nfield: channel\nconversion: []\n")
    assert refused.value.code == "attribution_no_conversion"


def test_a_refusal_says_whose_the_option_is() -> None:
    with pytest.raises(UsageFault, match=r"order says something to markov only.*first, last"):
        bound("field: channel", "model: [first, last]", "order: 2")


@pytest.mark.parametrize("model", MODELS)
def test_every_model_can_be_asked_for(model: str) -> None:
    assert bound("field: channel", f"model: {model}").asked.models == (model,)
