import pytest
from hypothesis import given
from hypothesis import strategies as st

from tropa.clock import DAY, HOUR, MINUTE
from tropa.condition.parse import DEEPEST, LONGEST, ConditionError, parse
from tropa.condition.syntax import (
    And,
    Condition,
    CountOf,
    Did,
    Entered,
    FieldTest,
    FirstTwoWay,
    InSegment,
    InStage,
    LostAt,
    Not,
    Nth,
    Or,
    Returned,
    SilentFor,
    SumOf,
    TimeAfter,
    bare,
    walk,
)

LEAVES = (
    "did call",
    "did ever call",
    "did call where (seconds > 30 or not answered exists) within 15m after form",
    "count of call >= 3 within 14d",
    "sum of pay.amount > 1000.5",
    "nth pay == 2",
    "30d after done",
    "first two-way touch",
    "returned",
    "lost at offer",
    "entered offer",
    "in stage offer for 2d",
    "in segment flat",
    "silent for 3d",
    'city in ["Минск", "Брест"]',
    "consent == true",
    'path matches "/blog/*"',
)
leaves = st.sampled_from(LEAVES)


def joined(parts: list[str], word: str) -> str:
    return f"({f' {word} '.join(parts)})"


texts = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map("not {}".format),
        st.builds(
            joined, st.lists(inner, min_size=2, max_size=3), st.sampled_from(("and", "or"))
        ),
    ),
    max_leaves=8,
)


def problem(text: str, *, fields_only: bool = False) -> tuple[str, int]:
    with pytest.raises(ConditionError) as fault:
        parse(text, fields_only=fields_only)
    return fault.value.problem, fault.value.at


def test_every_test_of_the_grammar_is_read() -> None:
    assert parse("did call") == Did(
        "call", None, ever=False, within=None, after=None, span=(0, 8)
    )
    full = parse("did call where answered == true within 15m after form")
    assert isinstance(full, Did)
    assert (full.within, full.after, full.ever) == (15 * MINUTE, "form", False)
    assert isinstance(full.where, FieldTest)
    assert full.where.value is True
    assert parse("did ever call") == Did("call", None, True, None, None, (0, 13))
    assert parse("count of call >= 3 within 2w") == CountOf(
        "call", None, ">=", 3, 14 * DAY, (0, 28)
    )
    assert parse("sum of pay.amount > 10.5") == SumOf("pay", "amount", None, ">", 10.5, (0, 24))
    assert parse("sum of pay.line.total > 1") == SumOf(
        "pay", "line.total", None, ">", 1, (0, 25)
    )
    assert parse("nth pay == 2") == Nth("pay", "==", 2, (0, 12))
    assert parse("30d after done") == TimeAfter(30 * DAY, "done", (0, 14))
    assert parse("first two-way touch") == FirstTwoWay((0, 19))
    assert parse("returned") == Returned((0, 8))
    assert parse("lost at offer") == LostAt("offer", (0, 13))
    assert parse("entered offer") == Entered("offer", (0, 13))
    assert parse("in stage offer") == InStage("offer", None, (0, 14))
    assert parse("in stage offer for 2h") == InStage("offer", 2 * HOUR, (0, 21))
    assert parse("in segment flat") == InSegment("flat", (0, 15))
    assert parse("silent for 3d") == SilentFor(3 * DAY, (0, 13))


@pytest.mark.parametrize(
    ("text", "compare", "value"),
    [
        ("consent == true", "==", True),
        ('city != "Минск"', "!=", "Минск"),
        ("windows < 5", "<", 5.0),
        ("windows <= -5.5", "<=", -5.5),
        ("windows > 5", ">", 5.0),
        ("windows >= 5", ">=", 5.0),
        ('city in ["a", 2, false]', "in", ("a", 2.0, False)),
        ("path matches '/blog/*'", "matches", "/blog/*"),
        ("phone exists", "exists", None),
        (r'say == "a \"b\" \\"', "==", 'a "b" \\'),
    ],
)
def test_a_field_is_compared_with_a_value(text: str, compare: str, value: object) -> None:
    tree = parse(text)
    assert isinstance(tree, FieldTest)
    assert (tree.compare, tree.value) == (compare, value)


def test_and_binds_closer_than_or_and_not_closest() -> None:
    tree = parse("returned or not did a and did b")
    assert isinstance(tree, Or)
    second = tree.parts[1]
    assert isinstance(second, And)
    assert isinstance(second.parts[0], Not)


