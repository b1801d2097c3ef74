import pytest

from tropa.collect.cost_guess import CostGuess, guess_costs
from tropa.collect.cost_mapping import read_cost_mapping
from tropa.collect.mapping import Cell
from tropa.collect.source import FileRefused
from tropa.words import LANGUAGES, Language
from unit.collect.files import table


def guess(*rows: str, mark: str = ";") -> CostGuess:
    text = "\n".join(row.replace(";", mark) for row in rows)
    return guess_costs(table(text + "\n"), "file")


def test_our_own_headers_are_known() -> None:
    found = guess(
        "id;date;until;amount;currency;kind;channel;campaign;touchpoint;role;note",
        "a;2026-03-01;2026-03-02;5;RUB;ad;vk;spring;banner;marketer;x",
        mark=",",
    ).mapping
    assert (found.id, found.day, found.until, found.amount) == ("id", "date", "until", "amount")
    assert (found.currency, found.kind) == (Cell("currency"), Cell("kind"))
    names = ("channel", "campaign", "touchpoint", "role", "note")
    assert found.subjects == {name: Cell(name) for name in names}


def test_russian_headers_are_known() -> None:
    found = guess(
        "Период с;Период по;Статья расходов;Источник;Кампания;Валюта;Сумма;Комментарий",
        "01.03.2026;31.03.2026;реклама;яндекс;Окна;руб;5;",
    ).mapping
    assert (found.day, found.last, found.until) == ("Период с", "Период по", "")
    assert found.kind == Cell("Статья расходов")
    assert found.subjects["channel"] == Cell("Источник")
    assert found.amount == "Сумма"


def test_a_report_without_kinds_is_of_advertising() -> None:
    found = guess("Дата;Кампания;Показы;Расход, ₽", "01.03.2026;Окна;100;5")
    assert found.mapping.kind == Cell(value="ad")
    assert found.mapping.currency == Cell(value="RUB")
    assert found.mapping.amount == "Расход, ₽"
    assert [one.role for one in found.columns] == ["day", "campaign", "", "amount"]


def test_of_two_columns_for_one_thing_the_surer_is_taken() -> None:
    found = guess("Месяц;Дата;Источник;Канал;Расход", "март;01.03.2026;a;b;5").mapping
    assert (found.day, found.subjects["channel"]) == ("Дата", Cell("Канал"))


def test_a_day_is_known_by_its_cells() -> None:
    found = guess("Когда списали;Расход", "01.03.2026;5", "02.03.2026;7").mapping
    assert found.day == "Когда списали"


def test_a_number_that_comes_again_is_no_id() -> None:
    rows = ("id расхода;дата;расход", "7;01.03.2026;5")
    assert guess(*rows, "8;01.03.2026;5").mapping.id == "id расхода"
    assert guess(*rows, "7;02.03.2026;5").mapping.id == ""


def test_a_category_that_holds_no_kinds_is_none() -> None:
    assert guess("дата;категория;расход", "01.03.2026;окна;5").mapping.kind == Cell(value="ad")
    assert guess("дата;категория;расход", "01.03.2026;реклама;5").mapping.kind == Cell(
        "категория"
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_text_is_the_mapping_and_says_what_is_missing(language: Language) -> None:
    found = guess("кто;сколько", "Анна;пять")
    assert found.missing == ("day", "amount")
    text = found.text(language)
    assert text.count("\n# ") == 4
    whole = guess("дата;расход", "01.03.2026;5")
    assert read_cost_mapping(whole.text(language)) == whole.mapping


def test_two_columns_of_one_name_cannot_be_told_apart() -> None:
    with pytest.raises(FileRefused) as caught:
        guess("дата;расход;расход", "01.03.2026;5;6")
    assert caught.value.code == "duplicate_column"
