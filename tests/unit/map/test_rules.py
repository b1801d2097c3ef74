from pathlib import Path

import pytest

from tropa.event import RECORDS
from tropa.map.check import RULES, check
from tropa.map.finding import Finding
from tropa.map.read import read_map
from tropa.map.rules.rule import Rule, example_of, page_of
from tropa.words import LANGUAGES

ROOT = Path(__file__).parents[3]
FIVE_LINES = "map: m\ntitle: T\nstages:\n  - stage: ask\n  - stage: pay\n"


def broken(text: str, rule: str = "") -> list[Finding]:
    found = check(read_map(text), launch=True)
    return [one for one in found if one.rule == rule] if rule else found


def rule_named(number: str) -> type[Rule]:
    return next(rule for rule in RULES if rule.number == number)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.number}-{rule.code}")
def test_the_bad_map_of_a_rule_breaks_it_and_the_good_one_does_not(rule: type[Rule]) -> None:
    found = broken(example_of(rule, "Bad"), rule.number)
    assert found
    assert {one.severity for one in found} == {rule.severity}
    assert found[0].code == rule.code
    assert broken(example_of(rule, "Good"), rule.number) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.number)
def test_a_rule_teaches_in_both_languages(rule: type[Rule]) -> None:
    assert len(page_of(rule).split()) > 20
    for finding in broken(example_of(rule, "Bad"), rule.number):
        for language in LANGUAGES:
            line = finding.line("m.yaml", language)
            assert line.startswith(
                f"m.yaml:{finding.place[0]}:{finding.place[1]}: {rule.number} "
            )
            assert "{" not in line


def test_rules_stand_in_the_order_of_their_numbers_and_codes_are_their_own() -> None:
    numbers = [rule.number for rule in RULES]
    assert numbers == sorted(set(numbers))
    assert len({rule.code for rule in RULES}) == len(RULES)


def test_a_draft_of_five_lines_has_no_errors() -> None:
    assert check(read_map(FIVE_LINES)) == []


def test_a_draft_is_not_judged_as_a_launch() -> None:
    assert {one.severity for one in check(read_map(FIVE_LINES), launch=True)} == {"launch"}


def test_the_window_company_leaves_two_notes_in_draft() -> None:
    map_ = read_map((ROOT / "tests/cases/windows_manner.yaml").read_bytes())
    assert {(one.rule, one.severity) for one in check(map_)} == {
        ("M005", "note"),
        ("M011", "note"),
    }


@pytest.mark.parametrize(
    "path", sorted((ROOT / "examples").glob("*/*.yaml")), ids=lambda one: one.name
)
def test_the_maps_among_the_examples_have_no_errors(path: Path) -> None:
    text = path.read_text("utf-8")
    if "\nstages:" in text:
        assert [one for one in check(read_map(text)) if one.severity == "error"] == []


def test_findings_stand_in_the_order_of_the_file() -> None:
    places = [
        one.place for one in broken((ROOT / "tests/cases/windows_manner.yaml").read_text())
    ]
    assert places == sorted(places)


HEAD = "map: m\ntitle: T\n"


def points(*lines: str) -> str:
    return (
        HEAD
        + "stages:\n  - stage: a\n  - stage: b\n  - stage: c\ntouchpoints:\n"
        + "\n".join(lines)
    )


@pytest.mark.parametrize(
    ("lines", "entered"),
    [
        (["  - {touchpoint: x, stage: a, from: buyer}"], "a"),
        (["  - {touchpoint: x, stage: a, from: seller}"], ""),
        (["  - {touchpoint: x, stage: a, from: seller, answered: ok == true}"], "a"),
        (["  - {touchpoint: x, stage: a, from: buyer, interaction: open}"], ""),
        (["  - {touchpoint: x, stage: c, from: buyer}"], "c"),
    ],
)  # fmt: skip
def test_a_stage_is_entered_by_the_buyers_act(lines: list[str], entered: str) -> None:
    empty = {one.values["stage"] for one in broken(points(*lines), "M003")}
    assert empty == set("abc") - set(entered)


def test_a_stage_behind_a_gate_is_entered_from_the_gate() -> None:
    text = (
        HEAD + "stages:\n  - stage: a\n  - stage: b\n    enter: did pay\n  - stage: c\n"
        "touchpoints:\n  - {touchpoint: visit, stage: a, from: buyer}\n"
        "  - {touchpoint: pay, from: buyer}\n  - {touchpoint: use, stage: c, from: buyer}\n"
    )
    assert broken(text, "M003") == []
    assert broken(text, "M025") == []


