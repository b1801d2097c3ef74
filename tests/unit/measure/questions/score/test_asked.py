"""A lead score as asked: what is refused, what cells there are, what is said of it."""

from typing import Any

import pytest

from tropa.errors import UsageFault
from tropa.measure.questions.query import Query
from tropa.measure.questions.score.asked import HALF_LIFE, SCALE, Asked
from unit.measure.questions.walking import behind, query_of

FORM = "question: score\npoints: {event: form, points: 20}\n"
FIT = "fit: {who: size > 5, points: 60}\n"
LEAD = f"{FORM}lead: form\nwon: won\n"


def asked(question: str) -> Asked:
    found: Query[Any] = query_of(question)
    one = getattr(found, "asked", None)
    assert isinstance(one, Asked)
    return one


def test_what_is_not_said_is_as_documented() -> None:
    found = asked(LEAD + FIT)
    assert found.half_life == HALF_LIFE
    assert found.fit_grades == (25 * SCALE, 50 * SCALE, 75 * SCALE)
    assert found.engagement_grades == (10 * SCALE, 25 * SCALE, 50 * SCALE)
    assert (found.fit_qualified, found.engagement_qualified) == (50 * SCALE, 25 * SCALE)
    assert found.calibration is not None
    assert [one // SCALE for one in found.calibration.edges] == [20, 40, 60, 80, 100]


def test_a_low_cap_lowers_what_is_usually_wanted() -> None:
    assert asked(f"{FORM}{FIT}fit_cap: 30").fit_qualified == 30 * SCALE


def test_a_threshold_is_exactly_what_is_written() -> None:
    assert asked(f"{LEAD}bands: [0.1, 0.3]").calibration is not None
    found = asked(f"{LEAD}bands: [0.1, 0.3]").calibration
    assert found is not None
    assert found.edges == (SCALE // 10, 3 * SCALE // 10)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("question: score\npoints: []", "score_of_nothing"),
        ("question: score\npoints: {points: 5}", "empty_step"),
        (f"question: score\npoints: [{'{event: a, points: 1},' * 25}]", "too_many_score_rules"),
        (f"{FORM}fit: [{'{who: size > 1, points: 1},' * 51}]", "too_many_score_rules"),
        (f"{FORM}qualified: {{fit: 5}}", "score_without_fit"),
        (f"{FORM}fit_cap: 50", "score_without_fit"),
        (f"{FORM}grades: {{fit: [3, 2, 1]}}", "score_without_fit"),
        (f"{FORM}{FIT}qualified: {{fit: 101}}", "score_above_cap"),
        (f"{FORM}grades: {{engagement: [3, 2]}}", "score_grades_not_falling"),
        (f"{FORM}grades: {{engagement: [3, 2, 2]}}", "score_grades_not_falling"),
        (f"{FORM}from: 2026-03-01", "score_period_without_lead"),
        (f"{FORM}last: 30d", "score_period_without_lead"),
        (f"{FORM}won: won", "score_without_moment"),
        (f"{FORM}lead: form\nwon: form", "score_lead_is_won"),
        (f"{LEAD}at: 2026-03-01\nafter: 2d", "score_at_or_after"),
        (f"{LEAD}at: 2027-01-01", "score_at_too_late"),
        (f"{FORM}at: 2026-03-01", "only_beside"),
        (f"{FORM}lead: form\nafter: 3d", "only_beside"),
        (f"{FORM}judge: fit", "only_beside"),
        (f"{FORM}bands: [1]", "only_beside"),
        (f"{LEAD}bands: [20, 20]", "edges_not_rising"),
        (f"{LEAD}bands: [{', '.join(str(one) for one in range(21))}]", "too_many_edges"),
    ],
)
def test_what_makes_no_sense_is_refused(text: str, code: str) -> None:
    with pytest.raises(UsageFault) as fault:
        query_of(text)
    assert fault.value.code == code
    for language in ("ru", "en"):
        assert "\n" not in fault.value.message(language)
        assert fault.value.advice(language)


@pytest.mark.parametrize(
    "cell",
    [
        "grade/A1",
        "grade/5",
        "grade",
        "qualified",
        "engagement",
        "engagement/a..b",
        "engagement/1..2..3",
        "judged/..20",
        "won_before",
        "not_yet",
        "won/x",
        "",
    ],
)
def test_a_cell_that_is_not_there_is_refused(cell: str) -> None:
    with pytest.raises(UsageFault) as fault:
        behind(FORM, ["01.03 form"], cell)
    assert fault.value.code == "no_such_cell_like"


@pytest.mark.parametrize("cell", ["won_before/1", "judged/20", "won", "waiting/..21"])
def test_a_cell_of_no_band_is_refused(cell: str) -> None:
    with pytest.raises(UsageFault):
        behind(LEAD, ["01.03 form"], cell)


def said(question: str) -> list[str]:
    return [key.removeprefix("ask.made.") for key, _ in query_of(question).made().said]


def test_how_it_was_made_is_said() -> None:
    assert said(FORM) == [
        "score", "score_half_life", "score_without_fit", "score_everybody",
    ]  # fmt: skip
    assert said(
        f"{LEAD}{FIT}half_life: never\nafter: 3d\nwithin: 30d\njudge: fit\nper: deal"
    ) == [
        "score",
        "score_unfading",
        "score_fit",
        "score_grades",
        "score_qualified",
        "score_lead",
        "score_after",
        "score_by_fit",
        "score_won",
        "score_within",
        "per_deal",
    ]
    capped = LEAD.replace("points: 20", "points: -20, per_day: 2")
    assert said(capped)[2] == "score_per_day"
    assert said(LEAD)[-4:] == ["score_at_lead", "score_by_total", "score_won", "score_ever"]
    assert "score_at" in said(f"{LEAD}at: 2026-03-01")


def test_rules_are_said_with_their_points() -> None:
    question = "question: score\npoints:\n- {event: form, points: 20}\n"
    question += "- {event: gone, points: -5, per_day: 2, name: Left}\n"
    _, values = query_of(question).made().said[0]
    rules = values["rules"]
    assert callable(rules)
    assert rules("en") == "“form” +20, “Left” −5 (at most 2 a day)"
