import re

import pytest
from hypothesis import given

from strategies import POINTS, STAGES, rules
from tropa.condition.in_words import in_words
from tropa.condition.parse import parse
from tropa.words import LANGUAGES, Language

TOUCHPOINTS = {
    "calculator": "Калькулятор",
    "quote": "Расчёт",
    "article": "Статья «Пять причин»",
    "call": "Первый звонок",
    "form": "Заявка",
}
STAGE_TITLES = {"decision": "Решение"}
SEGMENTS = {"flat": "Квартира"}
TRAITS = {"city": "Город", "windows": "Число окон", "inn": "ИНН", "note": "Отметка «важно»"}
FIELDS = {
    ("form", "city"): "Адрес доставки",
    ("form", "form"): "Форма",
    ("quote", "amount"): "Сумма",
}


class Titles:
    def touchpoint(self, name: str) -> str | None:
        return TOUCHPOINTS.get(name)

    def stage(self, name: str) -> str | None:
        return STAGE_TITLES.get(name)

    def segment(self, name: str) -> str | None:
        return SEGMENTS.get(name)

    def trait(self, name: str, language: Language) -> str | None:
        return TRAITS.get(name)

    def field(self, name: str, touchpoint: str, language: Language) -> str | None:
        return FIELDS.get((touchpoint, name))


SAID = [
    (
        "did calculator where phone exists",
        "было касание «Калькулятор» (где поле «phone» заполнено)",
        "had the touch “Калькулятор” (where the field “phone” is filled in)",
    ),
    (
        "in stage decision and did quote and silent for 3d",
        "стоит на этапе «Решение», было касание «Расчёт» и молчит 3 дня",
        "stands on the stage “Решение”, had the touch “Расчёт” and has been silent for 3 days",
    ),
    (
        "count of article >= 3 within 14d",
        "было не меньше 3 касаний «Статья „Пять причин“» за последние 14 дней",
        "had at least 3 touches “Статья «Пять причин»” in the last 14 days",
    ),
    (
        "did call within 15m after form",
        "касание «Первый звонок» было в течение 15 минут после касания «Заявка»",
        "had the touch “Первый звонок” within 15 minutes after the touch “Заявка”",
    ),
    (
        "did call after form",
        "касание «Первый звонок» было после касания «Заявка»",
        "had the touch “Первый звонок” after the touch “Заявка”",
    ),
    (
        "did ever form",
        "когда-либо было касание «Заявка» (в любом пути)",
        "ever had the touch “Заявка” (in any journey)",
    ),
    (
        "not did ever form",
        "никогда не было касания «Заявка» (ни в одном пути)",
        "never had the touch “Заявка” (in any journey)",
    ),
    (
        "not did call within 1d",
        "не было касания «Первый звонок» за последние 24 часа",
        "had no touch “Первый звонок” in the last 24 hours",
    ),
    (
        "nth form == 2",
        "это 2-е касание «Заявка»",
        "this is touch “Заявка” number 2",
    ),
    (
        "sum of quote.amount >= 1000000",
        "итог по полю «Сумма» в касаниях «Расчёт» — не меньше 1\u00a0000\u00a0000",
        "the sum of the field “Сумма” over touches “Расчёт” is at least 1,000,000",
    ),
    (
        "30d after form",
        "с касания «Заявка» прошло не меньше 30 дней",
        "at least 30 days have passed since the touch “Заявка”",
    ),
    (
        "2h after decision",
        "со входа на этап «Решение» прошло не меньше 2 часов",
        "at least 2 hours have passed since entering the stage “Решение”",
    ),
    (
        "first two-way touch",
        "это первое двустороннее касание",
        "this is the first two-way touch",
    ),
    ("returned", "был возврат после потери", "returned after being lost"),
    ("lost at decision", "была потеря на этапе «Решение»", "was lost on the stage “Решение”"),
    ("entered decision", "был вход на этап «Решение»", "entered the stage “Решение”"),
    (
        "in stage decision for 2d",
        "стоит на этапе «Решение» не меньше 2 дней",
        "has stood on the stage “Решение” for at least 2 days",
    ),
    (
        "in segment flat and not in stage decision",
        "входит в сегмент «Квартира» и не стоит на этапе «Решение»",
        "belongs to the segment “Квартира” and does not stand on the stage “Решение”",
    ),
    ("consent == true", "consent — да", "consent is yes"),
    ('city != "Минск"', "город — не «Минск»", "город is not “Минск”"),
    ('city in ["a", "b"]', "город — одно из («a», «b»)", "город is one of (“a”, “b”)"),
    ("windows >= 5.5", "число окон — не меньше 5,5", "число окон is at least 5.5"),
    # The same name is one thing of a person and another of an event.
    (
        'did form where (city == "Минск" and form == "callback")',
        "было касание «Заявка» (где адрес доставки — «Минск» и форма — «callback»)",
        "had the touch “Заявка” (where адрес доставки is “Минск” and форма is “callback”)",
    ),
    ("inn exists", "поле «ИНН» заполнено", "the field “ИНН” is filled in"),
    ('inn matches "78*"', "ИНН подходит под «78*»", "ИНН looks like “78*”"),
    (
        "note exists",
        "поле «Отметка „важно“» заполнено",
        "the field “Отметка «важно»” is filled in",
    ),
    ('path matches "/b/*"', "path подходит под «/b/*»", "path looks like “/b/*”"),
    (
        "not phone exists",
        "поле «phone» не заполнено",
        "the field “phone” is not filled in",
    ),
]


