"""Words that make no sense beside others are refused with the reason."""

import pytest

from tropa.errors import UsageFault
from tropa.words import LANGUAGES
from unit.measure.questions.walking import query_of

STEPS = "question: funnel\nsteps: [a, b, c]\n"


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("question: funnel\nsteps: [a]", "too_few_steps"),
        ("question: funnel\nsteps: [{event: a, optional: true}, b, c]", "too_few_steps"),
        ("question: funnel\nsteps: [a, {event: b, optional: true}]", "too_few_steps"),
        ("question: funnel\nsteps: [a, {name: Nothing}]", "empty_step"),
        ("question: funnel\nsteps: [a, {any: []}]", "empty_step"),
        (f"question: funnel\nsteps: [{', '.join('a' * 33)}]", "too_many_steps"),
        (f"{STEPS}exclude: {{between: [1, 2]}}", "empty_step"),
        (f"{STEPS}exclude: {{event: x, between: [2, 1]}}", "bad_between"),
        (f"{STEPS}exclude: {{event: x, between: [1, 4]}}", "bad_between"),
        (f"{STEPS}exclude: {{event: x, between: 2}}", "bad_between"),
        (f"{STEPS}exclude: [{', '.join('x' * 21)}]", "too_many_exclusions"),
        (f"{STEPS}exclude: x\norder: strict", "only_beside"),
        (f"{STEPS}exclude: x\norder: any", "only_beside"),
        (f"{STEPS}exclude: x\nrepeats: end", "only_beside"),
        (f"{STEPS}reentry: true", "only_beside"),
        (f"{STEPS}order: any\nrepeats: end", "only_beside"),
        (f"{STEPS}order: together\nsame_time: apart", "only_beside"),
        (f"{STEPS}order: any\nconvention: windowfunnel", "only_beside"),
        (f"{STEPS}order: any\ncorrelate: events", "only_beside"),
        (f"{STEPS}order: strict\nconvention: windowfunnel\ntrend: day", "only_beside"),
        (
            "question: funnel\nsteps: [a, {event: b, within: 1d}]\norder: together",
            "only_beside",
        ),
        (
            "question: funnel\nsteps: [a, {event: b, optional: true}, c]\norder: any",
            "only_beside",
        ),
        (f"{STEPS}by: {{rule: first}}", "by_without_field"),
        (f"{STEPS}by: {{rule: segment}}", "segments_without_map"),
        (f"{STEPS}by: {{field: x, rule: step, step: 4}}", "no_such_step"),
    ],
)
def test_what_makes_no_sense_is_refused(said: str, code: str) -> None:
    with pytest.raises(UsageFault) as refused:
        query_of(said)
    assert refused.value.code == code
    for language in LANGUAGES:
        assert refused.value.message(language)
        assert refused.value.advice(language)


@pytest.mark.parametrize(
    "cell", ["", "0", "4", "²", "1/lost", "void", "1@", "2/2026-03-01", "1" * 5_000, "1/open/2"]
)
def test_a_cell_the_answer_does_not_have_is_refused(cell: str) -> None:
    from unit.measure.questions.walking import behind

    with pytest.raises(UsageFault, match="no cell"):
        behind(STEPS, ["01.03 a"], cell)