def test_brackets_change_what_is_joined() -> None:
    tree = parse("(returned or did a) and did b")
    assert isinstance(tree, And)
    assert isinstance(tree.parts[0], Or)


def test_a_field_may_bear_a_word_of_the_language_after_where() -> None:
    tree = parse("did call where (count >= 2 and first exists and did == 1)")
    assert isinstance(tree, Did)
    assert isinstance(tree.where, And)


def test_a_field_may_be_russian() -> None:
    tree = parse('did form where форма.имя == "Звонок"')
    assert isinstance(tree, Did)
    assert isinstance(tree.where, FieldTest)
    assert tree.where.field == "форма.имя"


@pytest.mark.parametrize(
    ("text", "code", "at"),
    [
        ("", "unfinished", 0),
        ("did", "unfinished", 3),
        ("did call where", "unfinished", 14),
        ("did call and", "unfinished", 12),
        ("(did call", "unfinished", 9),
        ("did call)", "unexpected", 8),
        ("did call did form", "unexpected", 9),
        ("did and", "unexpected", 4),
        ("did call @", "stray_character", 9),
        ('city = "Minsk"', "single_equals", 5),
        ('city == "Минск', "stray_character", 8),
        ("count of call >= -1", "unexpected", 17),
        ("count of call >= 1.5", "unexpected", 17),
        ("sum of pay > 1", "unexpected", 7),
        ("30d", "unfinished", 3),
        ("3d before call", "unexpected", 3),
        ("silent for 3 days", "unexpected", 11),
        ("silent for 0d", "bad_duration", 11),
        ("silent for 99999d", "bad_duration", 11),
        ("windows", "unfinished", 7),
        ("windows > true", "not_comparable", 0),
        ('city > "a"', "not_comparable", 0),
        ("path matches 5", "unexpected", 13),
        ("city in [", "unfinished", 9),
        ('city in ["a"', "unfinished", 12),
        ("__import__('os').system('id')", "stray_character", 16),
        ("true", "unexpected", 0),
    ],
)
def test_a_mistake_is_found_where_it_is(text: str, code: str, at: int) -> None:
    assert problem(text) == (code, at)


@pytest.mark.parametrize(
    "text",
    ["did call", "count of call >= 1", "in stage offer", "in segment a", "silent for 3d",
     "sum of a.b > 1", "lost at offer", "entered offer", "nth call == 1",
     "first two-way touch", "phone exists and did call"],
)  # fmt: skip
def test_after_where_stand_fields_alone(text: str) -> None:
    assert problem(text, fields_only=True)[0] == "touch_in_where"
    assert problem(f"did form where ({text})")[0] == "touch_in_where"


def test_brackets_nest_only_so_deep() -> None:
    deep = DEEPEST
    assert isinstance(parse("(" * deep + "returned" + ")" * deep), Returned)
    assert problem("(" * (deep + 1) + "returned")[0] == "too_deep"
    assert problem("not " * (deep + 1) + "returned")[0] == "too_deep"


def test_a_condition_is_only_so_long() -> None:
    assert problem("a == 1 or " * (LONGEST // 10 + 1))[0] == "expression_too_long"


@given(st.text(max_size=60))
def test_any_text_is_a_condition_or_says_why_not(text: str) -> None:
    place = 0
    try:
        parse(text)
    except ConditionError as fault:
        place = fault.at
    assert 0 <= place <= len(text)


@given(texts)
def test_the_text_of_every_node_reads_as_that_node(text: str) -> None:
    for node in walk(parse(text)):
        begin, behind = node.span
        assert bare(parse(text[begin:behind])) == bare(node)


@given(texts, st.sampled_from((" ", "\n", "  \t ")))
def test_spaces_mean_nothing(text: str, space: str) -> None:
    if '"' not in text:
        assert bare(parse(text.replace(" ", space))) == bare(parse(text))


def test_equal_tests_are_equal_wherever_they_stand() -> None:
    def tests(text: str) -> list[Condition]:
        return [node for node in walk(parse(text)) if not isinstance(node, Or)]

    first, second, third = tests(
        "did a where f == 1 or did a where f == 1 or did a where f == true"
    )
    assert bare(first) == bare(second)
    assert bare(first) != bare(third)