@pytest.mark.parametrize(("text", "russian", "english"), SAID)
def test_a_condition_is_said_in_both_languages(text: str, russian: str, english: str) -> None:
    tree = parse(text)
    assert in_words(tree, Titles(), "ru") == russian
    assert in_words(tree, Titles(), "en") == english


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "не меньше 1 касания"),
        (2, "не меньше 2 касаний"),
        (5, "не меньше 5 касаний"),
        (11, "не меньше 11 касаний"),
        (21, "не меньше 21 касания"),
    ],
)
def test_touches_are_counted_as_russian_counts(number: int, said: str) -> None:
    assert said in in_words(parse(f"count of form >= {number}"), Titles(), "ru")


@pytest.mark.parametrize(
    ("length", "silent", "last"),
    [
        ("21d", "молчит 21 день", "за последний 21 день"),
        ("2d", "молчит 2 дня", "за последние 2 дня"),
        ("5h", "молчит 5 часов", "за последние 5 часов"),
        ("21m", "молчит 21 минуту", "за последнюю 21 минуту"),
        ("90s", "молчит 90 секунд", "за последние 90 секунд"),
        ("1h", "молчит 60 минут", "за последние 60 минут"),
        ("2w", "молчит 14 дней", "за последние 14 дней"),
        ("1s", "молчит 1 секунду", "за последнюю 1 секунду"),
    ],
)
def test_lengths_of_time_are_said_in_the_right_form(
    length: str, silent: str, last: str
) -> None:
    assert in_words(parse(f"silent for {length}"), Titles(), "ru") == silent
    assert in_words(parse(f"did form within {length}"), Titles(), "ru").endswith(last)


def test_a_group_of_another_kind_stands_in_brackets() -> None:
    tree = parse("returned or (did call and did form)")
    assert in_words(tree, Titles(), "ru") == (
        "был возврат после потери или (было касание «Первый звонок» и было касание «Заявка»)"
    )
    other = parse("(returned or did call) and did form")
    assert in_words(other, Titles(), "ru") == (
        "(был возврат после потери или было касание «Первый звонок») и было касание «Заявка»"
    )


def test_a_denied_group_is_denied_as_a_whole() -> None:
    tree = parse("not (did call or did form)")
    assert in_words(tree, Titles(), "ru") == (
        "неверно, что (было касание «Первый звонок» или было касание «Заявка»)"
    )


def test_a_denied_comparison_of_a_field_is_not_turned_round() -> None:
    # A field that is absent is neither 5 nor other than 5.
    assert in_words(parse("not windows == 5"), Titles(), "ru") == "неверно, что число окон — 5"


def test_a_denied_count_is_the_opposite_count() -> None:
    assert in_words(parse("not count of form >= 2"), Titles(), "ru") == (
        "было меньше 2 касаний «Заявка»"
    )


def test_a_test_of_an_event_speaks_of_its_fields() -> None:
    tree = parse('city == "Минск"')
    assert in_words(tree, Titles(), "ru") == "город — «Минск»"
    assert in_words(tree, Titles(), "ru", of="form") == "адрес доставки — «Минск»"


def test_a_thing_without_a_title_is_called_by_its_name() -> None:
    assert in_words(parse("did other"), Titles(), "en") == "had the touch “other”"


@given(rules(POINTS, STAGES, timed=True))
def test_every_rule_can_be_said(text: str) -> None:
    for language in LANGUAGES:
        said = in_words(parse(text), Titles(), language)
        assert said
        assert not re.search(r"[{}#|]", said)
        assert said.count("(") == said.count(")")