def test_the_lost_may_return_to_a_stage_nobody_enters_otherwise() -> None:
    text = (
        HEAD + "stages:\n  - stage: a\n  - stage: b\n    return_to: a\n"
        "touchpoints:\n  - {touchpoint: visit, stage: b, from: buyer}\n"
    )
    assert broken(text, "M003") == []


def test_a_stage_may_be_entered_from_behind() -> None:
    text = (
        HEAD + "stages:\n  - stage: a\n    enter: entered a\n  - stage: b\n"
        "  - stage: c\n    enter: did pay\ntouchpoints:\n  - {touchpoint: pay, from: buyer}\n"
        "  - {touchpoint: again, stage: b, from: buyer"
    )
    assert [one.values["stage"] for one in broken(text + "}\n", "M003")] == ["a", "b"]
    assert [one.values["touchpoint"] for one in broken(text + "}\n", "M025")] == ["again"]
    for way in ("moves_back", "restarts"):
        assert [one.values["stage"] for one in broken(f"{text}, {way}: true}}\n", "M003")] == [
            "a"
        ]


def test_a_sellers_touch_moves_nobody_back() -> None:
    text = points("  - {touchpoint: x, stage: a, from: seller, moves_back: true}")
    assert [one.code for one in broken(text, "M032")] == ["move_by_the_seller"]
    answered = text.replace("moves_back", "answered: ok == true, moves_back")
    assert broken(answered, "M032") == []


def test_an_audience_is_filled_by_counts() -> None:
    text = (
        HEAD + "stages:\n  - stage: a\n    level: audience\n  - stage: b\n"
        "touchpoints:\n  - {touchpoint: visit, stage: b, from: buyer}\n"
    )
    for rule in ("M003", "M016", "M018"):
        assert broken(text, rule) == []


@pytest.mark.parametrize(
    ("first", "second", "shadowed"),
    [
        ("", "", True),
        ("", 'where: form == "a"', True),
        ('where: form == "a"', "", False),
        ('where: form == "a"', 'where: form == "a"', True),
        ('where: form == "a"', 'where: form == "b"', False),
        ('where: form == "a"', 'where: city exists and form == "a"', True),
        ('where: city exists and form == "a"', 'where: form == "a"', False),
        ('where: form == "a" or form == "b"', 'where: form == "b"', True),
        ('where: form == "a"', 'where: form == "a" or form == "b"', False),
        ("where: n == 1", "where: n == true", False),
    ],
)
def test_a_later_point_is_shadowed_only_by_a_wider_one(
    first: str, second: str, shadowed: bool
) -> None:
    text = points(
        "  - touchpoint: x", "    event: form.submit", f"    {first}",
        "  - touchpoint: y", "    event: [other, form_submit]", f"    {second}",
    )  # fmt: skip
    found = broken(text, "M008")
    assert [one.values["touchpoint"] for one in found] == (["y"] if shadowed else [])


def test_a_page_view_needs_no_entry_in_the_vocabulary() -> None:
    text = points(
        "  - {touchpoint: x, event: page_viewed}", "  - {touchpoint: y, event: page.viewed}"
    )
    assert broken(text + "\nevents:\n  paid: {}\n", "M006") == []


VOCABULARY = """
events:
  form.submit: {form: text, phone: text}
  paid: {amount: money}
traits: {city: text}
"""


@pytest.mark.parametrize(
    ("rest", "code", "field"),
    [
        ("lead: did x where fone exists", "field_not_listed", "fone"),
        ("lead: did x where (phone exists and fone exists)", "field_not_listed", "fone"),
        ("lead: count of x where fone exists >= 2", "field_not_listed", "fone"),
        ("sale: sum of y.amuont > 5", "field_not_listed", "amuont"),
        ("money: y.amuont", "field_not_listed", "amuont"),
        ("money: {refunded: y.sum}", "field_not_listed", "sum"),
        ("outcomes:\n  lost: {when: did x, reason: x.why}", "field_not_listed", "why"),
        ("outcomes:\n  snooze: {when: did x, until: x.day}", "field_not_listed", "day"),
        ("lead: did x and town exists", "trait_not_listed", "town"),
        ("segments:\n  - segment: s\n    who: town exists", "trait_not_listed", "town"),
    ],
)
def test_a_field_is_looked_for_where_it_should_be(rest: str, code: str, field: str) -> None:
    text = points(
        '  - {touchpoint: x, event: form_submit, where: form == "a"}',
        "  - {touchpoint: y, event: paid, steps: [{event: paid, where: amount > 1}, {did: x}]}",
    )
    found = broken(f"{text}\n{rest}{VOCABULARY}", "M007")
    assert [(one.code, one.values["field"]) for one in found] == [(code, field)]


