"""Differences of two texts of a map: what people are told of them."""

from tropa.map.compare import Difference, differences, read_difference, titles_of
from tropa.map.compare_words import difference_words, step_words
from tropa.map.edit.parsed import parsed

BEFORE = """\
map: shop
title: Магазин
owners: {anna: Анна, boris: Борис}
stages:
  - stage: lead
    title: Заявка
    lost_after: 14d
  - stage: quote
    title: Расчёт
    owner: anna
  - stage: deal
    title: Сделка
touchpoints:
  - {touchpoint: form, title: Форма, stage: lead, event: a}
  - {touchpoint: offer, title: КП, stage: quote, event: b}
sale: did form
"""


def told(*replaced: tuple[str, str]) -> list[str]:
    after = BEFORE
    for old, new in replaced:
        assert old in after
        after = after.replace(old, new)
    before, then = parsed(BEFORE).content, parsed(after).content
    return [difference_words(one, "ru", titles_of(then)) for one in differences(before, then)]


def test_fields_are_told_from_what_to_what() -> None:
    assert told(("lost_after: 14d", "lost_after: 21d")) == [
        "Этап «Заявка»: потеря после молчания — было «14d», стало «21d»"
    ]
    assert told(("owner: anna", "owner: boris")) == [
        "Этап «Расчёт»: ответственный — было «Анна», стало «Борис»"
    ]
    assert told(("    owner: anna\n", "")) == ["Этап «Расчёт»: ответственный — убрано «Анна»"]
    assert told(("title: Заявка", "title: Обращение")) == [
        "Новое название: этап «Заявка» → «Обращение»"
    ]


def test_a_rule_is_told_in_words() -> None:
    [said] = told(("sale: did form", "sale: did offer and did form"))
    assert said.startswith("Карта: что считается продажей — было «было касание „Форма“»,")
    assert said.endswith("стало «было касание „КП“ и было касание „Форма“»")


def test_a_rule_calls_traits_and_fields_as_the_text_does() -> None:
    listed = (
        "sale: did form\n"
        "traits: {city: {type: text, title: Где живёт}}\n"
        "events: {a: {title: text, form: {type: text, title: Форма}}}\n"
    )
    rule = 'sale: did form where form == "x" and city == "Минск" and email exists'
    before = parsed(BEFORE.replace("sale: did form\n", listed)).content
    then = parsed(BEFORE.replace("sale: did form\n", listed.replace("sale: did form", rule)))
    [one] = differences(before, then.content)
    said = difference_words(one, "ru", titles_of(then.content))
    assert "(где форма — „x“), где живёт — „Минск“ и поле „Эл. почта“ заполнено" in said
    [one] = differences(before, parsed(_with_where(listed)).content)
    assert difference_words(one, "ru", titles_of(before)).endswith("указано «форма — „x“»")
    # A field called `title` gives its event no title.
    assert titles_of(before)["a"] == "a"


def _with_where(listed: str) -> str:
    where = """stage: lead, event: a, where: 'form == "x"'}"""
    return BEFORE.replace("stage: lead, event: a}", where).replace("sale: did form\n", listed)


def test_a_title_of_a_trait_is_told_as_what_it_is() -> None:
    listed = "sale: did form\ntraits: {city: text}\n"
    titled = "sale: did form\ntraits: {city: {type: text, title: Город}}\n"
    before = parsed(BEFORE.replace("sale: did form\n", listed)).content
    then = parsed(BEFORE.replace("sale: did form\n", titled)).content
    said = [difference_words(one, "ru", titles_of(then)) for one in differences(before, then)]
    assert said == ["Карта: признаки людей · city · название — указано «Город»"]


def test_elements_come_go_move_and_change_their_stage() -> None:
    deal = "  - stage: deal\n    title: Сделка\n"
    assert told((deal, "")) == ["Убрано: этап «Сделка»"]
    assert told((deal, ""), ("stages:\n", f"stages:\n{deal}")) == [
        "Переставлено в начало: этап «Сделка»"
    ]
    assert told((deal, deal + "  - stage: care\n    title: Забота\n")) == [
        "Добавлено: этап «Забота»"
    ]
    assert told(("КП, stage: quote", "КП, stage: deal")) == [
        "Другой этап: точка контакта «КП», был «Расчёт», стал «Сделка»"
    ]


def test_another_name_is_told_once_and_not_at_every_reference() -> None:
    assert told(("form", "enquiry")) == [
        "Другое имя: точка контакта «Форма», было form, стало enquiry"
    ]
    assert told(("stage: lead", "stage: ask"), ("title: Заявка", "title: Заявка")) == [
        "Другое имя: этап «Заявка», было lead, стало ask"
    ]


def test_a_step_is_told_by_its_first_difference() -> None:
    one = Difference("added", "stage", ("stages", "care"), "Забота")
    assert step_words([], "ru", {}, 0) == ""
    assert step_words([one], "en", {}, 3) == "Added: stage “Забота” and 2 more changes"
    assert read_difference(one.as_json()) == one