@pytest.mark.parametrize(
    "rest",
    [
        "lead: did x where phone exists and city exists",
        "sale: sum of y.amount > 5",
        "money: y.amount",
        "lead: did z where anything exists",
        "lead: did x where touchpoint exists",
    ],
)
def test_a_field_that_is_listed_or_cannot_be_known_is_left_alone(rest: str) -> None:
    text = points(
        '  - {touchpoint: x, event: form_submit, where: form == "a"}',
        "  - {touchpoint: y, event: paid}",
        "  - {touchpoint: z}",
    )
    assert broken(f"{text}\n{rest}{VOCABULARY}", "M007") == []


def test_a_message_inside_a_branch_needs_consent_too() -> None:
    text = points("  - touchpoint: x") + (
        "\nplays:\n  p:\n    start: did x\n    stop: did x\n    steps:\n"
        "      - choose:\n          - when: did x\n            message: sms/hello\n"
    )
    assert [one.path for one in broken(text, "M012")] == [
        ("plays", "p", "steps", 0, "choose", 0, "message")
    ]


def test_a_control_is_one_of_the_variants() -> None:
    text = HEAD + "experiments:\n  e:\n    variants: {a: 50%, b: 50%}\n    control: c\n"
    assert [one.code for one in broken(text, "M033")] == ["control_not_a_variant"]


def test_one_channel_alone_is_a_thin_place() -> None:
    same = points(
        "  - {touchpoint: x, stage: a, channel: sms}",
        "  - {touchpoint: y, stage: a, channel: [sms]}",
    )
    several = points(
        "  - {touchpoint: x, stage: a, channel: sms}",
        "  - {touchpoint: y, stage: a, channel: [sms, email]}",
    )
    unsaid = points(
        "  - {touchpoint: x, stage: a, channel: sms}", "  - {touchpoint: y, stage: a}"
    )
    assert broken(same, "M026")[0].code == "one_channel_stage"
    for text in (several, unsaid):
        assert "a" not in {one.values["stage"] for one in broken(text, "M026")}


def test_a_target_that_names_no_touch_is_left_alone() -> None:
    text = (
        HEAD + "stages:\n  - stage: a\n    target: first two-way touch\n  - stage: b\n"
        "touchpoints:\n  - {touchpoint: x, stage: b, from: buyer}\n"
    )
    assert broken(text, "M019") == []


def test_a_repeat_that_an_entry_rule_answers_needs_no_stage() -> None:
    text = (
        HEAD + "stages:\n  - stage: a\n    enter: did again\n"
        "touchpoints:\n  - {touchpoint: again, restarts: true, from: buyer}\n"
    )
    assert broken(text, "M032") == []


def test_spending_is_asked_for_without_payments() -> None:
    text = (
        HEAD + "kpis:\n  cost: {money: spend per lead}\n  income: {money: revenue per lead}\n"
    )
    assert [one.path for one in broken(text, "M029")] == [("kpis", "income", "money")]


def test_mixed_words_are_found_in_every_kind_of_condition() -> None:
    text = points(
        "  - touchpoint: x", "    where: a exists or b exists and c exists",
        "segments:", "  - segment: s", "    who: >", "      did x or did x",
        "      and city exists",
    )  # fmt: skip
    assert [one.place for one in broken(text, "M014")] == [(9, 24), (13, 16)]


@pytest.mark.parametrize("event", sorted(RECORDS))
def test_a_step_or_a_touchpoint_of_any_record_is_told_where_it_stands(event: str) -> None:
    text = (
        "map: m\ntitle: T\ntouchpoints:\n"
        f"  - {{touchpoint: one, event: [paid, {event}]}}\n"
        "  - touchpoint: two\n    steps:\n"
        f"      - {{title: A, event: asked}}\n      - {{title: B, event: {event}}}\n"
    )
    found = broken(text, "M039")
    assert [one.path for one in found] == [
        ("touchpoints", 0, "event"),
        ("touchpoints", 1, "steps", 1, "event"),
    ]


@pytest.mark.parametrize("event", ["task_created", "lead_rejected", "survey_answered"])
def test_work_of_the_team_may_be_a_touch(event: str) -> None:
    text = f"map: m\ntitle: T\ntouchpoints:\n  - {{touchpoint: one, event: {event}}}\n"
    assert broken(text, "M039") == []
